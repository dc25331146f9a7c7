"""A database with rows in it is brought up to date and loses nothing; tortoise alone would lose it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tortoise import Tortoise
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor

from folkevalgt import database, migrate
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.models.committee import Committee, Membership
from tests.engines import ON_SQLITE
from tests.world import World

pytestmark = pytest.mark.anyio

OURS = sorted((Path(migrate.__file__).parent / "migrations").glob("0*.py"))
NAMES = [each.stem for each in OURS]
NEXT = """
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

class Migration(migrations.Migration):
    dependencies = [("folkevalgt", "{last}")]
    operations = [
        ops.AlterField(model_name="Committee", name="name", field=fields.CharField(unique=True, max_length=300)),
        ops.AlterField(model_name="Person", name="name", field=fields.CharField(max_length=300)),
        {more}
    ]
"""
LOSING = 'ops.RunSQL("DELETE FROM membership")'
FAILING = 'ops.RunSQL("UPDATE finnes_ikke SET a = 1")'


@pytest.fixture
def rehearse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request) -> Callable[..., str]:
    """Makes a package with our migrations, or the first of them, and one more; returns its name."""

    def made(more: str = "", ours: Sequence[Path] = OURS) -> str:
        name = "rehearsal_" + tmp_path.name.replace("-", "_").replace("[", "_").replace("]", "_")
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
        for each in ours:
            shutil.copy(each, tmp_path / name)
        (tmp_path / name / "9999_next.py").write_text(NEXT.format(last=ours[-1].stem, more=more))
        monkeypatch.syspath_prepend(tmp_path)
        return name

    return made


def with_migrations(settings: Settings, package: str, *, foreign_keys: bool = False) -> dict[str, Any]:
    config = database.config(settings, foreign_keys=foreign_keys)
    config["apps"][database.APP]["migrations"] = package
    return config


async def counts() -> tuple[int, int]:
    return await Committee.all().count(), await Membership.all().count()


async def in_use(settings: Settings, world: World) -> tuple[tuple[int, int], set[str]]:
    """Rows and indexes as they are; the database is left alone afterwards."""
    found = await counts(), await indexes(settings)
    await database.disconnect()
    return found


async def indexes(settings: Settings) -> set[str]:
    tables = "sqlite_master WHERE type='index'" if settings.on_sqlite else "pg_indexes WHERE schemaname='public'"
    column = "name" if settings.on_sqlite else "indexname"
    rows = await database.ro().execute_query_dict(f"SELECT {column} AS name FROM {tables}")
    return {row["name"] for row in rows if "autoindex" not in row["name"]}


async def again(settings: Settings) -> tuple[tuple[int, int], set[str]]:
    await database.connect(settings)
    return await counts(), await indexes(settings)


async def test_children_and_indexes_survive_a_parent_that_is_widened(db, world, rehearse):
    before = await in_use(db, world)
    assert await migrate.migrate(db, with_migrations(db, rehearse())) == ["9999_next"]
    assert await again(db) == before
    rename = f"UPDATE committee SET name = '{'N' * 250}' WHERE name = 'Formannskapet'"
    await database.get_connection("default").execute_query(rename)
    ordforer = world.person("ordforer").id
    with pytest.raises(IntegrityError):
        await Membership.create(person_id=ordforer, committee_id=ordforer, role="chair", valid_from=date(2026, 1, 1))


@pytest.mark.proofs  # slow, for it is done in tortoise's own way
@ON_SQLITE
async def test_tortoise_alone_loses_children_and_indexes(db, world, rehearse):
    (committees, members), names = await in_use(db, world)
    config = with_migrations(db, rehearse(), foreign_keys=True)
    async with TortoiseContext() as context:
        await context.init(config=config, init_connections=False)
        await MigrationExecutor(context.connections.get("default"), config["apps"]).migrate()
    after = await again(db)
    assert after[0] == (committees, 0) != (committees, members)
    assert after[1] < names


@pytest.mark.parametrize("more", [LOSING, FAILING], ids=["loses rows", "fails in the middle"])
async def test_a_migration_that_fails_leaves_the_database_as_it_was(db, world, rehearse, more):
    before = await in_use(db, world)
    with pytest.raises(Refusal, match="migration_failed"):
        await migrate.migrate(db, with_migrations(db, rehearse(more)))
    assert await again(db) == before
    config = with_migrations(db, "folkevalgt.migrations")
    async with TortoiseContext() as context:
        await context.init(config=config, init_connections=False)
        assert await MigrationExecutor(context.connections.get("default"), config["apps"]).plan() == []


async def test_a_new_database_lacks_everything_also_after_a_failure_and_then_nothing(tmp_path, rehearse):
    settings = Settings(home=str(tmp_path / "ny"))
    package = rehearse(FAILING, OURS[:1])
    for _ in range(2):
        with pytest.raises(Refusal, match="migration_failed") as refused:
            await migrate.migrate(settings, with_migrations(settings, package))
        assert "finnes_ikke" in refused.value.message
    assert await migrate.pending(settings) == NAMES
    assert await migrate.migrate(settings) == NAMES
    assert await migrate.pending(settings) == []


@ON_SQLITE
async def test_a_backup_is_kept_when_something_was_done_and_only_then(db, world, rehearse):
    before = await in_use(db, world)
    assert await migrate.migrate(db) == []
    assert list((db.home_path / "backups").glob("*")) == []
    await migrate.migrate(db, with_migrations(db, rehearse()))
    (kept,) = (db.home_path / "backups").glob("*.sqlite3")
    with closing(sqlite3.connect(kept)) as copy:
        assert copy.execute("SELECT count(*) FROM membership").fetchone() == (before[0][1],)


@ON_SQLITE
async def test_a_database_that_a_server_uses_is_not_migrated(settings):
    with database.only_server(settings), pytest.raises(Refusal, match="server_running"):
        await migrate.migrate(settings)


async def test_our_migrations_leave_nothing_for_the_models_to_add(db):
    config = database.config(db)
    detector = MigrationAutodetector(Tortoise.apps, config["apps"])
    assert [vars(each) for writer in await detector.changes() for each in writer.operations] == []
