"""How soon a paper of 100 pages stands as text."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.bench import Row, at_most
from tests.bench.papers import press
from tests.bench.reader import published, sign_in
from tests.bench.served import serving
from tests.browser import inside
from tests.browser.served import until
from tests.chromium import browser

PAGES, ROUNDS, SLOWER = 100, 5, 4
# From the key until the text of the page one is on has been drawn; answers how many blocks of text there are.
TURNED = """() => new Promise((done) => {
  const began = performance.now();
  const look = () => {
    const words = document.querySelector(".tv .tv-page p, .tv .tv-page h2");
    if (!words) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
  };
  dispatchEvent(new KeyboardEvent("keydown", { key: "t", cancelable: true }));
  look();
})"""
BACK = "() => dispatchEvent(new KeyboardEvent('keydown', { key: 't', cancelable: true }))"
BLOCKS = "() => document.querySelectorAll('.tv :is(p, li, h2, h3, h4, td)').length"


def bench_text_view() -> list[Row]:
    """A paper of 100 pages turned from its pages to its text: until the page one is on is drawn"""
    with press() as made:
        papers = {"langt": made.paper(PAGES, 1)}
    with (
        published(papers) as (settings, (link, *_), paper),
        serving(settings),
        TemporaryDirectory() as profile,
        sync_playwright() as playwright,
        browser(playwright, Path(profile), viewport={"width": 1024, "height": 768}) as context,
    ):
        page = context.pages[0]
        sign_in(page, link)
        until(lambda: structured(page, settings.origin + "/moter"), "the structure")
        page.goto(settings.origin + paper)
        page.wait_for_selector(".textLayer")
        whole = [turn(page) for _ in range(ROUNDS)]
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        slow = [turn(page) for _ in range(ROUNDS)]
    return [
        at_most(f"text of {PAGES} pages", median(whole), "ms", 500),
        Row("processor 4x slower", median(slow), "ms"),
    ]


def structured(page: Page, address: str) -> bool:
    if any(name.endswith(".structure") for name in inside.papers(page)):
        return True
    page.goto(address)
    page.wait_for_timeout(1_000)
    return False


def turn(page: Page) -> float:
    took: float = page.evaluate(TURNED)
    assert page.evaluate(BLOCKS) > PAGES
    page.evaluate(BACK)
    page.wait_for_selector(".textLayer")
    return took
