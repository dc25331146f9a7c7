"""The screens of a chair's run sheet: where they are and how one gets there."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.device import Device
from tests.browser.running import led, opened, planned


def run_sheet(device: Device) -> None:
    opened(device)
    planned(device, "Hvem er inhabil?", "Kari Nordmann (Ap)")
    planned(device, "Hva skal det stemmes over?", "Utsettelse", "Innstillingen")


def leading(device: Device) -> None:
    opened(device)
    led(device, "Olav Li", "Siv Moe")


def not_yours(device: Device) -> None:
    device.meeting("Formannskapet")
    device.goto(f"{device.page.url}/kjoreplan")
    device.sees("Kjøreplanen er møtelederens")


# The screen, who looks, and how one gets there.
RUN_SHEET: dict[str, tuple[str, Callable[[Device], None]]] = {
    "kjoreplan-ikke-din": ("medlem_formannskap", not_yours),
    "kjoreplan": ("ordforer", run_sheet),
    "kjoreplan-leder": ("ordforer", leading),
}
