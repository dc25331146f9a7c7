"""What changed in someone's log after a cursor: their own rows, and what others share with them.

The hot path: one statement finds a page, ciphered; each body, once opened, is the JSON that is sent.
"""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

import msgspec

from folkevalgt import database
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import not_found
from folkevalgt.models.note import Note, NoteRevision
from folkevalgt.sync import bodies, cursor, exempt, head, shapes, sight
from folkevalgt.sync.bodies import Author, Line
from folkevalgt.sync.cursor import Cursor

MOST = 2_000  # rows in a page
LARGEST = 4 << 20  # bytes of them, more or less: the row that goes beyond it is the last
Reset = Literal["scope", "too_old", "restored"]


class Now(msgspec.Struct):
    """The log as it is for one person at this moment."""

    seq: int
    floor: int
    incarnation: str
    epoch: int


class Span(msgspec.Struct):
    """The numbers `after` and up to `upto`, and of tombstones only those after `ceiling`.

    What comes while a pull is under way waits for the next: of its questions some would see it, and some not.
    """

    after: int
    upto: int
    ceiling: int


class Found(msgspec.Struct, array_like=True):
    """One row of a page; `size` is null for a tombstone, which the next of the page's tombstones belongs to."""

    author: str
    note: str
    ver: int
    size: int | None
    document: str | None


async def pull(key: InstanceKey, person: UUID, given: str, limit: int = MOST) -> bytes:
    """A `shapes.NotePull` as JSON. An empty cursor begins with what is alive. Raises Refusal("bad_cursor")."""
    asked = cursor.read(key, given, person) if given else None
    now = await _now(person)  # before the rows: then none that this number covers can be missed
    if asked is None:
        asked = Cursor(str(person), now.epoch, now.incarnation, 0, now.seq)
    elif reset := _reset(asked, now):
        return msgspec.json.encode(shapes.NotePull([], "", True, reset))
    found, changes = await _page(key, person, Span(asked.seq, now.seq, asked.ceiling), limit)
    more = len(found) == limit or sum(each.size or 0 for each in found) >= LARGEST
    upto = found[-1].ver if more else now.seq
    after = msgspec.structs.replace(asked, seq=upto)
    told = await exempt.told(person, {each.document for each in found if each.document}, changes)
    if told.withheld:
        documents = [each.document for each in found]
        changes = [
            exempt.without_words(change) if document in told.withheld else change
            for change, document in zip(changes, documents, strict=True)
        ]
    end = msgspec.json.encode({"cursor": cursor.written(key, after), "more": more, "reset": None, "exempt": told.names})
    return b'{"changes":[' + b",".join(changes) + b"]," + end[1:]


def _reset(asked: Cursor, now: Now) -> Reset | None:
    """Why a device must begin anew. One that is reading for the first time has no old tombstones to miss."""
    if asked.incarnation != now.incarnation:
        return "restored"
    if asked.epoch != now.epoch:
        return "scope"
    return "too_old" if now.floor > max(asked.seq, asked.ceiling) else None


async def _now(person: UUID) -> Now:
    epoch = "(SELECT epoch FROM scopeepoch WHERE person_id IN (SELECT id FROM ids))"
    rows = await database.read(f"SELECT seq, floor, incarnation, {epoch} FROM loghead WHERE id = 1", ids=[person])
    if not rows:  # the log's very first reader
        async with database.write_tx() as db:
            await head.hold(db)
        return await _now(person)
    seq, floor, incarnation, moved = tuple(rows[0])
    return Now(seq, floor, incarnation, moved or 0)


async def _page(key: InstanceKey, person: UUID, span: Span, limit: int) -> tuple[list[Found], list[bytes]]:
    mine, others = f"author_id = {sight.ME}", [sight.SHARED, sight.ANSWERS]
    # Nearly always all are one's own, and not too large: then they are read as they stand.
    sizes = f"SELECT sum(size) FROM ({_small(mine, span, limit)}) AS mine"
    there = " OR ".join(f"EXISTS ({_small(part, span, 1)})" for part in others)
    size, foreign = tuple((await database.read(f"SELECT ({sizes}), {there}", ids=[person]))[0])
    statement = _mixed([mine, *others], span, limit) if foreign or (size or 0) >= LARGEST else _own(mine, span, limit)
    row = (await database.read(statement, ids=[person]))[0]
    found = msgspec.json.decode(row[0], type=list[Found])
    tombstones = iter(msgspec.json.decode(row[1], type=list[list[Any]]))
    known = await bodies.authors(key, {each.author for each in found})
    bodies_of, at, told = memoryview(row[2] or b""), 0, []
    for each in found:
        author = known[each.author]
        if each.size is None:
            told.append((each.ver, _tombstone(author, each.note, next(tombstones))))
        else:
            told.append((each.ver, author.front + author.key.open(bodies_of[at : at + each.size], each.note)))
            at += each.size
    return sorted(found, key=lambda each: each.ver), [change for _, change in sorted(told)]


def _tombstone(author: Author, note: str, told: list[Any]) -> bytes:
    kind, scope, document, version, ver, created, changed = told
    times = (bodies.time(created), bodies.time(changed))
    line = Line(note, kind, scope, document, version, None, None, ver, True, *times, content=None)
    return author.front + msgspec.json.encode(line)[1:]


def _select(columns: str, part: str, span: Span, limit: int) -> str:
    new = f"note.ver > {span.after} AND note.ver <= {span.upto} AND (NOT deleted OR note.ver > {span.ceiling})"
    return f"SELECT {columns} FROM note WHERE {new} AND {part} ORDER BY ver LIMIT {int(limit)}"


def _small(part: str, span: Span, limit: int) -> str:
    return _select("id AS one, ver, length(body) AS size", part, span, limit)


def _own(mine: str, span: Span, limit: int) -> str:
    """All in one row: from row after row, sqlite3 would wait for the interpreter of a busy server at each."""
    columns = "author_id, id, ver, kind, scope, document_id, version, body, deleted, created_at, changed_at"
    return _as_one(f"({_select(columns, mine, span, limit)}) AS note")


def _mixed(parts: list[str], span: Span, limit: int) -> str:
    """Sorted and bounded without their bodies: SQLite would carry them through every step."""
    each = " UNION ALL ".join(f"SELECT * FROM ({_small(part, span, limit)}) AS part" for part in parts)
    page = f"SELECT * FROM ({each}) AS each ORDER BY ver LIMIT {int(limit)}"
    before = "sum(coalesce(size, 0)) OVER (ORDER BY ver ROWS UNBOUNDED PRECEDING) - coalesce(size, 0)"
    some = f"SELECT one FROM (SELECT one, {before} AS before FROM ({page}) AS page) AS sized WHERE before < {LARGEST}"
    return _as_one(f"({some}) AS picked CROSS JOIN note WHERE id = one")  # CROSS: first the page, then its rows


def _as_one(page: str) -> str:
    return _AS_ONE[database.ro().capabilities.dialect].format(page=page)


# Found, the tombstones, and the bodies end to end. SQLite joins texts alone, but keeps their bytes as they are.
_AS_ONE = {
    "sqlite": """SELECT json_group_array(json_array(author_id, id, ver, length(body), document_id)),
      json_group_array(json_array(kind, scope, document_id, version, ver, created_at, changed_at))
        FILTER (WHERE deleted),
      CAST(group_concat(CAST(body AS TEXT), '') AS BLOB) FROM {page}""",
    "postgres": """SELECT
      coalesce(json_agg(json_build_array(author_id, id, ver, length(body), document_id) ORDER BY ver), '[]'),
      coalesce(json_agg(json_build_array(kind, scope, document_id, version, ver, created_at, changed_at) ORDER BY ver)
        FILTER (WHERE deleted), '[]'),
      string_agg(body, ''::bytea ORDER BY ver) FROM {page}""",
}


async def revisions(key: InstanceKey, person: UUID, note: UUID) -> shapes.NoteRevisions:
    """What one's own note said before, newest first. Somebody else's is not found."""
    own = await Note.get_or_none(id=note, author_id=person, using_db=database.ro())
    if own is None:
        raise not_found()
    bare = await exempt.withheld(person, own.document_id)
    rows = NoteRevision.filter(note_id=note, author_id=person).using_db(database.ro()).order_by("-ver", "-id")
    found = []
    author = (await bodies.authors(key, [str(person)]))[str(person)]
    for row in await rows:
        line = bodies.opened(author.key, row.body, str(note))
        if line.content:
            content = exempt.bare(line.content) if bare else line.content
            found.append(shapes.NoteRevision(line.ver, line.changed, content))
    return shapes.NoteRevisions(found)
