"""What goes over the wire about who has a package, and who was told of it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

How = Literal["push", "email", ""]


class ReceiptDevice(msgspec.Struct):
    """One device, and when it had the list that stands now. Times are ISO 8601 with offset."""

    name: str
    seen_at: str
    received_at: str | None
    opened_at: str | None


class ReceiptPerson(msgspec.Struct):
    """`told_at` and `confirmed_at` are of the newest notice about the package, `how` its first channel that took it.

    `printed` counts pages the town hall printed for them; what people print themselves is counted for nobody by name.
    `ring`: they have not received it in time (Receipts.ring_hours).
    """

    person: str
    name: str
    role: str
    phone: str
    email: str
    told_at: str | None
    how: How
    confirmed_at: str | None
    received_at: str | None
    opened_at: str | None
    printed: int
    ring: bool
    devices: list[ReceiptDevice]


class Summons(msgspec.Struct):
    """The municipality's own time limit for the summons: `days` before the meeting (kommuneloven § 11-3: "rimelig").

    `due` is the last day. `state`: "met" (the first publication came in time), "late", or of what is not published
    yet "waiting" and "missed".
    """

    days: int
    due: str
    state: Literal["met", "late", "waiting", "missed"]


class Receipts(msgspec.Struct):
    """`revision` is 0 before the first publication; `summons` null when there is no limit."""

    package: str
    committee: str
    date: str
    revision: int
    published_at: str | None
    ring_hours: int
    summons: Summons | None
    people: list[ReceiptPerson]


class TellAgain(msgspec.Struct, forbid_unknown_fields=True):
    """Whom to tell once more of the newest publication."""

    people: Annotated[list[Annotated[str, msgspec.Meta(max_length=40)]], msgspec.Meta(min_length=1, max_length=1000)]


class ToldAgain(msgspec.Struct):
    people: int
