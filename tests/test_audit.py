"""The log is a chain: what was changed, taken out or cut off is found."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest

from folkevalgt import audit, clock, database
from folkevalgt.models.audit import AuditEntry, AuditHead

pytestmark = pytest.mark.anyio


async def record(number: int) -> None:
    async with database.write_tx() as db:
        await audit.record(db, "worker", "delivered", f"pakke {number}", people=[uuid4()], note="ærlig «tekst»", n=1.5)


async def forge_whole(entry: AuditEntry) -> None:
    """A row changed with its own hash made anew: the next row tells."""
    entry.actor = "noen andre"
    entry.hash = audit._hash(entry)
    await entry.save()


async def cut_away(entry: AuditEntry) -> None:
    """The first rows taken out, as if by age."""
    await AuditHead.all().update(gone_seq=entry.seq, gone_hash=entry.hash)
    await AuditEntry.filter(seq__lte=entry.seq).delete()


async def move_to_the_end(entry: AuditEntry) -> None:
    await entry.delete()
    await AuditEntry.create(**dict(entry) | {"seq": 6})


FORGERIES: dict[str, tuple[Callable[[AuditEntry], Awaitable[object]], int]] = {
    "changed": (lambda entry: AuditEntry.filter(seq=entry.seq).update(actor="noen andre"), 3),
    "detail changed": (lambda entry: AuditEntry.filter(seq=entry.seq).update(detail={"people": []}), 3),
    "removed": (lambda entry: entry.delete(), 3),
    "forged whole": (forge_whole, 4),
    "cut off": (lambda entry: AuditEntry.filter(seq__gte=entry.seq).delete(), 3),
    "moved to the end": (move_to_the_end, 3),
    "everything gone": (lambda entry: AuditEntry.all().delete(), 1),
    "the head gone": (lambda entry: AuditHead.all().delete(), 6),
    "another head": (lambda entry: AuditHead.all().update(hash="f" * 64), 5),
    "a beginning that was let go by nobody": (lambda entry: cut_away(entry), 4),
}


async def test_an_untouched_log_is_whole(db):
    assert await audit.first_broken() is None
    for number in range(5):
        await record(number)
    assert await audit.first_broken() is None


@pytest.mark.parametrize(("forge", "broken_at"), FORGERIES.values(), ids=FORGERIES)
async def test_a_forged_log_is_found_out(db, forge, broken_at):
    for number in range(5):
        await record(number)
    await forge(await AuditEntry.get(seq=3))
    assert await audit.first_broken() == broken_at


async def test_what_was_not_done_is_not_in_the_log(db):
    await record(1)
    with suppress(ZeroDivisionError):
        async with database.write_tx() as writing:
            await audit.record(writing, "cli", "publish", "pakke")
            raise ZeroDivisionError
    await record(2)
    assert (await AuditEntry.all().count(), await audit.first_broken()) == (2, None)


async def test_many_at_once_make_one_chain_from_the_very_first(db):
    await asyncio.gather(*(record(number) for number in range(12)))
    assert (await AuditEntry.all().count(), await audit.first_broken()) == (12, None)


async def test_a_long_log_is_checked_to_its_end(db):
    await record(0)
    rows = [await AuditEntry.get(seq=1)]
    for seq in range(2, 1006):
        entry = AuditEntry(seq=seq, at="", actor="cli", action="tick", subject="", previous=rows[-1].hash)
        entry.hash = audit._hash(entry)
        rows.append(entry)
    await AuditEntry.bulk_create(rows[1:])
    assert await audit.first_broken() is None
    await AuditEntry.filter(seq=1003).update(action="tock")
    assert await audit.first_broken() == 1003


@pytest.fixture
async def aged(db, clock_at) -> None:
    """Five rows, a day between each, of which the first three are let go."""
    now = clock.now()
    for number in range(5):
        clock_at(now + timedelta(days=number))
        await record(number)
    assert await audit.let_go(now + timedelta(days=3)) == 3


async def test_what_is_old_is_let_go_and_the_rest_is_whole(aged):
    assert [(row.seq, row.action) for row in await AuditEntry.all().order_by("seq")] == [
        (4, "delivered"),
        (5, "delivered"),
        (6, audit.LET_GO),
    ]
    assert await audit.first_broken() is None
    assert await audit.let_go(clock.now() - timedelta(days=1)) == 0
    await record(7)
    assert await audit.let_go(clock.now() + timedelta(days=1)) == 4  # all of it
    assert (await AuditEntry.all().count(), await audit.first_broken()) == (1, None)


AGED: dict[str, tuple[Callable[[], Awaitable[object]], int]] = {
    "changed": (lambda: AuditEntry.filter(seq=5).update(actor="noen andre"), 5),
    "removed": (lambda: AuditEntry.filter(seq=5).delete(), 5),
    "the oldest removed": (lambda: AuditEntry.filter(seq=4).delete(), 4),
    "the end moved": (lambda: move_the_end(), 5),
    "the end unsaid": (lambda: AuditHead.all().update(gone_seq=0, gone_hash=audit.GENESIS), 1),
    "the head gone": (lambda: AuditHead.all().delete(), 7),
}


async def move_the_end() -> None:
    await cut_away(await AuditEntry.get(seq=4))


@pytest.mark.parametrize(("forge", "broken_at"), AGED.values(), ids=AGED)
async def test_a_forged_rest_is_found_out(aged, forge, broken_at):
    await forge()
    assert await audit.first_broken() == broken_at


async def test_a_link_that_was_seen_is_known_again(aged):
    row, other = await AuditEntry.get(seq=5), await AuditEntry.get(seq=4)
    assert [await audit.holds(seq, row.hash) for seq in (5, 4, 6, 2)] == [True, False, False, True]
    assert await audit.holds(4, other.hash)
    assert await audit.holds(0, audit.GENESIS)


async def test_a_clock_that_was_set_back_removes_no_middle(db, clock_at):
    now = clock.now()
    for days in (0, 9, 1, 9):
        clock_at(now + timedelta(days=days))
        await record(days)
    assert await audit.let_go(now + timedelta(days=5)) == 1
    assert await audit.first_broken() is None
