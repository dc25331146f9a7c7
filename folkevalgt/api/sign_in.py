"""In and out."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt.api import http, members
from folkevalgt.api.http import Call
from folkevalgt.crypto import token_hash
from folkevalgt.identity import sessions


async def sign_in(call: Call) -> Response:
    settings = call.house.settings
    token, _ = await sessions.sign_in(settings, call.body.token, call.body.device, here=call.who)
    signed = (await sessions.load([token_hash(token)])).popitem()[1]
    response = http.json(await members.describe(call.house, signed))
    response.set_cookie(
        http.cookie_name(settings),
        token,
        max_age=settings.session_hours * 3600,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
    return response


async def sign_out(call: Call) -> Response:
    await sessions.sign_out(call.signed)
    response = Response(status_code=204, headers={"cache-control": "private, no-store"})
    name, secure = http.cookie_name(call.house.settings), call.house.settings.secure
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
    return response
