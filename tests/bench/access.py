"""What it costs to ask who may see what: at every file, and for the secretariat's grid."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from datetime import timedelta
from statistics import median
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from starlette.applications import Starlette

from folkevalgt import app as application
from folkevalgt import clock, database, deliveries
from folkevalgt.api import files
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House, cookie_name
from folkevalgt.attendance import acts
from folkevalgt.attendance.grid import grid
from folkevalgt.attendance.shapes import Act, Acts
from folkevalgt.identity import invitations, sessions
from folkevalgt.models.committee import Membership
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing import preview
from tests.bench import Row, at_most
from tests.bench.served import home, peopled
from tests.papers import BASIS, item, meeting, paper, published, version
from tests.world import World

ROUNDS, REQUESTS = 9, 100
PEOPLE, ITEMS, PAPERS = 60, 10, 4  # people, and papers of each item
ADDS, GRID = 0.3, 300  # milliseconds


async def bench_access_to_a_file() -> list[Row]:
    """Asking whether somebody may have a file, before its first 64 KiB are given out

    Bare: the same request in the same app, with the question answered by yes. The database is SQLite.
    """
    with home() as settings:
        async with peopled(settings) as world:
            await published(
                world, meeting(item("plan", 1, paper("framlegg")), item("p", 2, paper("h"), exemption=BASIS))
            )
            app = application.build(settings, work=False)
            app.state.house = House(settings, world.files, world.key, Hub())
            cookie = await _cookie(world)
            rows = []
            for name, source in {"an open paper": "framlegg", "an exempt paper": "h"}.items():
                address = f"/files/{(await version(source)).sha256}"
                rows += await _added(app, cookie, address, name)
    return rows


async def _added(app: Starlette, cookie: bytes, address: str, name: str) -> list[Row]:
    rows = []
    for crowd in (1, 50):
        asked, bare = [], []
        for _ in range(ROUNDS):
            asked.append(await _round(app, cookie, address, crowd))
            with patch.object(files, "allowed", _yes):
                bare.append(await _round(app, cookie, address, crowd))
        adds = median(mine - theirs for mine, theirs in zip(asked, bare, strict=True))
        of = f"{name}, {crowd} at a time" if crowd > 1 else f"{name}, one after the other"
        rows += [Row(f"a request for {of}", median(asked), "ms"), at_most(f"the question adds, {of}", adds, "ms", ADDS)]
    return rows


async def _yes(*_: object) -> bool:
    return True


async def _round(app: Starlette, cookie: bytes, address: str, crowd: int) -> float:
    """Milliseconds a request."""
    began = time.perf_counter()
    for _ in range(REQUESTS // crowd):
        if crowd == 1:
            await _one(app, cookie, address)
        else:
            await asyncio.gather(*(_one(app, cookie, address) for _ in range(crowd)))
    return (time.perf_counter() - began) * 1000 / REQUESTS


async def _one(app: Starlette, cookie: bytes, address: str) -> None:
    scope: dict[str, Any] = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "root_path": ""}
    scope |= {
        "path": address,
        "raw_path": address.encode(),
        "query_string": b"",
        "state": {},
        "asgi": {"version": "3.0", "spec_version": "2.4"},
    }
    scope |= {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000)}
    scope["headers"] = [(b"host", b"bench"), (b"cookie", cookie), (b"range", b"bytes=0-65535")]
    status: list[int] = []

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()  # nothing more is sent, and nobody hangs up
        return {}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])

    await app(scope, receive, send)
    assert status == [206], status


async def _cookie(world: World) -> bytes:
    link = await invitations.sign_in_link(world.settings, world.person("ordforer").email)
    token, _ = await sessions.sign_in(world.settings, link.partition("#")[2], "brett")
    return f"{cookie_name(world.settings)}={token}".encode()


async def bench_access_grid() -> list[Row]:
    """Who sees what and why: 60 people and 40 papers, and what a change would do, tried out and taken back"""
    with home() as settings, ExitStack():
        async with peopled(settings) as world:
            package = await large(world)
            looked = [await timed(_grid(package)) for _ in range(ROUNDS)]
            shown = await _grid(package)
            tried = [await timed(_tried(package)) for _ in range(ROUNDS)]
    size = f"{len(shown.people)} people x {len(shown.papers)} papers"
    return [
        at_most(f"the grid, {size}", median(looked), "ms", GRID),
        Row("somebody disqualified, tried out, with both grids", median(tried), "ms"),
    ]


async def large(world: World) -> Package:
    told = [item(f"i{n}", n + 1, *(paper(f"p{n}-{p}") for p in range(PAPERS))) for n in range(ITEMS)]
    for each in told[::3]:
        each["exemption"] = BASIS
    package = await published(world, meeting(*told))
    there = {
        row.id for row in (await grid(database.ro(), package, await preview.listed(database.ro(), package.id))).people
    }
    committee = await world.committee("Formannskapet")
    async with database.write_tx() as db:
        for number in range(PEOPLE + 1 - len(there)):
            given = {"email": f"{number}@agnesund.example", "created_at": clock.now()}
            person = await Person.create(using_db=db, name=f"Medlem {number}", **given)
            seat = {"role": "member", "valid_from": clock.today() - timedelta(days=9)}
            await Membership.create(using_db=db, person_id=person.id, committee_id=committee.id, **seat)
            barred = await AgendaItem.filter(meeting_id=package.meeting_id).using_db(db).order_by("position").first()
            if number % 7 == 0 and barred:
                told_so = {"person_id": person.id, "item_id": barred.id, "state": "decided"}
                await Disqualification.create(using_db=db, id=uuid4(), **told_so)
        await deliveries.refresh(db, package.id)
    assert await Document.filter(meeting_id=package.meeting_id).count() == ITEMS * PAPERS
    return package


async def _grid(package: Package) -> Any:
    return await grid(database.ro(), package, await preview.listed(database.ro(), package.id))


async def _tried(package: Package) -> Any:
    row = await AgendaItem.filter(meeting_id=package.meeting_id).order_by("position").first()
    person = await Person.get(email="1@agnesund.example")
    act = Act("disqualify", person=str(person.id), item=str(row.id if row else ""), state="provisional")
    asked = Acts([act], dry_run=True)
    return await acts.do(package.id, asked, "cli", acts.verbs(24), preview.listed, decides=frozenset())


async def timed(question: Any) -> float:
    began = time.perf_counter()
    await question
    return (time.perf_counter() - began) * 1000
