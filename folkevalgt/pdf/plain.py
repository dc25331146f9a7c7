"""Blocks from a page's bare text, where nothing tells how it is set. Pure: the server may use it on a text layer."""

from __future__ import annotations

from collections.abc import Sequence

from folkevalgt.pdf.blocks import Block, Structure
from folkevalgt.pdf.joining import joined, mark_of
from folkevalgt.pdf.running import around, continued

_SHORT = 0.75
_ENDS = (".", ":", "!", "?", ";")


def from_texts(texts: Sequence[str], language: str = "") -> Structure:
    """A whole paper from its text layer, one string per page."""
    structure = Structure("text", language, [[] for _ in texts])
    pages = [[line.strip() for line in text.split("\n") if line.strip()] for text in texts]
    for number, (lines, (head, foot)) in enumerate(zip(pages, around(pages), strict=True)):
        structure.pages[number] = page_blocks(lines, head, foot)
    continued(structure.pages)
    return structure


def page_blocks(lines: Sequence[str], head: int, foot: int) -> list[Block]:
    """A line that ends early with a full stop ends its paragraph, a mark begins an item; see `running.around`."""
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

    for line in lines[head:foot]:
        mark, rest = mark_of(line)
        if mark and (not kept or label or kept[-1].endswith((*_ENDS, ","))):
            close()
            label = mark
        kept.append(rest if label and not kept else line)
        if line.endswith(_ENDS) and len(line) < _SHORT * width:
            close()
    close()
    above, below = ([Block("aside", line) for line in some] for some in (lines[:head], lines[foot:]))
    return [*above, *blocks, *below]
