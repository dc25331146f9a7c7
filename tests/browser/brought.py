"""Meetings, papers and decisions brought by hand, with a secretary's hands."""

from __future__ import annotations

import base64
from typing import Any

from playwright.sync_api import Locator, expect

from folkevalgt import clock
from tests.browser.device import Device
from tests.papers import pdf

BODY = "Hovedutvalg for oppvekst og levekår"
DECISION = "Budsjettet vedtas som det ligger.\nEnstemmig."


def a_file(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf(text)}


def chosen(device: Device, *files: dict[str, Any]) -> None:
    device.page.locator("input[type=file]").set_input_files(list(files))


def dropped(device: Device, name: str, text: str) -> None:
    """A file let go of over the page, as from the machine's own folder window."""
    device.page.evaluate(
        """([name, bytes]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
          for (const what of ["dragenter", "dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(what, { bubbles: true, cancelable: true, dataTransfer: data }));
        }""",
        [name, base64.b64encode(pdf(text)).decode()],
    )


def described(device: Device) -> None:
    """A new meeting today, as far as the button that makes it."""
    device.goto("/skrivebord/nytt")
    device.sees("Nytt møte")
    device.page.get_by_label("Utvalg").select_option(label=BODY)
    device.page.get_by_label("Dato").fill(clock.today().isoformat())
    device.page.get_by_label("Klokkeslett").fill("09:00")
    device.page.get_by_label("Sted").fill("Biblioteket")
    device.page.get_by_label("Saksliste").fill("PS 9/26 Referat fra sist")
    chosen(
        device,
        a_file("PS 7-26 Budsjett for utvalget.pdf", "Budsjett for utvalget"),
        a_file("PS 7-26 Vedlegg 1 Tall.pdf", "Tall for utvalget"),
        a_file("Innkalling.pdf", "Innkalling til utvalget"),
    )
    expect(device.page.get_by_label("Saksliste")).to_have_value(
        "PS 9/26 Referat fra sist\nPS 7/26 Budsjett for utvalget"
    )


def made(device: Device) -> None:
    """The meeting, with its papers taken in."""
    described(device)
    device.button("Lag møtet med 3 papirer").click()
    device.sees(BODY)
    taken(device, 3)


def taken(device: Device, papers: int) -> None:
    """All of them stand on the desk, and nothing is on its way."""
    device.says(f"{papers} dokumenter")
    expect(section(device, "Legg til papirer")).not_to_contain_text("På vei inn")


def section(device: Device, heading: str) -> Locator:
    head = device.page.get_by_role("heading", name=heading, exact=True)
    return device.page.locator("section").filter(has=head)


def bringing(device: Device) -> None:
    """Two files are asked about: one that is a paper already, and one that is to be exempt."""
    if BODY not in (device.page.locator("h1").text_content() or ""):
        device.goto("/skrivebord")
        device.link(BODY).click()
        device.sees(BODY)
    chosen(device, a_file("Tall.pdf", "Nye tall"), a_file("Om en klient.pdf", "Om en klient"))
    dialog = device.page.get_by_role("dialog")
    expect(dialog.get_by_label("Tall.pdf blir")).to_have_value(device_value(dialog))
    dialog.get_by_label("Unntatt offentlighet: Om en klient.pdf").check()


def device_value(dialog: Locator) -> str:
    """The option that replaces the paper called so."""
    option = dialog.locator("option", has_text="Ny versjon av «Tall»").first
    return option.get_attribute("value") or ""


def published(device: Device) -> None:
    device.page.get_by_role("button", name="Publiser", exact=True).click()
    expect(device.page.locator(".told").filter(has_text="er publisert")).to_be_visible()


def decided(device: Device) -> None:
    field = device.page.get_by_label("Vedtak i PS 7/26 Budsjett for utvalget")
    field.fill(DECISION)
    device.button("Lagre vedtakene").click()
    device.says("1 vedtak er lagret")
    expect(device.page.locator(".differences")).to_contain_text("Vedtak")
