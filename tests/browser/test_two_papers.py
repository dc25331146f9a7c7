"""Several papers open at once: in a row, each as it was left, two of them side by side."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.device import TABLET, Device
from tests.browser.noted import PLAN

BUDGET, LETTER = "Budsjett for planen", "Brev fra velforeningen"
WIDE = {"width": 1280, "height": 800}
SCROLLED = "(all) => all.map((one) => Math.round(one.scrollTop))"


# Forgets which papers are open, as on a device where none has been opened yet.
NONE_OPEN = """async () => {
  const done = (request) => new Promise((answer) => (request.onsuccess = () => answer(request.result)));
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    if (database.objectStoreNames.contains("about"))
      await done(database.transaction("about", "readwrite").objectStore("about").delete("open"));
    database.close();
  }
}"""


@pytest.fixture
def reading(member: Device) -> Device:
    """The plan at its first page, with no other paper open."""
    member.served.running()
    member.page.set_viewport_size(TABLET)
    member.meeting("Formannskapet")
    member.page.evaluate(NONE_OPEN)
    member.read(PLAN)
    member.page.keyboard.press("Home")
    member.at_page(1)
    return member


def row(device: Device) -> Locator:
    return device.page.get_by_role("navigation", name="Åpne papirer")


def tab(device: Device, title: str) -> Locator:
    return row(device).get_by_role("link", name=title)


def front(device: Device, title: str) -> Locator:
    """The paper that has come to the front, drawn."""
    expect(tab(device, title)).to_have_attribute("aria-current", "page")
    here = device.page.locator(".paper-half:not([inert])", has=device.page.locator(".bar-title", has_text=title))
    expect(here.locator(".textLayer").first).to_be_attached()
    return here


def press(device: Device, *keys: str) -> None:
    for key in keys:
        device.page.keyboard.press(key)


def test_four_papers_are_each_as_they_were_left_also_without_network(reading):
    expect(row(reading).get_by_role("link")).to_have_count(2)  # the attachment too: it is one tap away, not opened yet
    reading.served.stop()
    press(reading, "End")
    reading.at_page(13)
    press(reading, "+", "m")
    scale = reading.page.locator('[data-stands="main"] .tools-scale').inner_text()
    reading.page.keyboard.type("Halvferdig tanke")
    scrolled = reading.page.locator(".fv-reader").evaluate_all(SCROLLED)
    tab(reading, BUDGET).click()
    front(reading, BUDGET)
    expect(reading.page.get_by_role("heading", level=1)).to_be_focused()
    for following in ("PS 113/26 · Personalsak", f"RS 21/26 · {LETTER}"):  # an exempt one, and a scanned one
        reading.button(f"Neste papir: {following}").click()
        expect(reading.page.get_by_role("heading", level=1, name=following)).to_be_visible()
    expect(reading.page.locator(".fv-reader")).to_have_count(4)
    press(reading, ",", ",")
    front(reading, BUDGET)
    press(reading, ",")
    plan = front(reading, PLAN)
    reading.at_page(13)
    expect(reading.page).to_have_url(re.compile(r"\?side=13$"))
    expect(plan.get_by_role("textbox", name="Skriv notatet")).to_have_value("Halvferdig tanke")
    assert plan.locator(".tools-scale").inner_text() == scale
    assert plan.locator(".fv-reader").evaluate_all(SCROLLED) == scrolled
    plan.get_by_role("textbox", name="Skriv notatet").press("Escape")


def test_the_row_is_there_after_a_restart_and_what_is_closed_is_not(reading):
    press(reading, ".")  # one open paper alone: nothing to go to
    tab(reading, BUDGET).click()
    front(reading, BUDGET)
    expect(row(reading).get_by_role("button", name=f"Lukk {BUDGET}")).to_be_visible()
    reading.restart()
    reading.meeting("Formannskapet")
    reading.read(PLAN)
    expect(row(reading).get_by_role("button", name=f"Lukk {BUDGET}")).to_be_visible()
    assert reading.page.locator(".fv-reader").count() == 1  # it is not loaded until it is used
    row(reading).get_by_role("button", name=f"Lukk {BUDGET}").click()
    expect(tab(reading, BUDGET)).to_contain_text("ikke åpnet")
    press(reading, "w")
    reading.sees("Formannskapet")


def test_two_papers_stand_side_by_side_and_keys_go_to_the_one_one_is_in(reading):
    reading.page.set_viewport_size(WIDE)
    press(reading, "s")
    left = reading.page.get_by_role("region", name=f"Til venstre: {PLAN}")
    right = reading.page.get_by_role("region", name=f"Til høyre: {BUDGET}")
    expect(right.locator(".textLayer").first).to_be_attached()
    expect(right.get_by_role("heading", level=2, name=f"PS 112/26 vedlegg 1 · {BUDGET}")).to_be_focused()
    expect(reading.page).to_have_url(re.compile("ved="))
    press(reading, "End")
    expect(left.locator(".bar-title")).to_contain_text("s. 1 av 13")
    press(reading, "o")
    expect(left.get_by_role("heading", level=1)).to_be_focused()
    press(reading, "PageDown", "PageDown")
    expect(left.locator(".bar-title")).to_contain_text("s. 3 av 13")
    expect(reading.page).to_have_url(re.compile("side=3&ved="))
    divider = reading.page.get_by_role("separator", name="Skille mellom papirene")
    divider.focus()
    press(reading, "Home")
    assert left.bounding_box()["width"] == pytest.approx(320, abs=2)
    expect(left.locator(".bar-title")).to_contain_text("s. 3 av 13")  # the arrows moved the divider and no page
    press(reading, "x")
    expect(reading.page.get_by_role("region", name=f"Til venstre: {BUDGET}")).to_be_visible()
    moved = reading.page.get_by_role("region", name=f"Til høyre: {PLAN}")
    expect(moved.locator(".bar-title")).to_contain_text("s. 3 av 13")
    reading.page.reload()
    expect(moved.locator(".textLayer").first).to_be_attached()
    expect(moved.locator(".bar-title")).to_contain_text("s. 3 av 13")
    assert moved.bounding_box()["width"] == pytest.approx(1280 - 320 - 12, abs=2)
    reading.page.set_viewport_size({"width": 900, "height": 800})
    expect(moved).to_have_count(0)
    expect(tab(reading, PLAN)).to_be_visible()
    reading.page.set_viewport_size(WIDE)
    reading.button("Lukk papiret til høyre").click()
    expect(moved).to_have_count(0)
    front(reading, BUDGET)


def test_the_address_of_a_page_is_copied_and_leads_there(reading):
    reading.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(reading, "ArrowRight", "ArrowRight")
    reading.at_page(3)
    press(reading, "l")
    expect(reading.page.get_by_text("Lenken til PS 112/26 s. 3 er kopiert.")).to_be_visible()
    address = reading.page.evaluate("() => navigator.clipboard.readText()")
    press(reading, "End")
    reading.at_page(13)
    reading.goto(address)
    reading.at_page(3)


def test_on_a_phone_the_open_papers_are_a_list_behind_the_title(reading):
    reading.page.set_viewport_size({"width": 390, "height": 844})
    expect(row(reading)).to_be_hidden()
    reading.button(re.compile(r"^Åpne papirer \(")).click()
    dialog = reading.page.get_by_role("dialog", name="Åpne papirer")
    expect(dialog.get_by_role("button", name=re.compile("ved siden av"))).to_have_count(0)
    dialog.get_by_role("button", name=BUDGET).first.click()
    reading.sees(f"PS 112/26 vedlegg 1 · {BUDGET}")
    expect(dialog).to_have_count(0)
