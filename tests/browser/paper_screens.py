"""The screens with several papers open, and of what one has read."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.device import Device
from tests.browser.note_screens import opened


def side_by_side(device: Device) -> None:
    opened(device)
    device.page.keyboard.press("s")
    beside = device.page.get_by_role("region", name=re.compile("^Til høyre"))
    expect(beside.locator(".textLayer").first).to_be_attached()


def open_papers(device: Device) -> None:
    opened(device)
    device.page.keyboard.press("f")
    expect(device.page.get_by_role("dialog", name="Åpne papirer")).to_be_visible()


def prepared(device: Device) -> None:
    """Some read, some begun; what was just marked can be undone."""
    device.meeting("Formannskapet")
    device.stored()
    device.page.get_by_role("button", name=re.compile("^Merk som")).first.click()
    expect(device.page.get_by_role("button", name="Angre")).to_be_visible()


PAPERS = {
    "leser-to": ("medlem_formannskap", side_by_side),
    "leser-papirer": ("medlem_formannskap", open_papers),
    "mote-lest": ("medlem_formannskap", prepared),
}
