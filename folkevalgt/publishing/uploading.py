"""Files the secretariat brings by hand. Their bytes lie sealed until the worker has made a version of them.

First is told what comes, then its bytes come, then the job "take_upload" looks into them. Nothing that was brought is
lost when that fails: it lies there until it is tried again or taken away.
"""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock, crypto, database, jobs, notices
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal, not_found
from folkevalgt.files import Files
from folkevalgt.models.desk import Upload
from folkevalgt.models.document import NEUTRAL, Document, Exemption
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing import by_hand, exempting
from folkevalgt.publishing.brought_shapes import NewUpload, UploadBegun, UploadLine, Uploads
from folkevalgt.publishing.edits import identity, item_of, own_paper, paper_of


async def begin(key: InstanceKey, package_id: UUID, asked: NewUpload, by: str) -> UploadBegun:
    """Notes what comes. A new paper is nowhere until it is there, so that nothing half is published.

    Raises Refusal("no_such_package"), "not_found", "needs_title".
    """
    async with database.write_tx() as db:
        package = await database.locked(Package.filter(id=package_id), db).first()
        if package is None:
            raise Refusal("no_such_package", 404)
        if asked.document:
            document = await paper_of(db, package, asked.document)
        else:
            document = await _new_paper(db, key, package, asked, by)
        subjects = Exemption.filter(document_id=document.id).using_db(db)
        exempt = document.sealed_title is not None or await subjects.exists()
        exempt |= bool(document.item_id) and await Exemption.filter(item_id=document.item_id).using_db(db).exists()
        upload = await Upload.create(
            using_db=db,
            id=uuid4(),
            document_id=document.id,
            name="" if exempt else asked.name,  # people name files by what stands in them
            file="",
            content_key=b"",
            size=asked.size,
            state="coming",
            by=by,
            at=clock.now(),
        )
        await notices.stir(db, package_id)
    return UploadBegun(str(upload.id), str(document.id), str(document.item_id or ""))


async def _new_paper(db: BaseDBAsyncClient, key: InstanceKey, package: Package, asked: NewUpload, by: str) -> Document:
    title = " ".join(asked.title.split())
    if not title:
        raise Refusal("needs_title")
    item: AgendaItem | None = None
    if asked.new_item:
        item = await by_hand.add_item(db, key, package, asked.new_item, by)
    elif asked.item:
        item = await item_of(db, package, asked.item)
    row = await own_paper(db, package, item, asked.kind, title)
    row.withdrawn_at = clock.now()
    of_exempt = item is not None and await Exemption.filter(item_id=item.id).using_db(db).exists()
    if asked.legal_basis.strip() or of_exempt:
        row.title, row.sealed_title = NEUTRAL, key.seal(title.encode(), f"title {row.id}")
    await row.save(using_db=db, force_create=True)
    if asked.legal_basis.strip():
        await exempting.exempt(db, package, None, row.id, code="", legal_basis=asked.legal_basis, until=None, by=by)
    return row


async def receive(files: Files, key: InstanceKey, upload_id: UUID, data: bytes, by: str) -> None:
    """Its bytes, all of them: on disk and sealed when this returns, and ordered to be looked into.

    Raises Refusal("not_found"), "stale" when they have come already, "cut_off" when some are missing, "no_space".
    """
    row = await Upload.get_or_none(id=upload_id, using_db=database.ro())
    if row is None:
        raise not_found()
    if row.state != "coming":
        raise Refusal("stale", 409)
    if len(data) != row.size:
        raise Refusal("cut_off", 400)
    content, sealed = await asyncio.to_thread(crypto.encrypt_paper, data)
    name = await files.put(sealed)
    async with database.write_tx() as db:
        held = await database.locked(Upload.filter(id=upload_id, state="coming"), db).first()
        if held is None:
            raise Refusal("stale", 409)
        held.file, held.state, held.content_key = name, "waiting", key.seal(content, f"upload {upload_id}")
        await held.save(using_db=db, update_fields=["file", "state", "content_key"])
        await audit.record(db, by, "upload", str(held.document_id), upload=str(upload_id), size=held.size)
        await _order(db, held)


async def again(upload_id: UUID, by: str) -> None:
    """A file that was refused, or that nothing became of, is looked into once more. Raises Refusal("not_found")."""
    async with database.write_tx() as db:
        row = await database.locked(Upload.filter(id=upload_id, state__in=["waiting", "refused"]), db).first()
        if row is None:
            raise not_found()
        row.state, row.word = "waiting", ""
        await row.save(using_db=db, update_fields=["state", "word"])
        await _order(db, row)


async def _order(db: BaseDBAsyncClient, row: Upload) -> None:
    await jobs.order(db, "take_upload", {"upload": str(row.id)})
    await _stir(db, row.document_id)


async def remove(upload_id: UUID, by: str) -> None:
    """Takes a file away that is no version yet; the paper that was to be made of it never is.

    Raises Refusal("not_found").
    """
    async with database.write_tx() as db:
        row = await database.locked(Upload.filter(id=upload_id), db).exclude(state="taken").first()
        if row is None:
            raise not_found()
        await row.delete(using_db=db)
        await audit.record(db, by, "remove_upload", str(row.document_id), upload=str(upload_id))
        if row.file:
            await jobs.order(db, "forget", {"names": [row.file], "exempt": {}, "told": []})
        await _stir(db, row.document_id)


async def _stir(db: BaseDBAsyncClient, document: UUID) -> None:
    package = await Package.get(meeting__documents__id=document, using_db=db)
    await notices.stir(db, package.id)


async def waiting(package_id: UUID) -> Uploads:
    """The files that are no versions yet, in the order they came. Raises Refusal("no_such_package")."""
    db = database.ro()
    package = await Package.get_or_none(id=package_id, using_db=db)
    if package is None:
        raise Refusal("no_such_package", 404)
    rows = (
        Upload.filter(document__meeting_id=package.meeting_id).exclude(state="taken").using_db(db).order_by("at", "id")
    )
    found = await rows.select_related("document")
    people = Person.filter(id__in={identity(row.by) for row in found}).using_db(db)
    names = {str(person): name for person, name in await people.values_list("id", "name")} if found else {}
    exempt = Exemption.filter(document_id__in=[row.document_id for row in found]).using_db(db)
    hidden = set(await exempt.values_list("document_id", flat=True)) if found else set()
    return Uploads([_line(row, names, row.document_id in hidden) for row in found])


def _line(row: Upload, names: dict[str, str], exempt: bool) -> UploadLine:
    paper: Document = row.document
    readable = not exempt or paper.sealed_title is not None
    return UploadLine(
        id=str(row.id),
        document=str(row.document_id),
        item=str(paper.item_id or ""),
        title=(paper.own_title or paper.title) if readable else NEUTRAL,
        name=row.name,
        size=row.size,
        state=row.state,  # type: ignore[arg-type]  # a column of words
        word=row.word,
        by=names.get(row.by, ""),
        at=clock.in_norway(row.at),
    )
