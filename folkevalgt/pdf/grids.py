"""Ruled tables of an untagged page, found by pdfplumber."""

from __future__ import annotations

from typing import Any

from folkevalgt.pdf.blocks import Block, Cell
from folkevalgt.pdf.joining import clean, joined
from folkevalgt.pdf.lines import Word, in_order, line

_FEWEST_RULES, _MOST_RULES = 4, 6_000  # below there is no table, above it is a map or a drawing
_MOST_CELLS = 4_000
_NEAR = 3.0  # points

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


def _edges(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
