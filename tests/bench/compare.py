"""What a comparison costs: two versions of a thick paper, and two that have hardly a sentence in common."""

from __future__ import annotations

import random
import time
from statistics import median

from folkevalgt.layers.compare import compare
from folkevalgt.pdf.blocks import Block, Structure
from tests.bench import Row, at_most

LIMIT = 1_000.0  # ms
PAGES, PARAGRAPHS, ROUNDS = 100, 12, 5
WORDS = [f"{stem}{end}" for stem in ("plan", "vei", "skole", "eiendom", "budsjett") for end in map(str, range(600))]


def bench_compare() -> list[Row]:
    """Comparing two versions of a paper of 100 pages, ms of processor time"""
    made = random.Random(4)
    old = pages(made)
    new = [[Block(each.kind, each.text, each.level) for each in page] for page in old]
    for page in made.sample(range(PAGES), 30):
        block = made.choice(new[page])
        block.text = block.text.replace(block.text.split()[1], "endret")
    new[40:50] = [*new[45:50], *new[40:45]]  # five pages change places with five others
    for page in made.sample(range(PAGES), 20):
        new[page].insert(3, paragraph(made))
        new[page].pop(7)
    cases = {"revised": (old, new), "written anew": (old, pages(made))}
    return [at_most(name, spent(*both), "ms", LIMIT) for name, both in cases.items()]


def spent(old: list[list[Block]], new: list[list[Block]]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        compare(Structure("tags", "nb", old), Structure("tags", "nb", new))
        took.append((time.process_time() - began) * 1000)
    return median(took)


def pages(made: random.Random) -> list[list[Block]]:
    return [[Block("heading", f"Del {n}", 2), *(paragraph(made) for _ in range(PARAGRAPHS))] for n in range(PAGES)]


def paragraph(made: random.Random) -> Block:
    return Block("paragraph", " ".join(made.choices(WORDS, k=made.randint(5, 60))))
