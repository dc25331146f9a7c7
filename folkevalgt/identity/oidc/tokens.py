"""What a provider has signed: an ID token (OpenID Connect Core § 3.1.3.7), a logout token (Back-Channel Logout § 2.6).

Each check is a line in a table, so that a test can take it away and see that it was needed.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec
from joserfc import jws
from joserfc.errors import JoseError

from folkevalgt import clock
from folkevalgt.config import Oidc
from folkevalgt.errors import Refusal
from folkevalgt.identity.oidc.asking import refused
from folkevalgt.identity.oidc.provider import KINDS, Provider
from folkevalgt.identity.sessions import HIGH, LINK, STRONG

LONGEST = 32 * 1024  # characters of a token
SKEW = 60  # seconds a provider's clock may be off
YOUNG = 600  # seconds since a token was made for us: we asked for it just now
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"


class Header(msgspec.Struct, frozen=True):
    alg: str
    kid: str
    typ: str = ""
    crit: Any = None


class IdToken(msgspec.Struct, frozen=True):
    """The claims we read. `pid` is ID-porten's national identity number, which goes no further than an HMAC."""

    iss: str
    sub: str
    aud: str | list[str]
    exp: float
    iat: float
    nonce: str = ""
    azp: str | None = None
    acr: str = ""
    amr: list[str] = []
    sid: str = ""
    auth_time: float | None = None
    pid: str = ""
    email: str = ""
    email_verified: Any = False


class LogoutToken(msgspec.Struct, frozen=True):
    iss: str
    aud: str | list[str]
    iat: float
    jti: str
    events: dict[str, Any]
    exp: float | None = None
    sub: str = ""
    sid: str = ""
    nonce: Any = None


class Asked(msgspec.Struct, frozen=True):
    """What the token must answer. `level` is the least that will do; `since` when we asked, if it must be new."""

    oidc: Oidc
    now: float
    nonce: str = ""
    level: int = LINK
    since: float | None = None


Claims = TypeVar("Claims", IdToken, LogoutToken)
Audience = str | list[str]


def _for_us(audience: Audience, us: str) -> bool:
    """For us and nobody else: we trust no other reader of a provider's tokens."""
    return audience in (us, [us])


def level_of(oidc: Oidc, acr: str) -> int:
    """How surely it is the person, as Session.level says it."""
    if not acr:
        return LINK
    return HIGH if acr in oidc.acr_high else STRONG if acr in oidc.acr_substantial else LINK


ID_TOKEN: dict[str, Callable[[IdToken, Asked], bool]] = {
    "iss": lambda its, asked: its.iss == asked.oidc.issuer,
    "aud": lambda its, asked: _for_us(its.aud, asked.oidc.client_id),
    "azp": lambda its, asked: its.azp in (None, asked.oidc.client_id),
    "exp": lambda its, asked: asked.now < its.exp + SKEW,
    "iat": lambda its, asked: asked.now - YOUNG - SKEW < its.iat < asked.now + SKEW,
    "nonce": lambda its, asked: hmac.compare_digest(its.nonce.encode(), asked.nonce.encode()),
    "sub": lambda its, asked: 0 < len(its.sub) <= 255 and its.sub.isprintable(),
    "sid": lambda its, asked: len(its.sid) <= 200,
    "auth_time": lambda its, asked: asked.since is None or (its.auth_time or 0) > asked.since - SKEW,
}
# Refused with words of their own: the person can do something about it.
WORDS: dict[str, Callable[[IdToken, Asked], bool]] = {
    "level_too_low": lambda its, asked: level_of(asked.oidc, its.acr) >= asked.level,
    "test_identity": lambda its, asked: asked.oidc.test_identities or "TestID" not in its.amr,
}
LOGOUT_TOKEN: dict[str, Callable[[LogoutToken, Asked], bool]] = {
    "iss": lambda its, asked: its.iss == asked.oidc.issuer,
    "aud": lambda its, asked: _for_us(its.aud, asked.oidc.client_id),
    "exp": lambda its, asked: its.exp is None or asked.now < its.exp + SKEW,
    "iat": lambda its, asked: asked.now - YOUNG - SKEW < its.iat < asked.now + SKEW,
    "jti": lambda its, asked: 0 < len(its.jti) <= 300,
    "events": lambda its, asked: isinstance(its.events.get(LOGGED_OUT), dict),
    "who": lambda its, asked: bool(its.sid or its.sub),
    "nonce": lambda its, asked: its.nonce is None,
}
HEADER: dict[str, Callable[[Header, tuple[str, ...]], bool]] = {
    "alg": lambda its, typ: its.alg in KINDS,
    "crit": lambda its, typ: its.crit is None,  # RFC 7515 § 4.1.11: we know of nothing that is critical
    "typ": lambda its, typ: its.typ.lower().removeprefix("application/") in typ,
}


async def id_token(provider: Provider, token: str, asked: Asked) -> IdToken:
    """Raises Refusal "provider_answer", "level_too_low" or "test_identity"."""
    its = await _signed(provider, token, IdToken, ("", "jwt"))
    _held(ID_TOKEN, its, asked)
    for word, check in WORDS.items():
        if not check(its, asked):
            raise Refusal(word, 403)
    return its


async def logout_token(provider: Provider, token: str) -> LogoutToken:
    """Raises Refusal("provider_answer")."""
    its = await _signed(provider, token, LogoutToken, ("logout+jwt",))
    _held(LOGOUT_TOKEN, its, Asked(provider.oidc, clock.now().timestamp()))
    return its


def _held(checks: Mapping[str, Callable[[Claims, Asked], bool]], its: Claims, asked: Asked) -> None:
    for name, check in checks.items():
        if not check(its, asked):
            raise refused(name)


async def _signed(provider: Provider, token: str, shape: type[Claims], typ: tuple[str, ...]) -> Claims:
    """The claims of a token that this provider has signed, with a key of its own set and an algorithm of ours."""
    if len(token) > LONGEST:
        raise refused("size")
    try:
        head = token.split(".")[0]
        header = msgspec.json.decode(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)), type=Header)
    except (msgspec.DecodeError, binascii.Error, ValueError):
        raise refused("header") from None
    for name, check in HEADER.items():
        if not check(header, typ):
            raise refused(name)
    key = await provider.key(header.kid, header.alg)
    try:
        # Which key it is was decided above: what else the header says of keys and addresses is not read.
        registry = jws.JWSRegistry(algorithms=list(KINDS), strict_check_header=False)
        found = jws.deserialize_compact(token, key, registry=registry)
        return msgspec.json.decode(found.payload or b"", type=shape)
    except (JoseError, msgspec.DecodeError, ValueError, TypeError):
        raise refused("signature or claims") from None
