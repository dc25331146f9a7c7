"""A chair's run sheet, opened for the secretariat when the chair has said so.

The one place where the server opens what somebody wrote for another who is not in a circle with them: at the author's
own word, which stands in a row of theirs, and no longer than they hold the office.
"""

from __future__ import annotations

import math
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, audit, circles, clock, database
from folkevalgt.access import Role
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import not_found
from folkevalgt.models.committee import Membership
from folkevalgt.models.note import Note, NoteKey
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.sync import bodies
from folkevalgt.sync.bodies import Line
from folkevalgt.sync.shapes import NoteContent, RunSheet

LEADING = (Role.CHAIR, Role.DEPUTY_CHAIR)


class Written(msgspec.Struct):
    """Someone's run sheet for one package: its rows as they stand, the sheet itself first."""

    changed: str
    rows: list[NoteContent]

    @property
    def shown(self) -> bool:
        """Every row for the sheet itself must say so: of two, one may be from a device that has not heard."""
        sheets = [row for row in self.rows if not row.item]
        return bool(sheets) and all(row.shown for row in sheets)


async def opened(key: InstanceKey, by: UUID, package_id: UUID) -> RunSheet:
    """The chair's, or the deputy chair's when the chair shows none; and the log says who opened whose.

    Raises Refusal("not_found") when neither has said that it may be seen.
    """
    async with database.write_tx() as db:
        package = await Package.get_or_none(id=package_id, using_db=db).select_related("meeting")
        for leader in await _leaders(db, package.meeting.committee_id) if package else ():
            sheet = await _written(db, key, leader.id, str(package_id))
            if sheet.shown:
                await audit.record(db, str(by), "run_sheet_opened", str(package_id), author=str(leader.id))
                return RunSheet(str(package_id), leader.name, sheet.changed, sheet.rows)
    raise not_found()


async def _leaders(db: BaseDBAsyncClient, committee: UUID) -> list[Person]:
    """Who leads the committee now: the chair before the deputy chair."""
    seats = Membership.filter(committee_id=committee, role__in=list(LEADING), person__revoked_at=None).using_db(db)
    rows = await seats.select_related("person")
    now = clock.now()
    held = [each for each in rows if access.seat(each.role, each.valid_from, each.valid_to).holds(now)]
    return [each.person for each in sorted(held, key=lambda each: LEADING.index(Role(each.role)))]


async def _written(db: BaseDBAsyncClient, key: InstanceKey, author: UUID, package: str) -> Written:
    sealed = await NoteKey.get_or_none(person_id=author, using_db=db)
    if sealed is None:
        return Written("", [])
    own = key.author(sealed.sealed, author)
    notes = Note.filter(author_id=author, kind="runsheet", scope=circles.PRIVATE, deleted=False).using_db(db)
    lines = [bodies.opened(own, body, str(note)) for note, body in await notes.values_list("id", "body")]
    there = {each.id: each for each in lines if each.content and each.content.package == package}
    # The second of two texts is for its author to choose between.
    standing = [each for each in there.values() if each.conflict_of not in there]
    standing.sort(key=_place)
    return Written(max((each.changed for each in standing), default=""), [_content(each) for each in standing])


def _content(line: Line) -> NoteContent:
    return line.content or NoteContent()


def _place(line: Line) -> tuple[bool, float, str]:
    content = _content(line)
    place = math.inf if content.place_in_order is None else content.place_in_order
    return content.item != "", place, content.item
