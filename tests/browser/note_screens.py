"""The screens with notes: where they are and how one gets there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser import hand
from tests.browser.device import Device
from tests.browser.noted import PLAN, conflict, doubts, noted, sharing


def opened(device: Device) -> None:
    device.meeting("Formannskapet")
    device.stored()
    device.read(PLAN)


def notes_panel(device: Device) -> None:
    opened(device)
    noted(device)


def writing(device: Device) -> None:
    notes_panel(device)
    device.page.keyboard.press("m")
    expect(device.page.get_by_role("textbox", name="Skriv notatet")).to_be_visible()


def drawing(device: Device) -> None:
    notes_panel(device)
    hand.notes(device).get_by_role("button", name="Lukk", exact=True).click()
    device.button("Tegn og skriv").click()
    device.page.get_by_role("button", name="Tegn", exact=True).click()


def share(device: Device) -> None:
    opened(device)
    sharing(device)


def all_notes(device: Device) -> None:
    device.goto("/notater")
    device.sees("Notater")
    device.says("Viser")
    device.page.get_by_text("Velg ut").click()


def no_notes(device: Device) -> None:
    device.goto("/notater")
    device.says("Ingen notater ennå")


def notes_out(device: Device) -> None:
    all_notes(device)
    device.button("Last ned notatene mine").click()
    expect(device.page.get_by_role("dialog")).to_be_visible()


def two_texts(device: Device) -> None:
    opened(device)
    conflict(device)


def looked_at(device: Device) -> None:
    notes_panel(device)
    doubts(device)
    device.button("Vis sidene").click()
    expect(device.page.locator(".glimpse .textLayer").first).to_be_attached()


def carried(device: Device) -> None:
    opened(device)
    device.says("Papiret har kommet i ny versjon.")


def placing(device: Device) -> None:
    all_notes(device)
    device.button("Velg sted selv").click()
    device.says("Merk teksten der notatet hører hjemme")


# The screen, who looks, and how one gets there; in this order, since the paper gets a new version on the way.
NOTES: dict[str, tuple[str, Callable[[Device], None]]] = {
    "leser-notater": ("medlem_formannskap", notes_panel),
    "leser-skriver": ("medlem_formannskap", writing),
    "leser-tegner": ("medlem_formannskap", drawing),
    "leser-deler": ("medlem_formannskap", share),
    "notater": ("medlem_formannskap", all_notes),
    "notater-ut": ("medlem_formannskap", notes_out),
    "leser-to-tekster": ("medlem_formannskap", two_texts),
    "notater-ses-pa": ("medlem_formannskap", looked_at),
    "leser-ny-versjon": ("medlem_formannskap", carried),
    "leser-velger-sted": ("medlem_formannskap", placing),
    "notater-tomt": ("vara_1", no_notes),
}
