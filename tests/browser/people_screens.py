"""The screens of the secretariat's people: where they are and how one gets there."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.device import Device

LIST = """Navn;E-post;Utvalg;Rolle;Nr;Parti;Kommentar
Kåre Ås;kaare@agnesund.example;Formannskapet;vara;4;Sp;ny
Hilde Rostøl;hilde.rostol@agnesund.example;Formannskapet;medlem;;Ap;
Eva Moe;uten-krøllalfa;Formannskapet;medlem;;;
Eva Moe;eva@agnesund.example;Kontrollutvalget;leder;;;
""".encode("cp1252")


def listed(device: Device) -> None:
    device.page.locator("#list-file").set_input_files({"name": "folk.csv", "mimeType": "text/csv", "buffer": LIST})


def person(device: Device) -> None:
    device.goto("/personer")
    device.sees("Personer")
    device.link("Anne Grete Sløgdal").click()
    device.sees("Anne Grete Sløgdal")


def seat(device: Device) -> None:
    person(device)
    device.button(re.compile("^Endre")).click()
    expect(device.page.get_by_role("dialog")).to_be_visible()


def committee(device: Device) -> None:
    device.goto("/personer")
    device.page.get_by_role("link", name="Formannskapet", exact=True).click()
    device.sees("Formannskapet")
    expect(device.page.locator(".deputy-list").first).to_be_visible()


def reading_in(device: Device) -> None:
    device.goto("/personer/importer")
    device.sees("Les inn liste")
    listed(device)
    expect(device.page.get_by_role("table")).to_be_visible()


def term(device: Device) -> None:
    device.goto("/personer/periode")
    device.sees("Ny valgperiode")
    listed(device)
    device.button("Se hva som skjer").click()
    expect(device.page.get_by_role("heading", name="Dette skjer")).to_be_visible()


def letters(device: Device) -> None:
    device.goto("/personer/brev")
    device.sees("Invitasjoner")
    device.page.get_by_label("Velg alle").uncheck()
    device.page.get_by_label("Liv Torunn Homdal").check()
    device.button("Lag 1 brev").click()
    expect(device.page.locator(".letter")).to_have_count(1)


# The screen, who looks, and how one gets there.
PEOPLE: dict[str, tuple[str, Callable[[Device], None]]] = {
    "personer-verv": ("sekretaer", seat),
    "personer-utvalg": ("sekretaer", committee),
    "personer-importer": ("sekretaer", reading_in),
    "personer-periode": ("sekretaer", term),
    "personer-brev": ("sekretaer", letters),
}
