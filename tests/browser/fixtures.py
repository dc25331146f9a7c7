"""What the browser tests and the journeys may ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from playwright.sync_api import Playwright

from folkevalgt import migrate
from folkevalgt.config import Settings
from tests.browser import axe
from tests.browser.between import Between
from tests.browser.device import PHONE, TABLET, Device
from tests.browser.served import Served, aside, free_port
from tests.browser.town import settle
from tests.browser.versions import Replaced


class Town(NamedTuple):
    """A HOME to copy, and the tokens of sign-in links that its database knows."""

    settings: Settings
    tokens: dict[str, list[str]]

    def served_at(self, home: Path, **other: object) -> Served:
        """A server with a copy of this home, running."""
        if not home.exists():
            shutil.copytree(self.settings.home, home)
        port = free_port()
        settings = msgspec.structs.replace(
            self.settings, **{"home": str(home), "origin": f"http://127.0.0.1:{port}"} | other
        )
        served = Served(settings, {who: list(tokens) for who, tokens in self.tokens.items()}, port)
        served.start()
        return served


def make_town(home: Path, template: Path | None, *, meetings: bool, database: str = "") -> Town:
    """People, and meetings if wanted, in a database that is a copy of the template or is migrated here."""
    settings = Settings(
        home=str(home),
        database=database,
        municipality="Agnesund kommune",
        inbox_rest_seconds=0,
        harvest_seconds=1,
        paper_days=3650,  # the real papers' meeting has a date of its own, and is tested whatever the date is
    )
    if template:
        shutil.copy(template, home / "folkevalgt.sqlite3")
    else:
        aside(lambda: migrate.migrate(settings))
    return Town(settings, aside(lambda: settle(settings, meetings=meetings)))


@pytest.fixture(scope="session")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The municipality with meetings in every state."""
    return make_town(tmp_path_factory.mktemp("town"), sqlite_template, meetings=True)


@pytest.fixture(scope="module")
def served(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for the tests of one module."""
    running = town.served_at(tmp_path_factory.mktemp("served") / "home")
    yield running
    running.stop()


@pytest.fixture
def tablet(playwright: Playwright, served: Served, tmp_path: Path) -> Iterator[Device]:
    """A new tablet, nobody signed in. When the test is over, the browser must not have complained of anything."""
    served.running()
    device = Device(playwright, tmp_path / "tablet", served, viewport=TABLET)
    yield device
    device.close()
    assert not device.complaints, device.complaints


@pytest.fixture
def phone(playwright: Playwright, served: Served, tmp_path: Path) -> Iterator[Device]:
    served.running()
    device = Device(playwright, tmp_path / "phone", served, viewport=PHONE, has_touch=True)
    yield device
    device.close()
    assert not device.complaints, device.complaints


@pytest.fixture(scope="module")
def member(playwright: Playwright, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Device]:
    """A member's tablet with everything on it, for the tests of one module."""
    device = Device(playwright, tmp_path_factory.mktemp("member"), served, viewport=TABLET)
    device.sign_in("medlem_formannskap")
    device.meeting("Formannskapet")
    device.stored()
    yield device
    device.close()
    assert not device.complaints, device.complaints


@pytest.fixture(scope="module")
def replaced(playwright: Playwright, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replaced]:
    """A paper that was read and has been replaced, for the tests of its text and its changes."""
    device = Device(playwright, tmp_path_factory.mktemp("reader"), served, viewport=TABLET, bypass_csp=True)
    device.context.add_init_script(path=axe.SOURCE)
    yield Replaced(device)
    device.close()
    assert not device.complaints, device.complaints


class BadLine(NamedTuple):
    tablet: Device
    between: Between
    served: Served


@pytest.fixture
def bad_line(playwright: Playwright, town: Town, tmp_path: Path) -> Iterator[BadLine]:
    """A tablet whose every request goes over a line that the test holds in its hands."""
    port = free_port()
    served = town.served_at(tmp_path / "home", origin=f"http://127.0.0.1:{port}")
    between = Between(port, served.port)
    tablet = Device(playwright, tmp_path / "tablet", served, viewport=TABLET)
    yield BadLine(tablet, between, served)
    tablet.close()
    between.close()
    served.stop()
    assert not tablet.complaints, tablet.complaints
