"""What is repeated around the text, and what goes on from one page to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from folkevalgt.pdf.blocks import Block

_FEWEST = 3  # pages that say the same; two in a paper of two or three
_EDGE = 2  # lines at top and foot of a page
_LONGEST = 200  # characters
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:(?:side|s\.|page|seite)\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:av|of|von|/|\|)\s*\d{1,4})?", re.I
)
_ENDS = (".", ":", "!", "?", ";")


def repeated(edges: Sequence[Iterable[str]]) -> set[str]:
    """The lines at the edges of pages that stand on several of them, numbers aside."""
    counts: Counter[str] = Counter()
    for lines in edges:
        counts.update({_like(line) for line in lines if len(line) <= _LONGEST})
    fewest = _FEWEST if len(edges) > 3 else 2
    return {line for line, count in counts.items() if count >= fewest and line}


def is_running(line: str, running: set[str], placed: str = "") -> bool:
    """`placed` is the line as `repeated` was asked about it, when that is not the line alone."""
    return _like(placed or line) in running or bool(_PAGE_NUMBER.fullmatch(line.strip()))


def around(pages: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Of pages as bare lines: how many are running heads, and from where on they are running feet."""
    heads, feet = repeated([lines[:_EDGE] for lines in pages]), repeated([lines[-_EDGE:] for lines in pages])
    found = []
    for lines in pages:
        top, foot = 0, len(lines)
        while top < min(_EDGE, len(lines)) and is_running(lines[top], heads):
            top += 1
        while foot > max(len(lines) - _EDGE, top) and is_running(lines[foot - 1], feet):
            foot -= 1
        found.append((top, foot))
    return found


def _like(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split())).casefold()


def continued(pages: Sequence[list[Block]]) -> None:
    """Marks the first paragraph of a page that goes on, in the middle of a sentence, from the page before."""
    last: Block | None = None
    for blocks in pages:
        text = [block for block in blocks if block.kind != "aside"]
        if not text:
            continue
        first = text[0]
        if last and last.kind in ("paragraph", "item") and first.kind == "paragraph" and not first.continues:
            first.continues = not last.text.endswith(_ENDS) and first.text[:1].islower()
        last = text[-1]
