"""What goes over the wire of the search in everything someone may see."""

from __future__ import annotations

from typing import Literal

import msgspec


class SearchPiece(msgspec.Struct):
    """A run of a snippet; `hit` says that it is what was asked for."""

    text: str
    hit: bool


class SearchHit(msgspec.Struct):
    """One page of a paper, or, with `page` 0, a title: of the paper, or of an item when `document` is null."""

    package: str
    committee: str
    date: str
    item: str
    document: str | None
    kind: str
    title: str
    page: int
    snippet: list[SearchPiece]


class SearchFilter(msgspec.Struct):
    """A value to filter by, and how many hits there are that the asker may see."""

    value: str
    name: str
    hits: int


class SearchAnswer(msgspec.Struct):
    """`total` counts only what the asker may see. `more` says that asking with a higher `from` gives further hits."""

    total: int
    more: bool
    hits: list[SearchHit]
    committees: list[SearchFilter]
    years: list[SearchFilter]
    kinds: list[SearchFilter]
    refused: Literal["", "too_short"] = ""
