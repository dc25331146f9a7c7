"""My list, its manifests, and the receipts for them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable

import msgspec
from starlette.responses import Response

from folkevalgt import clock, crypto
from folkevalgt.api import shapes
from folkevalgt.api.http import Call, House
from folkevalgt.errors import not_found
from folkevalgt.sync import papers

REMEMBERED = 500  # manifests, and lists; they never change


async def manifest_of(house: House, name: str) -> tuple[papers.Head, bytes]:
    """A manifest's head and its gzipped bytes, from memory when it was asked for lately."""
    known = house.bodies.get(name)
    if known is None:
        body = await papers.body(name)
        if body is None:
            raise not_found()
        known = msgspec.json.decode(gzip.decompress(body), type=papers.Head), body
        if len(house.bodies) >= REMEMBERED:
            house.bodies.pop(next(iter(house.bodies)))
        house.bodies[name] = known
    return known


async def my_papers(call: Call) -> Response:
    told = await call.house.lists.ask(call.signed.person) or papers.NOTHING
    # Members of one committee are told the same; what the answer says follows from that, and from the day.
    key = (clock.today(), told)
    known = call.house.answers.get(key)
    if known is None:
        body = await _answer(call.house, papers.read(told))
        known = f'"{crypto.sha256(body)}"', body
        if len(call.house.answers) >= REMEMBERED:
            call.house.answers.pop(next(iter(call.house.answers)))
        call.house.answers[key] = known
    return conditional(call, *known, {"cache-control": "private, no-cache"})


async def _answer(house: House, listed: Iterable[papers.Listed]) -> bytes:
    found = []
    for each in listed:
        head, _ = await manifest_of(house, each.manifest)
        found.append(
            shapes.Paper(
                package=str(each.package),
                manifest=each.manifest,
                revision=head.revision,
                published_at=head.published_at,
                valid_until=papers.valid_until(each, house.settings.paper_days),
                size=each.size,
                documents=each.documents,
                role=each.role,  # type: ignore[arg-type]
                committee=head.committee,
                meeting=head.meeting,
            )
        )
    found.sort(key=lambda paper: (paper.meeting.date, paper.package))
    return msgspec.json.encode(shapes.Papers(found))


async def manifest(call: Call) -> Response:
    name = call.request.path_params["sha256"]
    if not await allowed(call, call.house.manifests_allowed, name):
        raise not_found()
    _, body = await manifest_of(call.house, name)
    headers = {"cache-control": "private, no-store", "vary": "accept-encoding, cookie"}
    if "gzip" in call.request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return conditional(call, f'"{name}"', body, headers)


async def allowed(call: Call, rule: papers.Allowed, name: str) -> bool:
    """Whether the asker may have these bytes: by their own delivery, or as anyone may when the open pages are on."""
    if not re.fullmatch(r"[0-9a-f]{64}", name):
        return False
    if call.who and await rule.ask((call.who.person, name)):
        return True
    return bool(call.house.settings.open_pages and await rule.ask((None, name)))


def conditional(call: Call, etag: str, body: bytes, headers: dict[str, str]) -> Response:
    headers = headers | {"etag": etag}
    if etag in call.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


async def receipt(call: Call) -> Response:
    if not await papers.receive(call.signed.person, call.body.manifest, call.body.what):
        raise not_found()
    return Response(status_code=204, headers={"cache-control": "private, no-store"})
