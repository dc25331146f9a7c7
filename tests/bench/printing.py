"""What the service desk waits for, and how large the file is beside what qpdf would make of the same pages."""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path
from statistics import median

import msgspec
import pikepdf

from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.sandbox import Sandbox
from folkevalgt.pdf.sheets import ImposedPart, Imposition, PerSheet
from tests.bench import Row, at_most
from tests.bench.papers import press
from tests.pdf.printing import sharing

ROUNDS = 5
LARGER = 1.1  # times what qpdf makes


async def bench_printing() -> list[Row]:
    """A print on the server: seconds in a child of the sandbox, and bytes beside qpdf --pages"""
    with press() as made:
        thick = made.paper(200, 1)
        several = [made.paper(20, number) for number in range(2, 14)]
    rows = []
    for name, papers, pages, most in (
        ("6 of 200 pages", [thick], [3, 4, 5, 90, 150, 200], 1.0),
        ("60 pages of 12 papers", several, [1, 4, 7, 10, 20], 2.0),
        ("2 of 6 pages that share everything", [sharing()], [2, 5], 1.0),
    ):
        spent, size = await imposed(papers, pages, 1)
        qpdf = by_qpdf(papers, pages)
        rows.append(at_most(name, spent, "s", most))
        # What qpdf leaves in of other pages is no measure: less is better.
        rows.append(Row(f"{name}: bytes", size, "B", size / qpdf, f"<= {LARGER} x qpdf", size <= LARGER * qpdf))
    spent, size = await imposed(several, [1, 4, 7, 10, 20], 4)
    return [*rows, at_most("60 pages, four to a side", spent, "s", 2.0), Row("the same: bytes", size, "B")]


async def imposed(papers: list[bytes], pages: list[int], per_sheet: PerSheet) -> tuple[float, int]:
    """Seconds, the median of some, and bytes."""
    parts = [ImposedPart(number, pages, f"PS {number}/26", f"Papir {number}") for number in range(1, len(papers) + 1)]
    order = msgspec.json.encode(Imposition("Utskrift", parts, per_sheet))
    sandbox, spent = Sandbox(), []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        outcome = await sandbox.send("impose", [order, b"", *papers], Limits())
        spent.append(time.perf_counter() - began)
        assert outcome.product, outcome.report
    sandbox.stop()
    return median(spent[1:]), len(outcome.product)


def by_qpdf(papers: list[bytes], pages: list[int]) -> int:
    """Bytes of the same pages as qpdf picks them."""
    chosen = ",".join(map(str, pages))
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for number, data in enumerate(papers):
            path = Path(folder, f"{number}.pdf")
            path.write_bytes(data)
            parts += [str(path), chosen]
        out = Path(folder, "out.pdf")
        pikepdf.Job(["qpdf", "--empty", "--pages", *parts, "--", str(out)]).run()
        with pikepdf.open(io.BytesIO(out.read_bytes())) as paper:
            assert len(paper.pages) == len(papers) * len(pages)
        return out.stat().st_size
