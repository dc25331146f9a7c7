"""The only place that builds the ASGI app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from folkevalgt import crypto, database, journal, migrate
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House, refusal, starlette_routes
from folkevalgt.api.pages import PAGES
from folkevalgt.api.routes import ROUTES
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.pdf import sandbox
from folkevalgt.worker import Worker

LARGEST_HEAD, MOST_HEADERS = 32 * 1024, 100  # bytes, and how many
CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; "
    "img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


# What is no page may do nothing at all, and need not be told more: an answer about notes is smaller than these are.
DATA_HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


class Harden:
    """Puts the security headers on every answer that does not say otherwise itself."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self.app = app
        always = {"strict-transport-security": "max-age=31536000"} if secure else {}
        self.page, self.data = (
            [(name.encode(), value.encode()) for name, value in (given | always).items()]
            for given in (HEADERS, DATA_HEADERS)
        )
        self.names = {name for name, _ in self.page}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                ours = self.data if scope["path"].startswith("/api/") else self.page
                if not there.isdisjoint(self.names):
                    ours = [each for each in ours if each[0] not in there]
                message["headers"] = [*message["headers"], *ours]
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _too_large(scope):
            await refusal(Refusal("too_large", 431))(scope, receive, hardened)
        else:
            await self.app(scope, receive, hardened)


def _too_large(scope: Scope) -> bool:
    """Whether its address and headers are more than any browser of ours sends (RFC 6585 § 5)."""
    headers = scope["headers"]
    if len(headers) > MOST_HEADERS:
        return True
    size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    return size + sum(len(name) + len(value) for name, value in headers) > LARGEST_HEAD


def _running(house: House, work: bool) -> list[asyncio.Task[None]]:
    """What goes on beside the requests: the worker's clock, and on PostgreSQL the ear for other processes."""
    tasks = []
    if not house.settings.on_sqlite:
        tasks.append(asyncio.create_task(database.listen(house.settings, house.hub.say)))
    if work:
        tasks.append(asyncio.create_task(Worker(house.settings, house.files, house.key, house.say).run()))
    return tasks


def build(settings: Settings, *, work: bool = True) -> Starlette:
    """The app for these settings. With `work`, the worker's clock runs in the same process (the default).

    Its lifespan raises Refusal("needs_migration") or "server_running".
    """
    hub = Hub()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with database.only_server(settings):
            if await migrate.pending(settings):
                raise Refusal("needs_migration", 503)
            key, files = crypto.instance_key(settings), Files(settings.files_url)
            await database.connect(settings)
            await journal.again(settings)
            app.state.house = House(settings, files, key, hub)
            running = _running(app.state.house, work)
            try:
                yield
            finally:
                for task in running:
                    task.cancel()
                await asyncio.gather(*running, return_exceptions=True)
                await sandbox.close()
                await database.disconnect()

    return Starlette(
        routes=[*starlette_routes(ROUTES), *PAGES],
        middleware=[Middleware(Harden, secure=settings.secure)],
        lifespan=lifespan,
    )
