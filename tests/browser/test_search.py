"""Search on the device: without network, from the keyboard alone, and what is taken back is found no more."""

from __future__ import annotations

from pathlib import Path

import msgspec
from pikepdf import Pdf
from playwright.sync_api import expect

from tests.browser import inside
from tests.browser.served import Served, until
from tests.browser.town import on
from tests.engines import LONG
from tests.papers import bytes_of, item, meeting, paper
from tests.pdf import making

PAGES = 600 if LONG else 24
THERE = PAGES - 17
SAID = "Detaljreguleringsplan for \xd8rneveien"


def long_paper() -> bytes:
    whole = Pdf.new()
    for number in range(1, PAGES + 1):
        said = SAID if number == THERE else f"Saksopplysninger side {number}"
        whole.pages.extend(making.drawing(f"BT /F1 12 Tf 60 700 Td ({said}) Tj ET".encode("latin-1")).pages)
    return making.saved(whole)


def published(served: Served, folder: Path) -> str:
    """A meeting of the formannskap with a long paper; its package."""
    case = item("lang", 200, paper("lang", "Saksframlegg"), paper("kort", "Sjekkliste", "Vedlegg"), title="Ny vei")
    told = meeting(case, id="lang", date=on(53))
    folder.mkdir()
    (folder / "package.json").write_bytes(msgspec.json.encode(told))
    for name, data in (bytes_of(told) | {"lang.pdf": long_paper()}).items():
        (folder / name).write_bytes(data)
    (folder / "READY").touch()
    served.drop(folder)
    (package,) = [each["id"] for each in served.run("package", "list") if each["date"] == on(53)]
    served.run("package", "publish", package)
    return str(package)


def indexed(device) -> int:
    return sum(name.endswith(".search") for name in inside.papers(device.page))


def test_a_word_in_a_long_package_is_found_without_network_until_the_package_is_taken_back(member, tmp_path):
    keys, found = member.page.keyboard, member.page.locator("#found")
    before = len(member.page.request.get(f"{member.served.origin}/api/papers").json()["papers"])  # an index each
    package = published(member.served, tmp_path / "lang")
    until(lambda: indexed(member) > before, "the words to be gathered")
    member.served.stop()
    member.goto("/sok")
    expect(member.page.get_by_role("searchbox")).to_be_focused()
    keys.type("reguleringsplaner")
    expect(found.get_by_role("link", name=f"PS 200/26 s. {THERE} {SAID}")).to_be_visible()
    member.says("Uten nett søker du bare i det som er lagret her")
    for key in ("Enter", "Tab", "Tab", "Enter"):  # the meeting, the paper, the page
        keys.press(key)
    member.at_page(THERE)
    member.page.go_back()
    expect(found.get_by_role("link", name=f"PS 200/26 s. {THERE}")).to_be_visible()
    member.served.run("package", "withdraw", package, "Publisert ved en feil")
    member.served.start()
    member.says("Ingen treff på «reguleringsplaner»")
    until(lambda: indexed(member) == before, "its words to be gone from the disk")
    # That it was opened meanwhile is told to a server that knows the package no more.
    member.complaints[:] = [each for each in member.complaints if "status of 404" not in each]


def test_my_notes_and_titles_are_found_too_and_a_choice_stands_in_the_address(member):
    member.goto("/sok")
    expect(member.page.get_by_role("searchbox")).to_be_focused()
    member.page.keyboard.type("skolekretsen")
    expect(member.page.get_by_role("status").filter(has_text="13 treff")).to_be_visible()
    member.button("Vis 8 sider til i dette papiret").click()
    expect(member.page.get_by_role("link", name="PS 112/26 s. 13")).to_be_visible()
    member.page.get_by_text("Begrens søket").click()
    member.page.get_by_label("Slag").select_option("Vedlegg")
    member.says("Du har begrenset søket")
    assert member.page.url.endswith("&slag=attachment")
    assert "skolekretsen" not in member.page.url  # something exempt is here, and the browser remembers addresses
    member.button("Søk i alt").click()
    expect(member.page.get_by_role("status").filter(has_text="13 treff")).to_be_visible()
