"""What goes over the wire about people, seats, imports, terms and invitations. Days are ISO 8601."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Short = Annotated[str, msgspec.Meta(max_length=200)]
Email = Annotated[str, msgspec.Meta(max_length=320)]
Phone = Annotated[str, msgspec.Meta(max_length=30)]
Party = Annotated[str, msgspec.Meta(max_length=200)]
File = Annotated[str, msgspec.Meta(max_length=1_000_000)]  # base64
Ids = Annotated[list[Short], msgspec.Meta(max_length=2000)]
SeatRole = Literal["member", "chair", "deputy_chair", "deputy", "secretariat"]
Spoken = Literal["nb", "nn", "en"]
Outcome = Literal["new", "changed", "same", "double", "refused"]
What = Literal[
    "person",
    "name",
    "phone",
    "party",
    "language",
    "secretariat",
    "national_id",
    "seat",
    "role",
    "rank",
    "days",
    "committee",
    "deputy_for",
]


class BookSeat(msgspec.Struct):
    """A seat for a time. `rank` is a deputy's place on the party's list, `deputy_for` the seat they stand in for."""

    id: str
    committee: str
    role: SeatRole
    rank: int | None
    party: str
    valid_from: str
    valid_to: str | None
    deputy_for: str | None


class BookPerson(msgspec.Struct):
    """`seen_at` is when a device of theirs last had contact; null for who has never signed in."""

    id: str
    name: str
    email: str
    phone: str
    party: str
    language: Spoken
    secretariat: bool
    revoked_at: str | None
    invited_at: str | None
    seen_at: str | None
    seats: list[BookSeat]


class BookCommittee(msgspec.Struct):
    id: str
    name: str
    kind: str
    valid_to: str | None
    successor: str | None


class BookParty(msgspec.Struct):
    name: str
    short: str


class Book(msgspec.Struct):
    """Everybody, those whose access has ended too. `mail`: invitations can be sent by e-mail."""

    people: list[BookPerson]
    committees: list[BookCommittee]
    parties: list[BookParty]
    mail: bool


class PersonGiven(msgspec.Struct, forbid_unknown_fields=True):
    """`party` by its short or whole name; a new name makes a new party."""

    name: Short
    email: Email
    phone: Phone = ""
    party: Party = ""
    language: Spoken = "nb"
    secretariat: bool = False


class SeatGiven(msgspec.Struct, forbid_unknown_fields=True):
    """A seat as it is to be; `valid_to` empty for as long as it lasts."""

    committee: Short
    role: SeatRole
    valid_from: Short
    valid_to: Short = ""
    rank: Annotated[int, msgspec.Meta(ge=1, le=999)] | None = None
    party: Party = ""
    deputy_for: Short = ""


class Made(msgspec.Struct):
    id: str


class DeputyOrder(msgspec.Struct, forbid_unknown_fields=True):
    """The seats of one committee's deputies on one list, in the order they are called in."""

    seats: Ids


class ImportAsked(msgspec.Struct, forbid_unknown_fields=True):
    """A file as it lies. With `dry_run` nothing is changed; else `state` says which answer was looked at."""

    file: File
    dry_run: bool = True
    state: Short = ""
    new_committees: bool = False


class ImportLine(msgspec.Struct):
    """What becomes of one line of the file. `what` is what it changes; `word` and `about` say why not, or what to
    look at."""

    line: int
    outcome: Outcome
    name: str
    email: str
    seat: str
    what: list[What]
    word: str
    about: str


class Column(msgspec.Struct):
    """A heading in the file, and which field it was understood as; empty for none."""

    heading: str
    field: str


class Imported(msgspec.Struct):
    """`missing` names fields without which nothing can be read; `committees` those that are not there."""

    state: str
    done: bool
    lines: list[ImportLine]
    columns: list[Column]
    missing: list[str]
    committees: list[str]


class Closing(msgspec.Struct, forbid_unknown_fields=True):
    """A committee that ends with the term; `successor` takes over, if any does."""

    committee: Short
    successor: Short = ""


class TermAsked(msgspec.Struct, forbid_unknown_fields=True):
    """A new term from `first_day`: who sits in `committees` leaves the day before, and those in the file begin."""

    first_day: Short
    committees: Annotated[list[Short], msgspec.Meta(max_length=500)]
    last_day: Short = ""
    closing: Annotated[list[Closing], msgspec.Meta(max_length=500)] = []
    file: File = ""
    dry_run: bool = True
    state: Short = ""
    new_committees: bool = False


class TermCommittee(msgspec.Struct):
    """One committee over the change, by name. `deputies` counts those of the new term."""

    name: str
    leaving: list[str]
    staying: list[str]
    joining: list[str]
    deputies: int
    closing: bool


class TermChanged(msgspec.Struct):
    """`without` are those who have no seat left from that day, and so no papers."""

    committees: list[TermCommittee]
    without: list[str]
    imported: Imported | None
    state: str
    done: bool


class TermLine(msgspec.Struct):
    """A change of term that was made. `kept` counts what somebody has changed since, which undoing leaves."""

    id: str
    first_day: str
    at: str
    by: str
    ended: int
    made: int
    undone_at: str | None
    may_undo: bool


class Terms(msgspec.Struct):
    terms: list[TermLine]


class TermUndone(msgspec.Struct):
    """What was taken back, and how much was left because somebody has changed it since."""

    restored: int
    removed: int
    kept: int


class Invited(msgspec.Struct, forbid_unknown_fields=True):
    people: Annotated[list[Short], msgspec.Meta(max_length=200)]


class LetterSeat(msgspec.Struct):
    committee: str
    role: SeatRole


class InvitationLetter(msgspec.Struct):
    """What one letter says; `link` signs in once, until `until`."""

    person: str
    name: str
    language: Spoken
    link: str
    until: str
    seats: list[LetterSeat]


class InvitationLetters(msgspec.Struct):
    municipality: str
    letters: list[InvitationLetter]


class InvitationsSent(msgspec.Struct):
    ordered: int
