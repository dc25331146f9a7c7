"""The screens of printing: where they are and how one gets there, in this order."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.device import Device


def basket(device: Device) -> None:
    device.meeting("Formannskapet")
    device.goto(f"{device.page.url}/utskrift")
    device.sees("Skriv ut")
    device.says("Dette skrives ut")


def empty(device: Device) -> None:
    basket(device)
    device.says("Ingenting er valgt ennå")


def choosing(device: Device) -> None:
    device.meeting("Formannskapet")
    device.page.get_by_role("button", name="Skriv ut: PS 112/26").click()
    expect(device.page.get_by_role("dialog")).to_contain_text("Alle papirene i saken")


def full(device: Device) -> None:
    basket(device)
    for number, name in enumerate(("Sakslisten", "Notatene mine som liste", "Sider med mine notater"), 1):
        device.page.get_by_role("button", name=name, exact=True).click()
        expect(device.page.locator(".print-part")).to_have_count(number)
    device.page.get_by_label("Et papir").select_option(label="PS 112/26 · IKT-plan for kommunen")
    device.page.get_by_label("Sider", exact=True).fill("5-2")
    device.page.get_by_role("button", name="Legg til", exact=True).click()
    device.says("går baklengs")


def made(device: Device) -> None:
    basket(device)
    device.page.get_by_role("button", name="Flytt ned: Sakslisten").click()
    device.page.get_by_role("button", name="Lag PDF").click()
    device.says("PDF-en er klar")


def ordered(device: Device) -> None:
    basket(device)
    device.page.get_by_label("Ta med notatene mine").check()
    device.page.get_by_role("button", name="Bestill utskrift").click()
    device.says("Bestillingene dine")


def at_the_desk(device: Device) -> None:
    device.goto("/utskrifter")
    device.sees("Utskrifter")
    expect(device.page.get_by_role("table")).to_be_visible()


PRINTS: dict[str, tuple[str, Callable[[Device], None]]] = {
    "utskrift-tom": ("medlem_formannskap", empty),
    "utskrift-velger": ("medlem_formannskap", choosing),
    "utskrift-full": ("medlem_formannskap", full),
    "utskrift-laget": ("medlem_formannskap", made),
    "utskrift-bestilt": ("medlem_formannskap", ordered),
    "utskrifter": ("sekretaer", at_the_desk),
}
