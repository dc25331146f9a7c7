"""Under which heading a paragraph stands, and whether it is part of a proposal for a decision."""

from __future__ import annotations

import re

from folkevalgt.pdf.blocks import Block

# What case papers in bokmål and nynorsk call the text that is to be decided.
PROPOSAL = re.compile(
    r"\b(?:forslag|framlegg|fremlegg|utkast) til (?:\w+ )?(?:vedtak|innstilling|tilråding|uttalelse|uttale|fråsegn)\b"
    r"|\b(?:vedtaksforslag|vedtaksframlegg|innstilling|tilråding|rår til)\b|\A(?:vedtak|samrøystes vedtak)\b:?",
    re.IGNORECASE,
)
SHORT = 8  # words: a short line that ends in a colon heads what follows it


class Headings:
    """The headings above the place one has come to; feed it every block of a paper in order."""

    def __init__(self) -> None:
        self._above: dict[int, str] = {}
        self._line = ""  # a line with a colon, for papers that have no real headings

    def over(self, block: Block, text: str) -> tuple[str, bool]:
        """The nearest heading, "" for none, its own if it is one; and whether it is part of a proposal."""
        text = " ".join(text.split())
        if block.kind == "heading":
            self._above = {level: said for level, said in self._above.items() if level < block.level} | {
                block.level: text
            }
            self._line = ""
        elif block.kind == "paragraph" and text.endswith(":") and len(text.split()) <= SHORT:
            self._line = text.rstrip(":") if not self._above or PROPOSAL.search(text) else ""
        said = [*(self._above[level] for level in sorted(self._above)), *([self._line] if self._line else [])]
        return (said[-1][:200] if said else ""), any(PROPOSAL.search(each) for each in said)
