"""Notes as rows, so that a test of who may read them need not write them through the door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from folkevalgt import circles, clock, database
from folkevalgt.models.note import LogHead, Note, ScopeEpoch
from folkevalgt.models.package import Package
from folkevalgt.sync import bodies
from folkevalgt.sync.bodies import Line
from folkevalgt.sync.shapes import NoteContent
from tests.papers import version
from tests.world import Visitor, World


async def written(world: World, author: str, source: str = "framlegg", scope: str = "private", **more: Any) -> Note:
    """A note by someone on a paper, by the archive's id."""
    paper, who = await version(source), world.person(author)
    given = {"kind": "comment", "version": paper.sha256, "deleted": False} | more
    return await _row(world, author, NoteContent(text=f"av {who.name}"), scope, paper.document_id, **given)


async def written_sheet(world: World, author: str, package: Package) -> str:
    """A run sheet of someone's, which says that the secretariat may see it; its id."""
    content = NoteContent(package=str(package.id), begins="18:00", shown=True)
    return str((await _row(world, author, content, kind="runsheet", version="", deleted=False)).id)


async def _row(
    world: World,
    author: str,
    content: NoteContent,
    scope: str = "private",
    document: UUID | None = None,
    **given: Any,
) -> Note:
    note, who, now = str(uuid4()), world.person(author), clock.now()
    async with database.write_tx() as db:
        head, _ = await LogHead.get_or_create(id=1, defaults={"seq": 0, "incarnation": "a"}, using_db=db)
        await LogHead.filter(id=1).using_db(db).update(seq=head.seq + 1)
        about = (scope, str(document) if document else None, str(given["version"]), None, None, head.seq + 1)
        line = Line(note, str(given["kind"]), *about, bool(given["deleted"]), now.isoformat(), now.isoformat(), content)
        key = await bodies.own_key(db, world.key, who.id)
        return await Note.create(
            using_db=db,
            id=note,
            author_id=who.id,
            body=None if given["deleted"] else bodies.sealed(key, line),
            scope=scope,
            document_id=document,
            ver=head.seq + 1,
            text_ver=head.seq + 1,
            created_at=now,
            changed_at=now,
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


class Pen:
    """Someone at a device: what they send to the log, and what the log shows them."""

    def __init__(self, world: World, visitor: Visitor) -> None:
        self.world, self.visitor = world, visitor
        self._client, self._mid, self._cursor = str(uuid4()), 0, ""
        self.notes: dict[str, dict[str, Any]] = {}
        self.resets: list[str] = []

    async def send(self, op: str, note: str, base: int = 0, **given: Any) -> dict[str, Any]:
        """One change, and the reply to it."""
        self._mid += 1
        sent = {"mid": self._mid, "op": op, "id": note, "base": base, **given}
        answer = await self.visitor.post("/api/notes/push", {"client": self._client, "schema": 1, "mutations": [sent]})
        assert answer.status_code == 200, answer.text
        return answer.json()["replies"][0]

    async def write(self, text: str, source: str = "framlegg", **more: Any) -> str:
        """A new note; its id."""
        paper, note = await version(source), str(uuid4())
        fields = {"kind": "comment", "document": str(paper.document_id), "version": paper.sha256, "text": text}
        reply = await self.send("put", note, fields=fields | more)
        assert reply["is"] == "ok", reply
        return note

    async def share(self, note: str, scope: str, *readers: str) -> str:
        """The reply's word when it is refused, else "ok"."""
        people = [str(self.world.person(name).id) for name in readers]
        reply = await self.send("share", note, 1, scope=scope, readers=people)
        return str(reply.get("word") or reply["is"])

    async def see(self) -> dict[str, str]:
        """What the device shows after it has fetched: the texts of the live notes, by id."""
        while True:
            answer = (await self.visitor.get(f"/api/notes/pull?cursor={self._cursor}")).json()
            if answer["reset"]:
                self.resets.append(answer["reset"])
                self._cursor, self.notes = "", {}
                continue
            for change in answer["changes"]:
                self.notes[change["id"]] = change
            self._cursor = answer["cursor"]
            if not answer["more"]:
                live = {id: change for id, change in self.notes.items() if not change["deleted"]}
                return {id: change["content"].get("text", "") for id, change in live.items()}


@asynccontextmanager
async def pens(world: World, visit: Any, *names: str) -> AsyncIterator[list[Pen]]:
    """A device each for these people."""
    async with AsyncExitStack() as stack:
        yield [Pen(world, await stack.enter_async_context(visit(name))) for name in names]
