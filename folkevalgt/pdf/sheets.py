"""What an imposition is asked for, and which page goes where. Pure: the server counts sheets without opening a paper.

`frontend/src/domain/print-plan.ts` says the same of prints that the device makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

MADE, LINE = 0, -1
PerSheet = Literal[1, 2, 4]
Side = list[int | None]


class ImposedPart(msgspec.Struct, frozen=True):
    """Pages of one source, from 1. `source` is MADE, the number of a paper from 1, or LINE: one page that says `line`.

    `label` stands before each page's number at its foot. `drawn` has the page of MADE that is laid over each, 0 for
    none. A part without a title goes on where the one before it ends.
    """

    source: int
    pages: list[int]
    label: str = ""
    title: str = ""
    drawn: list[int] = []
    line: str = ""


class Imposition(msgspec.Struct, frozen=True):
    """One PDF to be made. `title` is its own."""

    title: str
    parts: list[ImposedPart]
    per_sheet: PerSheet = 1
    both_sides: bool = False


class Imposed(msgspec.Struct, frozen=True):
    """What became of it. When it is not "ok", `source` is the one that cannot be printed."""

    word: Literal["ok", "encrypted", "broken"]
    sides: int = 0
    source: int = 0


def sides(parts: Sequence[int], per_sheet: PerSheet, both_sides: bool) -> list[Side]:
    """For each side its places, with the page that stands there, counted from 0 through all parts.

    `parts` are how many pages each has. On both sides every part begins on a fresh sheet, after a blank back if needed.
    """
    made: list[Side] = []
    page = 0
    full = True
    for pages in parts:
        if pages and both_sides:
            full = True
            if len(made) % 2:
                made.append([None] * per_sheet)
        for _ in range(pages):
            if full:
                made.append([None] * per_sheet)
            made[-1][made[-1].index(None)] = page
            full = None not in made[-1]
            page += 1
    return made


def joined(parts: Sequence[tuple[str, int]]) -> list[int]:
    """How many pages lie together, of parts with a title and so many pages: one without a title goes on."""
    found: list[int] = []
    for title, pages in parts:
        if found and not title:
            found[-1] += pages
        else:
            found.append(pages)
    return found


def sheets(parts: Sequence[tuple[str, int]], per_sheet: PerSheet, both_sides: bool) -> int:
    """Sheets of paper."""
    needed = len(sides(joined(parts), per_sheet, both_sides))
    return (needed + 1) // 2 if both_sides else needed
