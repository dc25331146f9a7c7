"""Papers as bytes: immutable, in ranges, only to whoever may have them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from folkevalgt import database, deliveries
from folkevalgt.api.http import Call, House, uuid
from folkevalgt.api.papers import allowed
from folkevalgt.errors import not_found
from folkevalgt.models.document import DocumentVersion
from folkevalgt.models.package import Package

# A paper opened directly never runs in our origin, whatever it is.
HARMLESS = {"content-security-policy": "sandbox; default-src 'none'", "x-content-type-options": "nosniff"}
OWN = ("same-origin", "none")
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)  # longer numbers name no byte of any file


def opened_directly(call: Call) -> bool:
    """Whether a browser asks for something other than our own code's fetch (Fetch Metadata): a page, a frame, a script.

    Nothing is done with such an answer in our origin; whoever sends no such headers is no browser.
    """
    asked = call.request.headers
    return asked.get("sec-fetch-dest", "empty") != "empty" or asked.get("sec-fetch-site", "none") not in OWN


async def file(call: Call) -> Response:
    if opened_directly(call):
        raise not_found()
    name = call.request.path_params["sha256"]
    if not await allowed(call, call.house.files_allowed, name):
        raise not_found()
    return await send(call, name, "application/octet-stream", "attachment")


async def send(call: Call, name: str, media_type: str, disposition: str) -> Response:
    """The bytes of one file, or the range asked for (RFC 9110 §14), with the sha-256 as a strong ETag."""
    size, etag = await call.house.files.size(name), f'"{name}"'
    asked = call.request.headers
    headers = HARMLESS | {
        "etag": etag,
        "accept-ranges": "bytes",
        "cache-control": "private, no-store",
        "content-disposition": disposition,
        "cross-origin-resource-policy": "same-origin",
    }
    if etag in (given := asked.get("if-none-match", "")) or given.strip() == "*":
        return Response(status_code=304, headers=headers)
    start, end, status = 0, size, 200
    # Ranges are for GET alone (RFC 9110 §14.2).
    wanted = RANGE.fullmatch(asked.get("range", "")) if call.request.method == "GET" else None
    if wanted and wanted.group(0) != "bytes=-" and asked.get("if-range", etag) == etag:
        first, last = wanted.groups()
        start = int(first) if first else max(0, size - int(last))
        end = min(size, int(last) + 1) if first and last else size
        if start >= end:
            return Response(status_code=416, headers=headers | {"content-range": f"bytes */{size}"})
        status = 206
        headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
    headers["content-length"] = str(end - start)
    if call.request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=media_type)
    return StreamingResponse(_pieces(call.house, name, start, end), status, headers, media_type)


async def _pieces(house: House, name: str, start: int, end: int) -> AsyncIterator[bytes]:
    async for piece in house.files.read(name, start, end):
        yield piece


async def draft_file(call: Call) -> Response:
    """An open paper as the secretariat checks it before publishing; exempt ones reach no device."""
    package = await Package.get_or_none(id=uuid(call.request.path_params["id"]), using_db=database.ro())
    if package is None:
        raise not_found()
    document = uuid(call.request.path_params["document"])
    rows = DocumentVersion.filter(document_id=document, document__meeting_id=package.meeting_id, content_key=None)
    version = await rows.using_db(database.ro()).order_by("-number").select_related("document").first()
    limits = await deliveries.restrictions(database.ro(), package.meeting_id)
    if version is None or str(document) in limits.exempt:
        raise not_found()
    name = quote(version.document.title + (".pdf" if version.media_type == "application/pdf" else ""), safe="")
    return await send(call, version.sha256, version.media_type, f"attachment; filename*=UTF-8''{name}")
