"""The promised limits, measured. `python -m tests.bench [part of a name ...]` runs every `bench_*` of this folder.

A bench is a function, plain or async, that returns rows; the first line of its docstring is its table's title.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One measurement. `ratio` is against a bare loop in the same run; `limit` says the promise in words."""

    name: str
    figure: float
    unit: str
    ratio: float | None = None
    limit: str = ""
    ok: bool = True


def at_most(name: str, figure: float, unit: str, limit: float) -> Row:
    return Row(name, figure, unit, limit=f"<= {limit:g} {unit}", ok=figure <= limit)


def ratio_at_most(name: str, ours: list[float], unit: str, bare: list[float], limit: float) -> Row:
    """`bare` is what the same work costs without us, round by round: each ratio is of two neighbours in time."""
    ratio = median(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    return Row(name, median(ours), unit, ratio, f"<= {limit:g} x", ratio <= limit)


def ratio_at_least(name: str, ours: list[float], unit: str, bare: list[float], limit: float) -> Row:
    """For rates, where more is better."""
    ratio = median(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    return Row(name, median(ours), unit, ratio, f">= {limit:g} x", ratio >= limit)
