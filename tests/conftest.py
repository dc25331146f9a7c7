"""What every test may ask for: settings with a migrated database of its own, on both engines, and the world."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from starlette.applications import Starlette

from folkevalgt import app as application
from folkevalgt import clock, crypto, database, migrate
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.models.package import Package
from folkevalgt.pdf import sandbox
from tests import canaries
from tests.canaries import pytest_runtest_makereport
from tests.chromium import playwright
from tests.engines import pytest_collection_modifyitems
from tests.once import once
from tests.papers import plan_it
from tests.postgres import Cluster, postgres
from tests.world import Visitor, World, data_folder, people_it, the_world, visiting

__all__ = ["playwright", "postgres", "pytest_collection_modifyitems", "pytest_runtest_makereport"]

hypothesis_settings.register_profile("default", deadline=None, max_examples=50)
hypothesis_settings.register_profile("proofs", deadline=None, max_examples=5000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

canaries.listen()

COMMON = {"municipality": "Agnesund kommune", "inbox_rest_seconds": 0}


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def data() -> Path:
    """Real papers and archive files that lie beside the project, or where FOLKEVALGT_TEST_DATA says."""
    folder = Path(os.environ.get("FOLKEVALGT_TEST_DATA") or data_folder())
    if not (folder / "lyngdal").is_dir():
        pytest.skip(f"no real papers: {folder} is not there (set FOLKEVALGT_TEST_DATA)")
    return folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = once(tmp_path_factory, "template", lambda home: asyncio.run(migrate.migrate(Settings(home=str(home)))))
    return home / "folkevalgt.sqlite3"


@pytest.fixture(scope="session")
def postgres_template(postgres: Cluster) -> str:
    name = postgres.create()
    asyncio.run(migrate.migrate(Settings(database=postgres.url(name))))
    return name


@pytest.fixture(scope="session")
def sqlite_world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def people(home: Path) -> None:
        shutil.copy(sqlite_template, home / "folkevalgt.sqlite3")
        asyncio.run(people_it(Settings(home=str(home))))

    return once(tmp_path_factory, "world", people) / "folkevalgt.sqlite3"


@pytest.fixture(scope="session")
def postgres_world(postgres: Cluster, postgres_template: str) -> str:
    name = postgres.create(postgres_template)
    asyncio.run(people_it(Settings(database=postgres.url(name))))
    return name


@pytest.fixture(scope="session")
def sqlite_planned(sqlite_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("planned")
    shutil.copy(sqlite_world, home / "folkevalgt.sqlite3")
    asyncio.run(plan_it(Settings(**COMMON, home=str(home))))  # type: ignore[arg-type]
    return home / "folkevalgt.sqlite3"


@pytest.fixture(scope="session")
def postgres_planned(
    postgres: Cluster, postgres_world: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    name, home = postgres.create(postgres_world), tmp_path_factory.mktemp("planned")
    asyncio.run(plan_it(Settings(**COMMON, database=postgres.url(name), home=str(home))))  # type: ignore[arg-type]
    return name, home


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings with a fresh, migrated database; the test runs once for each engine.

    Whoever asks for the world gets a copy of a database that the people live in already; `planned` has a meeting too.
    """
    home, names = tmp_path / "home", request.fixturenames
    common = COMMON | {"home": str(home)}
    kind = "planned" if "planned" in names else "world" if "world" in names else "template"
    given = request.getfixturevalue(f"{request.param}_{kind}")
    if kind == "planned":
        shutil.copytree(given.parent if request.param == "sqlite" else given[1], home)
        given = given if request.param == "sqlite" else given[0]
    else:
        home.mkdir()
    if request.param == "sqlite":
        shutil.copy(given, home / "folkevalgt.sqlite3")
        yield Settings(**common)  # type: ignore[arg-type]
    else:
        cluster: Cluster = request.getfixturevalue("postgres")
        name = cluster.create(given)
        yield Settings(database=cluster.url(name), **common)  # type: ignore[arg-type]
        cluster.drop(name)


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Settings]:
    """The database, connected."""
    await database.connect(settings)
    yield settings
    await sandbox.close()
    await database.disconnect()


@pytest.fixture
def files(settings: Settings) -> Files:
    return Files(settings.files_url)


@pytest.fixture
def key(settings: Settings) -> crypto.InstanceKey:
    return crypto.instance_key(settings)


@pytest.fixture
async def world(db: Settings, files: Files, key: crypto.InstanceKey) -> World:
    """The municipality of the pilot, without any meetings yet."""
    return await the_world(db, files, key)


@pytest.fixture
async def package(planned: None, world: World) -> Package:
    """The package of `tests.papers.plan`, published in Formannskapet before the test begins."""
    return await world.package()


@pytest.fixture
def planned() -> None:
    """Says that the world is to have that package: `settings` sees to it."""


@pytest.fixture
def app(world: World) -> Starlette:
    """The app, with nobody at the door yet. Its worker stands still: a test that needs a tick does it itself."""
    made = application.build(world.settings, work=False)
    made.state.house = House(world.settings, world.files, world.key, Hub())
    return made


@pytest.fixture
def visit(app: Starlette, world: World) -> Callable[..., AbstractAsyncContextManager[Visitor]]:
    """`async with visit("ordforer") as ordforer: await ordforer.get(...)`; without a name, an anonymous visitor."""
    return lambda name=None: visiting(app, world.person(name) if name else None)


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stands the clock at a moment."""
    return lambda moment: monkeypatch.setattr(clock, "_read", lambda: moment)
