"""One question to a provider. It may be slow, endless or elsewhere, and none of that may harm us."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit

import httpx2
import msgspec

from folkevalgt.config import LOOPBACK
from folkevalgt.errors import Refusal

PATIENCE = 10.0  # seconds for the whole of an answer
LARGEST = 256 * 1024  # bytes of an answer
Shape = TypeVar("Shape")


def refused(detail: str) -> Refusal:
    """A provider's answer that we do not take; `detail` is for the log and never what the provider says."""
    return Refusal("provider_answer", 502, detail)


def allowed(address: str, *, near: bool) -> bool:
    """Https; when the provider is on this machine (`near`), http on this machine too. A query may stand in it."""
    try:
        given = urlsplit(address)
        host = given.hostname or ""
    except ValueError:
        return False
    if not host or given.username or given.fragment or any(each <= " " for each in address):
        return False
    return given.scheme == "https" or (near and given.scheme == "http" and host in LOOPBACK)


def taken(status: int, kind: str) -> bool:
    return status in (200, 201) and "json" in kind


async def ask(
    address: str,
    shape: type[Shape],
    *,
    near: bool,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Shape:
    """A GET, or with a form a POST, and the JSON object that comes back. Redirects are not followed.

    Raises Refusal: "provider_silent" when nothing came in time, "provider_answer" when it is not what it should be.
    """
    if not allowed(address, near=near):
        raise refused("address")
    try:
        async with asyncio.timeout(PATIENCE):
            status, kind, body = await _fetch(address, near, form, headers or {})
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, OSError):
        raise Refusal("provider_silent", 503) from None
    if status >= 500 or status == 429:
        raise Refusal("provider_silent", 503)
    if not taken(status, kind):
        raise refused(f"status {status}")
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise refused("shape") from None


@cache
def _trust() -> ssl.SSLContext:
    """Made once: it reads every certificate that this machine trusts."""
    return httpx2.create_ssl_context()


async def _fetch(
    address: str, near: bool, form: Mapping[str, str] | None, headers: Mapping[str, str]
) -> tuple[int, str, bytes]:
    given = {"accept": "application/json", "accept-encoding": "identity", **headers}
    # A proxy from the environment is for what is outside this machine.
    # Without TLS there is nothing to trust, and no need to read every certificate of the machine.
    trust = _trust() if address.startswith("https:") else False
    async with httpx2.AsyncClient(follow_redirects=False, timeout=PATIENCE, trust_env=not near, verify=trust) as client:
        method = "GET" if form is None else "POST"
        async with client.stream(method, address, data=form, headers=given) as answer:
            body = bytearray()
            # Raw: what was squeezed against our asking is not JSON, and no bomb.
            async for piece in answer.aiter_raw():
                body += piece
                if len(body) > LARGEST:
                    raise refused("size")
            return answer.status_code, answer.headers.get("content-type", ""), bytes(body)
