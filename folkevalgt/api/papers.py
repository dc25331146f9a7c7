"""My list, its manifests, and the receipts for them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec
from starlette.responses import Response

from folkevalgt import clock, crypto
from folkevalgt.api import shapes
from folkevalgt.api.http import Call, House, Whole
from folkevalgt.errors import not_found
from folkevalgt.sync import papers

Key = TypeVar("Key")
Value = TypeVar("Value")

REMEMBERED = 500  # manifests, and lists; they never change


async def manifest_of(house: House, name: str) -> tuple[papers.Head, bytes]:
    """A manifest's head and its gzipped bytes, from memory when it was asked for lately."""
    known = house.bodies.get(name)
    if known is None:
        body = await papers.body(name)
        if body is None:
            raise not_found()
        known = msgspec.json.decode(gzip.decompress(body), type=papers.Head), body
        remember(house.bodies, name, known)
    return known


async def my_papers(call: Call) -> Response:
    told = await call.house.lists.ask(call.signed.person) or papers.NOTHING
    # Members of one committee are told the same; what the answer says follows from that, and from the day.
    key = (clock.today(), told)
    whole = call.house.lists_made.get(key)
    if whole is None:
        body = await _list(call.house, papers.read(told))
        whole = Whole(body, crypto.sha256(body), {"cache-control": "private, no-cache"})
        remember(call.house.lists_made, key, whole)
    return whole.to(call)


async def _list(house: House, listed: Iterable[papers.Listed]) -> bytes:
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
    squeezed = "gzip" in call.request.headers.get("accept-encoding", "")
    whole = call.house.manifests_made.get((name, squeezed))
    if whole is None:
        _, body = await manifest_of(call.house, name)
        headers = {"cache-control": "private, no-store", "vary": "accept-encoding, cookie"}
        headers |= {"content-encoding": "gzip"} if squeezed else {}
        whole = Whole(body if squeezed else gzip.decompress(body), name, headers)
        remember(call.house.manifests_made, (name, squeezed), whole)
    return whole.to(call)


async def allowed(call: Call, rule: papers.Allowed, name: str) -> bool:
    """Whether the asker may have these bytes: by their own delivery, or as anyone may when the open pages are on."""
    if not re.fullmatch(r"[0-9a-f]{64}", name):
        return False
    if call.who and await rule.ask((call.who.person, name)):
        return True
    return bool(call.house.settings.open_pages and await rule.ask((None, name)))


def remember(kept: dict[Key, Value], key: Key, value: Value) -> None:
    """The oldest makes room."""
    if len(kept) >= REMEMBERED:
        kept.pop(next(iter(kept)))
    kept[key] = value


async def receipt(call: Call) -> Response:
    if not await papers.receive(call.signed.person, call.signed.device, call.body.manifest, call.body.what):
        raise not_found()
    return Response(status_code=204, headers={"cache-control": "private, no-store"})
