"""The folder source's own description, `package.json`: JSON as `package.schema.json` says.

Unknown fields are refused: a misspelt "exemption" must never pass as no exemption.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from folkevalgt.archive import kinds
from folkevalgt.archive.records import (
    CaseRecord,
    Described,
    DocumentRecord,
    ItemRecord,
    MeetingRecord,
    Restriction,
    Unfit,
    Visibility,
    lines,
    plain,
    source_id,
)

Filled = Annotated[str, Meta(min_length=1)]


class _Told(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    pass


class Exemption(_Told, frozen=True):
    code: str = ""
    legal_basis: str = ""
    until: date | None = None


class Paper(_Told, frozen=True):
    id: Filled
    kind: Filled
    title: Filled
    public_title: str = ""
    version: int | str = ""
    file: str = ""
    sha256: str = ""
    exemption: Exemption | None = None


class Case(_Told, frozen=True):
    number: Filled
    title: str = ""
    officer: str = ""


class Item(_Told, frozen=True):
    id: Filled
    title: Filled
    type: str = ""
    sequence: int | None = None
    year: int | None = None
    order: int | None = None
    public_title: str = ""
    case: Case | None = None
    closed: bool = False
    oral: bool = False
    exemption: Exemption | None = None
    decision: str = ""
    documents: tuple[Paper, ...] = ()


class Meeting(_Told, frozen=True):
    id: Filled
    committee: Filled
    date: date
    number: str = ""
    starts_at: Annotated[datetime, Meta(tz=True)] | None = None
    place: str = ""
    title: str = ""
    status: Literal["planned", "called", "held", "minutes_published", "cancelled"] | None = None
    documents: tuple[Paper, ...] = ()
    items: tuple[Item, ...] = ()


class PackageFile(_Told, frozen=True):
    schema: Literal["folkevalgt-package/1"]
    meetings: tuple[Meeting, ...]
    # Not an enum: a word nobody knows is simply not "open".
    visibility: str = ""
    complete: bool = False
    withdrawn: tuple[str, ...] = ()
    source: Filled = "folder"


def read(data: bytes, name: str, base: str = "") -> Described:
    """Reads a description. Raises Unfit("bad_description") naming the place in it, never what stands there."""
    try:
        told = msgspec.convert(json.loads(_text(data), object_pairs_hook=_once), PackageFile)
    except (msgspec.ValidationError, ValueError, RecursionError) as error:
        place = re.search(r"at `(\$[\w.\[\]]*)`", str(error))
        raise Unfit("bad_description", name, place=place[1] if place else "$") from None
    visibility: Visibility = "open" if told.visibility == "open" else "unstated"
    return Described(
        name=name,
        base=base,
        source=plain(told.source, 60) or "folder",
        complete=told.complete,
        withdrawn=tuple(source_id(each) for each in told.withdrawn),
        meetings=tuple(_meeting(each, visibility) for each in told.meetings),
        all_open=visibility == "open",
    )


def _text(data: bytes) -> str:
    for coding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A field given twice could be exempt once and open once."""
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("field given twice")
    return dict(pairs)


def _meeting(told: Meeting, visibility: Visibility) -> MeetingRecord:
    items = sorted(enumerate(told.items), key=lambda each: (each[1].order is None, each[1].order or 0, each[0]))
    return MeetingRecord(
        id=source_id(told.id),
        committee=plain(told.committee, 200),
        date=told.date,
        number=plain(told.number, 60),
        starts_at=told.starts_at,
        place=plain(told.place, 300) if visibility == "open" else "",
        title=plain(told.title) if visibility == "open" else "",
        status=told.status,
        documents=tuple(_paper(each, visibility) for each in told.documents),
        items=tuple(_item(each, visibility) for _, each in items),
    )


def _item(told: Item, visibility: Visibility) -> ItemRecord:
    kind, code = kinds.item_type(told.type)
    number = kinds.whole_number(told.sequence, told.year)
    given = "" if number or told.sequence is None else plain(f"{code} {told.sequence}/{told.year or ''}", 60)
    return ItemRecord(
        id=source_id(told.id),
        type=kind,
        code=code,
        sequence=number[0] if number else None,
        year=number[1] if number else None,
        number_given=given,
        title=plain(told.title),
        public_title=plain(told.public_title),
        case=_case(told.case) if told.case else None,
        closed=told.closed,
        oral=told.oral,
        position=told.order,
        restrictions=_restrictions(told.exemption),
        visibility=visibility,
        decision=lines(told.decision),
        documents=tuple(_paper(each, visibility) for each in told.documents),
    )


def _case(told: Case) -> CaseRecord:
    return CaseRecord(plain(told.number, 60), plain(told.title), plain(told.officer, 200))


def _paper(told: Paper, visibility: Visibility) -> DocumentRecord:
    return DocumentRecord(
        id=source_id(told.id),
        kind=kinds.document_kind(told.kind),
        kind_given=plain(told.kind, 100),
        title=plain(told.title),
        public_title=plain(told.public_title),
        version=plain(str(told.version), 60),
        file=told.file,
        sha256=told.sha256.strip().lower(),
        restrictions=_restrictions(told.exemption),
        visibility=visibility,
    )


def _restrictions(told: Exemption | None) -> tuple[Restriction, ...]:
    return (Restriction(plain(told.code, 60), plain(told.legal_basis), told.until),) if told else ()
