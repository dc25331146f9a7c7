"""There and back: the authorization code flow with PKCE, state and nonce (RFC 6749, 7636, 9126, 9207)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from folkevalgt import clock, crypto, database
from folkevalgt.config import Oidc, Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.identity import ceremonies, sessions
from folkevalgt.identity.oidc import people, tokens
from folkevalgt.identity.oidc.asking import ask, refused
from folkevalgt.identity.oidc.provider import Description, Provider
from folkevalgt.identity.oidc.tokens import Asked, IdToken
from folkevalgt.identity.sessions import HIGH, LINK, STRONG, Signed

KIND = "oidc"
HOLDS = timedelta(minutes=10)
LONGEST = 4000  # characters of a code or any other part of an answer
CALLED_OFF = {"access_denied", "login_required", "interaction_required", "consent_required"}
BUSY = {"temporarily_unavailable", "server_error"}


class Begun(msgspec.Struct):
    """What is kept, sealed, until the browser is back."""

    provider: str
    nonce: str
    verifier: str
    level: int
    since: float
    onward: str


class Pushed(msgspec.Struct):
    request_uri: str


class Granted(msgspec.Struct):
    id_token: str


class SignedIn(NamedTuple):
    """The new session's token, the person, and where in the app they were going."""

    token: str
    person: UUID
    onward: str


def lowest(oidc: Oidc) -> int:
    """What an ordinary sign-in must be at least, of what this provider can say."""
    return STRONG if oidc.acr_substantial else HIGH if oidc.acr_high else LINK


async def begin(
    provider: Provider, key: InstanceKey, browser: str, *, level: int = 0, onward: str = "", here: Signed | None = None
) -> str:
    """The address at the provider where the browser goes now.

    `level` asks for a stronger sign-in by the one who is `here` (step-up). Raises Refusal "level_too_low" when this
    provider knows none so strong, "provider_silent", "provider_answer".
    """
    oidc, level = provider.oidc, max(level, lowest(provider.oidc))
    level = HIGH if oidc.acr_high and level == STRONG and not oidc.acr_substantial else level
    wanted = {STRONG: oidc.acr_substantial, HIGH: oidc.acr_high}.get(level, ())
    if level > LINK and not wanted:
        raise Refusal("level_too_low", 403)
    found = await provider.description()
    kept = Begun(oidc.name, crypto.new_token(), crypto.new_token(), level, clock.now().timestamp(), own_path(onward))
    person = here.person if here else None
    async with database.write_tx() as db:
        state = await ceremonies.begin(db, key, KIND, browser, msgspec.json.encode(kept), person, HOLDS)
    form = {
        "response_type": "code",
        "redirect_uri": provider.redirect_uri,
        "scope": " ".join(oidc.scopes),
        "state": state,
        "nonce": kept.nonce,
        "code_challenge": challenge(kept.verifier),
        "code_challenge_method": "S256",
    }
    form |= {"acr_values": " ".join(wanted)} if wanted else {}
    form |= {} if oidc.single_sign_on else {"prompt": "login"}
    return await _address(provider, found, form)


async def _address(provider: Provider, found: Description, form: dict[str, str]) -> str:
    """The request itself goes in the address, or is handed over beforehand where the provider takes it (RFC 9126)."""
    us = {"client_id": provider.oidc.client_id}
    if found.pushed_authorization_request_endpoint:
        shown, headers = provider.shown(form, found)
        address = found.pushed_authorization_request_endpoint
        pushed = await ask(address, Pushed, near=provider.near, form=shown, headers=headers)
        form = {"request_uri": pushed.request_uri}
    joint = "&" if "?" in found.authorization_endpoint else "?"
    return f"{found.authorization_endpoint}{joint}{urlencode(us | form)}"


async def finish(
    provider: Provider,
    settings: Settings,
    key: InstanceKey,
    browser: str,
    answer: Sequence[tuple[str, str]],
    *,
    device: str = "",
    here: Signed | None = None,
) -> SignedIn:
    """Signs in whoever the provider says came back. `answer` is the query of the address they came back to.

    Raises Refusal: "sign_in_over" for a sign-in that this browser did not begin or that took too long,
    "sign_in_called_off", "provider_silent", "provider_answer", "level_too_low", "test_identity", "not_known_here",
    "other_person" when somebody else came back than went.
    """
    said = dict(answer)
    async with database.write_tx() as db:  # it is used up, whatever comes of it
        kept = await ceremonies.end(db, key, KIND, browser, said.get("state", ""))
    if kept is None:
        raise Refusal("sign_in_over", 403)
    began = msgspec.json.decode(kept.about, type=Begun)
    check_same(provider, began)
    check_once(answer)
    claims, token = await _claims(provider, began, said)
    async with database.write_tx() as db:
        person = await people.known(db, key, provider.oidc, claims)
        if kept.person not in (None, person.id):
            raise Refusal("other_person", 403)
        opened = await sessions.open_session(
            db,
            settings,
            person.id,
            device,
            level=tokens.level_of(provider.oidc, claims.acr),
            issuer=claims.iss,
            sid=claims.sid,
            id_token=key.seal(token.encode(), f"id token of {claims.sid}"),
            here=here,
        )
    return SignedIn(opened, person.id, began.onward)


async def _claims(provider: Provider, began: Begun, said: dict[str, str]) -> tuple[IdToken, str]:
    found = await provider.description()
    check_issuer(provider, found, said)
    check_error(said)
    code = said.get("code", "")
    if not 0 < len(code) <= LONGEST:
        raise refused("code")
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": provider.redirect_uri,
        "code_verifier": began.verifier,
    }
    shown, headers = provider.shown(form, found)
    granted = await ask(found.token_endpoint, Granted, near=provider.near, form=shown, headers=headers)
    since = None if provider.oidc.single_sign_on else began.since
    asked = Asked(provider.oidc, clock.now().timestamp(), began.nonce, began.level, since)
    return await tokens.id_token(provider, granted.id_token, asked), granted.id_token


def check_same(provider: Provider, began: Begun) -> None:
    """Whoever went to one provider does not come back from another: each has an address of its own for that."""
    if began.provider != provider.oidc.name:
        raise Refusal("sign_in_over", 403)


def check_once(answer: Sequence[tuple[str, str]]) -> None:
    """What stands twice might be read as one thing here and as another elsewhere (RFC 6749 § 3.1)."""
    if len(dict(answer)) != len(answer):
        raise refused("twice")


def check_issuer(provider: Provider, found: Description, said: dict[str, str]) -> None:
    """RFC 9207: the answer is this provider's, and not another's that was mixed up with it."""
    must = found.authorization_response_iss_parameter_supported
    if ("iss" in said or must) and said.get("iss") != provider.oidc.issuer:
        raise refused("mix-up")


def check_error(said: dict[str, str]) -> None:
    """Errors become our words: what a provider writes is never shown."""
    error = said.get("error")
    if error in CALLED_OFF:
        raise Refusal("sign_in_called_off", 403)
    if error in BUSY:
        raise Refusal("provider_silent", 503)
    if error is not None:
        raise refused("error")


def challenge(verifier: str) -> str:
    """RFC 7636 § 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def own_path(path: str) -> str:
    """A page of the app, or its first: nobody is sent elsewhere, nor to an address that does something."""
    fits = len(path) <= 500 and re.fullmatch(r"/[\w/%.~-]*(\?[\w=&%.~-]*)?", path, re.ASCII)
    return path if fits and not path.startswith(("//", "/api/", "/files/")) else "/"
