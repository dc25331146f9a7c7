"""The rows that some changes are about, read together, changed in memory and written together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import msgspec
from msgspec.structs import replace
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, circles, database, notices
from folkevalgt.crypto import AuthorKey
from folkevalgt.models.note import LogHead, NoteRevision
from folkevalgt.models.package import Package
from folkevalgt.sync import bodies, sight
from folkevalgt.sync.bodies import Line
from folkevalgt.sync.shapes import NoteContent

UUIDS = ("id", "author_id", "document_id", "parent_id", "conflict_of", "narrowed_to")
FIXED = ("id", "author_id", "kind", "document_id", "version", "parent_id", "answered_id", "created_at")
MOVING = ("scope", "conflict_of", "narrowed_to", "ver", "text_ver", "body", "deleted", "changed_at")
FOUND = f"""SELECT {", ".join(f"CAST({each} AS text)" for each in UUIDS)},
  kind, version, scope, ver, text_ver, deleted, created_at, changed_at, CASE WHEN author_id = {{me}} THEN body END
  FROM note WHERE id IN (SELECT id FROM ids)"""
WRITTEN = f"""INSERT INTO note ({", ".join(FIXED + MOVING)}) VALUES {{values}}
  ON CONFLICT (id) DO UPDATE SET {", ".join(f"{each} = excluded.{each}" for each in MOVING)}"""


Touched = tuple[str, str | None, str | None]  # a circle, a paper, and whoever is answered there


class Row(msgspec.Struct):
    """A note as it stands; the content of somebody else's is not opened."""

    line: Line
    author: str
    mine: bool
    text_ver: int
    narrowed_to: str | None = None


class Desk:
    """Of what is named: the `papers` and `packages` that the person has been given, and open `versions` of papers."""

    def __init__(
        self, db: BaseDBAsyncClient, person: UUID, client: str, key: AuthorKey, head: LogHead, now: datetime
    ) -> None:
        self.db, self.person, self.client, self._key, self._head = db, person, client, key, head
        self.now, self._stamp = now, now.isoformat()
        self.rows: dict[str, Row] = {}
        self.papers: set[str] = set()
        self.packages: set[str] = set()
        self.versions: set[tuple[str, str]] = set()
        self.touched: set[Touched] = set()  # whose readers have something to pull
        self._scopes: set[str] | None = None
        self._addressed: set[str] | None = None
        self._changed: dict[str, Row] = {}
        self._kept: list[list[Any]] = []
        self._told: list[tuple[str, str, dict[str, Any]]] = []

    async def lay_out(
        self, notes: Collection[str], documents: Collection[str], files: Collection[str], packages: Collection[str]
    ) -> Self:
        """Fetches what is known of these notes, of where they went, and of what they answer; and of the papers."""
        wanted, asked = set(notes), set[str]()
        while wanted:
            await self._fetch(wanted)
            asked |= wanted
            wanted = {each for row in self.rows.values() for each in (row.narrowed_to, row.line.parent) if each} - asked
        self.papers = await sight.papers(self.db, self.person, documents)
        self.packages = await sight.packages(self.db, self.person, packages)
        self.versions = await sight.versions(self.db, files)
        return self

    async def _fetch(self, notes: set[str]) -> None:
        me = str(self.person)
        for row in await database.read(FOUND.format(me=f"'{me}'"), ids=notes, db=self.db):
            id, author, document, parent, conflict_of, narrowed_to, kind, version, scope = tuple(row)[:9]
            ver, text_ver, deleted, created, changed, body = tuple(row)[9:]
            content = bodies.opened(self._key, body, id).content if body else None
            times = (bodies.time(created), bodies.time(changed))
            line = Line(
                id, kind, scope, document, version, parent, conflict_of, ver, bool(deleted), *times, content=content
            )
            self.rows[id] = Row(line, author, author == me, text_ver, narrowed_to)

    async def scopes(self) -> set[str]:
        """The circles that the person is in now."""
        if self._scopes is None:
            self._scopes = await circles.scopes(self.db, self.person)
        return self._scopes

    async def addressed(self) -> set[str]:
        """The circles that the person may write to now."""
        if self._addressed is None:
            self._addressed = await circles.addressed(self.db, self.person)
        return self._addressed

    def answered_by(self, line: Line) -> str | None:
        """The author of what a reply answers."""
        parent = self.rows.get(line.parent) if line.parent else None
        return parent.author if parent else None

    async def last_words(self, note: str) -> NoteContent | None:
        """What a deleted note said, as long as that is kept."""
        body: bytes | None = next((each[3] for each in reversed(self._kept) if each[0] == note), None)
        if body is None:
            rows = NoteRevision.filter(note_id=UUID(note), author_id=self.person).using_db(self.db)
            newest = await rows.order_by("-ver", "-id").first()
            body = newest.body if newest else None
        return bodies.opened(self._key, body, note).content if body else None

    def add(self, line: Line, text_ver: int | None = None) -> Row:
        row = Row(replace(line, created=self._stamp), str(self.person), True, 0)
        self.rows[line.id] = row
        self.change(row, row.line, said=text_ver is None)
        row.text_ver = row.text_ver if text_ver is None else text_ver
        return row

    def change(self, row: Row, line: Line, *, said: bool) -> None:
        """Gives the row its next number; `said` when its words are others than before."""
        self._head.seq += 1
        row.line = replace(line, ver=self._head.seq, changed=self._stamp)
        if said:
            row.text_ver = row.line.ver
        self._changed[line.id] = row
        self.touched.add((line.scope, line.document, self.answered_by(line)))

    def bury(self, row: Row, narrowed_to: str | None = None) -> None:
        """What is left is a tombstone, for those who could see the note; its words are kept for their author."""
        self.keep(row)
        row.narrowed_to = narrowed_to
        self.change(row, replace(row.line, deleted=True, content=None), said=True)

    def keep(self, row: Row) -> None:
        """Keeps what the note says now, for 30 days and for its author."""
        line = row.line
        self._kept.append([line.id, str(self.person), line.ver, bodies.sealed(self._key, line), self.now])

    def tell(self, action: str, note: str, **detail: Any) -> None:
        """For the log of acts: ids and words, never what a note says."""
        self._told.append((action, note, detail))

    async def write(self) -> None:
        rows = [self._columns(row) for row in self._changed.values()]
        await database.write_rows(self.db, WRITTEN, rows)
        await database.write_rows(
            self.db, "INSERT INTO noterevision (note_id, author_id, ver, body, at) VALUES {values}", self._kept
        )
        for action, note, detail in self._told:
            await audit.record(self.db, str(self.person), action, note, **detail)
            if action == "note_shared":
                await self._notify(note, detail["people"])

    async def _notify(self, note: str, readers: Collection[str]) -> None:
        """Whoever comes to see it hears that something was shared: once an hour of one author and meeting."""
        document = self.rows[note].line.document
        found = await Package.filter(meeting__documents__id=document).using_db(self.db).first()
        if found:
            about = f"{self.person} {found.id} {self.now:%Y-%m-%dT%H}"
            people = [UUID(each) for each in readers if each != str(self.person)]
            await notices.order(self.db, "shared", people, about, package=found.id, subject=document or "")

    def _columns(self, row: Row) -> list[Any]:
        line = row.line
        body = None if line.deleted else bodies.sealed(self._key, line)
        created = datetime.fromisoformat(line.created)
        fixed: list[Any] = [line.id, str(self.person), line.kind, line.document, line.version, line.parent]
        fixed += [self.answered_by(line), created]
        moving = [line.scope, line.conflict_of, row.narrowed_to, line.ver, row.text_ver, body, line.deleted, self.now]
        return fixed + moving
