"""A new election period as one act: those who sit leave the day before, those in the list begin. It can be undone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from folkevalgt import access, audit, clock, database
from folkevalgt.access import Role
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.committee import Committee, Membership
from folkevalgt.models.person import Person
from folkevalgt.models.term import TermChange
from folkevalgt.people import columns
from folkevalgt.people.columns import Sheet
from folkevalgt.people.importing import Lines, Mark, understood, unpacked
from folkevalgt.people.register import DAY, Register, changing, ids
from folkevalgt.people.shapes import TermAsked, TermChanged, TermCommittee, TermLine, Terms, TermUndone

REGRET = timedelta(hours=24)  # a change can be undone this long, or until its day has come
KEPT = {Membership: {"role", "rank", "party", "valid_from", "valid_to", "deputy_for_id"}, Person: {"party_group_id"}}
UNDONE = {**KEPT, Committee: {"valid_to", "successor_id"}}
NAMED: dict[str, type[Model]] = {kind.__name__: kind for kind in UNDONE}


async def change(by: str, asked: TermAsked, mark: Mark) -> TermChanged:
    """What a change of term would do, or with `dry_run` off: does it.

    Raises Refusal("bad_request") without a day or with an order of days that cannot be, "no_such_committee", "stale".
    """
    first = columns.day(asked.first_day)
    last = columns.day(asked.last_day)
    if first is None or (last and last < first):
        raise Refusal("bad_request", 400, "first_day")
    sheet = await understood(unpacked(asked.file)) if asked.file else None
    if asked.dry_run:
        return _turn(await Register.load(database.ro()), asked, sheet, first, last, mark)[0]
    async with changing() as db:
        register = await Register.load(db)
        told, lines = _turn(register, asked, sheet, first, last, mark)
        if asked.state not in ("", told.state):
            raise Refusal("stale", 409)
        await register.save(db)
        done = _way_back(register)
        row = {"id": uuid4(), "first_day": first, "done": done, "by": by, "at": clock.now()}
        made = await TermChange.create(using_db=db, **row)
        counts = {"ended": done["ended"], "made": len(done["made"]), "committees": len(told.committees)}
        await audit.record(db, by, "change_term", str(made.id), day=first.isoformat(), **counts)
        for person in lines.marked if lines else ():
            await audit.record(db, by, "national_id", str(person))
    return msgspec.structs.replace(told, done=True)


def _turn(
    register: Register, asked: TermAsked, sheet: Sheet | None, first: date, last: date | None, mark: Mark
) -> tuple[TermChanged, Lines | None]:
    closing = {each.committee: each.successor for each in asked.closing}
    chosen = [_committee(register, each) for each in dict.fromkeys([*asked.committees, *closing])]
    before = {each.id: _sitting(register, each.id, first - DAY) for each in chosen}
    deputies = {id for each in chosen for id in _sitting(register, each.id, first - DAY, deputies=True)}
    for seats in register.seats.values():
        for seat in seats:
            if (
                seat.committee_id in before
                and seat.role != Role.SECRETARIAT
                and (seat.valid_to or access.NEVER) >= first
            ):
                register.end(seat, first - DAY)
    for committee in chosen:
        if str(committee.id) in closing:
            successor = closing[str(committee.id)]
            given = {"successor_id": _committee(register, successor).id} if successor else {}
            register.change(committee, valid_to=first - DAY, **given)
    lines = Lines(register, mark, new_committees=asked.new_committees, begins=first, ends=last) if sheet else None
    imported = lines.take(sheet) if lines and sheet else None
    fresh = register.made[Committee]
    rows = [*chosen, *fresh]
    committees = [_over(register, each, before.get(each.id, set()), first, closing) for each in rows]
    left = set().union(*before.values(), deputies)
    without = sorted(register.by_id[each].name for each in left if not _anything(register, each, first))
    state = hashlib.sha256(msgspec.json.encode([committees, without, imported, first, last])).hexdigest()
    return TermChanged(committees, without, imported, state, False), lines


def _committee(register: Register, name: str) -> Committee:
    found = next((register.committees[id] for id in ids([name]) if id in register.committees), None)
    if found is None:
        raise Refusal("no_such_committee", 404)
    return found


def _sitting(register: Register, committee: UUID, on: date, *, deputies: bool = False) -> set[UUID]:
    wanted = {Role.DEPUTY} if deputies else {Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER}
    return {
        person
        for person, seats in register.seats.items()
        for seat in seats
        if seat.committee_id == committee and seat.role in wanted and _holds(seat, on) and _there(register, person)
    }


def _there(register: Register, person: UUID) -> bool:
    return person in register.by_id and register.by_id[person].revoked_at is None


def _holds(seat: Membership, on: date) -> bool:
    return bool(seat.valid_from <= on <= (seat.valid_to or access.NEVER))


def _anything(register: Register, person: UUID, on: date) -> bool:
    """Whether somebody has a seat on that day or later, or serves everybody."""
    seats = register.seats.get(person, [])
    return register.by_id[person].secretariat or any(
        (each.valid_to or access.NEVER) >= max(on, each.valid_from) for each in seats
    )


def _over(
    register: Register, committee: Committee, before: set[UUID], first: date, closing: dict[str, str]
) -> TermCommittee:
    after = _sitting(register, committee.id, first)
    leaving, staying, joining = (_names(register, each) for each in (before - after, before & after, after - before))
    deputies = len(_sitting(register, committee.id, first, deputies=True))
    return TermCommittee(committee.name, leaving, staying, joining, deputies, str(committee.id) in closing)


def _names(register: Register, people: Iterable[UUID]) -> list[str]:
    return sorted(register.by_id[each].name for each in people)


def _way_back(register: Register) -> dict[str, Any]:
    """What was and what is, field by field, of all that undoing may touch; and the seats that were made."""
    changed = [
        [kind.__name__, str(id), name, was, getattr(register.rows[id], name)]
        for (kind, id), fields in register.before.items()
        for name, was in fields.items()
        if name in UNDONE.get(kind, ())
    ]
    made = [[str(each.id), each.role, each.valid_from, each.valid_to] for each in register.made[Membership]]
    ended = sum(1 for kind, _, name, *_ in changed if (kind, name) == ("Membership", "valid_to"))
    told: dict[str, Any] = msgspec.to_builtins({"changed": changed, "made": made, "ended": ended})
    return told


async def undo(by: str, id: UUID) -> TermUndone:
    """Takes a change of term back, but for what somebody has changed since. People who were added stay.

    Raises Refusal("not_found"), "term_begun" when it is too late or a newer change stands on it.
    """
    async with changing() as db:
        row = await database.locked(TermChange.filter(id=id), db).first()
        if row is None:
            raise not_found()
        if not _may_undo(row, await _newest(db)):
            raise Refusal("term_begun", 409)
        removed = kept = restored = 0
        for seat, *was in row.done["made"]:
            there = await Membership.get_or_none(id=seat, using_db=db)
            if there and msgspec.to_builtins([there.role, there.valid_from, there.valid_to]) == was:
                await there.delete(using_db=db)
                removed += 1
            elif there:
                kept += 1
        for kind, name, field, was, became in row.done["changed"]:
            rows = NAMED[kind].filter(id=name).using_db(db)
            if msgspec.to_builtins(list(await rows.values_list(field, flat=True))) == [became]:
                await rows.update(**{field: _value(field, was)})
                restored += 1
            else:
                kept += 1
        await TermChange.filter(id=id).using_db(db).update(undone_at=clock.now())
        await audit.record(db, by, "undo_term", str(id), restored=restored, removed=removed, kept=kept)
    return TermUndone(restored, removed, kept)


def _value(field: str, told: Any) -> Any:
    if told is None:
        return None
    return date.fromisoformat(told) if field.startswith("valid_") else UUID(told) if field.endswith("_id") else told


def _may_undo(row: TermChange, newest: UUID | None) -> bool:
    in_time = clock.today() < row.first_day or clock.now() < row.at + REGRET
    return row.undone_at is None and in_time and row.id == newest


async def _newest(db: BaseDBAsyncClient) -> UUID | None:
    row = await TermChange.filter(undone_at=None).using_db(db).order_by("-at").first()
    return row.id if row else None


async def changes() -> Terms:
    """Those that were made, the newest first."""
    db = database.ro()
    rows, newest = await TermChange.all().using_db(db).order_by("-at").limit(20), await _newest(db)
    people = {str(each.id): each.name for each in await Person.filter(id__in=ids(row.by for row in rows)).using_db(db)}
    return Terms([_line(row, people.get(row.by, row.by), _may_undo(row, newest)) for row in rows])


def _line(row: TermChange, by: str, may_undo: bool) -> TermLine:
    undone = clock.in_norway(row.undone_at) if row.undone_at else None
    ended, made = row.done["ended"], len(row.done["made"])
    return TermLine(str(row.id), row.first_day.isoformat(), clock.in_norway(row.at), by, ended, made, undone, may_undo)
