"""What was done on a meeting's desk, one row an act: what it was about, by whom, and what takes it back."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock
from folkevalgt.models.desk import DeskAct
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing.desk_shapes import DeskLine, DeskWord

MOST = 50  # lines told of


async def write(
    db: BaseDBAsyncClient,
    package: Package,
    act: DeskWord,
    by: str,
    *,
    item: UUID | None = None,
    document: UUID | None = None,
    undo: list[Any] | None = None,
) -> None:
    """One act more; the package is held by the caller. In the audit log, too, unless that is told of elsewhere."""
    package.edits += 1
    await Package.filter(id=package.id).using_db(db).update(edits=package.edits)
    await DeskAct.create(
        using_db=db,
        id=uuid4(),
        package_id=package.id,
        number=package.edits,
        act=act,
        detail={"item": str(item or ""), "document": str(document or "")},
        undo=undo,
        by=by,
        at=clock.now(),
    )
    if act not in ("publish", "withdraw"):
        await audit.record(db, by, f"desk_{act}", str(document or item or package.id), number=package.edits)


async def newest(db: BaseDBAsyncClient, package: UUID, person: str) -> DeskAct | None:
    """The newest of somebody's own acts that has not been taken back."""
    own = DeskAct.filter(package_id=package, by=person, undone_at=None).exclude(act="undo").using_db(db)
    return await own.order_by("-number").first()


async def lines(db: BaseDBAsyncClient, package: UUID, person: str, after: int = 0) -> list[DeskLine]:
    """The log as one person is told of it, the newest first."""
    rows = await DeskAct.filter(package_id=package, number__gt=after).using_db(db).order_by("-number").limit(MOST)
    by = [UUID(row.by) for row in rows if row.by not in ("worker", "cli")]
    names = dict(await Person.filter(id__in=by).using_db(db).values_list("id", "name")) if by else {}
    own = await newest(db, package, person)
    back = own.number if own and own.undo is not None else 0
    return [
        DeskLine(
            number=row.number,
            act=cast("DeskWord", row.act),
            by=row.by if row.by in ("worker", "cli") else names.get(UUID(row.by), ""),
            mine=row.by == person,
            at=clock.in_norway(row.at),
            item=row.detail["item"],
            document=row.detail["document"],
            undone=row.undone_at is not None,
            undoable=row.number == back,
        )
        for row in rows
    ]
