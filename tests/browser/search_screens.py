"""The screens of the search: where they are and how one gets there."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.browser.device import Device


def searching(device: Device, text: str) -> None:
    device.goto(f"/sok?q={text}")
    device.sees("Søk")


def nothing_asked(device: Device) -> None:
    searching(device, "")
    device.says("Du søker i")


def found(device: Device) -> None:
    searching(device, "skolekretsen")
    device.says(re.compile(r"\d+ treff i det som er lagret"))
    device.says("I alt du har tilgang til")
    device.page.get_by_text("Begrens søket").click()


def not_found(device: Device) -> None:
    searching(device, "xyzzy")
    device.says("Ingen treff på «xyzzy»")


def nowhere(device: Device) -> None:
    searching(device, "")
    device.says("Ingenting å søke i ennå")


def found_offline(device: Device) -> None:
    found(device)
    device.says("Uten nett søker du bare i det som er lagret her")


# The screen, who looks, and how one gets there.
SEARCH: dict[str, tuple[str, Callable[[Device], None]]] = {
    "sok": ("medlem_formannskap", nothing_asked),
    "sok-treff": ("medlem_formannskap", found),
    "sok-ingen": ("medlem_formannskap", not_found),
    "sok-tomt": ("vara_1", nowhere),
}
SEARCH_OFFLINE: dict[str, tuple[str, Callable[[Device], None]]] = {
    "uten-nett-sok": ("medlem_formannskap", found_offline)
}
