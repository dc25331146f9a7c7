"""What opens exempt papers: given to a person's device for exactly what their lists name, and noted."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from folkevalgt import access, audit, clock, crypto, database, deliveries
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal, not_found
from folkevalgt.identity.sessions import Signed
from folkevalgt.identity.shapes import Lease, Vault, VaultKey
from folkevalgt.models.device import Device, KeyGiven
from folkevalgt.models.package import Manifest

REMEMBERED = 5_000  # lists: what they say of sealed papers never changes
WITHHELD = ("exempt", "disqualified")  # manifest.MissingWord


class _Version(msgspec.Struct, frozen=True):
    sha256: str
    sealed: bool = False


class _Document(msgspec.Struct, frozen=True):
    id: str
    item: str | None
    version: _Version | None
    missing: str | None = None


class _Item(msgspec.Struct, frozen=True):
    id: str
    decided: bool = False


class _List(msgspec.Struct, frozen=True):
    """The part of a manifest that says what is sealed."""

    items: list[_Item]
    documents: list[_Document]


class _Told(msgspec.Struct, frozen=True, array_like=True):
    """A list that someone has been given, of a meeting where something is exempt."""

    manifest: str
    meeting: UUID
    stored: bool


class _Sealed(msgspec.Struct):
    """A version whose key is given: `key` and `title` as they lie in the row."""

    version: UUID
    document: UUID
    file: str
    key: bytes
    title: bytes | None
    stored: bool


_lists: dict[str, _List] = {}


def admit(settings: Settings, signed: Signed) -> None:
    """Exempt papers are opened by who has shown surely enough that it is them. Raises Refusal("step_up", 403)."""
    if signed.level < settings.exempt_level:
        raise Refusal("step_up", 403)


async def vault(settings: Settings, key: InstanceKey, signed: Signed) -> Vault:
    """Everything this device may open now. What it is given for the first time is noted before it is answered.

    Raises Refusal("step_up", 403), or "not_signed_in" for a device that was revoked meanwhile.
    """
    admit(settings, signed)
    told = await _told(signed.person)
    lists = await _read(each.manifest for each in told)
    sealed = await _sealed(told, lists)
    half = await _note(key, signed, [each.version for each in sealed])
    titles = {each.document: each.title for each in sealed if each.title}
    items = await _items(signed.person, told, lists)
    titles |= {name: title for name, (title, _) in items.items()}
    stored = settings.exempt_hours > 0
    return Vault(
        half=crypto.base64url(half),
        lease=_lease(settings, key, signed.device),
        lease_key=crypto.base64url(key.lease_key),
        keys=[
            VaultKey(
                file=each.file,
                document=str(each.document),
                key=crypto.base64url(key.open(each.key, f"version {each.version}")),
                stored=stored and each.stored,
            )
            for each in sealed
        ],
        titles={str(name): key.open(title, f"title {name}").decode() for name, title in titles.items()},
        decisions={
            str(name): key.open(decision, f"decision {name}").decode()
            for name, (_, decision) in items.items()
            if decision
        },
    )


def _lease(settings: Settings, key: InstanceKey, device: UUID) -> Lease:
    end = clock.now() + timedelta(hours=settings.exempt_hours)
    until = clock.in_norway(end) if settings.exempt_hours else ""
    signature = key.sign_lease(f"folkevalgt lease {device} {until}")
    return Lease(str(device), until, crypto.base64url(signature))


async def _told(person: UUID) -> list[_Told]:
    return await database.rows(
        _Told,
        "d.manifest_id, k.meeting_id, c.exempt_on_devices",
        "delivery d JOIN package k ON k.id = d.package_id JOIN meeting m ON m.id = k.meeting_id "
        "JOIN committee c ON c.id = m.committee_id "
        f"WHERE d.person_id IN (SELECT id FROM ids) AND {deliveries.holds('d')} AND "
        "(EXISTS (SELECT 1 FROM agendaitem i WHERE i.meeting_id = m.id AND i.sealed_title IS NOT NULL) "
        "OR EXISTS (SELECT 1 FROM document o JOIN documentversion v ON v.document_id = o.id "
        "WHERE o.meeting_id = m.id AND v.content_key IS NOT NULL))",
        ids=[person],
    )


async def _read(names: Iterable[str]) -> dict[str, _List]:
    wanted = set(names)
    found = {name: _lists[name] for name in wanted if name in _lists}
    rows = Manifest.filter(sha256__in=list(wanted - set(found))).using_db(database.ro())
    for name, body in await rows.values_list("sha256", "body"):
        if len(_lists) >= REMEMBERED:
            _lists.pop(next(iter(_lists)))
        found[name] = _lists[name] = msgspec.json.decode(gzip.decompress(bytes(body)), type=_List)
    return found


async def _sealed(told: list[_Told], lists: dict[str, _List]) -> list[_Sealed]:
    """The sealed papers that these lists show whole, by document and file as the lists name them."""
    shown = {
        (document.id, document.version.sha256): each.stored
        for each in told
        for document in lists[each.manifest].documents
        if document.version and document.version.sealed
    }
    rows = await database.read(
        "SELECT v.id, v.document_id, v.sha256, v.content_key, o.sealed_title FROM documentversion v "
        "JOIN document o ON o.id = v.document_id WHERE v.content_key IS NOT NULL "
        "AND v.document_id IN (SELECT id FROM ids) AND v.sha256 IN (SELECT name FROM names) ORDER BY v.id",
        ids={document for document, _ in shown},
        names={file for _, file in shown},
    )
    found = []
    for version, document, file, content_key, title in rows:
        stored = shown.get((str(document), file))
        if stored is not None:
            ids = UUID(str(version)), UUID(str(document))
            found.append(_Sealed(*ids, file, bytes(content_key), title and bytes(title), stored))
    return found


async def _items(person: UUID, told: list[_Told], lists: dict[str, _List]) -> dict[UUID, tuple[bytes, bytes | None]]:
    """The whole titles, as they lie sealed, of the exempt items that a person treats, and the decisions told of.

    Whether they do follows from how their list shows the item's papers; the rule itself is asked where it shows none.
    """
    listed = {item.id: each for each in told for item in lists[each.manifest].items}
    rows = await database.read(
        "SELECT id, sealed_title, sealed_decision FROM agendaitem "
        "WHERE id IN (SELECT id FROM ids) AND sealed_title IS NOT NULL",
        ids=listed,
    )
    decided = {item.id for each in told for item in lists[each.manifest].items if item.decided}
    found: dict[UUID, tuple[bytes, bytes | None]] = {}
    asked: dict[UUID, access.Reader] = {}
    for name, title, decision in rows:
        item, meeting = UUID(str(name)), listed[str(name)].meeting
        papers = [each for each in lists[listed[str(item)].manifest].documents if each.item == str(item)]
        treats = any(each.version and each.version.sealed for each in papers)
        if not treats and not any(each.missing in WITHHELD for each in papers):
            if meeting not in asked:
                asked[meeting] = await deliveries.reader(database.ro(), meeting, person)
            _, why = access.sight(asked[meeting], access.Paper(exempt=True, missing=True, item=item))
            treats = why is access.Why.MISSING
        if treats:
            found[item] = bytes(title), bytes(decision) if decision and str(name) in decided else None
    return found


async def _note(key: InstanceKey, signed: Signed, versions: list[UUID]) -> bytes:
    """Notes what this device is given for the first time; returns the server's half of its key."""
    device = await Device.get_or_none(id=signed.device, revoked_at=None, using_db=database.ro())
    rows = KeyGiven.filter(device_id=signed.device).using_db(database.ro())
    had = set(await rows.values_list("version_id", flat=True))
    new = [each for each in versions if each not in had]
    if device and device.half is not None and not new:
        return key.half(device.half, device.id)
    async with database.write_tx() as db:
        device = await database.locked(Device.filter(id=signed.device, revoked_at=None), db).first()
        if device is None:
            raise Refusal("not_signed_in", 401)
        if device.half is None:
            device.half = key.new_half(device.id)
            await device.save(using_db=db, update_fields=["half"])
        had = set(await KeyGiven.filter(device_id=device.id).using_db(db).values_list("version_id", flat=True))
        new = [each for each in new if each not in had]
        if new:
            now = clock.now()
            given = {"person_id": signed.person, "device_id": device.id, "given_at": now}
            await KeyGiven.bulk_create([KeyGiven(version_id=each, **given) for each in new], using_db=db)
            await audit.record(db, str(signed.person), "keys_given", str(device.id), versions=new)
    return key.half(device.half, device.id)


async def opened(settings: Settings, signed: Signed, file: str, at: str) -> None:
    """Notes the first opening of an exempt file on this device, by its own clock, but not before it was given.

    Raises Refusal("not_found") for what was never given to this device, "step_up", "bad_request" for no time.
    """
    admit(settings, signed)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise Refusal("bad_request", 400, "at") from None
    if moment.tzinfo is None:
        raise Refusal("bad_request", 400, "at")
    async with database.write_tx() as db:
        mine = KeyGiven.filter(device_id=signed.device, person_id=signed.person, version__sha256=file)
        rows = await database.locked(mine, db).select_related("version")
        if not rows:
            raise not_found()
        for row in rows:
            if row.opened_at is None:
                row.opened_at = min(max(moment, row.given_at), clock.now())
                await row.save(using_db=db, update_fields=["opened_at"])
                detail = {"version": row.version_id, "device": signed.device}
                await audit.record(db, str(signed.person), "opened_exempt", str(row.version.document_id), **detail)
