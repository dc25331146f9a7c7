"""The screens of what is brought by hand, and of what was decided: where they are and how one gets there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.brought import a_file, chosen, described
from tests.browser.device import Device

OVER = "Gebyrer"  # treated in Formannskapet three weeks ago


def adding(device: Device) -> None:
    """Files are asked about on a meeting's desk; one of them is to be exempt."""
    device.goto("/skrivebord")
    device.link("Formannskapet").click()
    device.sees("Formannskapet")
    chosen(device, a_file("Budsjett for planen.pdf", "Nytt"), a_file("Om en klient.pdf", "Klient"))
    device.page.get_by_role("dialog").get_by_label("Unntatt offentlighet: Om en klient.pdf").check()


def deciding(device: Device) -> None:
    device.goto("/skrivebord")
    meetings = device.page.get_by_role("link", name="Formannskapet")
    expect(meetings.first).to_be_visible()
    meetings.last.click()
    expect(device.page.get_by_label(f"Vedtak i PS 90/26 {OVER}")).to_have_value("Gebyrene vedtas.\nEnstemmig.")


def decided(device: Device) -> None:
    device.goto("/moter")
    device.sees("Møter")
    device.page.locator(".row").filter(has_text="Formannskapet").last.get_by_role("link").first.click()
    expect(device.page.get_by_label("Vedtak", exact=True)).to_contain_text("Gebyrene vedtas.")


# The screen, who looks, and how one gets there.
BROUGHT: dict[str, tuple[str, Callable[[Device], None]]] = {
    "nytt-mote": ("sekretaer", described),
    "legg-til-papirer": ("sekretaer", adding),
    "vedtak-skriv": ("sekretaer", deciding),
    "vedtak": ("medlem_formannskap", decided),
}
