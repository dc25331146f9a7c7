"""An untagged paper's blocks from how its lines stand: larger or bold letters, gaps, indents, marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from folkevalgt.pdf.blocks import Block
from folkevalgt.pdf.grids import Box, unruled
from folkevalgt.pdf.joining import joined, mark_of
from folkevalgt.pdf.lines import Line

_LARGER = 1.12  # times the body's letters: a heading
_LONGEST_HEADING = 160  # characters
_GAP = 1.28  # times the usual distance between lines: a new paragraph
_ROOM = 1.5  # letters' sizes left on a line after a word that stands on the next
_INDENT = 4.0  # points
_ENDS = (".", ":", "!", "?", ";")
_MAY_END = (*_ENDS, ",", ")", " og", " eller", " samt")


class Laid(msgspec.Struct):
    """One page: its lines in reading order, its tables with where they stand, its height in points."""

    lines: list[Line]
    tables: list[tuple[Box, Block]]
    height: float


class Body(msgspec.Struct):
    """How most of a paper is set. `step` is from line to line in letters' sizes; `larger` are sizes, largest first."""

    size: float
    step: float
    larger: list[float]
    bold: bool


def body_of(pages: Sequence[Laid]) -> Body:
    sizes: Counter[float] = Counter()
    bold = 0
    for line in (line for page in pages for line in page.lines):
        sizes[line.size] += len(line.text)
        bold += len(line.text) * line.bold
    size = max(sizes.most_common(1)[0][0], 1.0) if sizes else 10.0
    steps: Counter[float] = Counter()
    for before, line in (pair for page in pages for pair in pairwise(page.lines)):
        if before.size == line.size == size and 0 < line.top - before.top < 3 * size:
            steps[round((line.top - before.top) / size * 20) / 20] += len(line.text)
    larger = sorted((each for each in sizes if each > size * _LARGER), reverse=True)
    step = steps.most_common(1)[0][0] if steps else 1.25
    return Body(size, step, larger, 3 * bold > sizes.total())


class Page:
    """Writes one page's blocks."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.blocks: list[Block] = []
        self._lines: list[Line] = []
        self._label, self._first = "", ""
        self._indents: list[float] = []

    def write(self, laid: Laid) -> list[Block]:
        tables = sorted(laid.tables, key=lambda each: each[0][1])
        for line in unruled(laid.lines):
            if isinstance(line, Block):
                self._table(line)
                continue
            while tables and _stands_before(tables[0][0], line):
                self._table(tables.pop(0)[1])
            self._line(line)
        for _, table in tables:
            self._table(table)
        self._close()
        return self.blocks

    def _table(self, table: Block) -> None:
        self._close()
        self._indents.clear()
        self.blocks.append(table)

    def _line(self, line: Line) -> None:
        text = line.text
        if not text.strip():
            return
        before = self._lines[-1] if self._lines else None
        parted = before is None or self._parted(before, line)
        mark, rest = mark_of(text)
        if mark and mark != "•" and before and not parted and not self._label:
            parted = before.text.endswith(_MAY_END) or abs(line.x0 - before.x0) > _INDENT
            mark = mark if parted else ""
        if parted or mark:
            self._close()
            self._label, self._first = mark, rest
        self._lines.append(line)

    def _parted(self, before: Line, line: Line) -> bool:
        if abs(before.size - line.size) >= 1 or before.bold != line.bold:
            return True
        if line.top < before.top or before.column != line.column:
            return before.text.endswith(_ENDS) or not line.text[:1].islower()
        if line.top - before.top > _GAP * self.body.step * max(line.size, 1.0):
            return True
        # A word that had room on the line before begins a line for a reason.
        room = before.column[1] - before.x1 - line.words[0].x1 + line.words[0].x0
        roomy = room > _ROOM * line.size
        if roomy and not line.text[:1].islower():
            return line.size not in self.body.larger
        if self._label:
            first = self._lines[0]
            hang = first.words[min(1, len(first.words) - 1)].x0
            outdented = line.x0 < hang - _INDENT and (roomy or (len(self._lines) > 1 and before.x0 > hang - _INDENT))
            return outdented or line.x0 < first.x0 - _INDENT
        return line.x0 > before.x0 + _INDENT and len(self._lines) > 1

    def _close(self) -> None:
        lines, self._lines = self._lines, []
        label, self._label = self._label, ""
        if not lines:
            return
        texts = [line.text for line in lines]
        whole = joined(texts)
        if level := self._heading(lines, label, whole):
            self._indents.clear()
            self.blocks.append(Block("heading", whole, level))
        elif label:
            self.blocks.append(Block("item", joined([self._first, *texts[1:]]), self._depth(lines[0].x0), label))
        else:
            self._indents.clear()
            self.blocks.append(Block("paragraph", whole))

    def _heading(self, lines: Sequence[Line], label: str, whole: str) -> int:
        """Its level, 0 when it is none."""
        if len(whole) > _LONGEST_HEADING or not any(letter.isalpha() for letter in whole):
            return 0
        size = lines[0].size
        if size in self.body.larger and not (label and not label[0].isdigit()):
            return min(self.body.larger.index(size) + 1, 6)
        bold = all(line.bold for line in lines) and not self.body.bold and size >= self.body.size
        numbered = not label or label[0].isdigit()
        return min(len(self.body.larger) + 1, 6) if bold and numbered and not whole.endswith((".", ",", ";")) else 0

    def _depth(self, x0: float) -> int:
        while self._indents and self._indents[-1] > x0 + _INDENT:
            self._indents.pop()
        if not self._indents or x0 > self._indents[-1] + _INDENT:
            self._indents.append(x0)
        return len(self._indents)


def _stands_before(box: Box, line: Line) -> bool:
    """Whether a table comes before a line: higher up, in the line's own column."""
    left, right = line.column
    return box[1] < line.top and box[0] < right and box[2] > left
