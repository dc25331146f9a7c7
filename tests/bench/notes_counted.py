"""A TCP proxy that counts what passes: requests, and bytes each way as they are on the line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

from httptools import HttpRequestParser


@dataclass
class Passed:
    requests: int = 0
    up: int = 0  # bytes
    down: int = 0  # bytes

    def on_message_complete(self) -> None:
        self.requests += 1

    def since(self, before: Passed) -> Passed:
        return Passed(self.requests - before.requests, self.up - before.up, self.down - before.down)


class Counter:
    def __init__(self, port: int) -> None:
        self.behind, self.passed = port, Passed()
        self._open: set[asyncio.Task[None]] = set()

    def so_far(self) -> Passed:
        return replace(self.passed)

    async def __call__(self, device: asyncio.StreamReader, to_device: asyncio.StreamWriter) -> None:
        self._open.add(asyncio.current_task())
        server, to_server = await asyncio.open_connection("127.0.0.1", self.behind)
        asked = HttpRequestParser(self.passed)

        def count_up(piece: bytes) -> None:
            self.passed.up += len(piece)
            asked.feed_data(piece)

        def count_down(piece: bytes) -> None:
            self.passed.down += len(piece)

        await asyncio.gather(carry(device, to_server, count_up), carry(server, to_device, count_down))

    async def close(self) -> None:
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)


async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter, count) -> None:
    with suppress(ConnectionError):
        while piece := await source.read(1 << 16):
            count(piece)
            target.write(piece)
            await target.drain()
    target.close()


@asynccontextmanager
async def counting(port: int) -> AsyncIterator[tuple[str, Counter]]:
    """The address to ask instead of 127.0.0.1:`port`, and what counts there."""
    counter = Counter(port)
    server = await asyncio.start_server(counter, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", counter
    finally:
        server.close()
        await counter.close()
