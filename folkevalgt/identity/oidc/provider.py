"""A provider as it describes itself, its keys, and how we show it who we are (RFC 8414, 7517, 7523, 9126)."""

from __future__ import annotations

import asyncio
import base64
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
from joserfc import jwk, jws
from joserfc.errors import JoseError

from folkevalgt import clock, crypto
from folkevalgt.config import Oidc, Settings
from folkevalgt.errors import Refusal
from folkevalgt.identity.oidc.asking import allowed, ask, refused

FRESH = 3600.0  # seconds a description and a set of keys are kept
AGAIN = 60.0  # seconds between two questions for a key that is not in the set: anyone may send us one's name
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
HOLDS = 60  # seconds an assertion of ours is good for; ID-porten allows 120
KINDS = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}  # the algorithms we take, and whose keys they go with
PUBLIC_PARTS = ("n", "e", "crv", "x", "y")
SHORTEST = 2048  # bits of an RSA key
MOST_KEYS = 50
PublicKey = jwk.RSAKey | jwk.ECKey


class Description(msgspec.Struct, frozen=True):
    """What of a provider's metadata we use (OpenID Connect Discovery 1.0 § 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    pushed_authorization_request_endpoint: str = ""
    end_session_endpoint: str = ""
    authorization_response_iss_parameter_supported: bool = False
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    code_challenge_methods_supported: tuple[str, ...] | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        must = (self.authorization_endpoint, self.token_endpoint, self.jwks_uri)
        may = (self.pushed_authorization_request_endpoint, self.end_session_endpoint)
        return (*must, *filter(None, may))


class KeySet(msgspec.Struct, frozen=True):
    keys: list[dict[str, object]]


def as_described(found: Description, oidc: Oidc, near: bool) -> None:
    """Raises Refusal("provider_answer") unless it is the issuer's own description, and one that we can use."""
    if found.issuer != oidc.issuer:
        raise refused("metadata issuer")
    if not all(allowed(address, near=near) for address in found.addresses):
        raise refused("metadata address")
    methods = found.code_challenge_methods_supported
    if methods is not None and "S256" not in methods:
        raise refused("metadata PKCE")


def providers(settings: Settings) -> dict[str, Provider]:
    """All of the settings', by name. Raises Refusal("bad_setting") for a key that cannot be read."""
    return {each.name: Provider(each, settings) for each in settings.oidc}


class Provider:
    """One of the settings' providers, for as long as the process runs."""

    def __init__(self, oidc: Oidc, settings: Settings) -> None:
        """Raises Refusal("bad_setting") for a key that cannot be read."""
        self.oidc = oidc
        self.near = oidc.issuer.startswith("http://")  # the settings allow it on this machine alone
        self.redirect_uri = f"{settings.origin}/api/oidc/{oidc.name}/callback"
        self.after_sign_out = f"{settings.origin}/logg-inn"
        self._ours = _our_key(oidc) if oidc.key else None
        self._described: tuple[float, Description] | None = None
        self._keys: dict[str, PublicKey] = {}
        self._keys_at = self._again_at = float("-inf")
        self._asking = asyncio.Lock()

    async def description(self) -> Description:
        """Raises Refusal as `ask` does, and "provider_answer" when it is not about this issuer."""
        if self._described is None or time.monotonic() - self._described[0] > FRESH:
            address = self.oidc.issuer.rstrip("/") + "/.well-known/openid-configuration"
            found = await ask(address, Description, near=self.near)
            as_described(found, self.oidc, self.near)
            self._described = (time.monotonic(), found)
        return self._described[1]

    def origins(self) -> list[str]:
        """Where its pages come from: the issuer, and where one signs out. What is not known is left out."""
        addresses = [self.oidc.issuer]
        if self._described:
            addresses.append(self._described[1].end_session_endpoint)
        return sorted({origin_of(each) for each in addresses if each})

    async def key(self, name: str, algorithm: str) -> PublicKey:
        """The key of that name, for that algorithm; the set is fetched again, now and then, when it lacks it."""
        async with self._asking:
            now = time.monotonic()
            if now - self._keys_at > FRESH:
                await self._fetch_keys()
            if name not in self._keys and now - self._again_at > AGAIN:
                self._again_at = now
                await self._fetch_keys()
        found = self._keys.get(name)
        if found is None or found.key_type != KINDS[algorithm] or found.alg not in (None, algorithm):
            raise refused("key")
        return found

    async def _fetch_keys(self) -> None:
        told = await ask((await self.description()).jwks_uri, KeySet, near=self.near)
        found = [key for each in told.keys[:MOST_KEYS] if (key := _public(each))]
        self._keys = {str(key.kid): key for key in reversed(found)}
        self._keys_at = time.monotonic()

    def shown(self, form: dict[str, str], found: Description) -> tuple[dict[str, str], dict[str, str]]:
        """A form and headers that also show who we are: a signed assertion, or the secret."""
        form = {**form, "client_id": self.oidc.client_id}
        if self._ours:
            return {**form, "client_assertion_type": ASSERTION, "client_assertion": self._assertion()}, {}
        if "client_secret_basic" not in found.token_endpoint_auth_methods_supported:
            return {**form, "client_secret": self.oidc.client_secret}, {}
        # RFC 6749 § 2.3.1: both halves are form-encoded first.
        pair = f"{quote(self.oidc.client_id, safe='')}:{quote(self.oidc.client_secret, safe='')}"
        return form, {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def _assertion(self) -> str:
        """RFC 7523 § 3, as ID-porten wants it: meant for the issuer, good for a minute, never the same twice."""
        assert self._ours
        now = int(clock.now().timestamp())
        us, issuer = self.oidc.client_id, self.oidc.issuer
        claims = {"iss": us, "sub": us, "aud": issuer, "iat": now, "exp": now + HOLDS, "jti": crypto.new_token()}
        algorithm = "ES256" if isinstance(self._ours, jwk.ECKey) else "RS256"
        # Which of our keys: as the provider knows it, or by its thumbprint (RFC 7638).
        name = self.oidc.key_id or self._ours.kid or self._ours.thumbprint()
        header = {"alg": algorithm, "kid": name, "typ": "JWT"}
        return jws.serialize_compact(header, msgspec.json.encode(claims), self._ours, algorithms=[algorithm])


def origin_of(address: str) -> str:
    given = urlsplit(address)
    return f"{given.scheme}://{given.netloc}"


def _public(told: dict[str, object]) -> PublicKey | None:
    """A key that signatures may be checked with; None for all that a set may hold besides."""
    number, may = told.get("n"), told.get("key_ops", ["verify"])
    if not isinstance(told.get("kid"), str) or told.get("use", "sig") != "sig":
        return None
    if not isinstance(may, list) or "verify" not in may:
        return None
    given: dict[str, Any] = {part: told[part] for part in ("kty", "kid", "alg", *PUBLIC_PARTS) if part in told}
    try:
        if given.get("kty") == "RSA" and isinstance(number, str) and len(number) * 6 >= SHORTEST:
            return jwk.RSAKey.import_key(given)
        if given.get("kty") == "EC" and given.get("crv") == "P-256":
            return jwk.ECKey.import_key(given)
    except (JoseError, ValueError, TypeError):
        pass  # one odd key spoils no others
    return None


def _our_key(oidc: Oidc) -> PublicKey:
    """The private key of the settings, PEM or JWK."""
    text = Path(oidc.key).read_bytes()
    told: Any = text
    with suppress(msgspec.DecodeError):
        told = msgspec.json.decode(text)
    for kind in (jwk.RSAKey, jwk.ECKey):
        with suppress(JoseError, ValueError, TypeError):
            key = kind.import_key(told)
            if key.is_private and getattr(key, "curve_name", "P-256") == "P-256":
                return key
    raise Refusal("bad_setting", 500, f"OIDC {oidc.name}: nøkkelen i {oidc.key} kan ikke leses")
