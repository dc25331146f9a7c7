""" "Pull now": the only thing the server ever says on its own. What there is to pull is asked for afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

if TYPE_CHECKING:
    from folkevalgt.api.http import Call

PING = 25  # seconds; keeps proxies from closing the stream


class Hub:
    """Who listens in this process."""

    def __init__(self) -> None:
        self._listeners: dict[UUID, set[asyncio.Event]] = {}

    def say(self, people: Iterable[UUID]) -> None:
        """Tells these people's open apps to pull."""
        for person in people:
            for bell in self._listeners.get(person, ()):
                bell.set()

    async def listen(self, person: UUID) -> AsyncIterator[ServerSentEvent]:
        bell = asyncio.Event()
        self._listeners.setdefault(person, set()).add(bell)
        try:
            while True:
                await bell.wait()
                bell.clear()
                yield ServerSentEvent(event="pull", data="")
        finally:
            self._listeners[person].discard(bell)
            if not self._listeners[person]:
                del self._listeners[person]


async def events(call: Call) -> Response:
    if call.request.method == "HEAD":  # a stream without a body would be kept open for nobody
        return Response(media_type="text/event-stream", headers={"cache-control": "private, no-store"})
    return EventSourceResponse(
        call.house.hub.listen(call.signed.person), ping=PING, headers={"cache-control": "private, no-store"}
    )
