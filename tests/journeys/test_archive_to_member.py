"""The whole path, on a real case paper: from the archive's delivery to a page read without network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.device import TABLET, Device
from tests.browser.served import Served
from tests.journeys import needles

PLAN = "IKT-plan for Lyngdal kommune"
AGENDA = ["PS 112/26", "PS 113/26", "RS 21/26", "FO 7/26"]


@pytest.fixture
def lyngdal(data: Path) -> Path:
    return data / "lyngdal"


def publish(desk: Device, committee: str, revision: int) -> None:
    """The secretary looks at what a member will see, and publishes."""
    desk.link("Skrivebord").click()
    desk.sees("Skrivebord")
    desk.link(committee).click()
    desk.sees(committee)
    expect(desk.page.get_by_label("Velg en rolle")).to_be_visible()
    for role, sees in (("public", "Bare tittelen"), ("member", "Behandler saken")):
        desk.page.get_by_label("Velg en rolle").select_option(role)
        expect(desk.page.get_by_role("table", name=re.compile("^Slik ser"))).to_contain_text(sees)
    desk.button("Publiser").click()
    desk.says(re.compile(rf"Revisjon {revision} er publisert til [1-9]\d* personer"))


def agenda_shows_what_is_missing_and_why(member: Device) -> None:
    items = member.page.get_by_role("region", name="Saksliste").locator("ol > li")
    numbers = items.locator(".item-number").all_inner_texts()
    assert numbers == AGENDA
    expect(items.nth(0).locator("li.paper-row")).to_have_count(5)
    expect(items.nth(0)).to_contain_text("ikke levert")
    expect(items.nth(1)).to_contain_text("Personalsak")
    expect(items.nth(1)).to_contain_text("(offl. § 13 jf. fvl. § 13 (1) nr. 1)")
    expect(items.nth(1)).to_contain_text("vurdering av stilling")  # the whole title is for those who treat it
    expect(items.nth(1).locator("li.paper-row").get_by_role("link")).to_have_count(1)
    expect(items.nth(2)).to_contain_text("skannet")
    expect(items.nth(3).get_by_role("link")).to_have_count(0)


def plan_opens_turns_and_is_searched(member: Device) -> None:
    member.says("Uten nett")
    member.read(PLAN)
    expect(member.page.locator(".bar-title p")).to_contain_text("av 13")
    member.button("Neste side").click()
    member.at_page(2)
    member.button("Søk i dokumentet").click()
    member.page.get_by_role("searchbox").fill("Politikere og IKT")
    expect(member.page.locator(".find-hits")).to_contain_text(re.compile(r"1 av [1-9]"))
    expect(member.page.locator(".textLayer .highlight.selected")).to_contain_text("Politikere og IKT")


def test_a_case_paper_goes_from_the_archive_to_a_page_read_without_network(
    playwright: Playwright, town_hall: Served, lyngdal: Path, tmp_path: Path
):
    town_hall.drop(lyngdal / "formannskapet")
    desk = Device(playwright, tmp_path / "desk", town_hall, viewport=TABLET)
    desk.sign_in("sekretaer")
    publish(desk, "Formannskapet", 1)

    member = Device(playwright, tmp_path / "tablet", town_hall, viewport=TABLET)
    member.sign_in("medlem_formannskap")
    member.meeting("Formannskapet")
    member.says("3. desember")
    agenda_shows_what_is_missing_and_why(member)
    member.stored()
    member.read(PLAN)
    member.close()

    town_hall.stop()
    member.start()
    member.meeting("Formannskapet")
    plan_opens_turns_and_is_searched(member)

    before = set(member.files)
    town_hall.start()
    town_hall.drop(lyngdal / "ettersending")
    publish(desk, "Formannskapet", 2)
    desk.close()
    member.meeting("Formannskapet")
    member.says("Revisjon 2")
    member.says("PS 114/26")
    member.says("Tilleggsinnkalling")
    member.stored()
    member.says("Tilleggsinnkalling")
    assert len(set(member.files) - before) == len(list((lyngdal / "ettersending").glob("*.pdf")))
    member.close()
    nothing_exempt_is_readable(lyngdal, town_hall, tmp_path)
    assert desk.complaints + member.complaints == []


def nothing_exempt_is_readable(lyngdal: Path, town_hall: Served, tmp_path: Path) -> None:
    papers = {path.name: path.read_bytes() for path in (lyngdal / "formannskapet").glob("*.pdf")}
    exempt, plan = papers.pop("personalsak.pdf"), papers["ikt-plan.pdf"]
    for place in (town_hall.home, tmp_path / "tablet", tmp_path / "desk"):
        assert needles.found(place, needles.words_of(exempt) + needles.bytes_of(exempt, *papers.values())) == set()
    # The same search does find what is open: its bytes in both places, its words in the server's index.
    assert needles.found(town_hall.home, needles.bytes_of(plan))
    assert needles.found(tmp_path / "tablet", needles.bytes_of(plan))
    if town_hall.settings.on_sqlite:
        assert needles.found(town_hall.home, needles.words_of(plan))
