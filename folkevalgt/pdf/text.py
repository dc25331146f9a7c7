"""The words of each page, through PDFium: search, copying and the reader's "find in the paper" live on them."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types

from folkevalgt.pdf.guard import Bomb
from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.joining import hyphen

SCAN_COVERS = 0.45
SCAN_HAS_FEWER_CHARACTERS = 200
UNREADABLE_SHARE = 0.20
MOST_OBJECTS_LOOKED_AT = 2_000  # a map has 100,000 lines; a scan is among the first things drawn

# PDFium puts one of these where a line ended in a hyphen, in place of the hyphen and the line break.
_HYPHEN = re.compile("[\ufffe\u0002](?:\r\n|\n)?")
_CID = re.compile(r"\(cid:\d+\)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\ufffe\uffff\ud800-\udfff]")


def read_pages(paper: pypdfium2.PdfDocument, limits: Limits) -> tuple[list[str], list[int]]:
    """The text of each page, and the numbers (from 1) of the pages that are only a picture of text.

    A page PDFium cannot load has no text; the others go on. Raises Bomb beyond the character limits.
    """
    texts: list[str] = []
    scans: list[int] = []
    total = 0
    for index in range(len(paper)):
        try:
            page = paper[index]
        except pypdfium2.PdfiumError:
            texts.append("")
            continue
        text = page_text(page, limits.page_characters)
        total += len(text)
        if total > limits.paper_characters:
            raise Bomb("characters")
        if len(text) < SCAN_HAS_FEWER_CHARACTERS and _covered(page) > SCAN_COVERS:
            scans.append(index + 1)
        texts.append(text)
        page.close()
    return texts, scans


def page_text(page: pypdfium2.PdfPage, most: int) -> str:
    """One page's text layer. Raises Bomb beyond `most` characters."""
    try:
        layer = page.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    try:
        if layer.count_chars() > most:
            raise Bomb("characters")
        return tidy(layer.get_text_range())
    finally:
        layer.close()


def tidy(raw: str) -> str:
    """PDFium's text as people would type it: words whole, lines ended by \\n; '' when the font gave no letters."""
    first, *rest = _HYPHEN.split(raw)
    joined = first + "".join(hyphen(before, after) + after for before, after in pairwise((first, *rest)))
    unreadable = len(_CONTROL.findall(joined)) + sum(map(len, _CID.findall(joined)))
    if unreadable > UNREADABLE_SHARE * len(joined):
        return ""
    lines = joined.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", lines))


def _covered(page: pypdfium2.PdfPage) -> float:
    """The share of the page that lies under pictures: scanners cut a page in strips, so they are added up."""
    left, bottom, right, top = page.get_bbox()
    whole = (right - left) * (top - bottom)
    under = 0.0
    for picture in _pictures(page.raw):
        x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
        if pdfium_c.FPDFPageObj_GetBounds(picture, x0, y0, x1, y1):
            wide = min(x1.value, right) - max(x0.value, left)
            high = min(y1.value, top) - max(y0.value, bottom)
            under += max(0.0, wide) * max(0.0, high)
    return min(under / whole, 1.0) if whole > 0 else 0.0


def _pictures(page: Any) -> Iterator[Any]:
    """Image objects of a page, and forms that hold one: inside a form the coordinates are the form's own."""
    for index in range(min(pdfium_c.FPDFPage_CountObjects(page), MOST_OBJECTS_LOOKED_AT)):
        thing = pdfium_c.FPDFPage_GetObject(page, index)
        if _holds_picture(thing, depth=3):
            yield thing


def _holds_picture(thing: Any, depth: int) -> bool:
    kind = pdfium_c.FPDFPageObj_GetType(thing)
    if kind != pdfium_c.FPDF_PAGEOBJ_FORM or depth == 0:
        return bool(kind == pdfium_c.FPDF_PAGEOBJ_IMAGE)
    inside = min(pdfium_c.FPDFFormObj_CountObjects(thing), MOST_OBJECTS_LOOKED_AT)
    return any(_holds_picture(pdfium_c.FPDFFormObj_GetObject(thing, index), depth - 1) for index in range(inside))


def title(paper: pypdfium2.PdfDocument) -> str:
    """The title the paper gives itself, '' when none; at most 500 characters."""
    raw = paper.get_metadata_value("Title")
    return _INVISIBLE.sub("", raw).strip()[:500]


def language(paper: pypdfium2.PdfDocument) -> str:
    """The paper's BCP 47 language tag ("nb-NO"), '' when it has none or an impossible one."""
    size = pdfium_c.FPDFCatalog_GetLanguage(paper, None, 0)
    if not 2 < size <= 200:
        return ""
    room = (ctypes.c_ushort * ((size + 1) // 2))()
    pdfium_c.FPDFCatalog_GetLanguage(paper, room, size)
    tag = bytes(room).decode("utf-16-le", "ignore").rstrip("\0")
    return tag if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag) else ""
