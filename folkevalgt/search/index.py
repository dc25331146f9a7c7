"""The job "index": what may be found is what is delivered now, no more and no less.

The index follows the deliveries. What nobody has been given is not in it, so neither are drafts, nor the words of
exempt papers: their texts are ciphertext, and no manifest names more of them than a public title. What leaves
everyone's list cannot be found from that moment, because the question goes through the deliveries too; this job then
erases it.
"""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Iterator
from typing import Any

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, database, jobs
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.models.document import DocumentVersion
from folkevalgt.models.manifest import Manifest as Listed
from folkevalgt.models.package import Delivery, Manifest
from folkevalgt.models.search import SearchPage, SearchPaper, SearchSource
from folkevalgt.search import erasing, words
from folkevalgt.search.engine import Statement, indexed

SLICE = 1.0  # seconds; then the next job goes on, and what else is due has its turn


async def keep(files: Files) -> None:
    """Brings the index in step with the deliveries, or goes on with that and orders the rest. Twice changes nothing.

    Raises what `files` does when the store cannot be reached.
    """
    until = time.monotonic() + SLICE
    for name in await _unlisted():
        await _list(name)
        if time.monotonic() > until:
            return await _go_on()
    async with database.write_tx() as db:  # after the new lists are there: what they name too, stays
        await erasing.hold(db)
        if await erasing.erase(db):
            await jobs.order(db, "index", {"scrub": True})
    for source in await SearchSource.filter(made_at=None, titles=False).using_db(database.ro()).order_by("id"):
        await _read(files, source)
        if time.monotonic() > until:
            return await _go_on()


async def _go_on() -> None:
    async with database.write_tx() as db:
        waiting = jobs.Job.filter(kind="index", args={}, done_at=None, tries=0).using_db(db)
        if not await waiting.exists():
            await jobs.order(db, "index", {})


async def _unlisted() -> list[str]:
    """Manifests that someone has been given and that are not in the index, the newest meetings first."""
    known = SearchSource.filter(titles=True).using_db(database.ro()).values_list("name", flat=True)
    given = Delivery.all().using_db(database.ro()).distinct().order_by("-package__meeting__date", "manifest_id")
    there = {str(name) for name in await known}
    names = [str(name) for name, _ in await given.values_list("manifest_id", "package__meeting__date")]
    return [name for name in names if name not in there]


async def _list(name: str) -> None:
    """A manifest's titles; its texts wait to be read."""
    async with database.write_tx() as db:
        await erasing.hold(db)
        row = await Manifest.get_or_none(sha256=name, using_db=db)
        given = await Delivery.filter(manifest_id=name).using_db(db).exists()
        if row is None or not given or await SearchSource.filter(name=name).using_db(db).exists():
            return
        listed = msgspec.json.decode(gzip.decompress(row.body), type=Listed)
        source = await SearchSource.create(using_db=db, name=name, titles=True, made_at=clock.now())
        texts = await _texts(db, {each.version.text for each in listed.documents if each.version and each.version.text})
        told = list(_papers(listed))
        papers = [SearchPaper(manifest_id=source.id, text_id=texts.get(text or ""), **row) for row, text, _ in told]
        await SearchPaper.bulk_create(papers, using_db=db)
        rows = await SearchPaper.filter(manifest_id=source.id).using_db(db).values_list("id", "place")
        ids = {place: row for row, place in rows}
        stems = [(ids[row["place"]], words.stems(row["title"]), words.stems(context)) for row, _, context in told]
        ask = Statement(db)
        made = [(row, indexed(title, ask.on_sqlite), indexed(beside, ask.on_sqlite)) for row, title, beside in stems]
        table = ask.table(made, "rowid bigint, title tsvector, context tsvector")
        await ask.rows(
            f"INSERT INTO searchpaperwords (rowid, title, context) SELECT rowid, title, context FROM {table}"
        )
        await _use(db, source.id, {each for _, *both in stems for known in both for each in words.compounds(known)})


def _papers(listed: Listed) -> Iterator[tuple[dict[str, Any], str | None, str]]:
    """Every item and every paper as a row, the name of its text, and what it is found by beside its title."""
    whole = {"package": listed.package, "committee": listed.committee.id, "date": listed.meeting.date}
    whole["committee_name"] = listed.committee.name
    items = {item.id: f"{item.number} {item.title}".strip() for item in listed.items}
    for place, item in enumerate(listed.items):
        yield whole | {"item": item.id, "kind": "item", "title": items[item.id], "place": place}, None, ""
    for place, each in enumerate(listed.documents, len(items)):
        row = whole | {"item": each.item or "", "document": each.id, "kind": each.kind, "title": each.title}
        yield row | {"place": place}, each.version.text if each.version else None, items.get(each.item or "", "")


async def _texts(db: BaseDBAsyncClient, names: set[str]) -> dict[str, int]:
    """The sources of these texts, new ones if need be."""
    new = [SearchSource(name=name, titles=False) for name in sorted(names)]
    await SearchSource.bulk_create(new, ignore_conflicts=True, using_db=db)
    return dict(await SearchSource.filter(name__in=list(names)).using_db(db).values_list("name", "id")) if names else {}


async def _read(files: Files, source: SearchSource) -> None:
    try:
        layer = await files.get(source.name)
    except Refusal:  # forgotten meanwhile; the lists that named it are, or will be, others
        layer = b"[]"
    try:
        pages = msgspec.json.decode(layer, type=list[str])
    except msgspec.DecodeError:  # ciphertext, or not whole
        pages = []
    stems = await asyncio.to_thread(lambda: [words.stems(page) for page in pages])
    async with database.write_tx() as db:
        await erasing.hold(db)
        waits = await SearchSource.filter(id=source.id, made_at=None).using_db(db).update(made_at=clock.now())
        is_open = DocumentVersion.filter(text_sha256=source.name, content_key=None).using_db(db)
        if waits and await is_open.exists():
            await _pages(
                db, source.id, [(at, body, stems[at - 1]) for at, body in enumerate(pages, 1) if stems[at - 1]]
            )


async def _pages(db: BaseDBAsyncClient, source: int, pages: list[tuple[int, str, list[str]]]) -> None:
    rows = [SearchPage(text_id=source, page=page, body=body.replace("\0", "")) for page, body, _ in pages]
    await SearchPage.bulk_create(rows, using_db=db)
    ids = dict(await SearchPage.filter(text_id=source).using_db(db).values_list("page", "id"))
    ask = Statement(db)
    made = [(ids[page], indexed(known, ask.on_sqlite)) for page, _, known in pages]
    table = ask.table(made, "rowid bigint, words tsvector")
    await ask.rows(f"INSERT INTO searchpagewords (rowid, words) SELECT * FROM {table}")
    await _use(db, source, {each for _, _, known in pages for each in words.compounds(known)})


async def _use(db: BaseDBAsyncClient, source: int, vocabulary: set[str]) -> None:
    told = [(word,) for word in sorted(vocabulary)]
    ask = Statement(db)
    new = f"SELECT word FROM {ask.table(told, 'word text')} WHERE TRUE"  # or SQLite reads ON as of a join
    await ask.rows(f"INSERT INTO searchword (word) {new} ON CONFLICT DO NOTHING")
    ask = Statement(db)
    used = f"SELECT w.id, {ask.put(source)} FROM searchword w JOIN {ask.table(told, 'word text')} ON told.word = w.word"
    await ask.rows(f"INSERT INTO searchuse (word_id, source_id) {used}")
