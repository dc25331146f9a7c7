"""How long someone waits who wants to see the pilot."""

from __future__ import annotations

import sys
import time
from urllib.request import urlopen

from folkevalgt.config import Settings
from tests.bench import Row, at_most
from tests.bench.served import PROJECT, home, process, wait_until_ready


def bench_pilot() -> list[Row]:
    """`make pilot` until it serves: with everything installed, and then with everything loaded too

    Where the project has no .venv, the same command without make. A first run from a fresh clone installs packages and
    builds the front end besides, which the network decides.
    """
    with home() as settings:
        first = until_served(settings)
        later = [until_served(settings) for _ in range(3)]
    return [
        Row("loading the demo the first time", first, "s"),
        at_most("later runs", sorted(later)[1], "s", 10),
    ]


def until_served(settings: Settings) -> float:
    port = settings.origin.rpartition(":")[2]
    if (PROJECT / ".venv" / ".pilot").exists():
        command = ["make", "--no-print-directory", "pilot", f"PORT={port}", f"FOLKEVALGT_HOME={settings.home}"]
    else:
        command = [sys.executable, "-m", "folkevalgt.cli", "pilot", "start", "--port", port]
    began = time.perf_counter()
    with process(command, settings) as pilot:
        wait_until_ready(settings.origin, pilot, seconds=600)
        seconds = time.perf_counter() - began
        with urlopen(settings.origin + "/") as page:
            assert b"<script" in page.read(), "the app is not built"
    return seconds
