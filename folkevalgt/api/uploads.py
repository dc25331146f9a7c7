"""What the secretariat brings by hand: files, whole meetings, and what was decided."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from folkevalgt import clock, database
from folkevalgt.api.http import Call, Route, Who, uuid
from folkevalgt.errors import Refusal
from folkevalgt.models.committee import Committee
from folkevalgt.publishing import brought_shapes as B
from folkevalgt.publishing import by_hand, deciding, uploading

LARGEST = 200_000_000  # bytes, what the sandbox takes
WHOLE_SECONDS, PIECE_SECONDS = 30 * 60, 60
_room = asyncio.Semaphore(2)  # files in memory at a time


async def make_meeting(call: Call) -> B.MeetingMade:
    return await by_hand.make_meeting(call.house.key, call.body, str(call.signed.person))


async def committees(call: Call) -> B.CommitteeChoices:
    today = clock.today()
    rows = await Committee.all().using_db(database.ro()).order_by("name")
    sitting = [row for row in rows if row.valid_to is None or row.valid_to >= today]
    return B.CommitteeChoices([B.CommitteeChoice(str(row.id), row.name) for row in sitting])


async def begin_upload(call: Call) -> B.UploadBegun:
    package = uuid(call.request.path_params["id"])
    return await uploading.begin(call.house.key, package, call.body, str(call.signed.person))


async def upload_bytes(call: Call) -> None:
    """The file itself, as the request's body. A browser that goes away under way leaves nothing behind."""
    name = uuid(call.request.path_params["id"])
    async with _room:
        data = await _whole(call.request)
        await uploading.receive(call.house.files, call.house.key, name, data, str(call.signed.person))


async def _whole(request: Request) -> bytes:
    received = bytearray()
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            pieces = request.stream().__aiter__()
            while True:
                try:
                    piece = await asyncio.wait_for(pieces.__anext__(), PIECE_SECONDS)
                except StopAsyncIteration:
                    return bytes(received)
                received += piece
                if len(received) > LARGEST:
                    raise Refusal("too_large", 413)
    except (TimeoutError, ClientDisconnect):
        raise Refusal("cut_off", 408) from None


async def uploads(call: Call) -> B.Uploads:
    return await uploading.waiting(uuid(call.request.path_params["id"]))


async def upload_again(call: Call) -> None:
    await uploading.again(uuid(call.request.path_params["id"]), str(call.signed.person))


async def remove_upload(call: Call) -> None:
    await uploading.remove(uuid(call.request.path_params["id"]), str(call.signed.person))


async def decisions(call: Call) -> B.Decisions:
    return await deciding.decisions(call.house.key, uuid(call.request.path_params["id"]))


async def decide(call: Call) -> None:
    package = uuid(call.request.path_params["id"])
    await deciding.decide(call.house.key, package, call.body, str(call.signed.person))


WHO: Who = "secretariat"
ROUTES = [
    Route("GET", "/api/committees", committees, None, B.CommitteeChoices, WHO, "Those a meeting can be made for"),
    Route("POST", "/api/packages", make_meeting, B.NewMeeting, B.MeetingMade, WHO, "A meeting made by hand"),
    Route("GET", "/api/packages/{id}/uploads", uploads, None, B.Uploads, WHO, "Files that are no versions yet"),
    Route("POST", "/api/packages/{id}/uploads", begin_upload, B.NewUpload, B.UploadBegun, WHO, "A file is to come"),
    Route("POST", "/api/uploads/{id}/bytes", upload_bytes, None, None, WHO, "The file itself"),
    Route("POST", "/api/uploads/{id}/again", upload_again, None, None, WHO, "Look into it once more"),
    Route("POST", "/api/uploads/{id}/remove", remove_upload, None, None, WHO, "Take it away"),
    Route("GET", "/api/packages/{id}/decisions", decisions, None, B.Decisions, WHO, "What was decided, item by item"),
    Route("POST", "/api/packages/{id}/decisions", decide, B.NewDecisions, None, WHO, "Write what was decided"),
]
