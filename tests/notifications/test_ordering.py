"""What is told without anybody pressing anything: reminders, cases that are followed, and notes that are shared."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from folkevalgt import clock, database, deliveries
from folkevalgt.config import Settings
from folkevalgt.models.manifest import Item
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.notification import Follow, Notice
from folkevalgt.models.package import Delivery, Publication
from folkevalgt.notifications import following, reminding
from folkevalgt.notifications.following import Listed, moved
from tests.noting import chair_of, pens
from tests.papers import item, meeting, paper, published

pytestmark = pytest.mark.anyio


async def told(kind: str) -> list[UUID]:
    return [person for (person,) in await Notice.filter(kind=kind).values_list("person_id")]


@pytest.fixture
async def begins(world, package, clock_at):
    """The meeting is at noon the day after tomorrow, and now is a day before that."""
    meeting = await Meeting.get(id=package.meeting_id)
    meeting.starts_at = (clock.now() + timedelta(days=2)).replace(hour=11, minute=0, second=0, microsecond=0)
    meeting.date = meeting.starts_at.astimezone(clock.OSLO).date()
    await meeting.save()
    clock_at(meeting.starts_at - timedelta(hours=24))
    return meeting.starts_at


async def test_who_has_the_papers_is_reminded_once_a_day_before(world, begins, clock_at):
    clock_at(begins - timedelta(hours=24, seconds=1))
    await reminding.remind(world.settings)
    assert await told("reminder") == []
    clock_at(begins - timedelta(hours=24))
    await reminding.remind(world.settings)
    await reminding.remind(world.settings)
    readers = [person for (person,) in await Delivery.all().values_list("person_id")]
    assert sorted(await told("reminder")) == sorted(readers)


async def test_a_meeting_that_was_moved_is_reminded_of_for_its_new_time(world, begins, package, clock_at):
    new = begins + timedelta(days=2)
    await Meeting.filter(id=package.meeting_id).update(starts_at=new, date=new.date())
    await reminding.remind(world.settings)
    assert await told("reminder") == []
    clock_at(new - timedelta(hours=23))
    await reminding.remind(world.settings)
    assert len(await told("reminder")) == len(set(await told("reminder"))) > 0


async def test_nobody_is_reminded_of_a_meeting_that_is_cancelled_or_has_begun(world, begins, package, clock_at):
    await Meeting.filter(id=package.meeting_id).update(status="cancelled")
    await reminding.remind(world.settings)
    await Meeting.filter(id=package.meeting_id).update(status="called")
    clock_at(begins)
    await reminding.remind(world.settings)
    await reminding.remind(Settings(reminder_hours=0))
    assert await told("reminder") == []


async def test_who_got_the_papers_on_the_last_day_needs_no_reminder(world, begins):
    await Delivery.filter(person_id=world.person("ordforer").id).update(since=begins - timedelta(hours=2))
    await reminding.remind(world.settings)
    assert world.person("ordforer").id not in await told("reminder")
    assert world.person("medlem_formannskap").id in await told("reminder")


async def followed(package, *people) -> AgendaItem:
    """The open item of `tests.papers.plan`, its case followed by each."""
    found = await AgendaItem.get(meeting_id=package.meeting_id, source_id="plan").select_related("case")
    for person in people:
        await Follow.create(id=uuid4(), person_id=person.id, case_id=found.case_id, since=clock.now())
    return found


@pytest.fixture
async def with_case(world):
    return await published(world, meeting(item("plan", 112, paper("framlegg"), case={"number": "2026/318"})))


async def test_who_follows_a_case_hears_when_it_is_on_an_agenda_once(world, with_case):
    found = await followed(with_case, world.person("ordforer"))
    publication = await Publication.get(package_id=with_case.id)
    await following.tell(publication.id)
    await following.tell(publication.id)
    (notice,) = await Notice.filter(kind="case")
    assert (notice.person_id, notice.subject, notice.facts) == (
        world.person("ordforer").id,
        str(found.id),
        {"what": "agenda"},
    )


async def test_nobody_hears_of_a_case_in_a_list_that_they_may_not_read(world, with_case):
    await followed(with_case, world.person("ordforer"), world.person("medlem_helse"))
    publication = await Publication.get(package_id=with_case.id)
    await Publication.filter(id=publication.id).update(public_manifest=None)
    await following.tell(publication.id)
    assert await told("case") == [world.person("ordforer").id]


def listed(*items: tuple[str, str]) -> Listed:
    return Listed(tuple(Item(id, "", "political", "", decision=decision) for id, decision in items))


def test_what_is_new_of_a_case():
    before = listed(("a", ""), ("b", "Vedtatt"))
    assert moved(before, listed(("a", "Utsatt"), ("b", "Vedtatt"), ("c", ""))) == {"a": "decision", "c": "agenda"}
    assert moved(before, listed(("b", "Rettet"))) == {"b": "decision"}
    assert moved(before, before) == {}


async def test_who_comes_to_see_a_shared_note_hears_of_it_once_an_hour(world, visit, package):
    async with pens(world, visit, "medlem_formannskap") as (pen,):
        for text in ("Se på side 2", "Og på side 3"):
            await pen.share(await pen.write(text), await chair_of(world), "ordforer", "sekretaer", "sekretaer_2")
    notices = await Notice.filter(kind="shared")
    assert {each.person_id for each in notices} >= {world.person("ordforer").id}
    assert world.person("medlem_formannskap").id not in {each.person_id for each in notices}
    assert len(notices) == len({each.person_id for each in notices})
    assert not any("side" in str(each.facts) + each.subject for each in notices)


async def test_a_note_that_nobody_is_shown_is_told_to_nobody(world, visit, package):
    async with pens(world, visit, "medlem_formannskap") as (pen,):
        await pen.write("Bare for meg")
    async with database.write_tx() as db:
        await deliveries.refresh(db, package.id)
    assert await told("shared") == []
