"""Who reads what somebody shares: a party group, or a committee's chair and its secretariat. Nobody else, ever.

A circle's name is its scope: `group:<party group>` or `chair:<committee>`. Whoever changes people or seats calls
`refresh` in the same transaction. A reader must also have been given the paper that the note stands on.
Those who sit in a committee may write to its chair and secretariat without reading what others write to them.
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
from folkevalgt.models.meeting import Meeting
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


async def addressed(db: BaseDBAsyncClient, person: UUID) -> set[str]:
    """The circles someone may write to now: their own, and chair and secretariat where they have papers to treat."""
    given = Delivery.filter(holding(clock.now()), person_id=person, role__in=list(access.TREATING)).using_db(db)
    committees = await given.values_list("package__meeting__committee_id")
    return await scopes(db, person) | {chair(committee) for (committee,) in committees}


async def readers(
    db: BaseDBAsyncClient, author: UUID, scope: str, document: UUID, answered: UUID | None = None
) -> set[UUID]:
    """Who would read the author's note on a paper if it were shared in a circle now, the author left out.

    Whoever is `answered` by it reads it also from outside the circle. A committee's chair is asked about that
    committee's own papers only.
    """
    if scope == PRIVATE:
        return set()
    if scope.startswith("chair:"):
        home = await Document.filter(id=document).using_db(db).values_list("meeting__committee_id")
        if scope not in {chair(committee) for (committee,) in home}:
            return set()
    members = CircleMember.filter(holding(clock.now()), scope=scope).using_db(db)
    people = {person for (person,) in await members.values_list("person_id")} | ({answered} if answered else set())
    people -= {author}
    return {person for person, _ in await _given(db, people, {document})}


async def refusal(db: BaseDBAsyncClient, author: UUID, people: set[UUID], document: UUID) -> Refused:
    """Why a note on a paper may not be shared with these readers in a circle now; empty when it may."""
    if not people:
        return "nobody"
    meeting = await Document.get(id=document, using_db=db).only("meeting_id")
    sitting = (await bodies(db, [meeting.meeting_id]))[meeting.meeting_id]
    return "quorum" if access.assembled({author, *people}, sitting) else ""


async def bodies(db: BaseDBAsyncClient, meetings: Collection[UUID]) -> dict[UUID, list[Body]]:
    """Every committee as it sits now, for each meeting: its own first, with the substitutes called in to it."""
    now = clock.now()
    sitting: dict[UUID, set[UUID]] = {}
    names: dict[UUID, str] = {}
    seats = Membership.filter(role__in=list(access.VOTING)).using_db(db)
    columns = ("committee_id", "committee__name", "person_id", "role", "valid_from", "valid_to")
    for committee, name, person, role, valid_from, valid_to in await seats.values_list(*columns):
        if access.seat(role, valid_from, valid_to).holds(now):
            sitting.setdefault(committee, set()).add(person)
            names[committee] = name
    called: dict[UUID, set[UUID]] = {}
    for call in (
        await CallIn.filter(meeting_id__in=list(meetings), revoked_at=None).using_db(db).select_related("meeting")
    ):
        # Called in to one item they sit in the meeting, too.
        if access.called_in(call.since, call.meeting.date, call.hours_after).holds(now):
            called.setdefault(call.meeting_id, set()).add(call.person_id)
    found = {}
    for meeting in await Meeting.filter(id__in=list(meetings)).using_db(db):
        order = sorted(sitting, key=lambda each: (each != meeting.committee_id, names[each]))
        found[meeting.id] = [
            Body(
                names[each],
                len(sitting[each]),
                frozenset(sitting[each] | (called.get(meeting.id, set()) if each == meeting.committee_id else set())),
            )
            for each in order
        ]
    return found


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
    rows = await CircleMember.all().using_db(db).values_list("person_id", "scope", "id", "since", "until")
    there = {(person, scope): (row, since, until) for person, scope, row, since, until in rows}
    held = {place for place, (_, since, until) in there.items() if since <= now and (until is None or until > now)}
    left, joined = set(there) - set(wanted), set(wanted) - held
    await CircleMember.filter(id__in=[there[place][0] for place in left]).using_db(db).delete()
    fresh = []
    for place, (since, until) in wanted.items():
        ends = None if until == access.FOREVER else until
        if place not in there:
            fresh.append(CircleMember(person_id=place[0], scope=place[1], since=since, until=ends))
        elif there[place][1:] != (since, ends):
            await CircleMember.filter(id=there[place][0]).using_db(db).update(since=since, until=ends)
    await CircleMember.bulk_create(fresh, using_db=db)
    people = sorted({person for person, _ in left | joined})
    if people:
        await _tell(db, joined, left)
        await bump(db, people)
        await jobs.order(db, "pull", {"people": [str(person) for person in people]})
    return people


async def _wanted(db: BaseDBAsyncClient, now: datetime) -> dict[Place, tuple[datetime, datetime]]:
    """Who is in which circle now, from when until when."""
    there = Person.filter(revoked_at=None).using_db(db)
    held: dict[Place, list[Standing]] = {}
    parties = dict(await there.values_list("id", "party_group_id"))
    columns = ("person_id", "committee_id", "role", "valid_from", "valid_to")
    for person, committee, role, valid_from, valid_to in await Membership.all().using_db(db).values_list(*columns):
        if person not in parties:
            continue
        seat, party = access.seat(role, valid_from, valid_to), parties[person]
        if seat.role in (Role.CHAIR, Role.SECRETARIAT):
            held.setdefault((person, chair(committee)), []).append(seat)
        if party and seat.role is not Role.SECRETARIAT:
            held.setdefault((person, group(party)), []).append(seat)
    staff = await there.filter(secretariat=True).values_list("id", "created_at")
    for (committee,) in await Committee.all().using_db(db).values_list("id"):
        for person, since in staff:
            held.setdefault((person, chair(committee)), []).append(Standing(Role.SECRETARIAT, since))
    found = ((place, access.span(standings, now)) for place, standings in held.items())
    return {place: times for place, times in found if times}


async def _tell(db: BaseDBAsyncClient, joined: Collection[Place], left: Collection[Place]) -> None:
    """The log says who joined and left which circle, and which notes came in sight of whom thereby."""
    for action, places in (("circle_left", left), ("circle_joined", joined)):
        for scope in sorted({scope for _, scope in places}):
            people = sorted(person for person, each in places if each == scope)
            await audit.record(db, "worker", action, scope, people=people)
    notes = await shared_notes(db, scopes={scope for _, scope in joined})
    given = await _given(db, {person for person, _ in joined}, {note.document for note in notes})
    seen = ((note, person) for note in notes for person, scope in joined if scope == note.scope)
    await tell_seen(db, [(note, person) for note, person in seen if (person, note.document) in given])


class Shared(msgspec.Struct, frozen=True):
    """Somebody's note in a circle, by what it is and not by what it says."""

    id: UUID
    author: UUID
    scope: str
    document: UUID
    deleted: bool = False
    answered: UUID | None = None


async def shared_notes(
    db: BaseDBAsyncClient,
    *,
    scopes: Collection[str] | None = None,
    documents: Collection[UUID] | None = None,
    tombstones: bool = False,
) -> list[Shared]:
    """The live notes that are shared in these circles, or that stand on these papers; those taken back if asked for."""
    rows = Note.filter(document_id__isnull=False).exclude(scope=PRIVATE).using_db(db)
    if not tombstones:
        rows = rows.filter(deleted=False)
    if scopes is not None:
        rows = rows.filter(scope__in=list(scopes))
    if documents is not None:
        rows = rows.filter(document_id__in=list(documents))
    found = await rows.values_list("id", "author_id", "scope", "document_id", "deleted", "answered_id")
    return [Shared(*row) for row in found]


async def tell_seen(db: BaseDBAsyncClient, seen: Iterable[tuple[Shared, UUID]]) -> None:
    """Logs which note came in sight of whom: ids and nothing else. An author's own are no news."""
    people: dict[Shared, list[UUID]] = {}
    for note, person in seen:
        if person != note.author:
            people.setdefault(note, []).append(person)
    for note in sorted(people, key=lambda each: each.id):
        await audit.record(db, "worker", "note_seen", str(note.id), scope=note.scope, people=sorted(people[note]))


async def _given(
    db: BaseDBAsyncClient, people: Collection[UUID], documents: Collection[UUID]
) -> set[tuple[UUID, UUID]]:
    """Which of these people have been given which of these papers now, in whatever version."""
    if not people or not documents:
        return set()
    rows = Document.filter(id__in=list(documents)).using_db(db)
    homes = dict(await rows.values_list("id", "meeting_id"))
    held = Delivery.filter(holding(clock.now()), person_id__in=list(people)).using_db(db)
    held = held.filter(package__meeting_id__in=list(set(homes.values())))
    deliveries = await held.values_list("person_id", "manifest_id", "package__meeting_id")
    listed = await named(db, {manifest for _, manifest, _ in deliveries}, documents)
    return {
        (person, document)
        for person, manifest, meeting in deliveries
        for document, home in homes.items()
        if home == meeting and (manifest, document) in listed
    }


async def named(
    db: BaseDBAsyncClient, manifests: Collection[str], documents: Collection[UUID]
) -> set[tuple[str, UUID]]:
    """Which of these manifests give out which of these papers of their meeting, in whatever version."""
    versions = DocumentVersion.filter(document_id__in=list(documents)).using_db(db)
    papers: dict[str, set[UUID]] = {}
    for document, name in await versions.values_list("document_id", "sha256"):
        papers.setdefault(name, set()).add(document)
    rows = ManifestFile.filter(manifest_id__in=list(manifests), file__in=list(papers)).using_db(db)
    return {
        (manifest, each) for manifest, name in await rows.values_list("manifest_id", "file") for each in papers[name]
    }
