from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.fixtures import make_town, phone, served, tablet, town
from tests.browser.served import Served
from tests.engines import LONG
from tests.postgres import Cluster

__all__ = ["phone", "served", "tablet", "town"]


# What the engines differ in is tested nearer to them: the journeys are made on both in `make proofs`.
ENGINES = ["sqlite", "postgres"] if LONG else ["sqlite"]


@pytest.fixture(params=ENGINES)
def town_hall(request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path) -> Iterator[Served]:
    """A server where nothing has been harvested yet."""
    home = tmp_path / "home"
    home.mkdir()
    if request.param == "sqlite":
        empty = make_town(home, sqlite_template, meetings=False)
    else:
        cluster: Cluster = request.getfixturevalue("postgres")
        database = cluster.create()
        empty = make_town(home, None, meetings=False, database=cluster.url(database))
    running = empty.served_at(home)
    yield running
    running.stop()
    if request.param == "postgres":
        cluster.drop(database)
