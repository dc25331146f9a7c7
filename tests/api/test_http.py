"""The door: whose request it is, what it carries, and what every answer wears."""

from __future__ import annotations

import re
from uuid import uuid4

import msgspec
import pytest
import structlog
from httpx2 import ASGITransport, AsyncClient

from folkevalgt import app as application
from folkevalgt.api import files, http, members, papers, shapes
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House
from folkevalgt.api.routes import ROUTES
from folkevalgt.cli import log_to
from folkevalgt.errors import SENTENCES, Refusal
from folkevalgt.identity import invitations
from folkevalgt.models.person import Person
from tests.papers import harvested, plan, published

pytestmark = pytest.mark.anyio

CHANGES = [route for route in ROUTES if route.method not in ("GET", "HEAD")]
ADDRESSES = ["/", "/moter", "/api/me", "/api/papers", "/api/nothing", "/files/x", "/healthz", "/metrics", "/x.js"]


def body(answer) -> str:
    return msgspec.json.decode(answer.content, type=shapes.ErrorBody).error.word


@pytest.mark.parametrize("origin", [None, "null", "https://ond.example", "http://127.0.0.1:8001", "http://127.0.0.1"])
@pytest.mark.parametrize("route", CHANGES, ids=lambda route: f"{route.method} {route.path}")
async def test_a_change_must_come_from_the_app_itself(visit, route, origin):
    async with visit("sekretaer") as sekretaer:
        headers = {"origin": origin} if origin else {}
        answer = await sekretaer.client.request(route.method, route.path, headers=headers, content=b"{}")
        assert (answer.status_code, body(answer)) == (403, "foreign_origin")
        assert (await sekretaer.get("/api/me")).status_code == 200


@pytest.mark.parametrize("route", CHANGES, ids=lambda route: f"{route.method} {route.path}")
async def test_a_door_without_that_question_would_show(visit, monkeypatch, route):
    monkeypatch.setattr(http, "own_origin", lambda *_: True)
    async with visit("medlem_helse") as medlem:
        answer = await medlem.client.request(route.method, route.path, headers={"origin": "null"}, content=b"")
        assert answer.status_code != 403 or body(answer) != "foreign_origin"


@pytest.mark.parametrize(
    "sent",
    [b"", b"{", b"[]", b"null", b'"a"', b"{}", b'{"language":"sv"}', b'{"language":"nb","x":1}', b"\xff\xfe"]
    + [b"[" * 100_000, b'{"language":' * 50_000, b'{"language":"nb"}{'],
    ids=lambda sent: repr(sent[:20]),
)
async def test_what_cannot_be_understood_is_said_and_changes_nothing(visit, sent):
    async with visit("ordforer") as ordforer:
        answer = await ordforer.client.patch("/api/me", content=sent, headers={"origin": str(ordforer.client.base_url)})
        assert (answer.status_code, body(answer)) == (400, "bad_request")
        assert (await ordforer.get("/api/me")).json()["language"] == "nb"


@pytest.mark.parametrize(("size", "status"), [(http.LARGEST_BODY, 401), (http.LARGEST_BODY + 1, 413)])
async def test_a_body_has_a_largest_size(visit, size, status):
    async with visit() as anyone:
        sent = b'{"token":"' + b"x" * (size - 12) + b'"}'
        answer = await anyone.client.post("/api/sign-in", content=sent, headers={"origin": "http://127.0.0.1:8000"})
        assert answer.status_code == status


async def test_a_nul_is_refused_at_the_door_on_either_engine(visit):
    """PostgreSQL keeps no NUL in a text."""
    async with visit("sekretaer") as sekretaer:
        for path, sent in (
            ("/api/receipts", {"manifest": "a\0", "what": "opened"}),
            ("/api/sign-in", {"token": "a", "device": "\0"}),
            (f"/api/packages/{uuid4()}/publish", {"state": "", "change_note": "\0"}),
        ):
            assert (await sekretaer.post(path, sent)).status_code == 400, path
        for path in ("/api/manifests/%00", "/files/%00", "/api/packages/%00", "/api/packages/%00/files/%00", "/%00"):
            assert (await sekretaer.get(path)).status_code == 404, path


async def test_a_change_note_is_a_note(world, visit):
    package = await harvested(world, plan())
    async with visit("sekretaer") as sekretaer:
        sent = {"state": "x", "change_note": "a" * 2001}
        assert (await sekretaer.post(f"/api/packages/{package.id}/publish", sent)).status_code == 400


@pytest.mark.parametrize("path", [*ADDRESSES, "/" + "a" * 300, "/%ff", "/..%2f..%2fetc/passwd", "/api/../api/me"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "OPTIONS"])
async def test_every_answer_wears_the_security_headers(visit, path, method):
    async with visit() as anyone:
        answer = await anyone.client.request(method, path)
        assert answer.status_code < 500 or "ikke bygget" in answer.text or method == "HEAD"
        for name, value in application.HEADERS.items():
            assert answer.headers[name] == value, name
        assert "server" not in answer.headers
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/api/nothing", "/files/x", "/api/manifests/x", "/assets/x.js", "/..%2f..%2fetc%2fpasswd.x"])
async def test_what_is_not_there_reads_the_same_everywhere(visit, path):
    async with visit() as anyone:
        answer = await anyone.get(path)
        assert (answer.status_code, body(answer)) == (404, "not_found")
        assert answer.headers["cache-control"] == "private, no-store"


async def test_what_varies_by_person_is_kept_by_no_cache_between(world, visit):
    package = await published(world, plan())
    async with visit("sekretaer") as sekretaer:
        listed = (await sekretaer.get("/api/papers")).json()["papers"][0]["manifest"]
        told = (await sekretaer.get(f"/api/manifests/{listed}")).json()
        paths = [f"/files/{told['documents'][0]['version']['sha256']}", f"/api/manifests/{listed}"]
        paths += ["/api/me", "/api/papers", "/api/packages", f"/api/packages/{package.id}", "/api/harvests"]
        for path in paths:
            assert (await sekretaer.get(path)).headers["cache-control"].startswith("private, no-"), path


async def test_https_wears_its_own_headers_and_cookie(world):
    settings = msgspec.structs.replace(world.settings, origin="https://moter.agnesund.example")
    made = application.build(settings, work=False)
    made.state.house = House(settings, world.files, world.key, Hub())
    token = (await invitations.sign_in_link(settings, world.person("ordforer").email)).partition("#")[2]
    async with AsyncClient(transport=ASGITransport(made), base_url=settings.origin) as client:
        answer = await client.post("/api/sign-in", json={"token": token}, headers={"origin": settings.origin})
        cookie = answer.headers["set-cookie"].lower()
        assert cookie.startswith("__host-folkevalgt=")
        assert all(word in cookie for word in ("httponly", "secure", "samesite=lax", "path=/", "max-age=28800"))
        assert "domain" not in cookie
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert (await client.get("/api/me")).json()["name"] == world.person("ordforer").name


@pytest.mark.parametrize("word", SENTENCES)
def test_a_refusal_over_500_tells_the_world_nothing_but_its_word(word):
    answer = http.refusal(Refusal(word, 500, "/srv/folkevalgt"))
    assert b"/srv" not in answer.body


CANARY = "Kanarifugl i minnet"


async def test_no_token_cookie_or_title_is_in_the_log(world, visit, monkeypatch, capsys):
    """Also not when a handler breaks with all of them in its hands."""
    await published(world, plan())

    async def breaks(call: object, *given: object) -> None:
        title, cookie = CANARY, call
        raise RuntimeError(f"{len(title)}{cookie is None}")

    log_to(__import__("sys").stderr)
    try:
        async with visit("ordforer") as ordforer:
            token = next(iter(ordforer.client.cookies.values()))
            for room, name in ((papers, "manifest_of"), (members, "describe"), (files, "allowed")):
                monkeypatch.setattr(room, name, breaks)
            answers = [await ordforer.get(path) for path in ("/api/papers", "/api/me", f"/files/{'0' * 64}")]
            answers.append(await ordforer.post("/api/sign-in", {"token": token, "device": CANARY}))
    finally:
        structlog.reset_defaults()
    logged = capsys.readouterr().err
    assert {answer.status_code for answer in answers} >= {500}
    assert logged.count("request failed") >= 3
    assert not [word for word in (token, CANARY, "IKT-plan", "Kari") if word in logged]
    assert all(CANARY not in answer.text for answer in answers)


async def test_metrics_count_routes_and_never_what_was_asked_for(visit):
    async with visit("ordforer") as ordforer:
        await ordforer.get(f"/files/{'1' * 64}")
        text = (await ordforer.get("/metrics")).text
    assert re.search(r'folkevalgt_requests_total\{route="/files/\{sha256\}",status="404"\} [1-9]', text)
    assert "1" * 64 not in text


async def test_the_server_answers_that_it_lives_and_that_its_database_does(visit):
    async with visit() as anyone:
        for path in ("/healthz", "/readyz"):
            assert (await anyone.get(path)).json()["ready"] is True


async def test_a_language_is_kept(world, visit):
    async with visit("ordforer") as ordforer:
        own = str(ordforer.client.base_url)
        answer = await ordforer.client.patch("/api/me", json={"language": "nn"}, headers={"origin": own})
        assert answer.json()["language"] == "nn"
    assert (await Person.get(id=world.person("ordforer").id)).language == "nn"
