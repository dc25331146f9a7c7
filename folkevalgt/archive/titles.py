"""Titles as rows carry them: what everyone may read, and beside it the whole title sealed when it is exempt."""

from __future__ import annotations

from typing import Any

from folkevalgt.archive import screening
from folkevalgt.archive.records import DocumentRecord, ItemRecord
from folkevalgt.crypto import InstanceKey
from folkevalgt.models.document import NEUTRAL, Document
from folkevalgt.models.meeting import AgendaItem


class Titles:
    def __init__(self, key: InstanceKey) -> None:
        self._key = key

    def of(
        self, row: AgendaItem | Document, told: ItemRecord | DocumentRecord, sealed: bool, told_exempt: bool
    ) -> dict[str, Any]:
        """`told_exempt` is false when only we hold it exempt: what was readable of the title stays as it was."""
        if not sealed:
            return {"title": told.public_title or told.title, "sealed_title": None}
        readable = row.title if row.sealed_title and not told_exempt else screening.public_title(told)
        return {"title": readable, "sealed_title": self._sealed(row, told.title)}

    def hidden(self, row: AgendaItem | Document) -> dict[str, Any]:
        """For a row the archive says nothing of now, but that has become exempt."""
        return {"title": NEUTRAL, "sealed_title": self._sealed(row, row.title)}

    def _sealed(self, row: AgendaItem | Document, whole: str) -> bytes:
        about = f"title {row.id}"
        if row.sealed_title and self._key.open(row.sealed_title, about).decode() == whole:
            return row.sealed_title
        return self._key.seal(whole.encode(), about)
