"""A meeting as it lies on the secretariat's desk: what is held back and what was withdrawn here stand in it, too."""

from __future__ import annotations

from typing import cast
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock
from folkevalgt.models import manifest
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.case import Case
from folkevalgt.models.document import NEUTRAL, Comparison, Document, DocumentVersion
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing import desk_log
from folkevalgt.publishing.assemble import Draft, latest_versions, legal_bases, title
from folkevalgt.publishing.desk_shapes import DeskItem, DeskPaper, DeskState, Paragraphs, Scheduled
from folkevalgt.publishing.edits import MADE_HERE
from folkevalgt.publishing.ordering import in_order


async def state(db: BaseDBAsyncClient, package: Package, draft: Draft, person: str) -> DeskState:
    """As one person is told of it."""
    rows = in_order(await AgendaItem.filter(meeting_id=package.meeting_id, withdrawn_at=None).using_db(db))
    papers = await _papers(db, package.meeting_id, {row.id for row in rows})
    legal = await legal_bases(db, [row.id for row in rows], [paper.id for paper in papers])
    return DeskState(
        edits=package.edits,
        withdrawn=package.withdrawn_at is not None,
        items=await _items(db, rows, legal, draft),
        papers=await _listed(db, rows, papers, legal, draft),
        scheduled=await _scheduled(db, package, draft),
        trouble=package.publish_trouble,
        log=await desk_log.lines(db, package.id, person),
    )


async def _papers(db: BaseDBAsyncClient, meeting: UUID, items: set[UUID]) -> list[Document]:
    """What the archive took back, or was added here and removed, is not on the desk."""
    rows = in_order(await Document.filter(meeting_id=meeting).using_db(db))
    gone = [str(row.id) for row in rows if row.withdrawn_at]
    acts = AuditEntry.filter(subject__in=gone, action__in=["withdraw", "archive_withdrew", "desk_remove"])
    last = dict(await acts.using_db(db).order_by("seq").values_list("subject", "action")) if gone else {}
    on_the_desk = [row for row in rows if row.withdrawn_at is None or last.get(str(row.id)) == "withdraw"]
    return [row for row in on_the_desk if row.item_id is None or row.item_id in items]


async def _items(
    db: BaseDBAsyncClient, rows: list[AgendaItem], legal: dict[UUID, manifest.Legal], draft: Draft
) -> list[DeskItem]:
    named = [row.case_id for row in rows if row.case_id]
    cases = {row.id: row for row in await Case.filter(id__in=named).using_db(db)} if named else {}
    left = [row.moved_from_id for row in rows if row.moved_from_id]
    days = dict(await Meeting.filter(id__in=left).using_db(db).values_list("id", "date")) if left else {}
    marks = {each.id: each.marks for each in draft.content.items}
    found = []
    for row in rows:
        case, basis = cases.get(row.case_id) if row.case_id else None, legal.get(row.id)
        line = DeskItem(
            id=str(row.id),
            number=row.number,
            type=cast("manifest.ItemType", row.type),
            title=title(row, basis is not None),
            given_title=_given(row, basis),
            own_title=row.own_title is not None,
            held_back=row.held_back,
            oral=row.oral,
            made_here=row.source_id.startswith(MADE_HERE),
            closed=row.closed,
            exempt=basis is not None,
            legal_basis=basis.legal_basis if basis else "",
            until=basis.until if basis else None,
            case=case.number if case else "",
            officer=case.officer if case else "",
            moved_from=days[row.moved_from_id].isoformat() if row.moved_from_id in days else None,
            marks=marks.get(str(row.id), ()),
        )
        found.append(line)
    return found


def _given(row: AgendaItem | Document, basis: manifest.Legal | None) -> str:
    return NEUTRAL if basis and row.sealed_title is None else row.title


async def _listed(
    db: BaseDBAsyncClient,
    rows: list[AgendaItem],
    papers: list[Document],
    legal: dict[UUID, manifest.Legal],
    draft: Draft,
) -> list[DeskPaper]:
    newest = await latest_versions(db, [paper.id for paper in papers])
    last = await _published(db, draft)
    compared = await _compared(db, [(last[id], row) for id, row in newest.items() if id in last])
    marks = {each.id: each.marks for each in draft.content.documents}
    found = []
    for paper in (each for row in [None, *rows] for each in papers if each.item_id == (row.id if row else None)):
        basis = legal.get(paper.id) or (legal.get(paper.item_id) if paper.item_id else None)
        version, before = newest.get(paper.id), last.get(paper.id)
        line = DeskPaper(
            id=str(paper.id),
            item=str(paper.item_id or ""),
            number=paper.number,
            kind=cast("manifest.DocumentKind", paper.own_kind or paper.kind),
            given_kind=cast("manifest.DocumentKind", paper.kind),
            own_kind=paper.own_kind is not None,
            title=title(paper, basis is not None),
            given_title=_given(paper, basis),
            own_title=paper.own_title is not None,
            held_back=paper.held_back,
            made_here=paper.source_id.startswith(MADE_HERE),
            exempt=basis is not None,
            legal_basis=basis.legal_basis if basis else "",
            until=basis.until if basis else None,
            missing=cast("manifest.MissingWord | None", paper.missing),
            reminded_at=clock.in_norway(paper.reminded_at) if paper.reminded_at else None,
            withdrawn=paper.withdrawn_at is not None,
            version=version.number if version else 0,
            pages=version.pages if version else 0,
            size=version.size if version else 0,
            media_type=version.media_type if version else "",
            sha256=version.sha256 if version else "",
            before=before.sha256 if before and version and before.id != version.id else "",
            paragraphs=compared.get(paper.id),
            marks=marks.get(str(paper.id), ()),
        )
        found.append(line)
    return found


async def _published(db: BaseDBAsyncClient, draft: Draft) -> dict[UUID, DocumentVersion]:
    """The version of each paper that was published last, its file as it lies now."""
    said = {(each.id, each.version.number) for each in draft.last.documents if each.version} if draft.last else set()
    ids = [UUID(name) for name, _ in said]
    rows = await DocumentVersion.filter(document_id__in=ids).using_db(db) if ids else []
    return {row.document_id: row for row in rows if (str(row.document_id), row.number) in said}


async def _compared(
    db: BaseDBAsyncClient, pairs: list[tuple[DocumentVersion, DocumentVersion]]
) -> dict[UUID, Paragraphs]:
    wanted = {(old.id, new.id): new.document_id for old, new in pairs if old.id != new.id}
    rows = await Comparison.filter(new_id__in=[new for _, new in wanted]).using_db(db) if wanted else []
    found = [(wanted[row.old_id, row.new_id], row.summary) for row in rows if (row.old_id, row.new_id) in wanted]
    return {document: msgspec.convert(summary, Paragraphs) for document, summary in found}


async def _scheduled(db: BaseDBAsyncClient, package: Package, draft: Draft) -> Scheduled | None:
    if package.publish_at is None:
        return None
    by = package.publish_by
    person = None if by in ("", "worker", "cli") else await Person.get_or_none(id=UUID(by), using_db=db)
    stale = package.publish_state != draft.state
    return Scheduled(clock.in_norway(package.publish_at), person.name if person else by, package.publish_note, stale)
