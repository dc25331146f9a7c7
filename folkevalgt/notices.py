"""Ordering that people are told: rows written in the transaction of what they are told of. `notifications` sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, jobs
from folkevalgt.models.notification import Notice, Sending

Kind = Literal[
    "package",  # a new package
    "supplement",
    "withdrawn",  # a paper or the whole package
    "minutes",
    "called_in",
    "called_off",
    "case",  # a followed case is on an agenda, or was decided
    "shared",  # somebody shared a note with them
    "reminder",  # before the meeting
    "moved",  # another day, time or place
    "cancelled",
    "absence",  # to the secretariat: somebody cannot come, or may be disqualified
    "answered",  # to the secretariat: a deputy said yes or no
    "not_published",  # to the secretariat: what was to be published by itself was not
    "test",  # they asked for one
]

STAFF = frozenset({"absence", "answered", "not_published"})  # for the secretariat alone
ALWAYS = frozenset({"called_in", "called_off", "moved", "cancelled"})  # told to everyone: they may choose how
# What may be said of a meeting whose papers are no longer theirs, or are not yet.
TOLD_WITHOUT = frozenset({"withdrawn", "moved", "cancelled", "called_in", "called_off", "case"})
GATHERED = frozenset({"package", "supplement", "withdrawn", "minutes", "case", "shared"})  # may wait for a day's e-mail


async def order(
    db: BaseDBAsyncClient,
    kind: Kind,
    people: Iterable[UUID],
    about: str,
    *,
    package: UUID | None = None,
    publication: UUID | None = None,
    subject: str = "",
    facts: Mapping[str, int | str] | None = None,
    at: datetime | None = None,
) -> None:
    """Tells each of them of one thing, once: `about` names it among all of that kind. Nothing happens unless the
    caller's transaction commits.

    `facts` are counts and words of our own: never a title or a name. `at` is when, if not now.
    """
    now = clock.now()
    rows = [
        Notice(
            id=uuid4(),
            person_id=person,
            kind=kind,
            package_id=package,
            publication_id=publication,
            subject=subject,
            facts=dict(facts or {}),
            key=f"{kind} {about} {person}",
            created_at=now,
            due_at=at or now,
        )
        for person in sorted(set(people))  # in one order: two who tell the same people wait for each other
    ]
    await Notice.bulk_create(rows, ignore_conflicts=True, using_db=db)


async def call_off(db: BaseDBAsyncClient, word: str, **which: object) -> None:
    """Nobody is told of these any more (fields of Notice): what waits is ended with that word."""
    ids = await Notice.filter(**which, ended="").using_db(db).values_list("id", flat=True)
    if ids:
        await Notice.filter(id__in=ids).using_db(db).update(ended=word)
        await Sending.filter(notice_id__in=ids, ended="").using_db(db).update(ended="overtaken")


async def stir(db: BaseDBAsyncClient, package: UUID) -> None:
    """Something on a meeting's desk is another than it was: the secretariat's open screens look again, soon."""
    soon = clock.now().replace(microsecond=0) + timedelta(seconds=1)
    await jobs.order(db, "stir", {"package": str(package)}, key=f"stir {package} {soon.isoformat()}", at=soon)
