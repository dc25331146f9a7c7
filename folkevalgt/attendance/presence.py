"""Who comes to a meeting: for the secretariat with what is to be done about it, and as one meets it oneself."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, deliveries
from folkevalgt.access import Role
from folkevalgt.attendance import proposing
from folkevalgt.attendance.attending import (
    AbsenceLine,
    AnswerWord,
    Attendance,
    AttendanceItem,
    BarredLine,
    CalledLine,
    ComesWord,
    OwnAttendance,
    OwnCall,
    PresenceLine,
    SeatLine,
)
from folkevalgt.attendance.disqualifying import has
from folkevalgt.attendance.seats import WHOLE, Call, Seat, Sitting, sitting
from folkevalgt.attendance.shapes import DisqualificationState
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.attendance import Absence
from folkevalgt.models.committee import Committee
from folkevalgt.models.document import NEUTRAL
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person


async def attendance(db: BaseDBAsyncClient, package_id: UUID) -> Attendance:
    """The whole of it, for the secretariat. Raises Refusal("no_such_package")."""
    package = await Package.get_or_none(id=package_id, using_db=db)
    if package is None:
        raise Refusal("no_such_package", 404)
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    committee = await Committee.get(id=meeting.committee_id, using_db=db)
    told = await sitting(db, meeting)
    absences = await _absences(db, meeting.id)
    items = await _items(db, meeting.id, told)
    return Attendance(
        package=str(package.id),
        committee=committee.name,
        date=meeting.date.isoformat(),
        starts_at=_at(meeting.starts_at),
        place=meeting.place,
        items=items,
        seats=[_seat(told, each, absences) for each in told.seats],
        deputies=[_seat(told, each, absences) for each in {seat.person: seat for seat in told.deputies}.values()],
        called=[_called(told, each) for each in told.calls],
        vacancies=proposing.vacancies(told),
        presence=presence(told, {each.id: each.number or each.title for each in items}),
    )


async def told_to(db: BaseDBAsyncClient, package_id: UUID, person: UUID) -> OwnAttendance:
    """One's own part, and everybody's to the chair. Whoever has said no is still told so.

    Raises Refusal("not_found") for what is not theirs.
    """
    package = await Package.get_or_none(id=package_id, using_db=db)
    if package is None:
        raise not_found()
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    told = await sitting(db, meeting)
    call = next((each for each in told.calls if each.person == person and (not each.gone or each.answer == "no")), None)
    if call is None and not await has(db, package_id, person):
        raise not_found()
    committee = await Committee.get(id=meeting.committee_id, using_db=db)
    absences = await _absences(db, meeting.id)
    names = {each.person: each.name for each in told.seats}
    leads = Role.CHAIR in (await deliveries.reader(db, meeting.id, person)).roles
    away = [seat for seat in told.seats if seat.person in absences and seat.person != person]
    return OwnAttendance(
        committee=committee.name,
        date=meeting.date.isoformat(),
        starts_at=_at(meeting.starts_at),
        place=meeting.place,
        over=clock.today() > meeting.date,
        may_report=person in {each.person for each in told.seats},
        absence=absences.get(person),
        call=_own(told, call, names) if call else None,
        leads=leads,
        people=[_seat(told, each, absences) for each in away] if leads else [],
        called=[_called(told, each) for each in told.calls if not each.gone] if leads else [],
    )


def _own(told: Sitting, call: Call, names: dict[UUID, str]) -> OwnCall:
    instead_of = names.get(call.instead_of, "") if call.instead_of else ""
    answer = cast("AnswerWord", call.answer)
    return OwnCall(instead_of, told.ordered(call.items), answer, _at(call.answered_at), clock.in_norway(call.since))


async def _absences(db: BaseDBAsyncClient, meeting: UUID) -> dict[UUID, AbsenceLine]:
    rows = await Absence.filter(meeting_id=meeting, state="reported").using_db(db)
    by = {UUID(row.by) for row in rows}
    names = dict(await Person.filter(id__in=list(by)).using_db(db).values_list("id", "name")) if by else {}
    found = {}
    for row in rows:
        own, name = row.by == str(row.person_id), names.get(UUID(row.by), "")
        found[row.person_id] = AbsenceLine(row.items, row.reason, clock.in_norway(row.at), name, own)
    return found


async def _items(db: BaseDBAsyncClient, meeting: UUID, told: Sitting) -> list[AttendanceItem]:
    limits = await deliveries.restrictions(db, meeting)
    rows = {str(row.id): row for row in await AgendaItem.filter(meeting_id=meeting).using_db(db)}
    found = []
    for each in told.items:
        row = rows[each]
        is_open = each in limits.open
        title = (row.own_title or limits.open[each]) if is_open else limits.titles.get(each, NEUTRAL)
        found.append(AttendanceItem(each, row.number, title))
    return found


def _seat(told: Sitting, seat: Seat, absences: dict[UUID, AbsenceLine]) -> SeatLine:
    states = told.barred.get(seat.person, {})
    barred = [BarredLine(item, cast("DisqualificationState", states[item])) for item in told.items if item in states]
    return SeatLine(str(seat.person), seat.name, seat.party, seat.role, seat.phone, absences.get(seat.person), barred)


def _called(told: Sitting, call: Call) -> CalledLine:
    needed = call.instead_of is None or bool(told.part(call.items) & told.needed(call.instead_of))
    return CalledLine(
        person=str(call.person),
        name=call.name,
        party=call.party,
        phone=call.phone,
        instead_of=str(call.instead_of or ""),
        items=told.ordered(call.items),
        answer=cast("AnswerWord", call.answer),
        answered_at=_at(call.answered_at),
        since=clock.in_norway(call.since),
        gone=call.gone,
        needed=needed,
    )


def presence(told: Sitting, numbers: dict[str, str]) -> list[PresenceLine]:
    """The list for the minutes (kommuneloven § 11-4): members in the order they are called, then substitutes.

    Why somebody is away is not for the minutes, and stands nowhere in it.
    """

    def line(person: UUID, name: str, party: str, role: str, call: Call | None = None) -> PresenceLine:
        away, barred = told.away.get(person, frozenset()), told.held_back(person)
        comes: ComesWord = "away" if WHOLE in away else "part" if away or barred else "whole"
        comes = "unanswered" if call and call.answer == "" else comes
        return PresenceLine(
            name=name,
            party=party,
            role=role,
            comes=comes,
            away=[numbers[each] for each in told.ordered(away)],
            barred=[numbers[each] for each in told.ordered(barred)],
            instead_of=names.get(call.instead_of, "") if call and call.instead_of else "",
            items=[numbers[each] for each in told.ordered(call.items)] if call else [],
        )

    names = {each.person: each.name for each in told.seats}
    lines = [line(each.person, each.name, each.party, each.role) for each in told.seats]
    calls = [each for each in told.calls if not each.gone]
    return lines + [line(each.person, each.name, each.party, Role.SUBSTITUTE.value, each) for each in calls]


def _at(moment: datetime | None) -> str | None:
    return clock.in_norway(moment) if moment else None
