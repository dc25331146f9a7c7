"""Changes of rows that know their way back.

A change names its row, how its fields were and how they became. Times are told as whether there is one: when somebody
takes a withdrawal back, which second it was does not matter.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.queryset import QuerySet

from folkevalgt import clock, database
from folkevalgt.errors import Refusal
from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem

Change = tuple[str, dict[str, Any], dict[str, Any]]  # "item <id>" or "document <id>", fields to set back, as they are
TABLES: dict[str, type[AgendaItem] | type[Document]] = {"item": AgendaItem, "document": Document}


async def change(db: BaseDBAsyncClient, row: AgendaItem | Document, **values: Any) -> Change:
    """Writes them. Raises Refusal("stale") when that is how it is already: somebody else has done it."""
    before = {name: _told(name, getattr(row, name)) for name in values}
    after = {name: _told(name, value) for name, value in values.items()}
    if before == after and set(values) & {"held_back", "withdrawn_at"}:
        raise Refusal("stale", 409)
    for name, value in values.items():
        setattr(row, name, value)
    await row.save(using_db=db, update_fields=list(values))
    return f"{'item' if isinstance(row, AgendaItem) else 'document'} {row.id}", before, after


async def take_back(db: BaseDBAsyncClient, changes: list[Change]) -> None:
    """Raises Refusal("stale") when one of them is no longer as it became: then nothing is taken back."""
    for name, before, after in changes:
        table, _, id = name.partition(" ")
        rows: QuerySet[Any] = TABLES[table].filter(id=UUID(id))
        row = await database.locked(rows, db).first()
        if row is None or {field: _told(field, getattr(row, field)) for field in after} != after:
            raise Refusal("stale", 409)
        for field, value in before.items():
            setattr(row, field, (clock.now() if value else None) if field.endswith("_at") else value)
        await row.save(using_db=db, update_fields=list(before))


def _told(name: str, value: Any) -> Any:
    return value is not None if name.endswith("_at") else value
