"""What the log keeps only for a time, and what a device that comes later is told by the floor."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from folkevalgt import clock
from folkevalgt.models.note import LogClient, LogHead, Mutation, Note, NoteRevision
from folkevalgt.sync import sweeping
from folkevalgt.worker import Worker
from tests.noting import written
from tests.papers import at, plan, published

pytestmark = pytest.mark.anyio
NOW = at("2026-11-25 12:00:00")
DAYS, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
async def paper(world, clock_at):
    clock_at(NOW)
    await published(world, plan())


async def revision(world, note: Note) -> None:
    await NoteRevision.create(note_id=note.id, author_id=note.author_id, ver=1, body=b"forseglet", at=clock.now())


async def answered(world) -> None:
    given = {"created_at": clock.now(), "seen_at": clock.now()}
    client = await LogClient.create(id=uuid4(), person_id=world.person("ordforer").id, last_mid=1, **given)
    await Mutation.create(client_id=client.id, mid=1, digest="0" * 64, reply=b"{}", at=clock.now())


@pytest.mark.parametrize(("after", "kept"), [(30 * DAYS, 1), (30 * DAYS + SECOND, 0)])
async def test_a_superseded_text_is_kept_for_thirty_days(world, clock_at, after, kept):
    await revision(world, await written(world, "ordforer"))
    clock_at(NOW + after)
    await sweeping.sweep()
    assert (await NoteRevision.all().count(), await Note.all().count()) == (kept, 1)


@pytest.mark.parametrize(("after", "kept"), [(180 * DAYS, 1), (180 * DAYS + SECOND, 0)])
async def test_a_tombstone_is_kept_for_half_a_year_and_then_the_floor_rises(world, clock_at, after, kept):
    await written(world, "ordforer")
    await written(world, "ordforer", deleted=True)
    await written(world, "ordforer")
    clock_at(NOW + after)
    await sweeping.sweep()
    head = await LogHead.get(id=1)
    assert await Note.filter(deleted=True).count() == kept
    assert (head.floor, head.seq) == (0 if kept else 2, 3)
    assert await Note.filter(deleted=False).count() == 2


async def test_the_floor_never_sinks(world, clock_at):
    await written(world, "ordforer", deleted=True)
    await LogHead.filter(id=1).update(floor=7)
    clock_at(NOW + 181 * DAYS)
    await sweeping.sweep()
    assert (await LogHead.get(id=1)).floor == 7


async def test_more_tombstones_than_go_at_once_all_go(world, clock_at, monkeypatch):
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    for _ in range(5):
        await written(world, "ordforer", deleted=True)
    clock_at(NOW + 181 * DAYS)
    await sweeping.sweep()
    assert (await Note.all().count(), (await LogHead.get(id=1)).floor) == (0, 5)


@pytest.mark.parametrize(("after", "kept"), [(180 * DAYS, 1), (180 * DAYS + SECOND, 0)])
async def test_an_answer_is_remembered_for_half_a_year_and_its_number_for_good(world, clock_at, after, kept):
    await answered(world)
    clock_at(NOW + after)
    await sweeping.sweep()
    assert await Mutation.all().count() == kept
    assert (await LogClient.get()).last_mid == 1


async def test_midnight_sweeps(world, clock_at):
    await revision(world, await written(world, "ordforer"))

    async def say(_) -> None: ...

    clock_at(NOW + 31 * DAYS)
    await Worker(world.settings, world.files, world.key, say).tick()
    assert await NoteRevision.all().count() == 0


async def test_an_empty_log_is_swept_without_a_word():
    await sweeping.sweep()
    assert await LogHead.all().count() == 0
