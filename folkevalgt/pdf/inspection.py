"""What is asked of the sandbox and what it answers: plain data, shared by the server and the child.

This file imports neither PDFium nor qpdf, so the server can read an answer without loading them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Word = Literal[
    "ok",
    "download_only",
    "encrypted",
    "broken",
    "too_large",
    "too_many_pages",
    "bomb",
    "timed_out",
    "not_pdf",
    "empty",
]

MIB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one paper may cost. Sizes in bytes, times in seconds, text in characters."""

    max_bytes: int = 200 * 1000 * 1000
    max_pages: int = 5_000
    inflated_stream: int = 64 * MIB
    page_characters: int = 1_000_000
    paper_characters: int = 20_000_000
    memory: int = 1024 * MIB
    cpu_seconds: int = 20
    wall_seconds: float = 30.0
    written_file: int = 256 * MIB
    open_files: int = 64


OUT_OF_MEMORY = 9  # a child's exit code for MemoryError
NOT_STARTED = 1_000  # no exit code at all: the machine could not start a child


class Ended(msgspec.Struct, frozen=True):
    """How a child ended: its exit code (negative: the signal that killed it), and whether its wall time was up."""

    code: int
    late: bool


class Inspection(msgspec.Struct, frozen=True, kw_only=True):
    """What one file turned out to be.

    - `ok`: the reader may show it (`sanitised` if there is one, otherwise the original bytes).
    - `download_only`: something can open it, but it could not be made safe or whole for the reader.
    - `encrypted`: nobody opens it without a password. `broken`: nothing can open it.
    - `bomb`: it was made (or happens) to swell beyond the limits, or brought its reader down.
    - `timed_out`, `too_large`, `too_many_pages`, `empty` (no bytes, or no page), `not_pdf`: as they say.

    `media_type` comes from the bytes, never from a file name. `texts` has one string per page, '' for a page without
    a text layer. `scanned_pages` are page numbers from 1; `scanned` says that they are half of the paper or more.
    `sanitised` is None when the original can be served as it is. `removed` says in words what the derivative lacks.
    `seconds` is the wall time of the whole inspection.
    """

    word: Word
    media_type: str
    pages: int = 0
    texts: tuple[str, ...] = ()
    scanned: bool = False
    scanned_pages: tuple[int, ...] = ()
    title: str = ""
    language: str = ""
    tagged: bool = False
    sanitised: bytes | None = None
    removed: tuple[str, ...] = ()
    seconds: float = 0.0
