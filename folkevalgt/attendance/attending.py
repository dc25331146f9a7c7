"""What goes over the wire about who comes to a meeting: absence, substitutes, and the list for the minutes."""

from __future__ import annotations

from typing import Literal

import msgspec

from folkevalgt.attendance.shapes import DisqualificationState, Id, Reason

AnswerWord = Literal["", "yes", "no"]
Said = Literal["yes", "no"]
VacancyWord = Literal["absence", "disqualified", "reported"]
# Why somebody stands where they do in the order: called in already for the same seat, the member's own deputy, elected
# on the same list, or on another one.
PlaceWord = Literal["same_seat", "personal", "list", "other_list"]
SkipWord = Literal["", "seated", "called", "said_no", "away", "disqualified"]
ComesWord = Literal["whole", "part", "away", "unanswered"]


class AbsenceLine(msgspec.Struct):
    """That somebody cannot come. Without `items` to the whole meeting. `by` is the name of who said so.

    `own`: they said so themselves.
    """

    items: list[str]
    reason: str
    at: str
    by: str
    own: bool


class CalledLine(msgspec.Struct):
    """A deputy who is called in, or (`gone`) said no or was called off. `instead_of` is a person's id, or empty.

    `needed` is false when the one they stand in for comes after all.
    """

    person: str
    name: str
    party: str
    phone: str
    instead_of: str
    items: list[str]
    answer: AnswerWord
    answered_at: str | None
    since: str
    gone: bool
    needed: bool


class BarredLine(msgspec.Struct):
    item: str
    state: DisqualificationState


class SeatLine(msgspec.Struct):
    """Who sits in the committee on the day of the meeting."""

    person: str
    name: str
    party: str
    role: str
    phone: str
    absence: AbsenceLine | None
    barred: list[BarredLine]


class Proposal(msgspec.Struct):
    """A deputy, why they stand where they do, and why they are passed over if they are. `items` is what to call to."""

    person: str
    name: str
    party: str
    phone: str
    rank: int | None
    place: PlaceWord
    skip: SkipWord
    items: list[str]


class Vacancy(msgspec.Struct):
    """A seat that nobody sits in, in these items or (none) in the whole meeting; deputies in the order they are called.

    The first who is not passed over is the one to call in (kommuneloven § 7-10).
    """

    instead_of: str
    items: list[str]
    why: VacancyWord
    proposals: list[Proposal]


class PresenceLine(msgspec.Struct):
    """One line of the list for the minutes. `away` and `barred` are the items that they are not in, as numbers.

    `instead_of` is a name; a substitute with `items` is there for those alone.
    """

    name: str
    party: str
    role: str
    comes: ComesWord
    away: list[str]
    barred: list[str]
    instead_of: str
    items: list[str]


class AttendanceItem(msgspec.Struct):
    """`title` is the one everyone may read."""

    id: str
    number: str
    title: str


class Attendance(msgspec.Struct):
    """Who comes to a meeting, for the secretariat. `date` and `starts_at` are ISO 8601."""

    package: str
    committee: str
    date: str
    starts_at: str | None
    place: str
    items: list[AttendanceItem]
    seats: list[SeatLine]
    deputies: list[SeatLine]
    called: list[CalledLine]
    vacancies: list[Vacancy]
    presence: list[PresenceLine]


class AttendanceAct(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What the secretariat does. Which fields count follows from `act`.

    absence: `person`, `items` (none: the whole meeting), `reason` · take_back: `person` · call_in: `person`, `items`,
    `instead_of` as proposed · call_off: `person` · answer: `person`, `answer`, said on the telephone.
    """

    act: Literal["absence", "take_back", "call_in", "call_off", "answer"]
    person: Id
    items: list[Id] = []
    reason: Reason = ""
    instead_of: Id = ""
    answer: Said = "yes"


class OwnAbsence(msgspec.Struct, forbid_unknown_fields=True):
    """I cannot come, to these items or (none) to the whole meeting."""

    items: list[Id]
    reason: Reason


class OwnAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What a deputy who is called in says."""

    answer: Said


class OwnCall(msgspec.Struct):
    """That I am called in; `instead_of` is a name, or empty."""

    instead_of: str
    items: list[str]
    answer: AnswerWord
    answered_at: str | None
    since: str


class OwnAttendance(msgspec.Struct):
    """My own part in a meeting. `people` and `called` are who is away and who comes instead, for its chair (`leads`).

    `over`: the day of the meeting has passed.
    """

    committee: str
    date: str
    starts_at: str | None
    place: str
    over: bool
    may_report: bool
    absence: AbsenceLine | None
    call: OwnCall | None
    leads: bool
    people: list[SeatLine]
    called: list[CalledLine]
