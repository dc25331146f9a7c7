"""The secretariat at a meeting's desk: what comes from the archive, what is there to press, and how often it was."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Locator, expect

from tests.browser.device import Device
from tests.browser.served import Served
from tests.browser.town import on
from tests.papers import bytes_of, item, meeting, paper

# A press is a click, a tap or Enter on something; a choice in a list is one, too. What is typed is not, nor is a click
# that Playwright takes back at the window because what was to be pressed has moved.
COUNTING = """() => {
  window.presses = 0;
  document.addEventListener("click", (event) => { if (event.isTrusted) window.presses += 1; }, true);
  document.addEventListener("change", (event) => { if (event.target.matches("select")) window.presses += 1; }, true);
}"""


class Pressed:
    """`with pressed(device, most=2):` what is done inside takes no more than two presses."""

    def __init__(self, device: Device, most: int) -> None:
        self.device, self.most = device, most

    def __enter__(self) -> None:
        self.device.page.evaluate("() => { window.presses = 0; }")

    def __exit__(self, *failed: object) -> None:
        if not any(failed):
            assert self.device.page.evaluate("() => window.presses") <= self.most


def evening(name: str = "historie", first: int = 201, days: int = 24, extra: str = "", **told: Any) -> dict[str, Any]:
    """Formannskapet in some weeks: a plan with what it costs, one paper more if `extra` names it, and another item."""
    papers = [paper(f"{name}-bruk", "Skolebruksplan"), paper(f"{name}-kost", "Kostnader", "Vedlegg")]
    if extra:
        papers.append(paper(f"{name}-vei", extra, "Vedlegg"))
    return meeting(
        item(f"{name}-bruk", first, *papers, title="Skolebruksplan"),
        item(f"{name}-leie", first + 1, paper(f"{name}-leie", "Leie av lokaler"), title="Leie av lokaler"),
        id=name,
        date=on(days),
        **told,
    )


def deliver(served: Served, told: dict[str, Any], name: str, **said: str) -> str:
    """The archive sends it; gives the package's id."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held) / name
        folder.mkdir()
        (folder / "package.json").write_bytes(msgspec.json.encode(told))
        for file, data in bytes_of(told, **said).items():
            (folder / file).write_bytes(data)
        (folder / "READY").touch()
        served.drop(folder)
    day = told["meetings"][0]["date"]
    return str(next(each["id"] for each in served.run("package", "list") if each["date"] == day))


def table(device: Device) -> None:
    """The desk with its meetings, from where presses are counted."""
    device.goto("/skrivebord")
    device.sees("Skrivebord")
    device.page.evaluate(COUNTING)


def opened(device: Device, package: str) -> None:
    device.goto(f"/skrivebord/{package}")
    expect(device.page.get_by_role("heading", name="Saker og papirer")).to_be_visible()
    expect(device.page.get_by_role("table")).to_be_visible()
    device.page.evaluate(COUNTING)


def row(device: Device, title: str) -> Locator:
    """A paper on the agenda, with what can be done with it."""
    return device.page.locator(".desk-paper").filter(has_text=title)


def told(device: Device, said: str) -> None:
    expect(device.page.locator(".desk-told")).to_contain_text(said)


def publishes(device: Device, revision: int) -> None:
    device.page.get_by_role("button", name="Publiser", exact=True).click()
    told(device, f"Revisjon {revision} er publisert til")


def order(device: Device) -> list[str]:
    return device.page.locator(".desk-items h3").all_inner_texts()


def drag(device: Device, grip: str, below: str) -> None:
    """By the mouse, until the row lies below the other."""
    device.page.get_by_role("button", name=grip).hover()
    device.page.mouse.down()
    device.page.locator(".desk-item").filter(has_text=below).locator("h3").hover()
    device.page.mouse.up()
