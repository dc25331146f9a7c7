"""A paper as headings, paragraphs, lists and tables. Runs in the child only, on bytes nobody trusts.

Each page is made from the paper's tags when they reach its words, else from how it is laid out, else from its bare
text. A page without a text layer, or with one that no font can read, has no blocks.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from itertools import takewhile
from typing import Any

import msgspec
import pdfplumber
import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # ships no types

from folkevalgt.pdf import text
from folkevalgt.pdf.blocks import Block, Structure
from folkevalgt.pdf.errands import Done
from folkevalgt.pdf.grids import tables
from folkevalgt.pdf.guard import Bomb
from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.joining import clean, joined
from folkevalgt.pdf.layout import Laid, Page, body_of
from folkevalgt.pdf.lines import Line, in_order, line, word
from folkevalgt.pdf.marked import Marked, marked
from folkevalgt.pdf.plain import page_blocks
from folkevalgt.pdf.running import around, continued, is_running, repeated
from folkevalgt.pdf.tags import Tags

_REACHED = 0.7  # of a page's letters that its tags must reach to be believed
_ONE_BLOCK = 2_500  # characters of a page in one block: tags that say nothing
_TINY = 0.2  # blocks to each character: every letter has a tag of its own
_EDGE = 0.12  # of a page's height, where running heads and feet stand
_LAYOUT_SHARE = 0.7  # of the time there is; what is left by then is made from bare text
_WORD = re.compile(r"\w{4,}")
_DOUBLED = 1.02
_SAME_ROW = 3.0  # points
_MOST_WORDS = 20_000  # on a page that is laid out


def errand(parts: list[bytes], limits: Limits) -> Done:
    """Of one paper that the inspection has let through: its Structure. Raises what the child ends with."""
    return Done(msgspec.json.encode(structure(parts[0], limits)))


def structure(data: bytes, limits: Limits) -> Structure:
    """Raises Bomb, PdfiumError."""
    paper = pypdfium2.PdfDocument(data)
    if len(paper) > limits.max_pages:
        raise Bomb("pages")
    try:
        return _Made(paper, data, limits).structure
    finally:
        paper.close()


class _Made:
    def __init__(self, paper: pypdfium2.PdfDocument, data: bytes, limits: Limits) -> None:
        self.paper, self.data, self.limits = paper, data, limits
        self.texts = text.read_pages(paper, limits)[0]
        self.structure = Structure("text", text.language(paper), [[] for _ in self.texts])
        wanted = {number for number, each in enumerate(self.texts) if each.strip()}
        tagged = self._tagged(wanted)
        laid = self._laid(wanted - tagged)
        self._bare(wanted - tagged - laid)
        if tagged or laid:
            self.structure.source = "tags" if len(tagged) >= len(laid) else "layout"
        continued(self.structure.pages)

    def _tagged(self, wanted: set[int]) -> set[int]:
        """The pages that the paper's own tags tell of."""
        if not wanted or not self.paper.is_tagged():
            return set()
        marks = _Marks(self.paper, self.limits)
        try:
            with pikepdf.open(io.BytesIO(self.data)) as opened:
                tags = Tags(opened, marks.of)
        except (Bomb, MemoryError):
            raise
        except Exception:
            return set()  # a tree bent out of shape; the pages themselves may be in order
        done = set()
        for number in wanted & set(range(len(tags.pages))):
            blocks = tags.pages[number]
            if _believed(blocks, marks.of(number), tags.used[number], len(self.texts[number])):
                self.structure.pages[number] = _with_asides(blocks, marks.of(number), tags.used[number])
                done.add(number)
        return done

    def _laid(self, wanted: set[int]) -> set[int]:
        if not wanted:
            return set()
        pages: dict[int, Laid] = {}
        _each_laid(self.data, sorted(wanted), self.texts, _Clock(self.limits), pages.__setitem__)
        body = body_of(list(pages.values()))
        heads, feet = _running(pages, above=True), _running(pages, above=False)
        for number, page in pages.items():
            around = {id(word) for row in (*heads[number], *feet[number]) for word in row.words}
            page.lines = [each for each in page.lines if id(each.words[0]) not in around]
            above, below = ([Block("aside", row.text) for row in each] for each in (heads[number], feet[number]))
            self.structure.pages[number] = [*above, *Page(body).write(page), *below]
        return set(pages)

    def _bare(self, wanted: set[int]) -> None:
        pages = {number: [each.strip() for each in self.texts[number].split("\n") if each.strip()] for number in wanted}
        for (number, lines), (head, foot) in zip(pages.items(), around(list(pages.values())), strict=True):
            self.structure.pages[number] = page_blocks(lines, head, foot)


class _Clock:
    """When to leave the rest to bare text: what is laid out so far is not to be lost with the child."""

    def __init__(self, limits: Limits) -> None:
        self._until = time.monotonic() + _LAYOUT_SHARE * limits.wall_seconds
        self._spent = _LAYOUT_SHARE * limits.cpu_seconds

    def is_late(self) -> bool:
        return time.process_time() > self._spent or time.monotonic() > self._until


class _Marks:
    """The marked words of pages, the last one kept: a tree tells of its pages mostly in order."""

    def __init__(self, paper: pypdfium2.PdfDocument, limits: Limits) -> None:
        self.paper, self.most = paper, limits.page_characters
        self._kept: dict[int, Marked] = {}

    def of(self, number: int) -> Marked:
        if number not in self._kept:
            page = self.paper[number]
            self._kept[number] = marked(page, self.most)
            page.close()
        return self._kept[number]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _believed(blocks: list[Block], page: Marked, used: set[int], length: int) -> bool:
    if len(blocks) == 1 and length > _ONE_BLOCK and blocks[0].kind != "table":
        return False
    if len(blocks) > _TINY * length:
        return False
    reached = sum(_letters(run.text) for mark in used for run in page.runs.get(mark, []))
    around = sum(_letters(run.text) for run in (*page.above, *page.below))
    whole = around + sum(_letters(run.text) for runs in (page.stray, *page.runs.values()) for run in runs)
    return reached + around >= _REACHED * whole


def _with_asides(blocks: list[Block], page: Marked, used: set[int]) -> list[Block]:
    """Artifacts around it; words that no tag reaches stand after the others rather than nowhere."""
    stray = [*page.stray, *(run for mark, runs in page.runs.items() if mark not in used for run in runs)]
    lost = [Block("paragraph", said) for run in stray if _letters(said := _said(run.text)) > 1]
    above = [Block("aside", said) for run in page.above if _letters(said := _said(run.text))]
    below = [Block("aside", said) for run in page.below if _letters(said := _said(run.text))]
    return [*above, *blocks, *lost, *below]


def _said(raw: str) -> str:
    return joined(clean(text.tidy(raw)).split("\n"))


def _running(pages: dict[int, Laid], *, above: bool) -> dict[int, list[Line]]:
    """The running heads or feet of pages: what stands outermost, and on several of them at the same height."""
    edges = {number: _edge(page, above) for number, page in pages.items()}
    known = repeated([[_placed(row) for row in rows] for rows in edges.values()])
    found: dict[int, list[Line]] = {}
    for number, rows in edges.items():
        running = list(takewhile(lambda row: is_running(row.text, known, _placed(row)), rows))
        found[number] = running if above else running[::-1]
    return found


def _edge(page: Laid, above: bool) -> list[Line]:
    """The rows near the paper's edge, or the outermost one, from there inwards; over columns they are one."""
    rows: list[list[Line]] = []
    for each in sorted(page.lines, key=lambda line: line.top):
        if rows and each.top - rows[-1][0].top < _SAME_ROW:
            rows[-1].append(each)
        else:
            rows.append([each])
    merged = [line(sorted((word for each in row for word in each.words), key=lambda word: word.x0)) for row in rows]
    inwards = merged if above else merged[::-1]
    within = _EDGE * page.height
    return [row for row in inwards if (row.bottom if above else page.height - row.top) < within] or inwards[:1]


def _placed(row: Line) -> str:
    return f"{row.text} @{'i' * round(row.top / 10)}"


def _each_laid(
    data: bytes, wanted: list[int], texts: list[str], clock: _Clock, keep: Callable[[int, Laid], None]
) -> None:
    """Pages as pdfplumber reads them. What it cannot read, or has no time for, is left out."""
    try:
        opened = pdfplumber.open(io.BytesIO(data))
        pages = opened.pages
    except MemoryError:
        raise
    except Exception:
        return
    for number in wanted:
        if clock.is_late() or number >= len(pages):
            return
        try:
            page = _page(pages[number], _letters(texts[number]))
        except MemoryError:
            raise
        except Exception:
            continue
        finally:
            pages[number].close()
        if _agrees(page, texts[number]):
            keep(number, page)


def _agrees(page: Laid, layer: str) -> bool:
    """Whether most words are the text layer's; letters may have other names here, or stand on their heads."""
    said = [each.text for each in page.lines]
    said += [cell.text for _, table in page.tables for row in table.rows for cell in row]
    if 2 * sum(map(_letters, said)) < _letters(layer):
        return False
    words, known = set(_WORD.findall(" ".join(said))), set(_WORD.findall(layer))
    return 2 * len(words & known) >= len(words)


def _page(page: Any, letters: int) -> Laid:
    if sum(str(each["text"]).isalnum() for each in page.chars) > _DOUBLED * letters:
        page = page.dedupe_chars()  # a shadow is the same words drawn twice
    found = page.extract_words(extra_attrs=["fontname", "size"], x_tolerance_ratio=0.15)
    upright = [word(each) for each in found[:_MOST_WORDS] if each["upright"]]
    grids, words = tables(page, upright)
    return Laid(in_order(words), grids, float(page.height))
