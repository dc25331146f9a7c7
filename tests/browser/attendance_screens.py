"""The screens of absence and of who comes to a meeting: where they are and how one gets there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.accessing import of
from tests.browser.attending import section, sheet
from tests.browser.device import Device


def reporting(device: Device) -> None:
    device.meeting("Formannskapet")
    device.button("Meld forfall").click()
    device.page.get_by_label("Bare noen saker").check()
    expect(device.page.get_by_role("dialog")).to_contain_text("PS 112/26")


def attendance(device: Device) -> None:
    sheet(device)
    device.button(of("Meld forfall", "Geir Inge Øydna")).click()
    device.page.get_by_role("dialog").get_by_role("button", name="Lagre").click()
    expect(device.page.get_by_role("dialog")).to_have_count(0)
    section(device, "Må ordnes").get_by_text("Hele rekkefølgen").click()
    device.says("Neste vara")


# The screen, who looks, and how one gets there.
ATTENDANCE: dict[str, tuple[str, Callable[[Device], None]]] = {
    "meld-forfall": ("medlem_formannskap", reporting),
    "deltakere": ("sekretaer", attendance),
}
