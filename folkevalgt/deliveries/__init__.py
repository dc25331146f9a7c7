"""Who may have which manifest now. Whoever changes a fact about access calls `refresh` in the same transaction."""

from __future__ import annotations

import gzip
from datetime import datetime
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, audit, circles, clock, database, jobs
from folkevalgt.access import Reader, Role, Standing
from folkevalgt.deliveries.facts import Restrictions, disqualified, reader, restrictions, standings
from folkevalgt.deliveries.narrowing import legal, narrow, paper, title
from folkevalgt.models import manifest
from folkevalgt.models.document import Document
from folkevalgt.models.note import CircleMember, Note
from folkevalgt.models.package import Delivery, Manifest, ManifestFile, Package, Publication

__all__ = [
    "Restrictions",
    "disqualified",
    "holds",
    "legal",
    "narrow",
    "paper",
    "reader",
    "refresh",
    "restrictions",
    "standings",
    "title",
]

# A delivery's times, or a circle member's, as SQL says them (database.rows): whoever shows anything asks for these.
HOLDS = "since <= (SELECT now FROM moment) AND (until IS NULL OR until > (SELECT now FROM moment))"

Change = tuple[str | None, str | None]  # someone's manifest of a package before, and now


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
    device would keep the note. So does whoever has written on an exempt paper, whose words are given with their notes
    as long as they may read it.
    """
    papers = [id for (id,) in await Document.filter(meeting_id=package.meeting_id).using_db(db).values_list("id")]
    notes = await circles.shared_notes(db, documents=papers, tombstones=True)
    own = Note.filter(author_id__in=list(changed), document_id__in=papers, deleted=False).using_db(db).distinct()
    written = await own.values_list("author_id", "document_id")
    if not notes and not written:
        return
    given, exempt = await _given(db, {name for change in changed.values() for name in change if name})
    members = CircleMember.filter(circles.holding(clock.now()), person_id__in=list(changed)).using_db(db)
    inside = set(await members.values_list("person_id", "scope"))
    gained, lost = [], []
    for person, (before, now) in changed.items():
        for note in notes:
            if note.author != person and ((person, note.scope) in inside or note.answered == person):
                saw, sees = (before, note.document) in given, (now, note.document) in given
                gained += [(note, person)] if sees and not saw and not note.deleted else []
                lost += [person] if saw and not sees else []
    await circles.tell_seen(db, gained)
    for person, document in written:
        saw, sees = ((name, document) in given for name in changed[person])
        lost += [person] if document in exempt and saw != sees else []
    await circles.bump(db, {*lost, *(person for _, person in gained)})


async def _given(db: BaseDBAsyncClient, manifests: set[str]) -> tuple[set[tuple[str | None, UUID]], set[UUID]]:
    """Which papers these manifests give out, and which are exempt in one of them.

    By what they say: files are called otherwise once they are sealed.
    """
    rows = await Manifest.filter(sha256__in=list(manifests)).using_db(db)
    listed = [(row.sha256, msgspec.json.decode(gzip.decompress(row.body), type=manifest.Manifest)) for row in rows]
    papers = [(name, each) for name, content in listed for each in content.documents]
    exempt = {UUID(each.id) for _, each in papers if each.exemption or (each.version and each.version.sealed)}
    return {(name, UUID(each.id)) for name, each in papers if each.version}, exempt


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
