"""Who may have which manifest now. Whoever changes a fact about access calls `refresh` in the same transaction."""

from __future__ import annotations

import gzip
from datetime import datetime
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, audit, circles, clock, database, jobs
from folkevalgt.access import Reader, Role, Sight, Standing, Why
from folkevalgt.models import manifest
from folkevalgt.models.committee import CallIn, Committee, Membership
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.document import Document, DocumentVersion, Exemption
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.note import CircleMember
from folkevalgt.models.package import Delivery, Manifest, ManifestFile, Package, Publication
from folkevalgt.models.person import Person

# A delivery's times, or a circle member's, as SQL says them (database.rows): whoever shows anything asks for these.
HOLDS = "since <= (SELECT now FROM moment) AND (until IS NULL OR until > (SELECT now FROM moment))"

# Why only a title is shown, as a manifest says it.
WORDS: dict[Why, manifest.MissingWord] = {
    Why.WITHDRAWN: "withdrawn",
    Why.EXEMPT: "exempt",
    Why.DISQUALIFIED: "disqualified",
}

Change = tuple[str | None, str | None]  # someone's manifest of a package before, and now


class Restrictions(msgspec.Struct):
    """What is exempt or withdrawn now, by document id, and the titles that may still be shown.

    `versions` are the files of every paper as they lie now, by document id and number: what has become exempt since it
    was published is ciphertext under another name.
    """

    exempt: set[str]
    withdrawn: set[str]
    titles: dict[str, str]
    versions: dict[tuple[str, int], DocumentVersion]


def holds(row: str) -> str:
    """HOLDS of one of several tables."""
    return HOLDS.replace("since", f"{row}.since").replace("until", f"{row}.until")


async def refresh(db: BaseDBAsyncClient, package_id: UUID) -> list[UUID]:
    """Derives the package's deliveries anew; returns those whose list changed, whose apps are told to pull.

    Nothing happens before a publication.
    """
    # Held first: who changes a fact while another publishes must see the other's publication, or be seen by it.
    package = await database.locked(Package.filter(id=package_id), db).get()
    publication = await Publication.filter(package_id=package_id).using_db(db).order_by("-revision").first()
    if publication is None:
        return []
    await Publication.filter(package_id=package_id).using_db(db).update(public_manifest=None)
    lists = {} if package.withdrawn_at else await _lists(db, package, publication)
    changed = await _deliver(db, package_id, lists)
    if changed:
        people = list(changed)
        await audit.record(db, "worker", "delivered", str(package_id), revision=publication.revision, people=people)
        await _sight(db, package, changed)
        await jobs.order(db, "pull", {"people": [str(person) for person in people]})
        await jobs.order(db, "index", {})
    return list(changed)


async def _lists(db: BaseDBAsyncClient, package: Package, publication: Publication) -> dict[UUID, tuple[Standing, str]]:
    """Everyone's standing and the name of the manifest it gives them; the public's is noted on the publication."""
    content = msgspec.json.decode(publication.content, type=manifest.Manifest)
    limits = await restrictions(db, package.meeting_id)
    now = clock.now()
    wanted: dict[UUID, tuple[Standing, Reader]] = {}
    held = await standings(db, package.meeting_id)
    barred = await disqualified(db, package.meeting_id)
    for person, theirs in held.items():
        best, reader = access.standing(theirs, now), access.reader(theirs, barred.get(person, ()), now)
        if best and reader.given:
            wanted[person] = (best, reader)
    public = Reader(frozenset({Role.PUBLIC}))
    made: dict[Reader, str] = {}
    for reader in {public, *(each for _, each in wanted.values())}:
        made[reader] = await _store(db, publication, narrow(content, reader, limits))
    await Publication.filter(id=publication.id).using_db(db).update(public_manifest=made[public])
    await _come_back(db, package.id, held)
    return {person: (best, made[reader]) for person, (best, reader) in wanted.items()}


async def _come_back(db: BaseDBAsyncClient, package_id: UUID, held: dict[UUID, list[Standing]]) -> None:
    """Orders that the lists are derived anew when the next one of these roles begins or ends."""
    soonest = min((moment for each in held.values() for moment in access.boundaries(each, clock.now())), default=None)
    if soonest:
        key = f"derive {package_id} {soonest.isoformat()}"
        await jobs.order(db, "derive", {"package": str(package_id)}, key=key, at=soonest)


async def standings(db: BaseDBAsyncClient, meeting_id: UUID) -> dict[UUID, list[Standing]]:
    """Every person with a role towards a meeting's papers, at any time: their roles with their times."""
    meeting = await Meeting.get(id=meeting_id, using_db=db)
    held: dict[UUID, list[Standing]] = {}
    people = {person.id: person for person in await Person.filter(revoked_at=None).using_db(db)}

    def give(person: UUID, standing: Standing) -> None:
        if person in people:
            held.setdefault(person, []).append(standing)

    for person in people.values():
        if person.secretariat:
            give(person.id, Standing(Role.SECRETARIAT, person.created_at))
    for each in await Membership.filter(committee_id=meeting.committee_id).using_db(db):
        give(each.person_id, access.seat(each.role, each.valid_from, each.valid_to))
    for call in await CallIn.filter(meeting_id=meeting_id, revoked_at=None).using_db(db):
        items = [UUID(each) for each in call.items]
        give(call.person_id, access.called_in(call.since, meeting.date, call.hours_after, items))
    youth = await Committee.filter(kind="youth_council").using_db(db).values_list("id", flat=True)
    if meeting.committee_id not in youth:
        for each in await Membership.filter(committee_id__in=list(youth), role__not="deputy").using_db(db):
            seat = access.seat(each.role, each.valid_from, each.valid_to)
            give(each.person_id, Standing(Role.YOUTH_COUNCIL, seat.since, seat.until))
    return held


async def disqualified(db: BaseDBAsyncClient, meeting_id: UUID) -> dict[UUID, set[UUID]]:
    """The items that each person may not treat now: provisionally or by the body's decision."""
    rows = Disqualification.filter(item__meeting_id=meeting_id, state__in=list(access.WITHHOLDING)).using_db(db)
    found: dict[UUID, set[UUID]] = {}
    for person, item in await rows.values_list("person_id", "item_id"):
        found.setdefault(person, set()).add(item)
    return found


async def restrictions(db: BaseDBAsyncClient, meeting_id: UUID) -> Restrictions:
    """What is exempt or withdrawn now, whatever it was when the package was published."""
    items = {item.id: item for item in await AgendaItem.filter(meeting_id=meeting_id).using_db(db)}
    documents = await Document.filter(meeting_id=meeting_id).using_db(db)
    rows = await Exemption.filter(item_id__in=list(items)).using_db(db) if items else []
    rows += await Exemption.filter(document_id__in=[each.id for each in documents]).using_db(db) if documents else []
    exempt_items = {row.item_id for row in rows}
    exempt_documents = {row.document_id for row in rows}
    limits = Restrictions(set(), set(), {}, {})
    if documents:
        for version in await DocumentVersion.filter(document__meeting_id=meeting_id).using_db(db):
            limits.versions[str(version.document_id), version.number] = version
    for document in documents:
        item = items.get(document.item_id) if document.item_id else None
        if document.id in exempt_documents or (item and item.id in exempt_items):
            limits.exempt.add(str(document.id))
            limits.titles[str(document.id)] = document.title
        if document.withdrawn_at or (item and item.withdrawn_at):
            limits.withdrawn.add(str(document.id))
    limits.titles |= {str(item.id): item.title for item in items.values() if item.id in exempt_items}
    return limits


def paper(document: manifest.Document, limits: Restrictions) -> access.Paper:
    """What the rules need to know of a published paper, as it is now. Ciphertext is exempt, whatever else is said."""
    row = document.version and limits.versions.get((document.id, document.version.number))
    sealed = bool(row and row.content_key)
    return access.Paper(
        exempt=document.exemption is not None or document.id in limits.exempt or sealed,
        withdrawn=document.id in limits.withdrawn,
        missing=document.version is None,
        item=UUID(document.item) if document.item else None,
        sealed=sealed,
    )


def narrow(content: manifest.Manifest, reader: Reader, limits: Restrictions) -> manifest.Manifest:
    """The publication as one reader may have it: what they may not read keeps its place and says why."""
    documents = []
    for document in content.documents:
        seen, why = access.sight(reader, paper(document, limits))
        if seen is Sight.NOTHING:
            continue
        title = limits.titles.get(document.id, document.title)
        if seen is Sight.TITLE and why is not Why.MISSING:
            basis = document.exemption or (manifest.Legal("") if why is not Why.WITHDRAWN else None)
            document = msgspec.structs.replace(document, version=None, missing=WORDS[why], exemption=basis)
        elif document.version:
            document = msgspec.structs.replace(document, version=_as_it_lies(document, document.version, limits))
        documents.append(msgspec.structs.replace(document, title=title))
    items = [
        msgspec.structs.replace(item, title=limits.titles.get(item.id, item.title))
        for item in content.items
        if reader.takes_part_in(UUID(item.id))
    ]
    return msgspec.structs.replace(content, items=tuple(items), documents=tuple(documents))


def _as_it_lies(document: manifest.Document, version: manifest.Version, limits: Restrictions) -> manifest.Version:
    row = limits.versions.get((document.id, version.number))
    if row is None:
        return version
    return msgspec.structs.replace(
        version,
        sha256=row.sha256,
        size=row.size,
        text=row.text_sha256,
        text_size=row.text_size,
        sealed=row.content_key is not None,
    )


async def _store(db: BaseDBAsyncClient, publication: Publication, listed: manifest.Manifest) -> str:
    name, body = manifest.canonical(listed)
    if await Manifest.filter(sha256=name).using_db(db).exists():
        return name
    versions = {each.version.sha256: each.version for each in listed.documents if each.version}
    await Manifest.create(
        using_db=db,
        sha256=name,
        publication_id=publication.id,
        body=gzip.compress(body, mtime=0),
        size=sum(each.size for each in versions.values()),
        documents=sum(1 for each in listed.documents if each.version),
    )
    files = set(versions) | {each.text for each in versions.values() if each.text}
    rows = [ManifestFile(manifest_id=name, file=each) for each in sorted(files)]
    await ManifestFile.bulk_create(rows, using_db=db)
    return name


async def _sight(db: BaseDBAsyncClient, package: Package, changed: dict[UUID, Change]) -> None:
    """Whoever gained or lost sight of what others have shared on these papers begins anew with their notes.

    A note that was taken back counts too: its tombstone is not told to somebody who has lost the paper since, and their
    device would keep the note.
    """
    papers = await Document.filter(meeting_id=package.meeting_id).using_db(db).values_list("id")
    notes = await circles.shared_notes(db, documents=[document for (document,) in papers], tombstones=True)
    if not notes:
        return
    manifests = {name for change in changed.values() for name in change if name}
    named = await circles.named(db, manifests, {note.document for note in notes})
    members = CircleMember.filter(circles.holding(clock.now()), person_id__in=list(changed)).using_db(db)
    inside = set(await members.values_list("person_id", "scope"))
    gained, lost = [], []
    for person, (before, now) in changed.items():
        for note in notes:
            if note.author != person and ((person, note.scope) in inside or note.answered == person):
                saw, sees = (before, note.document) in named, (now, note.document) in named
                gained += [(note, person)] if sees and not saw and not note.deleted else []
                lost += [person] if saw and not sees else []
    await circles.tell_seen(db, gained)
    await circles.bump(db, {*lost, *(person for _, person in gained)})


async def _deliver(
    db: BaseDBAsyncClient, package_id: UUID, wanted: dict[UUID, tuple[Standing, str]]
) -> dict[UUID, Change]:
    there = {row.person_id: row for row in await Delivery.filter(package_id=package_id).using_db(db)}
    gone = [person for person in there if person not in wanted]
    if gone:
        await Delivery.filter(package_id=package_id, person_id__in=gone).using_db(db).delete()
    changed: dict[UUID, Change] = {person: (there[person].manifest_id, None) for person in gone}
    fresh = []
    for person, (standing, name) in wanted.items():
        until = None if standing.until == access.FOREVER else standing.until
        row = there.get(person)
        if row is None:
            fresh.append(_row(person, package_id, name, standing.role, standing.since, until))
        elif (row.manifest_id, row.role, row.until) != (name, standing.role, until):
            news = {"received_at": None, "opened_at": None, "notified_at": None} if row.manifest_id != name else {}
            await (
                Delivery.filter(id=row.id)
                .using_db(db)
                .update(manifest_id=name, role=standing.role.value, since=standing.since, until=until, **news)
            )
        else:
            continue
        changed[person] = (row.manifest_id if row else None, name)
    await Delivery.bulk_create(fresh, using_db=db)
    return changed


def _row(person: UUID, package: UUID, name: str, role: Role, since: datetime, until: datetime | None) -> Delivery:
    return Delivery(person_id=person, package_id=package, manifest_id=name, role=role.value, since=since, until=until)
