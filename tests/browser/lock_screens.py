"""The screens where exempt papers are locked: where they are and how one gets there."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.device import Device


def locked(device: Device) -> None:
    device.goto("/meg")
    device.sees("Meg")
    lock, unlock = device.button("Lås nå"), device.button("Lås opp")
    expect(lock.or_(unlock)).to_be_visible()
    if lock.is_visible():
        lock.click()
    expect(unlock).to_be_visible()


def unlocked(device: Device) -> None:
    locked(device)
    device.button("Lås opp").click()
    expect(device.button("Lås nå")).to_be_visible()


def locked_meeting(device: Device) -> None:
    locked(device)
    device.meeting("Formannskapet")
    device.says("Lås opp for å lese")


def locked_paper(device: Device) -> None:
    locked_meeting(device)
    device.link(re.compile("^Åpne Unntatt offentlighet")).click()
    expect(device.button("Lås opp")).to_be_visible()


def unlocked_paper(device: Device) -> None:
    unlocked(device)
    device.meeting("Formannskapet")
    device.read("Personalsak")


# The screen, who looks, and how one gets there.
LOCK: dict[str, tuple[str, Callable[[Device], None]]] = {
    "meg-last": ("medlem_formannskap", locked),
    "mote-last": ("medlem_formannskap", locked_meeting),
    "papir-last": ("medlem_formannskap", locked_paper),
    "papir-unntatt": ("medlem_formannskap", unlocked_paper),
}
