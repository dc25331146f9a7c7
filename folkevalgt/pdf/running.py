"""What is repeated around the text, and what goes on from one page to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from folkevalgt.pdf.blocks import Block

_FEWEST = 3  # pages that say the same; two in a paper of two or three
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


def is_running(line: str, running: set[str]) -> bool:
    return _like(line) in running or bool(_PAGE_NUMBER.fullmatch(line.strip()))


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
