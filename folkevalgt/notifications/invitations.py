"""Meetings in people's calendars by e-mail (RFC 5546), for whoever has chosen it: put there, moved, and taken away.

No verb tells of it: what stands is compared with what each was told last. So nothing is forgotten, whoever moved the
meeting or ended the seat, and an e-mail server that was away for a day costs only that day.
"""

from __future__ import annotations

import smtplib
from datetime import timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Literal
from uuid import UUID, uuid4

import msgspec
import structlog

from folkevalgt import calendars, clock, database
from folkevalgt.calendars import Entry
from folkevalgt.config import Settings
from folkevalgt.deliveries.diary import diary, entries
from folkevalgt.models.notification import Invited, NoticeChoice
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.notifications import letters, mail
from folkevalgt.notifications.post import judged
from folkevalgt.notifications.wording import LANGUAGES, NB, phrases

LEASE = timedelta(minutes=2)  # as long as an e-mail server may take, and more
AGAIN = timedelta(minutes=5)  # after one that could not be sent
Why = Literal["new", "changed", "cancelled", "gone"]

log = structlog.get_logger()


class CalendarMail(msgspec.Struct, frozen=True):
    """An e-mail that somebody's calendar lacks: `why` is what is other than it was told. The entry has its number."""

    person: Person
    meeting: UUID
    entry: Entry
    why: Why

    @property
    def said(self) -> str:
        return calendars.said(self.entry)


async def keep(settings: Settings) -> int:
    """Sends what calendars lack; returns how many e-mails were taken. One that is not is tried again, see AGAIN."""
    sent = 0
    for lacking in await due(settings):
        row = await _claim(lacking)
        if row is None:
            continue
        try:
            await mail.send(settings, compose(settings, lacking))
        except (OSError, smtplib.SMTPException) as error:
            became, trouble = judged(error)
            log.warning("invitation not sent", person=str(lacking.person.id), trouble=trouble)
            if became != "dead":
                await _put_off(row)
                break  # the others would wait for the same server
        else:
            sent += 1
        await _told(row, lacking)
    return sent


async def due(settings: Settings) -> list[CalendarMail]:
    """Which calendars say something else than what stands. Meetings that were are left as they are."""
    ro, today = database.ro(), clock.today()
    lying = Invited.filter(meeting__date__gte=today, person__revoked_at=None).using_db(ro).select_related("person")
    rows = {(row.person_id, row.meeting_id): row for row in await lying}
    choices = NoticeChoice.filter(invitations=True, person__revoked_at=None).using_db(ro).select_related("person")
    chosen: dict[UUID, Person] = {row.person_id: row.person for row in await choices}
    people = chosen | {row.person_id: row.person for row in rows.values()}
    if not people:
        return []
    lacking, met = [], set()
    for each in await diary(settings, people, today):
        key = (each.person, each.meeting)
        met.add(key)
        row = rows.get(key)
        there = row if row and row.said and not row.cancelled else None
        why: Why = "cancelled" if each.entry.cancelled else "changed" if there else "new"
        if there:
            wanted = there.said != calendars.said(each.entry)
        else:  # also what was taken away and is back
            wanted = each.person in chosen and not each.entry.cancelled
        if wanted:
            lacking.append(CalendarMail(people[each.person], each.meeting, _numbered(each.entry, row), why))
    left = [row for key, row in rows.items() if key not in met and row.said and not row.cancelled]
    return lacking + await _taken_away(settings, left)


def _numbered(entry: Entry, row: Invited | None) -> Entry:
    return msgspec.structs.replace(entry, sequence=row.sequence + 1 if row else 0)


async def _taken_away(settings: Settings, rows: list[Invited]) -> list[CalendarMail]:
    """For those who attend no more. Papers that were taken back from everyone call no meeting off."""
    packages = Package.filter(meeting_id__in=list({row.meeting_id for row in rows}), withdrawn_at=None)
    named: dict[UUID, UUID] = dict(await packages.using_db(database.ro()).values_list("meeting_id", "id"))
    found = await entries(settings, named.values())
    gone = {meeting: msgspec.structs.replace(found[package], cancelled=True) for meeting, package in named.items()}
    return [
        CalendarMail(row.person, row.meeting_id, _numbered(gone[row.meeting_id], row), "gone")
        for row in rows
        if row.meeting_id in gone
    ]


def compose(settings: Settings, lacking: CalendarMail) -> EmailMessage:
    """The e-mail: for whoever reads it in words, for a calendar as iCalendar."""
    person, entry = lacking.person, lacking.entry
    words = LANGUAGES.get(person.language, NB)
    said = phrases(words, entry)
    subject, text = (letters.sentence(given, said) for given in words.invited[lacking.why])
    where = (f"{settings.origin}/", words.open_app) if lacking.why == "gone" else (entry.link, words.open_meeting)
    called = letters.name(person.id, lacking.meeting, entry.sequence, lacking.said)
    message = letters.letter(settings, person, called, subject, [letters.Line(subject, text, *where)])
    us = parseaddr(settings.smtp_from)[1]
    method, calendar = calendars.invitation(entry, person.language, us, person.email, clock.now())
    message.add_alternative(calendar.decode(), subtype="calendar", params={"method": method})
    return message


async def _claim(lacking: CalendarMail) -> Invited | None:
    """The row, held by us for a while; None when another worker has it, or has told something since we looked."""
    now = clock.now()
    key = {"person_id": lacking.person.id, "meeting_id": lacking.meeting}
    fresh = Invited(id=uuid4(), sequence=-1, said="", sent_at=now, **key)
    async with database.write_tx() as db:
        await Invited.bulk_create([fresh], ignore_conflicts=True, using_db=db)
        row = await database.locked(Invited.filter(**key), db).get()
        if row.sequence + 1 != lacking.entry.sequence or (row.locked_until and row.locked_until > now):
            return None
        await Invited.filter(id=row.id).using_db(db).update(locked_until=now + LEASE)
    return row


async def _told(row: Invited, lacking: CalendarMail) -> None:
    """Told, or nobody is there to be: an address that takes no e-mail is not asked again until there is more to say."""
    news = {"sequence": lacking.entry.sequence, "said": lacking.said, "cancelled": lacking.entry.cancelled}
    async with database.write_tx() as db:
        await Invited.filter(id=row.id).using_db(db).update(sent_at=clock.now(), locked_until=None, **news)


async def _put_off(row: Invited) -> None:
    async with database.write_tx() as db:
        await Invited.filter(id=row.id).using_db(db).update(locked_until=clock.now() + AGAIN)
