"""With and without network, on more devices than one, and with others: what is told before, while and after."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import hand, inside
from tests.browser.device import TABLET, Device
from tests.browser.test_notes import opened
from tests.browser.town import TECHNICAL, XSS


@pytest.fixture
def pair(playwright, served, tmp_path):
    """Two devices of one member."""
    devices = [Device(playwright, tmp_path / name, served, viewport=TABLET) for name in ("one", "other")]
    for device in devices:
        device.sign_in("medlem_formannskap")
    yield devices
    for device in devices:
        device.close()
    assert [device.complaints for device in devices] == [[], []]


def sign_out_asked(device):
    device.goto("/meg")
    device.sees("Meg")
    device.button("Logg ut").click()
    return device.page.get_by_role("dialog")


def test_what_is_not_sent_is_counted_and_told_before_one_signs_out(tablet):
    tablet.sign_in("medlem_formannskap")
    opened(tablet, 8)
    inside.wait_for_shell(tablet.page)
    tablet.served.stop()
    hand.comment(tablet, "Kommunestyret", "Skrevet i flyet", 8)
    hand.highlight(tablet, "skolekretsen", "Gul", 8)
    expect(hand.note(tablet, "Skrevet i flyet")).to_contain_text("ikke sendt")
    tablet.goto("/moter")
    expect(tablet.page.get_by_role("navigation")).to_contain_text("2 notater ikke sendt")
    expect(sign_out_asked(tablet)).to_contain_text("2")
    tablet.page.get_by_role("dialog").get_by_role("button", name="Avbryt").click()
    tablet.served.start()
    tablet.page.reload()
    expect(tablet.page.get_by_role("navigation")).not_to_contain_text("ikke sendt")
    expect(sign_out_asked(tablet)).not_to_contain_text("ikke sendt")


def test_a_change_from_elsewhere_does_not_land_in_an_open_editor(pair):
    one, other = pair
    opened(one, 9)
    hand.comment(one, "Kommunestyret", "Først", 9)
    opened(other, 9)
    editing = [rewrite(device) for device in pair]
    editing[0].press_sequentially(" og her")
    hand.notes(one).get_by_role("button", name="Ferdig").click()
    expect(hand.notes(other)).to_contain_text("Notatet er endret på en annen enhet mens du skrev.")
    expect(editing[1]).to_have_value("Først")
    editing[1].press_sequentially(" men der")
    expect(hand.notes(other)).to_contain_text("Lagret")
    for device in pair:
        both = hand.notes(device).get_by_role("region", name="To tekster")
        expect(both).to_contain_text("Først og her")
        expect(both).to_contain_text("Først men der")
    expect(editing[1]).to_have_value("Først men der")
    hand.notes(one).get_by_role("button", name="Flett").click()
    merging = one.page.get_by_role("dialog", name="Flett de to tekstene")
    merging.get_by_role("textbox").fill("Først, og her, men der")
    merging.get_by_role("button", name="Lagre som én").click()
    expect(hand.notes(one).get_by_role("region", name="To tekster")).to_have_count(0)
    expect(hand.note(one, "Først, og her, men der")).to_be_visible()


def rewrite(device):
    """The note that says "Først" is opened to be changed."""
    note = hand.note(device, "Først")
    hand.unfold(note)
    note.get_by_role("button", name="Rediger").click()
    return hand.notes(device).get_by_role("textbox")


def share_dialog(device, text):
    note = hand.note(device, text)
    hand.unfold(note)
    note.get_by_role("button", name="Del", exact=True).click()
    return device.page.get_by_role("dialog", name="Hvem skal få lese notatet?")


def test_the_readers_are_named_and_counted_and_a_note_can_be_taken_back(tablet):
    tablet.sign_in("medlem_formannskap")
    opened(tablet, 10)
    hand.comment(tablet, "Kommunestyret", "Bør vi støtte dette?", 10)
    asked = share_dialog(tablet, "Bør vi støtte dette?")
    party = asked.get_by_role("region", name="Arbeiderpartiet")
    expect(party).to_contain_text("1 person får lese det")
    expect(party.get_by_role("listitem")).to_have_text(["Marit Kvåle Aas"])
    party.get_by_role("button", name=re.compile("^Del med")).click()
    note = hand.note(tablet, "Bør vi støtte dette?")
    expect(note).to_contain_text("Deles med Arbeiderpartiet")
    expect(note).not_to_contain_text("ikke sendt")
    note.get_by_role("button", name="Slutt å dele").click()
    stopping = tablet.page.get_by_role("dialog", name="Slutte å dele?")
    expect(stopping).to_contain_text("kan ha lest det allerede")
    stopping.get_by_role("button", name="Slutt å dele").click()
    expect(hand.note(tablet, "Bør vi støtte dette?")).to_contain_text("Bare du ser dette")


def test_a_circle_that_could_decide_is_refused_with_the_paragraph(tablet):
    tablet.sign_in("medlem_teknikk")
    tablet.meeting(TECHNICAL)
    tablet.read("Papir")
    hand.notes(tablet).get_by_role("button", name="Notat på siden", exact=True).click()
    hand.write(tablet, "Skal vi stemme mot?")
    asked = share_dialog(tablet, "Skal vi stemme mot?").get_by_role("region", name="Fremskrittspartiet")
    expect(asked).to_contain_text(f"3 av de 5 som har stemmerett i {TECHNICAL}")
    expect(asked).to_contain_text("kommuneloven § 11-2")
    expect(asked.get_by_role("button", name=re.compile("^Del med"))).to_have_count(0)


def test_notes_that_are_scripts_are_shown_as_text(tablet):
    tablet.sign_in("leder_teknikk")
    tablet.meeting(TECHNICAL)
    tablet.read("Papir")
    hand.notes(tablet).get_by_role("button", name="Notat på siden", exact=True).click()
    hand.write(tablet, XSS)
    note = hand.note(tablet, XSS)
    hand.unfold(note)
    note.get_by_role("button", name="Merkelapper").click()
    note.get_by_role("textbox", name="Ny merkelapp").fill("<img src=x onerror=alert(1)>")
    note.get_by_role("button", name="Legg til").click()
    hand.highlight(tablet, "<img")
    expect(hand.marks(tablet)).to_have_count(2)
    tablet.goto("/notater")
    tablet.sees("Notater")
    tablet.says(XSS)
    tablet.says("<img src=x onerror=alert(1)>")
    expect(tablet.page.locator("main article")).to_have_count(2)
    assert tablet.page.locator("main img, main script").count() == 0
    assert tablet.page.locator("body").get_attribute("id") is None
