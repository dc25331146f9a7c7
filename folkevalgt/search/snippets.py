"""What surrounds a hit, with the words that were found marked."""

from __future__ import annotations

from collections.abc import Sequence

from folkevalgt.search import words
from folkevalgt.search.asked import Clause
from folkevalgt.search.shapes import SearchPiece

LONGEST = 200  # characters, the dots where it is cut included
LEAD = 40  # characters before the first hit, when there is room
CUT = "…"
Span = tuple[int, int, int]  # of a hit in the text: from, to, and which clause it is of


def around(text: str, clauses: Sequence[Clause]) -> list[SearchPiece]:
    """Where most of the clauses stand together; the beginning of the text when they stand in its title alone."""
    hits = _hits(text, clauses)
    start = _start(hits, text)
    room = LONGEST - len(CUT) * ((start > 0) + (len(text) - start > LONGEST - len(CUT) * (start > 0)))
    end = min(len(text), start + room)
    if end < len(text):  # between words, if there is a space to be found
        end = next((at for at in range(end, max(start, end - 30), -1) if text[at].isspace()), end)
    pieces = [(CUT, False)] if start else []
    at = start
    for left, right, _ in hits:
        if left >= at and right <= end:
            pieces += [(text[at:left], False), (text[left:right], True)]
            at = right
    pieces += [(text[at:end], False), (CUT if end < len(text) else "", False)]
    return _joined(pieces)


def _hits(text: str, clauses: Sequence[Clause]) -> list[Span]:
    found = list(words.words(text))
    known = [word for word, _, _ in found]
    ways: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, clause in enumerate(clauses):
        for way in clause.ways:
            ways.setdefault(way[0], []).append((way, number))
    hits: list[Span] = []
    for at, word in enumerate(known):
        for way, number in ways.get(word, ()):
            if len(way) == 1 or tuple(known[at : at + len(way)]) == way:
                hits.append((found[at][1], found[at + len(way) - 1][2], number))
                break
    return hits


def _start(hits: list[Span], text: str) -> int:
    best, start = 0, 0
    for at, (left, _, _) in enumerate(hits):
        near = {number for begin, end, number in hits[at : at + 40] if end - left <= LONGEST - LEAD - 2 * len(CUT)}
        if len(near) > best:
            best, start = len(near), left
    start = max(0, start - LEAD)
    if start == 0 or len(text) <= LONGEST:
        return 0
    return next((at + 1 for at in range(start, start + LEAD) if text[at].isspace()), start)


def _joined(pieces: list[tuple[str, bool]]) -> list[SearchPiece]:
    """Runs of the same kind as one, lines and spaces as one space."""
    made: list[SearchPiece] = []
    for text, hit in pieces:
        shown = " ".join(f"|{text}|".split())[1:-1] if text else ""
        if made and made[-1].hit == hit:
            made[-1].text += shown
        elif shown:
            made.append(SearchPiece(shown, hit))
    return made
