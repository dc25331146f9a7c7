"""Meetings in other programs' calendars: read by another library than the one that wrote them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import vobject

from folkevalgt import calendars
from folkevalgt.calendars import Entry
from folkevalgt.identity import sessions
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.notification import NoticeChoice
from folkevalgt.models.person import Person
from folkevalgt.publishing.publish import publish
from folkevalgt.publishing.withdraw import withdraw
from tests.notifications.meetings import DAY, planted, told, treated

pytestmark = pytest.mark.anyio
OSLO = ZoneInfo("Europe/Oslo")


def entry(starts_at: datetime | None = None, **more) -> Entry:
    day = starts_at.astimezone(OSLO).date() if starts_at else date(2030, 12, 3)
    return Entry("1@here", "Formannskapet", day, starts_at, "", "https://here/moter/1", **more)


def read(*entries: Entry) -> list:
    """The events as vobject understands them, by the time zone that the file itself describes."""
    told = calendars.feed(entries, "nb", "Agnesund kommune", datetime(2026, 11, 1, tzinfo=UTC)).decode()
    return vobject.readOne(told).vevent_list


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2030, 12, 3, 16, tzinfo=UTC),
        datetime(2030, 6, 3, 16, tzinfo=UTC),
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),  # half an hour before summer time begins
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
        datetime(2026, 10, 24, 23, 59, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 02.30 the first time
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 02.30 the second time
        datetime(2026, 10, 25, 2, 0, tzinfo=UTC),
        datetime(2049, 10, 31, 23, 0, tzinfo=UTC),
    ],
)
def test_a_meeting_begins_when_it_does_also_the_nights_when_clocks_are_moved(moment):
    (event,) = read(entry(moment))
    starts, ends = event.dtstart.value, event.dtend.value
    assert (starts.astimezone(UTC), ends.astimezone(UTC) - starts.astimezone(UTC)) == (moment, calendars.LASTS)


def test_a_meeting_whose_time_nobody_knows_is_a_day_and_nobody_is_busy_all_of_it():
    (event,) = read(entry())
    assert (event.dtstart.value, event.dtend.value) == (date(2030, 12, 3), date(2030, 12, 4))
    assert event.transp.value == "TRANSPARENT"


def test_what_an_archive_says_of_a_place_stays_in_the_place():
    said = "Salen; 2. etasje, rom 3\r\nEND:VEVENT\nATTENDEE:x \\n \x0b\x00" + "å" * 200
    (event,) = read(Entry("1@here", "A\nSUMMARY:B", date(2030, 12, 3), None, said, "https://here/"))
    assert event.location.value.startswith("Salen; 2. etasje, rom 3")
    assert (event.summary.value, "attendee" in event.contents) == ("A\nSUMMARY:B", False)


@pytest.fixture
async def meeting(package) -> Meeting:
    await told(package, **DAY)
    return await Meeting.get(id=package.meeting_id)


async def address(visitor) -> str:
    answer = await visitor.post("/api/me/calendar")
    return answer.json()["address"].removeprefix("http://127.0.0.1:8000")


async def events(visitor, path: str) -> list:
    answer = await visitor.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    return getattr(vobject.readOne(answer.text), "vevent_list", [])


async def test_a_member_has_their_meetings_at_an_address_that_needs_no_session(meeting, visit):
    async with visit("medlem_formannskap") as member, visit() as anyone:
        (event,) = await events(anyone, await address(member))
    assert event.dtstart.value.astimezone(OSLO).isoformat() == "2030-12-03T17:00:00+01:00"
    assert (event.summary.value, event.location.value) == ("Formannskapet", "Salen")


async def test_a_calendar_that_asks_again_is_told_that_nothing_is_new(meeting, package, visit):
    async with visit("medlem_formannskap") as member:
        path = await address(member)
        tag = (await member.get(path)).headers["etag"]
        await Meeting.filter(id=meeting.id).update(status="cancelled")  # and nobody has published it yet
        again = await member.get(path, if_none_match=tag)
        await publish(package.id, "cli")
        moved = await member.get(path, if_none_match=tag)
    assert (again.status_code, again.content, moved.status_code) == (304, b"", 200)
    assert "STATUS:CANCELLED" in moved.text


async def test_the_address_is_told_once_and_only_the_newest_opens_anything(meeting, visit, world):
    async with visit("medlem_formannskap") as member, visit() as anyone:
        first, second = await address(member), await address(member)
        assert [(await anyone.get(path)).status_code for path in (first, second)] == [404, 200]
        await member.post("/api/me/calendar/remove")
        assert (await anyone.get(second)).status_code == 404
    kept = await NoticeChoice.get(person_id=world.person("medlem_formannskap").id)
    acts = await AuditEntry.filter(action__startswith="calendar_").order_by("seq").values_list("action", flat=True)
    assert (kept.calendar_hash, list(acts)) == (None, ["calendar_made", "calendar_renewed", "calendar_removed"])


@pytest.mark.parametrize("hole", [False, True])
async def test_nothing_of_what_is_treated_is_in_a_calendar(meeting, package, visit, hole):
    if hole:
        await planted(package)
    async with visit("medlem_formannskap") as member:
        said = (await member.get(await address(member))).text.replace("\r\n ", "").replace("\\", "")
    assert bool([each for each in await treated(package) if each in said]) is hole


async def test_a_meeting_that_is_closed_all_through_is_there_without_its_body(meeting, visit):
    await AgendaItem.filter(meeting_id=meeting.id).update(closed=True)
    async with visit("medlem_formannskap") as member:
        (event,) = await events(member, await address(member))
    assert event.summary.value == "Møte"


async def test_whoever_has_no_seat_there_any_more_has_not_the_meeting_either(meeting, visit, world):
    async with visit("medlem_formannskap") as member:
        path = await address(member)
        await world.end_seat("medlem_formannskap", "Formannskapet")
        assert await events(member, path) == []
        await sessions.revoke(await Person.get(id=world.person("medlem_formannskap").id), "cli")
        assert (await member.get(path)).status_code == 404


async def test_a_deputy_has_the_meeting_when_they_are_called_in(meeting, package, visit, world):
    async with visit("vara_1") as deputy:
        path = await address(deputy)
        before = await events(deputy, path)
        await world.call_in("vara_1", package)
        assert [len(before), len(await events(deputy, path))] == [0, 1]


async def test_a_package_that_is_taken_back_takes_its_meeting_along(meeting, package, visit):
    async with visit("medlem_formannskap") as member:
        path = await address(member)
        await withdraw(package.id, "cli", "feil")
        assert await events(member, path) == []
