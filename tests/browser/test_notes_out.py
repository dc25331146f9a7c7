"""A member's notes as files of their own, made on the tablet without network, and in again."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import hand, inside
from tests.browser.device import TABLET, Device
from tests.browser.test_notes import opened

SAID = "Har Bjørg spurt på Åsen? <b>Nei</b>"


@pytest.fixture(scope="module")
def member(playwright, served, tmp_path_factory):
    """Somebody else than in the other tests, with two notes in one paper, and no network."""
    device = Device(playwright, tmp_path_factory.mktemp("out"), served, viewport=TABLET, accept_downloads=True)
    device.sign_in("leder_oppvekst")
    opened(device, 2)
    hand.comment(device, "vedtok skolekretsen", SAID, 2)
    hand.highlight(device, "Kommunestyret", "Blå", 2)
    inside.wait_for_shell(device.page)
    device.page.wait_for_load_state("networkidle")
    served.stop()
    yield device
    device.close()
    served.start()
    assert not device.complaints, device.complaints


@pytest.fixture
def out(member):
    """The dialog with the ways out."""
    member.goto("/notater")
    member.sees("Notater")
    member.button("Last ned notatene mine").click()
    return member.page.get_by_role("dialog", name="Last ned notatene mine")


def file(out, name, tmp_path):
    """What comes down when this is asked for."""
    with out.page.expect_download() as coming:
        out.get_by_role("button", name=name).click()
    place = tmp_path / coming.value.suggested_filename
    coming.value.save_as(place)
    return place


def test_a_copy_of_the_paper_carries_real_annotations(out, tmp_path):
    copy = PdfReader(file(out, "PDF-er med notatene i", tmp_path))
    marks = [one.get_object() for one in copy.pages[1]["/Annots"] if one.get_object()["/Subtype"] == "/Highlight"]
    assert {mark.get("/Contents", "") for mark in marks} >= {SAID}
    assert {mark["/T"] for mark in marks} == {"Marit Kvåle Aas"}
    assert all(len(mark["/QuadPoints"]) == 8 for mark in marks)
    assert all("/N" in mark["/AP"] for mark in marks)
    assert len(copy.pages) == 13


def test_a_document_to_read_says_paper_page_quote_and_text_and_runs_nothing(out, tmp_path):
    place = file(out, "Et dokument til å lese", tmp_path)
    page = out.page.context.new_page()
    page.goto(place.as_uri())
    for said in ("IKT-plan for kommunen", "vedtok skolekretsen", SAID):
        expect(page.locator("body")).to_contain_text(said)
    assert page.locator("script, body b").filter(has_text="Nei").count() == 0
    page.close()


def test_the_data_is_web_annotations_and_comes_in_again(out, member, tmp_path):
    place = file(out, "Data (JSON-LD)", tmp_path)
    told = json.loads(place.read_text("utf-8"))
    assert (told["type"], told["total"]) == ("AnnotationCollection", 2)
    assert [each["type"] for each in told["first"]["items"]] == ["Annotation", "Annotation"]
    out.get_by_role("button", name="Lukk").click()
    opened(member, 2)
    note = hand.note(member, SAID)
    hand.unfold(note)
    note.get_by_role("button", name="Slett").click()
    expect(hand.marks(member, 2)).to_have_count(1)
    member.goto("/notater")
    expect(member.page.locator("main article")).to_have_count(1)
    member.button("Last ned notatene mine").click()
    member.page.get_by_label(re.compile("Hent notater fra fil")).set_input_files(place)
    member.says("1 notat er hentet inn.")
    member.says("1 hadde du fra før.")
    member.button("Lukk").click()
    expect(member.page.locator("main article")).to_have_count(2)
    expect(member.page.locator("main article").filter(has_text=SAID)).to_have_count(1)


def test_a_file_that_is_something_else_is_told_and_changes_nothing(out, member, tmp_path):
    other = tmp_path / "annet.jsonld"
    other.write_text('{"type": "Person", "name": "<script>1</script>"}', "utf-8")
    out.get_by_label(re.compile("Hent notater fra fil")).set_input_files(other)
    expect(out.get_by_role("status")).not_to_be_empty()
    out.get_by_role("button", name="Lukk").click()
    expect(member.page.locator("main article")).to_have_count(2)
