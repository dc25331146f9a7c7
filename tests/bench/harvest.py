"""From the inbox to rows and stored files, with everything that must happen on the way."""

from __future__ import annotations

import asyncio
import resource
import time
from datetime import timedelta
from statistics import median

import pypdfium2

from folkevalgt import clock
from folkevalgt.archive import harvest as harvesting
from folkevalgt.models.document import DocumentVersion
from tests.bench import Row, at_most, ratio_at_least
from tests.bench.papers import delivery, press, put
from tests.bench.served import home, peopled
from tests.world import World

PAGES = [200, 20] + [10] * 38
ROUNDS = 5


async def bench_harvest() -> list[Row]:
    """Harvest of 40 papers, 600 pages: inbox, sandbox, screening, sanitising, store with fsync, database

    The bare loop opens every paper and gets the text of every page with pypdfium2, in one process, and keeps nothing.
    Harvest does the same and as much again of its own (1.9 x the processor time), in two children: 0.7 to 0.85
    of the bare loop with two cores to itself, but 0.4 to 0.5 where others use them all, and so would break its limit.
    """
    with press() as made:
        papers = {f"papir-{number:02}": made.paper(pages, number) for number, pages in enumerate(PAGES, 1)}
    bare, ours, used = [], [], []
    for turn in range(ROUNDS):
        bare.append(await asyncio.to_thread(text_loop, list(papers.values())))
        with home() as settings:
            async with peopled(settings) as world:
                before = processor_seconds()
                ours.append(await harvest(world, papers, turn))
                assert await DocumentVersion.all().count() == len(papers)
        used.append(processor_seconds() - before)
    pages = sum(PAGES)
    seconds, loop = median(ours), median(bare)
    return [
        Row("a bare text loop", pages / loop, "pages/s"),
        at_most("harvest of 600 pages", seconds, "s", 10),
        Row("processor time of a harvest", median(used), "s", median(used) / loop),
        ratio_at_least("harvest", [pages / s for s in ours], "pages/s", [pages / s for s in bare], 0.5),
    ]


def text_loop(papers: list[bytes]) -> float:
    began = time.perf_counter()
    for data in papers:
        paper = pypdfium2.PdfDocument(data)
        for page in paper:
            layer = page.get_textpage()
            layer.get_text_range()
            layer.close()
            page.close()
        paper.close()
    return time.perf_counter() - began


async def harvest(world: World, papers: dict[str, bytes], turn: int) -> float:
    """Seconds from the delivery lying ready to its report; a cold sandbox is started on the way."""
    day = (clock.today() + timedelta(days=7 + turn)).isoformat()
    told, files = delivery(papers, day)
    put(world.settings.inbox_path / "levering", told, files)
    began = time.perf_counter()
    (report,) = await harvesting.harvest(world.settings, world.files, world.key)
    seconds = time.perf_counter() - began
    assert report.outcome == "done", report
    return seconds


def processor_seconds() -> float:
    """Of this process and of those it has buried: the sandbox's children count once it is closed."""
    buried = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + buried.ru_utime + buried.ru_stime
