"""What is described is what is served: every route, every answer's shape."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from openapi_spec_validator import validate

from folkevalgt import database, worker
from folkevalgt.api import harvests, shapes, typescript
from folkevalgt.api.events import Hub
from folkevalgt.api.routes import ROUTES
from folkevalgt.attendance.shapes import ActsDone
from folkevalgt.identity.shapes import PasskeyLine
from folkevalgt.models import manifest
from folkevalgt.models.notification import Notice
from folkevalgt.people import shapes as people
from folkevalgt.preferences.shapes import NoticeChoices
from folkevalgt.printing.shapes import PrintOrderLine
from folkevalgt.publishing.brought_shapes import MeetingMade, UploadBegun
from folkevalgt.receipts.shapes import ToldAgain
from folkevalgt.sync import shapes as notes
from folkevalgt.worker import Worker
from tests.noting import written_sheet
from tests.papers import document, harvested, plan, published, version
from tests.sync.writing import Device, the_paper

pytestmark = pytest.mark.anyio


async def test_the_description_is_valid_and_has_every_route(visit):
    async with visit() as anyone:
        described = (await anyone.get("/api/openapi.json")).json()
    validate(described)
    told = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    assert told == {(route.method, route.path) for route in ROUTES}
    names = [operation["operationId"] for methods in described["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))


SENT = {
    *(ActsDone, shapes.Published, notes.NotePushed, PrintOrderLine, PasskeyLine, UploadBegun, MeetingMade, ToldAgain),
    *(people.Made, people.Imported, people.TermChanged, people.TermUndone),
    *(people.InvitationLetters, people.InvitationsSent, NoticeChoices),
}  # answers to what is sent


async def test_every_answer_has_the_shape_that_is_told(world, visit, monkeypatch):
    monkeypatch.setattr(harvests, "PATIENCE", 0)
    package = await published(world, plan())
    await written_sheet(world, "ordforer", package)
    listed = {"manifest": "", "sha256": (await version("framlegg")).sha256}
    asked = set()
    async with visit("sekretaer") as sekretaer:
        listed["sha256"] = (await sekretaer.get("/api/papers")).json()["papers"][0]["manifest"]
        note = await Device(sekretaer, await the_paper()).make()
        given = {"id": package.id, "document": (await document("framlegg")).id, "sha256": listed["sha256"]}
        given["person"] = world.person("ordforer").id
        notice = await Notice.filter(person_id=world.person("sekretaer").id).first()
        named = {"notes": note, "notices": notice.id}
        for route in sorted(ROUTES, key=lambda each: each.path == "/api/sign-out"):  # that one ends the session
            if route.gives and route.takes is None and route.gives not in SENT:
                path = route.path.format(
                    **given | {"id": next((named[each] for each in named if each in route.path), package.id)}
                )
                answer = await (sekretaer.get if route.method == "GET" else sekretaer.post)(path)
                msgspec.json.decode(answer.content, type=route.gives, strict=True)
                assert answer.status_code == 200
                asked.add(route.gives)
    assert asked == {route.gives for route in ROUTES if route.gives} - SENT
    assert manifest.Manifest in asked


async def test_the_secretariat_publishes_what_it_looked_at(world, visit):
    package = await harvested(world, plan())
    async with visit("sekretaer") as sekretaer:
        seen = msgspec.convert((await sekretaer.get(f"/api/packages/{package.id}")).json(), shapes.DeskPackage)
        assert (seen.row.stage, seen.row.exempt, seen.row.revision) == ("harvested", 1, 0)
        stale = await sekretaer.post(f"/api/packages/{package.id}/publish", {"state": "annet"})
        assert (stale.status_code, stale.json()["error"]["word"]) == (409, "stale")
        made = await sekretaer.post(f"/api/packages/{package.id}/publish", {"state": seen.state})
        assert made.json()["revision"] == 1
        row = (await sekretaer.get("/api/packages")).json()["meetings"][0]
        assert (row["stage"], row["recipients"]) == ("published", made.json()["recipients"])


def test_the_front_end_s_shapes_name_every_struct():
    source = typescript.source()
    for room in (manifest, shapes, notes):
        for name, each in vars(room).items():
            if isinstance(each, type) and issubclass(each, msgspec.Struct) and each.__module__ == room.__name__:
                assert f"export interface {typescript.name_of(each)} {{" in source, name


async def heard(hub: Hub, person, bells: list) -> None:
    async for _ in hub.listen(person.id):
        bells.append(person.id)


async def test_exactly_those_concerned_are_told_to_pull(world, app):
    hub, bells = app.state.house.hub, []
    names = ("ordforer", "medlem_helse_2", "sekretaer", "vara_2")
    ears = [asyncio.create_task(heard(hub, world.person(name), bells)) for name in names]
    await asyncio.sleep(0)
    await published(world, plan())

    async def say(people) -> None:
        hub.say(people)

    clock = Worker(world.settings, world.files, world.key, say)
    clock._day = worker.clock.today()  # midnight's round is another matter
    await clock.tick()
    await asyncio.sleep(0.05)
    for ear in ears:
        ear.cancel()
    await asyncio.gather(*ears, return_exceptions=True)
    assert set(bells) == {world.person(name).id for name in ("ordforer", "sekretaer")}
    assert hub._listeners == {}


async def test_a_stream_asked_for_by_its_head_ends_at_once(visit):
    async with visit("ordforer") as ordforer, asyncio.timeout(5):
        answer = await ordforer.client.head("/api/events")
        assert answer.headers["content-type"].startswith("text/event-stream")


async def test_the_server_is_not_ready_without_its_tables(visit):
    async with visit() as anyone:
        await database.get_connection("default").execute_query("ALTER TABLE package RENAME TO pakke")
        answer = await anyone.get("/readyz")
        assert (answer.status_code, answer.json()["error"]["word"]) == (503, "needs_migration")
