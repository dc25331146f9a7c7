"""Pages of several papers become one new PDF to be printed, and nothing of their other pages comes along.

Deleting pages from a copy would leave them in the file: tags and shared resources hold on to them. So a new document is
begun, and each page brings its content, what that uses, and nothing more: no tags, links, metadata or actions. Runs in
the child only. Coordinates are PDF points.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, Stream

from folkevalgt.pdf import guard, sheets
from folkevalgt.pdf.errands import Done
from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.sheets import LINE, MADE, Imposed, ImposedPart, Imposition
from folkevalgt.pdf.shown import Shown, by, over, shown
from folkevalgt.pdf.used import Narrowing, Said

A4 = (595.28, 841.89)
MARGIN, GAP, FOOT = 18.0, 12.0, 14.0  # of a sheet with several pages
SMALL = 7.5  # the size of a label on A4
LONGEST = 90  # characters of a label
_LOCKED = pikepdf.PasswordError
_TROUBLE = (
    _LOCKED, pikepdf.PdfError, guard.Bomb, ValueError, TypeError, LookupError, AttributeError, RuntimeError,
    OverflowError,
)  # fmt: skip
_LEFT_BEHIND = (
    "/Metadata", "/PieceInfo", "/StructParent", "/StructParents", "/AF", "/OPI", "/Alternates", "/LastModified", "/Ref",
)  # fmt: skip


class _CannotPrint(Exception):
    def __init__(self, imposed: Imposed) -> None:
        super().__init__(imposed.word)
        self.imposed = imposed


class _Sheet(msgspec.Struct):
    """A page that is to be printed, in the new document."""

    shown: Shown
    label: str
    content: Sequence[Object]
    resources: Dictionary
    said: Said
    group: Object | None
    drawn: _Sheet | None = None


def errand(parts: list[bytes], limits: Limits) -> Done:
    """`parts` are an Imposition, what the device has made (may be empty), and papers."""
    imposition = msgspec.json.decode(parts[0], type=Imposition)
    try:
        sides, product = _Press(parts[1:], limits).printed(imposition)
    except _CannotPrint as cannot:
        return Done(msgspec.json.encode(cannot.imposed))
    return Done(msgspec.json.encode(Imposed("ok", sides)), product)


class _Press:
    def __init__(self, sources: list[bytes], limits: Limits) -> None:
        self._bytes, self._limits = sources, limits
        self._new = Pdf.new()
        self._papers: dict[int, tuple[Pdf, Narrowing]] = {}
        self._taken: dict[tuple[int, int], _Sheet] = {}
        self._font = self._new.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
            )
        )  # fmt: skip

    def printed(self, wanted: Imposition) -> tuple[int, bytes]:
        pages = [each for part in wanted.parts for each in self._of(part)]
        counts = sheets.joined([(part.title, len(part.pages)) for part in wanted.parts])
        made = sheets.sides(counts, wanted.per_sheet, wanted.both_sides)
        for side in made:
            there = [None if place is None else pages[place] for place in side]
            self._new.pages.append(self._whole(there[0]) if wanted.per_sheet == 1 else self._several(there))
        self._outline(wanted, made)
        return len(made), self._saved(wanted.title)

    def _of(self, part: ImposedPart) -> Iterator[_Sheet]:
        if part.source == LINE:
            yield self._saying(part.line)
            return
        for number, above in zip(part.pages, part.drawn or [0] * len(part.pages), strict=True):
            sheet = self._sheet(part.source, number)
            label = f"{part.label[:LONGEST]} s. {number}" if part.label else ""
            drawn = self._sheet(MADE, above) if above else None
            yield msgspec.structs.replace(sheet, label=label, drawn=drawn)

    def _sheet(self, source: int, number: int) -> _Sheet:
        if (source, number) not in self._taken:
            try:
                self._taken[source, number] = self._take(source, number)
            except _TROUBLE as trouble:
                locked = isinstance(trouble, _LOCKED)
                raise _CannotPrint(Imposed("encrypted" if locked else "broken", source=source)) from None
        return self._taken[source, number]

    def _take(self, source: int, number: int) -> _Sheet:
        paper, narrowing = self._opened(source)
        page = paper.pages[number - 1]
        looks, said, node = shown(page), narrowing.page(page), page.obj
        # As something that is no page it is copied as it stands. A new object in a thick paper would cost 0.1 s.
        for key in set(node.keys()) - {"/Resources", "/Contents", "/Group"}:
            del node[key]
        node["/Type"] = Name.FvPage
        taken = self._new.copy_foreign(node)
        contents, resources, group = taken.get("/Contents", Array()), taken["/Resources"], taken.get("/Group")
        streams = (
            [contents] if isinstance(contents, Stream) else [each for each in contents if isinstance(each, Stream)]
        )
        if not isinstance(resources, Dictionary):
            raise TypeError("no dictionary")
        return _Sheet(looks, "", streams, resources, said, group)

    def _opened(self, source: int) -> tuple[Pdf, Narrowing]:
        if source not in self._papers:
            paper = Pdf.open(io.BytesIO(self._bytes[source]))
            if source == MADE:
                self._distrust(paper)
            if any(_marked(page) for page in paper.pages):
                paper.generate_appearance_streams()
                paper.flatten_annotations("print")
            for layer in _hidden(paper):
                layer["/FvHidden"] = True  # a print has no list of layers but of those that are hidden on its own pages
            self._papers[source] = paper, Narrowing()
        return self._papers[source]

    def _distrust(self, paper: Pdf) -> None:
        """Papers have been looked at when they were harvested; what a device has made has not."""
        if paper.is_encrypted:
            raise _LOCKED("locked")
        for each in paper.objects:
            if isinstance(each, Stream):
                guard.check(each, self._limits.inflated_stream)

    # --- sheets

    def _whole(self, page: _Sheet | None) -> Page:
        """One page on a side, as large as it is; a blank one for None."""
        if page is None:
            return self._page(A4, b"", Dictionary())
        resources = Dictionary(dict(page.resources.items()))
        begins, ends = b"q " * (1 - page.said.lowest), b" Q" * (1 + page.said.end - page.said.lowest)
        added = [ends, b" q ", by(page.shown.back)]
        if page.drawn:
            self._lend(resources, "/XObject", "/FvDrawn", self._form(page.drawn))
            added += [over(page.drawn.shown, page.shown), b" /FvDrawn Do"]
        added += [b" Q q ", by(page.shown.back), self._stamp(resources, page), b" Q"]
        before, after = (self._new.make_stream(each) for each in (begins, b"".join(added)))
        made = Dictionary(
            Type=Name.Page,
            MediaBox=Array(list(page.shown.box)),
            Resources=resources,
            Contents=Array([before, *page.content, after]),
        )
        if page.shown.rotation:
            made["/Rotate"] = page.shown.rotation
        if page.group is not None:
            made["/Group"] = page.group
        return Page(self._new.make_indirect(made))

    def _several(self, pages: list[_Sheet | None]) -> Page:
        """Two pages beside each other on a sheet that lies, or four on one that stands; upright, and never enlarged
        beyond their place.
        """
        width, height = A4 if len(pages) == 4 else (A4[1], A4[0])
        down = len(pages) // 2
        across_each = (width - 2 * MARGIN - GAP) / 2
        down_each = (height - 2 * MARGIN - GAP * (down - 1)) / down
        resources, content = Dictionary(), list[bytes]()
        for place, page in enumerate(pages):
            if page is None:
                continue
            x = MARGIN + (place % 2) * (across_each + GAP)
            y = height - MARGIN - (place // 2 + 1) * down_each - (place // 2) * GAP
            scale = min(across_each / page.shown.width, (down_each - FOOT) / page.shown.height)
            x += (across_each - page.shown.width * scale) / 2
            top = y + down_each - page.shown.height * scale
            content.append(b" q " + by((scale, 0, 0, scale, x, top)))
            content.append(b" q " + by(page.shown.turned) + b" /FvP%d Do Q" % place)
            self._lend(resources, "/XObject", f"/FvP{place}", self._form(page))
            if page.drawn:
                self._lend(resources, "/XObject", f"/FvD{place}", self._form(page.drawn))
                content.append(b" q " + over(page.drawn.shown, page.shown) + b" /FvD%d Do Q" % place)
            frame = b" 0.6 G %.4f w 0 0 %.2f %.2f re S Q"
            content.append(frame % (0.4 / scale, page.shown.width, page.shown.height))
            content.append(self._text(resources, page.label, (x, top - FOOT + 4), SMALL))
        return self._page((width, height), b"".join(content), resources)

    def _form(self, page: _Sheet) -> Stream:
        """The page's content as one drawing, in its own coordinates."""
        said = page.said
        pieces = [b"q " * -said.lowest, *(each.read_bytes() for each in page.content), b" Q" * (said.end - said.lowest)]
        form = Stream(self._new, b"\n".join(pieces))
        about = {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array(list(page.shown.box))}
        for key, value in (about | {"/Resources": page.resources}).items():
            form[key] = value
        if page.group is not None:
            form["/Group"] = page.group
        return form

    def _saying(self, line: str) -> _Sheet:
        """A page of our own with one line on it."""
        resources = Dictionary()
        content = self._new.make_stream(self._text(resources, line, (56, 760), 12))
        blank = self._page(A4, b"", Dictionary())
        return _Sheet(shown(blank), "", [content], resources, Said(set()), None)

    def _page(self, size: tuple[float, float], content: bytes, resources: Dictionary) -> Page:
        made = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, *size]), Resources=resources)
        made["/Contents"] = self._new.make_stream(content)
        return Page(self._new.make_indirect(made))

    def _stamp(self, resources: Dictionary, page: _Sheet) -> bytes:
        """At the foot, as large on a large page as on a small one when both are printed on A4."""
        scale = min(page.shown.width, page.shown.height) / A4[0]
        return self._text(resources, page.label, (28 * scale, 14 * scale), SMALL * scale)

    def _text(self, resources: Dictionary, text: str, at: tuple[float, float], size: float) -> bytes:
        """Black with a white rim, legible on whatever it lies on."""
        if not text:
            return b""
        self._lend(resources, "/Font", "/FvFont", self._font)
        letters = text.encode("cp1252", "replace").hex().encode()
        line = b"BT /FvFont %.3f Tf %.3f %.3f Td %d Tr <%b> Tj ET "
        rim = b" q 1 G 0 g %.3f w 1 j " % (size / 4)
        return rim + line % (size, *at, 1, letters) + line % (size, *at, 0, letters) + b"Q"

    def _lend(self, resources: Dictionary, kind: str, name: str, thing: Object) -> None:
        """Puts our own thing among a page's, in a copy: other pages may have the same."""
        shelf = resources.get(kind)
        resources[kind] = Dictionary(dict(shelf.items()) if isinstance(shelf, Dictionary) else {})
        resources[kind][name] = thing

    # --- the document

    def _outline(self, wanted: Imposition, made: list[sheets.Side]) -> None:
        side_of = {page: at for at, side in enumerate(made) for page in side if page is not None}
        page = 0
        with self._new.open_outline() as outline:
            for part in wanted.parts:
                if part.title and part.pages:
                    outline.root.append(OutlineItem(part.title, side_of[page]))
                page += len(part.pages)

    def _saved(self, title: str) -> bytes:
        hidden = Array()
        for thing in self._new.objects:
            if isinstance(thing, Dictionary | Stream):
                if "/FvHidden" in thing:
                    del thing["/FvHidden"]
                    hidden.append(thing)
                for key in _LEFT_BEHIND:
                    if key in thing:
                        del thing[key]
        if len(hidden):
            self._new.Root["/OCProperties"] = Dictionary(OCGs=hidden, D=Dictionary(OFF=hidden))
        self._new.Root["/Lang"] = "nb-NO"
        self._new.Root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
        self._new.docinfo["/Title"] = title
        copy = io.BytesIO()
        how = pikepdf.ObjectStreamMode.generate
        self._new.save(copy, deterministic_id=True, object_stream_mode=how, fix_metadata_version=False)
        return copy.getvalue()


def _marked(page: Page) -> bool:
    """Whether something was drawn on the page beside its content: links are not, they go."""
    marks = page.obj.get("/Annots", Array())
    return any(isinstance(each, Dictionary) and each.get("/Subtype") not in ("/Link", "/Popup") for each in marks)


def _hidden(paper: Pdf) -> list[Dictionary]:
    """Layers that are not shown when the paper is opened (ISO 32000-2, 8.11.4.3)."""
    layers = paper.Root.get("/OCProperties")
    shown_as = layers.get("/D") if isinstance(layers, Dictionary) else None
    off = shown_as.get("/OFF") if isinstance(shown_as, Dictionary) else None
    return [each for each in off if isinstance(each, Dictionary)] if isinstance(off, Array) else []
