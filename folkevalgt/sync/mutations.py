"""What becomes of one change: who may make it, what it meets, and what stands afterwards.

Nothing that was typed is lost. Of two texts made from the same one the first stays and the second becomes a copy beside
it; an edit outlives a deletion; of all else the later arrival counts. Clocks decide nothing.
"""

from __future__ import annotations

from uuid import UUID, uuid5

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from folkevalgt import audit, circles
from folkevalgt.sync import limits
from folkevalgt.sync.bodies import Line
from folkevalgt.sync.desk import Desk, Row
from folkevalgt.sync.shapes import NoteContent, NoteFields, NoteMutation, NoteReply, RunPlan

WORDS = ("text", "geometry", "quote", "plan")  # what two edits cannot both say
IDENTITY = ("kind", "document", "version", "parent")
OF_ONE_DEVICE = ("position", "print")  # no texts: the later arrival counts
ON_NO_PAPER = ("print", "runsheet")
OWN = (*OF_ONE_DEVICE, "runsheet")  # shared with no circle


class Rejected(Exception):
    """A clear no to one change; the others go on."""


async def answer(desk: Desk, sent: NoteMutation) -> NoteReply:
    """Makes one change on the desk and says what became of it."""
    note = limits.id_of(sent.id)
    try:
        if not note or not 0 <= sent.base < limits.NUMBER:
            raise Rejected("bad_note")
        given = {"put": _put, "delete": _delete, "share": _share, "narrow": _narrow}[sent.op]
        return await given(desk, replace(sent, id=note))
    except Rejected as no:
        return NoteReply(sent.mid, "rejected", word=str(no))


async def _put(desk: Desk, sent: NoteMutation) -> NoteReply:
    fields = sent.fields
    if fields is None:
        raise Rejected("bad_note")
    row = desk.rows.get(sent.id)
    while row and row.mine and row.narrowed_to:  # what was taken back goes on as its private copy
        row = desk.rows.get(row.narrowed_to)
    if row is None:
        return await _make(desk, sent, fields)
    if not row.mine:
        raise Rejected("not_found")
    line = row.line
    if any(getattr(fields, name) not in (UNSET, getattr(line, name)) for name in IDENTITY):
        raise Rejected("bad_note")
    if line.scope != circles.PRIVATE and line.scope not in await desk.addressed():
        raise Rejected("not_in_circle")
    stands = line.content or await desk.last_words(line.id) or NoteContent()
    wanted = merged(stands, fields)
    said = line.kind not in OF_ONE_DEVICE and any(getattr(wanted, name) != getattr(stands, name) for name in WORDS)
    if said and not line.deleted and sent.base < row.text_ver and _in_the_way(line.kind, stands, wanted):
        if line.kind == "runsheet":
            await _rewrite(desk, row, replace(line, content=_without_words(wanted, stands)), said=False)
        return _beside(desk, sent, line, wanted)
    conflict_of = None if fields.conflict_of is None else line.conflict_of
    if line.deleted or wanted != line.content or conflict_of != line.conflict_of:
        await _rewrite(desk, row, replace(line, content=wanted, conflict_of=conflict_of, deleted=False), said)
    if line.id != sent.id:
        return NoteReply(sent.mid, "conflict", ver=row.line.ver, copy=line.id)
    return NoteReply(sent.mid, "ok", ver=row.line.ver)


def merged(stands: NoteContent, fields: NoteFields) -> NoteContent:
    """The content with what was sent put in. Raises Rejected with the word for what is too much."""
    sent = {name: getattr(fields, name) for name in NoteContent.__struct_fields__}
    wanted = replace(stands, **{name: value for name, value in sent.items() if value is not UNSET})
    if word := limits.broken(wanted):
        raise Rejected(word)
    return wanted


def _in_the_way(kind: str, stands: NoteContent, wanted: NoteContent) -> bool:
    """Whether unseen words would be lost. A line of a run sheet often begins with its minutes, and has none to lose."""
    if kind != "runsheet":
        return True
    changed = (name for name in WORDS if getattr(wanted, name) != getattr(stands, name))
    return any(getattr(stands, name) not in ("", None, RunPlan()) for name in changed)


def _without_words(wanted: NoteContent, stands: NoteContent) -> NoteContent:
    """Minutes and order are not for its author to choose between: those that came last stand."""
    return replace(wanted, **{name: getattr(stands, name) for name in WORDS})


async def _make(desk: Desk, sent: NoteMutation, fields: NoteFields) -> NoteReply:
    """A new note, or one whose tombstone was cleared away long ago."""
    wanted, kind = merged(NoteContent(), fields), fields.kind
    document = limits.id_of(fields.document) if fields.document else None
    version, parent = fields.version or "", limits.id_of(fields.parent) if fields.parent else None
    if kind is UNSET or (kind == "reply") is not bool(parent):
        raise Rejected("note_gone" if sent.base and kind is UNSET else "bad_note")
    if kind not in ON_NO_PAPER and document not in desk.papers:
        raise Rejected("not_found" if document else "bad_note")
    if kind == "runsheet":
        wanted = _of_a_package(desk, wanted, document, str(version))
    if (document or version) and (document, version) not in desk.versions:
        raise Rejected("not_found")
    line = Line(sent.id, kind, circles.PRIVATE, document, str(version), parent, None, 0, False, "", "", wanted)
    if parent:
        line.scope = await _scope_of_reply(desk, parent, document)
    if line.scope != circles.PRIVATE:
        await _show(desk, line)
    return NoteReply(sent.mid, "ok", ver=desk.add(line).line.ver)


def _of_a_package(desk: Desk, wanted: NoteContent, document: str | None, version: str) -> NoteContent:
    """A row of a run sheet is new only in a package that one has been given now."""
    package = limits.id_of(wanted.package)
    if document or version or not package:
        raise Rejected("bad_note")
    if package not in desk.packages:
        raise Rejected("not_found")
    return replace(wanted, package=package)


async def _scope_of_reply(desk: Desk, parent: str, document: str | None) -> str:
    """Replies stay in the circle of what they answer; nobody else's private note can be answered, nor a reply."""
    row = desk.rows.get(parent)
    if row is None or row.line.deleted or row.line.document != document:
        raise Rejected("parent_gone")
    scope = row.line.scope
    if not row.mine and (scope == circles.PRIVATE or scope not in await desk.scopes()):
        raise Rejected("parent_gone")
    if row.line.parent:
        raise Rejected("bad_note")
    if scope != circles.PRIVATE and scope not in await desk.addressed():
        raise Rejected("not_in_circle")
    return scope


def _beside(desk: Desk, sent: NoteMutation, line: Line, wanted: NoteContent) -> NoteReply:
    """The second of two texts becomes a private copy. Its id follows from the change: sent twice, it is one copy."""
    copy = str(uuid5(UUID(sent.id), f"{desk.client}:{sent.mid}"))
    beside = replace(line, id=copy, scope=circles.PRIVATE, conflict_of=line.id, content=wanted)
    return NoteReply(sent.mid, "conflict", ver=desk.add(beside).line.ver, copy=copy)


async def _rewrite(desk: Desk, row: Row, line: Line, said: bool) -> None:
    was = row.line
    shared = line.scope != circles.PRIVATE
    if was.deleted and shared:
        await _show(desk, line)
    if said and not was.deleted:
        desk.keep(row)
    desk.change(row, line, said=said or was.deleted)
    if said and shared and not was.deleted:
        desk.tell("note_changed", line.id, ver=row.line.ver, scope=line.scope)


async def _delete(desk: Desk, sent: NoteMutation) -> NoteReply:
    row = desk.rows.get(sent.id)
    if row is None or not row.mine or row.line.deleted:
        return NoteReply(sent.mid, "gone")
    if sent.base < row.line.ver:
        return NoteReply(sent.mid, "kept", ver=row.line.ver)
    desk.bury(row)
    return NoteReply(sent.mid, "ok", ver=row.line.ver)


async def _share(desk: Desk, sent: NoteMutation) -> NoteReply:
    """Shows a note to a circle, when it is exactly those whom the author was told of."""
    row = desk.rows.get(sent.id)
    if row is None or not row.mine or row.line.deleted:
        raise Rejected("not_found")
    line = replace(row.line, scope=sent.scope)
    if line.kind in OWN or sent.scope == circles.PRIVATE:
        raise Rejected("bad_note")
    if row.line.scope not in (circles.PRIVATE, sent.scope):
        raise Rejected("already_shared")
    if row.line.scope == sent.scope:
        return NoteReply(sent.mid, "ok", ver=row.line.ver)
    if sent.scope not in await desk.addressed():
        raise Rejected("not_in_circle")
    parent = desk.rows.get(line.parent) if line.parent else None
    if line.parent and (parent is None or parent.line.deleted or parent.line.scope != sent.scope):
        raise Rejected("parent_gone")
    await _show(desk, line, told=sent.readers)
    desk.change(row, line, said=False)
    return NoteReply(sent.mid, "ok", ver=row.line.ver)


async def _show(desk: Desk, line: Line, told: list[str] | None = None) -> None:
    """What is about to be seen by a circle: refused when they could decide something together (kommuneloven § 11-2)."""
    assert line.document is not None
    await audit.hold(desk.db)  # whoever would come in sight of it meanwhile waits, and is then told of it
    author, paper = desk.person, UUID(line.document)
    circle = await circles.readers(desk.db, author, line.scope, paper)
    word = await circles.refusal(desk.db, author, circle, paper)
    if word == "quorum" or (word and told is not None):
        raise Rejected(word)
    readers, answered = circle, desk.answered_by(line)
    if answered and UUID(answered) not in circle:
        readers = await circles.readers(desk.db, author, line.scope, paper, UUID(answered))
    if told is not None and set(told) - {str(each) for each in readers - circle} != {str(each) for each in circle}:
        raise Rejected("circle_changed")
    desk.tell("note_shared", line.id, scope=line.scope, people=sorted(str(each) for each in readers))


async def _narrow(desk: Desk, sent: NoteMutation) -> NoteReply:
    """Takes a note back from its circle: they get a tombstone, the author goes on with a private copy."""
    row, copy = desk.rows.get(sent.id), limits.id_of(sent.copy)
    if row is None or not row.mine:
        raise Rejected("not_found")
    if row.narrowed_to and row.narrowed_to in desk.rows:
        there = desk.rows[row.narrowed_to].line
        return NoteReply(sent.mid, "conflict", ver=there.ver, copy=there.id)
    if not copy or copy in desk.rows:
        raise Rejected("bad_note")
    line, text_ver = row.line, row.text_ver
    words = line.content or await desk.last_words(line.id)
    if words is None:
        return NoteReply(sent.mid, "gone")
    if not line.deleted:
        desk.bury(row, narrowed_to=copy)
        desk.tell("note_narrowed", line.id, scope=line.scope)
    elif line.scope != circles.PRIVATE:  # whoever undoes the deletion goes on with the private copy
        row.narrowed_to = copy
        desk.change(row, line, said=False)
    private = replace(line, id=copy, scope=circles.PRIVATE, content=words, deleted=False)
    # An edit made before, on another device, is still one of this very text: its copy counts from the same number.
    made = desk.add(private, text_ver=text_ver)
    return NoteReply(sent.mid, "ok", ver=made.line.ver, copy=copy)


def asked_for(sent: NoteMutation) -> list[str]:
    """The rows that this change may touch or must look at."""
    found = [sent.id, sent.copy, sent.fields.parent if sent.fields and sent.fields.parent else ""]
    return [each for each in map(limits.id_of, found) if each]


class Papers(msgspec.Struct):
    """The papers, files and packages that new notes name."""

    documents: set[str]
    versions: set[str]
    packages: set[str]


def papers_named(sent: list[NoteMutation]) -> Papers:
    made = [each.fields for each in sent if each.fields]
    documents = {limits.id_of(each.document) for each in made if each.document}
    packages = {limits.id_of(each.package) for each in made if each.package and each.kind == "runsheet"}
    return Papers(documents - {""}, {each.version for each in made if each.version}, packages - {""})
