"""Whether a committee's exempt papers may be kept on devices, or are read over the network alone."""

from __future__ import annotations

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, jobs
from folkevalgt.errors import Refusal
from folkevalgt.models.committee import Committee
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.package import Delivery, Package


async def allow(db: BaseDBAsyncClient, package: Package, allowed: bool, by: str) -> None:
    """For the committee whose package it is. Its readers' devices are told. Raises Refusal("stale") when it is so."""
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    rows = Committee.filter(id=meeting.committee_id, exempt_on_devices=not allowed).using_db(db)
    if not await rows.update(exempt_on_devices=allowed):
        raise Refusal("stale", 409)
    await audit.record(db, by, "exempt_on_devices", str(meeting.committee_id), allowed=allowed)
    given = Delivery.filter(package__meeting__committee_id=meeting.committee_id).using_db(db)
    people = {str(person) for person in await given.values_list("person_id", flat=True)}
    if people:
        await jobs.order(db, "pull", {"people": sorted(people)})
