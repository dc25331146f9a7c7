"""Meetings as iCalendar (RFC 5545), for a feed and for invitations (RFC 5546). Pure: from structs to bytes.

A calendar lies on other people's servers: it says which body meets when and where, and nothing of what is treated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import icalendar
import msgspec
from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

OSLO = ZoneInfo("Europe/Oslo")
LASTS = timedelta(hours=2)  # an archive tells no end, and without one calendars show a line nobody can hit
PRODID = "-//Folkevalgt//Folkevalgt//NO"
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


class Words(msgspec.Struct, frozen=True):
    meeting: str
    papers: str
    calendar: str


WORDS = {
    "nb": Words("Møte", "Papirene leser du i Folkevalgt:", "Møter, {municipality}"),
    "nn": Words("Møte", "Papira les du i Folkevalgt:", "Møte, {municipality}"),
    "en": Words("Meeting", "You read the papers in Folkevalgt:", "Meetings, {municipality}"),
}


class Entry(msgspec.Struct, frozen=True):
    """A meeting in a calendar. `uid` is the same for ever; `body` is empty where it may not be told.

    Without `starts_at` it lasts all day. `sequence` is the number of this version of it (RFC 5545 § 3.8.7.4).
    """

    uid: str
    body: str
    date: date
    starts_at: datetime | None
    place: str
    link: str
    cancelled: bool = False
    sequence: int = 0


def said(entry: Entry) -> str:
    """The sha-256 of all that it tells, whatever its number: who was told the same is not told again."""
    return _hash([msgspec.structs.replace(entry, sequence=0)])


def etag(entries: Iterable[Entry], language: str) -> str:
    """The name of a feed that says this; not of its bytes, which say when they were made."""
    return f'W/"{_hash([language, list(entries)])[:32]}"'


def _hash(told: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()


def feed(entries: Iterable[Entry], language: str, municipality: str, at: datetime) -> bytes:
    """One person's meetings, for a calendar that asks every now and then; `at` is when it asks."""
    words = WORDS.get(language, WORDS["nb"])
    calendar = _calendar("PUBLISH")
    name = words.calendar.format(municipality=municipality)
    calendar.add("name", name)  # RFC 7986; the next is what it was called before
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, words, at))
    return bytes(calendar.to_ical())


def invitation(entry: Entry, language: str, organizer: str, attendee: str, at: datetime) -> tuple[Method, bytes]:
    """One meeting for one calendar, by e-mail: REQUEST puts it there or changes it, CANCEL takes it away.

    `organizer` and `attendee` are e-mail addresses, `at` is when it is written. Nobody is asked to answer: absence is
    reported in the app.
    """
    method: Method = "CANCEL" if entry.cancelled else "REQUEST"
    calendar, event = _calendar(method), _event(entry, WORDS.get(language, WORDS["nb"]), at)
    event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    asked = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    event.add("attendee", vCalAddress(f"mailto:{attendee}"), parameters=asked)
    calendar.add_component(event)
    return method, bytes(calendar.to_ical())


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    for name, value in (("prodid", PRODID), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", method)):
        calendar.add(name, value)
    calendar.add_component(_oslo())
    return calendar


def _event(entry: Entry, words: Words, at: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at.replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("summary", entry.body or words.meeting)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.starts_at is None:
        event.add("dtstart", entry.date)
        event.add("dtend", entry.date + timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # nobody is busy all day because of it
    else:
        begins = entry.starts_at.astimezone(UTC)
        starts, ends = _told(begins, begins + LASTS)
        event.add("dtstart", starts)
        event.add("dtend", ends)
    if entry.place:
        event.add("location", entry.place)
    event.add("description", f"{words.papers}\n{entry.link}")
    event.add("url", entry.link)
    return event


def _told(*moments: datetime) -> list[datetime]:
    """As clocks in Norway say it; in UTC when one is in the hour that comes twice the night summer time ends.

    Such a time on the clock means the first of the two (RFC 5545 § 3.3.5), so the second cannot be told otherwise.
    """
    here = [each.astimezone(OSLO).replace(microsecond=0) for each in moments]
    return [each.astimezone(UTC) for each in here] if any(each.fold for each in here) else here


def _oslo() -> Timezone:
    """Summer time in Norway since 1996 (directive 2000/84/EC), by rule: it holds for every year to come."""
    zone = Timezone()
    zone.add("tzid", OSLO.key)
    hour = timedelta(hours=1)
    for kind, name, began, month, before, after in (
        (TimezoneDaylight, "CEST", datetime(1996, 3, 31, 2), 3, hour, 2 * hour),  # noqa: DTZ001 as clocks said it
        (TimezoneStandard, "CET", datetime(1996, 10, 27, 3), 10, 2 * hour, hour),  # noqa: DTZ001
    ):
        part = kind()
        part.add("dtstart", began)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
