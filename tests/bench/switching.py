"""How soon another open paper is in front, and what the papers behind it cost."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.bench import Row, at_most
from tests.bench.papers import press
from tests.bench.reader import published, sign_in
from tests.bench.served import serving
from tests.chromium import browser

PAPERS, PAGES, SWITCHES, SLOWER = 5, 40, 30, 4
# From the tap on a paper of the row until it stands on the screen: its page has ink, and two frames have been drawn.
SWITCH = """(number) => new Promise((done) => {
  const link = document.querySelectorAll(".open-tab a")[number];
  const id = new URL(link.href).pathname.split("/").at(-1);
  const began = performance.now();
  const look = () => {
    const half = document.querySelector(`[data-paper="${id}"]`);
    const canvas = half && !half.inert && half.querySelector(".page canvas");
    const seen = canvas && canvas.width > 0 && getComputedStyle(half).visibility === "visible";
    if (seen && half.querySelector(".textLayer"))
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
    else requestAnimationFrame(look);
  };
  link.click();
  look();
})"""
READERS = "() => document.querySelectorAll('.fv-reader').length"


def bench_switching() -> list[Row]:
    """From one open paper to another, processor 4x slower: papers of 40 pages, the last four kept as they were left

    What is not kept is opened anew. Memory is what is left in the page's own heap after 30 switches between more papers
    than are kept, against the same page with four open: what an ended reader leaves behind would grow with each.
    """
    with press() as made:
        papers = {f"p{number}": made.paper(PAGES, number) for number in range(PAPERS)}
    with (
        published(papers) as (settings, (link, *_), paper),
        serving(settings),
        TemporaryDirectory() as profile,
        sync_playwright() as playwright,
        browser(playwright, Path(profile), viewport={"width": 1280, "height": 800}) as context,
    ):
        page = context.pages[0]
        sign_in(page, link)
        page.goto(settings.origin + paper)
        page.wait_for_selector(".open-tab")
        page.wait_for_selector(".textLayer")
        session = context.new_cdp_session(page)
        anew = [switch(page, number) for number in (1, 2, 3)]
        open_four = heap(session)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        kept = [
            switch(page, number % 4) for number in range(12)
        ]  # the fourth is in front now, and behind it the others
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        assert page.evaluate(READERS) == 4
        page.get_by_role("button", name=re.compile("^Neste papir: .*Papir p4")).click()
        page.wait_for_timeout(1_000)
        opened = [switch(page, number % PAPERS) for number in range(SWITCHES)]
        assert page.evaluate(READERS) == 4
        grown = heap(session) / open_four
    return [
        at_most("to a paper that is kept", median(kept), "ms", 300),
        Row("the slowest of 12", max(kept), "ms"),
        Row("opened anew, processor at full speed", median([*anew, *opened]), "ms"),
        Row("heap with four open", open_four, "MB"),
        at_most(f"heap after {SWITCHES} more are opened and ended", grown, "x", 1.5),
    ]


def switch(page: Page, number: int) -> float:
    took = float(page.evaluate(SWITCH, number))
    page.wait_for_timeout(250)
    return took


def heap(session: CDPSession) -> float:
    """MB of the page's own objects, after what nobody holds is gone."""
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6
