"""A municipality whose archive cannot export: a meeting made by hand, its minutes, and what members make of them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import hand
from tests.browser.brought import BODY, DECISION, bringing, decided, dropped, made, published, section, taken
from tests.browser.device import Device

PAPER = "Budsjett for utvalget"
ASKED = "Er dette nok til bussen?"


def test_a_meeting_made_of_files_is_published_and_its_decisions_stand_beside_my_notes(playwright, served, tmp_path):
    desk = Device(playwright, tmp_path / "desk", served, viewport={"width": 1280, "height": 900})
    tablet = Device(playwright, tmp_path / "tablet", served, viewport={"width": 1024, "height": 768})
    desk.sign_in("sekretaer")
    made(desk)
    published(desk)
    tablet.sign_in("leder_oppvekst")
    tablet.meeting(BODY)
    expect(tablet.page.get_by_role("heading", name="Hva ble vedtatt")).to_have_count(0)
    tablet.read(PAPER)
    hand.comment(tablet, "Budsjett", ASKED)

    bringing(desk)
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Legg til 2 papirer").click()
    expect(dialog.get_by_role("alert")).to_have_text("Skriv hjemmelen for unntaket.")
    dialog.get_by_label("Hjemmel for unntaket").fill("Offl. § 13")
    dialog.get_by_role("button", name="Legg til 2 papirer").click()
    expect(dialog).to_have_count(0)
    desk.says("2 filer er lastet opp.")
    taken(desk, 4)
    dropped(desk, "PS 7-26 tull.txt", "")  # not chosen: what is dropped comes the same way
    dialog.get_by_label("Tittel på PS 7-26 tull.txt").fill("Tull")
    dialog.get_by_role("button", name="Avbryt").click()

    decided(desk)
    published(desk)
    tablet.goto("/moter")
    tablet.meeting(BODY)
    told = section(tablet, "Hva ble vedtatt")
    expect(told.get_by_label("Vedtak", exact=True)).to_have_text(DECISION)
    expect(told.get_by_role("link", name=ASKED)).to_be_visible()
    told.get_by_role("link", name=ASKED).click()
    tablet.at_page(1)
    for device in (desk, tablet):
        device.close()
        assert not device.complaints, device.complaints
