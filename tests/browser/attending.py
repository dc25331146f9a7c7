"""Someone cannot come, the next deputy is called in and answers: said once for tests and screens."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.device import Device


def cannot_come(device: Device, why: str) -> None:
    """Two taps and a reason, from the meeting's page."""
    device.button("Meld forfall").click()
    dialog = device.page.get_by_role("dialog", name="Meld forfall")
    dialog.get_by_label("Hvorfor?").fill(why)
    dialog.get_by_role("button", name="Send meldingen").click()
    expect(dialog).to_have_count(0)


def sheet(device: Device, committee: str = "Formannskapet") -> None:
    """The secretariat's list of who comes."""
    package = device.page.evaluate(
        """async (name) => (await (await fetch("/api/packages")).json()).meetings
          .find(({ committee, meeting }) => committee.name === name && meeting.status === "called").package""",
        committee,
    )
    device.goto(f"/skrivebord/{package}/deltakere")
    device.sees("Deltakere")


def section(device: Device, name: str) -> Locator:
    return device.page.get_by_role("region", name=name, exact=True)


def call_in(device: Device, name: str) -> None:
    """One click."""
    section(device, "Må ordnes").get_by_role("button", name=f"Kall inn {name}", exact=True).click()
    expect(device.page.locator(".attendance-told")).to_have_text(f"{name} er innkalt, og får varsel om det.")


def line(device: Device, where: str, name: str) -> Locator:
    return section(device, where).get_by_role("listitem").filter(has_text=name).first


def answered(device: Device, name: str, answer: str) -> None:
    expect(line(device, "Innkalte varaer", name)).to_contain_text(re.compile(answer))
