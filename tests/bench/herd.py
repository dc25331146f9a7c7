"""A package is published and everyone's device asks at once."""

from __future__ import annotations

import base64
import json
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from statistics import median
from urllib.parse import urlsplit
from urllib.request import Request, urlopen
from uuid import uuid4

from folkevalgt import clock, crypto, database
from folkevalgt.cli.operate import more_open_files
from folkevalgt.config import Settings
from folkevalgt.models.committee import Membership
from folkevalgt.models.device import Device, Session
from folkevalgt.models.package import Delivery, Package
from folkevalgt.models.person import Person
from folkevalgt.publishing.publish import publish
from tests.bench import Row, ratio_at_most
from tests.bench.papers import delivery
from tests.bench.served import home, peopled, processor_seconds, serving, settle, wait_until_ready
from tests.bench.swarm import swarm
from tests.papers import pdf
from tests.postgres import free_port, running
from tests.world import World

CLIENTS = 2_000
MEETINGS = 6
PAPERS = 40
ROUNDS = 9
AWAY = timedelta(minutes=10)  # since each was last here: their sessions are noted as used again
LISTS, MANIFEST = "papers list", "manifest"


async def bench_herd_sqlite() -> list[Row]:
    """2,000 clients at the same moment, each with a session and a fresh connection; the database is SQLite

    Everyone has been away for ten minutes, has six packages on the list and fetches the manifest of one of 40 papers.
    Times run from the moment all begin. Bare: a Starlette handler that has the same bytes and headers in memory. Ours
    takes 1.3 to 1.5 times its processor time; where others use all cores, single runs have been at 1.7 x.
    """
    with home() as settings:

        async def forget(used: str) -> None:
            with sqlite3.connect(settings.database_url.removeprefix("sqlite://"), timeout=20) as rows:
                rows.execute("UPDATE session SET used_at = ?", (used,))
            rows.close()

        return await herd(settings, forget)


async def bench_herd_postgres() -> list[Row]:
    """2,000 clients at the same moment, each with a session and a fresh connection; the database is PostgreSQL"""
    with running() as cluster:
        name = cluster.create()

        async def forget(used: str) -> None:
            cluster.run(f"UPDATE session SET used_at = '{used}'", name)

        with home(cluster.url(name)) as settings:
            return await herd(settings, forget)


async def herd(settings: Settings, forget: Callable[[str], Awaitable[None]]) -> list[Row]:
    more_open_files()
    async with peopled(settings) as world:
        people = await members(world)
        name = await packages(world)
        tokens = await sessions(people)
    with serving(settings) as server:
        settle(server)
        asked = {LISTS: "/api/papers", MANIFEST: f"/api/manifests/{name}"}
        answers = {address: one(settings.origin, address, tokens[0]) for address in asked.values()}
        rounds: dict[tuple[str, str], list[tuple[float, float]]] = {}
        with bare(answers) as (beside, bare_server):
            sides = [("bare", beside, bare_server), ("ours", settings.origin, server)]
            for turn in range(ROUNDS):
                for what, address in asked.items():
                    for who, origin, process in sides if turn % 2 else reversed(sides):
                        await forget(str(clock.now() - AWAY))
                        before = processor_seconds(process.pid)
                        ms = p99(origin, address, tokens, len(answers[address][1]))
                        used = processor_seconds(process.pid) - before
                        rounds.setdefault((what, who), []).append((ms, used * 1000))
    rows = [Row("simultaneous clients", CLIENTS, "")]
    for what in asked:
        (ours, used), (loop, loop_used) = (map(list, zip(*rounds[what, who], strict=True)) for who in ("ours", "bare"))
        rows += [Row(f"{what}, bare, p99", median(loop), "ms"), ratio_at_most(f"{what}, p99", ours, "ms", loop, 1.5)]
        rows.append(Row(f"{what}, processor time", median(used), "ms", median(used) / median(loop_used)))
    return rows


async def members(world: World) -> list[Person]:
    committee, now = await world.committee("Formannskapet"), clock.now()
    people = [Person(name=f"Medlem {n}", email=f"medlem{n}@kommune.example", created_at=now) for n in range(CLIENTS)]
    seats = [
        Membership(person_id=each.id, committee_id=committee.id, role="member", valid_from=date(2023, 10, 1))
        for each in people
    ]
    async with database.write_tx() as db:
        await Person.bulk_create(people, using_db=db, batch_size=500)
        await Membership.bulk_create(seats, using_db=db, batch_size=500)
    return people


async def packages(world: World) -> str:
    """Publishes a package for each meeting; the name of the manifest a member has of the last."""
    for number in range(1, MEETINGS + 1):
        day = (clock.today() + timedelta(days=number)).isoformat()
        papers = {f"{number}-{n}": pdf(f"Papir {n} til møte {number}") for n in range(PAPERS)}
        await world.drop(*delivery(papers, day), name=f"levering {number}")
    for package in await Package.all():
        await publish(package.id, "cli")
    last = await Delivery.filter(role="member").order_by("-package__meeting__date").first()
    assert last
    return last.manifest_id


async def sessions(people: list[Person]) -> list[str]:
    now, tokens = clock.now(), [crypto.new_token() for _ in people]
    devices = [Device(id=uuid4(), person_id=each.id, name="Brett", created_at=now, seen_at=now) for each in people]
    times = {"created_at": now, "used_at": now, "expires_at": now + timedelta(hours=8)}
    rows = [
        Session(token_hash=crypto.token_hash(token), device_id=device.id, person_id=device.person_id, **times)
        for token, device in zip(tokens, devices, strict=True)
    ]
    async with database.write_tx() as db:
        await Device.bulk_create(devices, using_db=db, batch_size=500)
        await Session.bulk_create(rows, using_db=db, batch_size=500)
    return tokens


def one(origin: str, address: str, token: str) -> tuple[dict[str, str], bytes]:
    """What the server answers one of them, as it goes over the wire."""
    asked = Request(origin + address, headers={"cookie": f"folkevalgt={token}", "accept-encoding": "gzip"})
    with urlopen(asked) as answer:
        headers = {name: value for name, value in answer.headers.items() if name not in ("date", "content-length")}
        return headers, answer.read()


@contextmanager
def bare(answers: dict[str, tuple[dict[str, str], bytes]]) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    told = {address: (headers, base64.b64encode(body).decode()) for address, (headers, body) in answers.items()}
    command = [sys.executable, "-m", "tests.bench.bare", str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as server:
        try:
            assert server.stdin
            server.stdin.write(json.dumps(told).encode())
            server.stdin.close()
            wait_until_ready(origin, server, path=next(iter(answers)))
            yield origin, server
        finally:
            server.terminate()


def p99(origin: str, address: str, tokens: list[str], size: int) -> float:
    """In milliseconds. Every answer must have come, and be of the right size."""
    where = urlsplit(origin)
    head = f"GET {address} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept-Encoding: gzip\r\nCookie: folkevalgt="
    came = swarm(where.hostname or "", where.port or 80, [f"{head}{token}\r\n\r\n" for token in tokens])
    assert not came.errors, came.errors[:3]
    assert set(came.bodies) == {size}, set(came.bodies)
    return sorted(came.ms)[int(len(came.ms) * 0.99)]
