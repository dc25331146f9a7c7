"""Notes as rows, so that a test of who may read them need not write them through the door."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from folkevalgt import circles, clock, database
from folkevalgt.models.note import LogHead, Note, ScopeEpoch
from tests.papers import version
from tests.world import World


async def written(world: World, author: str, source: str = "framlegg", scope: str = "private", **more: Any) -> Note:
    """A note by someone on a paper, by the archive's id; sealed words are nobody's business here."""
    paper = await version(source)
    async with database.write_tx() as db:
        head, _ = await LogHead.get_or_create(id=1, defaults={"seq": 0, "incarnation": "a"}, using_db=db)
        await LogHead.filter(id=1).using_db(db).update(seq=head.seq + 1)
        given = {"kind": "comment", "version": paper.sha256, "body": b"forseglet"} | more
        return await Note.create(
            using_db=db,
            id=uuid4(),
            author_id=world.person(author).id,
            scope=scope,
            document_id=paper.document_id,
            ver=head.seq + 1,
            text_ver=head.seq + 1,
            created_at=clock.now(),
            changed_at=clock.now(),
            **given,
        )


def group_of(world: World, name: str) -> str:
    return circles.group(world.person(name).party_group_id)


async def chair_of(world: World, committee: str = "Formannskapet") -> str:
    return circles.chair((await world.committee(committee)).id)


async def epochs(world: World) -> dict[str, int]:
    """How often each one's devices were told to begin anew, by the names of the world."""
    rows = dict(await ScopeEpoch.all().values_list("person_id", "epoch"))
    return {name: rows.get(person.id, 0) for name, person in world._people.items()}


async def moved(world: World, before: dict[str, int]) -> set[str]:
    """Whose devices were told to begin anew since."""
    return {name for name, epoch in (await epochs(world)).items() if epoch != before[name]}


def ids(world: World, *names: str) -> set[UUID]:
    return {world.person(name).id for name in names}
