"""One connection writes and begins at once, another only reads; nobody waits for long and nothing is half done."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from uuid import uuid4

import pytest
from tortoise.exceptions import BaseORMException

from folkevalgt import database
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.models.case import Case
from folkevalgt.models.package import Package
from tests.engines import ON_POSTGRES, ON_SQLITE

pytestmark = pytest.mark.anyio

# What another process does when told to: read, think, write; then it says how often it was refused.
OTHER = """
import asyncio, sys
from tortoise.transactions import in_transaction
from folkevalgt import database
from folkevalgt.config import Settings
from folkevalgt.models.case import Case

async def work(home, name, begin):
    await database.connect(Settings(home=home))
    refused = 0
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(40):
        try:
            async with begin() as db:
                await Case.filter(source="felles").using_db(db).count()
                await asyncio.sleep(0.001)
                await Case.create(using_db=db, source="felles", number=f"{name} {number}")
        except Exception as error:
            if "locked" not in str(error):
                raise
            refused += 1
    await database.disconnect()
    print(refused)

asyncio.run(work(*sys.argv[1:3], eval(sys.argv[3])))
"""


def refusals(settings: Settings, begin: str) -> int:
    words = [sys.executable, "-W", "ignore", "-c", OTHER, settings.home]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    both = [subprocess.Popen([*words, name, begin], **pipes) for name in ("a", "b")]
    assert [each.stdout.readline() for each in both] == ["ready\n"] * 2
    for each in both:
        each.stdin.write("\n")
        each.stdin.flush()
    return sum(int(each.communicate(timeout=60)[0]) for each in both)


async def row(db, number: str) -> Case:
    return await Case.create(using_db=db, source="test", number=number)


@ON_SQLITE
async def test_two_processes_write_at_once_and_neither_is_refused(db):
    assert refusals(db, "database.write_tx") == 0
    assert await Case.filter(source="felles").count() == 80


@ON_SQLITE
async def test_a_deferred_transaction_would_have_been_refused(db):
    assert refusals(db, "lambda: in_transaction('default')") > 0


async def test_a_reader_does_not_wait_for_a_transaction(db):
    async with database.write_tx() as writing:
        await row(writing, "1")
        began = time.perf_counter()
        assert await Case.all().using_db(database.ro()).count() == 0
        assert time.perf_counter() - began < 0.5
    assert await Case.all().using_db(database.ro()).count() == 1


async def test_who_only_reads_cannot_write(db):
    with pytest.raises(BaseORMException):
        await row(database.ro(), "1")
    assert await Case.all().count() == 0


async def test_a_transaction_that_fails_leaves_nothing(db):
    with suppress(ZeroDivisionError):
        async with database.write_tx() as writing:
            await row(writing, "1")
            raise ZeroDivisionError
    assert await Case.all().count() == 0


async def test_a_transaction_inside_another_is_the_same_one(db):
    with suppress(ZeroDivisionError):
        async with database.write_tx() as outer:
            async with database.write_tx() as inner:
                await row(inner, "1")
            assert inner is outer
            raise ZeroDivisionError
    assert await Case.all().count() == 0


async def test_a_transaction_that_was_cut_off_keeps_nobody_out(db):
    async def stuck() -> None:
        async with database.write_tx() as writing:
            await row(writing, "1")
            await asyncio.sleep(60)

    task = asyncio.create_task(stuck())
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5), database.write_tx() as writing:
        await row(writing, "2")
    assert [each.number for each in await Case.all()] == ["2"]


@ON_SQLITE
async def test_a_transaction_that_could_not_begin_keeps_nobody_out(db):
    await database.get_connection("default").execute_query("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(db.home_path / "folkevalgt.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(2):
            with pytest.raises(BaseORMException, match="locked"):
                async with asyncio.timeout(5), database.write_tx():
                    pass
        other.execute("ROLLBACK")
    async with asyncio.timeout(5), database.write_tx() as writing:
        await row(writing, "1")


@ON_SQLITE
async def test_a_commit_that_failed_keeps_nobody_out(db):
    with suppress(sqlite3.IntegrityError):
        async with database.write_tx() as writing:
            await writing.execute_query("PRAGMA defer_foreign_keys=ON")
            await writing.execute_query(
                "INSERT INTO package (id, meeting_id) VALUES (?, ?)", [str(uuid4()), str(uuid4())]
            )
    async with asyncio.timeout(5), database.write_tx() as writing:
        assert await Package.all().using_db(writing).count() == 0
        await row(writing, "1")


@ON_SQLITE
async def test_what_is_committed_is_on_the_disk(db):
    for alias in ("default", "ro"):
        told = [
            (await database.get_connection(alias).execute_query_dict(f"PRAGMA {name}"))[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
        assert [value for each in told for value in each.values()] == ["wal", 2, 1]


@ON_SQLITE
async def test_one_server_at_a_time_serves_a_folder(settings):
    with database.only_server(settings), pytest.raises(Refusal, match="server_running"):
        database.only_server(settings).__enter__()
    with database.only_server(settings):
        pass


@ON_POSTGRES
async def test_servers_on_postgresql_share(settings):
    with database.only_server(settings), database.only_server(settings):
        pass


@ON_POSTGRES
async def test_what_one_server_announces_another_hears(db):
    heard, people = [], [uuid4() for _ in range(450)]
    ear = asyncio.create_task(database.listen(db, heard.extend))
    async with asyncio.timeout(10):
        while len(heard) < 450:
            await asyncio.sleep(0.05)
            if not heard:
                await database.announce(people)
    ear.cancel()
    await asyncio.gather(ear, return_exceptions=True)
    assert set(heard) == set(people)
