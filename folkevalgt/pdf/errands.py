"""What a child can be sent to do with foreign papers: each errand has a name and a room of its own in this folder.

An errand's room has `errand(parts, limits) -> Done`. This file loads none of them before it is asked to, so the server
can name errands without loading PDFium, qpdf or pdfplumber.
"""

from __future__ import annotations

from importlib import import_module
from typing import Literal

import msgspec

from folkevalgt.pdf.inspection import Limits, Word

ErrandName = Literal["inspect", "structure", "impose"]
_ROOMS: dict[ErrandName, str] = {
    "inspect": "folkevalgt.pdf.inspect",
    "structure": "folkevalgt.pdf.structure",
    "impose": "folkevalgt.pdf.impose",
}


class Order(msgspec.Struct, frozen=True):
    """Sent to the zygote. `parts` are sizes in bytes: what the child gets lies one after another in one memory file."""

    errand: ErrandName
    limits: Limits
    parts: list[int]


class Done(msgspec.Struct, frozen=True):
    """What a child leaves behind: what it found, and what it made, if anything. Neither is a file on a disk."""

    report: bytes
    product: bytes = b""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an errand. `word` is "ok", or how the child ended: "timed_out", "bomb" or "broken".

    `seconds` is the wall time of it all.
    """

    word: Word
    report: bytes = b""
    product: bytes = b""
    seconds: float = 0.0


def load(errand: ErrandName) -> None:
    """In the zygote, before forking: what an errand needs is loaded once, and only when it is first asked for."""
    import_module(_ROOMS[errand])


def perform(order: Order, whole: bytes) -> Done:
    """In the child. `whole` holds the parts of the order one after another."""
    parts, at = [], 0
    for size in order.parts:
        parts.append(whole[at : at + size] if size < len(whole) else whole)
        at += size
    done: Done = import_module(_ROOMS[order.errand]).errand(parts, order.limits)
    return done
