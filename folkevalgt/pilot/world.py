"""Who lives in the pilot: `pilot/demo/world.toml` as typed structs."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from folkevalgt.errors import Refusal

# Beside the code in a wheel, at the top of the project in a clone.
_INSTALLED = Path(__file__).parent / "demo"
DEMO = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[2] / "pilot" / "demo"
SeatRole = Literal["chair", "deputy_chair", "member", "deputy", "secretariat", "coordinator"]


class Municipality(msgspec.Struct, frozen=True):
    """`canary` stands in the exempt paper and nowhere else, so that a leak can be searched for."""

    name: str
    short: str
    town_hall: str
    director: str
    canary: str


class Person(msgspec.Struct, frozen=True):
    """`age` in years is known for the youth council only (kommuneloven § 5-12: under 19)."""

    name: str
    email: str
    party: str = ""
    language: Literal["nb", "nn", "en"] = "nb"
    age: int | None = None


class Seat(msgspec.Struct, frozen=True):
    """A place in a committee. Days are counted from today; without them it holds for the election period.

    A deputy steps in for those in `deputy_for`, lowest `rank` first (kommuneloven § 7-10). A coordinator helps the
    youth council: secretary of that one body, where the secretariat serves them all.
    """

    person: str
    role: SeatRole
    rank: int | None = None
    deputy_for: tuple[str, ...] = ()
    from_days: int | None = None
    to_days: int | None = None

    def dates(self, today: date) -> tuple[date, date]:
        """First and last day of the seat."""
        begins, ends = election_period(today)
        if self.from_days is not None:
            begins = today + timedelta(days=self.from_days)
        if self.to_days is not None:
            ends = today + timedelta(days=self.to_days)
            begins = min(begins, ends - timedelta(days=365))
        return begins, ends


class Committee(msgspec.Struct, frozen=True):
    name: str
    seats: tuple[Seat, ...]
    youth: bool = False


class Case(msgspec.Struct, frozen=True):
    """`number` may say {year} or {last_year}. `officer` is who wrote the papers."""

    number: str
    title: str
    officer: str


class World(msgspec.Struct, frozen=True):
    """Everything is known by a key that tests may rely on: `ordforer`, `leder_oppvekst`, `vara_1`, ..."""

    municipality: Municipality
    parties: dict[str, str]
    persons: dict[str, Person]
    committees: dict[str, Committee]
    cases: dict[str, Case]

    def chair(self, committee: str) -> Person:
        seats = self.committees[committee].seats
        return self.persons[next(seat.person for seat in seats if seat.role == "chair")]

    def sitting(self, committee: str, today: date) -> list[Person]:
        """The members who sit on the day, in the order of the election book; deputies and secretaries left out."""
        seats = self.committees[committee].seats
        return [
            self.persons[seat.person]
            for seat in seats
            if seat.role in ("chair", "deputy_chair", "member")
            and seat.dates(today)[0] <= today <= seat.dates(today)[1]
        ]


def election_period(today: date) -> tuple[date, date]:
    """First and last day of the period that `today` falls in; new councils meet in October 2023, 2027, 2031 ..."""
    first = today.year - (today.year - 2023) % 4
    if today < date(first, 10, 1):
        first -= 4
    return date(first, 10, 1), date(first + 4, 9, 30)


def load_world(folder: Path = DEMO) -> World:
    """The people of the pilot. Raises Refusal("pilot_missing") where the project's `pilot/` is not at hand."""
    file = folder / "world.toml"
    if not file.is_file():
        raise Refusal("pilot_missing", 500, str(file))
    return msgspec.toml.decode(file.read_bytes(), type=World)
