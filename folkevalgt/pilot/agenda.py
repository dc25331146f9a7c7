"""The pilot's meetings: `pilot/demo/meetings/*.toml`, with dates that follow today."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec

from folkevalgt.clock import OSLO
from folkevalgt.pilot.world import DEMO, World

WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
MONTHS = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]


class Paper(msgspec.Struct, frozen=True):
    """`make` is the template; a paper without one is described but not delivered.

    It comes with the item's delivery or its own later one; `changed_in` is the delivery that brings version 2.
    """

    key: str
    kind: str
    title: str
    make: str = ""
    public_title: str = ""
    exempt: bool = False
    scanned: bool = False
    delivery: int = 1
    changed_in: int | None = None


class Exemption(msgspec.Struct, frozen=True):
    code: str
    legal_basis: str


class Item(msgspec.Struct, frozen=True):
    """One line of the agenda. What happened in the meeting stands here too, for the minutes."""

    key: str
    type: Literal["PS", "RS", "OS", "FO"]
    sequence: int
    title: str
    case: str = ""
    public_title: str = ""
    closed: bool = False
    oral: bool = False
    exemption: Exemption | None = None
    delivery: int = 1
    papers: tuple[Paper, ...] = ()
    proposals: str = ""
    voting: str = ""
    decision: str = ""

    def number(self, year: int) -> str:
        return f"{self.type} {self.sequence}/{year % 100:02}"


class Delivery(msgspec.Struct, frozen=True):
    """One sending from the archive: the summons, a supplement, the minutes. `days_before` the meeting."""

    name: str
    days_before: int
    status: Literal["called", "minutes_published"] = "called"
    note: str = ""


class Meeting(msgspec.Struct, frozen=True):
    """A meeting with all its deliveries. `called_in` are deputies who have been told to come."""

    committee: str
    number: int
    days: int
    time: str
    place: str
    deliveries: tuple[Delivery, ...]
    papers: tuple[Paper, ...]
    items: tuple[Item, ...]
    any_day: bool = False
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    called_in: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What the archive calls it."""
        return f"{self.committee}-{self.number}"

    def day(self, today: date) -> date:
        """The meeting's date. Off a weekend it moves away from today, unless it may be on any day."""
        day = today + timedelta(days=self.days)
        away = 1 if self.days > 0 else -1
        while not self.any_day and day.weekday() >= 5:
            day += timedelta(days=away)
        return day

    def starts_at(self, today: date) -> datetime:
        return datetime.combine(self.day(today), time.fromisoformat(self.time), OSLO)

    def sent(self, delivery: int, today: date) -> date:
        """The day a delivery was written; nothing is dated later than today."""
        return min(today, self.day(today) - timedelta(days=self.deliveries[delivery - 1].days_before))


def load_meetings(folder: Path = DEMO) -> list[Meeting]:
    """All meetings in the order of their files, which is the order of their dates."""
    files = sorted((folder / "meetings").glob("*.toml"))
    return [msgspec.toml.decode(file.read_bytes(), type=Meeting) for file in files]


def named(today: date) -> dict[str, Any]:
    """What titles and case numbers may name: years, and the month that the newest accounts cover."""
    year = today.year
    accounts = today.replace(day=1) - timedelta(days=32)
    month = f"{MONTHS[accounts.month - 1]} {accounts.year}"
    return {"year": year, "last_year": year - 1, "next_year": year + 1, "plan_end": year + 4, "accounts": month}


def filled(text: str, today: date) -> str:
    """`Budsjett {next_year}` with its year in place."""
    return text.format(**named(today))


def in_words(day: date, weekday: bool = False) -> str:
    """`3. desember 2026`, with `torsdag` in front when asked."""
    words = f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words


def treatments(case: str, meetings: list[Meeting], world: World, today: date) -> list[dict[str, str]]:
    """Where a case is treated: the table at the top of a case paper. One paper for every body."""
    return [
        {
            "committee": world.committees[meeting.committee].name,
            "date": in_words(meeting.day(today)),
            "number": item.number(meeting.day(today).year),
        }
        for meeting in meetings
        for item in meeting.items
        if case and item.case == case and item.type == "PS"
    ]
