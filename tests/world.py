"""The one world every test lives in: the pilot's municipality, its people and committees by name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from httpx2 import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import circles, clock, crypto, database, deliveries
from folkevalgt.api.http import House, cookie_name
from folkevalgt.archive.harvest import harvest
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.identity import invitations, sessions
from folkevalgt.jobs import Job
from folkevalgt.models.committee import CallIn, Committee
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.pilot.people import settle
from folkevalgt.pilot.world import load_world


class World:
    """`world.person("ordforer")`, `world.committee("Formannskapet")`; verbs that a test needs in one line."""

    def __init__(self, settings: Settings, files: Files, key: crypto.InstanceKey, people: dict[str, Person]) -> None:
        self.settings, self.files, self.key, self._people = settings, files, key, people

    def person(self, name: str) -> Person:
        return self._people[name]

    async def committee(self, name: str) -> Committee:
        return await Committee.get(name=name)

    async def drop(self, delivery: dict[str, Any], files: dict[str, bytes], name: str = "levering") -> None:
        """Puts a package in the inbox and harvests it."""
        folder = self.settings.inbox_path / name
        folder.mkdir(parents=True)
        (folder / "package.json").write_bytes(msgspec.json.encode(delivery))
        for path, data in files.items():
            (folder / path).write_bytes(data)
        (folder / "READY").touch()
        await harvest(self.settings, self.files, self.key)

    async def package(self, committee: str = "Formannskapet") -> Package:
        """The committee's newest package."""
        meeting = await Meeting.filter(committee__name=committee).order_by("-date").first()
        assert meeting, f"no meeting of {committee}"
        return await Package.get(meeting_id=meeting.id)

    async def call_in(self, person: str, package: Package) -> None:
        async with database.write_tx() as db:
            await CallIn.create(
                using_db=db,
                person_id=self.person(person).id,
                meeting_id=package.meeting_id,
                since=clock.now(),
                hours_after=self.settings.substitute_hours,
            )
            await deliveries.refresh(db, package.id)

    async def end_seat(self, person: str, committee: str) -> None:
        """The person's last day in the committee was yesterday."""
        seats = self.person(person).memberships.filter(committee__name=committee)  # type: ignore[attr-defined]
        await seats.update(valid_to=clock.today() - timedelta(days=1))
        async with database.write_tx() as db:
            await circles.refresh(db)
            for package in await Package.filter(meeting__committee__name=committee):
                await deliveries.refresh(db, package.id)


async def _settle(db: BaseDBAsyncClient) -> None:
    await settle(db, load_world(), clock.today())
    await Job.all().using_db(db).delete()  # nobody has an app yet that could be told


async def people_it(settings: Settings) -> None:
    """Moves the people into a migrated database that nobody is connected to."""
    await database.connect(settings)
    async with database.write_tx() as db:
        await _settle(db)
    await database.disconnect()


async def populate(settings: Settings, files: Files, key: crypto.InstanceKey) -> World:
    """The world, in a connected database that is still empty."""
    async with database.write_tx() as db:
        await _settle(db)
    return await the_world(settings, files, key)


async def the_world(settings: Settings, files: Files, key: crypto.InstanceKey) -> World:
    """The world, in a connected database that has its people already."""
    keys = {person.email: key for key, person in load_world().persons.items()}
    return World(settings, files, key, {keys[person.email]: person for person in await Person.all()})


class Visitor:
    """Someone at a browser, signed in or not."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client

    @property
    def cookie(self) -> str:
        """The header that says who it is."""
        return "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())

    async def get(self, path: str, **headers: str) -> Response:
        return await self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    async def post(self, path: str, body: Any = None, **headers: str) -> Response:
        given = {"origin": str(self.client.base_url).rstrip("/")} | headers
        return await self.client.post(path, content=msgspec.json.encode(body), headers=given)


@asynccontextmanager
async def visiting(app: Starlette, person: Person | None) -> AsyncIterator[Visitor]:
    """A visitor to the app; with a person, signed in by a one-time link as that person would be."""
    house: House = app.state.house
    async with AsyncClient(transport=ASGITransport(app), base_url=house.settings.origin) as client:
        if person:
            link = await invitations.sign_in_link(house.settings, person.email)
            token, _ = await sessions.sign_in(house.settings, link.partition("#")[2], "testbrett")
            client.cookies.set(cookie_name(house.settings), token, client.base_url.host)
        yield Visitor(client)


def data_folder() -> Path:
    return Path(__file__).resolve().parents[2] / "shared" / "data"
