"""How a report points at something without saying its title: "PS 112/26, vedlegg 3"."""

from __future__ import annotations

from folkevalgt.archive.records import DocumentRecord, ItemRecord, MeetingRecord

_KINDS = {
    "summons": "innkalling",
    "supplement": "tilleggsinnkalling",
    "case_paper": "saksframlegg",
    "attachment": "vedlegg",
    "item_minutes": "saksprotokoll",
    "minutes": "protokoll",
    "other": "dokument",
}


def of_meeting(meeting: MeetingRecord) -> str:
    return f"{meeting.committee} {meeting.date.isoformat()}"


def of_item(meeting: MeetingRecord, item: ItemRecord) -> str:
    place = next((at for at, each in enumerate(meeting.items, 1) if each.id == item.id), 0)
    return item.number or f"{of_meeting(meeting)}, sak nr. {place} på sakslisten"


def of_document(meeting: MeetingRecord, item: ItemRecord | None, document: DocumentRecord) -> str:
    """Numbered among the papers of its kind, in order, when there is more than one."""
    alike = [each.id for each in (item.documents if item else meeting.documents) if each.kind == document.kind]
    number = f" {alike.index(document.id) + 1}" if len(alike) > 1 and document.id in alike else ""
    return f"{of_item(meeting, item) if item else of_meeting(meeting)}, {_KINDS[document.kind]}{number}"
