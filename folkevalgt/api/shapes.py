"""What goes over the wire, one struct a shape. `api/routes.py` says where each is used;
`frontend/src/domain/shapes.ts` is made from these."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from folkevalgt.models.manifest import Committee, Manifest, Meeting
from folkevalgt.publishing.desk_shapes import DeskState

Language = Literal["nb", "nn", "en"]
Stage = Literal["harvested", "published", "changed", "held", "minutes"]
RoleName = Literal["member", "deputy", "substitute", "chair", "deputy_chair", "secretariat", "youth_council", "public"]


class Error(msgspec.Struct):
    """Every refusal: a word the client knows, and a sentence in Norwegian for whoever reads it raw."""

    word: str
    message: str


class ErrorBody(msgspec.Struct):
    error: Error


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    """`token` from a personal one-time link; `device` is what the person's browser calls itself."""

    token: str
    device: str = ""


class Role(msgspec.Struct):
    committee: str
    committee_name: str
    role: RoleName


class Me(msgspec.Struct):
    id: str
    name: str
    email: str
    party: str
    language: Language
    secretariat: bool
    roles: list[Role]
    municipality: str
    session_until: str


class MeChange(msgspec.Struct, forbid_unknown_fields=True):
    language: Language


class CalendarAddress(msgspec.Struct):
    """Where my meetings can be had by a calendar. It is a secret, and told this once."""

    address: str


class Paper(msgspec.Struct):
    """A package this person has been given. `size` in bytes of all its files, each counted once.

    The device keeps it until `valid_until` (ISO 8601) and drops what the list no longer names.
    """

    package: str
    manifest: str
    revision: int
    published_at: str
    valid_until: str
    size: int
    documents: int
    role: RoleName
    committee: Committee
    meeting: Meeting


class Papers(msgspec.Struct):
    papers: list[Paper]


class Receipt(msgspec.Struct, forbid_unknown_fields=True):
    """A device says that a package has arrived whole, or was opened for the first time."""

    manifest: str
    what: Literal["received", "opened"]


class Difference(msgspec.Struct):
    """Something that publishing now would tell the readers. `what` is an item number with title, or a paper's title.

    `decided`: what was decided in that item.
    """

    kind: Literal["new", "changed", "withdrawn", "missing", "decided"]
    what: str


class DeskMeeting(msgspec.Struct):
    """One row on the secretariat's desk. `revision` is 0 until it is published.

    `scheduled_at` is when it is to be published by itself; `trouble` the word with which that was refused, or empty.
    """

    package: str
    committee: Committee
    meeting: Meeting
    stage: Stage
    revision: int
    items: int
    documents: int
    missing: int
    exempt: int
    differences: int
    published_at: str | None
    recipients: int
    received: int
    opened: int
    held_back: int
    scheduled_at: str | None
    trouble: str
    withdrawn: bool


class Desk(msgspec.Struct):
    meetings: list[DeskMeeting]


class DeskPackage(msgspec.Struct):
    """A meeting as the secretariat sees it before publishing: the agenda as it would be, and what differs.

    `state` names exactly what was looked at; publishing something else in the meantime is refused as stale.
    """

    row: DeskMeeting
    draft: Manifest
    differences: list[Difference]
    state: str
    publications: list[PublicationLine]
    desk: DeskState


class PublicationLine(msgspec.Struct):
    revision: int
    published_at: str
    by: str
    change_note: str


class PreviewDocument(msgspec.Struct):
    """`sees` is what the role gets of one document: the whole paper, its title only, or nothing."""

    document: str
    sees: Literal["whole", "title", "nothing"]
    why: str


class PreviewRole(msgspec.Struct):
    """`people` are the names of those who would have this view, `ids` are theirs; empty for the public."""

    role: RoleName
    people: list[str]
    ids: list[str]
    documents: list[PreviewDocument]


class Preview(msgspec.Struct):
    state: str
    roles: list[PreviewRole]


class Publish(msgspec.Struct, forbid_unknown_fields=True):
    state: str
    change_note: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class Published(msgspec.Struct):
    publication: str
    revision: int
    recipients: int


class HarvestLine(msgspec.Struct):
    """One finding about one file or record. `word` is stable; `message` is Norwegian for the secretariat."""

    level: Literal["info", "warning", "error"]
    word: str
    what: str
    message: str


class HarvestMeeting(msgspec.Struct):
    """A meeting a delivery told of, and its package on the desk."""

    package: str
    committee: str
    date: str


class HarvestReport(msgspec.Struct):
    """What became of one delivery to the inbox."""

    id: str
    source: str
    delivery: str
    at: str
    outcome: Literal["done", "rejected", "waiting"]
    meetings: list[HarvestMeeting]
    lines: list[HarvestLine]


class Harvests(msgspec.Struct):
    inbox: str
    waiting: list[str]
    reports: list[HarvestReport]


class Ready(msgspec.Struct):
    ready: bool
    version: str
