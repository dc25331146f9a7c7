"""What the server does for a pull, beside the same rows by the bare driver.

The limit is against rows that can be read: each note lies under its author's key, and opening it is part of having it.
What the ciphered rows alone cost is shown beside.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import msgspec

from folkevalgt import crypto
from folkevalgt.config import Settings
from folkevalgt.models.note import NoteKey
from folkevalgt.sync import pull, push
from tests.bench import Row, ratio_at_most
from tests.bench.notes import published
from tests.bench.notes_made import notes
from tests.bench.served import home, peopled
from tests.postgres import running

CHANGES = 1_000
BEFORE = 9_000  # that the device has already
ROUNDS = 25
COLUMNS = (
    "id, author_id, kind, scope, document_id, version, parent_id, conflict_of, ver, deleted, created_at, changed_at"
)
LIMIT = 1.6
UNJUDGED = {"limit": "", "ok": True}


async def bench_notes_rows_sqlite() -> list[Row]:
    """1,000 changes of 10,000 notes for a device that has the others, beside the same rows by sqlite3 in a thread"""
    with home() as settings:
        async with peopled(settings) as world:
            person, cursor, key = await written(settings, world)
            path = settings.database_url.removeprefix("sqlite://")
            with closing(sqlite3.connect(path, check_same_thread=False)) as bare:
                statement = f"SELECT {COLUMNS}, body FROM note WHERE author_id = ? AND ver > ? ORDER BY ver LIMIT 2000"

                async def rows() -> list[Any]:
                    given = (str(person), BEFORE)
                    return await asyncio.to_thread(lambda: bare.execute(statement, given).fetchall())

                return await measured(settings, person, cursor, key, rows)


async def bench_notes_rows_postgres() -> list[Row]:
    """1,000 changes of 10,000 notes for a device that has the others, beside the same rows by asyncpg"""
    import asyncpg

    with running() as cluster:
        name = cluster.create()
        with home(cluster.url(name)) as settings:
            async with peopled(settings) as world:
                person, cursor, key = await written(settings, world)
                cluster.run("ANALYZE", name)  # what a server does by itself in time
                bare = await asyncpg.connect(settings.database_url)
                found = f"SELECT {COLUMNS}, body FROM note WHERE author_id = $1 AND ver > $2 ORDER BY ver LIMIT 2000"
                try:
                    return await measured(settings, person, cursor, key, lambda: bare.fetch(found, person, BEFORE))
                finally:
                    await bare.close()


async def written(settings: Settings, world: Any) -> tuple[UUID, str, crypto.AuthorKey]:
    """A person with 10,000 notes, the cursor of a device that lacks the last 1,000, and the key to them."""
    key, person, client = crypto.instance_key(settings), world.person("ordforer").id, str(uuid4())
    made, cursor = notes(BEFORE + CHANGES, await published(world), 1), ""
    for first in range(0, len(made), push.MOST):
        some = [
            {
                "mid": mid,
                "op": "put",
                "id": each["id"],
                "base": 0,
                "fields": {k: v for k, v in each.items() if k != "id"},
            }
            for mid, each in enumerate(made[first : first + push.MOST], first + 1)
        ]
        body = msgspec.json.encode({"client": client, "schema": 1, "mutations": some})
        await push.push(key, person, push.understood(body))
        if first + push.MOST == BEFORE:
            cursor, more = "", True
            while more:
                page = msgspec.json.decode(await pull.pull(key, person, cursor))
                cursor, more = page["cursor"], page["more"]
    sealed = (await NoteKey.get(person_id=person)).sealed
    return person, cursor, key.author(sealed, person)


async def measured(
    settings: Settings, person: UUID, cursor: str, own: crypto.AuthorKey, bare: Callable[[], Awaitable[list[Any]]]
) -> list[Row]:
    key = crypto.instance_key(settings)

    async def ours() -> int:
        return len(msgspec.json.decode(await pull.pull(key, person, cursor))["changes"])

    async def alone() -> bytes:
        return await pull.pull(key, person, cursor)

    async def opened() -> list[bytes]:
        return [own.open(row[-1], str(row[0])) for row in await bare()]

    assert await ours() == CHANGES
    assert len(await bare()) == CHANGES
    took: dict[str, list[float]] = {"ours": [], "rows": [], "opened": []}
    for turn in range(ROUNDS):
        sides = [("ours", alone), ("rows", bare), ("opened", opened)]
        for name, side in sides if turn % 2 else reversed(sides):
            began = time.perf_counter()
            await side()
            took[name].append((time.perf_counter() - began) * 1000)
    return [
        Row("the rows, bare", sorted(took["rows"])[ROUNDS // 2], "ms"),
        Row("the rows, each deciphered", sorted(took["opened"])[ROUNDS // 2], "ms"),
        replace(ratio_at_most("pull, beside the rows still ciphered", took["ours"], "ms", took["rows"], 0), **UNJUDGED),
        ratio_at_most("pull, beside the rows deciphered", took["ours"], "ms", took["opened"], LIMIT),
    ]
