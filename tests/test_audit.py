"""The log is a chain: what was changed, taken out or cut off is found."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from uuid import uuid4

import pytest

from folkevalgt import audit, database
from folkevalgt.models.audit import AuditEntry

pytestmark = pytest.mark.anyio


async def record(number: int) -> None:
    async with database.write_tx() as db:
        await audit.record(db, "worker", "delivered", f"pakke {number}", people=[uuid4()], note="ærlig «tekst»", n=1.5)


async def forge_whole(entry: AuditEntry) -> None:
    """A row changed with its own hash made anew: the next row tells."""
    entry.actor = "noen andre"
    entry.hash = audit._hash(entry)
    await entry.save()


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
