"""Notices get out, whatever is down, hangs, dies or says no: none is lost, and nobody is told twice."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import structlog

from folkevalgt import clock, database, notices
from folkevalgt.identity import sessions
from folkevalgt.models.device import Device
from folkevalgt.models.notification import Notice, PushSubscription, Sending
from folkevalgt.models.package import Delivery
from folkevalgt.notifications import push, telling
from folkevalgt.preferences import choices
from tests.notifications.pushing import ME, OTHER, chosen, later, order, sending

pytestmark = pytest.mark.anyio


async def test_what_a_device_confirms_is_not_sent_by_email(town, clock_at):
    browser = await town.browser(ME)
    await order(town)
    await town.turn()
    (said,) = browser.read(town.service)
    await choices.confirm(UUID(said["id"]), None)
    later(clock_at, hours=1)
    await town.turn()
    assert town.letters == []
    assert (await sending("email")).ended == "overtaken"


async def test_what_no_device_confirms_follows_by_email_after_half_an_hour(town, clock_at):
    await town.browser(ME)
    await order(town)
    await town.turn()
    later(clock_at, minutes=29)
    await town.turn()
    assert town.letters == []
    later(clock_at, minutes=2)
    await town.turn()
    await town.turn()
    assert len(town.to(ME)) == 1


async def test_who_has_opened_the_papers_meanwhile_gets_no_email(town, package, clock_at):
    await town.browser(ME)
    await town.turn()
    mine = Delivery.filter(person_id=town.world.person(ME).id)
    later(clock_at, minutes=31)
    await mine.update(opened_at=clock.now())
    await town.turn()
    assert town.to(ME) == []
    assert len(town.to(OTHER)) == 1


async def test_a_package_is_noted_as_told_when_the_first_channel_took_it(town, package):
    await town.browser(ME)
    town.service.says(503)
    await town.turn()
    told = dict(await Delivery.all().values_list("person_id", "notified_at"))
    assert told.pop(town.world.person(ME).id) is None
    assert all(told.values())
    assert await Notice.filter(told_at=None).values_list("person_id") == [(town.world.person(ME).id,)]


@pytest.mark.parametrize("status", [404, 410])
async def test_an_address_that_is_no_more_is_retired_and_an_email_goes_at_once(town, status):
    await town.browser(ME)
    town.service.says(status)
    await order(town)
    await town.turn()
    await town.turn()
    assert (await PushSubscription.get()).why == "gone"
    assert len(town.to(ME)) == 1
    await order(town)
    await town.turn()
    assert (len(town.service.taken), len(town.to(ME))) == (1, 2)


async def test_a_message_that_is_refused_goes_by_email_and_the_fifth_retires_the_address(town):
    await town.browser(ME)
    town.service.says(413, times=9)
    for _ in range(6):
        await order(town)
        await town.turn()
        await town.turn()
    assert (len(town.service.taken), len(town.to(ME))) == (5, 6)
    assert (await PushSubscription.get()).why == "refused"


async def test_one_device_of_two_that_takes_it_is_enough(town):
    gone = await town.browser(ME)
    there = await town.browser(ME)
    town.service.says(410, path=gone.path)
    await order(town)
    await town.turn()
    await town.turn()
    assert len(there.read(town.service)) == 1
    assert town.letters == []


async def test_a_push_office_that_asks_for_time_is_given_it(town, clock_at):
    await town.browser(ME)
    await town.browser(OTHER)
    town.service.says(429, retry_after="600")
    await order(town, ME)
    await town.turn()
    await order(town, OTHER)
    later(clock_at, minutes=9)
    await town.turn()
    assert len(town.service.taken) == 1  # not for anybody
    later(clock_at, minutes=2)
    await town.turn()
    assert len(town.service.taken) == 3


async def test_a_push_office_that_hangs_holds_up_no_other(town, monkeypatch):
    monkeypatch.setattr(push, "PATIENCE", 0.3)
    hanging = await town.browser(ME)
    town.service.silent.add(hanging.path)
    elsewhere = await town.browser(OTHER)
    await order(town, ME, OTHER)
    await town.turn()
    assert len(elsewhere.read(town.service)) == 1
    waiting = await Sending.get(subscription__person_id=town.world.person(ME).id)
    assert (waiting.ended, waiting.trouble, waiting.locked_until) == ("", "silent", None)


async def test_a_push_office_that_is_down_for_a_day_gets_each_once_when_it_is_back(town, clock_at):
    browser = await town.browser(ME)
    await order(town)
    town.service.says(503, times=1000)
    await chosen(town, ME, choices={"not_published": "push"})
    for _ in range(24):
        await town.turn()
        later(clock_at, hours=1)
    assert len(town.to(ME)) == 1  # somebody who would wait for a day hears by e-mail
    town.service.begin()
    for _ in range(3):
        await town.turn()
        later(clock_at, hours=1)
    assert len(browser.read(town.service)) == 1


async def test_after_two_days_a_push_is_given_up(town, clock_at):
    await town.browser(ME)
    town.service.says(503, times=1000)
    await order(town)
    await town.turn()
    later(clock_at, days=3)
    await town.turn()
    assert (await sending()).ended == "given_up"
    assert (await PushSubscription.get()).retired_at is None


async def test_an_email_server_that_is_down_gets_each_letter_once_when_it_is_back(town, office, clock_at):
    office.busy = 2
    await order(town, ME, OTHER)
    await town.turn()
    assert town.letters == []
    for _ in range(3):
        later(clock_at, minutes=15)
        await town.turn()
    assert (len(town.to(ME)), len(town.to(OTHER))) == (1, 1)


async def test_an_email_address_that_is_refused_is_not_tried_again(town, office, monkeypatch, clock_at):
    tried = []

    async def handle_RCPT(server, session, envelope, address, options) -> str:
        tried.append(address)
        return "550 no such person"

    monkeypatch.setattr(office, "handle_RCPT", handle_RCPT, raising=False)
    await order(town)
    await town.turn()
    later(clock_at, days=1)
    await town.turn()
    assert len(tried) == 1
    assert (await sending("email")).ended == "dead"


async def test_several_things_at_the_same_time_are_one_email(town):
    await order(town, ME)
    await order(town, ME, OTHER)
    await town.turn()
    assert (len(town.to(ME)), len(town.to(OTHER))) == (1, 1)


async def test_one_email_a_day_holds_what_came_since_the_last(town, package, clock_at):
    await chosen(town, OTHER, digest_at=f"{(clock.now() + timedelta(hours=2)).astimezone(clock.OSLO):%H:%M}")
    await town.turn()
    await order(town, OTHER, kind="supplement", package=package.id)
    await town.turn()
    assert town.to(OTHER) == []
    later(clock_at, hours=2)
    await town.turn()
    assert len(town.to(OTHER)) == 1
    assert await Sending.filter(notice__person_id=town.world.person(OTHER).id, ended="sent").count() == 2


async def test_a_push_that_is_tried_again_at_night_waits_for_the_morning(town, clock_at):
    await town.browser(ME)
    clock_at(clock.now().replace(hour=20, minute=59, second=57))  # 21:59 or 22:59 in Norway
    night = f"{clock.now().astimezone(clock.OSLO) + timedelta(minutes=1):%H:%M}"
    await chosen(town, ME, quiet_from=night, quiet_to="07:00")
    town.service.says(503)
    await order(town)
    await town.turn()
    assert f"{(await sending()).due_at.astimezone(clock.OSLO):%H:%M}" == "07:00"


async def test_a_device_that_is_lost_gets_nothing_more(town):
    await town.browser(ME)
    await order(town)
    await town.telling.plan()
    await Device.all().update(revoked_at=clock.now())
    await town.turn()
    await town.turn()
    assert town.service.taken == []
    assert len(town.to(ME)) == 1


async def test_somebody_whose_access_is_ended_hears_nothing_more(town):
    await town.browser(ME)
    await order(town, ME, OTHER)
    await town.telling.plan()
    for name in (ME, OTHER):
        await sessions.revoke(town.world.person(name), "cli")
    await town.turn()
    assert (town.service.taken, town.letters) == ([], [])


async def test_what_was_called_off_is_not_sent(town):
    await town.browser(ME)
    await order(town)
    await town.telling.plan()
    async with database.write_tx() as db:
        await notices.call_off(db, "overtaken", kind="not_published")
    await town.turn()
    assert town.service.taken == []


async def test_one_that_breaks_here_is_tried_again_and_the_others_are_sent(town):
    await town.browser(ME)
    other = await town.browser(OTHER)
    await PushSubscription.filter(person_id=town.world.person(ME).id).update(address=b"not ours")
    await order(town, ME, OTHER)
    with structlog.testing.capture_logs() as logged:
        await town.turn()
    assert len(other.read(town.service)) == 1
    assert [each["event"] for each in logged] == ["sending failed"]


async def test_no_more_are_pushed_in_a_second_than_is_allowed(town, monkeypatch):
    slept = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    await town.browser(ME)
    for _ in range(20):
        await order(town)
    town.telling.settings = town.settings.__class__(**{**_fields(town.settings), "pushes_per_second": 20})
    monkeypatch.setattr(telling.asyncio, "sleep", sleep)
    await town.telling.plan()
    await town.telling.push()
    assert 0.8 < max(slept) < 1.0


def _fields(settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__struct_fields__}
