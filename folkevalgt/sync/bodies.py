"""A note's row as it goes over the wire. So it is kept, under its author's key: a pull only joins what it opens.

What every reader is told in the same way is in it; the author's id and name, which may change, are put in front.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import database
from folkevalgt.crypto import AuthorKey, InstanceKey
from folkevalgt.models.note import NoteKey
from folkevalgt.sync.shapes import NoteContent

OPENS_NOTHING = AuthorKey(secrets.token_bytes(32))


class Line(msgspec.Struct):
    """A `shapes.NoteChange` without its author. Ids are written as text."""

    id: str
    kind: str
    scope: str
    document: str | None
    version: str
    parent: str | None
    conflict_of: str | None
    ver: int
    deleted: bool
    created: str
    changed: str
    content: NoteContent | None


def sealed(key: AuthorKey, line: Line) -> bytes:
    return key.seal(msgspec.json.encode(line)[1:], line.id)  # its brace comes with the author's name


def opened(key: AuthorKey, body: bytes, note: str) -> Line:
    """Raises Refusal("wrong_key")."""
    return msgspec.json.decode(b"{" + key.open(body, note), type=Line)


def time(column: str | datetime) -> str:
    """A time as the wire has it: SQLite gives text."""
    return (column if isinstance(column, str) else column.isoformat()).replace(" ", "T")


async def own_key(db: BaseDBAsyncClient, key: InstanceKey, person: UUID) -> AuthorKey:
    """The key of someone's own notes, made with their first."""
    row = await NoteKey.get_or_none(person_id=person, using_db=db)
    if row is None:
        new = NoteKey(person_id=person, sealed=key.new_author(person))
        await NoteKey.bulk_create([new], ignore_conflicts=True, using_db=db)
        row = await NoteKey.get(person_id=person, using_db=db)
    return key.author(row.sealed, person)


class Author(msgspec.Struct):
    """Whose notes are read: the key to them, and what is put in front of each."""

    key: AuthorKey
    front: bytes


async def authors(key: InstanceKey, people: Iterable[str]) -> dict[str, Author]:
    """These people by id. The key of one who was deleted is gone, and only their tombstones are left."""
    rows = await database.read(
        "SELECT person.id, name, sealed FROM person LEFT JOIN notekey ON person_id = person.id"
        " WHERE person.id IN (SELECT id FROM ids)",
        ids=people,
    )
    found = {}
    for person, name, key_sealed in rows:
        front = b'{"author":"%b","name":%b,' % (str(person).encode(), msgspec.json.encode(name))
        found[str(person)] = Author(key.author(key_sealed, UUID(str(person))) if key_sealed else OPENS_NOTHING, front)
    return found
