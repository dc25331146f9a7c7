"""How one person is to be told: their choices, their quiet hours and their one e-mail a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkevalgt.clock import OSLO
from folkevalgt.notifications import deciding
from folkevalgt.notifications.deciding import Case, Choice, Ended, Later, Way, after_quiet, at_next, decide

HALF_HOUR = timedelta(minutes=30)
NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)  # 12:00 in Norway
LATE = datetime(2026, 12, 3, 21, 30, tzinfo=UTC)  # 22:30
DEVICE = uuid4()
NIGHT = Choice(quiet_from="22:00", quiet_to="07:00")


def at(day: int, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=OSLO, fold=fold)


def decided(kind: str = "package", now: datetime = NOON, **more) -> object:
    return decide(Case(kind, **more), now, HALF_HOUR)


def test_a_device_is_pushed_to_and_an_email_waits_behind_it():
    assert decided(subscriptions=[DEVICE]) == [
        Way("push", NOON, DEVICE),
        Way("email", NOON + HALF_HOUR, fallback=True),
    ]


def test_who_has_no_such_device_gets_an_email_at_once():
    assert decided() == [Way("email", NOON)]


@pytest.mark.parametrize(
    ("how", "channels"), [("push", "push email"), ("email", "email"), ("both", "push email"), ("none", "")]
)
def test_each_kind_goes_the_way_that_was_chosen(how, channels):
    ways = decided(choice=Choice({"package": how}), subscriptions=[DEVICE])
    assert ways == Ended("unwanted") if how == "none" else [way.channel for way in ways] == channels.split()
    if how == "both":
        assert ways[1] == Way("email", NOON)


def test_nobody_can_choose_not_to_hear_that_they_are_called_in():
    assert decided("called_in", choice=Choice({"called_in": "none"})) == [Way("email", NOON)]


def test_without_an_email_server_a_push_is_all_there_is():
    assert decided(email=False, subscriptions=[DEVICE]) == [Way("push", NOON, DEVICE)]
    assert decided(email=False) == Ended("no_channel")


def test_who_has_lost_the_papers_hears_nothing_more_of_them():
    assert decided(holds=False) == Ended("overtaken")
    assert isinstance(decided("withdrawn", holds=False), list)
    assert decided(revoked=True) == Ended("gone")


def test_a_reminder_of_a_meeting_that_has_begun_is_none():
    assert decided("reminder", begins_at=NOON) == Ended("late")
    assert isinstance(decided("reminder", begins_at=NOON + HALF_HOUR), list)


def test_quiet_hours_hold_back_until_they_are_over():
    assert decided(now=LATE, choice=NIGHT) == Later(at(4, 7))


def test_what_changes_a_meeting_the_same_day_comes_in_quiet_hours_too():
    early, today = at(4, 5), date(2026, 12, 4)
    assert isinstance(decided("called_in", early, choice=NIGHT, meets=today), list)
    assert decided("called_in", early, choice=NIGHT, meets=today + timedelta(days=1)) == Later(at(4, 7))
    assert decided("package", early, choice=NIGHT, meets=today) == Later(at(4, 7))


def test_an_email_that_would_come_in_quiet_hours_waits_too():
    _, email = decided(now=at(3, 21, 45), choice=NIGHT, subscriptions=[DEVICE])
    assert email.due_at == at(4, 7)


def test_one_email_a_day_waits_for_its_time_and_a_push_does_not():
    choice = Choice(digest_at="16:00")
    assert [way.due_at for way in decided(choice=choice, subscriptions=[DEVICE])] == [NOON, at(3, 16)]
    assert decided("called_in", choice=choice) == [Way("email", NOON)]
    assert decided(now=at(3, 17), choice=choice) == [Way("email", at(4, 16))]


TIMES = st.times().map(lambda time: f"{time:%H:%M}")
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))


def wrong(begin: str, end: str, moment: datetime) -> bool:
    """Whether it is told in quiet hours, before it happened, or later than it need be."""
    told = after_quiet(begin, end, moment)
    clock = f"{told.astimezone(OSLO):%H:%M}"
    quiet = begin <= clock < end if begin <= end else not end <= clock < begin
    return quiet or not moment <= told <= moment + timedelta(hours=25)


@given(TIMES, TIMES, MOMENTS)
def test_nothing_is_told_in_quiet_hours_on_any_night(begin, end, moment):
    assert not wrong(begin, end, moment)


@pytest.mark.parametrize("hole", [lambda *_: _[-1], lambda *_: _[-1] + timedelta(days=2)])
def test_quiet_hours_that_are_wrong_are_found(monkeypatch, hole):
    monkeypatch.setattr("tests.notifications.test_deciding.after_quiet", hole)
    assert wrong("22:00", "07:00", LATE)


def test_the_nights_when_clocks_are_moved():
    spring, autumn = datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 40, tzinfo=UTC)
    assert at_next("02:30", spring) == spring.replace(hour=1)  # 03:30: there is no 02:30
    assert at_next("02:30", autumn) == autumn.replace(hour=1, minute=30)  # the second 02:30
    assert deciding.after_quiet("01:00", "02:30", autumn.replace(hour=1, minute=10)) == autumn.replace(
        hour=1, minute=30
    )
