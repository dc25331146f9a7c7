"""Who has what, under everything that can happen to it, second by second through the nights when the clocks move."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test

from folkevalgt import access, deliveries
from folkevalgt.archive import sealing
from folkevalgt.config import Settings
from tests.access_holes import plant
from tests.attendance.machine import Broken, machine
from tests.attendance.machine_town import Town
from tests.engines import LONG

EXAMPLES = {"sqlite": 2_000 if LONG else 12, "postgres": 200 if LONG else 4}
ENOUGH = 60  # games in which a mistake must show
COMMON: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "print_blob": False,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home = tmp_path_factory.mktemp(f"access-{request.param}")
    given = {"home": str(home), "inbox_rest_seconds": 0}
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_world"), home / "folkevalgt.sqlite3")
        made = Town(Settings(**given))
    else:
        cluster = request.getfixturevalue("postgres")
        name = cluster.create(request.getfixturevalue("postgres_world"))
        made = Town(Settings(database=cluster.url(name), **given))
    yield made
    made.close()
    if request.param == "postgres":
        cluster.drop(name)


def search(town: Town, examples: int, steps: int = 20) -> None:
    """Plays that many games; the same ones every time, unless they are to be made up anew."""
    given = hypothesis_settings(
        max_examples=examples, stateful_step_count=steps, derandomize=not LONG, report_multiple_bugs=False, **COMMON
    )
    run_state_machine_as_test(machine(town), settings=given)


def test_everyone_has_what_is_theirs_and_nothing_else(town: Town) -> None:
    search(town, EXAMPLES["sqlite" if town.settings.on_sqlite else "postgres"])


async def nothing(*_: object) -> None:
    """Left out."""


def rule_of(hole: str) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: plant(patch, hole)


MISTAKES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a substitute stays a second too long": rule_of("a substitute stays a second too long"),
}
MORE: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "nobody notices when somebody's seat begins": lambda patch: patch.setattr(deliveries, "_come_back", nothing),
    "the disqualified read the exempt": rule_of("the disqualified read the exempt"),
    "a day is always 24 hours": rule_of("a day is always 24 hours"),
    "a seat lasts a second too long": rule_of("a seat lasts a second too long"),
    "what is exempt is given out before it is sealed": rule_of("what is exempt is given out before it is sealed"),
    "the item's substitute sees other items": rule_of("the item's substitute sees other items"),
    "a report counts": lambda patch: patch.setattr(access, "WITHHOLDING", access.WITHHOLDING | {"reported"}),
    "what is lifted stays sealed": lambda patch: patch.setattr(sealing, "unseal", nothing),
}


@pytest.mark.parametrize("town", ["sqlite"], indirect=True, scope="module")
@pytest.mark.parametrize("mistake", MISTAKES | MORE if LONG else MISTAKES)
def test_a_planted_mistake_is_found(town: Town, mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (MISTAKES | MORE)[mistake](monkeypatch)
    with pytest.raises(Broken):
        search(town, ENOUGH)
