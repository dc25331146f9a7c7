"""What goes over the wire about who sees what of a meeting, and the acts that change it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from folkevalgt.models.manifest import MissingWord

Id = Annotated[str, msgspec.Meta(max_length=40)]
Reason = Annotated[str, msgspec.Meta(max_length=2000)]
SightWord = Literal["whole", "title", "nothing"]
ActName = Literal["disqualify", "call_in", "call_off", "exempt", "lift_exemption", "exempt_on_devices"]
DisqualificationState = Literal["reported", "provisional", "decided", "lifted"]


class Act(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One change of who sees what. Which fields count follows from `act`.

    disqualify: `person`, `item`, `state`, `reason` · call_in: `person`, `items` (none: the whole meeting) ·
    call_off: `person` · exempt: `item` or `document`, `code`, `legal_basis`, `until` (ISO date) ·
    lift_exemption: `item` or `document`, `reason` · exempt_on_devices: `allowed`, for the committee.
    """

    act: ActName
    person: Id = ""
    item: Id = ""
    document: Id = ""
    items: list[Id] = []
    state: DisqualificationState = "reported"
    reason: Reason = ""
    code: Annotated[str, msgspec.Meta(max_length=60)] = ""
    legal_basis: Reason = ""
    until: Id = ""
    allowed: bool = True


class Acts(msgspec.Struct, forbid_unknown_fields=True):
    """With `dry_run` nothing is changed: the answer says what would be.

    `state` is that of the grid they were thought out in front of: if another is there now, they are refused as stale.
    """

    acts: Annotated[list[Act], msgspec.Meta(min_length=1, max_length=50)]
    dry_run: bool
    state: Annotated[str, msgspec.Meta(max_length=100)] = ""


class GridPaper(msgspec.Struct):
    """A column. `item` is the agenda's number, or empty. Titles are those everyone may read.

    `legal_basis` is why it is exempt, by itself or with its item; `until` (ISO date) when that ends.
    """

    document: str
    item_id: str
    item: str
    title: str
    exempt: bool
    missing: MissingWord | None
    legal_basis: str = ""
    until: str | None = None


class GridItem(msgspec.Struct):
    id: str
    number: str
    title: str
    exempt: bool
    legal_basis: str


class GridCell(msgspec.Struct):
    """What a person gets of a paper, and why (access.Why)."""

    sees: SightWord
    why: str


class GridPerson(msgspec.Struct):
    """A row, its cells in the order of the papers. `roles` hold now (access.Role); `until` when the soonest ends."""

    id: str
    name: str
    party: str
    roles: list[str]
    called_to: list[str]
    until: str | None
    cells: list[GridCell]


class StepLine(msgspec.Struct):
    state: DisqualificationState
    at: str
    by: str
    reason: str


class DisqualificationLine(msgspec.Struct):
    """Somebody's possible disqualification in an item, with each step."""

    person: str
    name: str
    item: str
    state: DisqualificationState
    steps: list[StepLine]


class Substitute(msgspec.Struct):
    """A deputy who may be called in, lowest rank first. `called`: they are, to these `items` or (none) to all."""

    person: str
    name: str
    rank: int | None
    called: bool
    items: list[str]


class Grid(msgspec.Struct):
    """Who sees what of a package, and why. The public is the last row, with an empty id.

    `state` changes with any of it. `date` (ISO) is the meeting's.
    """

    package: str
    state: str
    committee: str
    date: str
    items: list[GridItem]
    papers: list[GridPaper]
    people: list[GridPerson]
    disqualifications: list[DisqualificationLine]
    substitutes: list[Substitute]
    exempt_on_devices: bool


class CellChange(msgspec.Struct):
    person: str
    name: str
    document: str
    before: GridCell
    after: GridCell


class ActsDone(msgspec.Struct):
    """The grid as it is, or with a dry run would be, and every cell that differs from before."""

    grid: Grid
    changes: list[CellChange]


class OwnReport(msgspec.Struct, forbid_unknown_fields=True):
    """A member says that they may be disqualified in an item."""

    item: Id
    reason: Reason


class OwnDisqualification(msgspec.Struct):
    item: str
    state: DisqualificationState
    reason: str
    at: str


class OwnDisqualifications(msgspec.Struct):
    """`lines` are one's own. `people` are everybody's, for a chair of the committee (`leads`) alone."""

    lines: list[OwnDisqualification]
    leads: bool
    people: list[DisqualificationLine]


class ChairStep(msgspec.Struct, forbid_unknown_fields=True):
    """A chair may hold somebody back for the time being, or lift it; to decide is the body's."""

    person: Id
    item: Id
    state: Literal["provisional", "lifted"]
    reason: Reason = ""
