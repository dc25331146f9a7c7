"""A server process of its own, with its own HOME, that can be stopped and started again."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from folkevalgt.config import Settings
from tests import canaries

PATIENCE = 30  # seconds; a shared machine can be slow
T = TypeVar("T")


def aside(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Runs a coroutine in a thread: a synchronous Playwright may hold this one's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


def until(what: Callable[[], T], why: str) -> T:
    """What `what` gives, as soon as it gives something."""
    end = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < end, f"waited {PATIENCE} s for {why}"
        time.sleep(0.05)
    return found


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Served:
    """`served.link("ordforer")`, `served.drop(folder)`, `served.stop()`, `served.start()`."""

    def __init__(self, settings: Settings, tokens: dict[str, list[str]], port: int) -> None:
        self.settings, self.tokens, self.port = settings, tokens, port
        self.home, self.origin = Path(settings.home), settings.origin
        self.process: subprocess.Popen[bytes] | None = None
        fields = ("home", "database", "origin", "municipality", "paper_days", "harvest_seconds", "inbox_rest_seconds")
        given = {f"FOLKEVALGT_{name.upper()}": str(getattr(settings, name)) for name in fields}
        self.env = os.environ | given | {"PYTHONWARNINGS": "default"}

    def start(self) -> None:
        told = open(self.home.parent / f"{self.home.name}.log", "ab")  # noqa: SIM115 (the process keeps it)
        command = [sys.executable, "-m", "folkevalgt.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.env, stdout=told, stderr=told)
        told.close()
        until(self.ready, "the server to start")

    def running(self) -> None:
        """Whatever the test before has left behind."""
        if self.process is None:
            self.start()

    def ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the server ended: {self.log()[-2000:]}"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process:
            self.process.send_signal(how)
            self.process.wait(PATIENCE)
        self.process = None
        assert (told := canaries.in_text(self.log())) == [], f"the server's log holds {told}"

    def log(self) -> str:
        return (self.home.parent / f"{self.home.name}.log").read_text("utf-8", "replace")

    def run(self, *words: str) -> Any:
        """One of the operator's commands, with what it prints as JSON."""
        command = [sys.executable, "-m", "folkevalgt.cli", *words, "--json"]
        done = subprocess.run(command, env=self.env, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return msgspec.json.decode(done.stdout)

    def link(self, who: str) -> str:
        """A personal link that signs in once; the person by the pilot's key."""
        return f"{self.origin}/logg-inn#{self.tokens[who].pop()}"

    def drop(self, folder: Path) -> None:
        """Lays a delivery in the inbox and waits until the server's own clock has taken it."""
        place = self.settings.inbox_path / folder.name
        coming = place.with_suffix(".part")  # what is being copied is not taken
        shutil.copytree(folder, coming)
        coming.rename(place)
        until(lambda: not place.exists(), f"{folder.name} to be harvested")
