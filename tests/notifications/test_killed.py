"""The worker is killed at each step between a commit and its note. Nothing is lost, and nothing is told twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter

import pytest

from folkevalgt import database
from folkevalgt.models.notification import Notice
from tests.notifications.pushing import ME, OTHER, Browser, Town, order
from tests.notifications.worker import STEPS

pytestmark = [pytest.mark.anyio, pytest.mark.proofs]
THINGS = 5


def run(town: Town, *step: str) -> int:
    """A worker that is killed there, or goes on until nothing is due; how it ended."""
    settings = town.settings
    names = ("home", "database", "smtp_host", "smtp_port", "smtp_security", "smtp_from", "pushes_per_second")
    env = {f"FOLKEVALGT_{name.upper()}": str(getattr(settings, name)) for name in names}
    env["FOLKEVALGT_PUSH_HOSTS"] = ",".join(settings.push_hosts)
    command = [sys.executable, "-m", "tests.notifications.worker", *step]
    return subprocess.run(command, env=os.environ | env, check=False, timeout=120).returncode


async def ordered(town: Town) -> Browser:
    browser = await town.browser(ME)
    for number in range(THINGS):
        await order(town, ME, OTHER, about=f"ting {number}")
    await database.disconnect()  # the worker is another process
    return browser


def twice(town: Town, browser: Browser) -> list[str]:
    """What a device shows twice, and an e-mail program: it goes by names."""
    shown = {each["id"] for each in browser.read(town.service)}
    letters = Counter(each["message-id"] for each in town.letters)
    return ([] if len(shown) == THINGS else ["push"]) + ([] if len(letters) == 1 else ["letter"])


@pytest.mark.parametrize("step", STEPS)
async def test_a_worker_killed_at_any_step_loses_nothing_and_tells_nothing_twice(town, step):
    browser = await ordered(town)
    assert run(town, step) == -signal.SIGKILL
    assert run(town) == 0
    await database.connect(town.settings)
    assert twice(town, browser) == []
    assert not await Notice.filter(told_at=None).exists()


async def test_names_that_change_with_each_try_are_found(town):
    browser = await ordered(town)
    assert run(town, "after a letter was taken") == -signal.SIGKILL
    town.letters[0].replace_header("message-id", "<another@a.example>")
    assert run(town) == 0
    assert twice(town, browser) == ["letter"]
    await database.connect(town.settings)
