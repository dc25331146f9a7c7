"""A door can be knocked on only so often: by one address, and for one thing. Nobody else waits for it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import accumulate

import pytest
from httpx2 import ASGITransport, AsyncClient
from hypothesis import given
from hypothesis import strategies as st
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from folkevalgt import clock
from folkevalgt.api import limits
from folkevalgt.api.limits import Buckets, Pace
from folkevalgt.api.routes import ROUTES
from folkevalgt.errors import Refusal
from tests.papers import at

pytestmark = pytest.mark.anyio
NOW = at("2026-11-22 12:00:00")
PACE = Pace(3, 10)
# What nobody is signed in to yet asks of the server, and it must look up, keep or check something for.
DOORS = {
    "/api/sign-in", "/api/sign-in/email", "/api/sign-in/passkey/begin", "/api/sign-in/passkey", "/api/devices/prove",
    "/api/oidc/{name}/sign-in", "/api/oidc/{name}/callback",
}  # fmt: skip


def lets_in(buckets: Buckets, who: str = "en", pace: Pace = PACE) -> bool:
    try:
        buckets.take("door", who, pace)
    except Refusal as error:
        return error.word != "too_many"
    return True


def test_every_door_that_anyone_may_knock_on_has_a_limit():
    told = {route.path: route.limit for route in ROUTES if route.path in DOORS and route.method != "GET"}
    told |= {route.path: route.limit for route in ROUTES if route.path in DOORS and "oidc" in route.path}
    assert set(told) == DOORS
    assert all(told.values())


def test_so_many_at_once_and_then_one_at_a_time(clock_at):
    clock_at(NOW)
    buckets = Buckets()
    assert [lets_in(buckets) for _ in range(5)] == [True, True, True, False, False]
    clock_at(NOW + timedelta(seconds=10))
    assert [lets_in(buckets) for _ in range(2)] == [True, False]
    clock_at(NOW + timedelta(seconds=60))
    assert [lets_in(buckets) for _ in range(4)] == [True, True, True, False]


def test_others_wait_for_nobody(clock_at):
    clock_at(NOW)
    buckets = Buckets()
    assert [lets_in(buckets, who) for who in ("en", "en", "en", "en", "to")] == [True, True, True, False, True]


@given(st.lists(st.floats(0, 40), max_size=60))
def test_never_more_than_the_burst_and_what_time_gives(waits):
    buckets, moments = Buckets(), [NOW + timedelta(seconds=passed) for passed in accumulate(waits)]
    let_in = []
    with pytest.MonkeyPatch.context() as standing:
        for moment in moments:
            standing.setattr(clock, "_read", partial(lambda now: now, moment))
            let_in += [moment] if lets_in(buckets) else []
    for first, begun in enumerate(let_in):
        for many, ended in enumerate(let_in[first:], 1):
            assert many <= PACE.burst + (ended - begun).total_seconds() / PACE.seconds + 1e-3


def test_a_clock_that_is_set_back_shuts_nobody_out_for_long(clock_at):
    clock_at(NOW)
    buckets = Buckets()
    assert [lets_in(buckets) for _ in range(4)] == [True, True, True, False]
    clock_at(NOW - timedelta(days=365))
    assert lets_in(buckets) is False
    clock_at(NOW - timedelta(days=365) + timedelta(seconds=10))
    assert lets_in(buckets) is True


def test_a_crowd_of_addresses_takes_no_more_room_than_there_is(clock_at, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 100)
    clock_at(NOW)
    buckets = Buckets()
    for number in range(1000):
        lets_in(buckets, f"x{number}" * 1000)
        lets_in(buckets, "den samme")
    assert len(buckets._full_at) == 100
    assert lets_in(buckets, "den samme") is False  # whoever goes on knocking is not forgotten


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::1", True),
        ("unix:", "unix:", True),
    ],
)
def test_a_network_counts_as_one(one, other, same):
    assert (limits._network(one) == limits._network(other)) is same


async def test_who_knocks_too_often_is_told_when_to_come_again_and_others_come_in(app, visit, clock_at):
    clock_at(NOW)
    most = limits.LINK.address.burst
    async with visit() as anyone, visit("ordforer") as ordforer:
        answers = [await anyone.post("/api/sign-in", {"token": f"{number}"}) for number in range(most + 1)]
        assert {answer.status_code for answer in answers[:-1]} == {401}
        late = answers[-1]
        assert (late.status_code, late.json()["error"]["word"], late.headers["retry-after"]) == (429, "too_many", "1")
        assert (await ordforer.get("/api/me")).status_code == 200  # no door
        transport = ASGITransport(app, client=("192.0.2.9", 1))
        async with AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as other:
            answer = await other.post("/api/sign-in", json={"token": "x"}, headers={"origin": "http://127.0.0.1:8000"})
            assert answer.status_code == 401
        clock_at(NOW + timedelta(seconds=1))
        assert (await anyone.post("/api/sign-in", {"token": "x"})).status_code == 401


async def test_one_link_is_tried_only_so_often_and_another_as_before(visit, clock_at, monkeypatch):
    clock_at(NOW)
    async with visit() as anyone:
        answers = [(await anyone.post("/api/sign-in", {"token": "x"})).status_code for _ in range(12)]
        assert answers == [401] * limits.LINK.each.burst + [429] * 2
        assert (await anyone.post("/api/sign-in", {"token": "y"})).status_code == 401
        monkeypatch.setattr(Buckets, "take", lambda *_: None)
        assert (await anyone.post("/api/sign-in", {"token": "x"})).status_code == 401  # nothing else was in the way


async def test_a_foreign_header_makes_nobody_another_but_that_of_a_trusted_proxy_does(app, clock_at):
    """`serve` leaves it to uvicorn, which trusts a proxy on this machine, or those that FORWARDED_ALLOW_IPS names."""
    clock_at(NOW)

    async def knock(client: tuple[str, int], said: str) -> int:
        transport = ASGITransport(ProxyHeadersMiddleware(app, "127.0.0.1"), client=client)
        async with AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as visitor:
            given = {"origin": "http://127.0.0.1:8000", "x-forwarded-for": said}
            return (await visitor.post("/api/sign-in/passkey/begin", headers=given)).status_code

    most = limits.PASSKEY.address.burst
    lies = [await knock(("192.0.2.9", 1), f"198.51.100.{number}") for number in range(most + 1)]
    assert lies == [200] * most + [429]
    assert await knock(("127.0.0.1", 1), "192.0.2.9") == 429
    assert await knock(("127.0.0.1", 1), "198.51.100.1") == 200
