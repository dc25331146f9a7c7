"""Where a person's devices are pushed to (RFC 8030, RFC 8291)."""

from __future__ import annotations

from uuid import UUID, uuid4

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from folkevalgt import addresses, audit, clock, crypto, database
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.models.device import Device
from folkevalgt.models.notification import PushSubscription
from folkevalgt.preferences.shapes import PushAddress

POINT, SECRET = 65, 16  # bytes of a browser's two keys (RFC 8291 § 3.1, § 3.2)


async def subscribe(settings: Settings, key: InstanceKey, person: UUID, device: UUID, address: PushAddress) -> None:
    """Pushes to this device at this address from now on, and at no other of its own.

    A browser says it at each start: the same again changes nothing, but takes back what was given up. An endpoint that
    was somebody else's, or another device's, takes with it what waits there. Raises Refusal("bad_request") for keys
    that are none, "unknown_push_service".
    """
    _checked(settings, address)
    name, now = crypto.sha256(address.endpoint.encode()), clock.now()
    async with database.write_tx() as db:
        if not await Device.filter(id=device, person_id=person, revoked_at=None).using_db(db).exists():
            raise Refusal("not_signed_in", 401)
        there = await PushSubscription.get_or_none(endpoint_hash=name, using_db=db)
        if there and there.device_id == device and there.retired_at is None:
            plain = key.open(there.address, f"push {name}")
            if plain == msgspec.json.encode(address):
                return
        await PushSubscription.filter(endpoint_hash=name).using_db(db).delete()
        await PushSubscription.filter(device_id=device).using_db(db).delete()
        await PushSubscription.create(
            using_db=db,
            id=uuid4(),
            person_id=person,
            device_id=device,
            endpoint_hash=name,
            address=key.seal(msgspec.json.encode(address), f"push {name}"),
            created_at=now,
        )
        await audit.record(db, str(person), "push_on", str(device))


def _checked(settings: Settings, address: PushAddress) -> None:
    if addresses.push_target(address.endpoint, settings.push_hosts) is None:
        raise Refusal("unknown_push_service", 422)
    try:
        point, secret = crypto.from_base64url(address.p256dh), crypto.from_base64url(address.auth)
        ec.EllipticCurvePublicKey.from_encoded_point(crypto.P256, point)
    except ValueError:
        raise Refusal("bad_request", 400, "p256dh") from None
    if len(point) != POINT or len(secret) != SECRET:
        raise Refusal("bad_request", 400, "p256dh")


async def gone(person: UUID, device: UUID, endpoint: str) -> None:
    """This device is pushed to no more at an endpoint; without one, at any."""
    mine = PushSubscription.filter(person_id=person, device_id=device)
    if endpoint:
        mine = mine.filter(endpoint_hash=crypto.sha256(endpoint.encode()))
    async with database.write_tx() as db:
        if await mine.using_db(db).delete():
            await audit.record(db, str(person), "push_off", str(device))
