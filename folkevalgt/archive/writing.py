"""One meeting's transaction: what is known in it, and what it leaves to be done after it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock
from folkevalgt.archive.held import Held, save
from folkevalgt.archive.plan import Plan
from folkevalgt.archive.report import Lines
from folkevalgt.archive.screening import Exempt
from folkevalgt.archive.titles import Titles
from folkevalgt.archive.withdrawals import Row, come_back
from folkevalgt.crypto import InstanceKey
from folkevalgt.models.document import Exemption


class Writing:
    """`changed` tells whether more than the time of looking was written, `narrowed` whether someone may read less now.

    `forget` gathers the names of readable files that must go when the transaction is committed; `hidden` tells that
    something was readable before, so that earlier descriptions of the meeting must go too.
    """

    def __init__(self, db: BaseDBAsyncClient, plan: Plan, there: Held, key: InstanceKey, lines: Lines) -> None:
        self.db, self.plan, self.there, self.lines = db, plan, there, lines
        self.now = clock.now()
        self.titles = Titles(key)
        self.forget: list[str] = []
        self.changed = False
        self.narrowed = False
        self.hidden = False

    def note(self, written: bool = False, narrowed: bool = False) -> None:
        self.changed |= written or narrowed
        self.narrowed |= narrowed

    async def put(self, row: Row, values: dict[str, Any], label: str, *, new: bool) -> None:
        """Writes a row that was told of: a new one, or what differs in one that was here, perhaps back again."""
        if new:
            row.update_from_dict(values)
            await row.save(using_db=self.db, force_create=True)
            self.note(written=True)
            return
        self.note(written=await save(self.db, row, **values))
        self.note(narrowed=await come_back(self, row, label))

    async def exempt(self, exempt: Exempt, item_id: UUID | None = None, document_id: UUID | None = None) -> None:
        told = exempt.restriction
        await Exemption.create(
            using_db=self.db,
            id=uuid4(),
            item_id=item_id,
            document_id=document_id,
            code=told.code,
            legal_basis=told.legal_basis,
            until=told.until,
            created_at=self.now,
        )
        await audit.record(self.db, "archive", "exempt", str(item_id or document_id))
        self.note(narrowed=True)


def positions(told: list[str], held: dict[str, int], given: dict[str, int] | None = None) -> dict[str, int]:
    """Where each stands: a delivery that tells of everything sets the order, one that brings only news adds to it."""
    given = given or {}
    if held.keys() <= set(told):
        return {name: given.get(name, place) for place, name in enumerate(told)}
    last, placed = max(held.values(), default=-1), {}
    for name in told:
        if name not in held and name not in given:
            last += 1
        placed[name] = given.get(name, held.get(name, last))
    return placed
