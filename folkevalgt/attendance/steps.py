"""Each disqualification in a meeting with its steps, as the secretariat, a chair, or oneself is told."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, clock
from folkevalgt.access import Role
from folkevalgt.attendance import shapes
from folkevalgt.attendance.disqualifying import has
from folkevalgt.attendance.shapes import DisqualificationState as State
from folkevalgt.deliveries import reader
from folkevalgt.errors import not_found
from folkevalgt.models.disqualification import Disqualification, DisqualificationStep
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person


async def lines(db: BaseDBAsyncClient, meeting: UUID) -> list[shapes.DisqualificationLine]:
    """Everybody's, those lifted too; each one's steps from the first."""
    rows = await Disqualification.filter(item__meeting_id=meeting).using_db(db).select_related("person")
    taken = DisqualificationStep.filter(disqualification_id__in=[row.id for row in rows]).using_db(db)
    steps = await taken.order_by("at", "id") if rows else []
    by = {UUID(step.by) for step in steps if step.by not in ("cli", "worker")}
    names = dict(await Person.filter(id__in=list(by)).using_db(db).values_list("id", "name")) if by else {}
    told: dict[UUID, list[shapes.StepLine]] = {}
    for step in steps:
        name = names.get(UUID(step.by), "") if step.by not in ("cli", "worker") else step.by
        at = step.at.astimezone(clock.OSLO).isoformat()
        told.setdefault(step.disqualification_id, []).append(
            shapes.StepLine(cast("State", step.state), at, name, step.reason)
        )
    found = [
        shapes.DisqualificationLine(
            str(row.person_id), row.person.name, str(row.item_id), cast("State", row.state), told.get(row.id, [])
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: (line.item, line.name, line.person))


async def told_to(db: BaseDBAsyncClient, package_id: UUID, person: UUID) -> shapes.OwnDisqualifications:
    """One's own, and everybody's to a chair of the committee. Raises Refusal("not_found") for what is not theirs."""
    package = await Package.get_or_none(id=package_id, using_db=db)
    if package is None or not await has(db, package_id, person):
        raise not_found()
    mine = await reader(db, package.meeting_id, person)
    leads = Role.CHAIR in mine.roles
    everybody = await lines(db, package.meeting_id) if leads or mine.roles & access.TREATING or mine.called_to else []
    own = [
        shapes.OwnDisqualification(line.item, line.state, step.reason, step.at)
        for line in everybody
        if line.person == str(person)
        for step in line.steps[-1:]
    ]
    others = [line for line in everybody if line.person != str(person)]
    return shapes.OwnDisqualifications(own, leads, others if leads else [])
