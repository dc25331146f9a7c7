"""Which notes someone sees now, as SQL: for the pull, the push and old versions of papers alike.

One's own, always, whatever became of the paper. Others' when they are shared in a circle one is in now, or answer a
note of one's own there, on a paper that one has been given now. The names `ids`, `names` and `moment` are the tables of
`database.read`.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import database
from folkevalgt.deliveries import HOLDS

ME = "(SELECT id FROM ids)"

# The circles of `who`, and the papers given to them: a paper is given in whatever version their list names.
SCOPES = "SELECT scope FROM circlemember WHERE person_id = {who} AND " + HOLDS
PAPERS = (
    "SELECT document.id AS id FROM delivery JOIN package ON package.id = delivery.package_id"
    " JOIN document ON document.meeting_id = package.meeting_id"
    " JOIN documentversion ON documentversion.document_id = document.id"
    " JOIN manifestfile ON manifestfile.manifest_id = delivery.manifest_id AND file = documentversion.sha256"
    " WHERE delivery.person_id = {who} AND " + HOLDS
)

# What the one person in `ids` sees of `note` that others have written: in circles of theirs, and in answer to them.
OTHERS = f"note.document_id IN ({PAPERS.format(who=ME)}) AND note.author_id <> {ME}"
SHARED = f"note.scope IN ({SCOPES.format(who=ME)}) AND {OTHERS}"
ANSWERS = (
    f"note.answered_id = {ME} AND note.scope <> 'private' AND note.scope NOT IN ({SCOPES.format(who=ME)}) AND {OTHERS}"
)


async def papers(db: BaseDBAsyncClient, person: UUID, asked: Collection[str]) -> set[str]:
    """Which of these papers someone has been given now."""
    if not asked:
        return set()
    given = PAPERS.format(who=f"'{person}'") + " AND document.id IN (SELECT id FROM ids)"
    rows = await database.read(f"SELECT DISTINCT CAST(id AS text) FROM ({given}) AS given", ids=asked, db=db)
    return {row[0] for row in rows}


async def packages(db: BaseDBAsyncClient, person: UUID, asked: Collection[str]) -> set[str]:
    """Which of these packages someone has been given now."""
    if not asked:
        return set()
    given = f"delivery WHERE person_id = '{person}' AND package_id IN (SELECT id FROM ids) AND {HOLDS}"
    rows = await database.read(f"SELECT CAST(package_id AS text) FROM {given}", ids=asked, db=db)
    return {row[0] for row in rows}


async def versions(db: BaseDBAsyncClient, names: Collection[str]) -> set[tuple[str, str]]:
    """Papers and the files that are versions of them, among these files."""
    if not names:
        return set()
    rows = await database.read(
        "SELECT CAST(document_id AS text), sha256 FROM documentversion WHERE sha256 IN (SELECT name FROM names)",
        names=names,
        db=db,
    )
    return {(row[0], row[1]) for row in rows}
