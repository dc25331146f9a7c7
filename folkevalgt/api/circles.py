"""Whom I may share a note with, and who would read it."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt import crypto
from folkevalgt.api.http import Call, Whole
from folkevalgt.sync import offers


async def note_circles(call: Call) -> Response:
    body = await call.house.circles.ask(call.signed.person) or offers.NOTHING
    return Whole(body, crypto.sha256(body), {"cache-control": "private, no-cache"}).to(call)
