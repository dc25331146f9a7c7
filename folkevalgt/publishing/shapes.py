"""What goes over the wire of what a publication would do, of what is taken back, and about the gate before it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from folkevalgt.models.manifest import Manifest

Id = Annotated[str, msgspec.Meta(max_length=40)]
GateWord = Literal["false_alarm", "hold"]


class PersonPreview(msgspec.Struct):
    """The very list somebody would get if it were published now; null when they would get none. `role` as in access."""

    person: str
    name: str
    role: str
    manifest: Manifest | None


class LeftOut(msgspec.Struct):
    """These people do not get these papers, for one reason (access.Why). `everyone`: it is all who get the package.

    `sees` "title": they see that it is there; "nothing": they do not.
    """

    people: list[str]
    everyone: bool
    documents: list[str]
    sees: Literal["title", "nothing"]
    why: str


class DryRun(msgspec.Struct):
    """What publishing now would do. `told` is how many would have a notice, `facts` what it would count.

    `new_bytes` is what a device fetches that has all of the last publication. `without` are the names of deputies and
    others with a seat who are given nothing. `stops` are the words it would be refused with.
    """

    state: str
    kind: Literal["package", "supplement", "minutes"]
    revision: int
    recipients: int
    new_bytes: int
    facts: dict[str, int]
    left_out: list[LeftOut]
    without: list[str]
    stops: list[str]


class Withdraw(msgspec.Struct, forbid_unknown_fields=True):
    """A paper, or with an empty `document` the whole package."""

    reason: Annotated[str, msgspec.Meta(max_length=2000, pattern=r"\S")]
    document: Id = ""


class Withdrawal(msgspec.Struct):
    """Something that was taken back. `document` is empty for the whole package; `by` and the others are names.

    `had` had been given it, `opened` had opened the package with it in. `back`: it can be put back.
    """

    document: str
    at: str
    by: str
    reason: str
    had: list[str]
    opened: list[str]
    back: bool


class Withdrawals(msgspec.Struct):
    lines: list[Withdrawal]


class Reminder(msgspec.Struct):
    """An e-mail to the case officer about a paper that has not come, ready to send. `officer` is a name, or empty."""

    officer: str
    subject: str
    body: str
    mailto: str
    reminded_at: str | None


class GateDecided(msgspec.Struct):
    """What somebody has said about a finding. `by` is a name."""

    decision: GateWord
    reason: str
    by: str
    at: str


class GateFinding(msgspec.Struct):
    """An open paper where something looks like a national identity number; `pages` from 1, 0 is its title or file name.

    `version` is empty for an item's title: that one is only mended in the archive, or by making the item exempt.
    """

    document: str
    version: str
    title: str
    pages: list[int]
    decided: GateDecided | None
    stops: bool


class Gate(msgspec.Struct):
    """`unseen` are the titles of open papers that nobody has looked through yet; they stop it too."""

    findings: list[GateFinding]
    unseen: list[str]


class GateAct(msgspec.Struct, forbid_unknown_fields=True):
    """What the secretariat decides about the finding they saw: a false alarm, hold it back, or withdraw the paper."""

    version: Annotated[str, msgspec.Meta(max_length=40)]
    pages: Annotated[list[int], msgspec.Meta(max_length=5_001)]
    decision: Literal["false_alarm", "hold", "withdraw"]
    reason: Annotated[str, msgspec.Meta(max_length=2000, pattern=r"\S")]
