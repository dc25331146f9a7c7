"""What goes over the wire about a meeting's desk: its acts, its log, and the agenda as it lies there."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from folkevalgt.models.manifest import DocumentKind, ItemType, Mark, MissingWord

Id = Annotated[str, msgspec.Meta(max_length=40)]
Words = Annotated[str, msgspec.Meta(max_length=2000)]
EditName = Literal[
    "order_items",
    "order_papers",
    "title",
    "kind",
    "hold_back",
    "release",
    "add_item",
    "add_missing",
    "remove",
    "move_item",
    "reminded",
    "put_back",
    "schedule",
    "unschedule",
]
# What the desk's log tells of: the acts, and what is done by other doors. "undo" is somebody taking an act back.
DeskWord = Literal[EditName, "publish", "withdraw", "not_published", "undo"]


class DeskEdit(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One act on a meeting's desk. Which fields count follows from `act`.

    order_items: `ids`, every item in its new order · order_papers: `item` (empty: the meeting's own papers), `ids` ·
    title: `item` or `document`, `text` (empty: as the archive calls it) · kind: `document`, `kind` (empty: as the
    archive says) · hold_back, release: `item` or `document` · add_item: `text`, its title, and `type`; it is oral until
    it has a paper · add_missing: `item` (or empty), `text`, `kind`: a paper that has not come · remove: `item` or
    `document` that was added here · move_item: `item`, `package`, of the same committee · reminded: `document` ·
    put_back: `document` that was withdrawn here · schedule: `at` (ISO time with offset), `state` as it was looked at,
    `text`, the change note · unschedule.
    """

    act: EditName
    item: Id = ""
    document: Id = ""
    ids: Annotated[list[Id], msgspec.Meta(max_length=2_000)] = []
    text: Words = ""
    kind: DocumentKind | Literal[""] = ""
    type: ItemType = "information"
    package: Id = ""
    at: Id = ""
    state: Annotated[str, msgspec.Meta(max_length=100)] = ""


class DeskEdits(msgspec.Struct, forbid_unknown_fields=True):
    """All of them or none. `edits` is the desk's number when they were thought out: at another it is stale, and the
    refusal tells (DeskStale) what has been done since."""

    edits: int
    acts: Annotated[list[DeskEdit], msgspec.Meta(min_length=1, max_length=50)]


class DeskUndo(msgspec.Struct, forbid_unknown_fields=True):
    """Takes back one's own newest act, which is `number`."""

    number: int


class DeskLine(msgspec.Struct):
    """One act in the log. `by` is a name, `mine` that it is one's own. `item` and `document` are ids, or empty.

    `undoable`: one's own newest, and it can be taken back.
    """

    number: int
    act: DeskWord
    by: str
    mine: bool
    at: str
    item: str
    document: str
    undone: bool
    undoable: bool


class DeskStale(msgspec.Struct):
    """What a refusal as stale has beside `error`: everything that was done since, newest first."""

    since: list[DeskLine]


class Paragraphs(msgspec.Struct):
    """How much of a paper's text differs from what was published last; `in_proposal` of them all in a proposal."""

    changed: int = 0
    new: int = 0
    removed: int = 0
    moved: int = 0
    in_proposal: int = 0


class DeskItem(msgspec.Struct):
    """A line of the agenda on the desk, held back or not. Titles are those everyone may read.

    `given_title` is the archive's; `own_title` that the secretariat has given it another. `made_here`: nobody's archive
    knows it. `officer` is the case officer's name, or empty. `moved_from` is the day (ISO) of the meeting it came from.
    """

    id: str
    number: str
    type: ItemType
    title: str
    given_title: str
    own_title: bool
    held_back: bool
    oral: bool
    made_here: bool
    closed: bool
    exempt: bool
    legal_basis: str
    until: str | None
    case: str
    officer: str
    moved_from: str | None
    marks: tuple[Mark, ...]


class DeskPaper(msgspec.Struct):
    """A paper on the desk, in reading order; `item` is empty for the meeting's own.

    `exempt` by itself or with its item. `withdrawn`: taken back here. `version` and what follows are of its newest
    file, 0 or empty without one. `sha256` names that file, and `before` the one published last when it is another.
    `paragraphs` tells how they differ, once they have been compared.
    """

    id: str
    item: str
    number: int
    kind: DocumentKind
    given_kind: DocumentKind
    own_kind: bool
    title: str
    given_title: str
    own_title: bool
    held_back: bool
    made_here: bool
    exempt: bool
    legal_basis: str
    until: str | None
    missing: MissingWord | None
    reminded_at: str | None
    withdrawn: bool
    version: int
    pages: int
    size: int
    media_type: str
    sha256: str
    before: str
    paragraphs: Paragraphs | None
    marks: tuple[Mark, ...]


class Scheduled(msgspec.Struct):
    """To be published by itself. `stale`: something else would be published now, so it will be refused then."""

    at: str
    by: str
    change_note: str
    stale: bool


class DeskState(msgspec.Struct):
    """What the desk knows beside the draft. `trouble` is the word with which it was not published when it should have
    been; empty when nothing is wrong. `log` is the newest first, at most 50."""

    edits: int
    withdrawn: bool
    items: list[DeskItem]
    papers: list[DeskPaper]
    scheduled: Scheduled | None
    trouble: str
    log: list[DeskLine]
