"""Inhabilitet: reported, held back for the time being, decided by the body, or lifted (kommuneloven § 11-10).

Nothing is withheld before somebody has said so, and whoever is disqualified keeps what is open of the item.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, audit, clock, database, deliveries, notices
from folkevalgt.access import Reader, Role
from folkevalgt.attendance import telling
from folkevalgt.circles import holding
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.disqualification import Disqualification, DisqualificationStep
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Delivery, Package

NEXT: dict[str | None, set[str]] = {
    None: {"reported", "provisional"},
    "reported": {"provisional", "lifted"},
    "provisional": {"decided", "lifted"},
    "decided": {"lifted"},
    "lifted": {"reported", "provisional"},
}
# Who treats items, or would if they were called in. The secretariat prepares them and treats none.
MAY_BE = access.VOTING | {Role.SUBSTITUTE, Role.DEPUTY}


async def step(
    db: BaseDBAsyncClient, package: Package, person: UUID, item: UUID, state: str, by: str, reason: str
) -> None:
    """One step further, by the secretariat. Whoever calls derives the lists anew in the same transaction.

    Raises Refusal("not_found") for an item of another meeting, "no_such_person" for somebody who has no part in it,
    "not_that_step" when this state does not follow from the one it is in.
    """
    if not await AgendaItem.filter(id=item, meeting_id=package.meeting_id).using_db(db).exists():
        raise not_found()
    held = (await deliveries.standings(db, package.meeting_id)).get(person, [])
    if not any(each.role in MAY_BE and each.until > clock.now() for each in held):
        raise Refusal("no_such_person", 404)
    row = await database.locked(Disqualification.filter(person_id=person, item_id=item), db).first()
    if state not in NEXT[row.state if row else None]:
        raise Refusal("not_that_step", 409)
    if row is None:
        row = await Disqualification.create(using_db=db, id=uuid4(), person_id=person, item_id=item, state=state)
    else:
        await Disqualification.filter(id=row.id).using_db(db).update(state=state)
    await DisqualificationStep.create(
        using_db=db, id=uuid4(), disqualification_id=row.id, state=state, by=by, at=clock.now(), reason=reason
    )
    await audit.record(db, by, "disqualify", str(item), person=str(person), state=state)


async def report(package_id: UUID, person: UUID, item: UUID, reason: str) -> None:
    """Somebody says that they themselves may be disqualified. Nothing is withheld yet.

    Raises Refusal("not_found") for what they have not been given, "not_allowed" when it is not theirs to treat,
    "needs_reason", "not_that_step" when it is reported already.
    """
    if not reason.strip():
        raise Refusal("needs_reason")
    async with database.write_tx() as db:
        package, reader = await _given(db, package_id, person, item)
        if not (reader.roles & (access.VOTING | {Role.SUBSTITUTE}) or item in reader.called_to):
            raise Refusal("not_allowed", 403)
        await step(db, package, person, item, "reported", str(person), reason.strip())
        await deliveries.refresh(db, package_id)
        await telling.tell(db, "absence", package, item, str(person), what="disqualified", items=1)


async def lead(package_id: UUID, chair: UUID, person: UUID, item: UUID, state: str, reason: str) -> None:
    """The chair holds back somebody who was reported, or lifts what the body has not decided. Never about themselves.

    Raises Refusal("not_found"), "not_allowed", "not_that_step".
    """
    async with database.write_tx() as db:
        package, reader = await _given(db, package_id, chair, item)
        if Role.CHAIR not in reader.roles or person == chair:
            raise Refusal("not_allowed", 403)
        row = await database.locked(Disqualification.filter(person_id=person, item_id=item), db).first()
        if row is None or (row.state, state) not in LED:
            raise Refusal("not_that_step", 409)
        await step(db, package, person, item, state, str(chair), reason.strip())
        await deliveries.refresh(db, package_id)
        await notices.stir(db, package_id)


LED = {("reported", "provisional"), ("reported", "lifted"), ("provisional", "lifted")}


async def _given(db: BaseDBAsyncClient, package_id: UUID, person: UUID, item: UUID) -> tuple[Package, Reader]:
    """The package, held, and what someone who has been given it is towards it. Raises Refusal("not_found")."""
    package = await database.locked(Package.filter(id=package_id), db).first()
    if package is None or not await has(db, package_id, person):
        raise not_found()
    reader = await deliveries.reader(db, package.meeting_id, person)
    there = await AgendaItem.filter(id=item, meeting_id=package.meeting_id, withdrawn_at=None).using_db(db).exists()
    if not there or not reader.takes_part_in(item):
        raise not_found()
    return package, reader


async def has(db: BaseDBAsyncClient, package_id: UUID, person: UUID) -> bool:
    """Whether someone has been given a package now."""
    mine = Delivery.filter(holding(clock.now()), package_id=package_id, person_id=person)
    return await mine.using_db(db).exists()
