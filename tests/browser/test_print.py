"""What a member wants on paper, with the server stopped: chosen, made, opened, printed; what the service desk gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.browser import hand, inside
from tests.browser.device import TABLET, Device
from tests.browser.test_notes import opened

SAID = "Hva koster det å drifte?"
# Chromium without a screen falls when a frame with a PDF in it is printed.
PRINTER = """Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {get() {
  return {focus() {}, print: () => { globalThis.printed = (globalThis.printed ?? 0) + 1; }};
}});"""


@pytest.fixture(scope="module")
def member(playwright, served, tmp_path_factory):
    """A member with two notes in the plan of 13 pages, on page 2 and 13, everything on the tablet."""
    device = Device(playwright, tmp_path_factory.mktemp("print"), served, viewport=TABLET, accept_downloads=True)
    device.context.add_init_script(PRINTER)
    device.sign_in("leder_oppvekst")
    opened(device, 2)
    hand.comment(device, "vedtok skolekretsen", SAID, 2)
    opened(device, 13)
    hand.highlight(device, "Side 13", "Blå", 13)
    inside.wait_for_shell(device.page)
    device.page.wait_for_load_state("networkidle")
    yield device
    device.close()
    assert not device.complaints, device.complaints


@pytest.fixture
def offline(member, served):
    served.stop()
    yield member
    served.start()


def press(where: Device | Locator, name: str) -> None:
    page = where.page
    page.get_by_role("button", name=name, exact=True).first.click()


def saved(device: Device, folder: Path) -> PdfReader:
    with device.page.expect_download() as coming:
        press(device, "Lagre")
    coming.value.save_as(folder / "print.pdf")
    return PdfReader(folder / "print.pdf")


def basket(device: Device) -> None:
    """The print screen of the meeting, with nothing chosen."""
    device.meeting("Formannskapet")
    device.goto(device.page.url + "/utskrift")
    device.sees("Skriv ut")
    device.says("Dette skrives ut")
    remove = device.page.get_by_role("button", name=re.compile("^Fjern: "))
    for left in reversed(range(remove.count())):
        remove.first.click()
        expect(remove).to_have_count(left)
    device.says("Ingenting er valgt ennå")


def test_pages_with_my_notes_are_printed_in_four_taps_without_network(offline, tmp_path):
    offline.meeting("Formannskapet")
    press(offline, "Skriv ut")
    offline.page.get_by_role("dialog").get_by_role("button", name="Sider med mine notater").click()
    press(offline, "Lag PDF")
    press(offline, "Skriv ut")
    offline.page.wait_for_function("globalThis.printed === 1")
    offline.says("Du må ha nett for å bestille")
    texts = [page.extract_text() for page in saved(offline, tmp_path).pages]
    assert [re.findall(r"Side \d+|PS 112/26 s\. \d+", text) for text in texts[:2]] == [
        ["Side 2", "PS 112/26 s. 2"],
        ["Side 13", "PS 112/26 s. 13"],
    ]
    assert SAID in texts[2]
    assert len(texts) == 3


def test_pages_are_chosen_as_people_write_them_and_counted(offline, tmp_path):
    basket(offline)
    offline.page.get_by_label("Et papir").select_option(label="PS 112/26 · IKT-plan for kommunen")
    field = offline.page.get_by_label("Sider", exact=True)
    for wrong, why in (
        ("5-2", "«5-2» går baklengs"),
        ("0", "Siden finnes ikke: «0». Papiret har side 1–13."),
        ("999", "Siden finnes ikke: «999»"),
        ("a", "«a» er ikke et sidetall"),
    ):
        field.fill(wrong)
        field.press("Enter")
        expect(offline.page.get_by_role("alert").filter(has_text=why)).to_be_visible()
        expect(field).to_be_focused()
    field.fill("1-3, 7, 12-")
    field.press("Enter")
    offline.says("s. 1–3, 7 og 12–13 av 13")
    offline.says("6 av 17 sider i møtepakken")
    press(offline, "Sakslisten")
    offline.page.get_by_label("Forside med innhold").check()
    offline.page.get_by_label("2 sider").check()
    offline.says("9 sider på 4 ark")
    offline.says("Begge sider av arket")
    press(offline, "Lag PDF")
    offline.says("PDF-en er klar")
    whole = saved(offline, tmp_path)
    assert len(whole.pages) == 7  # the cover and its blank back, four and a half of six pages, the agenda
    assert "Innhold" in whole.pages[0].extract_text()


def test_the_order_is_changed_with_the_keyboard_and_removing_is_undone(member):
    basket(member)
    for name in ("Sakslisten", "Notatene mine som liste", "Sider med mine notater"):
        press(member, name)
        expect(member.page.locator(".print-name").filter(has_text=name)).to_be_visible()
    member.page.get_by_role("button", name="Flytt opp: Sider med mine notater").press("Enter")
    names = member.page.locator(".print-name")
    expect(names).to_have_text(["Sakslisten", "Sider med mine notater", "Notatene mine som liste"])
    expect(member.page.get_by_role("button", name="Flytt opp: Sider med mine notater")).to_be_focused()
    member.page.keyboard.press("Enter")
    expect(names).to_have_text(["Sider med mine notater", "Sakslisten", "Notatene mine som liste"])
    member.page.get_by_role("button", name="Fjern: Sakslisten").press("Enter")
    expect(names).to_have_text(["Sider med mine notater", "Notatene mine som liste"])
    press(member, "Angre")
    expect(names).to_have_count(3)


@pytest.fixture
def desk(served, playwright, tmp_path):
    device = Device(playwright, tmp_path / "desk", served, viewport=TABLET, accept_downloads=True)
    device.sign_in("sekretaer")
    yield device
    device.close()


def at_the_desk(desk: Device, row: Locator, folder: Path) -> list[str]:
    """What stands on each page of the print that the secretariat opens."""
    with desk.page.expect_download() as coming:
        row.get_by_role("link", name=re.compile("Åpne utskrift")).click()
    coming.value.save_as(folder / "desk.pdf")
    return [page.extract_text() for page in PdfReader(folder / "desk.pdf").pages]


def test_the_town_hall_sees_no_note_unless_the_member_says_so(member, desk, tmp_path):
    basket(member)
    press(member, "Sider med mine notater")
    member.page.get_by_label("Forside med innhold").uncheck()
    member.page.get_by_label("1 side", exact=True).click()
    expect(member.page.get_by_label("1 side", exact=True)).to_be_checked()
    member.says("Notatene dine blir ikke sendt.")
    press(member, "Bestill utskrift")
    expect(member.page.locator(".print-orders li")).to_have_count(1)
    member.page.get_by_label("Ta med notatene mine").check()
    press(member, "Bestill utskrift")
    expect(member.page.locator(".print-orders li")).to_have_count(2)
    desk.goto("/skrivebord")
    desk.link("Utskrifter").click()
    bare, noted = (desk.page.get_by_role("row").filter(has_text=f"{how} notater") for how in ("Uten", "Med egne"))
    expect(bare).to_contain_text("2 sider på 1 ark")
    expect(noted).to_contain_text("3 sider på 2 ark")
    texts = at_the_desk(desk, bare, tmp_path)
    assert [re.findall(r"Side \d+", text) for text in texts] == [["Side 2"], ["Side 13"]]
    assert SAID not in "".join(texts)
    assert SAID in "".join(at_the_desk(desk, noted, tmp_path))
    noted.get_by_role("button", name=re.compile("Utlevert")).click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Utlevert").click()
    expect(noted).to_have_count(0)
    member.page.reload()
    member.page.get_by_role("button", name=re.compile("^Avbestill")).click()
    member.says("Bestillingen er trukket tilbake.")
