"""Questions asked at the same moment become one query.

When a package is published, hundreds of devices ask within a second. Asking the database once per request makes each
wait for all before it; a cache would answer from the past. Here a question waits for the query under way, if any, and
shares the next one with everyone who asked meanwhile: every answer is read after it was asked for. As long as every
turn of the loop brings somebody new, it waits a moment more: a query for eight costs nearly what one for eighty does.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")

LARGEST = 500  # keys in one query; SQLite's limit on parameters is well above
GATHERING = 0.03  # seconds at most


class Batch(Generic[Key, Answer]):
    """`load` gets the keys asked for and gives back an answer for each it knows."""

    def __init__(self, load: Callable[[list[Key]], Awaitable[dict[Key, Answer]]]) -> None:
        self._load = load
        self._waiting: dict[Key, list[asyncio.Future[Answer | None]]] = {}
        self._worker: asyncio.Task[None] | None = None

    async def ask(self, key: Key) -> Answer | None:
        future: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, []).append(future)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._answer())
        return await future

    async def _answer(self) -> None:
        while self._waiting:
            await self._gather()
            asked = {key: self._waiting.pop(key) for key in list(self._waiting)[:LARGEST]}
            try:
                known = await self._load(list(asked))
            except Exception as error:
                for future in _still_waiting(asked.values()):
                    future.set_exception(error)
                continue
            for key, futures in asked.items():
                answer = known.get(key)
                for future in _still_waiting([futures]):
                    future.set_result(answer)

    async def _gather(self) -> None:
        before, until = 0, time.monotonic() + GATHERING
        while before < len(self._waiting) < LARGEST and time.monotonic() < until:
            before = len(self._waiting)
            await asyncio.sleep(0)


def _still_waiting(all_of: Iterable[list[asyncio.Future[Answer]]]) -> Iterator[asyncio.Future[Answer]]:
    return (future for futures in all_of for future in futures if not future.done())
