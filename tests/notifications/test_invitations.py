"""Meetings in calendars by e-mail: put there, moved and taken away, each once, whatever fails in between."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest
import vobject

from folkevalgt import clock
from folkevalgt.identity import sessions
from folkevalgt.models.notification import Invited, NoticeChoice
from folkevalgt.notifications import invitations
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.worker import Worker
from tests.identity.postbox import Postbox, posted
from tests.notifications.meetings import DAY, planted, told, treated
from tests.papers import say_nothing

pytestmark = pytest.mark.anyio
MEMBER = "medlem_formannskap"


@pytest.fixture
def post(world) -> Iterator[Postbox]:
    with posted() as (box, port):
        sends = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
        world.settings = msgspec.structs.replace(world.settings, **sends, smtp_from="a@agnesund.example")
        yield box


@pytest.fixture
async def meeting(package, world):
    """A member has chosen to have it in their calendar."""
    await told(package, **DAY)
    await NoticeChoice.create(id=uuid4(), person_id=world.person(MEMBER).id, invitations=True)
    return package


async def come(world, post) -> list[tuple]:
    """What calendars were told now: method, number, when it begins."""
    before = len(post.letters)
    await invitations.keep(world.settings)
    return [read(letter)[:3] for letter in post.letters[before:]]


def read(letter) -> tuple:
    """As another library understands it."""
    part = next(each for each in letter.walk() if each.get_content_type() == "text/calendar")
    calendar = vobject.readOne(part.get_content())
    (event,) = calendar.vevent_list
    assert part.get_param("method") == calendar.method.value
    begins = event.dtstart.value
    if isinstance(begins, datetime):
        begins = f"{begins.astimezone(clock.OSLO):%Y-%m-%d %H:%M}"
    return calendar.method.value, int(event.sequence.value), str(begins), event


FIVE = "2030-12-03 17:00"


async def test_who_has_chosen_it_has_the_meeting_in_their_calendar_once(post, world, meeting):
    assert await come(world, post) == [("REQUEST", 0, FIVE)]
    assert await come(world, post) == []
    (letter,) = post.letters
    event = read(letter)[3]
    assert (letter["to"], event.attendee.value) == ((who := world.person(MEMBER).email), f"mailto:{who}")
    assert (event.organizer.value, event.summary.value) == ("mailto:a@agnesund.example", "Formannskapet")
    assert (
        "er lagt i kalenderen din: tirsdag 3. desember 2030 kl. 17.00, Salen."
        in letter.get_body(("plain",)).get_content()
    )


async def test_a_meeting_that_is_moved_or_called_off_is_so_in_the_calendar_too(post, world, meeting):
    steps = [
        (DAY, ("REQUEST", 0, FIVE)),
        ({"starts_at": DAY["starts_at"] + timedelta(hours=1)}, ("REQUEST", 1, "2030-12-03 18:00")),
        ({"starts_at": None, "date": date(2030, 12, 4)}, ("REQUEST", 2, "2030-12-04")),
        ({"status": "cancelled"}, ("CANCEL", 3, "2030-12-04")),
        ({"status": "called", "place": "Her"}, ("REQUEST", 4, "2030-12-04")),
    ]
    came = []
    for i, (what, _) in enumerate(steps):
        await (told(meeting, **what) if i else asyncio.sleep(0))
        came += await come(world, post) + await come(world, post)
    assert came == [said for _, said in steps]
    assert len({read(letter)[3].uid.value for letter in post.letters}) == 1


async def test_what_nobody_has_published_moves_nothing(post, world, meeting):
    await come(world, post)
    await meeting.fetch_related("meeting")
    await meeting.meeting.update_from_dict({"place": "Et annet sted"}).save()
    assert await come(world, post) == []


async def test_whoever_has_no_seat_any_more_has_it_taken_out(post, world, meeting):
    await come(world, post)
    await world.end_seat(MEMBER, "Formannskapet")
    assert await come(world, post) == [("CANCEL", 1, FIVE)]
    assert await come(world, post) == []


async def test_whoever_lost_their_access_is_written_to_no_more(post, world, meeting):
    await come(world, post)
    await sessions.revoke(world.person(MEMBER), "cli")
    assert await come(world, post) == []


async def test_papers_that_are_taken_back_call_no_meeting_off(post, world, meeting):
    await come(world, post)
    await withdraw(meeting.id, "cli", "feil")
    assert await come(world, post) == []


async def test_who_wants_no_more_of_them_still_has_right_what_lies_there(post, world, meeting):
    await come(world, post)
    await NoticeChoice.all().update(invitations=False)
    await told(meeting, place="Et annet sted")
    assert await come(world, post) == [("REQUEST", 1, FIVE)]
    await Invited.all().delete()
    assert await come(world, post) == []


async def test_a_deputy_who_is_called_in_has_it_and_one_who_is_not_has_not(post, world, meeting):
    for name in ("vara_1", "vara_2"):
        await NoticeChoice.create(id=uuid4(), person_id=world.person(name).id, invitations=True)
    await world.call_in("vara_1", meeting)
    assert len(await come(world, post)) == 2
    assert {letter["to"] for letter in post.letters} == {world.person(MEMBER).email, world.person("vara_1").email}


async def test_an_office_that_was_away_costs_only_the_time(post, world, meeting, clock_at):
    post.busy, now = 1, clock.now()
    assert await come(world, post) == []
    clock_at(now + invitations.AGAIN + timedelta(seconds=1))
    assert await come(world, post) == [("REQUEST", 0, FIVE)]


async def test_an_address_that_is_nobodys_is_asked_once(post, world, meeting, clock_at):
    post.nobody = True
    await come(world, post)
    post.nobody = False
    clock_at(clock.now() + timedelta(days=1))
    assert await come(world, post) == []
    await told(meeting, place="Et annet sted")
    assert len(await come(world, post)) == 1


async def test_two_workers_send_it_once(post, world, meeting):
    await asyncio.gather(invitations.keep(world.settings), invitations.keep(world.settings))
    assert len(post.letters) == 1


async def test_a_worker_that_dies_after_sending_sends_the_very_same_again(post, world, meeting, clock_at, monkeypatch):
    class Killed(BaseException): ...

    async def dies(*_) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(invitations, "_told", dies)
        with pytest.raises(Killed):
            await invitations.keep(world.settings)
    assert await come(world, post) == []  # it is still lent
    clock_at(clock.now() + invitations.LEASE + timedelta(seconds=1))
    assert await come(world, post) == [("REQUEST", 0, FIVE)]
    assert len({letter["message-id"] for letter in post.letters}) == 1


@pytest.mark.parametrize("hole", [False, True])
async def test_an_invitation_says_nothing_of_what_is_treated(post, world, meeting, hole):
    if hole:
        await planted(meeting)
    await come(world, post)
    me = world.person(MEMBER)
    secret = [each for each in await treated(meeting) if each != me.name]
    said = "".join(part.get_content() for part in post.letters[0].walk() if not part.is_multipart())
    said += post.letters[0]["subject"]
    assert bool([each for each in secret if each[1:] in said.replace("\r\n ", "")]) is hole


async def test_a_meeting_that_was_is_in_nobodys_calendar_anew(post, world, meeting, clock_at):
    clock_at(datetime(2030, 12, 4, 8, tzinfo=UTC))
    assert await come(world, post) == []


async def test_the_worker_looks_to_it_every_now_and_then(post, world, meeting):
    worker = Worker(world.settings, world.files, world.key, say_nothing)
    await worker.invite()
    await told(meeting, place="Et annet sted")
    await worker.invite()  # it has just looked
    assert len(post.letters) == 1
