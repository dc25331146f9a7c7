"""What a publication looks like to one access class: the frozen list a device works from.

A manifest is canonical JSON named by its own sha-256, like a git tree. It is built once, at publish;
nothing in it depends on who asks, only on which access class it was made for.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

ItemType = Literal["political", "delegated", "report", "question", "information", "approval", "other"]
DocumentKind = Literal["summons", "supplement", "case_paper", "attachment", "item_minutes", "minutes", "other"]
Mark = Literal["new", "changed", "supplement"]
MeetingStatus = Literal["planned", "called", "supplemented", "held", "minutes_published", "cancelled"]
MissingWord = Literal["not_delivered", "not_published", "exempt", "oral", "unreadable", "withdrawn", "disqualified"]


class Committee(msgspec.Struct, frozen=True):
    """The body the package is for."""

    id: str
    name: str


class Meeting(msgspec.Struct, frozen=True):
    """Date is ISO 8601 (`2026-12-03`); `starts_at` is an ISO time with offset, or null when it is unknown."""

    id: str
    date: str
    starts_at: str | None
    place: str
    title: str
    status: MeetingStatus


class Legal(msgspec.Struct, frozen=True):
    """Why something is exempt from public access, as the archive says it (offentleglova)."""

    legal_basis: str
    until: str | None = None


class Version(msgspec.Struct, frozen=True):
    """One file. `sha256` names the bytes a device fetches from `/files/{sha256}`.

    `text` names a JSON file, an array with one string per page; null when there is no text.
    `sealed`: the bytes, and those of `text`, are RFC 8188 ciphertext; the key comes from `/api/vault`.
    `size` is in bytes. `download_only` says the paper could not be opened safely in the reader.
    """

    number: int
    sha256: str
    media_type: str
    size: int
    pages: int
    text: str | None = None
    text_size: int = 0
    scanned: bool = False
    download_only: bool = False
    sealed: bool = False


class Document(msgspec.Struct, frozen=True):
    """A paper. With `version` null, `missing` says in one word why it is not here.

    `number` counts the papers of an item from 1 and stays the same for everyone and in every revision; 0 when unknown.
    """

    id: str
    item: str | None
    kind: DocumentKind
    title: str
    version: Version | None
    missing: MissingWord | None = None
    exemption: Legal | None = None
    marks: tuple[Mark, ...] = ()
    number: int = 0


class Item(msgspec.Struct, frozen=True):
    """One line of the agenda. `number` reads as in the minutes: "PS 112/26"; empty when it has none.

    `decided`: it is told what was decided (vedtak). `decision` is that, when everyone may read it.
    """

    id: str
    number: str
    type: ItemType
    title: str
    closed: bool = False
    exemption: Legal | None = None
    missing: MissingWord | None = None
    marks: tuple[Mark, ...] = ()
    decision: str = ""
    decided: bool = False


class Manifest(msgspec.Struct, frozen=True):
    """Documents come in reading order; those of the meeting itself have `item` null."""

    package: str
    revision: int
    published_at: str
    change_note: str
    committee: Committee
    meeting: Meeting
    items: tuple[Item, ...]
    documents: tuple[Document, ...]
    schema: int = 1


def canonical(manifest: Manifest) -> tuple[str, bytes]:
    """The manifest's name (sha-256 in hex) and its bytes."""
    body = msgspec.json.encode(manifest, order="sorted")
    return hashlib.sha256(body).hexdigest(), body
