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
from folkevalgt.notifications.wording import LANGUAGES, NB, phrases

LEASE = timedelta(minutes=2)  # as long as an e-mail server may take, and more
AGAIN = timedelta(minutes=5)  # after one that could not be sent
Why = Literal["new", "changed", "cancelled", "gone"]

log = structlog.get_logger()


class Errand(msgspec.Struct, frozen=True):
    """An e-mail that somebody's calendar is to have: `why` is what is other than it was told."""

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
    for errand in await due(settings):
        row = await _claim(errand)
        if row is None:
            continue
        try:
            await mail.send(settings, compose(settings, errand, row.sequence + 1))
        except (OSError, smtplib.SMTPException) as error:
            refused = isinstance(error, smtplib.SMTPRecipientsRefused) and _for_good(error)
            log.warning("invitation not sent", person=str(errand.person.id), trouble=type(error).__name__)
            if not refused:
                await _put_off(row)
                break  # the others would wait for the same server
        else:
            sent += 1
        await _told(row, errand)
    return sent


async def due(settings: Settings) -> list[Errand]:
    """Which calendars say something else than what stands. Meetings that were are left as they are."""
    ro, today = database.ro(), clock.today()
    lying = Invited.filter(meeting__date__gte=today, person__revoked_at=None).using_db(ro).select_related("person")
    rows = {(row.person_id, row.meeting_id): row for row in await lying}
    choices = NoticeChoice.filter(invitations=True, person__revoked_at=None).using_db(ro).select_related("person")
    chosen: dict[UUID, Person] = {row.person_id: row.person for row in await choices}
    people = chosen | {row.person_id: row.person for row in rows.values()}
    if not people:
        return []
    errands, met = [], set()
    for each in await diary(settings, people, today):
        key = (each.person, each.meeting)
        met.add(key)
        row = rows.get(key)
        there = row is not None and bool(row.said) and not row.cancelled
        if each.entry.cancelled:
            why: Why | None = "cancelled" if there else None
        elif there:
            why = "changed"
        else:  # also what was taken away and is back
            why = "new" if each.person in chosen else None
        if why and not (there and row and row.said == calendars.said(each.entry)):
            errands.append(Errand(people[each.person], each.meeting, each.entry, why))
    left = [row for key, row in rows.items() if key not in met and row.said and not row.cancelled]
    return errands + await _taken_away(settings, left)


async def _taken_away(settings: Settings, rows: list[Invited]) -> list[Errand]:
    """For those who attend no more. Papers that were taken back from everyone call no meeting off."""
    packages = Package.filter(meeting_id__in=list({row.meeting_id for row in rows}), withdrawn_at=None)
    named = dict(await packages.using_db(database.ro()).values_list("meeting_id", "id"))
    found = await entries(settings, named.values())
    gone = {meeting: msgspec.structs.replace(found[named[meeting]], cancelled=True) for meeting in named}
    return [Errand(row.person, row.meeting_id, gone[row.meeting_id], "gone") for row in rows if row.meeting_id in gone]


def compose(settings: Settings, errand: Errand, sequence: int) -> EmailMessage:
    """The e-mail: for whoever reads it in words, for a calendar as iCalendar."""
    person, told = errand.person, msgspec.structs.replace(errand.entry, sequence=sequence)
    words = LANGUAGES.get(person.language, NB)
    said = phrases(words, told)
    subject, text = (letters.sentence(each, said) for each in words.invited[errand.why])
    line = letters.Line(subject, text, told.link, words.open_meeting)
    called = letters.name(person.id, errand.meeting, sequence, errand.said)
    message = letters.letter(settings, person, called, line.subject, [line])
    method, calendar = calendars.invitation(told, person.language, parseaddr(settings.smtp_from)[1], person.email)
    message.add_alternative(calendar.decode(), subtype="calendar", params={"method": method})
    return message


async def _claim(errand: Errand) -> Invited | None:
    """The row, held by us for a while; None when another worker has it, or has just told it."""
    now = clock.now()
    key = {"person_id": errand.person.id, "meeting_id": errand.meeting}
    fresh = Invited(id=uuid4(), sequence=-1, said="", sent_at=now, **key)
    async with database.write_tx() as db:
        await Invited.bulk_create([fresh], ignore_conflicts=True, using_db=db)
        row = await database.locked(Invited.filter(**key), db).get()
        if row.said == errand.said or (row.locked_until and row.locked_until > now):
            return None
        await Invited.filter(id=row.id).using_db(db).update(locked_until=now + LEASE)
    return row


async def _told(row: Invited, errand: Errand) -> None:
    """Told, or nobody is there to be: an address that takes no e-mail is not asked again until there is more to say."""
    news = {"sequence": row.sequence + 1, "said": errand.said, "cancelled": errand.entry.cancelled}
    async with database.write_tx() as db:
        await Invited.filter(id=row.id).using_db(db).update(sent_at=clock.now(), locked_until=None, **news)


async def _put_off(row: Invited) -> None:
    async with database.write_tx() as db:
        await Invited.filter(id=row.id).using_db(db).update(locked_until=clock.now() + AGAIN)


def _for_good(error: smtplib.SMTPRecipientsRefused) -> bool:
    return all(code >= 500 for code, _ in error.recipients.values())
