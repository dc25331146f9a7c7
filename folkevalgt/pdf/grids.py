"""Tables of an untagged page: ruled ones found by pdfplumber, and columns of words under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from folkevalgt.pdf.blocks import Block, Cell
from folkevalgt.pdf.joining import clean, joined
from folkevalgt.pdf.lines import WIDE_GAP, Line, Word, in_order, line

_FEWEST_RULES, _MOST_RULES = 4, 6_000  # below there is no table, above it is a map or a drawing
_MOST_CELLS = 4_000
_NEAR = 3.0  # points
_ALIGNED = 8.0  # points
_FEWEST = 3  # rows and columns of a table without rules

Box = tuple[float, float, float, float]


def tables(page: Any, words: list[Word]) -> tuple[list[tuple[Box, Block]], list[Word]]:
    """The tables with where they stand, and the words that stand in none of them."""
    if not _FEWEST_RULES <= len(page.edges) <= _MOST_RULES:
        return [], words
    found: list[tuple[Box, Block]] = []
    for table in page.find_tables():
        if (block := _table(table.cells, words)) is not None:
            found.append((table.bbox, block))
            words = [word for word in words if not _inside(word, table.bbox)]
    return found, words


def _table(cells: list[Box], words: list[Word]) -> Block | None:
    """None when it is a frame around text, and not a table."""
    if len(cells) > _MOST_CELLS:
        return None
    columns, rows = _edges([cell[0] for cell in cells]), _edges([cell[1] for cell in cells])
    if len(columns) < 2 or len(rows) < 2:
        return None
    inside = [(cell, [word for word in words if _inside(word, cell)]) for cell in cells]
    if sum(bool(held) for _, held in inside) < 3:
        return None
    made: list[list[tuple[float, Cell, bool]]] = [[] for _ in rows]
    for (x0, top, x1, bottom), held in inside:
        text = joined([clean(each.text) for each in in_order(held)])
        across = max(1, sum(x0 - _NEAR < x < x1 - _NEAR for x in columns))
        down = max(1, sum(top - _NEAR < y < bottom - _NEAR for y in rows))
        row = min(range(len(rows)), key=lambda at: abs(rows[at] - top))
        made[row].append((x0, Cell(text, across=across, down=down), bool(held) and line(held).bold))
    made = [sorted(row, key=lambda each: each[0]) for row in made if row]
    block = Block("table", rows=[[cell for _, cell, _ in row] for row in made])
    _head(block, [[bold for _, cell, bold in row if cell.text] for row in made])
    return block


def _head(block: Block, bold: list[list[bool]]) -> None:
    """The first row is one of headings when it alone is set in bold."""
    first, *rest = bold
    if first and all(first) and not any(row and all(row) for row in rest):
        for cell in block.rows[0]:
            cell.header = True


def unruled(lines: Sequence[Line]) -> Iterator[Line | Block]:
    """The lines; those that stand in columns under each other, without rules between them, as a table.

    Three rows and three columns at least: less may be a list of contents, or one name beside another.
    """
    kept: list[tuple[Line, list[list[Word]]]] = []
    for each in [*lines, None]:
        cells = _parts(each) if each else []
        if kept and (len(cells) != len(kept[0][1]) or not _aligned([cells for _, cells in kept] + [cells])):
            yield from _rows_of(kept)
            kept = []
        if each and len(cells) >= _FEWEST:
            kept.append((each, cells))
        elif each:
            yield each


def _rows_of(kept: list[tuple[Line, list[list[Word]]]]) -> Iterator[Line | Block]:
    if len(kept) < _FEWEST:
        yield from (line for line, _ in kept)
        return
    said = [[Cell(clean(" ".join(word.text for word in part))) for part in cells] for _, cells in kept]
    block = Block("table", rows=said)
    _head(block, [[line.bold] for line, _ in kept])
    yield block


def _parts(row: Line) -> list[list[Word]]:
    parts = [[row.words[0]]]
    for before, after in pairwise(row.words):
        if after.x0 - before.x1 > WIDE_GAP * max(before.size, 1.0):
            parts.append([])
        parts[-1].append(after)
    return parts


def _aligned(rows: list[list[list[Word]]]) -> bool:
    """Every column keeps its left edge, its right edge or its middle."""
    for column in zip(*rows, strict=True):
        left, right = [part[0].x0 for part in column], [part[-1].x1 for part in column]
        middle = [(x0 + x1) / 2 for x0, x1 in zip(left, right, strict=True)]
        if min(max(each) - min(each) for each in (left, right, middle)) > _ALIGNED:
            return False
    return True


def _edges(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
