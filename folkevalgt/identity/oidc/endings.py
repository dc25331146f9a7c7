"""Signing out together with a provider: we tell it (RP-initiated), or it tells us (front-channel, back-channel)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock, crypto, database, jobs
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.identity import ceremonies
from folkevalgt.identity.oidc import tokens
from folkevalgt.identity.oidc.asking import refused
from folkevalgt.identity.oidc.provider import Provider
from folkevalgt.identity.oidc.tokens import SKEW, YOUNG, LogoutToken
from folkevalgt.identity.sessions import Signed
from folkevalgt.models.device import Ceremony, ExternalIdentity, Session

KIND = "oidc_end"  # that a browser is on its way to the provider's page for signing out
HEARD = "oidc_jti"  # that a logout token was heard
REMEMBERED = timedelta(seconds=2 * (YOUNG + SKEW))  # longer than one is taken


class Leaving(msgspec.Struct):
    """What a provider wants to see at its end_session_endpoint."""

    provider: str
    id_token: str


class Farewell(NamedTuple):
    """A form to be posted: where to, and what is in it."""

    address: str
    fields: dict[str, str]


async def leave(providers: Mapping[str, Provider], key: InstanceKey, browser: str, signed: Signed) -> str:
    """Our page where this session's provider is told, too; empty for a session of our own. Before it is ended."""
    session = await Session.get_or_none(token_hash=signed.token_hash, using_db=database.ro())
    provider = next((each for each in providers.values() if session and each.oidc.issuer == session.issuer), None)
    if session is None or session.id_token is None or provider is None:
        return ""
    token = key.open(session.id_token, f"id token of {session.sid}").decode()
    about = msgspec.json.encode(Leaving(provider.oidc.name, token))
    async with database.write_tx() as db:
        name = await ceremonies.begin(db, key, KIND, browser, about)
    return f"/api/oidc/{provider.oidc.name}/sign-out?with={name}"


async def farewell(provider: Provider, key: InstanceKey, browser: str, name: str) -> Farewell | None:
    """What that page posts. None when it was posted already, or the provider has no such address."""
    async with database.write_tx() as db:
        kept = await ceremonies.end(db, key, KIND, browser, name)
    leaving = msgspec.json.decode(kept.about, type=Leaving) if kept else None
    if leaving is None or leaving.provider != provider.oidc.name:
        return None
    try:
        found = await provider.description()
    except Refusal:
        return None  # signed out here in any case
    if not found.end_session_endpoint:
        return None
    told = {"id_token_hint": leaving.id_token, "client_id": provider.oidc.client_id}
    return Farewell(found.end_session_endpoint, told | {"post_logout_redirect_uri": provider.after_sign_out})


async def told_by_browser(provider: Provider, issuer: str, sid: str) -> None:
    """Front-Channel Logout 1.0 § 3: found by issuer and sid, for our cookie does not come along into a frame."""
    if issuer == provider.oidc.issuer and sid:
        await _end(provider, {"sid": sid})


async def told_by_server(provider: Provider, token: str) -> None:
    """Back-Channel Logout 1.0 § 2.6. Raises Refusal("provider_answer") for one that does not hold, or came before."""
    its = await tokens.logout_token(provider, token)
    async with database.write_tx() as db:
        await _first_time(db, provider, its)
        person = await ExternalIdentity.get_or_none(issuer=its.iss, subject=its.sub, using_db=db) if its.sub else None
        if its.sub and person is None:
            return
        whose = {"person_id": person.person_id} if person else {}
        await _end(provider, whose | ({"sid": its.sid} if its.sid else {}))


async def _first_time(db: BaseDBAsyncClient, provider: Provider, its: LogoutToken) -> None:
    name, now = crypto.token_hash(f"{provider.oidc.issuer} {its.jti}"), clock.now()
    await audit.hold(db)  # of two that come at once, one is first
    if await Ceremony.filter(name_hash=name).using_db(db).exists():
        raise refused("replay")
    await Ceremony.create(using_db=db, name_hash=name, kind=HEARD, about=b"", expires_at=now + REMEMBERED)


async def _end(provider: Provider, whose: Mapping[str, object]) -> None:
    """Ends the sessions of this provider that fit, and has their open apps ask and learn of it."""
    if not await Session.filter(issuer=provider.oidc.issuer, **whose).using_db(database.ro()).exists():
        return  # anyone may ask: whoever asks for nothing waits for no lock and writes nothing
    async with database.write_tx() as db:
        sessions = await Session.filter(issuer=provider.oidc.issuer, **whose).using_db(db)
        for each in sessions:
            await Session.filter(token_hash=each.token_hash).using_db(db).delete()
            await audit.record(db, str(each.person_id), "signed_out_by_provider", str(each.device_id))
        people = sorted({str(each.person_id) for each in sessions})
        await jobs.order(db, "pull", {"people": people})
