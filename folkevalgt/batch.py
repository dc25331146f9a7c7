"""Questions asked at the same moment become one query.

When a package is published, hundreds of devices ask within a second. Asking the database once per request makes each
wait for all before it; a cache would answer from the past. Here a question waits for the query under way, if any, and
shares the next one with everyone who asked meanwhile: every answer is read after it was asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")

LARGEST = 500  # keys in one query; SQLite's limit on parameters is well above


class Batch(Generic[Key, Answer]):
    """`load` gets the keys asked for and gives back an answer for each it knows."""

    def __init__(self, load: Callable[[list[Key]], Awaitable[dict[Key, Answer]]]) -> None:
        self._load = load
        self._waiting: dict[Key, asyncio.Future[Answer | None]] = {}
        self._worker: asyncio.Task[None] | None = None

    async def ask(self, key: Key) -> Answer | None:
        future = self._waiting.get(key)
        if future is None:
            future = self._waiting[key] = asyncio.get_running_loop().create_future()
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._answer())
        return await asyncio.shield(future)

    async def _answer(self) -> None:
        while self._waiting:
            asked = {key: self._waiting.pop(key) for key in list(self._waiting)[:LARGEST]}
            try:
                known = await self._load(list(asked))
            except Exception as error:
                for future in asked.values():
                    future.set_exception(error)
                continue
            for key, future in asked.items():
                future.set_result(known.get(key))
