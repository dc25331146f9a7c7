"""What lies on a device's disk: no word of an exempt paper and no byte of a key, however it ended."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, Response, expect

from tests.browser import exempt, hand
from tests.browser.device import TABLET, Device
from tests.browser.exempt import Case, Staff
from tests.engines import LONG

# The device's half of its key, and from it and the server's the key itself.
KEY = """async (half) => {
  const name = (await indexedDB.databases()).map((one) => one.name).find((one) => one.startsWith("folkevalgt-"));
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const database = await asked(indexedDB.open(name));
  const row = await asked(database.transaction("vault").objectStore("vault").get("half"));
  database.close();
  const secret = await crypto.subtle.importKey("raw", new Uint8Array(half), "HKDF", false, ["deriveBits"]);
  const info = new TextEncoder().encode("folkevalgt device key");
  const bits = await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: row.bytes, info }, secret, 256);
  return [...new Uint8Array(bits)];
}"""


@pytest.fixture(scope="module")
def case(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    made = exempt.made(tmp_path_factory.mktemp("exempt"), sqlite_template)
    yield made
    made.served.stop()


class Reader:
    """A member who reads, searches and writes in the exempt case, and what must then not be found."""

    def __init__(self, playwright: Playwright, profile: Path, case: Case) -> None:
        self.case, self.keys = case, set[bytes]()
        self.note, self.draft, self.asked = exempt.marker(), exempt.marker(), exempt.marker()
        self.device = Device(playwright, profile, case.served, viewport=TABLET)
        self.device.context.on("response", self._listen)
        self.reads()

    def _listen(self, response: Response) -> None:
        if response.url.endswith("/api/vault") and response.ok:
            vault = response.json()
            given = [vault["half"], *(one["key"] for one in vault["keys"])]
            self.keys |= {base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) for text in given}

    def reads(self) -> None:
        device, page = self.device, self.device.page
        device.sign_in("medlem_formannskap")
        device.meeting("Formannskapet")
        device.read(f"Sak {self.case.marks.title}")
        hand.notes(device).get_by_role("button", name="Notat på siden", exact=True).click()
        page.keyboard.type(f"Notat {self.note}")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Notat på siden", exact=True).click()
        page.keyboard.type(f"Kladd {self.draft}")
        expect(page.get_by_text("Lagret").first).to_be_visible()
        device.goto("/sok")
        page.locator("#search-text").fill(self.case.marks.text)
        expect(page.locator("#found")).to_contain_text(self.case.marks.text)
        page.locator("#search-text").fill(self.asked)
        page.wait_for_timeout(600)
        half = next(key for key in self.keys if len(key) == 32)
        self.keys.add(bytes(page.evaluate(KEY, list(half))))

    def found(self) -> list[str]:
        """With the browser killed."""
        exempt.kill(self.device)
        marks = self.case.marks
        words = (marks.text, marks.title, marks.item, self.note, self.draft, self.asked)
        assert len(self.keys) >= 3
        return exempt.traces(self.device.profile, [*(word.encode() for word in words), *self.keys])


@pytest.fixture
def reader(playwright: Playwright, case: Case, tmp_path: Path) -> Iterator[Reader]:
    made = Reader(playwright, tmp_path / "profile", case)
    yield made
    exempt.kill(made.device)


def locked(reader: Reader) -> None:
    reader.device.goto("/meg")
    reader.device.button("Lås nå").click()
    expect(reader.device.button("Lås opp")).to_be_visible()


def signed_out(reader: Reader) -> None:
    reader.device.goto("/meg")
    reader.device.button("Logg ut").click()
    reader.device.page.get_by_role("dialog").get_by_role("button", name="Logg ut").click()
    title = re.compile("^Logg inn$|for å logge inn$")
    expect(reader.device.page.get_by_role("heading", level=1, name=title)).to_be_visible()


def signed_out_without_network(reader: Reader) -> None:
    reader.device.goto("/meg")
    reader.device.context.set_offline(True)
    signed_out(reader)


def lost(reader: Reader) -> None:
    Staff(reader.device.playwright.request.new_context(), reader.case).lose("medlem_formannskap")
    reader.device.sees("Logg inn")


@pytest.mark.parametrize("ended", [locked, *([signed_out, signed_out_without_network, lost] if LONG else [])])
def test_nothing_exempt_is_readable_on_the_disk_and_the_same_search_finds_what_is_open(
    reader: Reader, case: Case, ended: Callable[[Reader], None]
) -> None:
    open_while_it_was_read = exempt.traces(reader.device.profile, [case.marks.open.encode()])
    ended(reader)
    assert reader.found() == []
    assert open_while_it_was_read
