"""The browser is killed while somebody types. What the screen has said is kept on the device, is there afterwards."""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Error, sync_playwright

from tests.browser import hand, inside
from tests.browser.device import TABLET, Device
from tests.browser.served import PATIENCE
from tests.faults.conftest import Town
from tests.faults.test_server_killed import LONG

KILLS = 50 if LONG else 3
PAPER = "IKT-plan"
WORDS = "Kommunestyret bør spørre hva dette koster, og når skolen på Åsen får svar. "
# Tells each text of which the screen says that it is kept. It is told in the moment the screen does.
ACKNOWLEDGED = """() => {
  const told = () => {
    const [foot, field] = ["p.quiet", "textarea"].map((one) => document.querySelector(`.note-editor ${one}`));
    if (foot?.textContent.startsWith("Lagret")) console.debug(`acknowledged ${field.value}`);
  };
  new MutationObserver(told).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
# A twin that says so too soon: whatever is put into a store of the notes is put there two seconds later.
TOO_SOON = """(() => {
  for (const name of ["put", "add"]) {
    const now = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...given) {
      if (!["notes", "log", "drafts"].includes(this.name)) return now.apply(this, given);
      const { db } = this.transaction;
      setTimeout(() => now.apply(db.transaction(this.name, "readwrite").objectStore(this.name), given), 2_000);
      return this.count();
    };
  }
})()"""

pytestmark = pytest.mark.parametrize("town", ["sqlite"], indirect=True)  # the browser does not know which it is


class Typist:
    """Somebody who writes, is cut off, opens the browser again and writes on."""

    def __init__(self, device: Device, chance: random.Random) -> None:
        self.device, self.chance = device, chance
        self.acknowledged = ""
        self.until = 0  # acknowledgements to come

    def writes_until_the_browser_is_killed(self, acknowledgements: int) -> None:
        """In the moment of the last of so many acknowledgements; with none, at any time."""
        page, self.acknowledged, self.until = self.device.page, "", acknowledgements
        page.on("console", self._told)
        hand.notes(self.device).get_by_role("button", name="Notat på siden").first.click()
        page.evaluate(ACKNOWLEDGED)
        timer = threading.Timer(self.chance.uniform(0.5, 3) if self.until == 0 else PATIENCE, self.kill)
        timer.start()
        with pytest.raises(Error, match=r"closed|crashed"):  # the page is gone in the middle of a word
            self._types()
        timer.cancel()

    def _types(self) -> None:
        while True:
            self.device.page.keyboard.type(WORDS[: self.chance.randint(3, len(WORDS))], delay=4)
            self.device.page.wait_for_timeout(self.chance.uniform(0, 900))

    def _told(self, message: ConsoleMessage) -> None:
        word, _, text = message.text.partition(" ")
        if word != "acknowledged":
            return
        self.acknowledged = text
        self.until -= 1
        if self.until == 0:
            self.kill()

    def kill(self) -> None:
        for process in processes(self.device.profile):
            os.kill(process, signal.SIGKILL)


def processes(profile: Path) -> list[int]:
    """The browser with this profile, and every process it has started."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if f"--user-data-dir={profile}" in (folder / "cmdline").read_text().split("\0"):
                parents[int(folder.name)] = 0
        except OSError:
            continue  # it has ended meanwhile
    found = [each for each, parent in parents.items() if parent == 0 and each > 2]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each and child not in found]
    return found


@pytest.fixture
def typist(town: Town, tmp_path: Path):
    with sync_playwright() as playwright:  # of its own: the town is built where no event loop runs
        device = Device(playwright, tmp_path / "tablet", town.served, viewport=TABLET)
        device.sign_in("ordforer")
        device.stored()
        inside.wait_for_shell(device.page)
        yield Typist(device, random.Random(KILLS))
        device.close()


def opens_the_paper(typist: Typist) -> None:
    typist.device.goto("/moter")
    typist.device.meeting("Formannskapet")
    typist.device.read(PAPER)


def test_every_acknowledged_character_is_there_after_the_browser_was_killed(typist):
    counted = 0
    for round_ in range(1, KILLS + 1):
        opens_the_paper(typist)
        typist.writes_until_the_browser_is_killed(round_ % 4)
        typist.device.restart()
        opens_the_paper(typist)
        kept = inside.notes(typist.device.page)
        assert any(each.startswith(typist.acknowledged) for each in kept), (typist.acknowledged, kept)
        counted += len(typist.acknowledged)
    assert counted > KILLS * 10, "hardly anything was acknowledged"


def test_an_app_that_says_so_too_soon_is_caught(typist):
    """The planted twin."""
    typist.device.context.add_init_script(TOO_SOON)
    opens_the_paper(typist)
    typist.writes_until_the_browser_is_killed(1)
    assert typist.acknowledged
    typist.device.restart()
    opens_the_paper(typist)
    assert not any(each.startswith(typist.acknowledged) for each in inside.notes(typist.device.page))
