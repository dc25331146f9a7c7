"""A file that was uploaded becomes a version of its paper, as any file that an archive delivers."""

from __future__ import annotations

import asyncio
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, crypto, database, deliveries, jobs, notices
from folkevalgt.archive import converting, papers
from folkevalgt.archive.converting import Unusable
from folkevalgt.archive.held import BY_HAND, save
from folkevalgt.archive.papers import Taken
from folkevalgt.archive.replacing import add
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.models.desk import Upload
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.package import Package
from folkevalgt.pdf import media


async def take(settings: Settings, files: Files, key: InstanceKey, upload_id: UUID) -> None:
    """The job "take_upload". A file that is refused stays, sealed, with a word that says why. Twice changes nothing.

    Raises Refusal("stale") when its paper became exempt under way, "no_space", "wrong_key", SandboxUnavailable: the
    job is then tried again.
    """
    upload = await Upload.get_or_none(id=upload_id, state="waiting", using_db=database.ro())
    if upload is None:
        return
    content = key.open(upload.content_key, f"upload {upload.id}")
    data = await asyncio.to_thread(crypto.decrypt_paper, await files.get(upload.file), content)
    package = await Package.get(meeting__documents__id=upload.document_id, using_db=database.ro())
    sealed = await _sealed(database.ro(), package, upload)
    try:
        taken = await _look(settings, files, key, upload, data, sealed)
    except Unusable as unusable:
        await _refuse(upload, package, unusable.word)
        return
    async with database.write_tx() as db:
        await database.locked(Package.filter(id=package.id), db).get()
        held = await database.locked(Upload.filter(id=upload_id, state="waiting"), db).first()
        if held is None:
            return
        if await _sealed(db, package, held) != sealed:
            raise Refusal("stale", 409)
        await _write(db, held, package, taken, sealed)


async def _sealed(db: BaseDBAsyncClient, package: Package, upload: Upload) -> bool:
    """What is not known to be open is exempt."""
    return str(upload.document_id) not in (await deliveries.restrictions(db, package.meeting_id)).open


async def _newest(db: BaseDBAsyncClient, document: UUID) -> DocumentVersion | None:
    return await DocumentVersion.filter(document_id=document).using_db(db).order_by("-number").first()


async def _look(settings: Settings, files: Files, key: InstanceKey, upload: Upload, data: bytes, sealed: bool) -> Taken:
    """Raises Unusable with a word the desk explains."""
    fingerprint, kind = key.fingerprint(data), media.sniff(data)
    newest = await _newest(database.ro(), upload.document_id)
    if newest and newest.fingerprint == fingerprint:
        raise Unusable("same_file")
    elsewhere = DocumentVersion.filter(fingerprint=fingerprint, content_key__not_isnull=True).using_db(database.ro())
    if not sealed and await elsewhere.exists():
        raise Unusable("same_as_exempt")
    if kind in converting.CONVERTED:
        made = await converting.to_pdf(settings, data, kind)
        taken = await papers.take(files, key, made, sealed=sealed, original=data)
    else:
        taken = await papers.take(files, key, data, sealed=sealed)
    if taken.stored is None:
        raise Unusable("unknown_format" if taken.inspection.word == "not_pdf" else taken.inspection.word)
    return taken


async def _write(db: BaseDBAsyncClient, upload: Upload, package: Package, taken: Taken, sealed: bool) -> None:
    newest = await _newest(db, upload.document_id)
    document = await Document.get(id=upload.document_id, using_db=db)
    await add(db, document.id, taken, newest.number + 1 if newest else 1, BY_HAND, upload.name)
    # A new paper was nowhere before it was there; one that somebody withdrew meanwhile stays so.
    await save(db, document, missing=None, withdrawn_at=document.withdrawn_at if newest else None)
    gone = [*(taken.stored.plain if taken.stored else []), upload.file]
    exempt = {taken.fingerprint: taken.size} if sealed else {}
    await jobs.order(db, "forget", {"names": gone, "exempt": exempt, "told": []})
    # Its key goes with it: what lies in an old backup of the files opens no more.
    await save(db, upload, state="taken", content_key=b"")
    await audit.record(db, upload.by, "take_upload", str(document.id), upload=str(upload.id))
    await notices.stir(db, package.id)


async def _refuse(upload: Upload, package: Package, word: str) -> None:
    async with database.write_tx() as db:
        await Upload.filter(id=upload.id, state="waiting").using_db(db).update(state="refused", word=word)
        await notices.stir(db, package.id)
