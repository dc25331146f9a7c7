"""Mistakes that a notes' log can be built with, planted in the real rooms. The state machine must find each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from folkevalgt.models.note import LogClient, Mutation
from folkevalgt.sync import cursor, mutations, pull, push, sight
from folkevalgt.sync.desk import Desk
from folkevalgt.sync.shapes import NoteReply

Replaced = Iterator[None]


@contextmanager
def no_idempotency() -> Replaced:
    """What has been answered is forgotten, so that a repeated request is made again."""
    real = push._some

    async def anew(db: Any, key: Any, person: Any, client: str, changes: Any) -> Any:
        first = changes[0].mid
        if await LogClient.filter(id=client, last_mid__gte=first).using_db(db).update(last_mid=first - 1):
            await Mutation.filter(client_id=client, mid__gte=first).using_db(db).delete()
        return await real(db, key, person, client, changes)

    with patch.object(push, "_some", anew):
        yield


@contextmanager
def last_write_wins() -> Replaced:
    """The second of two texts takes the first one's place."""

    def over(desk: Any, sent: Any, line: Any, wanted: Any) -> NoteReply:
        row = desk.rows[line.id]
        desk.keep(row)
        desk.change(row, replace(line, content=wanted), said=True)
        return NoteReply(sent.mid, "ok", ver=row.line.ver)

    with patch.object(mutations, "_beside", over):
        yield


@contextmanager
def tombstone_swallows_an_edit() -> Replaced:
    """What was deleted stays deleted, whatever somebody has written in it since."""
    real = mutations._put

    async def swallowed(desk: Any, sent: Any) -> NoteReply:
        row = desk.rows.get(sent.id)
        if row and row.mine and row.line.deleted:
            return NoteReply(sent.mid, "ok", ver=row.line.ver)
        return await real(desk, sent)

    with patch.object(mutations, "_put", swallowed):
        yield


@contextmanager
def deletion_swallows_an_edit() -> Replaced:
    """A deletion counts, whatever was written in the note after it was decided."""
    real = mutations._delete

    async def at_any_rate(desk: Any, sent: Any) -> NoteReply:
        row = desk.rows.get(sent.id)
        return await real(desk, replace(sent, base=row.line.ver) if row else sent)

    with patch.object(mutations, "_delete", at_any_rate):
        yield


@contextmanager
def no_revocation_reset() -> Replaced:
    """A device goes on from its cursor though its person sees other notes now than then."""
    real = pull._reset
    with patch.object(pull, "_reset", lambda asked, now: real(asked, replace(now, epoch=asked.epoch))):
        yield


@contextmanager
def no_tombstone_floor() -> Replaced:
    """A device goes on from its cursor though tombstones that it has not seen are gone."""
    real = pull._reset
    with patch.object(pull, "_reset", lambda asked, now: real(asked, replace(now, floor=0))):
        yield


@contextmanager
def floor_checked_while_paging() -> Replaced:
    """A first reading is told to begin anew as long as it has not come past the floor, for ever."""
    real = pull._reset
    with patch.object(pull, "_reset", lambda asked, now: real(replace(asked, ceiling=0), now)):
        yield


@contextmanager
def cursor_ahead_of_page() -> Replaced:
    """The cursor says that everything was read when there is another page."""
    asked, written, seen = pull._now, cursor.written, [0]

    async def remembered(person: Any) -> Any:
        now = await asked(person)
        seen[0] = now.seq
        return now

    def ahead(key: Any, after: Any) -> str:
        return written(key, replace(after, seq=max(after.seq, seen[0])))

    with patch.object(pull, "_now", remembered), patch.object(cursor, "written", ahead):
        yield


@contextmanager
def no_authorisation_on_push() -> Replaced:
    """Whoever is signed in writes on any paper and in any circle."""

    class Everywhere:
        def __contains__(self, scope: object) -> bool:
            return True

    async def everywhere(desk: Any) -> Any:
        return Everywhere()

    async def all_of_them(db: Any, person: Any, asked: Collection[str]) -> set[str]:
        return set(asked)

    circles = patch.multiple(Desk, scopes=everywhere, addressed=everywhere)
    with circles, patch.object(sight, "papers", all_of_them):
        yield


# How each shows: the first word of what the machine says.
MUTANTS = {
    no_idempotency: {"NOT", "DUPLICATE"},
    last_write_wins: {"LOST"},
    tombstone_swallows_an_edit: {"LOST", "DIVERGED"},
    deletion_swallows_an_edit: {"LOST"},
    no_revocation_reset: {"DIVERGED"},
    no_tombstone_floor: {"DIVERGED"},
    floor_checked_while_paging: {"LIVELOCK"},
    cursor_ahead_of_page: {"DIVERGED", "LIVELOCK"},
    no_authorisation_on_push: {"WROTE"},
}
