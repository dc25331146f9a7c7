"""What the structure layer costs beside reading the same pages' bare text, and whether it weighs on inspections."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from statistics import median

import pypdfium2

from folkevalgt.pdf import sandbox
from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.structure import structure
from folkevalgt.pdf.text import read_pages
from tests.bench import Row, at_most, ratio_at_most
from tests.bench.papers import press
from tests.pdf.making import case_paper
from tests.pdf.setting import without_tags

PAGES, ROUNDS, INSPECTIONS = 60, 3, 40
LIMITS = Limits(cpu_seconds=600)


def bench_structure() -> list[Row]:
    """Structure of a paper of 60 pages, each with a heading, paragraphs and a table

    The bare loop is our own text layer, in the same process. Seconds are processor time.
    """
    with press() as made:
        tagged = made.paper(PAGES, 7)
    rows = []
    for name, paper, limit in (("by its tags", tagged, 20), ("by its layout", without_tags(tagged), 120)):
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(spent(lambda paper=paper: read_pages(pypdfium2.PdfDocument(paper), LIMITS)))
            ours.append(spent(lambda paper=paper: structure(paper, LIMITS)))
        rows.append(ratio_at_most(name, ours, "s", bare, limit))
        rows.append(Row(f"{name}, pages", PAGES / median(ours), "pages/s"))
        rows.append(at_most(f"{name}, memory", most_memory(lambda paper=paper: structure(paper, LIMITS)), "MiB", 250))
    return rows


async def bench_inspections_beside_structure() -> list[Row]:
    """Inspections before and after pdfplumber was loaded for a structure"""
    small = case_paper()
    await sandbox.inspect(small)
    before = [await inspected(small) for _ in range(ROUNDS)]
    await sandbox.send("structure", [small], LIMITS)
    after = [await inspected(small) for _ in range(ROUNDS)]
    await sandbox.close()
    return [ratio_at_most(f"{INSPECTIONS} inspections after it", after, "s", before, 1.25)]


async def inspected(paper: bytes) -> float:
    began = time.perf_counter()
    for _ in range(INSPECTIONS):
        assert (await sandbox.inspect(paper)).word == "ok"
    return time.perf_counter() - began


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def most_memory(work: Callable[[], object]) -> float:
    """The most a process of its own held at once, in MiB, with everything that it had loaded."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    assert status == 0
    return used.ru_maxrss / 1024
