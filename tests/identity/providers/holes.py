"""Checks taken away, one at a time: how, and what bad thing must then come in. What comes in nowhere needs no check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from joserfc import jwk, jws

from folkevalgt.identity import ceremonies
from folkevalgt.identity.oidc import asking, flow, provider, tokens

Hole = Callable[[pytest.MonkeyPatch], None]
NOTHING: Callable[..., None] = lambda *given, **named: None  # noqa: E731


def without(table: dict[str, Any], row: str) -> Hole:
    return lambda monkeypatch: monkeypatch.delitem(table, row)


def instead(place: Any, name: str, other: Any) -> Hole:
    return lambda monkeypatch: monkeypatch.setattr(place, name, other)


def any_signature(value: str, key: Any, registry: Any = None) -> Any:
    found = jws.extract_compact(value.encode())
    return found


async def any_key(self: Any, name: str, algorithm: str) -> Any:
    """The first of the set, whatever it is called."""
    await self._fetch_keys()
    return next(iter(self._keys.values()))


def any_use(told: dict[str, Any]) -> Any:
    return jwk.RSAKey.import_key({part: told[part] for part in ("kty", "n", "e", "kid")})


ID_TOKEN: dict[str, tuple[Hole, str]] = {
    "the issuer": (without(tokens.ID_TOKEN, "iss"), "another issuer's token"),
    "whom it is for": (without(tokens.ID_TOKEN, "aud"), "for us and another"),
    "by way of whom": (without(tokens.ID_TOKEN, "azp"), "by way of another"),
    "its end": (without(tokens.ID_TOKEN, "exp"), "run out"),
    "its age": (without(tokens.ID_TOKEN, "iat"), "old"),
    "the nonce": (without(tokens.ID_TOKEN, "nonce"), "no nonce"),
    "the subject": (without(tokens.ID_TOKEN, "sub"), "an endless name"),
    "the session": (without(tokens.ID_TOKEN, "sid"), "an endless session"),
    "when they signed in": (without(tokens.ID_TOKEN, "auth_time"), "signed in yesterday"),
    "how sure": (without(tokens.WORDS, "level_too_low"), "less sure than asked for"),
    "test persons": (without(tokens.WORDS, "test_identity"), "a test person"),
    "what is critical": (without(tokens.HEADER, "crit"), "something critical"),
    "what kind of token": (without(tokens.HEADER, "typ"), "a logout token"),
    "by which rule": (lambda patch: patch.setitem(provider.KINDS, "RS384", "RSA"), "signed by a rule that is not ours"),
    "the signature": (instead(jws, "deserialize_compact", any_signature), "signed by another"),
    "the key's name": (instead(provider.Provider, "key", any_key), "an unknown key"),
    "the key's use": (instead(provider, "_public", any_use), "a key that is not for signing"),
    "the key's rule": (instead(provider.Provider, "key", any_key), "a key for another rule"),
    "the answer's issuer": (instead(flow, "check_issuer", NOTHING), "another issuer's answer"),
    "the answer's error": (instead(flow, "check_error", NOTHING), "an error with a code"),
    "twice": (instead(flow, "check_once", NOTHING), "the code twice"),
    "the code's length": (instead(flow, "LONGEST", 10_000), "an endless code"),
    "the token's length": (instead(tokens, "LONGEST", 100_000), "an endless token"),
    "whose description": (instead(provider, "as_described", NOTHING), "another issuer's description"),
    "which addresses": (instead(provider, "as_described", NOTHING), "no S256"),
    "what addresses are": (instead(asking, "allowed", lambda *given, **named: True), "grants for a name"),
    "redirects": (
        instead(httpx2, "AsyncClient", lambda **named: CLIENT(**(named | {"follow_redirects": True}))),
        "granted elsewhere",
    ),
    "the answer's status": (instead(asking, "taken", lambda status, kind: True), "granted, and no"),
    "the answer's kind": (instead(asking, "taken", lambda status, kind: True), "granted in words"),
    "the answer's size": (instead(asking, "LARGEST", 1_000_000), "granted without end"),
    "patience": (instead(asking, "PATIENCE", 10.0), "granted late"),
}
CLIENT = httpx2.AsyncClient

LOGOUTS: dict[str, tuple[Hole, str]] = {
    "what kind of token": (without(tokens.HEADER, "typ"), "an ID token"),
    "the issuer": (without(tokens.LOGOUT_TOKEN, "iss"), "another issuer's"),
    "whom it is for": (without(tokens.LOGOUT_TOKEN, "aud"), "for another"),
    "its end": (without(tokens.LOGOUT_TOKEN, "exp"), "run out"),
    "its age": (without(tokens.LOGOUT_TOKEN, "iat"), "old"),
    "its number": (without(tokens.LOGOUT_TOKEN, "jti"), "no number"),
    "the event": (without(tokens.LOGOUT_TOKEN, "events"), "another event"),
    "the nonce": (without(tokens.LOGOUT_TOKEN, "nonce"), "a nonce"),
    "who": (without(tokens.LOGOUT_TOKEN, "who"), "nobody"),
}


async def never_used_up(db: Any, key: Any, kind: str, browser: str, name: str) -> Any:
    """What was begun, by whom- and whenever, and as often as it is asked for."""
    from folkevalgt import crypto
    from folkevalgt.models.device import Ceremony

    row = await Ceremony.get_or_none(name_hash=crypto.token_hash(name), using_db=db)
    return row and ceremonies.Begun(key.open(row.about, f"ceremony {kind}"), row.person_id)


async def again(*given: Any) -> None:
    """Every token is heard as often as it comes."""
