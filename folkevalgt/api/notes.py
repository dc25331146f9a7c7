"""The log of notes: what a device sends, what it fetches, and what a note said before."""

from __future__ import annotations

import asyncio
import gzip

import structlog
from starlette.responses import Response

from folkevalgt.api.http import Call, uuid
from folkevalgt.errors import Refusal
from folkevalgt.sync import pull, push
from folkevalgt.sync.shapes import NotePushed, NoteRevisions

SQUEEZED_FROM = 1024  # bytes; less than that is not worth the time
log = structlog.get_logger()


async def push_notes(call: Call) -> NotePushed:
    pushed = await push.push(call.house.key, call.signed.person, call.body)
    try:
        await call.house.say(pushed.people)
    except Exception:  # what was sent is stored and answered; others hear of it at their next pull
        log.exception("nobody was told to pull")
    return NotePushed(pushed.replies)


async def pull_notes(call: Call) -> Response:
    asked = call.request.query_params
    body = await pull.pull(call.house.key, call.signed.person, asked.get("cursor", ""), _limit(asked.get("limit")))
    headers = {"cache-control": "private, no-store", "vary": "accept-encoding, cookie"}
    if len(body) >= SQUEEZED_FROM and "gzip" in call.request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        body = await asyncio.to_thread(gzip.compress, body, 4)
    return Response(body, headers=headers, media_type="application/json")


def _limit(text: str | None) -> int:
    if text is None:
        return pull.MOST
    if not (text.isascii() and text.isdigit() and len(text) < 6) or not 0 < int(text) <= pull.MOST:
        raise Refusal("bad_request", 400, "limit")
    return int(text)


async def note_revisions(call: Call) -> NoteRevisions:
    return await pull.revisions(call.house.key, call.signed.person, uuid(call.request.path_params["id"]))
