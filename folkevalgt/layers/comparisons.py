"""Which versions of a paper are compared, and where the answer lies. What differs is for compare.py to say."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from folkevalgt import clock, database, jobs
from folkevalgt.files import Files
from folkevalgt.layers import keeping
from folkevalgt.layers.compare import compare
from folkevalgt.layers.shapes import PaperComparison
from folkevalgt.models.document import Comparison, DocumentVersion
from folkevalgt.pdf.blocks import Structure

_READY = Q(structure_sha256__not_isnull=True) | Q(text_sha256__isnull=True)


async def order(db: BaseDBAsyncClient, version: DocumentVersion) -> None:
    """Orders its comparisons with the other open versions of its paper that are ready, each from earlier to later."""
    if version.content_key is not None:
        return
    open_ = DocumentVersion.filter(
        _READY, document_id=version.document_id, content_key=None, media_type="application/pdf"
    )
    for other in await open_.exclude(id=version.id).using_db(db).order_by("number"):
        old, new = sorted((version, other), key=lambda each: each.number)
        args = {"old": str(old.id), "new": str(new.id)}
        await jobs.order(db, "compare", args, key=f"compare {old.id} {new.id}")


async def make(files: Files, old: UUID, new: UUID) -> None:
    """The job "compare". Twice changes nothing. Raises Refusal("no_space")."""
    before, after = await _open(DocumentVersion.filter(id__in=[old, new]).using_db(database.ro()))
    if before is None or after is None or await Comparison.exists(old_id=old, new_id=new):
        return
    texts = await _structure(files, before), await _structure(files, after)
    summary, changes, word = await asyncio.to_thread(compare, *texts)
    layer = msgspec.json.encode(PaperComparison(before.sha256, after.sha256, word, summary, changes))
    name = await keeping.put(files, layer, sealed=False)
    async with database.write_tx() as db:
        # Held: whoever makes one of them exempt waits for this row and then finds it, or this waits and finds nothing.
        held = await _open(database.locked(DocumentVersion.filter(id__in=[old, new]), db))
        if [each and each.sha256 for each in held] != [before.sha256, after.sha256]:
            await keeping.forget(db, [name])
            return
        counts = msgspec.to_builtins(summary)
        row = Comparison(
            id=uuid4(), old_id=old, new_id=new, sha256=name, size=len(layer), summary=counts, made_at=clock.now()
        )
        await Comparison.bulk_create([row], ignore_conflicts=True, using_db=db)
        await keeping.tell(db, after.sha256)


async def _open(rows: QuerySet[DocumentVersion]) -> list[DocumentVersion | None]:
    """Two versions of a paper, the earlier first, as far as they are ready and open."""
    found: list[DocumentVersion | None] = [*await rows.filter(_READY, content_key=None).order_by("number")]
    return [*found, None, None][:2]


async def _structure(files: Files, version: DocumentVersion) -> Structure:
    if version.structure_sha256 is None:
        return Structure("text", "", [])
    return msgspec.json.decode(await files.get(version.structure_sha256), type=Structure)


async def lying(old: str, new: str) -> str | None:
    """The file that tells what differs between two open files of one paper, by their sha-256."""
    rows = Comparison.filter(old__sha256=old, new__sha256=new, old__content_key=None, new__content_key=None)
    found = await rows.using_db(database.ro()).first()
    return found.sha256 if found else None
