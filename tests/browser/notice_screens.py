"""The screens about notices: where they are and how one gets there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.device import Device


def notices(device: Device) -> None:
    device.goto("/meg/varsler")
    device.sees("Varsler")
    expect(device.page.get_by_role("heading", name="Siste varsler")).to_be_visible()


def chosen(device: Device) -> None:
    """With quiet hours, and the address of a calendar that was just made."""
    notices(device)
    device.page.get_by_role("checkbox", name="Stille tid, uten varsler").check()
    expect(device.page.get_by_label("Fra", exact=True)).to_have_value("22:00")
    device.page.get_by_role("button", name="adresse").first.click()
    if device.page.get_by_role("dialog").is_visible():
        device.page.get_by_role("dialog").get_by_role("button", name="Lag en ny adresse").click()
    expect(device.page.get_by_label("Kalenderadressen din")).to_be_visible()


# The screen, who looks, and how one gets there.
NOTICES: dict[str, tuple[str, Callable[[Device], None]]] = {
    "varsler": ("medlem_formannskap", notices),
    "varsler-valgt": ("medlem_formannskap", chosen),
}
