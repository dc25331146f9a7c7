"""How long it takes to carry a member's notes over to a new version of a thick paper."""

from __future__ import annotations

from statistics import median

from tests.bench import Row, at_most
from tests.conformance import app

EDITS = ("insert", "words", "move", "all")
LIMIT = 1000.0  # ms


def bench_carry() -> list[Row]:
    """Carry-over: 1,000 notes to the new version of a paper of 200 pages, ms of processor time in Node"""
    rows = []
    worst = 0.0
    for edit in EDITS:
        found = app.run("carry", edit=edit, seed=5)
        spent = median(found["spent"])
        worst = max(worst, spent)
        rows.append(Row(f"{edit}, {found['pages']} pages", spent, "ms"))
    return [*rows, at_most("the slowest of them", worst, "ms", LIMIT)]
