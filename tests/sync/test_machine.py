"""The notes' log under people who edit, share and leave, on a network that loses, doubles and reorders."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test

from folkevalgt import database
from folkevalgt.config import Settings
from tests.engines import LONG
from tests.sync.machine import Begun, machine
from tests.sync.machine_ledger import Broken
from tests.sync.machine_town import Town
from tests.sync.mutants import MUTANTS

EXAMPLES = {"sqlite": 10_000 if LONG else 30, "postgres": 1_000 if LONG else 10}
ENOUGH = 300  # games in which a mistake must show
LATE = {"deletion_swallows_an_edit", "tombstone_swallows_an_edit", "no_revocation_reset"}  # they show after many games
COMMON = {
    "deadline": None,
    "database": None,
    "print_blob": False,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


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


def search(begun: Begun, examples: int, steps: int = 30, *, anew: bool = LONG) -> None:
    """Plays that many games. They are the same ones every time, unless they are to be made up anew."""
    given = hypothesis_settings(
        max_examples=examples, stateful_step_count=steps, derandomize=not anew, report_multiple_bugs=False, **COMMON
    )
    run_state_machine_as_test(machine(begun), settings=given)


def test_all_devices_agree_and_no_text_is_lost(begun: Begun) -> None:
    search(begun, EXAMPLES["sqlite" if begun.town.settings.on_sqlite else "postgres"])


@pytest.mark.parametrize("town", ["sqlite", "postgres"] if LONG else ["sqlite"], indirect=True, scope="module")
@pytest.mark.parametrize("mutant", [each for each in MUTANTS if LONG or each.__name__ not in LATE])
def test_a_planted_mistake_is_found(begun: Begun, mutant: Callable[[], AbstractContextManager[None]]) -> None:
    with mutant(), pytest.raises(Broken) as found:
        search(begun, ENOUGH)
    assert str(found.value).split()[0] in MUTANTS[mutant]


def played(begun: Begun, years: Sequence[int]) -> tuple[Any, Any, set[str]]:
    """A game that is the same whatever the clocks say: all answers, all rows, and the times written in them."""
    play, chance = begun.again(), random.Random(10)
    for device, off in zip(play.devices.values(), years, strict=True):
        device.years = off
    for _ in range(80):
        name = chance.choice(sorted(play.devices))
        mine = play.devices[name].mine() or [play.make(name)]
        step = chance.choice(["make", "edit", "edit", "recolour", "push", "pull", "sync"])
        given = {"edit": (chance.choice(mine),), "recolour": (chance.choice(mine), "blue"), "pull": (2,)}
        getattr(play, step)(name, *given.get(step, ()))
    play.settle()
    rows = [
        {name: told for name, told in row.items() if name not in ("created", "changed")} for row in play.town.live()
    ]
    return play.ledger.answers, rows, {row["content"].pop("written") for row in rows}


def test_clocks_ten_years_off_change_nothing_but_a_label(begun: Begun) -> None:
    *right, label = played(begun, (0, 0, 0, 0))
    *wrong, other = played(begun, (10, -10, 10, -10))
    assert wrong == right
    assert other != label


# --- what the machine has found, told as it happened


def test_what_was_taken_back_does_not_stay_with_somebody_who_lost_the_paper_meanwhile(begun: Begun) -> None:
    play = begun.again()
    shared = next(each["id"] for each in play.devices["anna brett"].settled() if each["scope"] != "private")
    play.narrow("anna brett", shared)
    play.sync("anna brett")
    play.town.flip("berit has the papers")
    play.settle()
    assert shared not in play.devices["berit"].view()


@pytest.mark.parametrize("question", range(1, 5))
def test_what_others_and_oneself_write_while_a_pull_is_under_way_is_not_passed_over(
    begun: Begun, question: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Just before the pull's first, second ... question to the database."""
    play = begun.again()
    shared = play.make("berit")
    play.settle()
    play.share("berit", shared, "group")
    play.make("anna brett")
    meanwhile = [play.body(name) for name in ("berit", "anna brett")]
    asked, read = 0, database.read

    async def interrupted(*given: Any, **more: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked == question:
            for person, body in meanwhile:
                assert (await play.town.ask(person, "POST", "/api/notes/push", "", body))[0] == 200
        return await read(*given, **more)

    monkeypatch.setattr(database, "read", interrupted)
    play.pull("anna telefon", 1000)
    monkeypatch.undo()
    play.settle()
