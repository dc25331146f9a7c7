"""A paper's versions: a new one, and one whose files lie elsewhere from now on, sealed or opened again."""

from __future__ import annotations

from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from folkevalgt import clock, identity_numbers, jobs
from folkevalgt.archive.held import save
from folkevalgt.archive.papers import Stored, Taken
from folkevalgt.models.document import Comparison, DocumentVersion


async def add(db: BaseDBAsyncClient, document: UUID, taken: Taken, number: int, told: str, file: str) -> None:
    """A version of a paper, as it was taken; `told` is what its source calls the version, `file` the file's name."""
    stored, seen = taken.stored, taken.inspection
    assert stored is not None
    named = [identity_numbers.TITLE] if identity_numbers.found(file) else []
    await DocumentVersion.create(
        using_db=db,
        id=stored.id,
        document_id=document,
        number=number,
        source_version=told,
        fingerprint=taken.fingerprint,
        sha256=stored.sha256,
        original_sha256=stored.original_sha256,
        content_key=stored.content_key,
        media_type=seen.media_type,
        size=stored.size,
        pages=seen.pages,
        text_sha256=stored.text_sha256,
        text_size=stored.text_size,
        scanned=seen.scanned,
        download_only=taken.download_only,
        removed=list(seen.removed),
        identity_numbers=[*named, *taken.identity_numbers],
        harvested_at=clock.now(),
    )
    await order_structure(db, stored.id)


async def replaced(db: BaseDBAsyncClient, held: DocumentVersion, stored: Stored) -> list[str]:
    """Has the row name the new files; returns the names of the old ones, which are to go once that is committed.

    `held` is locked: its structure may have come after `stored` was made, and then it is read anew.
    """
    old = [held.sha256, held.original_sha256, held.text_sha256, held.structure_sha256]
    await save(
        db,
        held,
        sha256=stored.sha256,
        original_sha256=stored.original_sha256,
        text_sha256=stored.text_sha256,
        size=stored.size,
        text_size=stored.text_size,
        structure_sha256=stored.structure_sha256,
        structure_size=stored.structure_size,
        content_key=stored.content_key,
    )
    # After the version's row: who compares it holds that row, and has written theirs by now or never will.
    compared = Comparison.filter(Q(old_id=held.id) | Q(new_id=held.id)).using_db(db)
    old += [row.sha256 for row in await compared]
    await compared.delete()
    if stored.structure_sha256 is None:
        await order_structure(db, held.id, f"since {clock.now().isoformat()}")
    return [name for name in dict.fromkeys([*stored.plain, *old]) if name]


async def order_structure(db: BaseDBAsyncClient, version: UUID, why: str = "") -> None:
    """Its headings, lists and tables are read later, and once more when its files were replaced."""
    await jobs.order(db, "structure", {"version": str(version)}, key=f"structure {version} {why}".strip())
