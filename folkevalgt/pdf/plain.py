"""Blocks from a page's bare text, where nothing tells how it is set. Pure: the server may use it on a text layer."""

from __future__ import annotations

from collections.abc import Sequence

from folkevalgt.pdf.blocks import Block, Structure
from folkevalgt.pdf.joining import joined, mark_of
from folkevalgt.pdf.running import continued, is_running, repeated

_EDGE = 2  # lines at top and foot of a page that may be a running head or foot
_SHORT = 0.75
_ENDS = (".", ":", "!", "?", ";")


def from_texts(texts: Sequence[str], language: str = "") -> Structure:
    """A whole paper from its text layer, one string per page."""
    structure = Structure("text", language, [[] for _ in texts])
    pages = [[line.strip() for line in text.split("\n") if line.strip()] for text in texts]
    running = repeated([[*lines[:_EDGE], *lines[-_EDGE:]] for lines in pages])
    for number, lines in enumerate(pages):
        structure.pages[number] = page_blocks(lines, running)
    continued(structure.pages)
    return structure


def page_blocks(lines: Sequence[str], running: set[str]) -> list[Block]:
    """A line that ends early with a full stop ends its paragraph, a mark begins an item."""
    width = max(map(len, lines), default=0)
    blocks: list[Block] = []
    kept: list[str] = []
    label = ""

    def close() -> None:
        nonlocal kept, label
        if kept:
            text = joined(kept)
            blocks.append(Block("item", text, 1, label) if label else Block("paragraph", text))
        kept, label = [], ""

    for at, line in enumerate(lines):
        if (at < _EDGE or at >= len(lines) - _EDGE) and is_running(line, running):
            close()
            blocks.append(Block("aside", line))
            continue
        mark, rest = mark_of(line)
        if mark and (not kept or label or kept[-1].endswith((*_ENDS, ","))):
            close()
            label = mark
        kept.append(rest if label and not kept else line)
        if line.endswith(_ENDS) and len(line) < _SHORT * width:
            close()
    close()
    return blocks
