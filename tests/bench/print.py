"""How long a print takes to make on a device, and how large it is beside what qpdf makes of the same pages."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pikepdf
from playwright.sync_api import sync_playwright

from tests.bench import Row, at_most
from tests.bench.papers import press
from tests.browser import alone

SIX = [3, 17, 60, 61, 120, 200]
FIVE = [1, 2, 9, 14, 15]  # of each of 12 papers
ROUNDS = 5
OF_SIX, OF_SIXTY = 150.0, 2_000.0  # ms
LARGER = 1.1  # times qpdf's


def bench_print() -> list[Row]:
    """A print made in Chromium, in the printer's thread; 4x slower in the page's own, since only that can be slowed"""
    papers = made()
    with (
        TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        alone.laid(playwright, alone.build(Path(folder) / "built"), Path(folder) / "profile", papers) as table,
    ):
        found = {}
        line = table.page.context.new_cdp_session(table.page)
        for slower in (1, 4):
            line.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            for name, names, pages in (("6 of 200", ["plan"], SIX), ("60 of 12", sorted(papers)[:12], FIVE)):
                rounds = [table.page.evaluate(PRINT, [names, pages, slower > 1]) for _ in range(ROUNDS + 1)][1:]
                found[name, slower] = (median(each["ms"] for each in rounds), rounds[0]["size"])
    ratios = {
        "6 of 200": found["6 of 200", 1][1] / by_qpdf([papers["plan"]], SIX),
        "60 of 12": found["60 of 12", 1][1] / by_qpdf([papers[name] for name in sorted(papers)[:12]], FIVE),
    }
    return [
        at_most("6 of 200 pages", found["6 of 200", 1][0], "ms", OF_SIX),
        at_most("60 pages of 12 papers", found["60 of 12", 1][0], "ms", OF_SIXTY),
        Row("6 of 200 pages, processor 4x slower", found["6 of 200", 4][0], "ms"),
        Row("60 pages of 12 papers, processor 4x slower", found["60 of 12", 4][0], "ms"),
        at_most("6 of 200 pages, size beside qpdf's", ratios["6 of 200"], "x", LARGER),
        at_most("60 pages of 12 papers, size beside qpdf's", ratios["60 of 12"], "x", LARGER),
    ]


PRINT = "([names, pages, here]) => alone.print(names, pages, here)"


def made() -> dict[str, bytes]:
    with press() as typesetter:
        typesetter.picture("kart.png", 300, 300)
        small = {f"framlegg-{n:02d}": typesetter.paper(15, n, "kart.png", 5) for n in range(12)}
        return small | {"plan": typesetter.paper(200, 99, "kart.png", 25)}


def by_qpdf(papers: list[bytes], pages: list[int]) -> int:
    """Bytes of the same pages as `qpdf --empty --pages` gives them, object streams and all."""
    with TemporaryDirectory() as folder:
        words = []
        for number, paper in enumerate(papers):
            (path := Path(folder) / f"{number}.pdf").write_bytes(paper)
            words += [str(path), ",".join(map(str, pages))]
        out = Path(folder) / "out.pdf"
        pikepdf.Job(["qpdf", "--empty", "--pages", *words, "--", "--object-streams=generate", str(out)]).run()
        return out.stat().st_size
