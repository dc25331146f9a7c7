"""What we have of a meeting from before, as harvest compares with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from folkevalgt.models.committee import Committee
from folkevalgt.models.document import Document, DocumentVersion, Exemption
from folkevalgt.models.meeting import AgendaItem, Meeting

MADE_HERE = "desk:"  # what the ids begin with of items and papers that no archive knows: the secretariat's own
BY_HAND = "for hånd"  # the version's word of what was uploaded here


class Held(msgspec.Struct):
    """Rows by the archive's ids. `exempt` tells, by id of item or document, who decided the exemption that stands."""

    meeting: Meeting | None
    items: dict[str, AgendaItem] = {}
    documents: dict[str, Document] = {}
    versions: dict[UUID, list[DocumentVersion]] = {}
    exempt: dict[UUID, str] = {}

    def newest(self, document: Document | None) -> DocumentVersion | None:
        return next(reversed(self.versions.get(document.id, [])), None) if document else None

    def had(self, newest: DocumentVersion, fingerprint: str) -> bool:
        """Whether an earlier version of that paper is this very file."""
        return any(each.fingerprint == fingerprint for each in self.versions.get(newest.document_id, []))

    def is_exempt(self, document: Document) -> bool:
        """By its own row, its item's, or because its bytes already are ciphertext: nothing opens by itself."""
        ciphertext = any(version.content_key for version in self.versions.get(document.id, []))
        return ciphertext or document.id in self.exempt or document.item_id in self.exempt


async def held(db: BaseDBAsyncClient, source: str, source_id: str) -> Held:
    meeting = await Meeting.filter(source=source, source_id=source_id).using_db(db).first()
    if meeting is None:
        return Held(None)
    items = await AgendaItem.filter(meeting_id=meeting.id).using_db(db).order_by("position")
    documents = await Document.filter(meeting_id=meeting.id).using_db(db).order_by("position")
    found = Held(meeting, {each.source_id: each for each in items}, {each.source_id: each for each in documents})
    if documents:
        names = [each.id for each in documents]
        for version in await DocumentVersion.filter(document_id__in=names).using_db(db).order_by("number"):
            found.versions.setdefault(version.document_id, []).append(version)
        found.exempt |= _subjects(await Exemption.filter(document_id__in=names).using_db(db))
    if items:
        found.exempt |= _subjects(await Exemption.filter(item_id__in=[each.id for each in items]).using_db(db))
    return found


def _subjects(rows: Iterable[Exemption]) -> dict[UUID, str]:
    return {subject: row.by for row in rows if (subject := row.item_id or row.document_id)}


async def committee_called(db: BaseDBAsyncClient, name: str, day: date) -> Committee | None:
    """The committee of that name, or that the archive has called so; spaces and capitals do not matter.

    Where two have been called the same, the one that sat that day.
    """
    wanted = _folded(name)
    rows = await Committee.all().using_db(db)
    called = [row for row in rows if wanted == _folded(row.name)]
    called += [row for row in rows if wanted in map(_folded, row.archive_names)]

    def sat(row: Committee) -> bool:
        return (row.valid_from or date.min) <= day <= (row.valid_to or date.max)

    return next(filter(sat, called), next(iter(called), None))


def _folded(name: str) -> str:
    return "".join(name.casefold().split())


async def save(db: BaseDBAsyncClient, row: Model, **values: Any) -> bool:
    """Writes the fields that differ; tells whether any did."""
    fresh = [name for name, value in values.items() if getattr(row, name) != value]
    for name in fresh:
        setattr(row, name, values[name])
    if fresh:
        await row.save(using_db=db, update_fields=fresh)
    return bool(fresh)
