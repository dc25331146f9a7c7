"""What has left everyone's list leaves the index: its rows, its words, and what the engine keeps of them."""

from __future__ import annotations

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection

from folkevalgt import database
from folkevalgt.search.engine import Statement

STEP = 200  # SQLite's pages merged in one transaction, so that no writer waits long
TABLES = ("searchpaperwords", "searchpagewords", "searchpaper", "searchpage", "searchword", "searchuse", "searchsource")
UNGIVEN = (
    "SELECT id FROM searchsource WHERE titles = TRUE"
    " AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.manifest_id = searchsource.name)"
)
UNNAMED = (
    "SELECT id FROM searchsource WHERE titles = FALSE"
    " AND NOT EXISTS (SELECT 1 FROM searchpaper WHERE searchpaper.text_id = searchsource.id)"
)


async def hold(db: BaseDBAsyncClient) -> None:
    """One writes in the index at a time: whoever erases sees what the other put there. Readers never wait."""
    if db.capabilities.dialect != "sqlite":
        await db.execute_query("LOCK TABLE searchsource IN SHARE ROW EXCLUSIVE MODE")


async def erase(db: BaseDBAsyncClient) -> bool:
    """Takes out the lists that nobody has been given, and then the texts that no list names; tells if any."""
    found = False
    for question, rows, mine in (
        (UNGIVEN, "searchpaper", "manifest_id"),
        (UNNAMED, "searchpage", "text_id"),
    ):
        gone = [(row[0],) for row in await Statement(db).rows(question)]
        if not gone:
            continue
        found = True
        for statement in (
            f"DELETE FROM {rows}words WHERE rowid IN (SELECT id FROM {rows} WHERE {mine} IN ({{gone}}))",
            f"DELETE FROM {rows} WHERE {mine} IN ({{gone}})",
            "DELETE FROM searchword WHERE id IN (SELECT u.word_id FROM searchuse u WHERE u.source_id IN ({gone})"
            " AND NOT EXISTS (SELECT 1 FROM searchuse o WHERE o.word_id = u.word_id AND o.source_id NOT IN ({gone})))",
            "DELETE FROM searchsource WHERE id IN ({gone})",
        ):
            ask = Statement(db)
            await ask.rows(statement.replace("{gone}", f"SELECT id FROM {ask.table(gone, 'id bigint')}"))
    return found


async def scrub() -> None:
    """Has the engine let go of what was erased; on SQLite no byte of it is left in the file or its log.

    FTS5 keeps the words of deleted rows until it has merged everything, and secure_delete overwrites what it frees.
    """
    if database.ro().capabilities.dialect != "sqlite":
        for table in TABLES:
            await get_connection("default").execute_query(f"VACUUM {table}")
        return
    for table in TABLES[:2]:
        step, changed = -STEP, 2  # below zero it begins a merge of everything; one change is the command itself
        while changed >= 2:
            async with database.write_tx() as db:
                before = (await Statement(db).rows("SELECT total_changes()"))[0][0]
                await db.execute_query(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {step})")
                changed = (await Statement(db).rows("SELECT total_changes()"))[0][0] - before
            step = STEP
    await get_connection("default").execute_query("PRAGMA wal_checkpoint(TRUNCATE)")
