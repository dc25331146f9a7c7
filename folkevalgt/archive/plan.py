"""What harvest is about to write of one meeting: screened, compared with what we have, its bytes already stored."""

from __future__ import annotations

import asyncio
from uuid import UUID

import msgspec

from folkevalgt import clock, crypto, database
from folkevalgt.archive import papers, screening
from folkevalgt.archive.held import BY_HAND, Held
from folkevalgt.archive.labels import of_document, of_item, of_meeting
from folkevalgt.archive.papers import Stored, Taken
from folkevalgt.archive.records import Described, DocumentRecord, ItemRecord, MeetingRecord, Restriction, Source, Unfit
from folkevalgt.archive.report import Lines
from folkevalgt.archive.screening import Exempt
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.files import Files
from folkevalgt.models.committee import Committee
from folkevalgt.models.document import DocumentVersion

AT_ONCE = 3  # papers in hand: two in the sandbox, one on its way to or from the disk


class Paper(msgspec.Struct):
    """`exempt` is the paper's own exemption as told now, `sealed` that it is exempt for whatever reason."""

    record: DocumentRecord
    item: ItemRecord | None
    label: str
    exempt: Exempt | None
    sealed: bool
    name: str = ""
    taken: Taken | None = None
    missing: str | None = None


class Plan(msgspec.Struct, kw_only=True):
    told: Described
    record: MeetingRecord
    committee: Committee
    held: Held
    exempt_items: dict[str, Exempt] = {}
    papers: list[Paper] = []
    resealed: dict[UUID, Stored] = {}
    plain: dict[str, int] = {}

    @property
    def fresh(self) -> list[Paper]:
        return [each for each in self.papers if each.taken and each.taken.stored]


class Planner:
    """Makes a plan, with its lines in the report. Nothing in the database changes."""

    def __init__(self, settings: Settings, files: Files, key: InstanceKey, source: Source, lines: Lines) -> None:
        self.settings, self.files, self.key, self.source, self.lines = settings, files, key, source, lines
        self._room = asyncio.Semaphore(AT_ONCE)
        self._exempt_bytes: set[str] = set()

    async def plan(self, told: Described, record: MeetingRecord, committee: Committee, held: Held) -> Plan:
        """Raises Refusal("no_space"), SandboxUnavailable, OSError."""
        plan = Plan(told=told, record=record, committee=committee, held=held)
        self._screen(plan)
        # Exempt papers first: an open paper with the same bytes as one of them is not open.
        for sealed in (True, False):
            async with asyncio.TaskGroup() as group:
                for paper in [each for each in plan.papers if each.sealed is sealed]:
                    group.create_task(self._take(plan, paper))
        kept = sum(1 for each in plan.papers if each.taken is None and each.missing is None and not each.name)
        if kept:
            self.lines.add("kept", of_meeting(record), count=kept)
        await self._reseal(plan)
        return plan

    def _screen(self, plan: Plan) -> None:
        record, where = plan.record, of_meeting(plan.record)
        for document in record.documents:
            self._screen_document(plan, document, None, where)
        for item in record.items:
            row = plan.held.items.get(item.id)
            standing = plan.held.exempt.get(row.id) if row else None
            exempt = screening.screen_item(item, self.settings)
            if exempt:
                plan.exempt_items[item.id] = exempt
                self._tell(exempt, of_item(record, item), where)
                if row and standing is None:
                    self.lines.add("now_exempt", of_item(record, item))
            elif standing == "archive":
                self.lines.add("now_open_in_archive", of_item(record, item))
            for document in item.documents:
                self._screen_document(plan, document, item, where)

    def _screen_document(self, plan: Plan, document: DocumentRecord, item: ItemRecord | None, where: str) -> None:
        label = of_document(plan.record, item, document)
        row = plan.held.documents.get(document.id)
        parent = plan.held.items.get(item.id) if item else None
        exempt = screening.screen_document(document, self.settings)
        by_item = item is not None and item.id in plan.exempt_items
        before = row is not None and plan.held.is_exempt(row)
        standing = parent is not None and parent.id in plan.held.exempt
        if exempt and not by_item:
            self._tell(exempt, label, where)
            if row and not before:
                self.lines.add("now_exempt", label)
        elif row and not by_item and plan.held.exempt.get(row.id) == "archive":
            self.lines.add("now_open_in_archive", label)
        sealed = bool(exempt) or by_item or before or standing
        plan.papers.append(Paper(document, item, label, exempt, sealed))

    def _tell(self, exempt: Exempt, label: str, where: str) -> None:
        ends = exempt.restriction.until
        if exempt.why != "restricted":
            self.lines.add(exempt.why, where if exempt.why == "not_cleared" else label)
        if ends and ends < clock.today():
            self.lines.add("exemption_over", label, until=ends.isoformat())

    async def _take(self, plan: Plan, paper: Paper) -> None:
        held, record = plan.held, paper.record
        newest = held.newest(held.documents.get(record.id))
        data = None
        async with self._room:
            if record.file:
                try:
                    paper.name = self.source.name_of(plan.told, record.file)
                    data = await asyncio.to_thread(self.source.read, paper.name)
                except Unfit as unfit:
                    paper.name = ""
                    if unfit.word != "not_delivered":
                        self.lines.add(unfit.word, paper.label)
            if data is None:
                paper.missing = self._missing(record, newest, paper.label)
                return
            await self._seen(plan, paper, newest, data)

    def _missing(self, record: DocumentRecord, newest: DocumentVersion | None, label: str) -> str | None:
        """Why there is nothing to read; None when what we have is what is described."""
        if not record.published:
            if newest is None:
                self.lines.add("not_published", label)
            return "not_published" if newest is None else None
        if newest and not is_newer(record.version, newest.source_version):
            return None
        self.lines.add("not_delivered", label)
        return "not_delivered"

    async def _seen(self, plan: Plan, paper: Paper, newest: DocumentVersion | None, data: bytes) -> None:
        fingerprint = self.key.fingerprint(data)
        if paper.sealed:
            self._exempt_bytes.add(fingerprint)
        elif fingerprint in self._exempt_bytes or await self._exempt_elsewhere(fingerprint):
            paper.sealed, paper.exempt = True, Exempt("restricted", Restriction())
            self.lines.add("same_as_exempt", paper.label)
        if len(paper.record.sha256) == 64 and paper.record.sha256 != crypto.sha256(data):
            self.lines.add("checksum_differs", paper.label)
        if newest and newest.fingerprint == fingerprint:
            return
        if newest and newest.source_version == BY_HAND and plan.held.had(newest, fingerprint):
            return  # what the secretariat replaced by hand, told once more
        if newest and is_newer(newest.source_version, paper.record.version):
            self.lines.add("older_version", paper.label)
            return
        paper.taken = await papers.take(self.files, self.key, data, sealed=paper.sealed)
        for word in paper.taken.words:
            self.lines.add(word, paper.label)
        if paper.taken.stored is None and newest is None:
            paper.missing = "unreadable"
        if paper.sealed and paper.taken.stored:
            plan.plain[paper.taken.fingerprint] = paper.taken.size

    async def _exempt_elsewhere(self, fingerprint: str) -> bool:
        sealed = DocumentVersion.filter(fingerprint=fingerprint, content_key__not_isnull=True)
        return await sealed.using_db(database.ro()).exists()

    async def _reseal(self, plan: Plan) -> None:
        """Every version of what has become exempt that lies readable, papers not in this delivery among them."""
        sealed = {paper.record.id for paper in plan.papers if paper.sealed}
        items = {row.id for name in plan.exempt_items if (row := plan.held.items.get(name))}
        for name, document in plan.held.documents.items():
            if name not in sealed and document.item_id not in items:
                continue
            for version in plan.held.versions.get(document.id, []):
                if version.content_key is None:
                    stored, (fingerprint, size) = await papers.seal_version(self.files, self.key, version)
                    plan.resealed[version.id] = stored
                    plan.plain[fingerprint] = size


def is_newer(version: str, than: str) -> bool:
    """True when the archive's version word says more than another; an unsaid one says nothing."""
    if not version or version == than:
        return False
    if version.isdecimal() and than.isdecimal():
        return int(version) > int(than)
    return not than or not (version.isdecimal() or than.isdecimal())
