"""A town for the state machine: the real app behind its ASGI door, on a real database that is put back between runs."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar
from unittest.mock import patch
from urllib.parse import urlencode

import msgspec
from starlette.applications import Starlette
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection

from folkevalgt import app as application
from folkevalgt import circles, clock, crypto, database, deliveries
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House, cookie_name
from folkevalgt.backup import _turned
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.identity import invitations, sessions
from folkevalgt.models.committee import Membership
from folkevalgt.models.note import Note, NoteKey
from folkevalgt.models.person import Person
from folkevalgt.pdf import sandbox
from folkevalgt.sync import bodies
from folkevalgt.sync.sweeping import KEEP_TOMBSTONES, sweep
from tests.papers import item, meeting, paper, published, version
from tests.world import the_world

Answer = TypeVar("Answer")
Json = dict[str, Any]
Kept = dict[str, list[tuple[Any, ...]]]
PEOPLE = {"anna": "leder_oppvekst", "berit": "medlem_formannskap", "leder": "ordforer"}  # Ap, Ap, and the chair
TABLES = (
    "note",
    "noterevision",
    "notekey",
    "loghead",
    "logclient",
    "mutation",
    "circlemember",
    "scopeepoch",
    "delivery",
)
# What the machine changes about people; at first all of it is so.
FACTS = ("berit is in the group", "berit has the papers", "leder is the chair")


class Town:
    """`facts` is what the test knows by itself of who may see what."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._runner = asyncio.Runner()
        self.facts = dict.fromkeys(FACTS, True)
        self.run(self._open())
        self.flip(FACTS[1])  # there and back: her seat has no end now, whatever the election book says
        self.flip(FACTS[1])
        self.fresh = self.copy()

    def run(self, task: Coroutine[Any, Any, Answer]) -> Answer:
        return self._runner.run(task)

    def close(self) -> None:
        self.run(self._close())
        self._runner.close()

    async def _open(self) -> None:
        await database.connect(self.settings)
        if self.settings.on_sqlite:  # no power is cut here
            await get_connection("default").execute_query("PRAGMA synchronous = OFF")
        self.files, self.key = Files(self.settings.files_url), crypto.instance_key(self.settings)
        world = await the_world(self.settings, self.files, self.key)
        self.package = await published(world, meeting(item("plan", 112, paper("framlegg", "IKT-plan"))))
        newest = await version("framlegg")
        self.paper = {"document": str(newest.document_id), "version": newest.sha256}
        self.people = {name: world.person(key) for name, key in PEOPLE.items()}
        self.ids = {name: str(person.id) for name, person in self.people.items()}
        self.group = self.people["anna"].party_group_id
        committee = await world.committee("Formannskapet")
        self.scopes = {"group": f"group:{self.group}", "chair": f"chair:{committee.id}"}
        self.seats = {name: {"person_id": each.id, "committee_id": committee.id} for name, each in self.people.items()}
        self.cookies = {}
        for name, person in self.people.items():
            link = await invitations.sign_in_link(self.settings, person.email)
            token, _ = await sessions.sign_in(self.settings, link.partition("#")[2], "testbrett")
            self.cookies[name] = f"{cookie_name(self.settings)}={token}".encode()
        self.app = self._started()

    def _started(self) -> Starlette:
        made = application.build(self.settings, work=False)
        made.state.house = House(self.settings, self.files, self.key, Hub())
        return made

    async def _close(self) -> None:
        await sandbox.close()
        await database.disconnect()
        await asyncio.sleep(0.1)  # obstore tidies up

    # --- the door

    def get(self, person: str, path: str, **query: Any) -> tuple[int, Json]:
        return self.run(self.ask(person, "GET", path, urlencode(query)))

    def post(self, person: str, path: str, body: Any) -> tuple[int, Json]:
        return self.run(self.ask(person, "POST", path, "", msgspec.json.encode(body)))

    async def ask(self, person: str, method: str, path: str, query: str, body: bytes = b"") -> tuple[int, Json]:
        """One request, as a server would hand it to the app."""
        given = [(b"host", b"town"), (b"cookie", self.cookies[person]), (b"origin", self.settings.origin.encode())]
        scope = {"type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode()}
        scope |= {"query_string": query.encode(), "headers": given, "scheme": "http", "root_path": ""}
        scope |= {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000), "asgi": {"version": "3.0"}, "state": {}}
        status, received = 0, bytearray()

        async def receive() -> Json:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Json) -> None:
            nonlocal status
            status = message.get("status", status)
            received.extend(message.get("body", b""))

        await self.app(scope, receive, send)
        return status, msgspec.json.decode(bytes(received)) if received else {}

    # --- who may see what, as the test knows it

    def may_see(self, person: str, author: str, scope: str, answered: str | None = None) -> bool:
        """One's own; what is said in a circle one reads, or in answer to oneself, about a paper one has been given."""
        if author == self.ids[person]:
            return True
        told = scope in self.circles(person) or answered == self.ids[person]
        return scope != "private" and told and self.has_paper(person)

    def circles(self, person: str) -> set[str]:
        """The circles whose notes a person reads."""
        mine = {
            "anna": {"group"},
            "berit": {"group"} if self.facts["berit is in the group"] else set(),
            "leder": {"chair"} if self.facts["leder is the chair"] else set(),
        }
        return {self.scopes[each] for each in mine[person]}

    def has_paper(self, person: str) -> bool:
        return person != "berit" or self.facts["berit has the papers"]

    def may_write_in(self, person: str, scope: str) -> bool:
        """Whether someone may say something new in a circle: their own, or to the chair of a committee they sit in."""
        to_the_chair = scope == self.scopes["chair"] and self.has_paper(person)
        return scope == "private" or scope in self.circles(person) or to_the_chair

    def flip(self, fact: str) -> None:
        self.facts[fact] = not self.facts[fact]
        self.run(self._flip(fact, self.facts[fact]))

    async def _flip(self, fact: str, so: bool) -> None:
        async with database.write_tx() as db:
            await self._say(db, fact, so)
            await circles.refresh(db)
            await deliveries.refresh(db, self.package.id)

    async def _say(self, db: BaseDBAsyncClient, fact: str, so: bool) -> None:
        if fact == "berit is in the group":
            berit = Person.filter(id=self.people["berit"].id).using_db(db)
            await berit.update(party_group_id=self.group if so else None)
        elif fact == "berit has the papers":
            ends = None if so else clock.today() - timedelta(days=1)
            await Membership.filter(**self.seats["berit"]).using_db(db).update(valid_to=ends)
        else:
            await Membership.filter(**self.seats["leder"]).using_db(db).update(role="chair" if so else "member")

    # --- what is stored

    def live(self) -> list[Json]:
        """Every live note as it lies in the database, deciphered."""
        return self.run(self._live())

    async def _live(self) -> list[Json]:
        keys = {key.person_id: self.key.author(key.sealed, key.person_id) for key in await NoteKey.all()}
        found = []
        for row in await Note.filter(deleted=False).order_by("id"):
            assert row.body is not None
            line = msgspec.to_builtins(bodies.opened(keys[row.author_id], row.body, str(row.id)))
            told = {"id": str(row.id), "scope": row.scope, "ver": row.ver, "deleted": False, "kind": row.kind}
            assert told == {name: line[name] for name in told}, "the sealed row says something else than its columns"
            answered = str(row.answered_id) if row.answered_id else None
            found.append({**line, "author": str(row.author_id), "answered": answered})
        return found

    def revisions(self, author: str, note: str) -> set[str]:
        """What a note of theirs said before, as its author is told it."""
        person = next(name for name, id in self.ids.items() if id == author)
        status, told = self.get(person, f"/api/notes/{note}/revisions")
        return {each["content"].get("text", "") for each in told["revisions"]} if status == 200 else set()

    # --- time, restarts and backups

    def collect(self) -> None:
        """Half a year passes, and the new day's sweep with it."""
        later = clock.now() + KEEP_TOMBSTONES + timedelta(days=1)
        with patch.object(clock, "_read", lambda: later):
            self.run(sweep())

    def after_restoring(self) -> None:
        """What `folkevalgt restore` does to the log."""
        self.run(self._write(_turned()["loghead"]))

    async def _write(self, sql: str) -> None:
        async with database.write_tx() as db:
            await db.execute_script(sql)

    def restart(self) -> None:
        self.app = self._started()

    def copy(self) -> tuple[Kept, dict[str, bool]]:
        """The log's tables as they are, and the facts."""
        return self.run(self._copy()), dict(self.facts)

    def put_back(self, kept: tuple[Kept, dict[str, bool]]) -> None:
        self.facts = dict(kept[1])
        self.run(self._put_back(kept[0]))
        self.restart()

    async def _copy(self) -> Kept:
        kept = {}
        for table in TABLES:
            rows = await database.ro().execute_query_dict(f"SELECT * FROM {table}")
            kept[table] = [tuple(row.items()) for row in rows]
        return kept

    async def _put_back(self, kept: Kept) -> None:
        async with database.write_tx() as db:
            for fact, so in self.facts.items():
                await self._say(db, fact, so)
            for table in reversed(TABLES):
                await db.execute_query(f"DELETE FROM {table}")
            for table in TABLES:
                if rows := kept[table]:
                    columns = ", ".join(name for name, _ in rows[0])
                    values = [[value for _, value in row] for row in rows]
                    await database.write_rows(db, f"INSERT INTO {table} ({columns}) VALUES {{values}}", values)
