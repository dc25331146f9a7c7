"""The log of what was done and of what became visible to whom. Hash-chained: a changed or missing row is found.

It holds ids, words and counts, never titles, texts or notes.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, database
from folkevalgt.models.audit import AuditEntry, AuditHead

GENESIS = "0" * 64


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


async def first_broken() -> int | None:
    """The number of the first row that does not follow from the one before it; None when the chain is whole."""
    previous, seq = GENESIS, 0
    head = await AuditHead.filter(id=1).using_db(database.ro()).first()
    while True:
        rows = await AuditEntry.filter(seq__gt=seq).using_db(database.ro()).order_by("seq").limit(1000)
        for row in rows:
            if row.seq != seq + 1 or row.previous != previous or row.hash != _hash(row):
                return seq + 1
            previous, seq = row.hash, row.seq
        if not rows:
            return None if (head.seq if head else 0) <= seq else seq + 1
