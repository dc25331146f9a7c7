"""Bringing a database up to date, guarded: a backup first, and no row or index may be lost on the way.

tortoise re-makes a SQLite table to change a column, with foreign keys on: every child row with ON DELETE CASCADE goes,
and so do plain indexes. So `folkevalgt migrate` is the only way: foreign keys off, indexes put back, rows counted.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tortoise import models
from tortoise.context import TortoiseContext
from tortoise.exceptions import BaseORMException
from tortoise.migrations.executor import MigrationExecutor
from tortoise.transactions import in_transaction

from folkevalgt import clock, database
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal


async def pending(settings: Settings) -> list[str]:
    """Names of the migrations this database still lacks, in order."""
    async with TortoiseContext() as context:
        config = database.config(settings)
        await context.init(config=config, init_connections=False)
        plan = await MigrationExecutor(context.connections.get("default"), config["apps"]).plan()
        return [step.migration.name for step in plan]


async def migrate(settings: Settings, config: Mapping[str, Any] | None = None) -> list[str]:
    """Runs what is pending; returns the names. `config` is tortoise's, for rehearsing other migrations than our own.

    Raises Refusal("migration_failed") with the database as it was (SQLite: restored from the backup taken first), or
    "server_running" while a server uses it.
    """
    given = dict(config or database.config(settings, foreign_keys=False))
    with database.only_server(settings):
        return await (_on_sqlite if settings.on_sqlite else _on_postgres)(settings, given)


async def _on_sqlite(settings: Settings, config: dict[str, Any]) -> list[str]:
    path = Path(settings.database_url.removeprefix("sqlite://"))
    path.parent.mkdir(parents=True, exist_ok=True)
    before = _survey(path)
    backup = _backup(path) if before.rows else None
    try:
        async with TortoiseContext() as context:
            await context.init(config=config, init_connections=False)
            done = await _run(context.connections.get("default"), config)
        _restore_indexes(path, before)
        _check(before, _survey(path), path)
    except (Refusal, BaseORMException, sqlite3.Error) as error:
        _put_back(backup, path)
        raise _failed(error) from error
    if backup and not done:
        backup.unlink()
    return done


async def _on_postgres(settings: Settings, config: dict[str, Any]) -> list[str]:
    """All of it in one transaction: PostgreSQL takes back tables and columns as it does rows."""
    async with TortoiseContext() as context:
        await context.init(config=config, init_connections=False)
        executor = MigrationExecutor(context.connections.get("default"), config["apps"])
        # The table of what was done comes first: asking for it where it is not would spoil the transaction.
        await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
        try:
            async with in_transaction("default") as connection:
                before = await _rows_on_postgres(connection)
                done = await _run(connection, config)
                after = await _rows_on_postgres(connection)
                if lost := [table for table, count in before.items() if after.get(table, count) < count]:
                    raise Refusal("migration_failed", 500, f"rader borte fra {', '.join(lost)}")
        except (Refusal, BaseORMException) as error:
            raise _failed(error) from error
    return done


def _failed(error: Exception) -> Refusal:
    return error if isinstance(error, Refusal) else Refusal("migration_failed", 500, str(error))


async def _run(connection: Any, config: dict[str, Any]) -> list[str]:
    done: list[str] = []

    def progress(event: str, _app: str, name: str) -> None:
        if event == "apply_done":
            done.append(name)

    executor = MigrationExecutor(connection, config["apps"])
    with _without_filters():
        await executor.migrate(progress=progress)
    return done


@contextmanager
def _without_filters() -> Iterator[None]:
    """Each step of a migration makes every model anew. Half of that are the filters of questions, and it asks none."""
    name = "get_filters_for_field"
    made = getattr(models, name)
    setattr(models, name, lambda *_, **__: {})
    try:
        yield
    finally:
        setattr(models, name, made)


async def _rows_on_postgres(connection: Any) -> dict[str, int]:
    """Rows per table, to be compared before and after."""
    tables = await connection.execute_query_dict("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    counts = {}
    for row in tables:
        name = row["tablename"]
        counts[name] = (await connection.execute_query_dict(f'SELECT count(*) AS n FROM "{name}"'))[0]["n"]
    return counts


class _Survey:
    """Row counts and plain indexes of a SQLite database."""

    def __init__(self, rows: dict[str, int], indexes: dict[str, str]) -> None:
        self.rows, self.indexes = rows, indexes


def _survey(path: Path) -> _Survey:
    with closing(sqlite3.connect(path)) as db:
        names = [
            n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
        ]
        rows = {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
        return _Survey(
            rows, dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL"))
        )


def _backup(path: Path) -> Path:
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    copy = folder / f"before-migration-{clock.now():%Y%m%dT%H%M%S%f}.sqlite3"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _restore_indexes(path: Path, before: _Survey) -> None:
    """Puts back indexes that went with a re-made table; one on a column that is gone by intent stays gone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='index'")}
        for name, sql in before.indexes.items():
            if name not in there:
                try:
                    db.execute(sql)
                except sqlite3.OperationalError as error:
                    if "no such column" not in str(error) and "no such table" not in str(error):
                        raise


def _check(before: _Survey, after: _Survey, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    lost = [table for table, count in before.rows.items() if after.rows.get(table, count) < count]
    if broken or lost:
        raise Refusal("migration_failed", 500, f"rader borte fra {', '.join(lost)}; {len(broken)} løse henvisninger")


def _put_back(backup: Path | None, path: Path) -> None:
    for beside in (Path(f"{path}-wal"), Path(f"{path}-shm")):
        beside.unlink(missing_ok=True)
    if backup:
        shutil.copyfile(backup, path)
    else:  # there was nothing
        path.unlink(missing_ok=True)
