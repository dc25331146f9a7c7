"""The screens of access, people and devices: where they are and how one gets there."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.accessing import act, cell, exempt, grid
from tests.browser.device import Device
from tests.browser.town import email_of


def chosen(device: Device) -> None:
    grid(device)
    cell(device, "Hilde Rostøl", exempt(device)).click()
    expect(device.page.locator(".access-cell")).to_contain_text("Hilde Rostøl")


def disqualifying(device: Device) -> None:
    chosen(device)
    act(device, re.compile("^Inhabil i"))


def calling_in(device: Device) -> None:
    grid(device)
    act(device, re.compile("^Kall inn"))


def people(device: Device) -> None:
    device.goto("/personer")
    device.sees("Personer")
    device.page.get_by_label("Søk etter navn").fill(email_of("sekretaer"))
    device.button(re.compile("^Mistet enhet")).click()


def my_access(device: Device) -> None:
    device.goto("/meg/innsyn")
    device.sees("Hva jeg har fått og åpnet")
    device.says("Logget inn")


def reporting(device: Device) -> None:
    device.meeting("Formannskapet")
    device.button("Meld mulig inhabilitet").click()
    expect(device.page.get_by_role("dialog")).to_be_visible()


# The screen, who looks, and how one gets there.
ACCESS: dict[str, tuple[str, Callable[[Device], None]]] = {
    "meg-innsyn": ("medlem_formannskap", my_access),
    "meld-inhabil": ("medlem_formannskap", reporting),
    "tilgang": ("sekretaer", chosen),
    "tilgang-inhabil": ("sekretaer", disqualifying),
    "tilgang-vara": ("sekretaer", calling_in),
    "personer": ("sekretaer", people),
}
