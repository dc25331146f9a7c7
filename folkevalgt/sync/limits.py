"""How much a note may hold. What is too much, or cannot be drawn, is said in a word of its own."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from uuid import UUID

import msgspec

from folkevalgt.sync.shapes import NoteContent, NoteGeometry, NoteQuote, RunPlan

TEXT = 20_000  # code points
QUOTE, CONTEXT = 2_000, 128  # code points
INK = SELECTION = 64 << 10  # bytes of JSON; of UTF-8
TAGS, TAG = 20, 50
SHORT, LABEL = 64, 500  # code points: sort keys and times; what the paper was called
LINES, LINE = 50, 200  # of each list in a run sheet; code points
DAY = 1440  # minutes
PAGES = 100_000
NUMBER = 1 << 53  # JavaScript's whole numbers
FILE = re.compile(r"[0-9a-f]{64}")
CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|")


def broken(content: NoteContent) -> str:
    """Why this may not be kept: a word, or nothing."""
    if len(content.text) > TEXT:
        return "text_too_long"
    accepted = content.accepted
    quotes = [content.quote, accepted.quote if accepted else None]
    geometries = [content.geometry, accepted.geometry if accepted else None]
    if any(each and len(msgspec.json.encode(each)) > INK for each in geometries):
        return "ink_too_large"
    if any(each and _too_long(each) for each in quotes):
        return "quote_too_long"
    return "" if all(_sound(content, [each for each in geometries if each])) else "bad_note"


def _too_long(quote: NoteQuote) -> bool:
    return len(quote.exact) > QUOTE or len(quote.prefix) > CONTEXT or len(quote.suffix) > CONTEXT


def _sound(content: NoteContent, geometries: list[NoteGeometry]) -> Iterator[bool]:
    yield 1 <= content.page <= PAGES
    yield len(content.tags) <= TAGS and all(0 < len(tag) <= TAG for tag in content.tags)
    yield len(content.sort) <= SHORT and len(content.written) <= SHORT and len(content.package) <= SHORT
    yield len(content.paper) <= LABEL and len(content.selection.encode()) <= SELECTION
    accepted = content.accepted
    if accepted:
        yield 1 <= accepted.page <= PAGES and FILE.fullmatch(accepted.version) is not None
    for place in (content.place, accepted.place if accepted else None):
        yield place is None or 0 <= place.start <= place.end < NUMBER
    for each in geometries:
        yield all(len(quad) == 8 for quad in each.quads) and all(len(path) % 2 == 0 for path in each.paths)
    yield content.place_in_order is None or math.isfinite(content.place_in_order)
    yield content.minutes is None or 0 <= content.minutes <= DAY
    yield len(content.item) <= SHORT and CLOCK.fullmatch(content.begins) is not None
    yield content.plan is None or _small(content.plan)


def _small(plan: RunPlan) -> bool:
    lists = (plan.motions, plan.votes, plan.disqualified, plan.substitutes)
    return all(len(each) <= LINES and all(len(line) <= LINE for line in each) for each in lists)


def id_of(text: str) -> str:
    """An id in its one form; empty when it is none."""
    try:
        return str(UUID(text)) if len(text) == 36 else ""
    except ValueError:
        return ""
