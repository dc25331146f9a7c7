"""A paper as headings, paragraphs, lists and tables: the structure layer, one JSON file per version.

It imports neither PDFium nor pdfplumber, so the server can read it without loading them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

BlockKind = Literal["heading", "paragraph", "item", "table", "figure", "aside"]


class Cell(msgspec.Struct, omit_defaults=True):
    """One cell of a table. `across` and `down` are how many columns and rows it takes."""

    text: str = ""
    header: bool = False
    across: int = 1
    down: int = 1


class Block(msgspec.Struct, omit_defaults=True):
    """One piece of a page, in reading order.

    `level` is 1 to 6 for headings and from 1 for list items; `label` is an item's own mark ("a)", "•"). A figure has
    its alternative text as `text`. `aside` is what is repeated around the text: running heads, feet, page numbers.
    `continues` says that the block goes on from the last one of the page before, in the middle of a sentence.
    Words are whole, lines joined by spaces; a table has `rows` and no `text`.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    label: str = ""
    rows: list[list[Cell]] = []
    continues: bool = False


class Structure(msgspec.Struct):
    """The pages of a paper as blocks. `source` says what they were made from: the paper's own tags, how its pages are
    laid out, or its text alone. `language` is a BCP 47 tag, or empty. A page without text has no blocks.
    """

    source: Literal["tags", "layout", "text"]
    language: str
    pages: list[list[Block]]
    schema: int = 1


def words_of(block: Block) -> str:
    """The words of a block as one text, as comparisons count in it: cells are parted by tabs, rows by lines."""
    if block.kind == "table":
        return "\n".join("\t".join(cell.text for cell in row) for row in block.rows)
    return block.text
