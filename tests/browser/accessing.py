"""The secretariat at the grid of who sees what, and a member who may be disqualified: what is there to press."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.device import Device

SECRET = "PS 113/26"
# Presses the filter, and waits until what it shows is drawn.
FILTERED = """() => new Promise((done) => {
  document.querySelector(".access-filter input").click();
  requestAnimationFrame(() => setTimeout(done));
})"""


def grid(device: Device, committee: str = "Formannskapet") -> None:
    """From the desk: the meeting, who sees what."""
    device.goto("/skrivebord")
    device.sees("Skrivebord")
    device.link(re.compile(f"^{committee}")).click()
    device.sees(committee)
    device.link("Hvem ser hva").click()
    device.sees("Hvem ser hva, og hvorfor")
    expect(device.page.get_by_role("grid")).to_be_visible()


def cell(device: Device, name: str, paper: int) -> Locator:
    """The square of a person and the paper in that column, from 0."""
    return device.page.get_by_role("row", name=name).get_by_role("gridcell").nth(paper)


def exempt(device: Device) -> int:
    """The column of the exempt paper."""
    found = device.page.locator(".access-paper").evaluate_all("all => all.findIndex((one) => one.querySelector('svg'))")
    return int(found)


def act(device: Device, name: str | re.Pattern[str]) -> None:
    """Opens an act, until its effect is told."""
    device.button(name).click()
    expect(device.page.locator(".act-effect")).not_to_contain_text("Regner ut")


def do(device: Device, name: str, told: str) -> None:
    device.page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(device.page.get_by_role("dialog")).to_have_count(0)
    expect(device.page.locator(".access-told")).to_have_text(told)


def of(verb: str, about: str) -> re.Pattern[str]:
    """The name of a button among several that say the same."""
    return re.compile(f"^{verb} ?: {about}".replace("/", "."))


def drawing(device: Device) -> float:
    """The processor's time for drawing the whole grid again, in ms: whoever else uses it is not counted."""
    page = device.page
    told = page.context.new_cdp_session(page)
    told.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = told.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))

    page.evaluate(FILTERED)
    began = spent()
    page.evaluate(FILTERED)
    taken = spent() - began
    told.detach()
    return taken


def item(device: Device, number: str = SECRET) -> Locator:
    """A line of the agenda with what stands on it."""
    return device.page.locator(".agenda > .item").filter(has_text=number)


def reports(device: Device, number: str, why: str) -> None:
    """Three taps and a reason."""
    device.button("Meld mulig inhabilitet").click()
    dialog = device.page.get_by_role("dialog")
    dialog.get_by_label(re.compile(number)).check()
    dialog.get_by_label("Hvorfor kan du være inhabil?").fill(why)
    dialog.get_by_role("button", name="Send meldingen").click()
    expect(dialog).to_have_count(0)
