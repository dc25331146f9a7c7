"""Look into one paper: repair, guard, sanitise, read. Runs in the child only, on bytes nobody trusts.

The chain: qpdf opens (and repairs), what is dangerous is taken out, and PDFium reads exactly the bytes that will be
served. What only one of the two can open is offered for download and never to the reader.
"""

from __future__ import annotations

import io
import os

import msgspec
import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types

from folkevalgt.pdf import media, sanitise, text
from folkevalgt.pdf.errands import Done
from folkevalgt.pdf.guard import Bomb
from folkevalgt.pdf.inspection import MIB, Inspection, Limits, Word

_MAPPED = 64 * MIB  # larger papers are read through Python: a mapping counts towards the child's memory limit
_LOCKED = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
# What qpdf and its binding raise on files bent out of shape; MemoryError is not among them: that is a bomb.
_TROUBLE = (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, OverflowError)


class _Verdict(Exception):
    """The paper is not looked at any further."""

    def __init__(self, word: Word, pages: int = 0) -> None:
        super().__init__(word)
        self.inspection = Inspection(word=word, media_type=media.PDF, pages=pages)


def errand(parts: list[bytes], limits: Limits) -> Done:
    """Of one paper: its inspection, and the derivative that may be served, if it is not the paper itself."""
    inspection = inspect_bytes(parts[0], limits)
    report = msgspec.json.encode(msgspec.structs.replace(inspection, sanitised=None))
    return Done(report, inspection.sanitised or b"")


def inspect_bytes(data: bytes, limits: Limits) -> Inspection:
    """What `data`, a file with a PDF header, is. A hostile paper may kill this process: call it in the sandbox."""
    try:
        return _inspect(data, limits)
    except Bomb:
        return Inspection(word="bomb", media_type=media.PDF)
    except _Verdict as verdict:
        return verdict.inspection


def _inspect(data: bytes, limits: Limits) -> Inspection:
    base = data
    paper = _opened(base, limits)
    if paper is None:
        base = _copied_by_pdfium(data, limits)
        paper = _opened(base, limits)
    if paper is None:
        return _download_only(data, limits)
    served, removed = _made_safe(paper, base, limits)
    if served is None:
        return _download_only(data, limits)
    answer = _read(served, limits)
    if answer is None and served is base:
        served = _saved(paper)
        answer = _read(served, limits)
    if answer is None:
        return Inspection(word="download_only", media_type=media.PDF, pages=len(paper.pages))
    return msgspec.structs.replace(answer, sanitised=None if served is data else served, removed=removed)


def _opened(data: bytes, limits: Limits) -> pikepdf.Pdf | None:
    try:
        paper = _qpdf(data)
        pages = len(paper.pages)
    except pikepdf.PasswordError:
        raise _Verdict("encrypted") from None
    except _TROUBLE:
        return None
    if pages == 0:
        raise _Verdict("empty")
    if pages > limits.max_pages:
        raise _Verdict("too_many_pages", pages)
    return paper


def _qpdf(data: bytes) -> pikepdf.Pdf:
    """Opened from a mapped file in memory: qpdf reads some bytes at a time, twice as slowly through Python."""
    if len(data) > _MAPPED:
        return pikepdf.open(io.BytesIO(data))
    with os.fdopen(os.memfd_create("paper"), "w+b") as file:  # the mapping outlives it
        file.write(data)
        file.flush()
        return pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap_only)


def _copied_by_pdfium(data: bytes, limits: Limits) -> bytes:
    """qpdf gives up on some papers PDFium can read; PDFium's own copy of such a paper is usually in order."""
    paper = _pdfium(data, limits)
    if paper is None:
        raise _Verdict("broken")
    copy = io.BytesIO()
    try:
        paper.save(copy)
    except pypdfium2.PdfiumError:
        return b""
    finally:
        paper.close()
    return copy.getvalue()


def _made_safe(paper: pikepdf.Pdf, base: bytes, limits: Limits) -> tuple[bytes | None, tuple[str, ...]]:
    """The bytes that may be served and what they lack; None when it cannot be made sure that they are safe."""
    try:
        removed = sanitise.neutralise(paper) if sanitise.suspicious(paper, limits.inflated_stream) else ()
        if paper.is_encrypted:
            removed = (*removed, "owner_password")
        if not removed and not paper.get_warnings():
            return base, ()
        served = _saved(paper)
        with _qpdf(served) as again:
            clean = not sanitise.suspicious(again) or not sanitise.neutralise(again)
    except _TROUBLE:
        return None, ()
    return (served, removed) if clean else (None, ())


def _saved(paper: pikepdf.Pdf) -> bytes:
    """The same paper always gives the same bytes, so a second harvest of it changes nothing."""
    copy = io.BytesIO()
    # Streams stay as they are: decoding them here would set off what the guard found harmless at rest.
    level = pikepdf.StreamDecodeLevel.none
    paper.save(copy, deterministic_id=True, encryption=False, stream_decode_level=level, fix_metadata_version=False)
    return copy.getvalue()


def _pdfium(data: bytes, limits: Limits) -> pypdfium2.PdfDocument | None:
    try:
        paper = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in _LOCKED:
            raise _Verdict("encrypted") from None
        return None
    if len(paper) > limits.max_pages:
        raise _Verdict("too_many_pages", len(paper))
    return paper


def _read(data: bytes, limits: Limits) -> Inspection | None:
    paper = _pdfium(data, limits)
    if paper is None:
        return None
    texts, scans = text.read_pages(paper, limits)
    answer = Inspection(
        word="ok",
        media_type=media.PDF,
        pages=len(paper),
        texts=tuple(texts),
        scanned=bool(scans) and 2 * len(scans) >= len(paper),
        scanned_pages=tuple(scans),
        title=text.title(paper),
        language=text.language(paper),
        tagged=paper.is_tagged(),
    )
    paper.close()
    return answer


def _download_only(data: bytes, limits: Limits) -> Inspection:
    answer = _read(data, limits) or Inspection(word="download_only", media_type=media.PDF)
    return msgspec.structs.replace(answer, word="download_only")
