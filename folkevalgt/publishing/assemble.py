"""What a publication would say if it were made now."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, crypto
from folkevalgt.errors import Refusal
from folkevalgt.models import manifest
from folkevalgt.models.committee import Committee
from folkevalgt.models.document import NEUTRAL, Document, DocumentVersion, Exemption
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package, Publication
from folkevalgt.publishing.ordering import in_order


class Draft(msgspec.Struct, frozen=True):
    """The next publication, and what was published last. `state` names what was looked at, see `publish`."""

    content: manifest.Manifest
    last: manifest.Manifest | None
    state: str


class History(msgspec.Struct, frozen=True):
    """What came after the first publication is a supplement; what came since the latest is new."""

    first: manifest.Manifest | None
    last: manifest.Manifest | None
    revision: int


async def assemble(db: BaseDBAsyncClient, package_id: UUID) -> Draft:
    """Raises Refusal("no_such_package")."""
    package = await Package.get_or_none(id=package_id, using_db=db)
    if package is None:
        raise Refusal("no_such_package", 404)
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    committee = await Committee.get(id=meeting.committee_id, using_db=db)
    history = await _history(db, package_id)
    items, documents = await _agenda(db, meeting.id, history)
    content = manifest.Manifest(
        package=str(package_id),
        revision=history.revision + 1,
        published_at="",
        change_note="",
        committee=manifest.Committee(str(committee.id), committee.name),
        meeting=_meeting(meeting, _over(items, documents)),
        items=items,
        documents=documents,
    )
    return Draft(content, history.last, crypto.sha256(manifest.canonical(content)[1]))


async def _history(db: BaseDBAsyncClient, package_id: UUID) -> History:
    rows = await Publication.filter(package_id=package_id).using_db(db).order_by("revision")
    if not rows:
        return History(None, None, 0)
    first, last = (msgspec.json.decode(row.content, type=manifest.Manifest) for row in (rows[0], rows[-1]))
    return History(first, last, rows[-1].revision)


def in_norway(moment: datetime | None) -> str | None:
    return moment.astimezone(clock.OSLO).isoformat() if moment else None


def _over(items: tuple[manifest.Item, ...], documents: tuple[manifest.Document, ...]) -> bool:
    """Whether it tells what came of the meeting, which archives do not always say of the meeting itself."""
    return any(each.decided for each in items) or any(each.kind == "minutes" and each.version for each in documents)


def _meeting(meeting: Meeting, over: bool) -> manifest.Meeting:
    return manifest.Meeting(
        id=str(meeting.id),
        date=meeting.date.isoformat(),
        starts_at=in_norway(meeting.starts_at),
        place=meeting.place,
        title=meeting.title,
        status="minutes_published" if over else cast("manifest.MeetingStatus", meeting.status),
    )


async def _agenda(
    db: BaseDBAsyncClient, meeting_id: UUID, history: History
) -> tuple[tuple[manifest.Item, ...], tuple[manifest.Document, ...]]:
    """Items in agenda order, documents in reading order: those of the meeting first, then item by item."""
    shown = {"meeting_id": meeting_id, "withdrawn_at": None, "held_back": False}
    rows = in_order(await AgendaItem.filter(**shown).using_db(db))
    papers = in_order(await Document.filter(**shown).using_db(db))
    legal = await legal_bases(db, [row.id for row in rows], [paper.id for paper in papers])
    versions = await latest_versions(db, [paper.id for paper in papers])
    documents: list[manifest.Document] = []
    items: list[manifest.Item] = []
    for paper in (each for each in papers if each.item_id is None):
        documents.append(_document(paper, versions.get(paper.id), legal.get(paper.id), history))
    for row in rows:
        of_item = [each for each in papers if each.item_id == row.id]
        basis = legal.get(row.id)
        listed = [_document(each, versions.get(each.id), legal.get(each.id) or basis, history) for each in of_item]
        documents += listed
        items.append(_item(row, basis, listed, history))
    return tuple(items), tuple(documents)


async def legal_bases(db: BaseDBAsyncClient, items: list[UUID], documents: list[UUID]) -> dict[UUID, manifest.Legal]:
    rows = await Exemption.filter(item_id__in=items).using_db(db) if items else []
    rows += await Exemption.filter(document_id__in=documents).using_db(db) if documents else []
    found: dict[UUID, manifest.Legal] = {}
    for row in rows:
        subject = row.item_id or row.document_id
        assert subject is not None
        found[subject] = manifest.Legal(row.legal_basis, row.until.isoformat() if row.until else None)
    return found


async def latest_versions(db: BaseDBAsyncClient, documents: list[UUID]) -> dict[UUID, DocumentVersion]:
    if not documents:
        return {}
    rows = await DocumentVersion.filter(document_id__in=documents).using_db(db).order_by("number")
    return {row.document_id: row for row in rows}


def title(row: AgendaItem | Document, exempt: bool) -> str:
    """What everyone may read of it. What was made exempt here has its whole title until the worker has sealed it."""
    return NEUTRAL if exempt and row.sealed_title is None else row.own_title or row.title


def _document(
    paper: Document, row: DocumentVersion | None, legal: manifest.Legal | None, history: History
) -> manifest.Document:
    version = (
        None
        if row is None
        else manifest.Version(
            number=row.number,
            sha256=row.sha256,
            media_type=row.media_type,
            size=row.size,
            pages=row.pages,
            text=row.text_sha256,
            text_size=row.text_size,
            scanned=row.scanned,
            download_only=row.download_only,
            sealed=row.content_key is not None,
        )
    )
    document = manifest.Document(
        id=str(paper.id),
        item=str(paper.item_id) if paper.item_id else None,
        kind=cast("manifest.DocumentKind", paper.own_kind or paper.kind),
        title=title(paper, legal is not None),
        version=version,
        missing=cast("manifest.MissingWord | None", paper.missing),
        exemption=legal,
        number=paper.number,
    )
    before = {each.id: each for each in history.last.documents} if history.last else {}
    changed = document.id in before and _differs(before[document.id], document)
    return msgspec.structs.replace(document, marks=_marks(document.id, "documents", changed, history))


def _item(
    row: AgendaItem, legal: manifest.Legal | None, listed: list[manifest.Document], history: History
) -> manifest.Item:
    item = manifest.Item(
        id=str(row.id),
        number=row.number,
        type=cast("manifest.ItemType", row.type),
        title=title(row, legal is not None),
        closed=row.closed,
        exemption=legal,
        missing="oral" if row.oral and not listed else None,
        decision="" if legal is not None or row.sealed_title else row.decision,
        decided=bool(row.decision or row.sealed_decision),
    )
    before = {each.id: each for each in history.last.items} if history.last else {}
    own = item.id in before and before[item.id].title != item.title
    changed = own or any({"new", "changed"} & set(each.marks) for each in listed)
    return msgspec.structs.replace(item, marks=_marks(item.id, "items", item.id in before and changed, history))


def _differs(before: manifest.Document, now: manifest.Document) -> bool:
    old, new = before.version, now.version
    return (old and old.sha256) != (new and new.sha256) or before.title != now.title or before.missing != now.missing


def _marks(name: str, kind: str, changed: bool, history: History) -> tuple[manifest.Mark, ...]:
    if history.first is None or history.last is None:
        return ()
    marks: list[manifest.Mark] = []
    if name not in {each.id for each in getattr(history.last, kind)}:
        marks.append("new")
    if changed:
        marks.append("changed")
    if name not in {each.id for each in getattr(history.first, kind)}:
        marks.append("supplement")
    return tuple(marks)


def differences(draft: Draft) -> list[tuple[str, str]]:
    """What publishing now would tell the readers: (new | changed | withdrawn | missing | decided, what)."""
    numbers = {item.id: item.number for item in draft.content.items}
    found = [("new", f"{item.number} {item.title}".strip()) for item in draft.content.items if "new" in item.marks]
    for document in draft.content.documents:
        what = " · ".join(filter(None, [numbers.get(document.item or "", ""), document.title]))
        for mark in ("new", "changed"):
            if mark in document.marks:
                found.append((mark, what))
        if document.missing:
            found.append(("missing", what))
    if draft.last:
        there = {each.id for each in draft.content.documents} | {each.id for each in draft.content.items}
        before = [(each.id, each.title) for each in draft.last.items]
        before += [(each.id, each.title) for each in draft.last.documents]
        found += [("withdrawn", title) for name, title in before if name not in there]
    said = {each.id: (each.decided, each.decision) for each in draft.last.items} if draft.last else {}
    for item in draft.content.items:
        if (item.decided, item.decision) != said.get(item.id, (False, "")):
            found.append(("decided", f"{item.number} {item.title}".strip()))
    return found


def anything_new(draft: Draft) -> bool:
    """Whether a publication now would say anything the last one does not."""
    if draft.last is None:
        return True
    plain = {"revision": 0, "published_at": "", "change_note": ""}

    def bare(content: manifest.Manifest) -> manifest.Manifest:
        return msgspec.structs.replace(
            content,
            items=tuple(msgspec.structs.replace(each, marks=()) for each in content.items),
            documents=tuple(msgspec.structs.replace(each, marks=(), number=0) for each in content.documents),
            **plain,
        )

    return bare(draft.content) != bare(draft.last)
