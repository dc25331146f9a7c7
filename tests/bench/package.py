"""A package on its way to a device."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, Request, sync_playwright

from tests.bench import Row, ratio_at_most
from tests.bench.papers import press
from tests.bench.reader import published, sign_in
from tests.bench.served import serving
from tests.chromium import browser

PAPERS = 40
SIDE = 700  # pixels; a picture of noise that makes each paper 1.5 MB
BARE = """async ([names, lanes]) => {
  const left = [...names];
  let bytes = 0;
  const began = performance.now();
  const lane = async () => {
    for (let name = left.shift(); name; name = left.shift()) {
      const answer = await fetch(name, {cache: "no-store"});
      const whole = await answer.arrayBuffer();
      bytes += whole.byteLength;
    }
  };
  await Promise.all(Array.from({length: lanes}, lane));
  return [performance.now() - began, bytes];
}"""


def bench_package() -> list[Row]:
    """A package of 40 papers, 60 MB, from the server to the device's own files

    Ours: from the first paper asked for until the app tells the server that the package came whole; by then every file
    is in OPFS, its sha-256 verified, and its row written. Bare: `fetch` and `arrayBuffer` of the same 40 addresses from
    the same server in the same browser, four at a time as in the app, and nothing kept. Each round another member signs
    in on the device, who has nothing there yet.
    """
    with press() as made:
        pictures = [made.picture(f"{number}.png", SIDE, SIDE) for number in range(PAPERS)]
        papers = {f"papir-{number:02}": made.paper(2, number, name, 2) for number, name in enumerate(pictures)}
    ours, bare = [], []
    with (
        published(papers) as (settings, links, _),
        serving(settings),
        TemporaryDirectory() as profile,
        sync_playwright() as playwright,
        browser(playwright, Path(profile)) as context,
    ):
        page = context.pages[0]
        for link in links:
            seconds, names = download(page, link)
            ours.append(seconds)
            ms, size = page.evaluate(BARE, [names, 4])
            bare.append(ms / 1000)
            assert (len(names), size) == (PAPERS, sum(map(len, papers.values()))), (len(names), size)
    return [
        Row("size", size / 1e6, "MB"),
        Row("a bare fetch of the same files", median(bare), "s"),
        ratio_at_most("package to OPFS", ours, "s", bare, 1.5),
    ]


def download(page: Page, link: str) -> tuple[float, list[str]]:
    """Seconds, and the addresses that were fetched. Times are the browser's own, of its requests."""
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))
    with page.expect_request("**/api/receipts", timeout=120_000) as told:
        sign_in(page, link)
    files = [each for each in asked if "/files/" in each.url]
    began = min(each.timing["startTime"] for each in files if each.timing["startTime"] > 0)
    return (told.value.timing["startTime"] - began) / 1000, [each.url for each in files]
