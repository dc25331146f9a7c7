"""Four write at once on PostgreSQL, and a device that reads by cursor meanwhile misses nothing."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import database
from folkevalgt.models.note import LogHead
from folkevalgt.sync import head
from tests.engines import LONG, ON_POSTGRES
from tests.papers import item, meeting, paper, published, version
from tests.world import Visitor

pytestmark = [pytest.mark.anyio, ON_POSTGRES]

WRITERS = 4
ROWS = 10_000 if LONG else 2_000
EACH = 5  # mutations in one request
Take = Callable[[BaseDBAsyncClient], Awaitable[LogHead]]


async def write(member: Visitor, about: dict[str, Any], rows: int) -> set[str]:
    """One device of the member's; the ids of what was acknowledged."""
    client, written = str(uuid4()), set()
    for first in range(1, rows + 1, EACH):
        ids = [str(uuid4()) for _ in range(EACH)]
        mutations = [
            {"mid": mid, "op": "put", "id": id, "base": 0, "fields": {"kind": "comment", "text": id, **about}}
            for mid, id in enumerate(ids, first)
        ]
        told = await member.post("/api/notes/push", {"client": client, "schema": 1, "mutations": mutations})
        assert {each["is"] for each in told.json()["replies"]} == {"ok"}, told.text
        written |= set(ids)
    return written


async def read(member: Visitor, done: asyncio.Event) -> set[str]:
    """Another device of the member's, which asks for what is new until everything is written, and once more."""
    seen, cursor, last = set(), "", False
    while True:
        page = (await member.get(f"/api/notes/pull?cursor={cursor}&limit=200")).json()
        assert not page.get("reset"), page
        seen |= {change["id"] for change in page["changes"]}
        cursor = page["cursor"]
        if last and not page["more"]:
            return seen
        last = done.is_set()


async def missed(member: Visitor, about: dict[str, Any], rows: int) -> int:
    done = asyncio.Event()
    reading = asyncio.create_task(read(member, done))
    written = await asyncio.gather(*(write(member, about, rows // WRITERS) for _ in range(WRITERS)))
    done.set()
    return len(set().union(*written) - await reading)


@pytest.fixture
async def about(world) -> dict[str, Any]:
    await published(world, meeting(item("plan", 112, paper("framlegg", "IKT-plan"))))
    newest = await version("framlegg")
    return {"document": str(newest.document_id), "version": newest.sha256}


def held_up(take: Take, monkeypatch: pytest.MonkeyPatch, long: float = 0.02) -> None:
    """Between taking numbers and committing one in ten takes `long` seconds: else they happen to keep their order."""
    chance = random.Random(1)

    async def hold(db: BaseDBAsyncClient) -> LogHead:
        found = await take(db)
        await asyncio.sleep(long if chance.random() < 0.1 else 0)
        return found

    monkeypatch.setattr(head, "hold", hold)


async def test_a_reader_by_cursor_misses_none_of_what_four_write_at_once(visit, about, monkeypatch):
    held_up(head.hold, monkeypatch)
    async with visit("ordforer") as member:
        assert await missed(member, about, ROWS) == 0


async def test_numbers_from_a_sequence_outside_the_lock_would_be_missed(visit, about, monkeypatch):
    """The planted twin: the same log, but whoever writes takes numbers from a sequence and holds nothing."""
    async with database.write_tx() as db:
        await head.hold(db)
        await db.execute_script(f"CREATE SEQUENCE outside INCREMENT {EACH * 10}")

    async def numbers(db: BaseDBAsyncClient) -> LogHead:
        found = await LogHead.filter(id=1).using_db(db).get()
        found.seq = (await db.execute_query("SELECT nextval('outside') AS first"))[1][0]["first"]
        return found

    async def told(db: BaseDBAsyncClient, found: LogHead) -> None:
        await db.execute_query(f"UPDATE loghead SET seq = greatest(seq, {found.seq})")

    held_up(numbers, monkeypatch, long=0.5)
    monkeypatch.setattr(head, "rise", told)
    async with visit("ordforer") as member:
        found = [await missed(member, about, 300) for _ in range(3)]
    assert any(found)
