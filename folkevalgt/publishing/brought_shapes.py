"""What goes over the wire about what the secretariat brings by hand: papers, whole meetings, and what was decided."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from folkevalgt.models.manifest import DocumentKind

Id = Annotated[str, msgspec.Meta(max_length=40)]
Title = Annotated[str, msgspec.Meta(max_length=2000)]
UploadState = Literal["coming", "waiting", "refused"]


class NewItem(msgspec.Struct, forbid_unknown_fields=True):
    """A line of an agenda made by hand. `number` as in the minutes ("PS 112/26"), or empty.

    With a `legal_basis` it is exempt from public access.
    """

    title: Title
    number: Annotated[str, msgspec.Meta(max_length=60)] = ""
    legal_basis: Title = ""


class NewMeeting(msgspec.Struct, forbid_unknown_fields=True):
    """A meeting no archive tells of. `committee` is an id, `date` ISO, `at` "HH:MM" in Norway, empty when unknown."""

    committee: Id
    date: Annotated[str, msgspec.Meta(max_length=10)]
    at: Annotated[str, msgspec.Meta(max_length=5)] = ""
    place: Annotated[str, msgspec.Meta(max_length=300)] = ""
    items: Annotated[list[NewItem], msgspec.Meta(max_length=200)] = []


class MeetingMade(msgspec.Struct):
    """`items` are the ids of its lines, in order."""

    package: str
    items: list[str]


class NewUpload(msgspec.Struct, forbid_unknown_fields=True):
    """A file that is about to come, of `size` bytes.

    A new version of `document`, or else a new paper called `title`: of `item`, of a line that is made for it
    (`new_item`), or of the meeting itself. With a `legal_basis` the new paper is exempt from public access.
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    size: Annotated[int, msgspec.Meta(ge=1, le=200_000_000)]
    document: Id = ""
    item: Id = ""
    new_item: NewItem | None = None
    kind: DocumentKind = "attachment"
    title: Title = ""
    legal_basis: Title = ""


class UploadBegun(msgspec.Struct):
    """Where its bytes go (`upload`), and what it becomes a version of. `item` is empty for the meeting's own papers."""

    upload: str
    document: str
    item: str


class UploadLine(msgspec.Struct):
    """A file that is not a version of its paper yet. `word` says why it was refused; `title` may be read by anyone.

    `coming`: its bytes are not all here · `waiting`: it is being made ready. `by` is a name.
    """

    id: str
    document: str
    item: str
    title: str
    name: str
    size: int
    state: UploadState
    word: str
    by: str
    at: str


class Uploads(msgspec.Struct):
    uploads: list[UploadLine]


class CommitteeChoice(msgspec.Struct):
    id: str
    name: str


class CommitteeChoices(msgspec.Struct):
    """Those that sit now or later."""

    committees: list[CommitteeChoice]


class DecisionLine(msgspec.Struct):
    """What was decided in an item. Of an exempt one the `text` stays here: `written` says that there is one.

    `ver` names the text that stands; `by_archive` that the archive told it.
    """

    item: str
    number: str
    title: str
    exempt: bool
    written: bool
    text: str
    by_archive: bool
    ver: str


class Decisions(msgspec.Struct):
    """In agenda order."""

    lines: list[DecisionLine]


class NewDecision(msgspec.Struct, forbid_unknown_fields=True):
    """`ver` is that of the text one saw; an empty `text` takes it away."""

    item: Id
    text: Annotated[str, msgspec.Meta(max_length=20_000)]
    ver: Annotated[str, msgspec.Meta(max_length=64)]


class NewDecisions(msgspec.Struct, forbid_unknown_fields=True):
    """All of them or none."""

    decisions: Annotated[list[NewDecision], msgspec.Meta(min_length=1, max_length=200)]
