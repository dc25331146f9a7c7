"""A tagged paper's blocks: its own headings, lists and tables, in the order its maker gave them.

Sources: ISO 32000-1 14.7-14.8 for the tree and the standard types, PDF/UA-1 for what tables and figures say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import msgspec
import pikepdf

from folkevalgt.pdf.blocks import Block, BlockKind, Cell
from folkevalgt.pdf.joining import clean, joined, mark_of
from folkevalgt.pdf.marked import Marked, Run
from folkevalgt.pdf.text import tidy

_MOST_ELEMENTS = 400_000
_DEEPEST = 80
_MOST_CELLS = 50  # one cell takes no more columns or rows than this
_HEADING = re.compile(r"/H([1-9])\Z")
_INLINE = {
    *("/Span", "/Link", "/Quote", "/Em", "/Strong", "/Sub", "/Reference", "/Annot", "/Code", "/Lbl"),
    *("/Ruby", "/RB", "/RT", "/RP", "/Warichu", "/WT", "/WP"),
}
_ROWS = {"/TR", "/THead", "/TBody", "/TFoot"}
_SKIPPED = {"/Artifact", "/Private"}


class Piece(msgspec.Struct):
    """Text of an element on one page; `run` is None when the tags give other words than the page."""

    page: int
    text: str
    start: int = -1
    end: int = -1


class _Open(msgspec.Struct):
    kind: BlockKind
    level: int = 0
    pieces: list[Piece] = []
    label: list[Piece] = []


_Row = tuple[int | None, list[pikepdf.Dictionary]]


class Tags:
    """Walks the tree once. `pages` fills with blocks; `used` tells which marks of each page were reached."""

    def __init__(self, paper: pikepdf.Pdf, of_page: Callable[[int], Marked]) -> None:
        self._of_page = of_page
        self._numbers = {page.obj.objgen: number for number, page in enumerate(paper.pages)}
        self.pages: list[list[Block]] = [[] for _ in paper.pages]
        self.used: list[set[int]] = [set() for _ in paper.pages]
        root: Any = paper.Root.get("/StructTreeRoot")
        roles: Any = root.get("/RoleMap") if isinstance(root, pikepdf.Dictionary) else None
        self._roles = (
            {str(key): str(given) for key, given in roles.items()} if isinstance(roles, pikepdf.Dictionary) else {}
        )
        self._open: _Open | None = None
        self._seen: set[tuple[int, int]] = set()
        self._left = _MOST_ELEMENTS
        self._at = 0
        if isinstance(root, pikepdf.Dictionary):
            for kid in _kids(root):
                self._walk(kid, None, 0, 0, 0)
        self._close()

    def _role(self, element: pikepdf.Dictionary) -> str:
        name = str(element.get("/S", ""))
        for _ in range(8):
            if name not in self._roles:
                break
            name = self._roles[name]
        return name

    def _enter(self, kid: Any, depth: int) -> pikepdf.Dictionary | None:
        """An element of the tree, each once; the tree of a paper nobody trusts may bite its own tail."""
        if not isinstance(kid, pikepdf.Dictionary) or depth > _DEEPEST or "/S" not in kid:
            return None
        self._left -= 1
        if self._left < 0 or (kid.is_indirect and kid.objgen in self._seen):
            return None
        if kid.is_indirect:
            self._seen.add(kid.objgen)
        return kid

    def _walk(self, kid: Any, page: int | None, depth: int, lists: int, sections: int) -> None:
        element = self._enter(kid, depth)
        if element is None:
            if (piece := self._content(kid, page)) is not None:
                self._open = self._open or _Open("paragraph")
                self._open.pieces.append(piece)
            return
        role, page = self._role(element), self._page(element, page)
        if role in _SKIPPED:
            return
        if role in _INLINE:
            self._open = self._open or _Open("paragraph")
            (self._open.label if role == "/Lbl" else self._open.pieces).extend(self._pieces(element, page, depth))
            return
        if role == "/Table":
            rows = list(self._rows(element, page, depth))
            if any(len(cells) > 1 for _, cells in rows):
                self._close()
                for each in _kids(element):
                    if isinstance(each, pikepdf.Dictionary) and self._role(each) not in _ROWS:
                        self._walk(each, page, depth + 1, lists, sections)  # its caption
                self._close()
                self._table(rows, depth + 3)
                return
        if role in ("/Figure", "/Formula"):
            self._close()
            self._figure(element, role, page, depth)
            return
        lists += role == "/L"
        sections += role == "/Sect"
        self._begin(role, lists, sections)
        for each in _kids(element):
            self._walk(each, page, depth + 1, lists, sections)
        if role not in ("/LBody", "/Div", "/NonStruct") or self._open is None or self._open.kind != "item":
            self._close()

    def _begin(self, role: str, lists: int, sections: int) -> None:
        """A new block, unless it is the body of an item whose words have not begun."""
        heading = _HEADING.match(role)
        if heading or role in ("/H", "/Title"):
            level = int(heading[1]) if heading else 1 + (sections if role == "/H" else 0)
            self._close()
            self._open = _Open("heading", min(level, 6))
        elif role in ("/LI", "/TOCI"):
            self._close()
            self._open = _Open("item", max(lists, 1))
        elif self._open is None or self._open.kind != "item" or self._open.pieces:
            self._close()

    def _page(self, element: pikepdf.Dictionary, before: int | None) -> int | None:
        page: Any = element.get("/Pg")
        return self._numbers.get(page.objgen, before) if isinstance(page, pikepdf.Dictionary) else before

    def _content(self, kid: Any, page: int | None) -> Piece | None:
        """The words that a mark points at. `kid` is a mark's number, or a reference to a mark or an annotation."""
        mark: Any = kid
        if isinstance(kid, pikepdf.Dictionary):
            page, mark = self._page(kid, page), kid.get("/MCID")
        if page is None or not isinstance(mark, int):
            return Piece(page, "") if page is not None and isinstance(kid, pikepdf.Dictionary) else None
        self._at = page
        self.used[page].add(mark)
        runs = self._of_page(page).runs.get(mark, [])
        text = _beside(runs)
        return Piece(page, text, runs[0].start if runs else -1, runs[-1].end if runs else -1)

    def _pieces(self, element: pikepdf.Dictionary, page: int | None, depth: int) -> Iterator[Piece]:
        """Everything an element holds, flat. Words given instead of what is drawn stand in for it."""
        found: list[Piece] = []
        for kid in _kids(element):
            inside = self._enter(kid, depth + 1)
            if inside is None:
                piece = self._content(kid, page)
                found += [piece] if piece else []
            elif (role := self._role(inside)) not in _SKIPPED:
                found += self._pieces(inside, self._page(inside, page), depth + 1)
                if role not in _INLINE and found:
                    found.append(Piece(found[-1].page, " "))
        instead = element.get("/ActualText")
        if isinstance(instead, pikepdf.String) and found:
            return iter([Piece(found[0].page, str(instead), found[0].start, found[-1].end)])
        return iter(found)

    def _close(self) -> None:
        """The open block goes to its page, or to each of its pages."""
        opened, self._open = self._open, None
        if opened is None:
            return
        label = _text(opened.label)
        if opened.label and not label and any(piece.text.strip() for piece in opened.label):
            label = "•"  # drawn with a letter that its font gives no name
        first = True
        for page, pieces in _by_page([*opened.pieces] or opened.label):
            text = _text(pieces) if opened.pieces else ""
            if opened.kind == "item" and first and not label:
                label, rest = mark_of(text)
                text = rest or text
            if text or (first and label):
                block = Block(opened.kind, text, opened.level, label if first else "", continues=not first)
                self.pages[page].append(block)
                first = False

    def _figure(self, element: pikepdf.Dictionary, role: str, page: int | None, depth: int) -> None:
        pieces = list(self._pieces(element, page, depth))
        said = next((str(given) for key in ("/Alt", "/ActualText") if (given := element.get(key))), "")
        text = " ".join(clean(said).split()) or _text(pieces)
        # What is drawn without a mark says of no page where it is: then it stands where the words before it do.
        where = pieces[0].page if pieces else self._at if page is None else page
        if text:
            self.pages[where].append(Block("figure" if role == "/Figure" else "paragraph", text))

    def _rows(self, table: pikepdf.Dictionary, page: int | None, depth: int) -> Iterator[_Row]:
        """The rows with their cells, not yet entered: a table of one column is no table."""
        for kid in _kids(table) if depth < _DEEPEST else ():
            if not isinstance(kid, pikepdf.Dictionary):
                continue
            role, here = self._role(kid), self._page(kid, page)
            if role in _ROWS - {"/TR"}:
                yield from self._rows(kid, here, depth + 1)
            elif role == "/TR":
                yield here, [each for each in _kids(kid) if isinstance(each, pikepdf.Dictionary) and "/S" in each]

    def _cell(self, cell: pikepdf.Dictionary, page: int | None, depth: int) -> tuple[Cell, int]:
        pieces = list(self._pieces(cell, self._page(cell, page), depth))
        text = _text(pieces)
        made = Cell(text, self._role(cell) == "/TH", _span(cell, "/ColSpan"), _span(cell, "/RowSpan"))
        return made, next((piece.page for piece in pieces if piece.text.strip()), -1)

    def _table(self, rows: list[_Row], depth: int) -> None:
        """One block for each page that it stands on."""
        block, at = None, -1
        for here, cells in rows:
            entered = [
                self._cell(cell, here, depth) for each in cells if (cell := self._enter(each, depth)) is not None
            ]
            page = max((page for _, page in entered), default=-1)
            if block is None or page > at >= 0:
                if page < 0:
                    continue
                block = Block("table", rows=[], continues=block is not None)
                self.pages[page].append(block)
            at = max(at, page)
            if entered:
                block.rows.append([cell for cell, _ in entered])


def _kids(element: pikepdf.Dictionary) -> Iterator[Any]:
    kids: Any = element.get("/K")
    return iter(kids) if isinstance(kids, pikepdf.Array) else iter(() if kids is None else (kids,))


def _span(cell: pikepdf.Dictionary, name: str) -> int:
    given: Any = cell.get("/A")
    for one in given if isinstance(given, pikepdf.Array) else (given,):
        if isinstance(one, pikepdf.Dictionary) and isinstance(one.get(name), int):
            return min(max(cast(int, one.get(name)), 1), _MOST_CELLS)
    return 1


def _beside(runs: list[Run]) -> str:
    """Runs under one mark: what stood between them on the page belongs to another, so there was a gap."""
    text = ""
    for run in runs:
        text += run.text if not text or text[-1].isspace() else " " + run.text
    return text


def _by_page(pieces: list[Piece]) -> Iterator[tuple[int, list[Piece]]]:
    at = 0
    while at < len(pieces):
        to = at
        while to < len(pieces) and pieces[to].page == pieces[at].page:
            to += 1
        yield pieces[at].page, pieces[at:to]
        at = to


def _text(pieces: list[Piece]) -> str:
    """Words whole, single spaces. Pieces that PDFium read one after the other belong together as they are."""
    raw, end = "", -1
    for piece in pieces:
        apart = raw and piece.text and piece.start != end and not raw[-1].isspace()
        raw += f" {piece.text}" if apart else piece.text
        end = piece.end if piece.end >= 0 else end
    return joined(clean(tidy(raw)).split("\n"))
