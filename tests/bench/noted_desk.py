"""A member's desk: a meeting with a long paper, notes on it, a browser with everything in it, and a new version."""

from __future__ import annotations

import asyncio
import io
import random
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import msgspec
import pikepdf
import pypdfium2
from playwright.sync_api import Page, sync_playwright

from folkevalgt import crypto, database
from folkevalgt.api.http import cookie_name
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.pdf import sandbox
from folkevalgt.publishing.publish import publish
from tests.bench.herd import sessions
from tests.bench.notes_made import notes
from tests.bench.papers import delivery, press
from tests.bench.reader import PATIENCE, sign_in
from tests.bench.served import home, link, peopled, serving
from tests.chromium import browser
from tests.world import World, the_world

PAGES = 200
DATE = "2031-01-16"
MARKED = "() => document.querySelector('.page[data-page-number=\"1\"] .fv-button')"


class Desk:
    """A meeting with a long paper, given out twice: as `paper`, for notes, and as `other`, which stays bare."""

    def __init__(self, settings: Settings, profile: Path) -> None:
        self.settings, self.profile = settings, profile
        self.meeting = self.paper = self.other = self.token = ""
        self.noted: Document
        self.version = ""
        self.links: list[str] = []
        self.file = b""

    async def publish(self, world: World) -> None:
        with press() as set_in_type:
            self.file = set_in_type.paper(PAGES, 1)
        await world.drop(*delivery({"plan": self.file, "tom": self.file}, DATE))
        package = await world.package()
        await publish(package.id, "cli")
        self.meeting = f"{self.settings.origin}/moter/{package.id}"
        self.noted, other = [await Document.get(source_id=name) for name in ("plan", "tom")]
        self.paper, self.other = f"{self.meeting}/{self.noted.id}?side=1", f"{self.meeting}/{other.id}?side=1"
        self.version = (await DocumentVersion.get(document_id=self.noted.id)).sha256
        person = world.person("medlem_formannskap")
        self.links = [await link(self.settings, person.email)]
        (self.token,) = await sessions([person])

    async def revise(self) -> None:
        """A page has come in, so that the others have moved, and each says another number at its foot."""
        with press() as set_in_type:
            told, files = delivery({"plan": revised(set_in_type.paper(PAGES + 1, 1)), "tom": self.file}, DATE)
        await database.connect(self.settings)
        try:
            key = crypto.instance_key(self.settings)
            world = await the_world(self.settings, Files(self.settings.files_url), key)
            await world.drop(told, files, "ettersending")
            await publish((await world.package()).id, "cli")
        finally:
            await sandbox.close()
            await database.disconnect()
            await asyncio.sleep(0.1)  # obstore tidies up

    def fill(self, count: int) -> None:
        """Notes all over the paper."""
        made_up = notes(count, [(self.noted, self.version)], 1)
        for number, each in enumerate(made_up):
            each["page"] = 1 + number * PAGES // count
        self.push(made_up)

    def quote(self, count: int) -> None:
        """Notes on words that stand in the paper; every third on words that said something else then."""
        chance = random.Random(count)
        texts = [each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(self.file)]
        made_up = notes(count, [(self.noted, self.version)], 2)
        for number, each in enumerate(made_up):
            page = number % PAGES
            text = " ".join(texts[page].split())
            start = chance.randrange(128, len(text) - 300)
            end = start + chance.randrange(30, 110)
            exact = text[start:end]
            if number % 3 == 0:
                words = exact.split(" ")
                words[len(words) // 2] = "kulturskolen"
                exact = " ".join(words)
            before = len("".join(unicodedata.normalize("NFKC", text[:start]).split()))
            length = len("".join(unicodedata.normalize("NFKC", exact).split()))
            quoted = {"exact": exact, "prefix": text[start - 128 : start], "suffix": text[end : end + 128]}
            each |= {"page": page + 1, "quote": quoted, "place": {"start": before, "end": before + length}}
        self.push(made_up)

    def push(self, made_up: list[dict[str, Any]]) -> None:
        with serving(self.settings):
            client = str(uuid4())
            mutations = [
                {"mid": mid, "op": "put", "id": each.pop("id"), "base": 0, "fields": each}
                for mid, each in enumerate(made_up, 1)
            ]
            for first in range(0, len(mutations), 500):
                body = {"client": client, "schema": 1, "mutations": mutations[first : first + 500]}
                headers = {
                    "content-type": "application/json",
                    "origin": self.settings.origin,
                    "cookie": f"{cookie_name(self.settings)}={self.token}",
                }
                asked = Request(f"{self.settings.origin}/api/notes/push", msgspec.json.encode(body), headers)
                with urlopen(asked, timeout=60) as answer:
                    replies = msgspec.json.decode(answer.read())["replies"]
                assert {each["is"] for each in replies} == {"ok"}, replies[:3]

    @contextmanager
    def member(self) -> Iterator[Page]:
        """The member's browser, with everything on it; the profile is the same each time."""
        with serving(self.settings), sync_playwright() as playwright, browser(playwright, self.profile) as context:
            page = context.pages[0]
            sign_in(page, self.links.pop() if self.links else self.settings.origin)
            page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
            page.goto(self.paper)
            page.wait_for_function(MARKED, timeout=PATIENCE)
            time.sleep(1)  # the place one stopped is kept
            yield page


def revised(file: bytes) -> bytes:
    """The second page is another one than before."""
    paper = pikepdf.Pdf.open(io.BytesIO(file))
    last = paper.pages[-1]
    paper.pages.insert(1, last)
    del paper.pages[-1]
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


@contextmanager
def made() -> Iterator[Desk]:
    with home() as settings, TemporaryDirectory(prefix="folkevalgt-bench-") as profile:
        desk = Desk(settings, Path(profile))

        async def prepared() -> None:
            async with peopled(settings) as world:
                await desk.publish(world)

        asyncio.run(prepared())
        yield desk
