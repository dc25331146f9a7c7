"""A member with notes of every kind: one written on two devices at once, some on a paper that has changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from playwright.sync_api import expect

from tests.browser import hand
from tests.browser.device import Device
from tests.browser.served import Served
from tests.browser.town import council
from tests.papers import bytes_of
from tests.pdf import making

PLAN = "IKT-plan for kommunen"
ASKED = "Hva koster det å drifte dette?"
LAST = "Siste side er den viktigste"


def noted(device: Device) -> None:
    """Notes of every kind in the open paper, and the margin that shows them."""
    if not hand.notes(device).get_by_role("article").filter(has_text=ASKED).count():
        make(device)
    hand.notes(device)
    expect(hand.note(device, ASKED)).to_be_visible()
    hand.unfold(hand.note(device, ASKED))


def make(device: Device) -> None:
    """On pages of their own, as far from each other as fingers need; the first has a link in it."""
    hand.notes(device).get_by_role("button", name="Lukk", exact=True).click()  # a tab has one too
    turn(device, 3)
    hand.highlight(device, "vedtok skolekretsen", "Blå", 3)
    turn(device, 2)
    hand.comment(device, "vedtok skolekretsen", ASKED, 2)
    note = hand.note(device, ASKED)
    note.get_by_role("button", name="Merkelapper").click()
    note.get_by_role("button", name="Merk som «spørsmål»").click()
    hand.notes(device).get_by_role("button", name="Bokmerke", exact=True).click()
    turn(device, 13)
    hand.notes(device).get_by_role("button", name="Notat på siden", exact=True).click()
    hand.write(device, LAST)
    hand.highlight(device, "Side 13", "Rosa", 13)
    turn(device, 2)


def turn(device: Device, page: int) -> None:
    device.page.goto(f"{device.page.url.partition('?')[0]}?side={page}")
    device.at_page(page)
    expect(device.page.locator(f'.page[data-page-number="{page}"] .textLayer')).to_be_attached()


def sharing(device: Device) -> None:
    """Who would read it is asked."""
    note = hand.note(device, ASKED)
    hand.unfold(note)
    note.get_by_role("button", name="Del", exact=True).click()
    expect(device.page.get_by_role("dialog")).to_contain_text("får lese det")


def conflict(device: Device) -> None:
    """A note whose words were changed on another device while this one was without network."""
    both = hand.notes(device).get_by_role("region", name="To tekster")
    if both.count():
        return
    other = Device(device.playwright, Path(tempfile.mkdtemp()), device.served, viewport={"width": 1280, "height": 800})
    other.sign_in("medlem_formannskap")
    other.meeting("Formannskapet")
    other.read(PLAN)
    expect(hand.note(other, ASKED)).to_be_visible()
    device.context.set_offline(True)
    for each, more in ((device, " Og hvem betaler?"), (other, " Spør økonomisjefen.")):
        note = hand.note(each, ASKED)
        hand.unfold(note)
        note.get_by_role("button", name="Rediger").first.click()
        hand.write(each, more)
    expect(hand.note(other, ASKED)).not_to_contain_text("ikke sendt")
    other.close()
    device.context.set_offline(False)
    expect(both).to_be_visible()


def doubts(device: Device) -> None:
    """The paper has come in a shorter version, and the list of the notes that must be looked at."""
    revise(device.served)
    device.meeting("Formannskapet")
    device.says("må ses på")
    device.goto("/notater")
    device.says("Notater som må ses på")


def revise(served: Served) -> None:
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held) / "kortere"
        folder.mkdir()
        (folder / "package.json").write_bytes(msgspec.json.encode(council()))
        for name, data in (bytes_of(council()) | {"plan.pdf": making.case_paper(9)}).items():
            (folder / name).write_bytes(data)
        (folder / "READY").touch()
        served.drop(folder)
    for package in served.run("package", "list"):
        if package["unpublished_changes"] and package["committee"] == "Formannskapet":
            served.run("package", "publish", package["id"])
