"""What any archive can tell us, in our words. Each source has its reader; harvest sees only these records."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date, datetime
from typing import Literal, Protocol

import msgspec

from folkevalgt.models.manifest import DocumentKind, ItemType

Visibility = Literal["open", "unstated"]
MeetingStatus = Literal["planned", "called", "supplemented", "held", "minutes_published", "cancelled"]


class Restriction(msgspec.Struct, frozen=True):
    """Skjerming as the archive wrote it. Whether it makes anything exempt is for screening to say."""

    code: str = ""
    legal_basis: str = ""
    until: date | None = None


class DocumentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A described paper. `file` refers to its bytes; `published` false says that the archive has none to give."""

    id: str
    kind: DocumentKind
    kind_given: str = ""
    title: str
    public_title: str = ""
    version: str = ""
    file: str = ""
    published: bool = True
    sha256: str = ""
    restrictions: tuple[Restriction, ...] = ()
    visibility: Visibility = "unstated"


class CaseRecord(msgspec.Struct, frozen=True):
    number: str
    title: str = ""
    officer: str = ""


class ItemRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the agenda. `number_given` stands in when the number cannot be told as sequence and year.

    `position` is its place when the archive says so; else the order it is told in. `decision` is what was decided,
    as text with lines; empty when it is not told.
    """

    id: str
    type: ItemType
    code: str = ""
    sequence: int | None = None
    year: int | None = None
    number_given: str = ""
    title: str
    public_title: str = ""
    case: CaseRecord | None = None
    closed: bool = False
    oral: bool = False
    position: int | None = None
    restrictions: tuple[Restriction, ...] = ()
    visibility: Visibility = "unstated"
    decision: str = ""
    documents: tuple[DocumentRecord, ...] = ()

    @property
    def number(self) -> str:
        if self.sequence is None or self.year is None:
            return self.number_given
        return f"{self.code} {self.sequence}/{self.year % 100:02d}".strip()


class MeetingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting with its agenda in order. `title` may be read by anyone; what is empty is not told."""

    id: str
    committee: str
    date: date
    number: str = ""
    starts_at: datetime | None = None
    place: str = ""
    title: str = ""
    status: MeetingStatus | None = None
    documents: tuple[DocumentRecord, ...] = ()
    items: tuple[ItemRecord, ...] = ()


class Described(msgspec.Struct, kw_only=True):
    """One description, read. `base` is its folder inside the package, which its file references start from.

    `all_open` is true only when the description itself holds nothing but what anyone may read.
    """

    name: str
    base: str = ""
    source: str = "folder"
    complete: bool = False
    withdrawn: tuple[str, ...] = ()
    meetings: tuple[MeetingRecord, ...] = ()
    all_open: bool = False


class Source(Protocol):
    """The contract of a source: what it tells, and the bytes of the papers it told of. It refuses by Unfit."""

    def describe(self) -> list[Described]:
        """Everything it has to tell now."""

    def name_of(self, told: Described, file: str) -> str:
        """The source's own name of the file a record refers to: one name for one file, however it is referred to."""

    def read(self, name: str) -> bytes:
        """The bytes of a file by that name."""


class Unfit(Exception):
    """Something in a delivery that cannot be taken: a report word, and what it is about (never an exempt title)."""

    def __init__(self, word: str, what: str = "", **told: object) -> None:
        super().__init__(word)
        self.word, self.what, self.told = word, what, told


def plain(text: object, limit: int = 2000) -> str:
    """Text as people wrote it: composed (NFC), one space between words, no control characters, at most `limit` long."""
    composed = unicodedata.normalize("NFC", str(text or ""))
    kept = "".join(
        " " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs")
    )
    return " ".join(kept.split())[:limit]


def lines(text: object, limit: int = 20_000) -> str:
    """Text of several paragraphs as people wrote it: `plain`, line by line."""
    return "\n".join(plain(line, limit) for line in str(text or "").splitlines()).strip()[:limit]


def source_id(text: object) -> str:
    """An archive's id, whatever it is: kept as it is when short, else made short without two becoming one."""
    whole = plain(text, 100_000)
    return whole if len(whole) <= 255 else f"{whole[:190]}#{hashlib.sha256(whole.encode()).hexdigest()}"
