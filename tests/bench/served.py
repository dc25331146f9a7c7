"""A municipality in a folder of its own, and the real `folkevalgt serve` in front of it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from folkevalgt import crypto, database, migrate
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.identity import invitations
from folkevalgt.pdf import sandbox
from tests.postgres import free_port
from tests.world import World, populate

PROJECT = Path(__file__).resolve().parents[2]


@contextmanager
def home(database_url: str = "") -> Iterator[Settings]:
    """Settings with a folder that is gone afterwards, and a port nobody listens to."""
    with TemporaryDirectory(prefix="folkevalgt-bench-") as folder:
        origin = f"http://127.0.0.1:{free_port()}"
        yield Settings(
            home=folder, database=database_url, origin=origin, municipality="Agnesund kommune", inbox_rest_seconds=0
        )


@asynccontextmanager
async def peopled(settings: Settings) -> AsyncIterator[World]:
    """The pilot's people in a fresh database, open until the block ends; no server may run meanwhile."""
    await migrate.migrate(settings)
    await database.connect(settings)
    try:
        yield await populate(settings, Files(settings.files_url), crypto.instance_key(settings))
    finally:
        await sandbox.close()
        await database.disconnect()
        await asyncio.sleep(0.1)  # obstore tidies up


async def link(settings: Settings, email: str) -> str:
    """A personal link; the database must be open."""
    return await invitations.sign_in_link(settings, email)


def environment(settings: Settings) -> dict[str, str]:
    given = {name: getattr(settings, name) for name in ("home", "database", "origin", "municipality")}
    return os.environ | {f"FOLKEVALGT_{name.upper()}": value for name, value in given.items() if value}


@contextmanager
def serving(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """The server's process, from when it says it is ready."""
    port = settings.origin.rpartition(":")[2]
    with process([sys.executable, "-m", "folkevalgt.cli", "serve", "--port", port], settings) as server:
        wait_until_ready(settings.origin, server)
        yield server


@contextmanager
def process(command: list[str], settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    # What it prints is not for the tables; a session of its own, so that what make starts ends with it.
    quiet = {"stdout": subprocess.DEVNULL, "start_new_session": True}
    started = subprocess.Popen(command, env=environment(settings), cwd=PROJECT, **quiet)
    try:
        yield started
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        started.wait(20)


def wait_until_ready(origin: str, server: subprocess.Popen[bytes], seconds: float = 60, path: str = "/readyz") -> None:
    """Raises RuntimeError when the server ends first, TimeoutError when it takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with urlopen(origin + path, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.02)
    raise TimeoutError(origin)


def settle(server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Waits until the server has done what it does at its start, and is idle for a whole second."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        before = processor_seconds(server.pid)
        time.sleep(1)
        if processor_seconds(server.pid) - before < 0.1:
            return
    raise TimeoutError("the server does not come to rest")


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
