"""Notes to measure with: made up, seeded, as a member's device makes them, three quarters of a KiB each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from folkevalgt.models.document import Document
from tests.bench.papers import WORDS

COLOURS = ("yellow", "green", "blue", "pink")
CONTEXT = 96  # characters on each side of a quote
SIZE = range(700, 836)  # bytes a note, on the average


def running_text(chance: random.Random, length: int) -> str:
    """Norwegian words and compounds of them, some often and most seldom: plain repetition would pack too well."""
    stems = WORDS.split()
    compounds = [f"{one}s{other}" for one in stems for other in stems]
    chance.shuffle(compounds)
    known = stems[::-1] + compounds  # the last of them are the small words
    weights = [1 / (rank + 3) for rank in range(len(known))]
    words = chance.choices(known, weights, k=length // 6)
    return " ".join(word if chance.random() > 0.08 else f"{word}," for word in words)[:length]


def notes(count: int, documents: list[tuple[Document, str]], seed: int) -> list[dict[str, Any]]:
    """Each a put's fields and its `id`. `documents` are the papers with the sha-256 of their versions."""
    chance = random.Random(seed)
    text = running_text(chance, 600_000)
    made = list(_notes(chance, text, count, documents))
    mean = sum(len(msgspec.json.encode(each)) for each in made) // count
    assert mean in SIZE, f"{mean} bytes a note"
    return made


def _notes(
    chance: random.Random, text: str, count: int, documents: list[tuple[Document, str]]
) -> Iterator[dict[str, Any]]:
    moment = datetime(2026, 11, 2, 17, tzinfo=UTC)
    for number in range(count):
        document, version = chance.choice(documents)
        moment += timedelta(seconds=chance.randrange(5, 90))
        at, length, page = chance.randrange(200, len(text) - 400), chance.randrange(20, 110), chance.randrange(1, 40)
        start, top = chance.randrange(2_500), chance.uniform(60, 780)
        said = chance.randrange(len(text) - 200)
        left, right, low = chance.uniform(68, 200), chance.uniform(260, 527), top - 11.5
        corners = (left, top, right, top, left, low, right, low)
        yield {
            "id": str(uuid7(chance, moment)),
            "kind": "highlight",
            "document": str(document.id),
            "version": version,
            "page": page,
            "quote": {
                "exact": text[at : at + length],
                "prefix": text[at - CONTEXT : at],
                "suffix": text[at + length : at + length + CONTEXT],
            },
            "place": {"start": start, "end": start + length},
            "geometry": {"quads": [[round(each, 2) for each in corners]]},
            "sort": f"{page:05}|{start:06}|{int(top):05}",
            "colour": chance.choice(COLOURS),
            "text": text[said : said + chance.randrange(10, 120)] if number % 2 else "",
            "tags": ["spørsmål"] if number % 5 == 0 else [],
            "written": moment.isoformat(timespec="seconds"),
            "paper": f"PS {chance.randrange(90, 120)}/26 · {document.title}",
        }


def uuid7(chance: random.Random, moment: datetime) -> UUID:
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(
        int=(milliseconds << 80) | (7 << 76) | (chance.getrandbits(12) << 64) | (2 << 62) | chance.getrandbits(62)
    )
