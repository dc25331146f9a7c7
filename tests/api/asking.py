"""Asking the app as bytes on a socket would, many at a time: what a test of thousands of reads can afford."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.types import Message

AT_ONCE = 60  # requests; questions of those that are under way together share a query
NOT_FOUND = b'{"error":{"word":"not_found","message":"Finnes ikke."}}'
TELLING = {"etag", "accept-ranges", "content-range", "last-modified", "content-disposition"}


class Asked(NamedTuple):
    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


async def ask(app: Starlette, asked: Asked, cookie: str = "") -> Answer:
    """One request. `cookie` is the whole header, `name=value`."""
    path, _, query = asked.path.partition("?")
    given = [("host", "127.0.0.1:8000"), *asked.headers, *([("cookie", cookie)] if cookie else [])]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},  # then an answer in pieces does not wait for us to go
        "http_version": "1.1",
        "method": asked.method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in given],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }
    told: list[Message] = []

    body = [asked.body]

    async def receive() -> Message:
        return {"type": "http.request", "body": body.pop(), "more_body": False} if body else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        told.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode("latin-1") for name, value in told[0]["headers"]}
    return Answer(told[0]["status"], headers, b"".join(each.get("body", b"") for each in told[1:]))


async def ask_all(app: Starlette, asked: Sequence[Asked], cookie: str = "") -> list[Answer]:
    """Their answers in the same order."""
    found: list[Answer] = []
    for start in range(0, len(asked), AT_ONCE):
        found += await asyncio.gather(*(ask(app, each, cookie) for each in asked[start : start + AT_ONCE]))
    return found


def ways(path: str, etag: str) -> Iterable[tuple[str, tuple[tuple[str, str], ...], int]]:
    """Method, headers, and the status that whoever may read it gets. A list is read whole."""
    quoted = f'"{etag}"'
    same, any_of_them = (("if-none-match", quoted),), (("if-none-match", "*"),)
    asked = [("GET", (), 200), ("HEAD", (), 200), ("GET", same, 304)]
    if path.startswith("/api/") or path.count("/") > 2:  # a layer is read whole as well
        return asked
    asked += [("HEAD", same, 304), ("GET", any_of_them, 304)]
    asked += [("GET", (("range", "bytes=0-9"),), 206), ("GET", (("range", "bytes=999999999-"),), 416)]
    return [*asked, ("GET", (("range", "bytes=0-0"), ("if-range", quoted)), 206)]


def fault_of(answer: Answer, due: int, method: str) -> str | None:
    """What is not found always reads the same, and tells nothing by its headers."""
    if answer.status != due:
        return f"{answer.status}, not {due}"
    if due != 404:
        return None
    told = TELLING & set(answer.headers)
    if told or answer.headers["content-length"] != str(len(NOT_FOUND)):
        return f"a 404 that tells {sorted(told)}"
    if answer.body != NOT_FOUND and not (method == "HEAD" and answer.body == b""):  # uvicorn sends no body to a HEAD
        return f"a 404 that says {answer.body!r}"
    return None
