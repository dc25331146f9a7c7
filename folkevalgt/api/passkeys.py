"""Passkeys: two steps to make one, two to use one, and taking one away."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt import crypto
from folkevalgt.api import http
from folkevalgt.api.http import Call
from folkevalgt.api.sign_in import entered
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.identity import ceremonies, passkeys
from folkevalgt.identity.shapes import PasskeyBegun, PasskeyLine


async def begin_new_passkey(call: Call) -> Response:
    browser = _browser(call) or crypto.new_token()
    return _begun(call, await passkeys.begin_new(call.house.settings, call.house.key, call.signed, browser), browser)


async def add_passkey(call: Call) -> PasskeyLine:
    settings, key = call.house.settings, call.house.key
    return passkeys.line(await passkeys.finish_new(settings, key, call.signed, _browser(call), call.body))


async def begin_passkey(call: Call) -> Response:
    """With `step_up`, whoever is signed in shows that it is them; else anyone may come."""
    here = None
    if call.request.query_params.get("step_up"):
        here = call.signed
        if here.kind != "person":
            raise Refusal("not_signed_in", 401)
    browser = _browser(call) or crypto.new_token()
    return _begun(call, await passkeys.begin(call.house.settings, call.house.key, browser, here), browser)


async def use_passkey(call: Call) -> Response:
    settings, key = call.house.settings, call.house.key
    return await entered(call, await passkeys.use(settings, key, _browser(call), call.body, call.who))


async def remove_passkey(call: Call) -> Response:
    await passkeys.remove(call.signed, http.uuid(call.request.path_params["id"]))
    return Response(status_code=204)


def _cookie_name(settings: Settings) -> str:
    return "__Host-folkevalgt-begun" if settings.secure else "folkevalgt-begun"


def _browser(call: Call) -> str:
    """What this browser alone has, so that nobody ends what another began; empty when it has begun nothing."""
    return call.request.cookies.get(_cookie_name(call.house.settings), "")


def _begun(call: Call, begun: PasskeyBegun, browser: str) -> Response:
    settings, response = call.house.settings, http.json(begun)
    response.set_cookie(
        _cookie_name(settings),
        browser,
        max_age=int(ceremonies.HOLDS.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="strict",
    )
    return response
