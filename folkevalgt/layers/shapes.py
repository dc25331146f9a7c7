"""What goes over the wire of what is made from a paper's bytes. The structure layer's own shape is `pdf/blocks.py`."""

from __future__ import annotations

from typing import Literal

import msgspec


class ChangePiece(msgspec.Struct):
    """Words of a paragraph that stand in both versions, only in the new one, or only in the old one."""

    op: Literal["same", "insert", "delete"]
    text: str


class PaperChange(msgspec.Struct):
    """One paragraph, list item, heading or table that differs. Numbers count from 1 for pages, from 0 for blocks.

    changed: `pieces` are its words, old and new. new: all inserted. removed: all deleted, and `page` and `block` are
    where in the new version it would have stood (before that block; the number of blocks when it was last). moved: the
    words are the same or nearly so, `old_page` and `old_block` say where they stood.
    `section` is the nearest heading above it; `proposal` says that it is part of a proposal for a decision.
    """

    kind: Literal["changed", "new", "removed", "moved"]
    page: int
    block: int
    old_page: int
    old_block: int
    pieces: list[ChangePiece]
    section: str
    proposal: bool


class ComparisonSummary(msgspec.Struct):
    """How many paragraphs; `in_proposal` of them all stand in a proposal for a decision. Notices say these."""

    changed: int = 0
    new: int = 0
    removed: int = 0
    moved: int = 0
    in_proposal: int = 0


class PaperComparison(msgspec.Struct):
    """From the version whose sha-256 is `old` to `new`, in the new version's order.

    `comparable` says why there are no changes to show: no text in the one or the other (a scan), or so little in common
    that the new one is best read whole.
    """

    old: str
    new: str
    comparable: Literal["yes", "no_text_before", "no_text_now", "too_different"]
    summary: ComparisonSummary
    changes: list[PaperChange]
    schema: int = 1
