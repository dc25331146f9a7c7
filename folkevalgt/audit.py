"""The log of what was done and of what became visible to whom. Hash-chained: a changed or missing row is found.

It holds ids, words and counts, and the reason that a person gave for taking a paper back or opening it; never titles,
texts or notes. The oldest rows may go by age.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, database
from folkevalgt.models.audit import AuditEntry, AuditHead

GENESIS = "0" * 64
LET_GO = "log_let_go"


async def hold(db: BaseDBAsyncClient) -> AuditHead:
    """The newest link, held until the transaction ends: whoever would log something waits."""
    heads = database.locked(AuditHead.filter(id=1), db)
    head = await heads.first()
    if head is None:  # the very first row; of two who begin at once, one makes the head and the other waits for it
        await AuditHead.bulk_create([AuditHead(id=1, seq=0, hash=GENESIS)], ignore_conflicts=True, using_db=db)
        head = await heads.get()
    return head


async def record(db: BaseDBAsyncClient, actor: str, action: str, subject: str, **detail: Any) -> None:
    """Adds one row in the caller's transaction. `actor` is a person's id, "worker" or "cli"; `subject` an id."""
    head = await hold(db)
    entry = AuditEntry(
        seq=head.seq + 1,
        at=clock.now().isoformat(),
        actor=actor,
        action=action,
        subject=subject,
        detail=msgspec.to_builtins(detail),
        previous=head.hash,
    )
    entry.hash = _hash(entry)
    await entry.save(using_db=db, force_create=True)
    head.seq, head.hash = entry.seq, entry.hash
    await head.save(using_db=db)


def _hash(entry: AuditEntry) -> str:
    row = [entry.seq, entry.at, entry.actor, entry.action, entry.subject, entry.detail, entry.previous]
    return hashlib.sha256(msgspec.json.encode(row, order="sorted")).hexdigest()


async def let_go(before: datetime) -> int:
    """Removes the oldest rows, those from before a time; returns how many. The rest is still a whole chain.

    The last link that goes stays on the head, and in a row of the chain itself: an end that was moved is found.
    """
    async with database.write_tx() as db:
        head = await hold(db)
        staying = AuditEntry.filter(seq__gt=head.gone_seq, at__gte=_at(before)).using_db(db).order_by("seq")
        first = await staying.first()  # by number, and not by time alone: a clock that was set back removes no middle
        last = await AuditEntry.get_or_none(seq=(first.seq if first else head.seq + 1) - 1, using_db=db)
        if last is None or last.seq <= head.gone_seq:
            return 0
        gone = await AuditEntry.filter(seq__lte=last.seq).using_db(db).delete()
        await AuditHead.filter(id=1).using_db(db).update(gone_seq=last.seq, gone_hash=last.hash)
        await record(db, "worker", LET_GO, "", seq=last.seq, hash=last.hash)
        return gone


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


async def first_broken() -> int | None:
    """The number of the first row that does not follow from the one before it; None when the chain is whole."""
    head = await AuditHead.filter(id=1).using_db(database.ro()).first()
    if head is None:
        last = await AuditEntry.all().using_db(database.ro()).order_by("-seq").first()
        return last.seq + 1 if last else None
    previous: str = head.gone_hash
    seq: int = head.gone_seq
    gone, anchored = seq, seq == 0
    while rows := await AuditEntry.filter(seq__gt=seq).using_db(database.ro()).order_by("seq").limit(1000):
        for row in rows:
            if row.seq != seq + 1 or row.previous != previous or row.hash != _hash(row):
                return seq + 1
            previous, seq = row.hash, row.seq
            if seq == head.seq and previous != head.hash:
                return seq
            anchored |= row.action == LET_GO and row.detail == {"seq": gone, "hash": head.gone_hash}
    if not anchored:
        return gone + 1
    return None if head.seq <= seq else seq + 1


async def holds(seq: int, hash: str) -> bool:
    """Whether a link that was seen once is still in the chain, or old enough to have been let go."""
    db = database.ro()
    head = await AuditHead.filter(id=1).using_db(db).first()
    if head and seq <= head.gone_seq:
        return seq < head.gone_seq or hash == head.gone_hash
    return (seq, hash) == (0, GENESIS) or await AuditEntry.filter(seq=seq, hash=hash).using_db(db).exists()
