"""One push: sealed for one browser, signed, and posted to its service (RFC 8030, 8188, 8291, 8292)."""

from __future__ import annotations

import asyncio
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import http_ece
import httpx2
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from folkevalgt import addresses, clock, crypto
from folkevalgt.config import Settings

PATIENCE = 10.0  # seconds for the whole of an answer
SIGNED_FOR = 12 * 3600  # seconds; a service takes no signature that is good for more than a day
RENEWED = 3600
LONGEST_WAIT = 3600  # seconds that we let a service ask us to wait
LENGTH = 96  # bytes: what it is about does not show by how long it is
READ = 4096  # bytes of an answer: to be done with it, and no more


class Address(msgspec.Struct):
    """A browser's endpoint and keys, as preferences.subscriptions seals them."""

    endpoint: str
    p256dh: str
    auth: str


class Answer(msgspec.Struct, frozen=True):
    """`became`: sent | later | gone (the address is no more) | refused (this message is not taken, nor will it be).

    `word` says what happened, `wait` is how many seconds the service asks for.
    """

    became: str
    word: str = ""
    wait: int = 0


class Pusher:
    """Posts to push services, over connections that it keeps. Close it when it is done."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._key = settings, crypto.vapid_key(settings)
        self._subject = subject(settings)
        self._signed: dict[str, tuple[int, str]] = {}
        self._clients: dict[bool, httpx2.AsyncClient] = {}

    def host(self, endpoint: str) -> str:
        return urlsplit(endpoint).netloc

    async def push(self, to: Address, said: dict[str, str], *, ttl: int, urgent: bool, topic: str) -> Answer:
        """Posts one message. `ttl` is how many seconds the service keeps it for a browser that is not there.

        Of those with one `topic` it keeps the newest.
        """
        target = addresses.push_target(to.endpoint, self._settings.push_hosts)
        if target is None:
            return Answer("gone", "unknown_service")
        parts = urlsplit(to.endpoint)
        headers = {
            "content-encoding": "aes128gcm",
            "content-type": "application/octet-stream",
            "ttl": str(ttl),
            "urgency": "high" if urgent else "normal",
            "authorization": self._authorization(f"{parts.scheme}://{parts.netloc}"),
        } | ({"topic": topic} if topic else {})
        try:
            body = sealed(to, msgspec.json.encode(said).ljust(LENGTH))
        except ValueError:
            return Answer("gone", "keys")
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._post(target, headers, body)
        except TimeoutError:
            return Answer("later", "silent")
        except httpx2.InvalidURL:
            return Answer("gone", "address")
        except (httpx2.HTTPError, OSError) as error:
            return Answer("later", type(error).__name__[:40])

    async def _post(self, target: str, headers: dict[str, str], body: bytes) -> Answer:
        client = self._client(near=target.startswith("http:"))
        async with client.stream("POST", target, content=body, headers=headers) as answer:
            read = 0
            async for piece in answer.aiter_raw():
                read += len(piece)
                if read > READ:
                    break
            return judged(answer.status_code, answer.headers.get("retry-after", ""))

    def _client(self, *, near: bool) -> httpx2.AsyncClient:
        """A service on this machine has no certificate, and no proxy leads to it."""
        if near not in self._clients:
            trust: Any = False if near else httpx2.create_ssl_context()
            self._clients[near] = httpx2.AsyncClient(
                follow_redirects=False, timeout=PATIENCE, trust_env=not near, verify=trust
            )
        return self._clients[near]

    def _authorization(self, origin: str) -> str:
        """Signed once an hour for each service: they may take the same one again (RFC 8292 § 2.2)."""
        now = int(clock.now().timestamp())
        made, header = self._signed.get(origin, (0, ""))
        if abs(now - made) > RENEWED:
            header = self._key.authorization(origin, self._subject, now + SIGNED_FOR)
            self._signed[origin] = now, header
        return header

    async def close(self) -> None:
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()


def subject(settings: Settings) -> str:
    """Whom a push service may turn to. Apple takes neither http nor an address at localhost."""
    if settings.vapid_subject or settings.secure or not settings.smtp_from:
        return settings.vapid_subject or settings.origin
    return "mailto:" + addressed(settings.smtp_from)


def addressed(sender: str) -> str:
    return sender.rpartition("<")[2].rstrip("> ")


def sealed(to: Address, plain: bytes) -> bytes:
    """The message as that browser alone opens it (RFC 8291). Raises ValueError when its keys are none."""
    point, secret = crypto.from_base64url(to.p256dh), crypto.from_base64url(to.auth)
    try:
        body: bytes = http_ece.encrypt(
            plain, private_key=ec.generate_private_key(crypto.P256), dh=point, auth_secret=secret, version="aes128gcm"
        )
    except http_ece.ECEException:
        raise ValueError("keys") from None
    return body


def judged(status: int, retry_after: str) -> Answer:
    """What a push service's answer means (RFC 8030 § 5, § 7.3, § 8.4)."""
    word = str(status)
    if 200 <= status < 300:
        return Answer("sent")
    if status in (404, 410):
        return Answer("gone", word)
    if status == 429 or status >= 500 or status in (408, 425):
        return Answer("later", word, waited(retry_after))
    if 300 <= status < 400:
        return Answer("later", word)
    return Answer("refused", word)


def waited(retry_after: str) -> int:
    """Seconds that Retry-After asks for (RFC 9110 § 10.2.3), an hour at most; 0 when it says nothing sensible."""
    if retry_after.strip().isdecimal() and retry_after.isascii():
        return min(int(retry_after.strip()[:9]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(retry_after)
        seconds = (until - clock.now()).total_seconds()
    except (ValueError, TypeError):
        return 0
    return min(max(0, int(seconds)), LONGEST_WAIT)
