"""Finds a Chromium for the browser tests. `python -m tests.chromium` also installs one where it may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Playwright, sync_playwright

COMMAND = "apt-get install -y chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@cache
def find_chromium() -> str | None:
    """$FOLKEVALGT_CHROMIUM, else `chromium` on PATH, else Playwright's own."""
    named = os.environ.get("FOLKEVALGT_CHROMIUM")
    if named:
        return shutil.which(named)
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install_chromium() -> str | None:
    if os.environ.get("FOLKEVALGT_CHROMIUM"):
        return None
    if may_use_apt():
        apt_install("chromium")
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    find_chromium.cache_clear()
    return find_chromium()


def may_use_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str) -> None:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    subprocess.run(["apt-get", "install", "-y", "-qq", package], env=quiet, check=False)


# A module's own, and closed with it: an open synchronous Playwright keeps an event loop in this thread,
# where the asynchronous tests of the next module want theirs.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@contextmanager
def browser(playwright: Playwright, profile: Path, **options: Any) -> Iterator[BrowserContext]:
    """A browser whose rows and files stay in `profile`: opening the same profile again is a restart.

    `options` go to Playwright's launch_persistent_context; the pages speak Norwegian unless they say else.
    """
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=find_chromium(),
        args=[*FLAGS, *options.pop("args", [])],
        **{"locale": "nb-NO", "timezone_id": "Europe/Oslo", **options},
    )
    try:
        yield context
    finally:
        context.close()


if __name__ == "__main__":
    if not (find_chromium() or install_chromium()):
        sys.exit(f"The browser tests need Chromium: {COMMAND}   (or say where it is in FOLKEVALGT_CHROMIUM)")
