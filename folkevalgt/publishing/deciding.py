"""What was decided (vedtak), as it is typed on the desk. What a person wrote, no harvest writes over."""

from __future__ import annotations

from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, database, notices
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.models.document import Exemption
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Package
from folkevalgt.publishing.assemble import title
from folkevalgt.publishing.brought_shapes import DecisionLine, Decisions, NewDecisions
from folkevalgt.publishing.edits import item_of
from folkevalgt.publishing.ordering import in_order


async def decisions(key: InstanceKey, package_id: UUID) -> Decisions:
    """Every item of the agenda with its decision. Raises Refusal("no_such_package")."""
    db = database.ro()
    package = await Package.get_or_none(id=package_id, using_db=db)
    if package is None:
        raise Refusal("no_such_package", 404)
    rows = in_order(await AgendaItem.filter(meeting_id=package.meeting_id, withdrawn_at=None).using_db(db))
    exempt = await _exempt(db, rows)
    return Decisions([_line(key, row, row.id in exempt) for row in rows])


def _line(key: InstanceKey, row: AgendaItem, exempt: bool) -> DecisionLine:
    hidden = exempt or row.sealed_decision is not None
    return DecisionLine(
        item=str(row.id),
        number=row.number,
        title=title(row, exempt),
        exempt=hidden,
        written=bool(row.decision or row.sealed_decision),
        text="" if hidden else row.decision,
        by_archive=row.decision_by == "archive",
        ver=_ver(key, row),
    )


def _ver(key: InstanceKey, row: AgendaItem) -> str:
    return key.fingerprint(_whole(key, row).encode())[:16]


def _whole(key: InstanceKey, row: AgendaItem) -> str:
    if row.sealed_decision is None:
        return row.decision
    return key.open(row.sealed_decision, f"decision {row.id}").decode()


async def _exempt(db: BaseDBAsyncClient, rows: list[AgendaItem]) -> set[UUID]:
    """By a row, or because its title is sealed: nothing opens by itself."""
    standing = await Exemption.filter(item_id__in=[row.id for row in rows]).using_db(db) if rows else []
    found = {each.item_id for each in standing if each.item_id}
    return found | {row.id for row in rows if row.sealed_title is not None}


async def decide(key: InstanceKey, package_id: UUID, asked: NewDecisions, by: str) -> None:
    """Writes what was decided; members have it with the next publication. What is exempt is sealed.

    Raises Refusal("no_such_package"), "not_found", "stale" when a text is another than the one that was seen.
    """
    async with database.write_tx() as db:
        package = await database.locked(Package.filter(id=package_id), db).first()
        if package is None:
            raise Refusal("no_such_package", 404)
        for each in asked.decisions:
            row = await item_of(db, package, each.item)
            if each.ver != _ver(key, row):
                raise Refusal("stale", 409)
            sealed = row.id in await _exempt(db, [row])
            text = each.text.strip()
            row.decision = "" if sealed else text
            row.sealed_decision = key.seal(text.encode(), f"decision {row.id}") if sealed and text else None
            row.decision_by = by
            await row.save(using_db=db, update_fields=["decision", "sealed_decision", "decision_by"])
            await audit.record(db, by, "decide", str(row.id), length=len(text))
        await notices.stir(db, package_id)
