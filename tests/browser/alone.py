"""The reader with nothing around it, in a real Chromium: papers by name, and all that it tells."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Locator, Page, Playwright

from folkevalgt.app import HEADERS
from tests.browser import axe
from tests.browser.device import TABLET
from tests.browser.served import PATIENCE
from tests.chromium import browser

HERE = Path(__file__).resolve().parent
FRONTEND = HERE.parents[1] / "frontend"
# What pdf.js says of pages it was still fetching when the paper was taken off the table.
TAKEN_AWAY = re.compile("Transport destroyed|pdfPage is not loaded")
READY = "(page) => globalThis.alone?.shown(page) !== null"
# Where the letters of some words stand on a page, in the window.
BOXES = """([number, words]) => {
  const walk = document.createTreeWalker(
    document.querySelector(`.page[data-page-number="${number}"] .textLayer`), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const {left, top, right, bottom} = range.getBoundingClientRect();
    return [left, top, right, bottom];
  }
  throw new Error(`${words} does not stand on page ${number}`);
}"""
# Selects from the first to the last of some runs of text on a page, counted from 0.
SELECT = """([page, first, last, from, to]) => {
  const runs = [...document.querySelectorAll(`.page[data-page-number="${page}"] .textLayer span[role=presentation]`)]
    .map((run) => run.firstChild).filter((node) => node?.data?.trim());
  const [a, b] = [runs[first % runs.length], runs[Math.min((first % runs.length) + last - first, runs.length - 1)]];
  getSelection().setBaseAndExtent(a, from % a.length, b, b.length - (to % b.length));
}"""


class Handler(SimpleHTTPRequestHandler):
    papers: ClassVar[dict[str, bytes]] = {}
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def do_GET(self) -> None:
        _, _, name = self.path.partition("/papers/")
        if not name:
            return super().do_GET()
        self.send_response(200 if name in self.papers else 404)
        self.end_headers()
        self.wfile.write(self.papers.get(name, b""))
        return None

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


class Table:
    """One paper at a time lies on it."""

    def __init__(self, page: Page, papers: dict[str, bytes]) -> None:
        self.page, self.papers = page, papers
        self.complaints: list[str] = []

    def hear(self, said: ConsoleMessage) -> None:
        if said.type != "log" and not TAKEN_AWAY.search(said.text):
            self.complaints.append(said.text)

    def open(self, name: str, at: int = 1) -> None:
        self.page.evaluate("([name, at]) => alone.open(name, at)", [name, at])
        self.see(at)

    def see(self, page: int) -> None:
        """The page is drawn, its text too."""
        self.page.wait_for_function(READY, arg=page)

    def go(self, page: int) -> None:
        self.page.evaluate("(page) => alone.reader.goTo(page)", page)
        self.see(page)

    def told(self, what: str) -> list[list[Any]]:
        found: list[list[Any]] = self.page.evaluate(
            "(what) => alone.told.filter(([word]) => word === what).map(([, ...rest]) => rest)", what
        )
        return found

    def picked(self) -> list[dict[str, Any]] | None:
        """What is chosen, once the reader has told it."""
        self.page.wait_for_timeout(400)
        told = self.told("picked")
        return told[-1][0] if told else None

    def texts(self, name: str) -> list[str]:
        found: list[str] = self.page.evaluate("(name) => alone.texts(name)", name)
        return found

    def strip(self, text: str) -> str:
        return str(self.page.evaluate("(text) => alone.strip(text)", text))

    def select(self, page: int, first: int, last: int, start: int = 0, end: int = 0) -> None:
        self.page.evaluate(SELECT, [page, first, last, start, end])

    def boxes(self, words: str, page: int = 1) -> tuple[float, float, float, float]:
        left, top, right, bottom = self.page.evaluate(BOXES, [page, words])
        return left, top, right, bottom

    def drag(self, *points: tuple[float, float]) -> None:
        (x, y), *rest = points
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for x, y in rest:
            self.page.mouse.move(x, y, steps=4)
        self.page.mouse.up()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def show(self, *notes: dict[str, Any]) -> None:
        self.page.evaluate("(notes) => alone.reader.showNotes(notes)", list(notes))

    def tool(self, mode: str, colour: str = "yellow") -> None:
        self.page.evaluate("([mode, colour]) => alone.reader.tool(mode, colour)", [mode, colour])

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def scrolled(self) -> float:
        return float(self.page.evaluate("() => document.querySelector('.fv-reader').scrollTop"))


class Finger:
    """Touches and a pen, as the screen itself would tell them."""

    def __init__(self, table: Table) -> None:
        self.line: CDPSession = table.page.context.new_cdp_session(table.page)

    def touch(self, kind: str, *points: tuple[float, float], radius: float = 5) -> None:
        given = [{"x": x, "y": y, "id": n, "radiusX": radius, "radiusY": radius} for n, (x, y) in enumerate(points)]
        self.line.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": given})

    def drag(self, *start: tuple[float, float], by: tuple[float, float], radius: float = 5) -> None:
        """All the fingers at once, and off the screen again."""
        for number in range(len(start)):
            self.touch("Start", *start[: number + 1], radius=radius)
        for step in range(1, 11):
            self.touch("Move", *[(x + by[0] * step / 10, y + by[1] * step / 10) for x, y in start], radius=radius)
        self.touch("End")

    def pen(self, kind: str, x: float, y: float) -> None:
        given = {"type": f"mouse{kind}", "x": x, "y": y, "button": "left", "buttons": 0 if kind == "Released" else 1}
        self.line.send("Input.dispatchMouseEvent", given | {"pointerType": "pen", "clickCount": 1})

    def write(self, *points: tuple[float, float]) -> None:
        self.pen("Pressed", *points[0])
        for point in points[1:]:
            self.pen("Moved", *point)
        self.pen("Released", *points[-1])


def build(folder: Path) -> Path:
    """The reader's page, built as the app is."""
    config = HERE / "reader_alone" / "vite.config.mts"
    words = ["exec", "--", "vite", "build", "--config", str(config), "--outDir", str(folder), "--logLevel", "error"]
    subprocess.run([sys.executable, FRONTEND / "build.py", "npm", *words], check=True, capture_output=True)
    return folder


@contextmanager
def laid(playwright: Playwright, built: Path, profile: Path, papers: dict[str, bytes]) -> Iterator[Table]:
    """A browser with the reader in it. When it is closed it must not have complained of anything."""
    handler = partial(type("Papers", (Handler,), {"papers": papers}), directory=str(built))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with browser(playwright, profile, viewport=TABLET, has_touch=True, reduced_motion="reduce") as context:
            yield from opened(context, f"http://127.0.0.1:{server.server_port}/", papers)
    finally:
        server.shutdown()
        server.server_close()


def opened(context: BrowserContext, address: str, papers: dict[str, bytes]) -> Iterator[Table]:
    context.set_default_timeout(PATIENCE * 1000)
    context.add_init_script(path=axe.SOURCE)
    table = Table(context.pages[0], papers)
    context.on("console", table.hear)
    context.on("weberror", lambda error: table.complaints.append(str(error.error)))
    table.page.goto(address)
    table.page.wait_for_function("() => globalThis.alone")
    yield table
    assert not table.complaints, table.complaints
