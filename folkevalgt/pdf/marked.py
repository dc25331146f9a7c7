"""Which words of a page belong to which mark: what the tags of a paper point at, and what is drawn around the text."""

from __future__ import annotations

import ctypes
from typing import Any

import msgspec
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types

from folkevalgt.pdf.guard import Bomb

_NONE, _ARTIFACT = -1, -2
_MOST_MARKS = 16  # that one piece of text lies within


class Run(msgspec.Struct):
    """Characters beside each other under one mark, as PDFium has them. `start` counts the characters of the page."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Marked(msgspec.Struct):
    """A page's runs by mark (MCID), those that the paper itself calls artifacts (above and below), and the rest."""

    runs: dict[int, list[Run]]
    above: list[Run]
    below: list[Run]
    stray: list[Run]


def marked(page: pypdfium2.PdfPage, most: int) -> Marked:
    """Raises Bomb beyond `most` characters, PdfiumError when the page has no readable text."""
    found = Marked({}, [], [], [])
    layer = page.get_textpage()
    try:
        count = layer.count_chars()
        if count > most:
            raise Bomb("characters")
        middle = sum(page.get_bbox()[1::2]) / 2
        for mark, run in _runs(layer.raw, count):
            if mark >= 0:
                found.runs.setdefault(mark, []).append(run)
            elif mark == _NONE:
                found.stray.append(run)
            else:
                (found.above if _height(layer.raw, run.start) > middle else found.below).append(run)
    finally:
        layer.close()
    return found


def _runs(layer: Any, count: int) -> list[tuple[int, Run]]:
    """Spaces and line ends that PDFium puts in belong to the word before them."""
    found: list[tuple[int, Run]] = []
    marks: dict[int, int] = {}
    mark, start = _NONE, 0
    letters: list[str] = []
    for at in range(count):
        thing = pdfium_c.FPDFText_GetTextObject(layer, at)
        now = mark
        if thing and pdfium_c.FPDFText_IsGenerated(layer, at) != 1:
            address = ctypes.addressof(thing.contents)
            if (known := marks.get(address)) is None:
                known = marks[address] = _mark(thing)
            now = known
        if now != mark and letters:
            found.append((mark, Run(start, "".join(letters))))
            start, letters = at, []
        mark = now
        letters.append(chr(pdfium_c.FPDFText_GetUnicode(layer, at)))
    if letters:
        found.append((mark, Run(start, "".join(letters))))
    return found


def _mark(thing: Any) -> int:
    mark = int(pdfium_c.FPDFPageObj_GetMarkedContentID(thing))
    if mark >= 0:
        return mark
    room, size = (ctypes.c_ushort * 16)(), ctypes.c_ulong()
    for index in range(min(pdfium_c.FPDFPageObj_CountMarks(thing), _MOST_MARKS)):
        one = pdfium_c.FPDFPageObj_GetMark(thing, index)
        named = one and pdfium_c.FPDFPageObjMark_GetName(one, room, 32, size)
        if named and bytes(room).decode("utf-16-le", "ignore").split("\0")[0] == "Artifact":
            return _ARTIFACT
    return _NONE


def _height(layer: Any, at: int) -> float:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium_c.FPDFText_GetCharBox(layer, at, left, right, bottom, top)
    return bottom.value
