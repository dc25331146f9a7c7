"""Whom I may share a note with, and who would read it."""

from __future__ import annotations

from uuid import UUID

import msgspec
from starlette.responses import Response

from folkevalgt import circles, crypto, database
from folkevalgt.api.http import Call, Whole
from folkevalgt.sync import shapes


async def note_circles(call: Call) -> Response:
    me = call.signed.person
    found = shapes.NoteCircles([_circle(offer, me) for offer in await circles.offered(database.ro(), me)])
    body = msgspec.json.encode(found)
    return Whole(body, crypto.sha256(body), {"cache-control": "private, no-cache"}).to(call)


def _circle(offer: circles.Offer, me: UUID) -> shapes.NoteCircle:
    readers = [shapes.NoteReader(str(person), name) for person, name in offer.readers]
    people = {person for person, _ in offer.readers} | {me}
    return shapes.NoteCircle(
        package=str(offer.package),
        scope=offer.scope,
        kind="group" if offer.scope.startswith("group:") else "chair",
        name=offer.name,
        readers=readers,
        refused=offer.refused,
        body=offer.body.name if offer.body else "",
        present=offer.body.present(people) if offer.body else 0,
        seats=offer.body.seats if offer.body else 0,
    )
