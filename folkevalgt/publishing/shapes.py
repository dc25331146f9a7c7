"""What goes over the wire about the gate before publishing."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

GateWord = Literal["false_alarm", "hold"]


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
