"""The time. Everything asks here, so that a test can stand at any second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

_read: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    """The present moment, in UTC."""
    return _read()


def today() -> date:
    """The date in Norway."""
    return now().astimezone(OSLO).date()


def in_norway(moment: datetime) -> str:
    """ISO 8601 to the second, as clocks in Norway say it."""
    return moment.astimezone(OSLO).isoformat(timespec="seconds")


def midnight(day: date) -> datetime:
    """The first moment of a day in Norway, in UTC; right on both nights when the clocks are moved."""
    return datetime.combine(day, time(), OSLO).astimezone(UTC)
