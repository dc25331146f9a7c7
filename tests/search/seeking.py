"""Papers with words in them, and somebody who looks for those."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import msgspec

from folkevalgt.models.document import DocumentVersion
from folkevalgt.models.package import Package
from folkevalgt.publishing.publish import publish
from folkevalgt.search import index
from folkevalgt.search.find import find
from folkevalgt.search.shapes import SearchAnswer, SearchHit
from tests.papers import harvested, item, meeting, paper, version
from tests.world import World

OTHER = "Hovedutvalg for oppvekst og levekår"


async def paged(world: World, name: str, pages: list[str]) -> None:
    """Gives a harvested paper another text layer, of as many pages as a test needs."""
    text = await world.files.put(msgspec.json.encode(pages))
    row = await version(name)
    await DocumentVersion.filter(id=row.id).update(text_sha256=text, text_size=1, pages=len(pages))


async def laid_out(world: World, texts: dict[str, list[str]], name: str = "levering", **more: Any) -> Package:
    """Published and indexed: an item for each paper, by its name; the titles say nothing of the texts."""
    items = [item(f"sak {each}", number, paper(each)) for number, each in enumerate(texts, 201)]
    package = await harvested(world, meeting(*items, **more), name)
    for each, pages in texts.items():
        await paged(world, each, pages)
    await publish(package.id, "cli")
    await index.keep(world.files)
    return package


async def ask(world: World, person: str, typed: str, start: int = 0, **filters: str) -> SearchAnswer:
    return await find(world.person(person).id, typed, filters, start)


def places(answer: SearchAnswer) -> list[tuple[str, int]]:
    return [(hit.title, hit.page) for hit in answer.hits]


def shown(hit: SearchHit) -> str:
    """A snippet with its marks: "en [reguleringsplan] for sentrum"."""
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in hit.snippet)


def kept(world: World, needle: str) -> list[str]:
    """Files of a SQLite database, its log included, in which a word or most of one stands."""
    database = world.settings.home_path / "folkevalgt.sqlite3"
    wanted = needle.encode()[2:]  # an index keeps of a word what differs from the one before
    return [each.name for each in database.parent.glob(f"{database.name}*") if wanted in each.read_bytes()]


def on_disk(world: World, question: str) -> list[Any]:
    with closing(sqlite3.connect(world.settings.home_path / "folkevalgt.sqlite3")) as db:
        return db.execute(question).fetchall()
