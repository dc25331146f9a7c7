"""Who reads what somebody shares: a party group, or a committee's chair and its secretariat. Nobody else, ever.

A circle's name is its scope: `group:<party group>` or `chair:<committee>`. Whoever changes people or seats calls
`refresh` in the same transaction. A reader must also have been given the paper that the note stands on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from folkevalgt import access, audit, clock, jobs
from folkevalgt.access import Body, Role, Standing
from folkevalgt.models.committee import CallIn, Committee, Membership
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.note import CircleMember, Note, ScopeEpoch
from folkevalgt.models.package import Delivery, ManifestFile
from folkevalgt.models.person import Person

PRIVATE = "private"
Refused = Literal["", "quorum", "nobody"]
Place = tuple[UUID, str]  # a person in a circle


def group(party_group: UUID) -> str:
    return f"group:{party_group}"


def chair(committee: UUID) -> str:
    return f"chair:{committee}"


def holding(now: datetime) -> Q:
    """Rows with `since` and `until` that hold at a moment."""
    return Q(since__lte=now) & (Q(until=None) | Q(until__gt=now))


async def scopes(db: BaseDBAsyncClient, person: UUID) -> set[str]:
    """The circles someone is in now."""
    rows = CircleMember.filter(holding(clock.now()), person_id=person).using_db(db)
    return {str(scope) for (scope,) in await rows.values_list("scope")}


async def readers(db: BaseDBAsyncClient, author: UUID, scope: str, document: UUID) -> set[UUID]:
    """Who would read the author's note on a paper if it were shared in a circle now, the author left out.

    A committee's chair is asked about that committee's own papers only.
    """
    if scope.startswith("chair:"):
        home = await Document.filter(id=document).using_db(db).values_list("meeting__committee_id")
        if scope not in {chair(committee) for (committee,) in home}:
            return set()
    members = CircleMember.filter(holding(clock.now()), scope=scope).using_db(db)
    people = {person for (person,) in await members.values_list("person_id")} - {author}
    return {person for person, _ in await _given(db, people, {document})}


async def refusal(db: BaseDBAsyncClient, author: UUID, scope: str, document: UUID) -> Refused:
    """Why a note on a paper may not be shared in a circle now; empty when it may."""
    people = await readers(db, author, scope, document)
    if not people:
        return "nobody"
    meeting = await Document.get(id=document, using_db=db).only("meeting_id")
    return "quorum" if access.assembled({author, *people}, await bodies(db, meeting.meeting_id)) else ""


async def bodies(db: BaseDBAsyncClient, meeting: UUID | None = None) -> list[Body]:
    """Every committee as it sits now, the meeting's own first, with the substitutes called in to that meeting."""
    now = clock.now()
    sitting: dict[UUID, set[UUID]] = {}
    names: dict[UUID, str] = {}
    for each in await Membership.all().using_db(db).select_related("committee"):
        if each.role in access.VOTING and access.seat(each.role, each.valid_from, each.valid_to).holds(now):
            sitting.setdefault(each.committee_id, set()).add(each.person_id)
            names[each.committee_id] = each.committee.name
    seats = {committee: len(people) for committee, people in sitting.items()}
    own: UUID | None = None
    for committee in await Committee.filter(meetings__id=meeting).using_db(db) if meeting else []:
        own = committee.id
        for call in await CallIn.filter(meeting_id=meeting, revoked_at=None).using_db(db).select_related("meeting"):
            if access.called_in(call.since, call.meeting.date, call.hours_after).holds(now):
                sitting.setdefault(own, set()).add(call.person_id)
    order = sorted(seats, key=lambda each: (each != own, names[each]))
    return [Body(names[each], seats[each], frozenset(sitting[each])) for each in order]


async def bump(db: BaseDBAsyncClient, people: Iterable[UUID]) -> None:
    """Has the devices of these people begin anew with what they see of others.

    Call it after something was audited in the same transaction: then no two wait for each other.
    """
    wanted = sorted(set(people))
    if not wanted:
        return
    new = [ScopeEpoch(person_id=person, epoch=0) for person in wanted]
    await ScopeEpoch.bulk_create(new, ignore_conflicts=True, using_db=db)
    for row in await ScopeEpoch.filter(person_id__in=wanted).using_db(db):
        row.epoch += 1
        await row.save(using_db=db, update_fields=["epoch"])


async def refresh(db: BaseDBAsyncClient) -> list[UUID]:
    """Derives every circle anew; returns who joined or left one, whose devices begin anew and are told to."""
    await audit.hold(db)  # of two who change people at once, the second sees what the first did
    now = clock.now()
    wanted = await _wanted(db, now)
    there = {(row.person_id, row.scope): row for row in await CircleMember.all().using_db(db)}
    held = {place for place, row in there.items() if row.since <= now and (row.until is None or row.until > now)}
    left, joined = set(there) - set(wanted), set(wanted) - held
    await CircleMember.filter(id__in=[there[place].id for place in left]).using_db(db).delete()
    fresh = []
    for place, (since, until) in wanted.items():
        row = there.get(place)
        ends = None if until == access.FOREVER else until
        if row is None:
            fresh.append(CircleMember(person_id=place[0], scope=place[1], since=since, until=ends))
        elif (row.since, row.until) != (since, ends):
            await CircleMember.filter(id=row.id).using_db(db).update(since=since, until=ends)
    await CircleMember.bulk_create(fresh, using_db=db)
    people = sorted({person for person, _ in left | joined})
    if people:
        await _tell(db, joined, left)
        await bump(db, people)
        await jobs.order(db, "pull", {"people": [str(person) for person in people]})
    return people


async def _wanted(db: BaseDBAsyncClient, now: datetime) -> dict[Place, tuple[datetime, datetime]]:
    """Who is in which circle now, from when until when."""
    people = {person.id: person for person in await Person.filter(revoked_at=None).using_db(db)}
    held: dict[Place, list[Standing]] = {}
    for each in await Membership.filter(person_id__in=list(people)).using_db(db):
        seat = access.seat(each.role, each.valid_from, each.valid_to)
        if seat.role in (Role.CHAIR, Role.SECRETARIAT):
            held.setdefault((each.person_id, chair(each.committee_id)), []).append(seat)
        party = people[each.person_id].party_group_id
        if party and seat.role is not Role.SECRETARIAT:
            held.setdefault((each.person_id, group(party)), []).append(seat)
    for committee in await Committee.all().using_db(db):
        for person in people.values():
            if person.secretariat:
                serves = Standing(Role.SECRETARIAT, person.created_at)
                held.setdefault((person.id, chair(committee.id)), []).append(serves)
    found = ((place, access.span(standings, now)) for place, standings in held.items())
    return {place: times for place, times in found if times}


async def _tell(db: BaseDBAsyncClient, joined: Collection[Place], left: Collection[Place]) -> None:
    """The log says who joined and left which circle, and which notes came in sight of whom thereby."""
    for action, places in (("circle_left", left), ("circle_joined", joined)):
        for scope in sorted({scope for _, scope in places}):
            people = sorted(person for person, each in places if each == scope)
            await audit.record(db, "worker", action, scope, people=people)
    await tell_seen(db, await shared_notes(db, scopes={scope for _, scope in joined}), joined)


class Shared(msgspec.Struct, frozen=True):
    """Somebody's live note in a circle, by what it is and not by what it says."""

    id: UUID
    author: UUID
    scope: str
    document: UUID


async def shared_notes(
    db: BaseDBAsyncClient, *, scopes: Collection[str] | None = None, documents: Collection[UUID] | None = None
) -> list[Shared]:
    """The live notes that are shared in these circles, or that stand on these papers."""
    rows = Note.filter(deleted=False, document_id__isnull=False).exclude(scope=PRIVATE).using_db(db)
    if scopes is not None:
        rows = rows.filter(scope__in=list(scopes))
    if documents is not None:
        rows = rows.filter(document_id__in=list(documents))
    found = await rows.values_list("id", "author_id", "scope", "document_id")
    return [Shared(*row) for row in found]


async def tell_seen(db: BaseDBAsyncClient, notes: list[Shared], places: Collection[Place]) -> None:
    """Logs which of these notes came in sight of which of these people in circles: ids and nothing else."""
    given = await _given(db, {person for person, _ in places}, {note.document for note in notes})
    for note in notes:
        seen = sorted(
            person
            for person, scope in places
            if scope == note.scope and person != note.author and (person, note.document) in given
        )
        if seen:
            await audit.record(db, "worker", "note_seen", str(note.id), scope=note.scope, people=seen)


async def _given(
    db: BaseDBAsyncClient, people: Collection[UUID], documents: Collection[UUID]
) -> set[tuple[UUID, UUID]]:
    """Which of these people have been given which of these papers now, in whatever open version."""
    if not people or not documents:
        return set()
    versions = DocumentVersion.filter(document_id__in=list(documents), content_key=None).using_db(db)
    papers = await versions.values_list("document_id", "document__meeting_id", "sha256")
    held = Delivery.filter(holding(clock.now()), person_id__in=list(people)).using_db(db)
    held = held.filter(package__meeting_id__in=list({meeting for _, meeting, _ in papers}))
    deliveries = await held.values_list("person_id", "manifest_id", "package__meeting_id")
    lists = list({manifest for _, manifest, _ in deliveries})
    named = ManifestFile.filter(manifest_id__in=lists, file__in=list({sha for _, _, sha in papers})).using_db(db)
    in_list = set(await named.values_list("manifest_id", "file"))
    return {
        (person, document)
        for person, manifest, meeting in deliveries
        for document, home, sha in papers
        if home == meeting and (manifest, sha) in in_list
    }
