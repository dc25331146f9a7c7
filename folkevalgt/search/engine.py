"""One text of SQL for both engines: its parameters by number, and how each says that words stand somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt.search import asked
from folkevalgt.search.asked import Phrase

KINDS = ((str, "text"), (int, "bigint"), (UUID, "uuid"), (datetime, "timestamptz"))


class Statement:
    """`{placeholders}` of one statement as they are put in, and then its rows."""

    def __init__(self, db: BaseDBAsyncClient) -> None:
        self.db, self.given = db, list[Any]()
        self.on_sqlite = db.capabilities.dialect == "sqlite"
        self.array = "json_array" if self.on_sqlite else "json_build_array"
        self.inside = "instr" if self.on_sqlite else "strpos"

    def put(self, value: str | int | UUID | datetime) -> str:
        """What stands for the value."""
        kind = next(name for each, name in KINDS if isinstance(value, each))
        if self.on_sqlite and isinstance(value, UUID):
            value = str(value)
        if self.on_sqlite and isinstance(value, datetime):
            value = value.isoformat(" ")
        self.given.append(value)
        return f"?{len(self.given)}" if self.on_sqlite else f"${len(self.given)}::{kind}"

    def table(self, rows: Iterable[Sequence[Any]], columns: str) -> str:
        """Rows as a table `told(...)`, to be selected from; `columns` are names with PostgreSQL's types."""
        given = self.put(msgspec.json.encode(list(rows)).decode())
        named = [each.split() for each in columns.split(", ")]
        if self.on_sqlite:
            parts = (f"json_extract(value, '$[{at}]') AS {name}" for at, (name, _) in enumerate(named))
            return f"(SELECT {', '.join(parts)} FROM json_each({given})) told"
        parts = (f"(value->>{at})::{kind} AS {name}" for at, (name, kind) in enumerate(named))
        return f"(SELECT {', '.join(parts)} FROM json_array_elements({given}::json)) told"

    def matching(self, table: str, ways: Iterable[Phrase], columns: Sequence[str]) -> str:
        """The rowids of a table of words where any of these stands, in any of its columns."""
        if self.on_sqlite:
            where = f"{table} MATCH " + self.put(f"{{{' '.join(columns)}}} : ({asked.on_sqlite(ways)})")
        else:
            given = self.put(asked.on_postgres(ways))
            # Asked of the index once: without the fence PostgreSQL reads the words of every page it comes by.
            where = " OR ".join(f"{column} @@ {given}::tsquery" for column in columns) + " OFFSET 0"
        return f"SELECT rowid FROM {table} WHERE {where}"

    async def rows(self, sql: str) -> Sequence[Any]:
        return (await self.db.execute_query(sql, self.given))[1]


def indexed(known: list[str], on_sqlite: bool) -> str:
    """A text's stems as each engine's index takes them: in a row, or each with its places."""
    if on_sqlite:
        return " ".join(known)
    places: dict[str, list[str]] = {}
    for place, word in enumerate(known, 1):
        places.setdefault(word, []).append(str(place))
    return " ".join(f"'{word}':{','.join(there)}" for word, there in places.items())
