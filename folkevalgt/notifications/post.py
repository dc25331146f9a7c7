"""E-mails that are due, gathered by person: several things at the same time are one letter.

Which notices a letter holds is written down before it is sent for the first time, so that one that is sent again
has the same name (Message-ID), and whoever gets it twice sees it once.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, database
from folkevalgt.config import Settings
from folkevalgt.models.notification import Sending
from folkevalgt.models.package import Delivery
from folkevalgt.notifications import letters, mail
from folkevalgt.notifications.outbox import Outcome, due, held, lend

LOOKED_AT = 200  # sendings, for the letters of one turn
PERMANENT = 500  # SMTP: from here on an answer is a no for good (RFC 5321 § 4.2.1)


async def claim(most: int) -> list[list[Sending]]:
    """Letters that are due, lent to the caller: each the sendings of one person, with their notices and the person."""
    now = clock.now()
    if not await due("email", now).using_db(database.ro()).exists():
        return []
    async with database.write_tx() as db:
        rows = held(db, due("email", now).limit(LOOKED_AT))
        chosen = _chosen(await rows.values_list("id", "letter", "notice__person_id"), most)
        related = ("notice__person", "notice__package__meeting")
        found = await Sending.filter(id__in=chosen).using_db(db).select_related(*related).order_by("due_at", "id")
        made = list(_gathered(await _without_what_is_known(db, found)).values())
        for letter in made:
            name = letter[0].letter or letter[0].id.hex
            await Sending.filter(id__in=[each.id for each in letter]).using_db(db).update(letter=name)
        await lend(db, [each.id for letter in made for each in letter], now)
    for each in (each for letter in made for each in letter):
        each.tries += 1
    return made


def _chosen(due: Iterable[tuple[UUID, str, UUID]], most: int) -> list[UUID]:
    """The sendings of the first letters; a letter that was begun keeps what it has."""
    letters: dict[str, list[UUID]] = {}
    for sending, letter, person in due:
        letters.setdefault(letter or str(person), []).append(sending)
    return [each for some in list(letters.values())[:most] for each in some]


def _gathered(rows: list[Sending]) -> dict[str, list[Sending]]:
    letters: dict[str, list[Sending]] = {}
    for each in rows:
        letters.setdefault(each.letter or str(each.notice.person_id), []).append(each)
    return letters


async def _without_what_is_known(db: BaseDBAsyncClient, rows: list[Sending]) -> list[Sending]:
    """What was to be sent instead of a push that nobody confirmed is no news to who has opened the papers since, and
    nobody who has no access any more is sent anything."""
    known: list[UUID] = []
    instead = {(each.notice.person_id, each.notice.package_id) for each in rows if each.fallback}
    opened: dict[tuple[UUID, UUID], datetime] = {}
    if instead:
        seen = Delivery.filter(person_id__in=[person for person, _ in instead], opened_at__not_isnull=True)
        for person, package, at in await seen.using_db(db).values_list("person_id", "package_id", "opened_at"):
            opened[person, package] = at
    for each in rows:
        notice = each.notice
        at = opened.get((notice.person_id, notice.package_id)) if each.fallback and notice.package_id else None
        if notice.person.revoked_at or notice.ended or (at and at >= notice.created_at):
            known.append(each.id)
    await Sending.filter(id__in=known).using_db(db).update(ended="overtaken")
    return [each for each in rows if each.id not in known]


async def send(settings: Settings, letter: list[Sending]) -> list[Outcome]:
    """Sends one letter, once; what became of each of its sendings."""
    person = letter[0].notice.person
    message = await letters.compose(settings, person, [each.notice for each in letter])
    try:
        await mail.send(settings, message)
    except (OSError, smtplib.SMTPException) as error:
        became, word = judged(error)
        return [Outcome(each, became, word) for each in letter]
    return [Outcome(each, "sent") for each in letter]


def judged(error: Exception) -> tuple[str, str]:
    """What an e-mail server's no means: that address will never take it, or it is a matter of time."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return ("dead" if all(code >= PERMANENT for code in codes) else "later"), str(codes[0])
    if isinstance(error, smtplib.SMTPDataError):
        return ("dead" if error.smtp_code >= PERMANENT else "later"), str(error.smtp_code)
    return "later", type(error).__name__[:60]
