"""Signing out together with a provider: by a form of ours, in a frame of its page, by its server."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from joserfc import jwt

from folkevalgt.identity.oidc import endings
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.device import Session
from tests.engines import ON_SQLITE
from tests.identity.providers import badness, holes
from tests.identity.providers.badness import LOGOUTS
from tests.identity.providers.hostile import SID, Hostile, Ways, serving
from tests.identity.signing_in import browsing, come_back, numbered, providers, quiet, table, where
from tests.world import World

__all__ = ["quiet"]
pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def shared() -> Iterator[Hostile]:
    with serving() as it:
        yield it


@pytest.fixture
def it(shared: Hostile) -> Hostile:
    """Behaves well until it is told otherwise."""
    shared.be(Ways())
    return shared


async def signed_in(world: World, it: Hostile, visitor) -> None:
    await numbered(world)
    assert await come_back(visitor, it) == "/"


async def test_signed_out_in_a_frame_are_that_providers_sessions_with_that_number(world, it):
    async with (
        browsing(world, providers(world, table(it)), "leder_helse") as other,
        browsing(world, providers(world, table(it))) as visitor,
    ):
        await signed_in(world, it, visitor)
        path = "/api/oidc/test/front-channel-logout?"
        for iss, sid in ((it.issuer, "en-annen"), ("https://annen.example", SID), (it.issuer, ""), ("", SID)):
            answer = await other.get(path + urlencode({"iss": iss, "sid": sid}))
            assert (answer.status_code, await Session.all().count()) == (200, 2)
        answer = await other.get(path + urlencode({"iss": it.issuer, "sid": SID}))
        assert f"frame-ancestors {it.issuer}" in answer.headers["content-security-policy"]
        assert [(await each.get("/api/me")).status_code for each in (other, visitor)] == [200, 401]


async def told(visitor, token: str) -> int:
    body = urlencode({"logout_token": token}).encode()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = await visitor.client.post("/api/oidc/test/back-channel-logout", content=body, headers=kind)
    return int(answer.status_code)


async def test_signed_out_by_its_server_once_for_each_token(world, it):
    async with browsing(world, providers(world, table(it))) as visitor:
        await signed_in(world, it, visitor)
        assert await told(visitor, it.logout_token(sid="en-annen")) == 200
        assert await told(visitor, it.logout_token(sub="en-annen")) == 200
        assert await Session.all().count() == 1
        token = it.logout_token(sid=None)
        assert (await told(visitor, token), await Session.all().count()) == (200, 0)
        await signed_in(world, it, visitor)
        assert (await told(visitor, token), await Session.all().count()) == (400, 1)
    ended = AuditEntry.filter(action="signed_out_by_provider", actor=str(world.person("ordforer").id))
    assert await ended.count() == 1


@ON_SQLITE
async def test_a_bad_logout_token_ends_nothing(world, it):
    async with browsing(world, providers(world, table(it))) as visitor:
        await signed_in(world, it, visitor)
        bad = [it.logout_token(**changed) for changed in LOGOUTS.values()]
        its = [{"alg": "RS256", "kid": "vår", "typ": "logout+jwt"}, jwt_claims(it)]
        bad += [badness.unsigned(it, *its), badness.by_another(it, *its), it.id_token(), "", "x" * 90_000]
        assert [await told(visitor, token) for token in bad] == [400] * len(bad)
        assert await Session.all().count() == 1


def jwt_claims(it: Hostile) -> dict:
    return jwt.decode(it.logout_token(), it.key, ["RS256"]).claims


@ON_SQLITE
async def test_every_check_of_a_logout_token_keeps_something_out(world, it, monkeypatch):
    async with browsing(world, providers(world, table(it))) as visitor:
        for check, (hole, bad) in holes.LOGOUTS.items():
            with monkeypatch.context() as patch:
                hole(patch)
                assert await told(visitor, it.logout_token(**LOGOUTS[bad])) == 200, check
        token = it.logout_token()
        assert await told(visitor, token) == 200
        monkeypatch.setattr(endings, "_first_time", holes.again)
        assert await told(visitor, token) == 200


async def test_signing_out_here_goes_on_to_the_provider(world, it):
    async with browsing(world, providers(world, table(it))) as visitor:
        await signed_in(world, it, visitor)
        onward = (await visitor.post("/api/sign-out")).json()["onward"]
        assert not await Session.exists()
        page = await visitor.get(onward)
        policy = page.headers["content-security-policy"]
        assert f"form-action 'self' {it.issuer};" in policy
        assert "frame-ancestors 'none'" in policy
        assert all(each in page.text for each in ("id_token_hint", "post_logout_redirect_uri", f"{it.issuer}/end"))
        assert await where(visitor, onward) == "/logg-inn"  # once


@ON_SQLITE
async def test_the_page_of_signing_out_is_another_browsers_never(world, it):
    settings = providers(world, table(it))
    async with browsing(world, settings) as visitor, browsing(world, settings) as other:
        await signed_in(world, it, visitor)
        onward = (await visitor.post("/api/sign-out")).json()["onward"]
        assert await where(other, onward) == "/logg-inn"
        assert (await visitor.get(onward)).status_code == 200


@ON_SQLITE
async def test_a_session_of_our_own_goes_nowhere(world, it):
    async with browsing(world, providers(world, table(it)), "ordforer") as visitor:
        assert (await visitor.post("/api/sign-out")).json() == {"onward": ""}
