"""The outbox of notices: two workers, workers that die, and what is said while something is on its way."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from folkevalgt.notifications import outbox
from folkevalgt.preferences import choices
from tests.notifications.pushing import ME, OTHER, Town, later, order, sending

pytestmark = pytest.mark.anyio


async def workers(town: Town, *hands) -> None:
    await town.telling.plan()
    await asyncio.gather(*(each.push() for each in hands))
    await asyncio.gather(*(each.close() for each in hands))


async def told_by_two(town: Town) -> list[int]:
    """How often each of 30 things was pushed by two workers on one outbox."""
    browser = await town.browser(ME)
    for _ in range(30):
        await order(town)
    await workers(town, town.another(), town.another())
    ids = [each["id"] for each in browser.read(town.service)]
    return [ids.count(each) for each in set(ids)]


async def test_two_workers_on_one_outbox_send_each_once(town):
    assert await told_by_two(town) == [1] * 30


async def test_workers_who_lend_nothing_are_found(town, monkeypatch):
    async def nothing(*_) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(outbox, "lend", nothing)
    assert await told_by_two(town) != [1] * 30


async def test_what_a_worker_died_with_goes_out_again_under_the_same_name(town, clock_at):
    browser = await town.browser(ME)
    await order(town)
    await town.telling.plan()
    (lent,) = await outbox.claim(20)  # and here it dies
    await town.turn()
    assert town.service.taken == []
    later(clock_at, minutes=3)
    await town.turn()
    assert [each["id"] for each in browser.read(town.service)] == [str(lent.id)]


async def test_one_that_died_before_it_noted_what_it_sent_is_folded_by_name(town, clock_at, monkeypatch):
    browser = await town.browser(ME)
    await order(town, ME, OTHER)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "note", lambda _: asyncio.sleep(0))
        await town.telling.plan()
        await town.telling.push()
        await asyncio.wait_for(town.telling.post(), 5)
    await order(town, OTHER)  # more for the same person: the letter that may be out already stays as it was
    later(clock_at, minutes=3)
    await town.turn()
    assert len({each["id"] for each in browser.read(town.service)}) == 1
    names = [each["message-id"] for each in town.to(OTHER)]
    assert sorted(names.count(each) for each in set(names)) == [1, 2]


async def test_a_confirmation_that_comes_before_the_note_of_the_sending_stands(town, monkeypatch):
    browser = await town.browser(ME)
    await order(town)
    real = outbox.note

    async def slow(outcomes) -> None:
        await choices.confirm(UUID(browser.read(town.service)[0]["id"]), None)
        await real(outcomes)

    monkeypatch.setattr(outbox, "note", slow)
    await town.turn()
    assert (await sending()).ended == "confirmed"
