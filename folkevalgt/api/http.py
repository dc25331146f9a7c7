"""The door: who asks, what do they send, one verb, an answer. Errors become words here and nowhere else."""

from __future__ import annotations

import asyncio
import time
import zlib
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from functools import cache, partial
from typing import Any, Literal
from uuid import UUID

import msgspec
import structlog
from prometheus_client import Counter, Histogram
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute
from starlette.types import Receive, Scope, Send

from folkevalgt import database
from folkevalgt.api.events import Hub
from folkevalgt.api.limits import Buckets, Limit
from folkevalgt.batch import Batch
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey, token_hash
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.identity import sessions
from folkevalgt.identity.oidc.provider import providers
from folkevalgt.identity.sessions import Signed
from folkevalgt.sync import offers, papers, rolls

LARGEST_BODY = 1 << 20  # bytes
BODY_SECONDS = 60  # for all of it: a phone in a tunnel is given that long
# "device": also a device that came back by its own key, without its person.
Who = Literal["anyone", "device", "signed_in", "secretariat"]

log = structlog.get_logger()
ANSWERS = Counter("folkevalgt_requests", "Requests answered", ["route", "status"])
SECONDS = Histogram("folkevalgt_request_seconds", "Time to answer", ["route"])


class House:
    """What every handler may need: settings, files, keys, and the questions that are asked together."""

    def __init__(self, settings: Settings, files: Files, key: InstanceKey, hub: Hub) -> None:
        self.settings, self.files, self.key, self.hub = settings, files, key, hub
        self.sessions: Batch[str, Signed] = Batch(partial(sessions.seen, settings))
        self.lists: Batch[UUID, bytes] = Batch(papers.told)
        self.circles: Batch[UUID, bytes] = Batch(offers.told)
        self.rolls: Batch[UUID, bytes] = Batch(rolls.told)
        self.manifests_allowed: Batch[tuple[UUID | None, str], bool] = Batch(papers.manifests_allowed)
        self.files_allowed: Batch[tuple[UUID | None, str], bool] = Batch(papers.files_allowed)
        self.buckets = Buckets()
        self.providers = providers(settings)
        self.bodies: dict[str, tuple[papers.Head, bytes]] = {}
        self.lists_made: dict[tuple[date, bytes], Whole] = {}
        self.manifests_made: dict[tuple[str, bool], Whole] = {}

    async def say(self, people: Iterable[UUID]) -> None:
        """Tells these people's open apps to pull, after what they are to pull was committed.

        Only one process serves a SQLite database; on PostgreSQL all of them hear it.
        """
        if self.settings.on_sqlite:
            self.hub.say(people)
        else:
            await database.announce(people)


class Call(msgspec.Struct):
    """One request, understood: `body` is the route's shape, `who` is set unless the route is for anyone."""

    request: Request
    house: House
    who: Signed | None
    body: Any = None

    @property
    def signed(self) -> Signed:
        if self.who is None:
            raise Refusal("not_signed_in", 401)
        return self.who


Handler = Callable[[Call], Awaitable[Any]]


class Route(msgspec.Struct, frozen=True):
    """One line of `routes.py`. `takes` and `gives` are shapes; `gives` None means a response of the handler's own.

    `reads`, when given, makes of the bytes what `takes` describes; `query` names what may stand after a question mark;
    `limit` says how often the door may be knocked on; `foreign` that a change may come from elsewhere, and says itself
    who it is from.
    """

    method: str
    path: str
    handler: Handler
    takes: type | None
    gives: type | None
    who: Who
    says: str
    reads: Callable[[bytes], Any] | None = None
    query: tuple[str, ...] = ()
    limit: Limit | None = None
    foreign: bool = False


def cookie_name(settings: Settings) -> str:
    return "__Host-folkevalgt" if settings.secure else "folkevalgt"


async def asker(request: Request, house: House) -> Signed | None:
    """Who the cookie says it is, if it still holds."""
    token = _cookie(request, cookie_name(house.settings).encode())
    return await house.sessions.ask(token_hash(token)) if token else None


def _cookie(request: Request, name: bytes) -> str:
    """One cookie's value. Starlette would read them all, which costs as much as the rest of asking who it is."""
    for header, value in request.scope["headers"]:
        if header == b"cookie":
            for pair in value.split(b";"):
                key, _, given = pair.strip().partition(b"=")
                if key == name:
                    return str(given, "latin-1")
    return ""


def own_origin(request: Request, settings: Settings) -> bool:
    """A change must come from the app itself (CSRF). Browsers always send Origin with one; other clients must too."""
    origin = request.headers.get("origin", "")
    # On a bare machine people type either name of it; a foreign page cannot claim one of them.
    return origin == settings.origin or (
        not settings.secure and origin == settings.origin.replace("127.0.0.1", "localhost")
    )


def json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    given = {"cache-control": "private, no-store"} | (headers or {})
    return Response(msgspec.json.encode(value), status, given, "application/json")


def refusal(error: Refusal) -> Response:
    body = {"error": {"word": error.word, "message": error.message if error.status < 500 else str(error.word)}}
    return json(body, error.status, {"retry-after": str(error.wait)} if error.wait else None)


async def _body(request: Request, route: Route) -> Any:
    received = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                received += piece
                if len(received) > LARGEST_BODY:
                    raise Refusal("too_large", 413)
    except (TimeoutError, ClientDisconnect):
        raise Refusal("bad_request", 408) from None
    plain = _inflated(bytes(received), request.headers.get("content-encoding", ""))
    if route.reads:
        return route.reads(plain)
    if b"\\u0000" in plain:  # no text that people write has one, and PostgreSQL keeps none
        raise Refusal("bad_request", 400, "NUL")
    try:
        return msgspec.json.decode(plain, type=route.takes)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("bad_request", 400, str(error)) from None


def _inflated(received: bytes, encoding: str) -> bytes:
    """The bytes as they were before gzip (RFC 9110 § 8.4.1), never more of them than a body may have."""
    if encoding in ("", "identity"):
        return received
    if encoding not in ("gzip", "x-gzip"):
        raise Refusal("bad_request", 415, "Content-Encoding")
    inflating = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        plain = inflating.decompress(received, LARGEST_BODY + 1)
    except zlib.error as error:
        raise Refusal("bad_request", 400, str(error)) from None
    if len(plain) > LARGEST_BODY:
        raise Refusal("too_large", 413)
    if not inflating.eof or inflating.unused_data:
        raise Refusal("bad_request", 400, "gzip")
    return plain


def _admit(route: Route, request: Request, house: House, who: Signed | None) -> None:
    if route.method not in ("GET", "HEAD") and not route.foreign and not own_origin(request, house.settings):
        raise Refusal("foreign_origin", 403)
    if route.who != "anyone" and (who is None or (who.kind == "device" and route.who != "device")):
        raise Refusal("not_signed_in", 401)
    if route.who == "secretariat" and who is not None and not who.secretariat:
        raise Refusal("not_allowed", 403)


class Endpoint:
    """Admits, understands, calls the handler and answers. An ASGI app: Starlette's own way round costs more."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.seconds, self.answers = SECONDS.labels(route.path), cache(partial(ANSWERS.labels, route.path))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        response = await self.answer(Request(scope, receive, send))
        self.answers(response.status_code).inc()
        self.seconds.observe(time.perf_counter() - began)
        await response(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        route, house = self.route, request.app.state.house
        try:
            if route.limit:
                house.buckets.from_address(route.limit, request)
            who = await asker(request, house)
            _admit(route, request, house, who)
            body = await _body(request, route) if route.takes else None
            if route.limit:
                house.buckets.for_thing(route.limit, body)
            given = await route.handler(Call(request, house, who, body))
            return given if isinstance(given, Response) else json(given)
        except Refusal as error:
            return refusal(error)
        except Exception:
            log.exception("request failed", route=route.path, method=route.method)
            return refusal(Refusal("server_error", 500))


def starlette_routes(table: list[Route]) -> list[StarletteRoute]:
    return [
        StarletteRoute(each.path, Endpoint(each), methods=[each.method], name=each.handler.__name__) for each in table
    ]


class Whole:
    """JSON that is made once and given to many: sending an answer does not change it."""

    def __init__(self, body: bytes, name: str, headers: dict[str, str]) -> None:
        """`name` becomes the ETag."""
        self.etag = f'"{name}"'
        self.headers = headers | {"etag": self.etag}
        self.response = Response(body, headers=self.headers, media_type="application/json")

    def to(self, call: Call) -> Response:
        if self.etag in call.request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=self.headers)
        return self.response


def uuid(text: str) -> UUID:
    """An id from the address; one that is none is simply not found."""
    try:
        return UUID(text)
    except ValueError:
        raise Refusal("not_found", 404) from None
