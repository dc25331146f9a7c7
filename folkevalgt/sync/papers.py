"""What this person's list is, and which bytes it lets them have."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

import msgspec

from folkevalgt import clock, database, deliveries, notices
from folkevalgt.batch import Batch
from folkevalgt.deliveries import HOLDS
from folkevalgt.models import manifest
from folkevalgt.models.package import Delivery, Manifest, Publication, Receipt


class Listed(msgspec.Struct, frozen=True, array_like=True):
    """A package someone has been given. `meeting` and `committee` come from the manifest itself."""

    package: UUID
    manifest: str
    role: str
    until: datetime | None
    size: int
    documents: int


Allowed = Batch[tuple[UUID | None, str], bool]


class Head(msgspec.Struct, frozen=True):
    """The part of a manifest that a list shows; decoding stops at what it does not need."""

    revision: int
    published_at: str
    committee: manifest.Committee
    meeting: manifest.Meeting


NOTHING = b"[]"


async def told(people: list[UUID]) -> dict[UUID, bytes]:
    """Everyone's packages as of now, as JSON for `read`: who may have the same is told the same bytes."""
    found: dict[str, list[bytes]] = {}
    for person, listed in await database.rows(
        tuple[str, msgspec.Raw],
        "person_id, {array}(package_id, manifest_id, role, until, size, documents)",
        f"delivery JOIN manifest ON sha256 = manifest_id WHERE person_id IN (SELECT id FROM ids) AND {HOLDS}",
        ids=people,
    ):
        found.setdefault(person, []).append(bytes(listed))
    return {UUID(person): b"[" + b",".join(sorted(listed)) + b"]" for person, listed in found.items()}


def read(told: bytes) -> list[Listed]:
    return msgspec.json.decode(told, type=list[Listed])


def valid_until(listed: Listed, days: int) -> str:
    """How long a device may keep it without asking: `days` from today's midnight, or less when the right ends sooner.

    It moves once a day, so that an unchanged list keeps its ETag.
    """
    lease = datetime.combine(clock.today() + timedelta(days=days), time(), clock.OSLO)
    return clock.in_norway(min(lease, listed.until or lease))


async def manifests_allowed(asked: list[tuple[UUID | None, str]]) -> dict[tuple[UUID | None, str], bool]:
    """Which (person, manifest) pairs are deliveries now; person None is the public."""
    rows = await database.rows(
        tuple[UUID, str],
        "person_id, manifest_id",
        f"delivery WHERE person_id IN (SELECT id FROM ids) AND manifest_id IN (SELECT name FROM names) AND {HOLDS}",
        ids={person for person, _ in asked if person},
        names={name for _, name in asked},
    )
    allowed: dict[tuple[UUID | None, str], bool] = dict.fromkeys(rows, True)
    return allowed | {(None, name): True for name in await _public([name for person, name in asked if person is None])}


async def files_allowed(asked: list[tuple[UUID | None, str]]) -> dict[tuple[UUID | None, str], bool]:
    """Which (person, file) pairs follow from a delivery now; person None is the public."""
    given = await database.rows(
        tuple[UUID, str],
        "d.person_id, f.file",
        "delivery d JOIN manifestfile f ON f.manifest_id = d.manifest_id "
        f"WHERE d.person_id IN (SELECT id FROM ids) AND f.file IN (SELECT name FROM names) AND {deliveries.holds('d')}",
        ids={person for person, _ in asked if person},
        names={name for _, name in asked},
    )
    found: dict[tuple[UUID | None, str], bool] = dict.fromkeys(set(asked).intersection(given), True)
    left = [each for each in asked if each not in found]
    return found | (await _by_other_ways(left) if left else {})


async def _by_other_ways(asked: list[tuple[UUID | None, str]]) -> dict[tuple[UUID | None, str], bool]:
    """What is public, or is an older version that somebody may still see: most of what is refused never was listed."""
    naming = await database.rows(
        tuple[str, str],
        "manifest_id, file",
        "manifestfile WHERE file IN (SELECT name FROM names)",
        names={name for _, name in asked},
    )
    wanted = {name for person, name in asked if person is None}
    shown = set(await _public([listed for listed, name in naming if name in wanted]))
    found: dict[tuple[UUID | None, str], bool] = {
        (None, name): True for listed, name in naming if name in wanted and listed in shown
    }
    once = {name for _, name in naming}
    return found | await written_on([each for each in asked if each not in found and each[1] in once])


async def written_on(asked: list[tuple[UUID | None, str]]) -> dict[tuple[UUID | None, str], bool]:
    """Older versions, of papers that a person has been given now, on which they still have a note of their own.

    Or on which somebody shares one with them: a note is shown beside the words it was written about. A version was
    published once and is open, and nothing of the paper has been withdrawn or made exempt since.
    """
    people = {person for person, _ in asked if person}
    if not people:
        return {}
    rows = await database.rows(
        tuple[UUID, str, str | None],
        "d.person_id, v.sha256, v.text_sha256",
        "documentversion v JOIN document o ON o.id = v.document_id JOIN package k ON k.meeting_id = o.meeting_id "
        "JOIN note n ON n.document_id = o.id AND n.version = v.sha256 AND n.deleted = FALSE "
        "JOIN delivery d ON d.package_id = k.id "
        "LEFT JOIN circlemember c ON c.person_id = d.person_id AND c.scope = n.scope "
        f"AND {deliveries.holds('c')} "
        "WHERE (v.sha256 IN (SELECT name FROM names) OR v.text_sha256 IN (SELECT name FROM names)) "
        "AND v.content_key IS NULL AND o.withdrawn_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM exemption x WHERE x.document_id = o.id OR x.item_id = o.item_id) "
        "AND d.person_id IN (SELECT id FROM ids) "
        f"AND {deliveries.holds('d')} "
        "AND (n.author_id = d.person_id OR c.id IS NOT NULL) "
        "AND EXISTS (SELECT 1 FROM manifestfile f JOIN documentversion w ON w.sha256 = f.file "
        "WHERE f.manifest_id = d.manifest_id AND w.document_id = o.id AND w.content_key IS NULL) "
        "AND EXISTS (SELECT 1 FROM manifestfile f JOIN manifest m ON m.sha256 = f.manifest_id "
        "JOIN publication p ON p.id = m.publication_id WHERE f.file = v.sha256 AND p.package_id = k.id)",
        ids=people,
        names={name for _, name in asked},
    )
    known: set[tuple[UUID | None, str]] = {(person, name) for person, *both in rows for name in both if name}
    return dict.fromkeys(known.intersection(asked), True)


async def _public(names: list[str]) -> list[str]:
    if not names:
        return []
    rows = Publication.filter(public_manifest__in=names).using_db(database.ro())
    return [name for (name,) in await rows.values_list("public_manifest")]


async def body(name: str) -> bytes | None:
    """A manifest's canonical JSON, gzipped."""
    row = await Manifest.get_or_none(sha256=name, using_db=database.ro())
    return bytes(row.body) if row else None


async def receive(person: UUID, device: UUID, name: str, what: str) -> bool:
    """Notes that a package came whole on a device, or was opened; the first time counts. False when it is not theirs.

    A receipt for an earlier revision, long on its way, is taken and says nothing of the present one.
    """
    column = {"received": "received_at", "opened": "opened_at"}[what]
    if not await manifests_allowed([(person, name)]):
        return await _replaced(person, name)
    async with database.write_tx() as db:
        row = await Delivery.get_or_none(person_id=person, manifest_id=name, using_db=db)
        if row is None:
            return False
        now = clock.now()
        if getattr(row, column) is None:
            await Delivery.filter(id=row.id).using_db(db).update(**{column: now})
        about = {"person_id": person, "package_id": row.package_id}
        await Receipt.bulk_create(
            [Receipt(id=uuid4(), device_id=device, manifest=name, **about)], ignore_conflicts=True, using_db=db
        )
        first = Receipt.filter(device_id=device, manifest=name, **{column: None}).using_db(db)
        if await first.update(**{column: now}):
            await notices.stir(db, row.package_id)
        return True


async def _replaced(person: UUID, name: str) -> bool:
    """Whether it is an earlier revision's manifest of a package that they have now."""
    old = await Manifest.get_or_none(sha256=name, using_db=database.ro()).select_related("publication")
    if old is None:
        return False
    mine = Delivery.get_or_none(person_id=person, package_id=old.publication.package_id, using_db=database.ro())
    now = await mine.select_related("manifest__publication")
    if now is None or now.manifest.publication.revision <= old.publication.revision:
        return False
    return bool(await manifests_allowed([(person, now.manifest_id)]))
