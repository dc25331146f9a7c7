"""Signed in: an opaque token in a cookie, its hash in the database, 30 minutes idle and 8 hours in all."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, circles, clock, crypto, database, jobs
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.models.device import Ceremony, Device, ExternalIdentity, Passkey, Session, SignInLink
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person

LINK, STRONG, HIGH = 1, 2, 3  # Session.level
TOUCH = timedelta(minutes=1)  # how exactly idle time is kept


class Signed(msgspec.Struct, frozen=True, array_like=True):
    """Who asks, on which device, and when the session must have been used again. `kind` and `level`: see Session."""

    person: UUID
    device: UUID
    secretariat: bool
    used_at: datetime
    expires_at: datetime
    token_hash: str
    kind: str
    level: int


async def sign_in(settings: Settings, token: str, device_name: str, *, here: Signed | None = None) -> tuple[str, UUID]:
    """Uses up a one-time link; returns the session's token and the person's id. Raises Refusal("link_used", 401)."""
    now = clock.now()
    async with database.write_tx() as db:
        link = SignInLink.filter(token_hash=crypto.token_hash(token), used_at=None, expires_at__gt=now)
        found = await link.using_db(db).first()
        # The update is the claim: of two who come at once, one changes the row.
        claimed = found and await link.using_db(db).update(used_at=now)
        person = claimed and found and await Person.get_or_none(id=found.person_id, revoked_at=None, using_db=db)
        if not person:
            raise Refusal("link_used", 401)
        session_token = await open_session(db, settings, person.id, device_name, here=here)
    return session_token, person.id


async def open_session(
    db: BaseDBAsyncClient,
    settings: Settings,
    person: UUID,
    device_name: str,
    *,
    level: int = LINK,
    issuer: str = "",
    sid: str = "",
    id_token: bytes | None = None,
    here: Signed | None = None,
) -> str:
    """Signs a person in, in the caller's transaction, who has made sure of who they are; returns the cookie's token.

    `here` is whoever the browser's cookie said. The same person's keeps its device, and so the half of its device key;
    its session ends, whoever's it was: a browser has one. `id_token` comes sealed. Levels: see Session.
    Raises Refusal("not_signed_in", 401) for somebody who is revoked.
    """
    if not await Person.filter(id=person, revoked_at=None).using_db(db).exists():
        raise Refusal("not_signed_in", 401)
    now = clock.now()
    if here:
        await Session.filter(token_hash=here.token_hash).using_db(db).delete()
    same = here.device if here and here.person == person else None
    device = await Device.get_or_none(id=same, person_id=person, revoked_at=None, using_db=db) if same else None
    if device is None:
        given = {"person_id": person, "name": device_name[:200], "created_at": now, "seen_at": now}
        device = await Device.create(using_db=db, **given)
    token = await _begin(
        db, settings, device, Session(kind="person", level=level, issuer=issuer, sid=sid, id_token=id_token)
    )
    await audit.record(db, str(person), "sign_in", str(device.id), level=level)
    return token


async def _begin(db: BaseDBAsyncClient, settings: Settings, device: Device, session: Session) -> str:
    token, now = crypto.new_token(), clock.now()
    session.token_hash, session.device_id, session.person_id = crypto.token_hash(token), device.id, device.person_id
    session.created_at = session.used_at = now
    session.expires_at = now + timedelta(hours=settings.session_hours)
    await session.save(using_db=db, force_create=True)
    return token


async def open_device_session(db: BaseDBAsyncClient, settings: Settings, device: Device) -> str:
    """A session of a device that has come back by its own key; returns the cookie's token."""
    return await _begin(db, settings, device, Session(kind="device", level=LINK))


async def raise_level(db: BaseDBAsyncClient, signed: Signed, level: int) -> None:
    """Who is signed in has shown more surely that it is them (step-up)."""
    mine = Session.filter(token_hash=signed.token_hash, kind="person", level__lt=level)
    if await mine.using_db(db).update(level=level):
        await audit.record(db, str(signed.person), "step_up", str(signed.device), level=level)


async def load(hashes: list[str]) -> dict[str, Signed]:
    """The sessions behind token hashes, as far as person and device are not revoked. Times are judged by `valid`."""
    rows = await database.rows(
        Signed,
        "s.person_id, s.device_id, p.secretariat, s.used_at, s.expires_at, s.token_hash, s.kind, s.level",
        "session s JOIN person p ON p.id = s.person_id JOIN device d ON d.id = s.device_id "
        "WHERE s.token_hash IN (SELECT name FROM names) AND p.revoked_at IS NULL AND d.revoked_at IS NULL",
        names=hashes,
    )
    return {row.token_hash: row for row in rows}


def valid(settings: Settings, signed: Signed) -> bool:
    """A device that came back by its own key is not asked to be in use: nobody sits at it."""
    now, idle = clock.now(), timedelta(minutes=settings.session_idle_minutes)
    return now < signed.expires_at and (signed.kind == "device" or now < signed.used_at + idle)


async def seen(settings: Settings, hashes: list[str]) -> dict[str, Signed]:
    """The sessions that hold now, noted as in use, at most once a minute and all in one transaction."""
    now = clock.now()
    found = {name: signed for name, signed in (await load(hashes)).items() if valid(settings, signed)}
    late = [signed for signed in found.values() if now - signed.used_at >= TOUCH]
    if late:
        async with database.write_tx() as db:
            mine = "WHERE token_hash IN (SELECT name FROM names)"
            names = [each.token_hash for each in late]
            await database.change(db, f"UPDATE session SET used_at = (SELECT now FROM moment) {mine}", names=names)
            theirs = f"WHERE id IN (SELECT device_id FROM session {mine})"
            await database.change(db, f"UPDATE device SET seen_at = (SELECT now FROM moment) {theirs}", names=names)
    return found


async def sign_out(signed: Signed) -> None:
    """Ends the session and the device: whoever signs out there has had it emptied."""
    async with database.write_tx() as db:
        await end_device(db, signed.device, left=True)
        await audit.record(db, str(signed.person), "sign_out", str(signed.device))


async def end_device(db: BaseDBAsyncClient, device: UUID, *, left: bool = False) -> bool:
    """Revokes a device, ends its sessions and destroys the server's half of its key; False when it was done already.

    Unless its person has `left` it themselves, the passkeys that were made or last used there go too.
    Its public key stays: by that the device itself, and nobody else, can hear that it is over.
    """
    await Session.filter(device_id=device).using_db(db).delete()
    if not left:
        await Passkey.filter(device_id=device).using_db(db).delete()
    over = {"revoked_at": clock.now(), "half": None, "left": left}
    return bool(await Device.filter(id=device, revoked_at=None).using_db(db).update(**over))


async def revoke(person: Person, by: str) -> None:
    """Ends everything a person has: sessions, devices, ways in, deliveries. Raises Refusal("stale") when it is done."""
    now = clock.now()
    async with database.write_tx() as db:
        await database.locked(Package.all().order_by("id"), db)  # whoever derives lists holds theirs first, too
        if not await Person.filter(id=person.id, revoked_at=None).using_db(db).update(revoked_at=now, national_id=None):
            raise Refusal("stale", 409)
        for ways_in in (Session, SignInLink, Passkey, ExternalIdentity, Ceremony):
            await ways_in.filter(person_id=person.id).using_db(db).delete()
        await Device.filter(person_id=person.id, revoked_at=None).using_db(db).update(revoked_at=now)
        await Device.filter(person_id=person.id).using_db(db).update(half=None)
        await person.deliveries.all().using_db(db).delete()  # type: ignore[attr-defined]
        await audit.record(db, by, "revoke_person", str(person.id))
        await circles.refresh(db)
        await jobs.order(db, "pull", {"people": [str(person.id)]})  # an open app asks, and learns that it is over
