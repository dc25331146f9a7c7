"""Passkeys (WebAuthn level 3): made by who is signed in, used to sign in, or to show once more who one is.

Whoever uses a passkey has also shown a face, a finger or a code to it (user verification), so its sessions count as
strong. Whatever is wrong with one gets the same answer: nobody learns which passkeys there are.
"""

from __future__ import annotations

import secrets
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from tortoise.backends.base.client import BaseDBAsyncClient
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json, structs

from folkevalgt import audit, clock, database
from folkevalgt.config import LOOPBACK, Settings
from folkevalgt.crypto import InstanceKey, token_hash
from folkevalgt.errors import Refusal, not_found
from folkevalgt.identity import ceremonies, sessions
from folkevalgt.identity.sessions import Signed
from folkevalgt.identity.shapes import PasskeyBegun, PasskeyLine, PasskeyMade, PasskeyUsed
from folkevalgt.models.device import Passkey, Session
from folkevalgt.models.person import Person

NEW, USE = "passkey_new", "passkey"
MOST = 20  # passkeys for one person
LONGEST = 1023  # bytes of a credential's id (WebAuthn § 5.1)
CHALLENGE = 32  # bytes
PATIENCE = 60_000  # milliseconds for a finger or a face


def relying_party(settings: Settings) -> str:
    """The name passkeys are bound to: the host of ORIGIN, on a bare machine "localhost"; empty where there can be none.

    An IP address is no such name (WebAuthn § 5.1.3, a valid domain).
    """
    host = urlsplit(settings.origin).hostname or ""
    if not settings.secure and host in LOOPBACK:
        return "localhost"
    try:
        ip_address(host)
    except ValueError:
        return host
    return ""


def _origins(settings: Settings) -> list[str]:
    """Where the app may stand: people type either name of a bare machine."""
    at_home = urlsplit(settings.origin)
    if settings.secure:
        return [settings.origin]
    return [settings.origin, f"http://localhost:{at_home.port}" if at_home.port else "http://localhost"]


async def begin_new(settings: Settings, key: InstanceKey, signed: Signed, browser: str) -> PasskeyBegun:
    """What the browser needs to make a passkey for who is signed in. Raises Refusal("too_many_passkeys", 409)."""
    challenge = secrets.token_bytes(CHALLENGE)
    async with database.write_tx() as db:
        person = await Person.get(id=signed.person, using_db=db)
        mine = await Passkey.filter(person_id=person.id).using_db(db)
        if len(mine) >= MOST:
            raise Refusal("too_many_passkeys", 409)
        name = await ceremonies.begin(db, key, NEW, browser, challenge, person.id)
    options = webauthn.generate_registration_options(
        rp_id=_party(settings),
        rp_name="Folkevalgt",
        user_id=person.id.bytes,
        user_name=person.email,
        user_display_name=person.name,
        challenge=challenge,
        timeout=PATIENCE,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(mine),
    )
    return PasskeyBegun(name, webauthn.options_to_json(options))


async def finish_new(settings: Settings, key: InstanceKey, signed: Signed, browser: str, made: PasskeyMade) -> Passkey:
    """Keeps a new passkey. Raises Refusal("passkey_refused", 400)."""
    kept = None
    async with database.write_tx() as db:
        begun = await ceremonies.end(db, key, NEW, browser, made.ceremony)
        if begun and begun.person == signed.person and (verified := _made(settings, made.credential, begun.about)):
            kept = await _keep(db, signed, made, verified)
    if kept is None:
        raise Refusal("passkey_refused", 400)
    return kept


async def _keep(db: BaseDBAsyncClient, signed: Signed, made: PasskeyMade, verified: Any) -> Passkey | None:
    name = bytes_to_base64url(verified.credential_id)
    mine = Passkey.filter(person_id=signed.person).using_db(db)
    if await Passkey.filter(credential=name).using_db(db).exists() or await mine.count() >= MOST:
        return None
    passkey = await Passkey.create(
        using_db=db,
        person_id=signed.person,
        device_id=signed.device,
        credential=name,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        name=made.name.strip(),
        unlocks=made.unlocks,
        created_at=clock.now(),
    )
    await audit.record(db, str(signed.person), "add_passkey", str(passkey.id), unlocks=made.unlocks)
    return passkey


async def begin(settings: Settings, key: InstanceKey, browser: str, signed: Signed | None = None) -> PasskeyBegun:
    """What the browser needs to use a passkey: any that it has, or one of `signed`'s, who is to show it is them."""
    challenge = secrets.token_bytes(CHALLENGE)
    async with database.write_tx() as db:
        mine = await Passkey.filter(person_id=signed.person).using_db(db) if signed else []
        name = await ceremonies.begin(db, key, USE, browser, challenge, signed.person if signed else None)
    options = webauthn.generate_authentication_options(
        rp_id=_party(settings),
        challenge=challenge,
        timeout=PATIENCE,
        allow_credentials=_descriptors(mine),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return PasskeyBegun(name, webauthn.options_to_json(options))


async def use(settings: Settings, key: InstanceKey, browser: str, used: PasskeyUsed, here: Signed | None) -> str:
    """Signs in by a passkey; returns the session's token. The same person's session becomes one of a higher level.

    Raises Refusal("passkey_refused", 401), whatever was wrong.
    """
    token = ""
    async with database.write_tx() as db:
        begun = await ceremonies.end(db, key, USE, browser, used.ceremony)
        passkey = begun and await _shown(db, settings, used.credential, begun)
        if passkey:
            token = await _enter(db, settings, passkey, used.device, here)
    if not token:
        raise Refusal("passkey_refused", 401)
    return token


async def _shown(db: BaseDBAsyncClient, settings: Settings, credential: str, begun: ceremonies.Begun) -> Passkey | None:
    """The passkey that signed this challenge, its count moved on; None for any other."""
    try:
        given = webauthn.helpers.parse_authentication_credential_json(credential)
    except Exception:  # it comes from outside, and the parser stumbles in many ways
        return None
    passkey = await Passkey.get_or_none(
        credential=bytes_to_base64url(given.raw_id), person__revoked_at=None, using_db=db
    )
    # Whose it says it is, which one that was not asked by name must say (§ 7.2, step 6), and for whom it was asked.
    if passkey is None or begun.person not in (None, passkey.person_id):
        return None
    if given.response.user_handle != passkey.person_id.bytes and (begun.person is None or given.response.user_handle):
        return None
    try:
        if parse_client_data_json(given.response.client_data_json).cross_origin:
            return None
        verified = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=begun.about,
            expected_rp_id=_party(settings),
            expected_origin=_origins(settings),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception:
        return None
    passkey.sign_count, passkey.used_at = verified.new_sign_count, clock.now()
    await passkey.save(using_db=db, update_fields=["sign_count", "used_at"])
    return passkey


async def _enter(db: BaseDBAsyncClient, settings: Settings, passkey: Passkey, device: str, here: Signed | None) -> str:
    """A session, or a new token for the one that is here: what was known of it at a provider goes along."""
    old = here and await Session.get_or_none(token_hash=here.token_hash, person_id=passkey.person_id, using_db=db)
    known: dict[str, Any] = {"issuer": old.issuer, "sid": old.sid, "id_token": old.id_token} if old else {}
    level = max(old.level if old else 0, sessions.STRONG)
    token = await sessions.open_session(db, settings, passkey.person_id, device, level=level, here=here, **known)
    session = await Session.get(token_hash=token_hash(token), using_db=db)
    await Passkey.filter(id=passkey.id).using_db(db).update(device_id=session.device_id)
    return token


async def remove(signed: Signed, passkey: UUID) -> None:
    """Takes away a passkey of one's own. Raises Refusal("not_found", 404)."""
    async with database.write_tx() as db:
        if not await Passkey.filter(id=passkey, person_id=signed.person).using_db(db).delete():
            raise not_found()
        await audit.record(db, str(signed.person), "remove_passkey", str(passkey))


async def lines(person: UUID) -> list[PasskeyLine]:
    """Somebody's passkeys, the newest first."""
    found = await Passkey.filter(person_id=person).using_db(database.ro()).order_by("-created_at")
    return [line(each) for each in found]


def line(passkey: Passkey) -> PasskeyLine:
    used = clock.in_norway(passkey.used_at) if passkey.used_at else None
    return PasskeyLine(str(passkey.id), passkey.name, passkey.unlocks, clock.in_norway(passkey.created_at), used)


def _made(settings: Settings, credential: str, challenge: bytes) -> Any:
    """What a new credential says of itself, or None when it was not made here and now."""
    try:
        given = webauthn.helpers.parse_registration_credential_json(credential)
        if parse_client_data_json(given.response.client_data_json).cross_origin or len(given.raw_id) > LONGEST:
            return None
        return webauthn.verify_registration_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=_party(settings),
            expected_origin=_origins(settings),
            require_user_verification=True,
        )
    except Exception:  # as above
        return None


def _descriptors(passkeys: list[Passkey]) -> list[structs.PublicKeyCredentialDescriptor]:
    return [structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential)) for each in passkeys]


def _party(settings: Settings) -> str:
    if name := relying_party(settings):
        return name
    raise not_found()
