"""A hand on the paper: chooses words with a mouse, a finger or the keyboard alone, draws, writes."""

from __future__ import annotations

import re
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

from tests.browser.device import Device

SAVED = re.compile("Lagret")
# Where the first and the last character of some words stand on a page, once it has its text and is in sight.
SPOT = """([number, words]) => {
  const layer = document.querySelector(`.page[data-page-number="${number}"] .textLayer`);
  if (!layer) return null;
  const walk = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  const nodes = [], starts = [];
  let whole = "";
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    nodes.push(node);
    starts.push(whole.length);
    whole += node.data;
  }
  const at = whole.indexOf(words);
  if (at < 0) return null;
  const box = (index) => {
    const n = starts.findLastIndex((start) => start <= index);
    const range = document.createRange();
    range.setStart(nodes[n], index - starts[n]);
    range.setEnd(nodes[n], index - starts[n] + 1);
    return range.getBoundingClientRect();
  };
  const first = box(at), last = box(at + words.length - 1);
  const y = (one) => one.top + one.height / 2;
  return [first.left + 0.5, y(first), last.right - 0.5, y(last)];
}"""


class Spot(NamedTuple):
    """In the window, in CSS pixels: within the first letter at its left, and within the last at its right."""

    left: float
    top: float
    right: float
    bottom: float


def spot(page: Page, words: str, number: int = 1) -> Spot:
    """Where the words stand on the page. It must be in sight."""
    found = page.wait_for_function(SPOT, arg=[number, words]).json_value()
    return Spot(*found)


def choose(device: Device, words: str, number: int = 1) -> Locator:
    """Drags the mouse over the words; the bar of what can be done with them."""
    page, at = device.page, spot(device.page, words, number)
    height = page.evaluate("innerHeight")
    if at.top > 0.75 * height:  # what is told lies at the foot of the window, for a while
        page.mouse.move(at.right, height / 2)
        page.mouse.wheel(0, height / 3)
        page.wait_for_timeout(200)
        at = spot(page, words, number)
    page.mouse.move(at.left, at.top)
    page.mouse.down()
    page.mouse.move((at.left + at.right) / 2, (at.top + at.bottom) / 2)
    page.mouse.move(at.right, at.bottom)
    page.mouse.up()
    return bar(device)


def bar(device: Device) -> Locator:
    found = device.page.get_by_role("toolbar", name="Merk teksten")
    expect(found).to_be_visible()
    return found


def notes(device: Device) -> Locator:
    """The margin, or the sheet, with the paper's notes; opened if it is not."""
    margin = device.page.get_by_role("complementary", name="Notater")
    if not margin.is_visible():
        device.button(re.compile("^Notater")).click()
    expect(margin).to_be_visible()
    return margin


def note(device: Device, text: str) -> Locator:
    """The note in the margin that says this."""
    return notes(device).get_by_role("article").filter(has_text=text).first


def unfold(note: Locator) -> None:
    """All that can be done with a note is shown."""
    head = note.get_by_role("heading", level=3).get_by_role("button")
    if head.get_attribute("aria-expanded") != "true":
        head.click()


def write(device: Device, text: str) -> None:
    """Into the editor that is open, until the screen says that it is saved, and out of it."""
    field = notes(device).get_by_role("textbox").first
    field.press_sequentially(text, delay=5)
    expect(device.page.locator(".note-foot")).to_contain_text(SAVED)
    notes(device).get_by_role("button", name="Ferdig").click()


def comment(device: Device, words: str, text: str, number: int = 1) -> None:
    """A comment on the words, made with the mouse."""
    choose(device, words, number).get_by_role("button", name="Merknad").click()
    write(device, text)


def highlight(device: Device, words: str, colour: str = "Gul", number: int = 1) -> None:
    choose(device, words, number).get_by_role("button", name=colour).click()


# As a finger leaves it when it has drawn the handles to both ends; Chromium without a screen makes no handles.
HANDLES = """([number, words]) => {
  const layer = document.querySelector(`.page[data-page-number="${number}"] .textLayer`);
  const walk = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


def choose_by_finger(device: Device, words: str, number: int = 1) -> Locator:
    """Words within one line; the bar of what can be done with them."""
    spot(device.page, words, number)
    device.page.evaluate(HANDLES, [number, words])
    return bar(device)


def marks(device: Device, number: int = 1) -> Locator:
    """The notes on the page, each a button that says what it is."""
    return device.page.locator(f'.page[data-page-number="{number}"] .fv-button[data-note]')


def draw(device: Device, number: int, *way: tuple[float, float]) -> None:
    """With the pen down along a way; each point in parts of the page's width and height."""
    page = device.page
    box = page.locator(f'.page[data-page-number="{number}"]').bounding_box()
    assert box
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in way]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=6)
    page.mouse.up()
