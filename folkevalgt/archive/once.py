"""Records told twice under one id: archives do so, also for different things. Each gets an id of its own that lasts."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from folkevalgt.archive.labels import of_document, of_item, of_meeting
from folkevalgt.archive.records import Described, DocumentRecord, MeetingRecord, source_id
from folkevalgt.archive.report import Lines


def told_once(told: Described, lines: Lines) -> Iterator[MeetingRecord]:
    """The meetings, each with distinct ids in it. A second meeting of one id is left out: nothing tells them apart."""
    seen: set[str] = set()
    for record in told.meetings:
        if record.id in seen:
            lines.add("double_meeting", of_meeting(record))
            continue
        seen.add(record.id)
        yield _distinct(record, lines)


def _distinct(record: MeetingRecord, lines: Lines) -> MeetingRecord:
    papers: set[str] = set()
    items: set[str] = set()

    def documents(of: tuple[DocumentRecord, ...], owner: str) -> tuple[DocumentRecord, ...]:
        return tuple(msgspec.structs.replace(each, id=_free(each.id, owner, papers)) for each in of)

    own = documents(record.documents, "meeting")
    agenda = []
    for item in record.items:
        name = _free(item.id, item.number, items)
        if name != item.id:
            lines.add("double_id", of_item(record, item))
        agenda.append(msgspec.structs.replace(item, id=name, documents=documents(item.documents, name)))
    fresh = msgspec.structs.replace(record, documents=own, items=tuple(agenda))
    told = [(None, each) for each in record.documents] + [(i, each) for i in record.items for each in i.documents]
    now = [*fresh.documents, *(each for item in fresh.items for each in item.documents)]
    for (item_, before), after in zip(told, now, strict=True):
        if before.id != after.id:
            lines.add("double_id", of_document(record, item_, before))
    return fresh


def _free(name: str, owner: str, taken: set[str]) -> str:
    wanted, number = name, 1
    while wanted in taken:
        wanted = source_id(f"{name}@{owner}" + (f"#{number}" if number > 1 else ""))
        number += 1
    taken.add(wanted)
    return wanted
