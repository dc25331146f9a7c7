"""What this person's list is, and which bytes it lets them have."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

import msgspec

from folkevalgt import clock, database
from folkevalgt.batch import Batch
from folkevalgt.models import manifest
from folkevalgt.models.package import Delivery, Manifest, Publication


class Listed(msgspec.Struct, frozen=True):
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


class _Row(msgspec.Struct, array_like=True):
    person: UUID
    since: datetime
    package: UUID
    manifest: str
    role: str
    until: datetime | None
    size: int
    documents: int


class _Given(msgspec.Struct, array_like=True):
    person: UUID
    manifest: str
    since: datetime
    until: datetime | None


def _holds(row: _Row | _Given, now: datetime) -> bool:
    return row.since <= now and (row.until is None or row.until > now)


async def lists(people: list[UUID]) -> dict[UUID, list[Listed]]:
    """Everyone's packages as of now."""
    now = clock.now()
    found: dict[UUID, list[Listed]] = {person: [] for person in people}
    for row in await database.rows(
        _Row,
        "d.person_id, d.since, d.package_id, d.manifest_id, d.role, d.until, m.size, m.documents",
        "delivery d JOIN manifest m ON m.sha256 = d.manifest_id WHERE d.person_id IN (SELECT id FROM ids)",
        ids=people,
    ):
        if _holds(row, now):
            listed = Listed(row.package, row.manifest, row.role, row.until, row.size, row.documents)
            found[row.person].append(listed)
    return found


def valid_until(listed: Listed, days: int) -> str:
    """How long a device may keep it without asking: `days` from today's midnight, or less when the right ends sooner.

    It moves once a day, so that an unchanged list keeps its ETag.
    """
    lease = datetime.combine(clock.today() + timedelta(days=days), time(), clock.OSLO)
    return min(lease, listed.until or lease).astimezone(clock.OSLO).isoformat(timespec="seconds")


async def manifests_allowed(asked: list[tuple[UUID | None, str]]) -> dict[tuple[UUID | None, str], bool]:
    """Which (person, manifest) pairs are deliveries now; person None is the public."""
    now = clock.now()
    rows = await database.rows(
        _Given,
        "person_id, manifest_id, since, until",
        "delivery WHERE person_id IN (SELECT id FROM ids) AND manifest_id IN (SELECT name FROM names)",
        ids={person for person, _ in asked if person},
        names={name for _, name in asked},
    )
    allowed: dict[tuple[UUID | None, str], bool] = {(r.person, r.manifest): True for r in rows if _holds(r, now)}
    return allowed | {(None, name): True for name in await _public([name for person, name in asked if person is None])}


async def files_allowed(asked: list[tuple[UUID | None, str]]) -> dict[tuple[UUID | None, str], bool]:
    """Which (person, file) pairs follow from a delivery now; person None is the public."""
    naming = await database.rows(
        tuple[str, str],
        "manifest_id, file",
        "manifestfile WHERE file IN (SELECT name FROM names)",
        names={name for _, name in asked},
    )
    by_file: dict[str, list[str]] = {}
    for listed, name in naming:
        by_file.setdefault(name, []).append(listed)
    pairs = [(person, listed) for person, name in asked for listed in by_file.get(name, [])]
    allowed = await manifests_allowed(pairs) if pairs else {}
    return {
        (person, name): True
        for person, name in asked
        if any((person, listed) in allowed for listed in by_file.get(name, []))
    }


async def _public(names: list[str]) -> list[str]:
    if not names:
        return []
    rows = Publication.filter(public_manifest__in=names).using_db(database.ro())
    return [name for (name,) in await rows.values_list("public_manifest")]


async def body(name: str) -> bytes | None:
    """A manifest's canonical JSON, gzipped."""
    row = await Manifest.get_or_none(sha256=name, using_db=database.ro())
    return bytes(row.body) if row else None


async def receive(person: UUID, name: str, what: str) -> bool:
    """Notes that a package came whole, or was opened; the first time counts. False when it is not theirs."""
    column = {"received": "received_at", "opened": "opened_at"}[what]
    if not await manifests_allowed([(person, name)]):
        return False
    async with database.write_tx() as db:
        row = await Delivery.get_or_none(person_id=person, manifest_id=name, using_db=db)
        if row is None:
            return False
        if getattr(row, column) is None:
            await Delivery.filter(id=row.id).using_db(db).update(**{column: clock.now()})
        return True
