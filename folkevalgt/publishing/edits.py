"""The acts on a meeting's desk, one function each: what it changes, and what would take it back.

What the archive told stays in the row beside it, so that no harvest undoes what the secretariat did, and nothing the
archive said is lost.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Package
from folkevalgt.publishing import gate, moving, scheduling
from folkevalgt.publishing.assemble import anything_new, assemble, legal_bases
from folkevalgt.publishing.desk_shapes import DeskEdit
from folkevalgt.publishing.undoing import Change, change

MADE_HERE = "desk:"  # what the ids begin with of items and papers that no archive knows
Row = AgendaItem | Document


class Done(msgspec.Struct):
    """`undo` takes it back, as `undoing` understands it; None when nothing does. `lists`: lists change at once."""

    item: UUID | None = None
    document: UUID | None = None
    undo: list[Change] | None = None
    lists: bool = False


Verb = Callable[[BaseDBAsyncClient, Package, DeskEdit, str], Awaitable[Done]]


def identity(text: str) -> UUID:
    """Raises Refusal("not_found") for what is no id."""
    try:
        return UUID(text)
    except ValueError:
        raise not_found() from None


async def item_of(db: BaseDBAsyncClient, package: Package, name: str) -> AgendaItem:
    row = await AgendaItem.get_or_none(id=identity(name), meeting_id=package.meeting_id, withdrawn_at=None, using_db=db)
    if row is None:
        raise not_found()
    return row


async def paper_of(db: BaseDBAsyncClient, package: Package, name: str) -> Document:
    row = await Document.get_or_none(id=identity(name), meeting_id=package.meeting_id, withdrawn_at=None, using_db=db)
    if row is None:
        raise not_found()
    return row


async def _subject(db: BaseDBAsyncClient, package: Package, edit: DeskEdit) -> Row:
    if bool(edit.item) == bool(edit.document):
        raise Refusal("bad_request", 400, "item, document")
    return await (item_of(db, package, edit.item) if edit.item else paper_of(db, package, edit.document))


def _about(row: Row, undo: list[Change], *, lists: bool = False) -> Done:
    if isinstance(row, AgendaItem):
        return Done(item=row.id, undo=undo, lists=lists)
    return Done(row.item_id, row.id, undo, lists)


async def order_items(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """Raises Refusal("stale") unless every item is there, once."""
    rows = await AgendaItem.filter(meeting_id=package.meeting_id, withdrawn_at=None).using_db(db)
    return Done(undo=await _order(db, list(rows), edit.ids))


async def order_papers(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """Raises Refusal("stale") unless every paper of the item, or of the meeting itself, is there, once."""
    item = await item_of(db, package, edit.item) if edit.item else None
    papers = Document.filter(meeting_id=package.meeting_id, item_id=item.id if item else None, withdrawn_at=None)
    return Done(item.id if item else None, undo=await _order(db, list(await papers.using_db(db)), edit.ids))


async def _order(db: BaseDBAsyncClient, rows: list[Any], ids: list[str]) -> list[Change]:
    there = {str(row.id): row for row in rows}
    if sorted(ids) != sorted(there):
        raise Refusal("stale", 409)
    return [await change(db, there[name], own_position=place) for place, name in enumerate(ids)]


async def title(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """Another title than the archive's, that everyone may read; an empty one gives the archive's back.

    Raises Refusal("needs_title"), "stale" while what was just made exempt is on its way to be sealed."""
    row = await _subject(db, package, edit)
    if row.sealed_title is None and await _exempt(db, row):
        raise Refusal("stale", 409)
    text = " ".join(edit.text.split())
    if not text and row.source_id.startswith(MADE_HERE):
        raise Refusal("needs_title")
    return _about(row, [await change(db, row, own_title=text or None)])


async def _exempt(db: BaseDBAsyncClient, row: Row) -> bool:
    item = row.id if isinstance(row, AgendaItem) else row.item_id
    return bool(await legal_bases(db, [item] if item else [], [row.id]))


async def kind(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    row = await paper_of(db, package, edit.document)
    return _about(row, [await change(db, row, own_kind=edit.kind or None)])


async def hold_back(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """Not in any publication from the next on. What was published already is taken back by withdrawing it."""
    row = await _subject(db, package, edit)
    return _about(row, [await change(db, row, held_back=True)])


async def release(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    row = await _subject(db, package, edit)
    return _about(row, [await change(db, row, held_back=False)])


async def add_item(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """An item that is told of by word of mouth: last on the agenda, without a number."""
    last = await AgendaItem.filter(meeting_id=package.meeting_id).using_db(db).order_by("-position").first()
    meeting = await package.meeting.using_db(db)
    row = AgendaItem(
        id=uuid4(),
        meeting_id=package.meeting_id,
        committee_id=meeting.committee_id,
        source_id="",
        type=edit.type,
        position=(last.position if last else -1) + 1,
        title=_given(edit),
        oral=True,
    )
    row.source_id = f"{MADE_HERE}{row.id}"
    await row.save(using_db=db, force_create=True)
    return _about(row, [(_name(row), {"withdrawn_at": True}, {"withdrawn_at": False})])


async def add_missing(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """A paper that is to come and that the archive says nothing of."""
    item = await item_of(db, package, edit.item) if edit.item else None
    row = await own_paper(db, package, item, edit.kind or "attachment", _given(edit))
    await row.save(using_db=db, force_create=True)
    return _about(row, [(_name(row), {"withdrawn_at": True}, {"withdrawn_at": False})])


async def own_paper(
    db: BaseDBAsyncClient, package: Package, item: AgendaItem | None, kind: str, title: str
) -> Document:
    """A paper of the secretariat's own, the last of its item and not there yet; whoever asks saves it."""
    among = Document.filter(meeting_id=package.meeting_id, item_id=item.id if item else None).using_db(db)
    there = await among.values_list("position", "number")
    name = uuid4()
    return Document(
        id=name,
        meeting_id=package.meeting_id,
        item_id=item.id if item else None,
        source_id=f"{MADE_HERE}{name}",
        kind=kind,
        title=title,
        position=max((place for place, _ in there), default=-1) + 1,
        number=max((number for _, number in there), default=0) + 1,
        missing="not_delivered",
    )


def _given(edit: DeskEdit) -> str:
    text = " ".join(edit.text.split())
    if not text:
        raise Refusal("needs_title")
    return text


def _name(row: Row) -> str:
    return f"{'item' if isinstance(row, AgendaItem) else 'document'} {row.id}"


async def remove(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """What was added here goes. Raises Refusal("not_made_here") for what the archive told of."""
    row = await _subject(db, package, edit)
    if not row.source_id.startswith(MADE_HERE):
        raise Refusal("not_made_here", 409)
    return _about(row, [await change(db, row, withdrawn_at=clock.now())], lists=True)


async def move_item(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """Put off to another meeting of the same committee, with its papers and so with everyone's notes on them."""
    row = await item_of(db, package, edit.item)
    await moving.move(db, package, row, identity(edit.package), by)
    return Done(item=row.id, lists=True)


async def reminded(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """The case officer was asked for it."""
    row = await paper_of(db, package, edit.document)
    return _about(row, [await change(db, row, reminded_at=clock.now())])


async def put_back(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """A paper that was withdrawn here, and not by the archive. In a list that is out already it is there at once, so
    the gate is asked.

    Raises Refusal("stale") when it is not withdrawn, "not_withdrawn_here", and what the gate refuses with.
    """
    row = await Document.get_or_none(id=identity(edit.document), meeting_id=package.meeting_id, using_db=db)
    if row is None:
        raise not_found()
    if row.withdrawn_at is None:
        raise Refusal("stale", 409)
    acts = AuditEntry.filter(subject=str(row.id), action__in=["withdraw", "archive_withdrew", "desk_remove"])
    last = await acts.using_db(db).order_by("-seq").first()
    if last is None or last.action != "withdraw":
        raise Refusal("not_withdrawn_here", 409)
    await change(db, row, withdrawn_at=None)
    if await DocumentVersion.filter(document_id=row.id).using_db(db).exists():
        await gate.pass_through(db, (await assemble(db, package.id)).content)
    return Done(row.item_id, row.id, lists=True)


async def schedule(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """To be published by itself. Raises Refusal("too_late") for a time that is over, "stale" when `state` is not what
    would be published now, "nothing_to_publish", and what the gate refuses with."""
    at = _moment(edit.at)
    if at <= clock.now():
        raise Refusal("too_late", 409)
    draft = await assemble(db, package.id)
    if draft.state != edit.state:
        raise Refusal("stale", 409)
    if not anything_new(draft) and not package.withdrawn_at:
        raise Refusal("nothing_to_publish", 409)
    await gate.pass_through(db, draft.content)
    await scheduling.schedule(db, package, at, edit.state, edit.text.strip(), by)
    return Done()


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refusal("bad_request", 400, "at")
    return moment


async def unschedule(db: BaseDBAsyncClient, package: Package, edit: DeskEdit, by: str) -> Done:
    """Raises Refusal("stale") when it is to be published at no time."""
    await scheduling.unschedule(db, package)
    return Done()


_ALL: tuple[Verb, ...] = (
    *(order_items, order_papers, title, kind, hold_back, release, add_item, add_missing, remove, move_item),
    *(reminded, put_back, schedule, unschedule),
)
VERBS: dict[str, Verb] = {verb.__name__: verb for verb in _ALL}
