"""The papers' rows: kinds, titles, what is missing, versions, and what has become exempt."""

from __future__ import annotations

from uuid import UUID, uuid4

from folkevalgt import database
from folkevalgt.archive.held import MADE_HERE, save
from folkevalgt.archive.plan import Paper, is_newer
from folkevalgt.archive.records import Restriction
from folkevalgt.archive.replacing import add, replaced
from folkevalgt.archive.screening import Exempt
from folkevalgt.archive.writing import Writing, positions
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.meeting import AgendaItem, Meeting


async def write_papers(writing: Writing, meeting: Meeting, items: dict[str, AgendaItem]) -> None:
    """Every paper told of, and those it does not tell of whose item is exempt now."""
    await _Papers(writing, meeting, items).write()


class _Papers:
    def __init__(self, writing: Writing, meeting: Meeting, items: dict[str, AgendaItem]) -> None:
        self.on, self.meeting, self.items = writing, meeting, items
        self.db, self.there, self.plan = writing.db, writing.there, writing.plan
        self.last: dict[UUID | None, int] = {}  # the last number given to a paper of each item, withdrawn ones too
        for row in self.there.documents.values():
            self.last[row.item_id] = max(self.last.get(row.item_id, 0), row.number)

    async def write(self) -> None:
        places = self._places()
        for paper in self.plan.papers:
            await self._document(paper, places[paper.record.id])
        await self._exempt_the_rest()
        await self._reseal()

    def _places(self) -> dict[str, int]:
        told: dict[UUID | None, list[str]] = {}
        for paper in self.plan.papers:
            told.setdefault(self._parent(paper), []).append(paper.record.id)
        places: dict[str, int] = {}
        for parent, names in told.items():
            among = [row for row in self.there.documents.values() if row.item_id == parent]
            held = {row.source_id: row.position for row in among if not row.source_id.startswith(MADE_HERE)}
            places |= positions(names, held)
        return places

    def _parent(self, paper: Paper) -> UUID | None:
        return self.items[paper.item.id].id if paper.item else None

    def _number(self, before: Document | None, parent: UUID | None) -> int:
        """Its own as long as it stays with its item; otherwise the next one there."""
        if before and before.number and before.item_id == parent:
            return before.number
        self.last[parent] = self.last.get(parent, 0) + 1
        return self.last[parent]

    async def _document(self, paper: Paper, position: int) -> None:
        told, before = paper.record, self.there.documents.get(paper.record.id)
        row = before or Document(id=uuid4(), meeting_id=self.meeting.id, source_id=told.id, title="")
        by_item = paper.item is not None and paper.item.id in self.plan.exempt_items
        values = {
            "item_id": self._parent(paper),
            "number": self._number(before, self._parent(paper)),
            "kind": told.kind,
            "kind_given": told.kind_given,
            "position": position,
            "missing": paper.missing,
            **self.on.titles.of(row, told, paper.sealed, paper.exempt is not None or by_item),
        }
        await self.on.put(row, values, paper.label, new=before is None)
        covered = by_item or self._parent(paper) in self.there.exempt
        self.on.hidden |= paper.sealed and before is not None and not self.there.is_exempt(before)
        if row.id not in self.there.exempt and (paper.exempt or (paper.sealed and not covered)):
            await self.on.exempt(paper.exempt or Exempt("restricted", Restriction()), document_id=row.id)
        await self._version(row, paper)

    async def _version(self, document: Document, paper: Paper) -> None:
        newest, taken = self.there.newest(document), paper.taken
        if taken is None or taken.stored is None:
            same = taken is None and paper.name and paper.missing is None
            if newest and same and is_newer(paper.record.version, newest.source_version):
                await save(self.db, newest, source_version=paper.record.version)
            return
        stored, file = taken.stored, paper.record.file.replace("\\", "/").rpartition("/")[2]
        await add(self.db, document.id, taken, newest.number + 1 if newest else 1, paper.record.version, file)
        self.on.forget += stored.plain
        self.on.note(written=True)

    async def _exempt_the_rest(self) -> None:
        """Papers of an item that is exempt now, and that this delivery does not describe: their titles go too."""
        exempt = {self.items[name].id for name in self.plan.exempt_items}
        described = {paper.record.id for paper in self.plan.papers}
        for row in self.there.documents.values():
            if row.item_id in exempt and row.source_id not in described and row.sealed_title is None:
                self.on.note(narrowed=await save(self.db, row, **self.on.titles.hidden(row)))

    async def _reseal(self) -> None:
        for row in [each for versions in self.there.versions.values() for each in versions]:
            if (stored := self.plan.resealed.get(row.id)) is None:
                continue
            held = await database.locked(DocumentVersion.filter(id=row.id), self.db).get()
            self.on.forget += await replaced(self.db, held, stored)
            self.on.note(narrowed=True)
