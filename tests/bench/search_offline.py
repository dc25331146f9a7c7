"""Search in a package of 600 pages on the device, with the server stopped."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pikepdf import Dictionary, Name, Pdf
from playwright.sync_api import Page, Worker, sync_playwright

from tests.bench import Row, at_most
from tests.bench.papers import WORDS
from tests.bench.reader import published, sign_in
from tests.bench.served import serving
from tests.chromium import browser

PAPERS, PAGES, WORDS_A_PAGE = 40, 15, 330
TYPED = ("reguleringsplan", "kommunestyret vedtar", "trafikksikkerhet", '"det er"', "plan")
LOADS = 5
ROUNDS = 3
SIZES = """async () => {
  const found = {};
  const walk = async (folder) => {
    for await (const [name, one] of folder.entries())
      if (one.kind === "directory") await walk(one);
      else {
        const file = await one.getFile();
        const begins = await file.slice(0, 1).text();
        const kind = name.includes(".") ? name.replace(/.*[.]/, "") : begins === "[" ? "text" : "paper";
        found[kind] = [...(found[kind] ?? []), file.size];
      }
  };
  await walk(await navigator.storage.getDirectory());
  return found;
}"""
# From a key to the frame in which its first hits are drawn; a space or a quotation mark may change nothing.
WATCH = """() => {
  globalThis.took = [];
  let typed = 0;
  addEventListener("input", (event) => {
    typed = performance.now();
    globalThis.took.push(/[a-zæøå]/.test(event.data ?? "") ? 0 : -1);
  }, true);
  new MutationObserver(() => requestAnimationFrame(() => {
    const last = globalThis.took.length - 1;
    if (globalThis.took[last] === 0) globalThis.took[last] = performance.now() - typed;
  })).observe(document.getElementById("found"), {
    attributes: true, childList: true, subtree: true, characterData: true,
  });
}"""
SPIN = """() => {
  const began = performance.now();
  for (let n = 0; n < 3e7; n++) Math.sqrt(n);
  return performance.now() - began;
}"""


def bench_search_offline() -> list[Row]:
    """Search in a package of 600 pages on the device, with the server stopped

    Its words are as often and as seldom as in a language: some thousands of compounds, each on few pages. A search is
    from a key until its first hits are drawn, as one types five questions: of three rounds each key's best, and of
    the keys the worst. What the worker does is also told by itself. Chromium slows a page down by a given factor, and
    not its workers: where that is so, the worker's own time is counted four times.
    """
    papers = written()
    with (
        published(papers) as (settings, (link, *_), _),
        TemporaryDirectory() as profile,
        sync_playwright() as playwright,
        browser(playwright, Path(profile)) as context,
    ):
        page = context.pages[0]
        with serving(settings):
            sign_in(page, link)
            page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
            index = kept(page)
        loads = [opened(page, settings.origin) for _ in range(LOADS)]
        drawn, worked = typed(page)
        own = spun(page)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        workers_too = spun(page) > 2 * own
        drawn_slow, worked_slow = typed(page)
    slower = 0 if workers_too else 3 * median(worked_slow)
    return [
        Row("text", index["text"] / 1e6, "MB"),
        at_most("index, of the text", index["index"] / index["text"], "x", 0.5),
        at_most("index loaded", median(loads), "ms", 200),
        Row("index loaded, processor 4x slower", median(loads) * 4, "ms"),
        at_most("search as one types, the slowest", max(drawn), "ms", 50),
        Row("search as one types, the median", median(drawn), "ms"),
        Row("of it in the worker, the median", median(worked), "ms"),
        at_most("search, processor 4x slower, the slowest", max(drawn_slow) + slower, "ms", 200),
        Row("search, processor 4x slower, the median", median(drawn_slow) + slower, "ms"),
    ]


def written() -> dict[str, bytes]:
    """Papers of plain lines; a word is the more seldom the longer the list of those before it."""
    chance = random.Random(600)
    parts = [word for word in WORDS.split() if len(word) > 4]
    known = WORDS.split() + [chance.choice(parts) + chance.choice(parts) for _ in range(900)]
    known += [chance.choice(parts) + chance.choice(parts) + chance.choice(("en", "er", "et")) for _ in range(8000)]
    known += [f"{chance.randrange(1, 400)}/{chance.randrange(18, 27)}" for _ in range(1000)]
    weights = [(place + 2) ** -1.2 for place in range(len(known))]
    return {
        f"papir-{number:02}": paper(chance.choices(known, weights, k=WORDS_A_PAGE * PAGES)) for number in range(PAPERS)
    }


def paper(words: list[str]) -> bytes:
    """Eight words to a line."""
    made = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    for page in batched(words, WORDS_A_PAGE):
        lines = b"".join(b"(" + " ".join(line).encode("cp1252") + b") Tj T* " for line in batched(page, 8))
        made.add_blank_page(page_size=(595, 842))
        made.pages[-1].Resources = Dictionary(Font=Dictionary(F=font))
        made.pages[-1].Contents = made.make_stream(b"BT /F 9 Tf 12 TL 40 800 Td " + lines + b"ET")
    made.save(into := BytesIO())
    return into.getvalue()


def batched(words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (words[start : start + size] for start in range(0, len(words), size))


def kept(page: Page) -> dict[str, int]:
    """Bytes of the texts and of the index, when the index over all of them is there."""
    before: dict[str, list[int]] = {}
    while True:
        sizes: dict[str, list[int]] = page.evaluate(SIZES)
        if (
            len(sizes.get("text", [])) == PAPERS
            and len(sizes.get("search", [])) == 1
            and sizes["search"] == before.get("search")
        ):
            return {"index": sizes["search"][0], "text": sum(sizes["text"])}
        before = sizes
        page.wait_for_timeout(1000)


def opened(page: Page, origin: str) -> float:
    """Milliseconds until the search screen's worker has the index, from the disk."""
    page.goto(f"{origin}/sok")
    return measures(the_worker(page), "words ready")[0]


def typed(page: Page) -> tuple[list[float], list[float]]:
    """For each key: milliseconds until its first hits were drawn, the best of the rounds; and the worker's searches."""
    field = page.get_by_role("searchbox")
    field.fill("oppvarming")
    page.wait_for_timeout(3000)  # the texts are read while nobody types
    worker = the_worker(page)
    page.evaluate(WATCH)
    drawn = []
    for _ in range(ROUNDS):
        page.evaluate("() => globalThis.took.splice(0)")
        worker.evaluate("() => performance.clearMeasures('search')")
        for question in TYPED:
            field.fill("")
            page.wait_for_timeout(300)
            field.press_sequentially(question, delay=200)
            page.wait_for_timeout(1500)
        drawn.append(page.evaluate("() => globalThis.took"))
    return [min(key) for key in zip(*drawn, strict=True) if min(key) > 0], measures(worker, "search")


def the_worker(page: Page) -> Worker:
    while True:
        for worker in page.workers:
            if "search" in worker.url and worker.evaluate("() => performance.getEntriesByName('words ready').length"):
                return worker
        page.wait_for_timeout(50)


def measures(worker: Worker, name: str) -> list[float]:
    found: list[float] = worker.evaluate(f"() => performance.getEntriesByName('{name}').map((one) => one.duration)")
    return found


def spun(page: Page) -> float:
    """Milliseconds of a given piece of work in the worker."""
    worker = the_worker(page)
    return float(median(worker.evaluate(SPIN) for _ in range(3)))
