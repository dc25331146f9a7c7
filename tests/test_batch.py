"""Questions asked at the same moment become one query, and no answer is older than its question."""

from __future__ import annotations

import asyncio

import pytest

from folkevalgt.batch import LARGEST, Batch

pytestmark = pytest.mark.anyio


class Shelf:
    """What is asked: a value that others change, behind a slow door."""

    def __init__(self) -> None:
        self.value, self.asked = 0, []
        self.begun = asyncio.Event()

    async def load(self, keys: list[int]) -> dict[int, int]:
        self.asked.append(keys)
        value = self.value
        self.begun.set()
        await asyncio.sleep(0.01)
        if -1 in keys:
            raise ConnectionError("borte")
        return {key: value for key in keys if key < 10_000}


async def test_a_thousand_who_ask_at_once_ask_twice():
    shelf = Shelf()
    batch = Batch(shelf.load)
    await asyncio.gather(*(batch.ask(number % 700) for number in range(1000)))
    assert [len(keys) for keys in shelf.asked] == [LARGEST, 700 - LARGEST]


async def test_an_answer_is_read_after_it_was_asked_for():
    shelf = Shelf()
    batch = Batch(shelf.load)
    first = asyncio.create_task(batch.ask(1))
    await shelf.begun.wait()
    shelf.value = 1  # while the first question is under way
    assert (await batch.ask(1), await first) == (1, 0)


async def test_what_is_not_known_is_none():
    assert await Batch(Shelf().load).ask(10_001) is None


async def test_who_gave_up_waiting_takes_nobody_along():
    batch = Batch(Shelf().load)
    gone, stays = asyncio.create_task(batch.ask(1)), asyncio.create_task(batch.ask(1))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 0


async def test_one_failure_is_not_the_next_ones():
    batch = Batch(Shelf().load)
    with pytest.raises(ConnectionError):
        await batch.ask(-1)
    assert await batch.ask(1) == 0
