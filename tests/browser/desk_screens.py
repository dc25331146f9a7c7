"""The screens of a meeting's desk: where they are and how one gets there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.device import Device


def lies(device: Device) -> None:
    device.goto("/skrivebord")
    device.sees("Skrivebord")
    device.link("Formannskapet").click()
    device.sees("Formannskapet")
    expect(device.page.get_by_role("table")).to_be_visible()


def editing(device: Device) -> None:
    """A title is being written, a time is being chosen, and the list is a person's own."""
    device.goto("/skrivebord")
    device.link("Ungdomsrådet").click()
    device.sees("Ungdomsrådet")
    expect(device.page.get_by_role("table")).to_be_visible()
    device.page.get_by_label("Velg en rolle").select_option(label="Emilie Brattli Røed (leder)")
    device.says("Emilie Brattli Røed får")
    for name in ("Endre: Nytt papir", "Legg til muntlig sak", "Bestem et tidspunkt"):
        device.button(name).click()
    expect(device.page.get_by_label("Dag og klokkeslett")).to_be_visible()


def withdrawing(device: Device) -> None:
    lies(device)
    device.button("Trekk tilbake: Brev fra velforeningen").click()
    expect(device.page.get_by_role("dialog")).to_be_visible()


def reminding(device: Device) -> None:
    lies(device)
    device.button("Minn saksbehandleren").click()
    expect(device.page.get_by_role("dialog")).to_contain_text("Emne")


def receipts(device: Device) -> None:
    lies(device)
    device.goto(device.page.url + "/kvitteringer")
    device.sees("Hvem har papirene? Formannskapet")
    expect(device.page.get_by_role("table")).to_be_visible()


# The screen, who looks, and how one gets there.
DESK: dict[str, tuple[str, Callable[[Device], None]]] = {
    "skrivebord-mote": ("sekretaer", lies),
    "skrivebord-endre": ("sekretaer", editing),
    "skrivebord-trekk": ("sekretaer", withdrawing),
    "skrivebord-minn": ("sekretaer", reminding),
    "skrivebord-kvitteringer": ("sekretaer", receipts),
}
