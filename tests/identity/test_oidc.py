"""Signing in by a provider: bound to the browser, by whom we know, as surely as asked, and out together."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import msgspec
import pytest
from joserfc import jwk, jwt

from folkevalgt import clock
from folkevalgt.identity import ceremonies, sessions
from folkevalgt.identity.oidc import flow
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.device import Ceremony, Device, ExternalIdentity, Session
from folkevalgt.models.person import Person
from tests.engines import ON_SQLITE
from tests.identity.providers import holes
from tests.identity.providers.badness import claims, describe
from tests.identity.providers.hostile import CLIENT, PID, Hostile, Ways, serving
from tests.identity.signing_in import browsing, come_back, numbered, our_key, providers, quiet, table, tried, where

__all__ = ["quiet"]
pytestmark = pytest.mark.anyio
NOBODY = "/logg-inn#feil=not_known_here"
OVER = "/logg-inn#feil=sign_in_over"


@pytest.fixture(scope="module")
def shared() -> Iterator[Hostile]:
    with serving() as it:
        yield it


@pytest.fixture
def it(shared: Hostile) -> Hostile:
    """Behaves well until it is told otherwise."""
    shared.be(Ways())
    return shared


async def away(visitor, it: Hostile, asked: str = "") -> str:
    """The address that somebody comes back to."""
    sent = (await visitor.get(f"/api/oidc/test/sign-in{asked}")).headers["location"]
    return f"/api/oidc/test/callback?{urlencode(it.answer(sent))}"


async def test_nobody_comes_back_from_where_another_browser_went(world, it):
    await numbered(world)
    settings = providers(world, table(it))
    async with browsing(world, settings) as mine, browsing(world, settings) as theirs:
        back = await away(mine, it)
        await away(theirs, it)
        assert await where(theirs, back) == OVER
        it.answer(f"?{urlencode(it.pushed['urn:hos-oss'])}")
        assert not await Session.exists()


async def test_one_comes_back_once(world, it):
    await numbered(world)
    async with browsing(world, providers(world, table(it))) as visitor:
        back = await away(visitor, it)
        assert [await where(visitor, back) for _ in range(2)] == ["/", OVER]
    assert await Session.all().count() == 1


@ON_SQLITE
@pytest.mark.parametrize(("minutes", "ends"), [(9, "/"), (10, OVER)])
async def test_whoever_takes_too_long_begins_anew(world, it, clock_at, minutes, ends):
    now = clock.now()
    clock_at(now)
    await numbered(world)
    async with browsing(world, providers(world, table(it))) as visitor:
        back = await away(visitor, it)
        clock_at(now + timedelta(minutes=minutes))
        assert await where(visitor, back) == ends


@ON_SQLITE
async def test_whoever_went_to_one_provider_does_not_come_back_from_another(world, it):
    await numbered(world)
    settings = providers(world, table(it), table(it, name="annen"))
    async with browsing(world, settings) as visitor:
        back = (await away(visitor, it)).replace("/test/", "/annen/")
        assert await where(visitor, back) == OVER


@ON_SQLITE
@pytest.mark.parametrize("hole", ["used up", "same provider"])
async def test_what_binds_a_sign_in_is_needed(world, it, monkeypatch, hole):
    await numbered(world)
    async with browsing(world, providers(world, table(it), table(it, name="annen"))) as visitor:
        back = await away(visitor, it)
        if hole == "used up":
            monkeypatch.setattr(ceremonies, "end", holes.never_used_up)
            visitor.client.cookies.clear()
            assert [await where(visitor, back) for _ in range(2)] == ["/", "/"]
        else:
            monkeypatch.setattr(flow, "check_same", holes.NOTHING)
            assert await where(visitor, back.replace("/test/", "/annen/")) != OVER


async def test_a_person_is_known_by_their_number_once_and_then_by_the_provider(world, it):
    await numbered(world)
    assert await tried(world, it, Ways()) == "/"
    assert await tried(world, it, claims(pid=None)) == "/"
    assert await ExternalIdentity.filter(person_id=world.person("ordforer").id).count() == 1
    assert await tried(world, it, claims(pid="24919099980")) == NOBODY  # another number: somebody else, or a mistake


async def test_a_revoked_person_does_not_come_in(world, it):
    await numbered(world)
    assert await tried(world, it, Ways()) == "/"
    await sessions.revoke(world.person("ordforer"), "cli")
    assert await tried(world, it, Ways()) == NOBODY


@ON_SQLITE
@pytest.mark.parametrize(
    ("given", "ends"),
    [
        ({"email_verified": True}, "/"),
        ({"email_verified": False}, NOBODY),
        ({"email_verified": "true"}, NOBODY),
        ({}, NOBODY),
        ({"email": "ukjent@agnesund.example", "email_verified": True}, NOBODY),
        ({"email": "", "email_verified": True}, NOBODY),
    ],
)
async def test_an_address_counts_when_the_provider_has_made_sure_of_it(world, it, given, ends):
    email = world.person("ordforer").email.upper()
    assert await tried(world, it, claims(**{"email": email, **given}), match="email") == ends


async def test_an_address_that_somebody_new_has_is_not_the_old_persons(world, it):
    given = {"email": world.person("ordforer").email, "email_verified": True}
    assert await tried(world, it, claims(**given), match="email") == "/"
    assert await tried(world, it, claims(**given, sub="en-ny"), match="email") == NOBODY


async def test_more_surely_is_a_new_session_of_the_same_person_on_the_same_device(world, it):
    await numbered(world)
    async with browsing(world, providers(world, table(it)), "ordforer") as visitor:
        before = await Session.get()
        assert await come_back(visitor, it, "?step_up=3&to=/moter/1?side=2") == "/moter/1?side=2"
        after = await Session.get()
        assert it.asked["acr_values"] == "idporten-loa-high"
    assert (before.level, after.level, before.device_id) == (1, 3, after.device_id)
    assert before.token_hash != after.token_hash


async def test_more_surely_is_not_somebody_else(world, it):
    await numbered(world, "varaordforer")
    async with browsing(world, providers(world, table(it)), "ordforer") as visitor:
        before = await Session.get()
        assert await come_back(visitor, it, "?step_up=3") == "/logg-inn#feil=other_person"
    assert (await Session.get()).token_hash == before.token_hash


@ON_SQLITE
@pytest.mark.parametrize(
    ("asked", "other", "word"),
    [
        ("?step_up=3", {}, "not_signed_in"),
        ("", {"acr_substantial": ["annen-loa"]}, "level_too_low"),
    ],
)
async def test_more_than_somebody_can_show_is_refused(world, it, asked, other, word):
    await numbered(world)
    it.be(claims(acr="idporten-loa-low"))
    async with browsing(world, providers(world, table(it, **other))) as visitor:
        assert await come_back(visitor, it, asked) == f"/logg-inn#feil={word}"


@ON_SQLITE
async def test_a_provider_that_cannot_say_how_sure_is_as_good_as_a_link(world, it):
    await numbered(world)
    assert await tried(world, it, Ways(), acr_substantial=[], acr_high=[]) == "/"
    assert (await Session.get()).level == 1


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("/moter/1", "/moter/1"),
        ("https://annen.example", "/"),
        ("//annen.example", "/"),
        ("/\\annen.example", "/"),
        ("/api/sign-out", "/"),
        ("/a\nLocation: b", "/"),
        ("/" + "a" * 600, "/"),
    ],
)
def test_nobody_is_sent_elsewhere(path, ends):
    assert flow.own_path(path) == ends


async def test_of_what_a_provider_says_nothing_lies_in_clear(world, it):
    await numbered(world)
    async with browsing(world, providers(world, table(it))) as visitor:
        await away(visitor, it)
        begun = it.asked
        assert await come_back(visitor, it) == "/"
        token = next(iter(visitor.client.cookies.jar)).value
    kinds = (Ceremony, Session, ExternalIdentity, AuditEntry, Person)
    kept = "".join([str(dict(row)) for kind in kinds for row in await kind.all()])
    assert not [said for said in (PID, "en-kode", token, begun["state"], begun["nonce"], "eyJ") if said in kept]


@ON_SQLITE
@pytest.mark.parametrize(("kind", "rule"), [(jwk.RSAKey, "RS256"), (jwk.ECKey, "ES256")])
async def test_we_show_who_we_are_by_a_key_and_never_twice_alike(world, it, tmp_path, kind, rule):
    key = our_key(tmp_path, kind)
    await numbered(world)
    async with browsing(world, providers(world, table(it, key=str(key), key_id="vår"))) as visitor:
        assert await come_back(visitor, it) == "/"
    ours = kind.import_key(key.read_bytes())
    shown = [jwt.decode(form["client_assertion"], ours, [rule]) for form in it.posted]
    assert [each.header["kid"] for each in shown] == ["vår"] * 2  # the request, then the code
    assert len({each.claims["jti"] for each in shown}) == 2
    for each in shown:
        assert (each.claims["aud"], each.claims["iss"], each.claims["sub"]) == (it.issuer, CLIENT, CLIENT)
        assert each.claims["exp"] - each.claims["iat"] <= 120


@ON_SQLITE
async def test_a_secret_goes_as_the_provider_takes_it(world, it):
    await numbered(world)
    assert await tried(world, it, Ways()) == "/"
    shown = base64.b64decode(it.posted[-1]["authorization"].removeprefix("Basic ")).decode()
    assert [unquote(half) for half in shown.split(":")] == [CLIENT, "hemmelig/+ æ"]
    assert await tried(world, it, describe(token_endpoint_auth_methods_supported=["client_secret_post"])) == "/"
    assert it.posted[-1]["client_secret"] == "hemmelig/+ æ"


@ON_SQLITE
async def test_a_request_is_handed_over_beforehand_where_it_is_taken(world, it):
    settings = providers(world, table(it))
    async with browsing(world, settings) as visitor:
        beforehand = await where(visitor, "/api/oidc/test/sign-in")
    it.be(describe(pushed_authorization_request_endpoint=""))
    async with browsing(world, settings) as visitor:
        along = await where(visitor, "/api/oidc/test/sign-in")
    assert set(dict(parse_qsl(urlsplit(beforehand).query))) == {"client_id", "request_uri"}
    asked = dict(parse_qsl(urlsplit(along).query))
    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge", "acr_values"} <= set(asked)


@ON_SQLITE
async def test_over_https_the_cookie_is_the_hosts_alone(world, it):
    settings = msgspec.structs.replace(providers(world, table(it)), origin="https://papirer.agnesund.example")
    async with browsing(world, settings) as visitor:
        said = (await visitor.get("/api/oidc/test/sign-in")).headers["set-cookie"]
    assert said.startswith("__Host-folkevalgt-away=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=600"} <= set(said.split("; "))


@ON_SQLITE
async def test_a_provider_that_is_none_of_ours_is_not_found(world, it):
    async with browsing(world, providers(world, table(it))) as visitor:
        for what in ("sign-in", "callback", "sign-out", "front-channel-logout"):
            assert (await visitor.get(f"/api/oidc/annen/{what}")).status_code == 404
        assert await Device.all().count() == 0
