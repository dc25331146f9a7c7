"""What it costs that some of the notes are on an exempt paper: the list of all of them, with and without."""

from __future__ import annotations

import asyncio
from statistics import median

from playwright.sync_api import Page, expect

from folkevalgt import crypto, database, deliveries
from folkevalgt.files import Files
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.package import Package
from folkevalgt.pdf import sandbox
from folkevalgt.publishing import exempting
from tests.bench import Row, ratio_at_most
from tests.bench.noted_desk import Desk, made
from tests.bench.notes_made import notes
from tests.bench.reader import PATIENCE
from tests.world import the_world

NOTES, EXEMPT, ROUNDS = 2_000, 200, 9
# From the press on "Notater" until the first of them stand there.
LISTING = """() => new Promise((done) => {
  const began = performance.now();
  const look = () => {
    if (document.querySelectorAll("main article").length >= 50) done(performance.now() - began);
    else requestAnimationFrame(look);
  };
  [...document.querySelectorAll("nav a")].find((link) => link.pathname === "/notater").click();
  requestAnimationFrame(look);
})"""


def bench_exempt_notes() -> list[Row]:
    """The list of 2,000 notes, all on open papers, and then with 200 of them on a paper that has become exempt"""
    with made() as desk:
        desk.fill(NOTES - EXEMPT)
        other = asyncio.run(the_other(desk))
        desk.push(notes(EXEMPT, [other], 3))
        with desk.member() as page:
            page.goto(f"{desk.settings.origin}/meg")
            bare = listed(page)
        asyncio.run(exempt(desk, other[0]))
        with desk.member() as page:
            page.goto(f"{desk.settings.origin}/meg")
            expect(page.get_by_role("button", name="Lås nå")).to_be_visible(timeout=PATIENCE)
            sealed = listed(page)
    return [Row("all open", median(bare), "ms"), ratio_at_most(f"{EXEMPT} of them sealed", sealed, "ms", bare, 1.2)]


def listed(page: Page) -> list[float]:
    took = []
    for _ in range(ROUNDS):
        page.get_by_role("navigation").get_by_role("link", name="Møter").first.click()
        page.wait_for_timeout(500)
        took.append(page.evaluate(LISTING))
        expect(page.get_by_role("main")).to_contain_text(f"Viser {NOTES}", timeout=PATIENCE)
    return took[1:]


async def the_other(desk: Desk) -> tuple[Document, str]:
    await database.connect(desk.settings)
    try:
        other = await Document.get(source_id="tom")
        return other, (await DocumentVersion.get(document_id=other.id)).sha256
    finally:
        await database.disconnect()


async def exempt(desk: Desk, paper: Document) -> None:
    """The worker seals it when the server runs next."""
    await database.connect(desk.settings)
    try:
        await the_world(desk.settings, Files(desk.settings.files_url), crypto.instance_key(desk.settings))
        package = await Package.first()
        assert package
        async with database.write_tx() as db:
            await exempting.exempt(
                db, package, None, paper.id, code="UO", legal_basis="Offl. § 13", until=None, by="cli"
            )
            await deliveries.refresh(db, package.id)
    finally:
        await sandbox.close()
        await database.disconnect()
