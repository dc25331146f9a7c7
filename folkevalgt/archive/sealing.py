"""What a person made exempt here becomes ciphertext, and what a person opened is readable again.

Both are jobs, ordered by the transaction that changed the exemption, and may be done twice. Until they are done nobody
has the paper, or only those who had it before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import database, deliveries, identity_numbers, jobs
from folkevalgt.archive import papers
from folkevalgt.archive.held import save
from folkevalgt.archive.papers import Stored
from folkevalgt.archive.replacing import replaced
from folkevalgt.archive.titles import Titles
from folkevalgt.crypto import InstanceKey
from folkevalgt.files import Files
from folkevalgt.models.case import Case
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package


async def seal(files: Files, key: InstanceKey, meeting_id: UUID) -> None:
    """The job "seal": every file and title of a meeting that is exempt and lies readable.

    Raises Refusal("no_space").
    """
    limits = await deliveries.restrictions(database.ro(), meeting_id)
    made: dict[UUID, Stored] = {}
    plain: dict[str, int] = {}
    for (document, _), row in limits.versions.items():
        if document in limits.exempt and row.content_key is None:
            made[row.id], (fingerprint, size) = await papers.seal_version(files, key, row)
            plain[fingerprint] = size
    async with database.write_tx() as db:
        package = await database.locked(Package.filter(meeting_id=meeting_id), db).get()
        still = await deliveries.restrictions(db, meeting_id)
        forget = []
        for row in await _held(db, made):
            if str(row.document_id) in still.exempt and row.content_key is None:
                forget += await replaced(db, row, made[row.id])
        hidden = await _hide(db, key, meeting_id, still.exempt)
        if forget or hidden:
            meeting = await Meeting.get(id=meeting_id, using_db=db)
            # What lies in the inbox and told of it is sealed too, as when the archive says that something is exempt.
            await jobs.order(db, "forget", {"names": forget, "exempt": plain, "told": [meeting.source_id]})
            await deliveries.refresh(db, package.id)


async def _hide(db: BaseDBAsyncClient, key: InstanceKey, meeting_id: UUID, exempt: set[str]) -> bool:
    """Whole titles that lie readable are sealed; an exempt item's case tells of it no more."""
    titles, hidden = Titles(key), False
    rows: list[AgendaItem | Document] = [*await AgendaItem.filter(meeting_id=meeting_id).using_db(db)]
    for row in [*rows, *await Document.filter(meeting_id=meeting_id).using_db(db)]:
        if str(row.id) in exempt and row.sealed_title is None:
            hidden |= await save(db, row, **titles.hidden(row))
            if isinstance(row, AgendaItem) and row.case_id:
                await Case.filter(id=row.case_id).using_db(db).update(title="")
    return hidden


async def unseal(files: Files, key: InstanceKey, args: dict[str, Any]) -> None:
    """The job "unseal": files and titles of these items and documents, as far as nothing makes them exempt any more.

    Raises Refusal("wrong_key"), "no_space".
    """
    package_id, wanted = UUID(args["package"]), {*args["items"], *args["documents"]}
    package = await Package.get(id=package_id, using_db=database.ro())
    limits = await deliveries.restrictions(database.ro(), package.meeting_id)
    opened = wanted - limits.exempt
    made: dict[UUID, Stored] = {}
    readable: list[bytes] = []
    for (document, _), row in limits.versions.items():
        if document in opened and row.content_key is not None:
            made[row.id], data = await papers.unseal_version(files, key, row)
            readable += data
    async with database.write_tx() as db:
        await database.locked(Package.filter(id=package_id), db).get()
        still = wanted - (await deliveries.restrictions(db, package.meeting_id)).exempt
        forget = []
        for row in await _held(db, made):
            if str(row.document_id) in still and row.content_key is not None:
                forget += await replaced(db, row, made[row.id])
        subjects: list[AgendaItem | Document] = [*await AgendaItem.filter(id__in=args["items"]).using_db(db)]
        for subject in [*subjects, *await Document.filter(id__in=args["documents"]).using_db(db)]:
            if str(subject.id) in still and subject.sealed_title is not None:
                whole = key.open(subject.sealed_title, f"title {subject.id}").decode()
                # A title with an identity number in it is not shown: the gate asks when the archive tells of it again.
                title = subject.title if identity_numbers.found(whole) else whole
                await save(db, subject, title=title, sealed_title=None)
            if isinstance(subject, AgendaItem) and str(subject.id) in still and subject.sealed_decision is not None:
                decision = key.open(subject.sealed_decision, f"decision {subject.id}").decode()
                await save(db, subject, decision=decision, sealed_decision=None)
        await jobs.order(db, "forget", {"names": forget, "exempt": {}, "told": []})
        await deliveries.refresh(db, package_id)
    for each in readable:  # once more: another worker may have cleared them away before a row named them
        await files.put(each)


async def _held(db: BaseDBAsyncClient, ids: Iterable[UUID]) -> list[DocumentVersion]:
    wanted = list(ids)
    rows = database.locked(DocumentVersion.filter(id__in=wanted), db)
    return await rows.order_by("id") if wanted else []
