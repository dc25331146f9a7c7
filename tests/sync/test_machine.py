"""The notes' log under people who edit, share and leave, on a network that loses, doubles and reorders."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test

from folkevalgt.config import Settings
from tests.sync.machine import Begun, machine
from tests.sync.machine_town import Town

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "proofs"
EXAMPLES = {"sqlite": 10_000 if LONG else 40, "postgres": 1_000 if LONG else 15}
COMMON = {"deadline": None, "database": None, "print_blob": False, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home = tmp_path_factory.mktemp(f"machine-{request.param}")
    patient = {"session_hours": 100_000, "session_idle_minutes": 1_000_000, "inbox_rest_seconds": 0}
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_world"), home / "folkevalgt.sqlite3")
        settings = Settings(home=str(home), **patient)
    else:
        cluster = request.getfixturevalue("postgres")
        name = cluster.create(request.getfixturevalue("postgres_world"))
        settings = Settings(home=str(home), database=cluster.url(name), **patient)
    made = Town(settings)
    yield made
    made.close()
    if request.param == "postgres":
        cluster.drop(name)


@pytest.fixture(scope="module")
def begun(town: Town) -> Begun:
    return Begun(town)


def search(begun: Begun, examples: int, steps: int = 30, *, seed: bool = LONG) -> None:
    """Plays that many games. Which ones is fixed unless `seed` says otherwise."""
    phases = [Phase.generate, Phase.shrink] if seed else [Phase.generate]
    given = hypothesis_settings(
        max_examples=examples, stateful_step_count=steps, derandomize=not seed, phases=phases, **COMMON
    )
    run_state_machine_as_test(machine(begun), settings=given)


def test_all_devices_agree_and_no_text_is_lost(begun: Begun) -> None:
    search(begun, EXAMPLES["sqlite" if begun.town.settings.on_sqlite else "postgres"])
