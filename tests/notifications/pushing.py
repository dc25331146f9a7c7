"""A push service of our own (RFC 8030) and a browser that has subscribed there: what was pushed is opened by hand."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from uuid import uuid4

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from folkevalgt import clock, crypto, database, notices
from folkevalgt.models.device import Device
from folkevalgt.models.notification import NoticeChoice, Sending
from folkevalgt.notifications.telling import Telling
from folkevalgt.preferences import subscriptions
from folkevalgt.preferences.shapes import PushAddress
from tests.world import World

ME, OTHER = "ordforer", "medlem_formannskap"
POINT = (Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Taken:
    """One message as it came: for whom, its headers in lower case, and its sealed body."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushOffice:
    """`taken` is all that came; `answers` what is said by path before 201; `silent` has it never answer."""

    origin: str = ""
    taken: list[Taken] = field(default_factory=list)
    answers: dict[str, list[tuple[int, dict[str, str]]]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    over: threading.Event = field(default_factory=threading.Event)

    def says(self, status: int, times: int = 1, path: str = "", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.setdefault(path, []).extend([(status, named)] * times)

    def answer(self, path: str) -> tuple[int, dict[str, str]]:
        mine = self.answers.get(path) or self.answers.get("")
        return mine.pop(0) if mine else (201, {"location": f"{self.origin}/m/1"})

    def begin(self) -> None:
        self.taken.clear(), self.answers.clear(), self.silent.clear(), self.over.clear()


class Hall(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


@contextmanager
def push_office() -> Iterator[PushOffice]:
    service = PushOffice()

    class Door(BaseHTTPRequestHandler):
        protocol_version: ClassVar[str] = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            service.taken.append(Taken(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if self.path in service.silent:
                service.over.wait(30)
            status, headers = service.answer(self.path)
            self.send_response(status)
            for name, value in ({"content-length": "0"} | headers).items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = Hall(("127.0.0.1", 0), Door)
    service.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Browser:
    """A device of somebody's, with keys that never leave it."""

    def __init__(self, origin: str, path: str = "") -> None:
        self.path = path or f"/push/{uuid4()}"
        self.endpoint, self._key, self._secret = (
            origin + self.path,
            ec.generate_private_key(crypto.P256),
            os.urandom(16),
        )
        self._point = self._key.public_key().public_bytes(*POINT)

    @property
    def address(self) -> PushAddress:
        return PushAddress(self.endpoint, crypto.base64url(self._point), crypto.base64url(self._secret))

    def open(self, body: bytes) -> bytes:
        """What RFC 8291 § 3.4 and RFC 8188 § 2 say, step by step, and nothing of the library that sealed it."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, cipher = body[21 : 21 + length], body[21 + length :]
        assert len(cipher) <= size, "more than one record"
        shared = self._key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(crypto.P256, theirs))
        keyed = _derived(self._secret, shared, b"WebPush: info\0" + self._point + theirs, 32)
        key = _derived(salt, keyed, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(salt, keyed, b"Content-Encoding: nonce\0", 12)
        plain, _, rest = AESGCM(key).decrypt(nonce, cipher, None).rpartition(b"\x02")
        assert not rest.strip(b"\0")
        return plain

    def read(self, service: PushOffice) -> list[dict[str, str]]:
        """Everything that was pushed to this browser."""
        return [json.loads(self.open(each.body)) for each in service.taken if each.path == self.path]


def _derived(salt: bytes, secret: bytes, info: bytes, size: int) -> bytes:
    """HKDF with one block (RFC 5869)."""
    pseudo = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(pseudo, info + b"\x01", hashlib.sha256).digest()[:size]


def claims(header: str) -> dict[str, Any]:
    """What the VAPID token in an Authorization header says (RFC 8292 § 3), unchecked."""
    middle = header.removeprefix("vapid t=").split(".")[1]
    return json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))


@dataclass
class Town:
    """The world with notices on: who has subscribed where, and a worker's hands."""

    world: World
    service: PushOffice
    telling: Telling
    letters: list[Any] = field(default_factory=list)

    async def browser(self, name: str, origin: str = "", path: str = "") -> Browser:
        """A device of that person's, subscribed."""
        browser, now, person = Browser(origin or self.service.origin, path), clock.now(), self.world.person(name).id
        device = await Device.create(id=uuid4(), person_id=person, created_at=now, seen_at=now)
        await subscriptions.subscribe(self.settings, self.world.key, person, device.id, browser.address)
        return browser

    @property
    def settings(self) -> Any:
        return self.telling.settings

    async def turn(self) -> None:
        """One turn of every lane, as the worker does them beside each other."""
        await self.telling.plan()
        await asyncio.gather(self.telling.push(), self.telling.post())

    def to(self, name: str) -> list[Any]:
        return [each for each in self.letters if each["to"] == self.world.person(name).email]

    def another(self) -> Telling:
        return Telling(self.settings, self.world.key)


def with_hosts(world: World, service: PushOffice, smtp: int = 0) -> Any:
    email = {"smtp_host": "127.0.0.1", "smtp_port": smtp, "smtp_security": "none", "smtp_from": "Møter <m@a.example>"}
    more = email if smtp else {}
    return msgspec.structs.replace(world.settings, push_hosts=(service.origin,), pushes_per_second=1000, **more)


async def order(town: Town, *people: str, kind: str = "not_published", about: str = "", **more) -> None:
    """A notice of nothing in particular to each of them."""
    async with database.write_tx() as db:
        ids = [town.world.person(each).id for each in people or [ME]]
        await notices.order(db, kind, ids, about or str(uuid4()), **more)


async def sending(channel: str = "push") -> Sending:
    return await Sending.get(channel=channel)


async def chosen(town: Town, name: str, **more: object) -> None:
    await NoticeChoice.create(id=uuid4(), person_id=town.world.person(name).id, **more)


def later(clock_at, **more: int) -> None:
    moment = clock.now() + timedelta(**more)
    clock_at(moment)
