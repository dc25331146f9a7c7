"""What a server costs that nobody asks anything."""

from __future__ import annotations

import asyncio
import subprocess
import time
from datetime import timedelta
from pathlib import Path

from folkevalgt import clock
from folkevalgt.config import Settings
from tests.bench import Row, at_most
from tests.bench.papers import delivery, press, put
from tests.bench.served import home, peopled, serving, settle

LIMIT = 150.0  # MB (1,000,000 bytes)


def bench_idle() -> list[Row]:
    """Memory of an idle server and its children, after a harvest of 200 pages (PSS: shared pages are shared out)"""
    with press() as made:
        papers = {f"papir-{number:02}": made.paper(10, number) for number in range(20)}
    with home() as settings:
        asyncio.run(people(settings))
        with serving(settings) as server:
            settle(server)
            fresh = memory(server)
            put(settings.inbox_path / "levering", *delivery(papers, (clock.today() + timedelta(days=3)).isoformat()))
            wait_for_report(settings)
            settle(server)
            after = memory(server)
            children = [Row(f"its child {name}", size, "MB") for name, size in after[1:]]
    return [
        Row("just started", sum(size for _, size in fresh), "MB"),
        Row("the server itself", after[0][1], "MB"),
        *children,
        at_most("idle after a harvest", sum(size for _, size in after), "MB", LIMIT),
    ]


async def people(settings: Settings) -> None:
    async with peopled(settings):
        pass


def wait_for_report(settings: Settings) -> None:
    until = time.monotonic() + 120
    while not list((settings.inbox_path / "done").glob("*/report.json")):
        assert time.monotonic() < until, "the delivery was not taken"
        time.sleep(0.2)


def memory(server: subprocess.Popen[bytes]) -> list[tuple[str, float]]:
    """(name, MB) of the server and everything below it."""
    return [(name_of(pid), pss(pid)) for pid in family(server.pid)]


def family(pid: int) -> list[int]:
    below = Path(f"/proc/{pid}/task").glob("*/children")
    return [pid, *(each for file in below for child in file.read_text().split() for each in family(int(child)))]


def name_of(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    return next((word for word in words if word.startswith("folkevalgt.")), words[0])


def pss(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) * 1024 / 1e6
