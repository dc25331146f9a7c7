"""A list of people becomes persons, parties and seats: each line's outcome is told first, then the same is done."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
from collections.abc import Callable
from datetime import date
from typing import get_args
from uuid import UUID

import msgspec

from folkevalgt import audit, clock, database
from folkevalgt.access import Role
from folkevalgt.errors import Refusal
from folkevalgt.models.committee import Committee, Membership
from folkevalgt.models.device import ExternalIdentity
from folkevalgt.models.person import PartyGroup, Person
from folkevalgt.people import columns, sheets
from folkevalgt.people.columns import Row, Sheet, plain
from folkevalgt.people.register import DAY, Register, changing
from folkevalgt.people.shapes import ImportAsked, Imported, ImportLine, What

Mark = Callable[[str], str]  # what is kept of a national identity number (identity/enrolment.py)
STRENGTH = {role: at for at, role in enumerate(Role)}
ORDER = get_args(What)


def unpacked(file: str) -> bytes:
    """Raises Refusal("bad_request") for what is no base64."""
    try:
        return base64.b64decode(file, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("bad_request", 400, "base64") from None


async def understood(file: bytes) -> Sheet:
    """Large lists take a while, in which others are answered."""
    return await asyncio.to_thread(lambda: columns.understand(sheets.tables(file)))


async def bring_in(by: str, asked: ImportAsked, mark: Mark) -> Imported:
    """What a list would do, or with `dry_run` off: does it. Lines that cannot be understood are left out.

    Raises Refusal("stale") when it would do something else than what was looked at, and what `sheets.tables` does.
    """
    sheet = await understood(unpacked(asked.file))
    if asked.dry_run:
        register = await Register.load(database.ro())
        return Lines(register, mark, new_committees=asked.new_committees).take(sheet)
    async with changing() as db:
        register = await Register.load(db)
        lines = Lines(register, mark, new_committees=asked.new_committees)
        told = lines.take(sheet)
        if asked.state not in ("", told.state):
            raise Refusal("stale", 409)
        await register.save(db)
        for person in lines.marked:
            # Whoever was known by another number before is met anew.
            await ExternalIdentity.filter(person_id=person).using_db(db).delete()
            await audit.record(db, by, "national_id", str(person))
        for made in register.made[Person]:
            await audit.record(db, by, "enrol", str(made.id), secretariat=False, role="")
        counts = {kind: sum(1 for line in told.lines if line.outcome == kind) for kind in ("new", "changed", "refused")}
        await audit.record(db, by, "import_people", "", people=sorted(lines.touched), **counts)
    return msgspec.structs.replace(told, done=True)


class _LeftOut(Exception):
    """Why a line is left out, as a word the screen explains."""

    def __init__(self, word: str, about: str = "") -> None:
        super().__init__(word)
        self.word, self.about = word, about


class Lines:
    """Takes a sheet's rows into a register, one by one, and says what became of each.

    `begins` is the first day of seats of which nothing is said. `touched` are those whom anything was done to.
    """

    def __init__(
        self,
        register: Register,
        mark: Mark,
        *,
        new_committees: bool,
        begins: date | None = None,
        ends: date | None = None,
    ) -> None:
        self.register, self.mark, self.new_committees = register, mark, new_committees
        self.begins, self.ends = begins or clock.today(), ends
        self.marked: list[UUID] = []
        self.touched: set[UUID] = set()
        self._names: dict[str, tuple[int, str]] = {}  # address -> the line that said it first, and the name there
        self._seats: dict[tuple[UUID, UUID], list[tuple[int, Membership]]] = {}  # of this file, by person and committee
        self._at = 0
        self._waiting: list[tuple[int, Membership, str]] = []  # whom a deputy stands in for is known at the end

    def take(self, sheet: Sheet) -> Imported:
        told: list[ImportLine] = []
        for row in sheet.rows:
            self._at = len(told)
            told.append(self._take(row))
        for at, seat, name in self._waiting:
            told[at] = self._stands_in(told[at], seat, name)
        lacking = (
            {}
            if self.new_committees
            else {row.committee.casefold(): row.committee for row in sheet.rows if row.committee and not row.word}
        )
        absent = [name for name in lacking.values() if self.register.committee(name) is None]
        state = hashlib.sha256(msgspec.json.encode([told, absent, self.begins, self.ends])).hexdigest()
        return Imported(state, False, told, sheet.columns, sheet.missing, absent)

    def _take(self, row: Row) -> ImportLine:
        seat = " · ".join(filter(None, (row.committee, row.role if row.committee or row.role == "secretariat" else "")))
        line = ImportLine(row.line, "refused", row.name, row.email, seat, [], row.word, row.about)
        if row.word:
            return line
        try:
            return self._done(row, line)
        except _LeftOut as reason:
            return msgspec.structs.replace(line, word=reason.word, about=reason.about)

    def _done(self, row: Row, line: ImportLine) -> ImportLine:
        """Everything that may be refused is asked before anything is changed."""
        register, person = self.register, self.register.people.get(row.email)
        first = self._names.setdefault(row.email, (row.line, row.name))
        if not _alike(first[1], row.name):
            raise _LeftOut("other_name", str(first[0]))
        if person and person.revoked_at:
            raise _LeftOut("access_ended")
        if person and not _alike(person.name, row.name):
            raise _LeftOut("address_taken", person.name)
        begins, ends = row.begins or self.begins, row.ends or self.ends
        if ends and ends < begins:
            raise _LeftOut("days_crossed")
        marked = self._mark(row, person)
        committee = self._committee(row)
        what: set[What] = set()
        new = person is None
        if person is None:
            person = register.enrol(row.email, row.name)
            register.change(person, language=row.language or "nb")
            what.add("person")
        elif first[0] == row.line and register.change(person, name=row.name):
            what.add("name")
        if row.phone and register.change(person, phone=row.phone):
            what.add("phone")
        if not new and row.language and register.change(person, language=row.language):
            what.add("language")
        if marked and register.change(person, national_id=marked):
            self.marked.append(person.id)
            what.add("national_id")
        if row.role == Role.SECRETARIAT and committee is None and register.change(person, secretariat=True):
            what.add("secretariat")
        if committee is None:
            what |= {"party"} if register.join(person, register.group(row.party)) else set()
            again = not what and first[0] != row.line
            return self._told(line, person, what, new=new, again=str(first[0]) if again else "")
        same = self._said_before(row, person, committee, begins, ends)
        if same:
            return self._told(line, person, what, new=new, again=str(same))
        return self._told(line, person, what | self._seat(row, line, person, committee, begins, ends), new=new)

    def _told(self, line: ImportLine, person: Person, what: set[What], *, new: bool, again: str = "") -> ImportLine:
        if what:
            self.touched.add(person.id)
        outcome = "new" if new else "changed" if what else "double" if again else "same"
        namesake = next(
            (each for each in self.register.people.values() if each.id != person.id and each.name == person.name), None
        )
        word, about = ("same_name", namesake.email) if new and namesake else ("", again)
        given = {"outcome": outcome, "what": sorted(what, key=ORDER.index), "word": word, "about": about}
        return msgspec.structs.replace(line, **given)

    def _committee(self, row: Row) -> Committee | None:
        if not row.committee:
            return None
        found = self.register.committee(row.committee)
        if found is None:
            if not self.new_committees:
                raise _LeftOut("no_such_committee", row.committee)
            found = self.register.establish(row.committee)
        return found

    def _mark(self, row: Row, person: Person | None) -> str:
        if not row.national_id:
            return ""
        try:
            marked = self.mark(row.national_id)
        except Refusal:
            raise _LeftOut("bad_number") from None
        holder = next((each for each in self.register.people.values() if each.national_id == marked), None)
        if holder and holder is not person:
            raise _LeftOut("number_taken")
        return marked

    def _said_before(self, row: Row, person: Person, committee: Committee, begins: date, ends: date | None) -> int:
        """The line of this file that gives the same seat, or a stronger one for the same days; 0 when there is none."""
        for number, seat in self._seats.get((person.id, committee.id), []):
            meets = seat.valid_from <= (ends or date.max) and begins <= (seat.valid_to or date.max)
            if meets and STRENGTH[Role(seat.role)] <= STRENGTH[Role(row.role)]:
                return number
        return 0

    def _seat(
        self, row: Row, line: ImportLine, person: Person, committee: Committee, begins: date, ends: date | None
    ) -> set[What]:
        register, group = self.register, self.register.group(row.party)
        short = group.short if group else self._short(person)
        what: set[What] = set()
        held = register.overlapping(person, committee, begins, ends)
        seat = next((each for each in held if each.role == row.role), None)
        for other in held:
            if other.role != row.role and row.role != Role.SECRETARIAT:
                if other.valid_from < begins:
                    register.end(other, begins - DAY)
                elif seat is None:
                    seat = other
                    register.change(seat, role=row.role, rank=None, deputy_for_id=None)
                what.add("role")
        if seat is None:
            given = {"role": row.role, "valid_from": begins, "valid_to": ends, "rank": row.rank, "party": short}
            seat = register.seat(person, committee, **given)
            what.add("seat")
        else:
            days = {"valid_to": row.ends} if row.ends else {}
            days |= {"valid_from": row.begins} if row.begins and row.begins < seat.valid_from else {}
            what |= {"days"} if register.change(seat, **days) else set()
            what |= {"rank"} if row.rank and register.change(seat, rank=row.rank) else set()
            what |= {"party"} if row.party and register.change(seat, party=short) else set()
        if register.join(person, group, seat):
            what.add("party")
        if committee in register.made[Committee]:
            what.add("committee")
        self._seats.setdefault((person.id, committee.id), []).append((row.line, seat))
        if row.deputy_for:
            self._waiting.append((self._at, seat, row.deputy_for))
        return what

    def _short(self, person: Person) -> str:
        group: PartyGroup | None = self.register.party_of(person)
        return group.short if group else ""

    def _stands_in(self, line: ImportLine, seat: Membership, name: str) -> ImportLine:
        """A deputy for one member: by name or address, in the same committee."""
        wanted = {
            each.id: held
            for each in self.register.people.values()
            if each.email == name.lower() or plain(each.name) == plain(name)
            for held in self.register.seats.get(each.id, [])
            if held.committee_id == seat.committee_id and held.role != Role.DEPUTY and held.id != seat.id
            if held.valid_from <= (seat.valid_to or date.max) and seat.valid_from <= (held.valid_to or date.max)
        }
        if len(wanted) != 1:
            return msgspec.structs.replace(line, word="deputy_for_unknown", about=name)
        if self.register.change(seat, deputy_for_id=next(iter(wanted.values())).id) and line.outcome != "new":
            return msgspec.structs.replace(line, outcome="changed", what=[*line.what, "deputy_for"])
        return line


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one person's: they share a word."""
    return bool({plain(word) for word in one.split()} & {plain(word) for word in other.split()})
