"""The index comes through a migration that makes its tables anew, and through a backup."""

from __future__ import annotations

import shutil

import msgspec
import pytest

from folkevalgt import backup, database, migrate
from folkevalgt.search import index
from tests.search.seeking import ask
from tests.test_backup import empty, restored
from tests.test_migrate import rehearse, with_migrations

__all__ = ["empty", "rehearse"]
pytestmark = pytest.mark.anyio
WIDER = 'ops.AlterField(model_name="SearchPaper", name="date", field=fields.CharField(max_length=12)),'


@pytest.fixture
async def answered(world, package) -> bytes:
    await index.keep(world.files)
    answer = await ask(world, "ordforer", "IKT-plan")
    assert answer.total == 2
    return msgspec.json.encode(answer)


async def test_a_migration_that_makes_its_table_anew_leaves_the_index_whole(world, answered, rehearse):
    await database.disconnect()
    await migrate.migrate(world.settings, with_migrations(world.settings, rehearse(WIDER)))
    await database.connect(world.settings)
    assert msgspec.json.encode(await ask(world, "ordforer", "IKT-plan")) == answered


async def test_a_restored_installation_searches_at_once(world, answered, empty, tmp_path):
    if not world.settings.on_sqlite and not shutil.which("pg_dump"):
        pytest.skip("needs pg_dump")
    await backup.backup(world.settings, tmp_path / "kopi.tar")
    await restored(empty, tmp_path / "kopi.tar")
    assert msgspec.json.encode(await ask(world, "ordforer", "IKT-plan")) == answered
