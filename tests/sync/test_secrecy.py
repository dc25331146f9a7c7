"""What somebody wrote stands in no byte that others can get at: searched for, with a hole planted each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import structlog

from folkevalgt import backup, crypto, database
from folkevalgt.api.routes import ROUTES
from folkevalgt.cli import log_to
from folkevalgt.crypto import AuthorKey
from folkevalgt.models.note import Mutation, Note
from folkevalgt.models.person import Person
from folkevalgt.sync import mutations, sight
from tests import canaries
from tests.engines import ON_SQLITE
from tests.noting import Pen, group_of, pens
from tests.papers import plan, published, version
from tests.world import Visitor, World

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).resolve().parents[2]
AUTHOR, COLLEAGUE = "leder_oppvekst", "medlem_formannskap"
FILES = ("sha256", "new", "old")  # what addresses call them
OTHERS = (None, "sekretaer", "sekretaer_2", "ordforer", "varaordforer", "vara_3", "ungdomsrad_medlem")
CONTENT: dict[str, Any] = {
    "quote": {"exact": "kanarisitat fra planen", "prefix": "kanariforan", "suffix": "kanaribak"},
    "geometry": {"quads": [], "paths": [[31337.25, 2.5]], "width": 1},
    "tags": ["kanarimerkelapp"],
    "paper": "PS 112/26 · kanaripapir",
    "sort": "kanarirekkefølge",
}
NEEDLES = [b"kanari", b"31337.25", "rekkefølge".encode(), b"rekkef\\u00f8lge", b"k\x00a\x00n\x00a\x00r\x00i"]


async def write_all(world: World, author: Pen) -> list[str]:
    """Everything that can become of a note: private, changed, in conflict, shared, taken back, deleted."""
    alone, group, back, gone = [await author.write(f"kanaritekst {n}", **CONTENT) for n in range(4)]
    await author.send("put", alone, 1, fields={"text": "kanaritekst endret"})
    await author.send("put", alone, 1, fields={"text": "kanaritekst i konflikt"})
    for each in (group, back):
        assert await author.share(each, group_of(world, AUTHOR), COLLEAGUE) == "ok"
    await author.send("put", group, 99, fields={"text": "kanaritekst delt og endret"})
    await author.send("narrow", back, 99, copy="0" * 8 + back[8:])
    await author.send("delete", gone, 99)
    assert (await author.send("put", alone, 99, fields={"text": "kanari" * 5000}))["is"] == "rejected"
    assert (await author.send("put", alone, 99, fields={"kanari": 1}))["is"] == "rejected"
    plan = {"motions": ["kanariforslag"], "disqualified": ["kanarinavn"]}
    row = {"kind": "runsheet", "package": str((await world.package()).id), "shown": True, "plan": plan}
    sheet = await author.send("put", str(uuid4()), fields=row | {"text": "kanaritekst i kjøreplanen"})
    paper = (await version("framlegg")).sha256
    told = {"id": str(uuid4()), "package": row["package"], "layout": {}, "with_notes": True}
    parts = [{"version": paper, "pages": [1], "label": "kanarimerke", "title": "kanaritittel på et notat"}]
    assert (await author.visitor.post("/api/prints", told | {"parts": parts})).status_code == 200
    assert sheet["is"] == "ok"  # she says that it may be seen, and leads another committee than this one
    return [alone, group, back, gone]


@pytest.fixture
async def notes(world, visit) -> list[str]:
    await published(world, plan())
    async with pens(world, visit, AUTHOR) as (author,):
        return await write_all(world, author)


def found(told: bytes) -> set[bytes]:
    return {needle for needle in NEEDLES if needle in told}


async def stored(world: World, copy: Path) -> bytes:
    """Every byte of the database, its write-ahead log and a backup; on PostgreSQL every row of every table as text."""
    await backup.backup(world.settings, copy)
    told = bytes_of(copy)
    if world.settings.on_sqlite:
        return told + bytes_of(*world.settings.home_path.glob("folkevalgt.sqlite3*"))
    tables = await database.ro().execute_query_dict("SELECT tablename AS t FROM pg_tables WHERE schemaname = 'public'")
    for each in tables:
        for row in await database.ro().execute_query_dict(f'SELECT x::text AS row FROM "{each["t"]}" x'):
            told += row["row"].encode() + bytes.fromhex("".join(_hex(row["row"])))
    return told


def bytes_of(*files: Path) -> bytes:
    return b"".join(each.read_bytes() for each in files)


def _hex(row: str) -> list[str]:
    """The bytes of a row's bytea columns, as PostgreSQL writes them."""
    return [part.split('"')[0].split(",")[0].rstrip(")") for part in row.split("\\\\x")[1:]]


async def test_a_copy_of_the_database_or_a_backup_says_nothing_of_what_was_written(world, notes, tmp_path):
    assert found(await stored(world, tmp_path / "kopi.tar")) == set()


async def test_what_was_kept_in_plain_text_would_be_found(world, visit, tmp_path, monkeypatch):
    monkeypatch.setattr(AuthorKey, "seal", lambda self, plain, note: plain)
    monkeypatch.setattr(AuthorKey, "open", lambda self, sealed, note: bytes(sealed))
    await published(world, plan())
    async with pens(world, visit, AUTHOR) as (author,):
        await author.write("kanaritekst", **CONTENT)
    assert len(found(await stored(world, tmp_path / "kopi.tar"))) >= 3


async def test_nobody_can_try_out_what_somebody_may_have_written(world, visit, notes):
    """The digest of a mutation is keyed: the same change, by somebody else's reckoning, gives another."""
    kept = await Mutation.all().values_list("digest", flat=True)
    for mid in range(1, 20):
        guess = b'{"base":99,"id":"%s","mid":%d,"op":"delete"}' % (notes[3].encode(), mid)
        assert crypto.sha256(guess) not in kept


async def everything(world: World, visitor: Visitor, notes: list[str]) -> bytes:
    """Every address, asked in its own way: what it says, and what it says by its headers."""
    package, paper = await world.package(), await version("framlegg")
    told = b""
    for route in ROUTES:
        for id in [str(package.id), *notes] if "{id}" in route.path else [""]:
            filled = dict.fromkeys(FILES, paper.sha256) | {"id": id, "document": paper.document_id}
            path = route.path.format_map(filled | {"name": "x", "person": id, "item": id, "secret": "x" * 43})
            method = "HEAD" if path == "/api/events" else route.method
            origin = {"origin": str(visitor.client.base_url).rstrip("/")}
            if path != "/api/sign-out":
                answer = await visitor.client.request(method, path, headers=origin, json={} if route.takes else None)
                told += answer.content + str(answer.headers).encode()
    return told


async def nobody_is_shown_any(world: World, visit: Any, notes: list[str]) -> None:
    for name in OTHERS:
        async with visit(name) as visitor:
            assert found(await everything(world, visitor, notes)) == set(), name


async def test_no_address_shows_anybody_else_a_private_or_a_group_note(world, visit, notes, monkeypatch):
    monkeypatch.setattr("folkevalgt.api.harvests.PATIENCE", 0)
    await nobody_is_shown_any(world, visit, notes)
    async with pens(world, visit, AUTHOR, COLLEAGUE) as (author, colleague):
        assert b"kanari" in found(await everything(world, author.visitor, notes))
        assert list((await colleague.see()).values()) == ["kanaritekst delt og endret"]


HOLES = {
    "the secretariat's pull shows the circle's": (sight, "SHARED", "note.scope <> 'private'"),
    "everyone's pull shows everything": (sight, "SHARED", f"note.author_id <> {sight.ME}"),
}


@ON_SQLITE
@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
async def test_an_address_that_showed_one_would_be_found(world, visit, notes, monkeypatch, hole):
    monkeypatch.setattr("folkevalgt.api.harvests.PATIENCE", 0)
    monkeypatch.setattr(*hole)
    with pytest.raises(AssertionError):
        await nobody_is_shown_any(world, visit, notes)


async def a_push_that_breaks(world: World, visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def breaks(desk: object, sent: Any) -> None:
        text = sent.fields.text
        raise RuntimeError(len(text))

    async with pens(world, visit, AUTHOR) as (author,):
        with monkeypatch.context() as patch:
            patch.setattr(mutations, "answer", breaks)
            with pytest.raises(AssertionError, match="server_error"):
                await author.write("kanaritekst", **CONTENT)


async def test_no_log_line_says_what_somebody_wrote(world, visit, monkeypatch, capsys, planned):
    try:
        log_to(sys.stderr)
        async with pens(world, visit, AUTHOR) as (author,):
            await write_all(world, author)
        await a_push_that_breaks(world, visit, monkeypatch)
        logged = capsys.readouterr().err
        assert ("request failed" in logged, found(logged.encode())) == (True, set())
        structlog.configure(processors=[structlog.dev.ConsoleRenderer(colors=False)])  # the twin: with what it held
        await a_push_that_breaks(world, visit, monkeypatch)
        assert found(capsys.readouterr().err.encode())
    finally:
        canaries.log_as_served()


def said(world: World, *commands: str) -> bytes:
    """What the command line has to say."""
    env = os.environ | {"FOLKEVALGT_HOME": world.settings.home, "PYTHONPATH": str(ROOT)}
    told = b""
    for words in commands:
        given = [sys.executable, "-m", "folkevalgt.cli", *words.split()]
        done = subprocess.run(given, env=env, capture_output=True, timeout=60, check=False)
        told += done.stdout + done.stderr
    return told


@ON_SQLITE
async def test_no_command_and_no_pilot_report_says_what_somebody_wrote(world, notes):
    show = f"package show {(await world.package()).id} --json"
    await Note.filter(id=notes[0]).update(body=b"kanari")  # that it does not open is told, and not what it says
    told = said(world, "person list --json", "package list --json", show, "pilot report", "check")
    assert (found(told), b"kan ikke" in told) == (set(), True)
    await Person.filter(id=world.person("vara_2").id).update(name="kanarifugl")  # the twin: what is said is searched
    assert found(said(world, "person list")) == {b"kanari"}
