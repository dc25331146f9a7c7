"""In and out."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt import crypto
from folkevalgt.api import http, members
from folkevalgt.api.browsers import browser_of, set_browser
from folkevalgt.api.http import Call
from folkevalgt.config import Settings
from folkevalgt.crypto import token_hash
from folkevalgt.errors import Refusal
from folkevalgt.identity import invitations, passkeys, sessions
from folkevalgt.identity.oidc import endings
from folkevalgt.identity.shapes import Provider, SignedOut, SignInWays


async def sign_in_ways(call: Call) -> SignInWays:
    settings = call.house.settings
    return SignInWays(
        email=bool(settings.smtp_host),
        passkeys=bool(passkeys.relying_party(settings)),
        exempt_level=settings.exempt_level,
        providers=[Provider(each.name, each.label) for each in settings.oidc],
    )


async def sign_in(call: Call) -> Response:
    token, _ = await sessions.sign_in(call.house.settings, call.body.token, call.body.device, here=call.who)
    return await entered(call, token)


async def ask_for_email(call: Call) -> Response:
    """The same answer, and the same work, whether anyone here has that address."""
    if call.house.settings.smtp_host:
        await invitations.ask_by_email(call.house.key, call.body.email)
    return Response(status_code=204)


async def sign_out(call: Call) -> Response:
    house, browser = call.house, browser_of(call) or crypto.new_token()
    onward = await endings.leave(house.providers, house.key, browser, call.signed)
    await sessions.sign_out(call.signed)
    response = http.json(SignedOut(onward))
    if onward:
        set_browser(response, house.settings, browser)
    name, secure = http.cookie_name(house.settings), house.settings.secure
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
    return response


async def entered(call: Call, token: str) -> Response:
    """Who it is that came in, with the cookie of the session."""
    signed = (await sessions.load([token_hash(token)])).get(token_hash(token))
    if signed is None:  # revoked meanwhile
        raise Refusal("not_signed_in", 401)
    response = http.json(await members.describe(call.house, signed))
    set_session(response, call.house.settings, token)
    return response


def set_session(response: Response, settings: Settings, token: str) -> None:
    """Lax: whoever comes back from a provider, or by a link in an e-mail, comes as who they are."""
    response.set_cookie(
        http.cookie_name(settings),
        token,
        max_age=settings.session_hours * 3600,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
