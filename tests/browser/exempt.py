"""A municipality with an exempt case of marked words, people with passkeys, and what lies on their browsers' disks."""

from __future__ import annotations

import base64
import json
import os
import secrets
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from playwright.sync_api import APIRequestContext, CDPSession, Page

from folkevalgt import crypto, database
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.pdf import sandbox
from folkevalgt.publishing.publish import publish
from tests.browser.device import Device
from tests.browser.fixtures import Town, make_town
from tests.browser.served import Served, aside, free_port
from tests.browser.town import token
from tests.papers import BASIS, bytes_of, item, meeting, paper
from tests.world import the_world

PEOPLE = ("medlem_formannskap", "leder_oppvekst", "ordforer", "vara_1", "sekretaer")
LINKS = 8
# What the person has here: files, and what the vault keeps the keys and the titles of.
HERE = """async () => {
  const name = (await indexedDB.databases()).map((one) => one.name).find((one) => one.startsWith("folkevalgt-"));
  const asked = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
  const database = await asked(indexedDB.open(name));
  const keys = await asked(database.transaction("vault").objectStore("vault").getAllKeys());
  database.close();
  const files = [];
  const papers = await (await navigator.storage.getDirectory()).getDirectoryHandle("papers");
  for await (const folder of papers.values()) for await (const file of folder.keys()) files.push(file);
  return { vault: keys.filter((one) => /^(key|title) /.test(one)), files };
}"""


def marker() -> str:
    """A word found nowhere else: letters alone, so that no text is cut in it, and random, so that nothing packs it."""
    return "".join(chr(97 + byte % 26) for byte in secrets.token_bytes(24))


class Marks(NamedTuple):
    """Words of the exempt case: in its paper's text, its title and its item's. And of an open one: its text."""

    text: str
    title: str
    item: str
    open: str


class Case(NamedTuple):
    """The served municipality, its marked words, and the ids of the meeting, the exempt item, its paper and people."""

    served: Served
    marks: Marks
    package: str
    item: str
    exempt: str
    people: dict[str, str]


def made(home: Path, template: Path | None) -> Case:
    """A server of its own at "localhost", which may have passkeys."""
    port, marks = free_port(), Marks(marker(), marker(), marker(), marker())
    town = make_town(home, template, meetings=False)
    settings = msgspec.structs.replace(town.settings, origin=f"http://localhost:{port}")
    tokens, ids = aside(lambda: _fill(settings, marks))
    served = Served(settings, Town(settings, tokens).tokens, port)
    served.start()
    return Case(served, marks, *ids)


async def _fill(settings: Settings, marks: Marks) -> tuple[dict[str, list[str]], Any]:
    await database.connect(settings)
    try:
        world = await the_world(settings, Files(settings.files_url), crypto.instance_key(settings))
        told = meeting(
            item("plan", 112, paper("plan", "IKT-plan"), title="IKT-plan"),
            item("personal", 113, paper("sak", f"Sak {marks.title}"), title=f"Om {marks.item}", exemption=BASIS),
            item("brev", 21, paper("brev", "Brev fra velforeningen"), title="Brev fra velforeningen"),
        )
        await world.drop(
            told, bytes_of(told, sak=f"Kjernen er {marks.text}", plan=f"Planen er {marks.open}"), "levering"
        )
        package = await world.package("Formannskapet")
        await publish(package.id, "cli")
        tokens = {who: [await token(settings, world, who) for _ in range(LINKS)] for who in PEOPLE}
        people = {who: str(world.person(who).id) for who in PEOPLE}
        case = await AgendaItem.get(source_id="personal")
        document = await Document.get(source_id="sak")
        return tokens, (str(package.id), str(case.id), str(document.id), people)
    finally:
        await sandbox.close()
        await database.disconnect()


def authenticator(page: Page) -> CDPSession:
    """Gives the page a built-in authenticator that says yes to everything, with a secret of its own (PRF)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasPrf": True}
    ways = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": kind | ways | {"automaticPresenceSimulation": True}})
    return session


class Staff:
    """The secretariat, by the same routes as its screens."""

    def __init__(self, request: APIRequestContext, case: Case) -> None:
        self.request, self.case = request, case
        link = case.served.tokens["sekretaer"].pop()
        self.post("/api/sign-in", {"token": link, "device": "Kontoret"})

    def post(self, path: str, body: Any = None) -> Any:
        origin = self.case.served.origin
        headers = {"origin": origin, "content-type": "application/json"}
        answer = self.request.post(origin + path, headers=headers, data=json.dumps(body) if body is not None else None)
        assert answer.ok, answer.text()
        return answer.json() if answer.status == 200 else None

    def act(self, act: str, **what: Any) -> None:
        path = f"/api/packages/{self.case.package}/access"
        self.post(path, {"acts": [{"act": act, **what}], "dry_run": False})

    def lose(self, who: str) -> None:
        """ "Mistet enhet", for every device they have."""
        people = self.request.get(f"{self.case.served.origin}/api/people").json()["people"]
        found = next(one for one in people if one["id"] == self.case.people[who])
        for device in found["devices"]:
            self.post(f"/api/people/{found['id']}/devices/{device['id']}/revoke")


def traces(profile: Path, sought: Iterable[bytes]) -> list[str]:
    """Every file of a browser's profile in which one of these stands, as it is or in UTF-16, and which it is."""
    found = []
    ways = [(plain, form) for plain in sought for form in _forms(plain)]
    for file in sorted(profile.rglob("*")):
        if not file.is_file() or file.is_symlink():
            continue
        whole = file.read_bytes()
        found += [f"{file.relative_to(profile)}: {plain!r}" for plain, form in ways if form in whole]
    return found


def _forms(plain: bytes) -> set[bytes]:
    forms = {plain}
    if plain.isascii() and plain.isalpha():
        forms |= {plain.decode().encode("utf-16-le"), plain.capitalize(), plain.upper()}
    else:  # a key: as bytes, and as the text it came in
        forms |= {
            base64.urlsafe_b64encode(plain).rstrip(b"="),
            base64.b64encode(plain).rstrip(b"="),
            plain.hex().encode(),
        }
    return forms


def kill(device: Device) -> None:
    """The browser ends as when the power goes: every process of this profile, at once."""
    mine = f"--user-data-dir={device.profile}".encode()
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if mine in command.read_bytes():
                os.kill(int(command.parent.name), signal.SIGKILL)
    with suppress(Exception):  # it is gone
        device.close()
