"""Every route there is, also one that was added a minute ago: who gets in, from where, and who may keep the answer."""

from __future__ import annotations

from itertools import product
from uuid import uuid4

import pytest

from folkevalgt import app as application
from folkevalgt.api import files, harvests, http
from folkevalgt.api.routes import ROUTES
from folkevalgt.models.device import Session
from tests.api.asking import Asked, ask
from tests.api.caching import SharedCache
from tests.engines import ON_SQLITE
from tests.papers import document, version

pytestmark = pytest.mark.anyio

OWN = ("origin", "http://127.0.0.1:8000")
STREAMS = {"/api/events"}  # an answer without an end
ENDING = {"/api/sign-out"}  # whoever may, is signed out by it
SAME_TO_ALL = {"/healthz", "/readyz", "/metrics", "/api/openapi.json"}
# The door lets everyone try these; what each then answers has its own tests.
FOR_ANYONE = SAME_TO_ALL | {
    "/api/manifests/{sha256}",
    "/files/{sha256}",
    "/files/{sha256}/structure",
    "/files/{new}/changes/{old}",
    "/api/sign-in",
    "/api/sign-in/email",
    "/api/sign-in/passkey",
    "/api/sign-in/passkey/begin",
    "/api/devices/emptied",
    "/api/notices/{id}/confirm",
    "/kalender/{secret}.ics",
    "/api/devices/prove",
    "/api/oidc/{name}/sign-in",
    "/api/oidc/{name}/callback",
    "/api/oidc/{name}/front-channel-logout",
    "/api/oidc/{name}/back-channel-logout",
    "/api/oidc/{name}/sign-out",
}
FROM_ELSEWHERE = {"/api/oidc/{name}/back-channel-logout"}  # a provider's server posts there; a signature is asked for
FILLED = {name: str(uuid4()) for name in ("id", "document", "person", "item", "note", "order", "device")}
FILLED |= {"sha256": "0" * 64, "new": "1" * 64, "old": "2" * 64, "name": "nobody", "secret": "x" * 43}
CHANGES = [route for route in ROUTES if route.method not in ("GET", "HEAD")]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker is there to harvest what is asked for."""
    monkeypatch.setattr(harvests, "PATIENCE", 0)


def path_of(route: http.Route) -> str:
    return route.path.format_map(FILLED)


def test_what_anyone_may_ask_for_is_named_here():
    assert {route.path for route in ROUTES if route.who == "anyone"} - FOR_ANYONE == set()
    assert {route.path for route in ROUTES if route.foreign} <= FROM_ELSEWHERE


async def wrong_at_the_door(app, visit) -> list[str]:
    """What each asker is told at each route, when it is not what the table of contents says."""
    wrong = []
    async with visit("ordforer") as member, visit("medlem_formannskap") as device, visit() as anyone:
        held = http.token_hash(device.cookie.partition("=")[2])
        await Session.filter(token_hash=held).update(kind="device")
        for route in ROUTES:
            if route.path in STREAMS | ENDING or route.who == "anyone":
                continue
            asked = Asked(route.method, path_of(route), (OWN,), b"{}")
            due = {anyone: 401, device: 200 if route.who == "device" else 401, member: 200}
            if route.who == "secretariat":
                due[member] = 403
            for visitor, status in due.items():
                answer = await ask(app, asked, visitor.cookie)
                door = answer.status if answer.status in (401, 403) else 200
                if door != status and not (
                    status == 200 and answer.status == 403 and b"not_allowed" not in answer.body
                ):
                    wrong.append(f"{route.method} {route.path}: {answer.status}, not {status}")
                await Session.filter(token_hash=held).update(kind="device")
    return wrong


@ON_SQLITE
async def test_every_route_lets_in_those_it_says_and_nobody_else(app, visit):
    assert await wrong_at_the_door(app, visit) == []


@ON_SQLITE
@pytest.mark.parametrize("mistake", ["device", "anyone"])
async def test_a_door_that_does_not_ask_would_show(app, visit, monkeypatch, mistake):
    asks = http._admit

    def admit(route, request, house, who):
        if not (mistake == "device" and who is not None and who.kind == "device") and mistake != "anyone":
            asks(route, request, house, who)

    monkeypatch.setattr(http, "_admit", admit)
    assert await wrong_at_the_door(app, visit)


SENT = {
    "application/x-www-form-urlencoded": b"token=a&device=b",
    "text/plain": b'{"token":"a","device":"b"}',
    "multipart/form-data; boundary=a": b'--a\r\nContent-Disposition: form-data; name="token"\r\n\r\na\r\n--a--',
    "application/json": b"{}",
}
ORIGINS = (None, "null", "https://ond.example", "https://127.0.0.1:8000", "http://127.0.0.1:8000.ond.example")


async def let_in_from_elsewhere(app, visit) -> list[str]:
    found = []
    async with visit("sekretaer") as sekretaer:
        for route, origin, (kind, body) in product(CHANGES, ORIGINS, SENT.items()):
            if route.foreign:
                continue
            headers = (
                ("content-type", kind),
                ("sec-fetch-site", "cross-site"),
                *([("origin", origin)] if origin else []),
            )
            answer = await ask(app, Asked(route.method, path_of(route), headers, body), sekretaer.cookie)
            allowed = [name for name in answer.headers if name.startswith("access-control")]
            if answer.status not in (403, 429) or allowed or "set-cookie" in answer.headers:
                found.append(f"{route.method} {route.path} from {origin} as {kind}: {answer.status}")
    return found


@ON_SQLITE
async def test_nothing_is_changed_by_a_page_from_elsewhere(app, visit):
    assert await let_in_from_elsewhere(app, visit) == []


@ON_SQLITE
async def test_a_door_that_believes_any_origin_would_show(app, visit, monkeypatch):
    monkeypatch.setattr(http, "own_origin", lambda *_: True)
    assert await let_in_from_elsewhere(app, visit)


@ON_SQLITE
async def test_no_origin_is_told_that_it_may_read(app, visit):
    async with visit("sekretaer") as sekretaer:
        for route in ROUTES:
            if route.path in STREAMS:
                continue
            asks = (("origin", "https://ond.example"), ("access-control-request-method", route.method))
            for method in ("OPTIONS", route.method):
                answer = await ask(app, Asked(method, path_of(route), asks, b"{}"), sekretaer.cookie)
                assert not [name for name in answer.headers if name.startswith("access-control")], route.path
                assert (
                    "frame-ancestors 'none'" in answer.headers["content-security-policy"]
                    or "sandbox" in (answer.headers["content-security-policy"])
                )


async def kept_for_others(app, visit, world, package) -> list[str]:
    """What the next one is given of what a shared cache kept: the secretary reads all there is, then others do."""
    cache, listed = SharedCache(app), {}
    async with visit("sekretaer") as sekretaer, visit("medlem_helse_2") as other:
        listed = (await sekretaer.get("/api/papers")).json()["papers"][0]["manifest"]
        sha = (await version("framlegg")).sha256
        real = {"id": package.id, "sha256": sha, "document": (await document("framlegg")).id, "name": "x"}
        paths = [route.path.format_map(FILLED | real) for route in ROUTES if route.method == "GET"]
        paths = [each for each in paths if each not in STREAMS | SAME_TO_ALL]
        paths += [f"/api/manifests/{listed}", "/api/notes/pull?limit=5", "/api/search?q=plan", "/api/ingenting"]
        for path in [each.format_map(FILLED) for each in paths]:
            for cookie in (sekretaer.cookie, other.cookie, ""):
                for headers in ((), (("accept-encoding", "gzip"),), (("range", "bytes=0-1"),)):
                    await cache.ask(Asked("GET", path, headers), cookie)
    return cache.hits


@ON_SQLITE
async def test_a_shared_cache_gives_nobody_what_another_was_answered(app, visit, world, package):
    assert await kept_for_others(app, visit, world, package) == []


@ON_SQLITE
async def test_answers_that_say_nothing_would_be_kept(app, visit, world, package, monkeypatch):
    """The planted twin: the same cache, and answers without Cache-Control."""
    told = http.json
    monkeypatch.setattr(
        http, "json", lambda value, status=200, headers=None: told(value, status, {"cache-control": "a"})
    )
    assert await kept_for_others(app, visit, world, package)


DIRECT = [{"sec-fetch-dest": each} for each in ("document", "iframe", "embed", "object", "script", "style", "worker")]
DIRECT += [{"sec-fetch-dest": "empty", "sec-fetch-site": each} for each in ("cross-site", "same-site")]


async def opened_directly(app, visit, row) -> list[dict[str, str]]:
    async with visit("ordforer") as ordforer:
        paths = [f"/files/{row.sha256}", f"/files/{row.text_sha256}"]
        assert {(await ordforer.get(path, sec_fetch_dest="empty", sec_fetch_site="same-origin")).status_code
                for path in paths} == {200}  # fmt: skip
        return [how for how in DIRECT for path in paths
                if (await ordforer.client.get(path, headers=how)).status_code != 404]  # fmt: skip


@ON_SQLITE
async def test_a_paper_is_read_by_the_app_alone_and_opened_as_a_page_by_nobody(app, visit, package):
    row = await version("framlegg")
    assert await opened_directly(app, visit, row) == []
    async with visit("ordforer") as ordforer:
        answer = await ordforer.get(f"/files/{row.sha256}")
        assert answer.headers["content-security-policy"].startswith("sandbox;")


@ON_SQLITE
async def test_a_file_given_to_any_page_would_show(app, visit, package, monkeypatch):
    monkeypatch.setattr(files, "opened_directly", lambda call: False)
    assert await opened_directly(app, visit, await version("framlegg"))


@ON_SQLITE
@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/api/me", [("x-a", "a" * application.LARGEST_HEAD)]),
        ("/api/me", [(f"x-{each}", "a") for each in range(application.MOST_HEADERS + 1)]),
        ("/api/search?q=" + "a" * application.LARGEST_HEAD, []),
        ("/" + "a" * application.LARGEST_HEAD, []),
    ],
)
async def test_a_head_has_a_largest_size(app, path, headers):
    answer = await ask(app, Asked("GET", path, tuple(headers)))
    assert (answer.status, b"too_large" in answer.body) == (431, True)
    assert answer.headers["x-content-type-options"] == "nosniff"


@ON_SQLITE
async def test_a_body_that_never_ends_is_given_up(app, visit, monkeypatch):
    monkeypatch.setattr(http, "BODY_SECONDS", 0.05)

    async def drips():
        import asyncio

        yield b'{"token":'
        await asyncio.sleep(5)

    async with visit() as anyone:
        headers = {"origin": OWN[1]}
        answer = await anyone.client.post("/api/sign-in", content=drips(), headers=headers)
        assert answer.status_code == 408


@ON_SQLITE
async def test_a_name_given_to_a_request_is_not_said_back(app):
    named = tuple((name, "kanari-42") for name in ("x-request-id", "x-correlation-id", "traceparent"))
    for path in ("/api/me", "/files/x", "/api/nothing", "/healthz"):
        answer = await ask(app, Asked("GET", path, named))
        assert b"kanari-42" not in answer.body + str(answer.headers).encode()
