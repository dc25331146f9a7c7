"""Who comes to the meeting and who comes instead, so that a test says only what people do and what comes of it."""

from __future__ import annotations

from typing import Any

from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Package
from tests.attendance.acting import item_id
from tests.world import Visitor, World


class Attending:
    """The secretariat at the list of who comes; people by the world's names, items by the archive's."""

    def __init__(self, world: World, package: Package, visitor: Visitor) -> None:
        self.world, self.visitor = world, visitor
        self.address = f"/api/packages/{package.id}/attendance"

    async def act(self, act: str, person: str, *items: str, instead_of: str = "", **told: Any) -> Any:
        """The answer: its JSON, or the word of a refusal."""
        body = told | {"act": act, "person": str(self.world.person(person).id)}
        body["items"] = [await item_id(each) for each in items]
        body["instead_of"] = str(self.world.person(instead_of).id) if instead_of else ""
        answer = await self.visitor.post(self.address, body)
        return answer.json() if answer.status_code == 200 else answer.json()["error"]["word"]

    async def told(self) -> dict[str, Any]:
        return (await self.visitor.get(self.address)).json()

    def name(self, person: str) -> str:
        return next(name for name, each in self.world._people.items() if str(each.id) == person)

    async def proposed(self) -> dict[tuple[str, str], list[str]]:
        """For each seat that nobody sits in, and why: the deputies in order, each with why they are passed over."""
        return {
            (self.name(vacancy["instead_of"]), vacancy["why"]): [
                f"{self.name(each['person'])} {each['place']} {each['skip']}".strip() for each in vacancy["proposals"]
            ]
            for vacancy in (await self.told())["vacancies"]
        }


class Own:
    """What people do themselves."""

    def __init__(self, visit: Any, package: Package) -> None:
        self.visit, self.at = visit, f"/api/packages/{package.id}"

    async def says(self, name: str | None, rest: str, body: Any = None) -> int:
        async with self.visit(name) as visitor:
            return (await visitor.post(f"{self.at}/{rest}", body)).status_code

    async def away(self, name: str | None, *items: str, reason: str = "Reise") -> int:
        return await self.says(name, "absence", {"items": [await item_id(each) for each in items], "reason": reason})

    async def answers(self, name: str | None, word: str) -> int:
        return await self.says(name, "call-in/answer", {"answer": word})

    async def sees(self, name: str | None) -> Any:
        async with self.visit(name) as visitor:
            return (await visitor.get(f"{self.at}/absence")).json()


async def notices(world: World, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Who is to be told of this kind of thing, with its facts."""
    names = {person.id: name for name, person in world._people.items()}
    rows = await Notice.filter(kind=kind, ended="").order_by("created_at")
    return sorted(((names[row.person_id], row.facts) for row in rows), key=str)
