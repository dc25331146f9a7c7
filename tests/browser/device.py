"""Someone's tablet or phone: a browser with a real profile that outlives it, and what it complained about."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Playwright, Request, expect

from tests.browser.served import PATIENCE, Served
from tests.chromium import browser

TABLET, PHONE = {"width": 1024, "height": 768}, {"width": 390, "height": 844}
# What Chromium says by itself when there is no server, or when the server says that nobody is signed in.
NO_CONTACT = re.compile(r"net::ERR_(CONNECTION_|INTERNET_|EMPTY_|INCOMPLETE_|CONTENT_LENGTH|NETWORK_)|status of 401")
# What pdf.js says of a paper that was closed while its pages were read, or drawn.
CLOSED = ("Transport destroyed", "pdfPage is not loaded")
# A structure, and what has changed in a paper, are made some time after the paper has come; a chair shows a run sheet
# when they want to; a list that was received may have been replaced by another since. Of a meeting that is not on the
# device the server is asked whether one is called in to it.
NOT_MADE_YET = re.compile(r"/files/\w{64}/(structure|changes/\w{64})$|/run-sheet$|/api/receipts$|/absence$")
expect.set_options(timeout=PATIENCE * 1000)


class Device:
    def __init__(self, playwright: Playwright, profile: Path, served: Served, **options: Any) -> None:
        self.playwright, self.profile, self.served, self.options = playwright, profile, served, options
        self.complaints: list[str] = []
        self.files: list[str] = []  # the papers' bytes that were asked for, as the end of their addresses
        self._open = ExitStack()
        self.context: BrowserContext
        self.page: Page
        self.start()

    def start(self) -> None:
        self.context = self._open.enter_context(browser(self.playwright, self.profile, **self.options))
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", self._request)
        self.page = self.context.pages[0]

    def close(self) -> None:
        """The browser is closed; rows and files stay in the profile."""
        self._open.close()

    def restart(self) -> None:
        self.close()
        self.start()

    def _console(self, message: ConsoleMessage) -> None:
        closed = any(each in message.text for each in CLOSED)
        awaited = closed or ("status of 404" in message.text and NOT_MADE_YET.search(message.location["url"]))
        if message.type in ("error", "warning") and not NO_CONTACT.search(message.text) and not awaited:
            self.complaints.append(f"{message.text} ({self.page.url}; {message.location['url']})")

    def _request(self, request: Request) -> None:
        layer = request.headers.get("accept") == "application/json"  # its text, or what was made from it
        if "/files/" in request.url and not layer:
            self.files.append(request.url.rpartition("/")[2])

    def goto(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.served.origin + path)

    def sign_in(self, who: str, heading: str = "Møter") -> None:
        self.goto(self.served.link(who))
        self.sees(heading)

    def sees(self, heading: str) -> None:
        """The screen with this heading of the first level is shown."""
        expect(self.page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()

    def says(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("link", name=name).first

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name).first

    def meeting(self, committee: str) -> None:
        """From anywhere to a meeting's own page, with everything on the device."""
        self.goto("/moter")
        self.sees("Møter")
        card = self.page.locator(".next, .row").filter(has_text=committee).first
        expect(card).to_contain_text("Alt er lagret")  # the card is at rest: while it grows a click may miss
        card.get_by_role("link").first.click()
        self.sees(committee)

    def stored(self) -> None:
        expect(self.page.get_by_text("Alt er lagret").first).to_be_visible()

    def read(self, paper: str) -> None:
        """From the agenda into a paper, until its page is drawn."""
        self.link(f"Åpne {paper}").click()
        expect(self.page.locator(".textLayer").first).to_be_attached()
        self.at_hand()
        expect(self.page.locator(".bar-title p:visible").first).to_be_visible()

    def at_hand(self) -> None:
        """The open paper answers to its buttons and keys."""
        expect(self.button("Større")).to_be_enabled()

    def at_page(self, page: int) -> None:
        expect(self.page.locator(".bar-title p:visible").first).to_contain_text(f"s. {page} av")
