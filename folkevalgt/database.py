"""SQLite or PostgreSQL behind the same models.

On SQLite one connection writes (`default`) and another only reads (`ro`), so that no reader waits for a
transaction; every write goes through `write_tx`, which begins IMMEDIATE: a deferred transaction that reads
and then writes fails with "database is locked" as soon as a second process does the same.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit
from uuid import UUID

import msgspec
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection, get_connections
from tortoise.context import get_current_context
from tortoise.exceptions import OperationalError
from tortoise.models import Model
from tortoise.queryset import QuerySet

from folkevalgt import clock
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal

Row = TypeVar("Row", bound=Model)
Told = TypeVar("Told")

APP = "folkevalgt"
CHANNEL = "folkevalgt_pull"
MODELS = [
    "folkevalgt.models.person",
    "folkevalgt.models.committee",
    "folkevalgt.models.meeting",
    "folkevalgt.models.case",
    "folkevalgt.models.document",
    "folkevalgt.models.package",
    "folkevalgt.models.device",
    "folkevalgt.models.disqualification",
    "folkevalgt.models.attendance",
    "folkevalgt.models.desk",
    "folkevalgt.models.term",
    "folkevalgt.models.notification",
    "folkevalgt.models.note",
    "folkevalgt.models.printing",
    "folkevalgt.models.search",
    "folkevalgt.models.audit",
    "folkevalgt.models.harvest",
    "folkevalgt.jobs",
]


def config(settings: Settings, *, foreign_keys: bool = True) -> dict[str, Any]:
    """Tortoise's configuration. `foreign_keys=False` is for migrations alone, see `migrate.py`."""
    if settings.on_sqlite:
        engine = "tortoise.backends.sqlite"
        path = settings.database_url.removeprefix("sqlite://")
        write: dict[str, Any] = {
            "file_path": path,
            "journal_mode": "WAL",
            "synchronous": "FULL",  # NORMAL loses acknowledged rows at a power cut
            "busy_timeout": 5000,
            "secure_delete": "ON",  # what is deleted is overwritten: notes and keys of people who are gone
            "foreign_keys": "ON" if foreign_keys else "OFF",
        }
        read = write | {"query_only": 1}
    else:
        engine = "tortoise.backends.asyncpg"
        url = urlsplit(settings.database_url)
        write = {
            "host": url.hostname or "127.0.0.1",
            "port": url.port or 5432,
            "user": unquote(url.username or "") or None,
            "password": unquote(url.password or "") or None,
            "database": url.path.lstrip("/"),
            "minsize": 1,
            "maxsize": 10,
        }
        read = write | {"server_settings": {"default_transaction_read_only": "on"}}
    return {
        "connections": {
            "default": {"engine": engine, "credentials": write},
            "ro": {"engine": engine, "credentials": read},
        },
        "apps": {APP: {"models": MODELS, "default_connection": "default", "migrations": "folkevalgt.migrations"}},
        "use_tz": True,
        "timezone": "UTC",
    }


async def connect(settings: Settings) -> None:
    """Opens both connections for every task of this process."""
    if settings.on_sqlite:
        os.makedirs(os.path.dirname(settings.database_url.removeprefix("sqlite://")) or ".", exist_ok=True)
    EXECUTOR_CACHE.clear()  # it keeps statements by the connection's name, whatever engine they were written for
    # Requests and the server's lifespan are different tasks: without the fallback requests find no connection.
    await Tortoise.init(config=config(settings), _enable_global_fallback=True)


async def disconnect() -> None:
    if get_current_context() is not None:
        await Tortoise.close_connections()


def ro() -> BaseDBAsyncClient:
    """The connection that only reads and never waits for a writer."""
    return get_connection("ro")


async def rows(
    kind: type[Told], columns: str, found: str, *, ids: Iterable[UUID] = (), names: Iterable[str] = ()
) -> list[Told]:
    """What a question on the hot path finds: `kind` is a tuple or an array-like struct of the columns.

    `found` is everything after FROM. `ids(id)`, `names(name)` and `moment(now)` stand in it as tables; in the columns
    `{array}` makes one of several. The answer comes as one JSON text: row by row, sqlite3 gives up the interpreter at
    each and waits 5 ms to have it back from a busy server, so that 500 rows took a second.
    """
    connection = ro()
    tables, given = _tables(connection, ids, names)
    if connection.capabilities.dialect == "sqlite":
        told = f"json_group_array(json_array({columns.format(array='json_array')}))"
    else:
        told = f"coalesce(json_agg(json_build_array({columns.format(array='json_build_array')})), '[]')::text"
    _, answer = await connection.execute_query(f"{tables} SELECT {told} FROM {found}", given)
    return msgspec.json.decode(answer[0][0], type=list[kind], strict=False)  # type: ignore[valid-type]


async def read(
    select: str,
    *,
    ids: Iterable[UUID | str] = (),
    names: Iterable[str] = (),
    db: BaseDBAsyncClient | None = None,
) -> Sequence[Any]:
    """What a SELECT with the same tables in it finds, rows as the driver gives them; `db` inside a transaction."""
    connection = db or ro()
    tables, given = _tables(connection, ids, names)
    return (await connection.execute_query(f"{tables} {select}", given))[1]


async def change(db: BaseDBAsyncClient, change: str, *, ids: Iterable[UUID] = (), names: Iterable[str] = ()) -> None:
    """An UPDATE or DELETE on the hot path, with the same tables in it as `rows` has."""
    tables, given = _tables(db, ids, names)
    await db.execute_query(f"{tables} {change}", given)


async def write_rows(db: BaseDBAsyncClient, statement: str, rows: list[list[Any]]) -> None:
    """Many rows by one statement on the hot path; `{values}` in it becomes the places for a row's values."""
    if not rows:
        return
    on_sqlite = db.capabilities.dialect == "sqlite"
    places = ", ".join("?" if on_sqlite else f"${place}" for place in range(1, len(rows[0]) + 1))
    if on_sqlite:  # times are text there
        rows = [[each.isoformat(" ") if isinstance(each, datetime) else each for each in row] for row in rows]
    await db.execute_many(statement.format(values=f"({places})"), rows)


def _tables(db: BaseDBAsyncClient, ids: Iterable[UUID | str], names: Iterable[str]) -> tuple[str, list[Any]]:
    if db.capabilities.dialect == "sqlite":
        keys = "(SELECT value FROM json_each(?))"
        given: list[Any] = [msgspec.json.encode(list(each)).decode() for each in (ids, names)]
        given.append(clock.now().isoformat(" "))
        return f"WITH ids(id) AS {keys}, names(name) AS {keys}, moment(now) AS (SELECT ?)", given
    tables = "ids(id) AS (SELECT unnest($1::uuid[])), names(name) AS (SELECT unnest($2::text[]))"
    return f"WITH {tables}, moment(now) AS (SELECT $3::timestamptz)", [list(ids), list(names), clock.now()]


@asynccontextmanager
async def write_tx() -> AsyncIterator[BaseDBAsyncClient]:
    """The only way to write: one transaction, whole or not at all. Inside it another `write_tx` is the same one.

    Never wait for a network inside it.
    """
    connection = get_connection("default")
    if hasattr(connection, "_finalized"):  # already inside a transaction of this task
        yield connection
        return
    context: Any = connection._in_transaction()
    _begin_at_once(context, sqlite=connection.capabilities.dialect == "sqlite")
    async with context as transaction:
        yield transaction


def _begin_at_once(context: Any, *, sqlite: bool) -> None:
    """Has a transaction of tortoise's begin IMMEDIATE on SQLite, and give back what it holds when it cannot begin.

    tortoise keeps the lock of its one SQLite connection then, and nothing is ever written again.
    """
    wrapper = context.connection if sqlite else context.client
    start = wrapper.begin

    async def begin() -> None:
        try:
            if sqlite:
                await wrapper._connection.rollback()  # what a failed commit left open
                await wrapper._connection.execute("BEGIN IMMEDIATE")
            else:
                await start()
        except BaseException as error:
            get_connections().reset(context.token)
            if sqlite:
                context._trxlock.release()
            else:
                await wrapper._parent._pool.release(wrapper._connection)
            if isinstance(error, sqlite3.Error):
                raise OperationalError(str(error)) from error
            raise

    wrapper.begin = begin


def locked(rows: QuerySet[Row], db: BaseDBAsyncClient) -> QuerySet[Row]:
    """These rows, held until the transaction ends. On SQLite the whole database is held anyway.

    Others may refer to them meanwhile: who writes a row that names one waits for nobody.
    """
    given = rows.using_db(db)
    return given.select_for_update(no_key=True) if db.capabilities.support_for_update else given


@contextmanager
def only_server(settings: Settings) -> Iterator[None]:
    """On SQLite exactly one process serves a database: a lock file in HOME says which.

    Raises Refusal("server_running"). The lock goes with the process, however it ends.
    """
    if not settings.on_sqlite:
        yield
        return
    settings.home_path.mkdir(parents=True, exist_ok=True)
    with open(settings.home_path / "server.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refusal("server_running", 409, str(settings.home_path)) from None
        yield


async def scrub(tables: Iterable[str]) -> None:
    """Has nothing left of the keys and orders that were deleted: the write-ahead log is emptied, PostgreSQL writes
    these tables anew.

    Not inside a transaction.
    """
    connection = get_connection("default")
    if connection.capabilities.dialect == "sqlite":
        await connection.execute_query("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for table in tables:
        await connection.execute_query(f"VACUUM FULL {table}")


async def announce(people: Iterable[UUID]) -> None:
    """Tells every server on this PostgreSQL database whose apps are to pull; `listen` is the other end."""
    for some in _batched(people):
        await get_connection("default").execute_query(f"NOTIFY {CHANNEL}, '{','.join(map(str, some))}'")


def _batched(people: Iterable[UUID]) -> Iterator[list[UUID]]:
    """A NOTIFY carries less than 8,000 bytes, an id takes 37."""
    left = list(people)
    while left:
        yield left[:200]
        left = left[200:]


async def listen(settings: Settings, say: Callable[[list[UUID]], None]) -> None:
    """Passes on what `announce` says, until cancelled; connects again when the database has been away."""
    import asyncpg  # an extra: only installations on PostgreSQL have it

    while True:
        with suppress(OSError, asyncpg.PostgresError):
            connection = await asyncpg.connect(settings.database_url)
            gone = asyncio.Event()
            connection.add_termination_listener(lambda _, gone=gone: gone.set())
            await connection.add_listener(CHANNEL, lambda *said: say([UUID(each) for each in said[3].split(",")]))
            try:
                await gone.wait()
            finally:
                await connection.close()
        await asyncio.sleep(1)
