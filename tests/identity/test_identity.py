"""A link works once, a session ends by itself, and a revoked person has nothing at the next request."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from folkevalgt import clock
from folkevalgt.crypto import token_hash
from folkevalgt.errors import Refusal
from folkevalgt.identity import enrolment, invitations, sessions
from folkevalgt.jobs import Job
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.device import Session, SignInLink
from folkevalgt.models.package import Delivery
from tests.papers import at

pytestmark = pytest.mark.anyio
NOW = at("2026-11-22 12:00:00")


async def link_of(world, name="ordforer") -> str:
    return (await invitations.sign_in_link(world.settings, world.person(name).email)).partition("#")[2]


async def test_a_link_signs_in_once(world):
    token = await link_of(world)
    _, who = await sessions.sign_in(world.settings, token, "nettbrett")
    assert who == world.person("ordforer").id
    with pytest.raises(Refusal, match="link_used"):
        await sessions.sign_in(world.settings, token, "et annet")


async def test_of_two_who_use_a_link_at_once_one_comes_in(world):
    token = await link_of(world)
    tries = (sessions.sign_in(world.settings, token, "nettbrett") for _ in range(6))
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(each).__name__ for each in answers) == ["Refusal"] * 5 + ["tuple"]
    assert await Session.all().count() == 1


@pytest.mark.parametrize(("seconds", "works"), [(-1, True), (0, False)])
async def test_a_link_runs_out(world, clock_at, seconds, works):
    clock_at(NOW)
    token = await link_of(world)
    clock_at(NOW + timedelta(hours=world.settings.sign_in_link_hours, seconds=seconds))
    answer = await asyncio.gather(sessions.sign_in(world.settings, token, ""), return_exceptions=True)
    assert isinstance(answer[0], tuple) is works


@pytest.mark.parametrize("token", ["", "a", "ø" * 43, "\0", "x" * 100_000])
async def test_a_made_up_link_is_as_good_as_a_used_one(world, token):
    with pytest.raises(Refusal, match="link_used") as refused:
        await sessions.sign_in(world.settings, token, "nettbrett")
    assert refused.value.status == 401


async def test_nobody_unknown_gets_a_link(world):
    with pytest.raises(Refusal, match="no_such_person"):
        await invitations.sign_in_link(world.settings, "ukjent@agnesund.example")


async def test_no_token_is_kept(world):
    link = await link_of(world)
    session, _ = await sessions.sign_in(world.settings, link, "nettbrett")
    kept = [str(dict(row)) for table in (SignInLink, Session, AuditEntry) for row in await table.all()]
    assert not any(token in row for row in kept for token in (link, session))
    assert await Session.exists(token_hash=token_hash(session))


@pytest.mark.parametrize(
    ("used", "asked", "holds"),
    [
        ([], timedelta(minutes=29, seconds=59), True),
        ([], timedelta(minutes=30), False),
        ([timedelta(minutes=25)], timedelta(minutes=54), True),
        ([timedelta(minutes=25 * n) for n in range(1, 20)], timedelta(hours=7, minutes=59, seconds=59), True),
        ([timedelta(minutes=25 * n) for n in range(1, 20)], timedelta(hours=8), False),
    ],
    ids=["a break", "30 minutes idle", "in use", "a long day", "8 hours"],
)
async def test_a_session_ends_by_itself(world, clock_at, visit, used, asked, holds):
    clock_at(NOW)
    async with visit("ordforer") as ordforer:
        for moment in [*used, asked]:
            clock_at(NOW + moment)
            answer = await ordforer.get("/api/me")
    assert (answer.status_code == 200) is holds


async def test_who_signs_out_is_out(world, visit):
    async with visit("ordforer") as ordforer:
        assert (await ordforer.post("/api/sign-out")).json() == {"onward": ""}
        assert (await ordforer.get("/api/me")).status_code == 401


async def test_a_revoked_person_has_nothing_at_the_next_request(world, visit, package):
    waiting = await link_of(world)
    person = world.person("ordforer")
    async with visit("ordforer") as ordforer, visit("ordforer") as at_home:
        await sessions.revoke(person, "cli")
        for each in (ordforer, at_home):
            assert (await each.get("/api/papers")).status_code == 401
    assert not await Delivery.exists(person_id=person.id, package_id=package.id)
    assert await Job.exists(kind="pull", args={"people": [str(person.id)]}) or await Job.filter(kind="pull").count()
    for come_back in (sessions.sign_in(world.settings, waiting, ""), link_of(world), sessions.revoke(person, "cli")):
        with pytest.raises(Refusal):
            await come_back


async def test_a_revoked_device_is_out_and_the_others_stay(world, visit):
    async with visit("ordforer") as lost, visit("ordforer") as kept:
        row = await Session.get(token_hash=token_hash(next(iter(lost.client.cookies.values()))))
        await (await row.device).update_from_dict({"revoked_at": clock.now()}).save()
        assert [(await each.get("/api/me")).status_code for each in (lost, kept)] == [401, 200]


async def test_enrolling_twice_is_told_and_a_second_seat_is_not(world):
    email, today = "ny@agnesund.example", clock.today()
    first = await enrolment.enrol("cli", email, "Ny", seat=enrolment.Seat("Formannskapet", "member", today))
    with pytest.raises(Refusal, match="person_exists"):
        await enrolment.enrol("cli", email.upper(), "Ny", seat=enrolment.Seat("Formannskapet", "member", today))
    more = await enrolment.enrol("cli", email, "Ny", seat=enrolment.Seat("Kommunestyret", "deputy", today))
    assert more.id == first.id
