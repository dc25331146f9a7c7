"""The browsers somebody has signed in with: how one comes back by its own key, and how it is taken away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q
from tortoise.functions import Count

from folkevalgt import access, audit, clock, crypto, database, jobs
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal, not_found
from folkevalgt.identity import sessions
from folkevalgt.identity.sessions import Signed
from folkevalgt.identity.shapes import DeviceLine, DeviceProof, Devices, PasskeyLine, StaffPeople, StaffPerson
from folkevalgt.models.committee import Membership
from folkevalgt.models.device import Device, Passkey, Session
from folkevalgt.models.person import Person

FRESH = timedelta(minutes=2)  # how far a proof's time may be from ours
SHOWN = timedelta(days=30)  # how long a revoked device stands in lists


async def register(signed: Signed, public_key: str) -> None:
    """Notes the key that this browser has made for itself; a later one replaces it. Raises Refusal("bad_request")."""
    key = crypto.device_key(public_key)
    async with database.write_tx() as db:
        mine = Device.filter(id=signed.device, revoked_at=None).using_db(db)
        if await mine.exclude(public_key=key).update(public_key=key) or await mine.filter(public_key=None).update(
            public_key=key
        ):
            await audit.record(db, str(signed.person), "device_key", str(signed.device))


async def prove(settings: Settings, origin: str, proof: DeviceProof) -> str:
    """Lets a device come back by its own key, for lists and ciphertext alone; returns its cookie's token.

    Each proof is taken once: its time is near ours, and later than the last one's. Raises Refusal("not_signed_in", 401)
    alike for whatever is wrong with it, and "device_revoked" to the device itself, so that it empties itself.
    """
    refused = Refusal("not_signed_in", 401)
    try:
        name, at, signature = (
            UUID(proof.device),
            datetime.fromisoformat(proof.at),
            crypto.from_base64url(proof.signature),
        )
    except ValueError:
        raise refused from None
    device = await Device.get_or_none(id=name, using_db=database.ro()).select_related("person")
    said = f"folkevalgt device {origin} {proof.device} {proof.at}"
    if device is None or device.public_key is None or not crypto.signed_by(device.public_key, said, signature):
        raise refused
    if at.tzinfo is None or abs(clock.now() - at) > FRESH:
        raise refused
    if device.revoked_at or device.person.revoked_at:
        raise Refusal("device_revoked", 401)
    async with database.write_tx() as db:
        # The update is the claim: of two who come at once with one proof, one changes the row.
        later = Q(proved_at=None) | Q(proved_at__lt=at)
        if not await Device.filter(later, id=name, revoked_at=None).using_db(db).update(proved_at=at):
            raise refused
        await Session.filter(device_id=name, kind="device").using_db(db).delete()
        return await sessions.open_device_session(db, settings, device)


async def revoke(by: str, person: UUID, name: UUID, *, lost: bool = False) -> None:
    """Takes away a device of somebody's: its sessions, the server's half of its key, and the passkeys made on it.

    An app that is open there hears of it. Raises Refusal("not_found") when it is not that person's.
    """
    async with database.write_tx() as db:
        if not await Device.filter(id=name, person_id=person).using_db(db).exists():
            raise not_found()
        if not await sessions.end_device(db, name):
            return  # it is done already
        await Passkey.filter(device_id=name, person_id=person).using_db(db).delete()
        await audit.record(db, by, "device_lost" if lost else "device_revoked", str(name), person=person)
        await jobs.order(db, "pull", {"people": [str(person)]})
    await database.scrub(())


async def mine(signed: Signed) -> Devices:
    """The person's own devices, the one they ask from first, and their passkeys."""
    found = await _lines(database.ro(), [signed.person], signed.device)
    passkeys = await Passkey.filter(person_id=signed.person).using_db(database.ro()).order_by("created_at")
    return Devices(
        devices=found.get(signed.person, []),
        passkeys=[
            PasskeyLine(
                str(each.id), each.name, each.unlocks, clock.in_norway(each.created_at), _iso_or_none(each.used_at)
            )
            for each in passkeys
        ],
    )


async def people() -> StaffPeople:
    """Everyone with access now, by name, with what they are and where they have signed in."""
    db, now = database.ro(), clock.now()
    everyone = await Person.filter(revoked_at=None).using_db(db).order_by("name", "id")
    devices = await _lines(db, [each.id for each in everyone], None)
    roles: dict[UUID, list[str]] = {each.id: ["secretariat"] for each in everyone if each.secretariat}
    for seat in await Membership.all().using_db(db).select_related("committee").order_by("committee__name", "role"):
        if access.seat(seat.role, seat.valid_from, seat.valid_to).holds(now):
            roles.setdefault(seat.person_id, []).append(f"{seat.committee.name}: {seat.role}")
    return StaffPeople(
        [
            StaffPerson(str(each.id), each.name, each.email, roles.get(each.id, []), devices.get(each.id, []))
            for each in everyone
        ]
    )


async def _lines(db: BaseDBAsyncClient, people: Iterable[UUID], here: UUID | None) -> dict[UUID, list[DeviceLine]]:
    shown = Q(revoked_at=None) | Q(revoked_at__gt=clock.now() - SHOWN, left=False)
    rows = Device.filter(shown, person_id__in=list(people)).using_db(db).annotate(exempt=Count("keys_given"))
    found: dict[UUID, list[DeviceLine]] = {}
    for each in sorted(
        await rows, key=lambda one: (one.id != here, one.revoked_at is not None, -one.seen_at.timestamp())
    ):
        line = DeviceLine(
            id=str(each.id),
            name=each.name,
            here=each.id == here,
            created_at=clock.in_norway(each.created_at),
            seen_at=clock.in_norway(each.seen_at),
            revoked_at=_iso_or_none(each.revoked_at),
            exempt=each.exempt,  # type: ignore[attr-defined]
        )
        found.setdefault(each.person_id, []).append(line)
    return found


def _iso_or_none(moment: datetime | None) -> str | None:
    return clock.in_norway(moment) if moment else None
