"""The structure layer of a version: made in the sandbox, sealed when the paper is exempt, told to who reads it."""

from __future__ import annotations

import asyncio
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import crypto, database, jobs
from folkevalgt.crypto import InstanceKey
from folkevalgt.files import Files
from folkevalgt.layers import comparisons, keeping
from folkevalgt.models.document import DocumentVersion
from folkevalgt.pdf import plain, sandbox
from folkevalgt.pdf.blocks import Structure
from folkevalgt.pdf.inspection import Limits

# pdfplumber reads some 17 pages a second; what there is no time for comes from the text layer. Less than a job's lease.
LIMITS = Limits(cpu_seconds=60, wall_seconds=90.0)
_MOST_MISSING = 1_000  # of what was harvested before there were layers, ordered each day
PDF = "application/pdf"


async def make(files: Files, key: InstanceKey, version: UUID) -> None:
    """The job "structure". A paper that brings its reader down gets what its text layer gives; twice changes nothing.

    Raises SandboxUnavailable, Refusal("no_space") or "wrong_key".
    """
    row = await DocumentVersion.get_or_none(id=version, using_db=database.ro())
    if row is None or row.media_type != PDF or row.structure_sha256 is not None:
        return
    if row.text_sha256 is None:
        async with database.write_tx() as db:
            await comparisons.order(db, row)  # a scan differs from its forerunner in that it says nothing
        return
    if not (row.content_key is None and await _as_another(row)):
        await _made(files, key, row, row.text_sha256)


async def order_missing() -> None:
    """Orders the structure of the newest papers that lack it: what was harvested before there were layers."""
    rows = DocumentVersion.filter(structure_sha256=None, text_sha256__not_isnull=True, media_type=PDF)
    ids = await rows.using_db(database.ro()).order_by("-harvested_at").limit(_MOST_MISSING).values_list("id", flat=True)
    if not ids:
        return
    async with database.write_tx() as db:
        for each in ids:
            await jobs.order(db, "structure", {"version": str(each)}, key=f"structure {each}")


async def _as_another(row: DocumentVersion) -> bool:
    """The same file lies in several committees' packages; it is read once."""
    same = DocumentVersion.filter(sha256=row.sha256, content_key=None, structure_sha256__not_isnull=True)
    there = await same.using_db(database.ro()).first()
    if there is None or there.structure_sha256 is None:
        return False
    async with database.write_tx() as db:
        held = await database.locked(DocumentVersion.filter(id__in=[there.id, row.id]).order_by("id"), db)
        by_id = {each.id: each for each in held}
        still = by_id[there.id].structure_sha256 == there.structure_sha256 and by_id[row.id].sha256 == row.sha256
        if still:
            await _set(db, by_id[row.id], there.structure_sha256, there.structure_size)
    return still


async def _made(files: Files, key: InstanceKey, row: DocumentVersion, text: str) -> None:
    content = key.open(row.content_key, f"version {row.id}") if row.content_key is not None else None

    async def opened(name: str) -> bytes:
        data = await files.get(name)
        return data if content is None else await asyncio.to_thread(crypto.decrypt_paper, data, content)

    layer = b""
    if not row.download_only:
        outcome = await sandbox.send("structure", [await opened(row.sha256)], LIMITS)
        layer = outcome.report if outcome.word == "ok" and _is_whole(outcome.report, row.pages) else b""
    layer = layer or await asyncio.to_thread(_from_text, await opened(text))
    if content is not None:
        layer = (await asyncio.to_thread(crypto.encrypt_paper, layer, content))[1]
    name = await keeping.put(files, layer, sealed=content is not None)
    async with database.write_tx() as db:
        held = await database.locked(DocumentVersion.filter(id=row.id), db).first()
        if held is None or held.sha256 != row.sha256:
            await keeping.forget(db, [name])  # sealed meanwhile: its structure is ordered anew
        else:
            await _set(db, held, name, len(layer))


async def _set(db: BaseDBAsyncClient, row: DocumentVersion, name: str, size: int) -> None:
    row.structure_sha256, row.structure_size = name, size
    await row.save(using_db=db, update_fields=["structure_sha256", "structure_size"])
    if row.content_key is None:
        await comparisons.order(db, row)
        await keeping.tell(db, row.sha256)


def _is_whole(report: bytes, pages: int) -> bool:
    """What the child writes is foreign too."""
    try:
        return len(msgspec.json.decode(report, type=Structure).pages) == pages
    except msgspec.MsgspecError:
        return False


def _from_text(layer: bytes) -> bytes:
    return msgspec.json.encode(plain.from_texts(msgspec.json.decode(layer, type=list[str])))
