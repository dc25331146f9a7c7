"""The meetings follow today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from folkevalgt.pilot.agenda import in_words
from tests.pilot.conftest import TODAY

WEEK = [TODAY + timedelta(days=n) for n in range(7)]


@pytest.mark.parametrize("today", WEEK)
def test_formannskapet_meets_tomorrow_whatever_the_day(meetings, today):
    assert meetings["formannskapet"].day(today) == today + timedelta(days=1)


@pytest.mark.parametrize("today", WEEK)
def test_the_others_never_meet_on_a_weekend(meetings, today):
    assert all(meeting.day(today).weekday() < 5 for meeting in meetings.values() if not meeting.any_day)


@pytest.mark.parametrize("today", WEEK)
def test_one_is_past_and_the_youth_council_meets_before_oppvekst(meetings, today):
    day = {name: meeting.day(today) for name, meeting in meetings.items()}
    assert day["teknikk"] < today < day["ungdomsradet"] < day["oppvekst"] < day["kommunestyret"]


@pytest.mark.parametrize("today", WEEK)
def test_no_paper_is_dated_later_than_today(meetings, today):
    for meeting in meetings.values():
        assert all(meeting.sent(number, today) <= today for number in range(1, len(meeting.deliveries) + 1))


def test_a_meeting_starts_on_norwegian_time_in_summer_and_winter(meetings):
    formannskapet = meetings["formannskapet"]
    assert formannskapet.starts_at(date(2026, 12, 2)).isoformat() == "2026-12-03T09:00:00+01:00"
    assert formannskapet.starts_at(date(2027, 6, 2)).isoformat() == "2027-06-03T09:00:00+02:00"


def test_dates_read_as_people_say_them():
    assert in_words(date(2026, 12, 3), weekday=True) == "torsdag 3. desember 2026"


def test_every_committee_and_case_is_known(demo, meetings):
    assert set(meetings) <= set(demo.committees)
    assert {item.case for m in meetings.values() for item in m.items} - {""} == set(demo.cases)


def test_an_item_number_is_used_once_in_a_body(meetings):
    for meeting in meetings.values():
        numbers = [(item.type, item.sequence) for item in meeting.items]
        assert len(set(numbers)) == len(numbers)


def test_one_case_has_different_numbers_in_different_bodies(meetings):
    for case in ("arealdel", "furuneset"):
        numbers = [item.number(2026) for m in meetings.values() for item in m.items if item.case == case]
        assert len(set(numbers)) == len(numbers) == 2
