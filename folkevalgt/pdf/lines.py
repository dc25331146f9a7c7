"""A page of an untagged paper as lines in reading order: words beside each other, columns one after the other."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import msgspec

from folkevalgt.pdf.joining import clean

_SAME_LINE = 0.5  # of the letters' height: words whose middles are nearer than this share a line
WIDE_GAP = 1.3  # of the letters' size: a wider gap may be a gutter between columns
_COLUMN_LINES = 8  # so many lines beside each other before a gap is a gutter, and not a table without rules
_SHARED = 15.0  # points
_BOLD = ("bold", "black", "heavy", "semibold", "demi")


class Word(msgspec.Struct):
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


class Line(msgspec.Struct):
    """`size` is the letters' own, in points, to the nearest half. `column` has its edges, for where lines could end."""

    words: list[Word]
    top: float
    bottom: float
    size: float
    bold: bool
    column: tuple[float, float] = (0.0, 0.0)

    @property
    def text(self) -> str:
        return clean(" ".join(word.text for word in self.words))

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


def word(found: dict[str, Any]) -> Word:
    """From what pdfplumber says of a word with its font's name and size."""
    font, size = str(found["fontname"]).lower(), float(found["size"])
    at = (float(found["x0"]), float(found["x1"]), float(found["top"]), float(found["bottom"]))
    return Word(str(found["text"]), *at, size, any(each in font for each in _BOLD))


def line(words: list[Word]) -> Line:
    sizes: Counter[float] = Counter()
    bold = 0
    for each in words:
        sizes[round(each.size * 2) / 2] += len(each.text)
        bold += len(each.text) * each.bold
    top, bottom = min(each.top for each in words), max(each.bottom for each in words)
    return Line(words, top, bottom, sizes.most_common(1)[0][0], 2 * bold > sizes.total())


def in_order(words: list[Word]) -> list[Line]:
    """Lines from top to bottom; where two columns stand beside each other, the left one first."""
    rows = _rows(words)
    gutter = _gutter(rows)
    if gutter is None:
        return _within([line(row) for row in rows])
    found: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        before, after = [w for w in row if w.x1 <= gutter], [w for w in row if w.x0 >= gutter]
        if len(before) + len(after) == len(row):
            left += [line(before)] if before else []
            right += [line(after)] if after else []
        else:
            found += [*_within(left), *_within(right), *_within([line(row)])]
            left, right = [], []
    return [*found, *_within(left), *_within(right)]


def _within(column: list[Line]) -> list[Line]:
    """Its edges are those that two lines share: a line of its own, as a head, may be wider."""
    ends = sorted((each.x1 for each in column), reverse=True)
    right = next((x for x, next_ in pairwise(ends) if x - next_ < _SHARED), ends[0] if ends else 0.0)
    left = min((each.x0 for each in column), default=0.0)
    for each in column:
        each.column = (left, right)
    return column


def _rows(words: list[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    middle = height = 0.0
    for each in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.x0)):
        at = (each.top + each.bottom) / 2
        if rows and at - middle < _SAME_LINE * max(height, each.bottom - each.top):
            rows[-1].append(each)
        else:
            rows.append([each])
            middle, height = at, each.bottom - each.top
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _gutter(rows: list[list[Word]]) -> float | None:
    """Where the gap between two columns of sentences is, if there is one."""
    if len(rows) < _COLUMN_LINES:
        return None
    x0, x1 = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    votes: Counter[int] = Counter()
    for row in rows:
        for before, after in pairwise(row):
            if after.x0 - before.x1 > WIDE_GAP * before.size:
                votes.update(range(int(before.x1) + 1, int(after.x0) + 1))
    inner = {x: n for x, n in votes.items() if x0 + 0.25 * (x1 - x0) < x < x1 - 0.25 * (x1 - x0)}
    if not inner:
        return None
    most = max(inner.values())
    places = sorted(x for x, n in inner.items() if n == most)
    gutter = float(places[len(places) // 2])
    beside = [
        row for row in rows if row[0].x1 < gutter < row[-1].x0 and all(w.x1 <= gutter or w.x0 >= gutter for w in row)
    ]
    left = sum(sum(w.x1 <= gutter for w in row) for row in beside)
    right = sum(sum(w.x0 >= gutter for w in row) for row in beside)
    # Sentences on both sides; a form or a list of names and figures has one or two words on either.
    if len(beside) < _COLUMN_LINES or min(left, right) < 3 * len(beside):
        return None
    crossing = sum(any(w.x0 < gutter < w.x1 for w in row) for row in rows)
    return gutter if crossing < len(beside) else None
