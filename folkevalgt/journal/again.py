"""After an old backup was restored: what the journal says was taken is taken again, before anyone is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from uuid import UUID, uuid4

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q
from tortoise.models import Model

from folkevalgt import audit, circles, clock, database, deliveries, jobs
from folkevalgt.config import Settings
from folkevalgt.identity import deletion, sessions
from folkevalgt.journal.keeping import Journal, differences, line, missing
from folkevalgt.journal.lines import Book, Key, append, catch_up, held
from folkevalgt.journal.standing import HAD, standing
from folkevalgt.models.committee import CallIn, Committee, Membership
from folkevalgt.models.device import Ceremony, ExternalIdentity, Passkey, Session, SignInLink
from folkevalgt.models.disqualification import Disqualification, DisqualificationStep
from folkevalgt.models.document import Document, Exemption
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import NoticeChoice
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person

BY = "journal"


async def again(settings: Settings) -> int:
    """Does again what the database knows nothing of, when it is older than the journal; returns how much that was.

    Everybody is signed out then. What ends half-way is done at the next start: the journal's end is written last.
    """
    if not await Journal(settings).keep():
        async with held(settings.journal_path) as file:
            book = catch_up(file, Book())
            taken, back = missing(book, await standing())
            await _people(taken)
            await _the_rest(taken, back)
            found = await standing()
            now, gone = differences(book, found)
            over, absent = ([key for key in gone if (key[0] in HAD) is had] for had in (True, False))
            append(file, book, line(found, now=now, over=over, absent=absent))
            return len(taken) + len(back)
    return 0


async def _people(taken: dict[Key, str]) -> None:
    """Those who were deleted, and those who were revoked: each as it was done the first time."""
    for kind, name in taken:
        if kind in ("deleted", "person"):
            person = await Person.get_or_none(id=UUID(name), using_db=database.ro())
            if person and kind == "deleted":
                await deletion.delete(BY, person.email)
            elif person and person.revoked_at is None and ("deleted", name) not in taken:
                await sessions.revoke(person, BY)


async def _the_rest(taken: dict[Key, str], back: Iterable[Key]) -> None:
    async with database.write_tx() as db:
        packages = await database.locked(Package.all().order_by("id"), db)  # as whoever derives lists
        for way_in in (Session, SignInLink, Ceremony):
            await way_in.all().using_db(db).delete()
        for (kind, name), value in taken.items():
            if verb := VERBS.get(kind):
                await verb(db, name, value)
        for kind, name in back:
            await _take_back(db, kind, name)
        counts = Counter(kind for kind, _ in [*taken, *back])
        await audit.record(db, BY, "taken_again", "", **counts)
        await circles.refresh(db)
        for package in packages:
            await deliveries.refresh(db, package.id)


async def _device(db: BaseDBAsyncClient, name: str, _: str) -> None:
    await sessions.end_device(db, UUID(name))


async def _disqualified(db: BaseDBAsyncClient, name: str, state: str) -> None:
    person, item = map(UUID, name.split())
    known = await Person.exists(id=person, using_db=db) and await AgendaItem.exists(id=item, using_db=db)
    if not known:
        return
    given = {"person_id": person, "item_id": item}
    row, _ = await Disqualification.get_or_create(**given, defaults={"state": state}, using_db=db)
    await Disqualification.filter(id=row.id).using_db(db).update(state=state)
    step = {"disqualification_id": row.id, "state": state, "by": BY, "at": clock.now()}
    await DisqualificationStep.create(using_db=db, id=uuid4(), **step)


async def _exempt_item(db: BaseDBAsyncClient, name: str, _: str) -> None:
    if item := await AgendaItem.get_or_none(id=UUID(name), using_db=db):
        await _exempt(db, item.meeting_id, item_id=item.id)


async def _exempt_document(db: BaseDBAsyncClient, name: str, _: str) -> None:
    if paper := await Document.get_or_none(id=UUID(name), using_db=db):
        await _exempt(db, paper.meeting_id, document_id=paper.id)


async def _exempt(db: BaseDBAsyncClient, meeting: UUID, **what: UUID) -> None:
    """Its legal basis is not in the journal; the archive or a person says it again."""
    await Exemption.create(using_db=db, id=uuid4(), by=BY, created_at=clock.now(), **what)
    await jobs.order(db, "seal", {"meeting": str(meeting)})


def _withdrawn(kind: type[Model]) -> Callable[[BaseDBAsyncClient, str, str], Awaitable[None]]:
    async def withdraw(db: BaseDBAsyncClient, name: str, _: str) -> None:
        await kind.filter(id=UUID(name), withdrawn_at=None).using_db(db).update(withdrawn_at=clock.now())

    return withdraw


async def _called_off(db: BaseDBAsyncClient, name: str, _: str) -> None:
    await CallIn.filter(id=UUID(name), revoked_at=None).using_db(db).update(revoked_at=clock.now())


async def _called_to(db: BaseDBAsyncClient, name: str, items: str) -> None:
    await CallIn.filter(id=UUID(name)).using_db(db).update(items=msgspec.json.decode(items, type=list[str]))


async def _seat_ends(db: BaseDBAsyncClient, name: str, day: str) -> None:
    last = date.fromisoformat(day)
    longer = Q(valid_to=None) | Q(valid_to__gt=last)
    await Membership.filter(longer, id=UUID(name)).using_db(db).update(valid_to=last)


async def _memory_only(db: BaseDBAsyncClient, name: str, _: str) -> None:
    await Committee.filter(id=UUID(name)).using_db(db).update(exempt_on_devices=False)


VERBS: dict[str, Callable[[BaseDBAsyncClient, str, str], Awaitable[None]]] = {
    "device": _device,
    "disqualified": _disqualified,
    "exempt_item": _exempt_item,
    "exempt_document": _exempt_document,
    "withdrawn_package": _withdrawn(Package),
    "withdrawn_item": _withdrawn(AgendaItem),
    "withdrawn_document": _withdrawn(Document),
    "called_off": _called_off,
    "called_to": _called_to,
    "seat_ends": _seat_ends,
    "memory_only": _memory_only,
}


async def _take_back(db: BaseDBAsyncClient, kind: str, name: str) -> None:
    """What somebody had lost, and the backup still has."""
    if kind == "passkey":
        await Passkey.filter(id=UUID(name)).using_db(db).delete()
    if kind == "identity":
        await ExternalIdentity.filter(id=UUID(name)).using_db(db).delete()
    if kind == "secretariat":
        await Person.filter(id=UUID(name)).using_db(db).update(secretariat=False)
    if kind == "party":
        person, group = map(UUID, name.split())
        await Person.filter(id=person, party_group_id=group).using_db(db).update(party_group_id=None)
    if kind == "calendar":
        address = name.partition(" ")[2]
        await NoticeChoice.filter(calendar_hash=address).using_db(db).update(calendar_hash=None)
