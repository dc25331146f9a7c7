"""Titles as rows carry them: what everyone may read, and beside it the whole title sealed when it is exempt."""

from __future__ import annotations

from typing import Any

from folkevalgt.archive import screening
from folkevalgt.archive.records import DocumentRecord, ItemRecord
from folkevalgt.crypto import InstanceKey
from folkevalgt.models.document import NEUTRAL, Document
from folkevalgt.models.meeting import AgendaItem

BY_ARCHIVE = "archive"


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
        # What the secretariat called it while it was open is not for everyone to read.
        newly = {"own_title": None} if row.sealed_title is None else {}
        return {"title": readable, "sealed_title": self._sealed(row, told.title), **newly}

    def hidden(self, row: AgendaItem | Document) -> dict[str, Any]:
        """For a row the archive says nothing of now, but that has become exempt."""
        given: dict[str, Any] = {"title": NEUTRAL, "sealed_title": self._sealed(row, row.title), "own_title": None}
        if isinstance(row, AgendaItem) and row.decision:
            given |= {"decision": "", "sealed_decision": self._key.seal(row.decision.encode(), f"decision {row.id}")}
        return given

    def decided(self, row: AgendaItem, told: ItemRecord, sealed: bool) -> dict[str, Any]:
        """What was decided. What a person has written stays; a delivery that says nothing of it changes nothing."""
        text, by = row.decision, row.decision_by
        if told.decision and by in ("", BY_ARCHIVE):
            text, by = told.decision, BY_ARCHIVE
        if not text:
            return {}
        if not sealed:
            return {"decision": text, "sealed_decision": None, "decision_by": by}
        about = f"decision {row.id}"
        same = row.sealed_decision and self._key.open(row.sealed_decision, about).decode() == text
        kept = row.sealed_decision if same else self._key.seal(text.encode(), about)
        return {"decision": "", "sealed_decision": kept, "decision_by": by}

    def _sealed(self, row: AgendaItem | Document, whole: str) -> bytes:
        about = f"title {row.id}"
        if row.sealed_title and self._key.open(row.sealed_title, about).decode() == whole:
            return row.sealed_title
        return self._key.seal(whole.encode(), about)
