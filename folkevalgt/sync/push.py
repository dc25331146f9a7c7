"""Takes a device's changes. Each is answered once: sent again, it gets the same answer and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import circles, clock, database
from folkevalgt.crypto import InstanceKey, sha256
from folkevalgt.errors import Refusal
from folkevalgt.models.note import LogClient
from folkevalgt.sync import bodies, head, limits, mutations
from folkevalgt.sync.desk import Desk, Touched
from folkevalgt.sync.shapes import NoteMutation, NoteReply

MOST = 500  # changes in one push
AT_ONCE = 100  # changes in one transaction
SCHEMA = 1
NOT_JSON = (msgspec.DecodeError, UnicodeError, RecursionError)


class Numbered(msgspec.Struct):
    """A change as it came. `mutation` is null when it cannot be understood: it is answered all the same."""

    mid: int
    digest: str
    mutation: NoteMutation | None


class Sent(msgspec.Struct):
    client: str
    changes: list[Numbered]


class _Envelope(msgspec.Struct, forbid_unknown_fields=True):
    client: str
    schema: int
    mutations: list[msgspec.Raw]


class _Mid(msgspec.Struct):
    mid: int


def understood(body: bytes) -> Sent:
    """The push that these bytes say. One change that says nothing sensible does not stop the others.

    Raises Refusal("bad_request"), "old_app" when it speaks of another schema, "too_large", or "gap".
    """
    try:
        envelope = msgspec.json.decode(body, type=_Envelope)
        changes = [_numbered(bytes(each)) for each in envelope.mutations]
    except NOT_JSON as error:
        envelope, changes = _half_understood(body, error)
    client = limits.id_of(envelope.client)
    if not client or any(not 0 < each.mid < limits.NUMBER for each in changes):
        raise Refusal("bad_request")
    if envelope.schema != SCHEMA:
        raise Refusal("old_app", 409)
    if len(changes) > MOST:
        raise Refusal("too_large", 413)
    if any(after.mid != before.mid + 1 for before, after in pairwise(changes)):
        raise Refusal("gap", 409)
    return Sent(client, changes)


def _numbered(raw: bytes) -> Numbered:
    mid = msgspec.json.decode(raw, type=_Mid).mid
    same = msgspec.json.encode(msgspec.json.decode(raw), order="sorted")
    try:
        return Numbered(mid, sha256(same), msgspec.json.decode(raw, type=NoteMutation))
    except msgspec.ValidationError:
        return Numbered(mid, sha256(same), None)


def _half_understood(body: bytes, error: Exception) -> tuple[_Envelope, list[Numbered]]:
    """JSON may hold half a character (a surrogate alone), or a number that is none: that change is told apart."""
    try:
        told = json.loads(body)
        envelope = msgspec.convert({**told, "mutations": []}, _Envelope)
        return envelope, [_told_apart(each) for each in told["mutations"]]
    except (*NOT_JSON, ValueError, TypeError, KeyError):
        raise Refusal("bad_request", 400, str(error)) from None


def _told_apart(told: Any) -> Numbered:
    try:
        json.dumps(told, allow_nan=False)
        return _numbered(msgspec.json.encode(told))
    except ValueError:
        whole = json.dumps(told, sort_keys=True).encode()
        return Numbered(msgspec.convert(told["mid"], int), sha256(whole), None)


class Pushed(msgspec.Struct):
    """The answers in the order of the changes, and who has something to pull now."""

    replies: list[NoteReply]
    people: set[UUID]


async def push(key: InstanceKey, person: UUID, sent: Sent) -> Pushed:
    """Makes the changes, a bounded number in each transaction.

    Raises Refusal("client_taken") when the client is somebody else's, "gap" when changes before these are missing or
    their answers are no longer kept, and "other_content" when a number was used for something else.
    """
    pushed, touched = Pushed([], set()), set[Touched]()
    # A plain digest in the database would let whoever has it try out what somebody may have written.
    changes = [replace(each, digest=key.fingerprint(each.digest.encode())) for each in sent.changes]
    for some in _batched(changes):
        async with database.write_tx() as db:
            replies, desk = await _some(db, key, person, sent.client, some)
        pushed.replies += replies
        if desk:
            touched |= desk.touched
    if touched:
        pushed.people |= {person} | await _readers(person, touched)
    return pushed


def _batched(changes: list[Numbered]) -> Iterator[list[Numbered]]:
    for start in range(0, len(changes), AT_ONCE):
        yield changes[start : start + AT_ONCE]


async def _readers(author: UUID, touched: set[Touched]) -> set[UUID]:
    found: set[UUID] = set()
    for scope, document, answered in touched:
        if scope != circles.PRIVATE and document:
            asker = UUID(answered) if answered else None
            found |= await circles.readers(database.ro(), author, scope, UUID(document), asker)
    return found


async def _some(
    db: BaseDBAsyncClient, key: InstanceKey, person: UUID, client: str, changes: list[Numbered]
) -> tuple[list[NoteReply], Desk | None]:
    now = clock.now()
    log = await head.hold(db)
    row = await _client(db, UUID(client), person, now)
    replies = await _answered(db, client, [each for each in changes if each.mid <= row.last_mid])
    fresh = [each for each in changes if each.mid > row.last_mid]
    if not fresh:
        return replies, None
    if fresh[0].mid != row.last_mid + 1:
        raise Refusal("gap", 409)
    desk = await _laid_out(Desk(db, person, client, await bodies.own_key(db, key, person), log, now), fresh)
    before = log.seq
    made = [await _made(desk, each) for each in fresh]
    await desk.write()
    await _remember(db, client, fresh, made, now)
    await LogClient.filter(id=row.id).using_db(db).update(last_mid=fresh[-1].mid, seen_at=now)
    if log.seq > before:
        await head.rise(db, log)
    return replies + made, desk


async def _remember(
    db: BaseDBAsyncClient, client: str, changes: list[Numbered], replies: list[NoteReply], now: datetime
) -> None:
    answered = zip(changes, replies, strict=True)
    rows = [[client, each.mid, each.digest, msgspec.json.encode(reply), now] for each, reply in answered]
    await database.write_rows(db, "INSERT INTO mutation (client_id, mid, digest, reply, at) VALUES {values}", rows)


async def _made(desk: Desk, change: Numbered) -> NoteReply:
    if change.mutation is None:
        return NoteReply(change.mid, "rejected", word="bad_note")
    return await mutations.answer(desk, change.mutation)


async def _laid_out(desk: Desk, changes: list[Numbered]) -> Desk:
    sent = [each.mutation for each in changes if each.mutation]
    notes = {note for each in sent for note in mutations.asked_for(each)}
    named = mutations.papers_named(sent)
    return await desk.lay_out(notes, named.documents, named.versions, named.packages)


async def _client(db: BaseDBAsyncClient, client: UUID, person: UUID, now: datetime) -> LogClient:
    row = await LogClient.get_or_none(id=client, using_db=db)
    if row is None:
        row = LogClient(id=client, person_id=person, last_mid=0, created_at=now, seen_at=now)
        await row.save(using_db=db, force_create=True)
    if row.person_id != person:
        raise Refusal("client_taken", 409)
    return row


async def _answered(db: BaseDBAsyncClient, client: str, changes: list[Numbered]) -> list[NoteReply]:
    """What was answered when these came the first time."""
    if not changes:
        return []
    mids = f"BETWEEN {changes[0].mid} AND {changes[-1].mid}"
    rows = await database.read(
        f"SELECT mid, digest, reply FROM mutation WHERE client_id = '{UUID(client)}' AND mid {mids}", db=db
    )
    known = {row[0]: (row[1], bytes(row[2])) for row in rows}
    replies = []
    for each in changes:
        if each.mid not in known:  # swept: nobody can tell any more whether it is the same
            raise Refusal("gap", 409)
        digest, reply = known[each.mid]
        if digest != each.digest:
            raise Refusal("other_content", 422)
        replies.append(msgspec.json.decode(reply, type=NoteReply))
    return replies
