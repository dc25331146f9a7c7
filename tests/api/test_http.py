"""The door: whose request it is, what it carries, and what every answer wears."""

from __future__ import annotations

import re
import sys
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
from tests import canaries
from tests.papers import harvested, plan

pytestmark = pytest.mark.anyio

CHANGES = [route for route in ROUTES if route.method not in ("GET", "HEAD") and not route.foreign]
ADDRESSES = ["/", "/moter", "/api/me", "/api/papers", "/api/nothing", "/files/x", "/healthz", "/metrics", "/x.js"]
ADDRESSES += ["/" + "a" * 300, "/%00", "/%ff", "/..%2f..%2fetc%2fpasswd.x"]
NONSENSE = [b"", b"{", b"[]", b"null", b'"a"', b"{}", b'{"language":"sv"}', b'{"language":"nb","x":1}', b"\xff\xfe"]
NONSENSE += [b"[" * 100_000, b'{"language":' * 50_000, b'{"language":"nb"}{']


def body(answer) -> str:
    return msgspec.json.decode(answer.content, type=shapes.ErrorBody).error.word


@pytest.mark.parametrize("origin", [None, "null", "https://ond.example", "http://127.0.0.1:8001", "http://127.0.0.1"])
async def test_a_change_must_come_from_the_app_itself(visit, origin):
    async with visit("sekretaer") as sekretaer:
        headers = {"origin": origin} if origin else {}
        for route in CHANGES:
            answer = await sekretaer.client.request(route.method, route.path, headers=headers, content=b"{}")
            assert (answer.status_code, body(answer)) == (403, "foreign_origin"), route.path
        assert (await sekretaer.get("/api/me")).status_code == 200


async def test_a_door_without_that_question_would_show(visit, monkeypatch):
    monkeypatch.setattr(http, "own_origin", lambda *_: True)
    async with visit() as anyone:
        for route in CHANGES:
            answer = await anyone.client.request(route.method, route.path, headers={"origin": "null"}, content=b"")
            assert answer.status_code != 403, route.path


async def test_what_cannot_be_understood_is_said_and_changes_nothing(visit):
    async with visit("ordforer") as ordforer:
        own = {"origin": str(ordforer.client.base_url)}
        for sent in NONSENSE:
            answer = await ordforer.client.patch("/api/me", content=sent, headers=own)
            assert (answer.status_code, body(answer)) == (400, "bad_request"), sent[:20]
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


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "OPTIONS"])
async def test_every_answer_wears_the_security_headers(visit, method):
    async with visit() as anyone:
        for path in ADDRESSES:
            answer = await anyone.client.request(method, path)
            assert answer.status_code < 500 or path in ("/", "/moter"), path  # those need the app to be built
            worn = application.DATA_HEADERS if path.startswith("/api/") else application.HEADERS
            assert worn.items() <= dict(answer.headers).items(), path
            assert not [name for name in answer.headers if name.startswith(("access-control", "server"))], path


async def test_what_is_not_there_reads_the_same_everywhere(visit):
    async with visit() as anyone:
        for path in ("/api/nothing", "/files/x", "/api/manifests/x", "/assets/x.js", "/..%2f..%2fetc%2fpasswd.x"):
            answer = await anyone.get(path)
            assert (answer.status_code, body(answer)) == (404, "not_found"), path
            assert answer.headers["cache-control"] == "private, no-store"


async def test_what_varies_by_person_is_kept_by_no_cache_between(world, visit, package):
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


async def broken_answers(visit, monkeypatch) -> str:
    """Asks handlers that break with a token and a title in their hands; returns the token."""

    async def breaks(call: object, *given: object) -> None:
        title, cookie = CANARY, call
        raise RuntimeError(f"{len(title)}{cookie is None}")

    async with visit("ordforer") as ordforer:
        token = next(iter(ordforer.client.cookies.values()))
        with monkeypatch.context() as patch:
            for room, name in ((papers, "manifest_of"), (members, "describe"), (files, "allowed")):
                patch.setattr(room, name, breaks)
            answers = [await ordforer.get(path) for path in ("/api/papers", "/api/me", f"/files/{'0' * 64}")]
    assert {(answer.status_code, CANARY in answer.text) for answer in answers} == {(500, False)}
    return token


async def test_no_token_or_title_is_in_the_log_when_a_handler_breaks(world, visit, monkeypatch, capsys, planned):
    try:
        log_to(sys.stderr)
        token = await broken_answers(visit, monkeypatch)
        logged = capsys.readouterr().err
        assert logged.count("request failed") == 3
        assert not [word for word in (token, CANARY, "IKT-plan", "Kari") if word in logged]
        structlog.configure(processors=[structlog.dev.ConsoleRenderer(colors=False)])  # the twin: with what they held
        await broken_answers(visit, monkeypatch)
        assert CANARY in capsys.readouterr().err
    finally:
        canaries.log_as_served()


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
