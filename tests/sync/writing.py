"""A device that writes to the log, as small as can be: it numbers its changes and reads by cursor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from httpx2 import Response

from folkevalgt.models.note import Note
from tests.papers import version
from tests.world import Visitor

Json = dict[str, Any]


class Device:
    """`paper` is what a note on the paper names; other fields as `shapes.NoteFields`."""

    def __init__(self, visitor: Visitor, paper: Json) -> None:
        self.visitor, self.paper = visitor, paper
        self.client, self.mid, self.cursor = str(uuid4()), 0, ""

    async def send(self, *mutations: Json, **more: Any) -> Response:
        return await self.visitor.post(
            "/api/notes/push", {"client": self.client, "schema": 1, "mutations": list(mutations)} | more
        )

    async def push(self, *mutations: Json) -> list[Json]:
        """The replies to these changes, numbered here."""
        numbered = [{"mid": self.mid + at, "base": 0} | each for at, each in enumerate(mutations, 1)]
        self.mid += len(mutations)
        answer = await self.send(*numbered)
        assert answer.status_code == 200, answer.text
        return [{name: value for name, value in each.items() if name != "mid"} for each in answer.json()["replies"]]

    async def one(self, op: str, id: str, **given: Any) -> Json:
        (reply,) = await self.push({"op": op, "id": id} | given)
        return reply

    async def make(self, text: str = "Hva koster det?", **fields: Any) -> str:
        """A new comment; its id."""
        id = str(uuid4())
        reply = await self.put(id, text=text, **({"kind": "comment"} | self.paper | fields))
        assert reply["is"] == "ok", reply
        return id

    async def put(self, id: str, base: int = 0, **fields: Any) -> Json:
        return await self.one("put", id, base=base, fields=fields)

    async def shared(self, text: str, scope: str, *readers: UUID) -> str:
        """A comment that a circle reads."""
        id = await self.make(text)
        reply = await self.share(id, scope, *readers)
        assert reply["is"] == "ok", reply
        return id

    async def share(self, id: str, scope: str, *readers: UUID) -> Json:
        return await self.one("share", id, scope=scope, readers=[str(each) for each in readers])

    async def page(self, **query: Any) -> Json:
        asked = "&".join(f"{name}={value}" for name, value in ({"cursor": self.cursor} | query).items())
        return (await self.visitor.get(f"/api/notes/pull?{asked}")).json()

    async def pull(self) -> list[Json]:
        """Everything new."""
        changes, more = [], True
        while more:
            page = await self.page()
            assert page["reset"] is None, page
            changes, self.cursor, more = changes + page["changes"], page["cursor"], page["more"]
        return changes

    async def rows(self) -> dict[str, Json]:
        """All live notes this person sees, from the beginning."""
        self.cursor = ""
        return {each["id"]: each for each in await self.pull() if not each["deleted"]}

    async def text(self, id: str) -> str:
        content = (await self.rows())[id]["content"]
        return str(content.get("text", ""))

    async def before(self, id: str) -> list[str]:
        """What a note said before, newest first."""
        answer = await self.visitor.get(f"/api/notes/{id}/revisions")
        return [each["content"].get("text", "") for each in answer.json()["revisions"]]


async def the_paper(source_id: str = "framlegg") -> Json:
    """What a note names of a paper: its id, and the file of its newest version."""
    newest = await version(source_id)
    return {"document": str(newest.document_id), "version": newest.sha256}


async def ver(id: str) -> int:
    return (await Note.get(id=id)).ver


@asynccontextmanager
async def device(visit: Any, name: str, source_id: str = "framlegg") -> AsyncIterator[Device]:
    async with visit(name) as visitor:
        yield Device(visitor, await the_paper(source_id))
