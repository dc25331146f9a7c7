"""A chair at their run sheet: what is there to press, and what is measured."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from playwright.sync_api import Locator, expect

from tests.browser.device import Device
from tests.browser.served import Served
from tests.browser.town import on
from tests.papers import item, meeting

PLAN, LETTER = "PS 112/26 IKT-plan for kommunen", "RS 21/26 Brev fra velforeningen"
# From the key that leaves the field until its words are in the rows, in ms.
SAVED = """async ([label, text]) => {
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const all = await Promise.all((await indexedDB.databases()).map(({ name }) => asked(indexedDB.open(name))));
  const database = all.find((one) => one.objectStoreNames.contains("notes"));
  const field = document.querySelector(`textarea[aria-label="${label}"]`);
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const began = performance.now();
  field.blur();
  for (;;) {
    const rows = await asked(database.transaction("notes").objectStore("notes").getAll());
    if (rows.some((row) => row.content.text === text)) break;
  }
  for (const one of all) one.close();
  return performance.now() - began;
}"""
# From the press on what `pressed` names until what `awaited` names is drawn, in ms.
DRAWN = """([pressed, awaited]) => new Promise((done) => {
  const began = performance.now();
  document.querySelector(pressed).click();
  const look = () => document.querySelector(awaited) ? done(performance.now() - began) : requestAnimationFrame(look);
  look();
})"""


def opened(device: Device, committee: str = "Formannskapet") -> None:
    """Two taps from the meetings: the meeting, its run sheet."""
    device.meeting(committee)
    device.stored()
    device.link("Kjøreplan").click()
    device.sees("Kjøreplan")


def note(device: Device, title: str = PLAN) -> Locator:
    return device.page.get_by_label(f"Notat til {title}")


def in_order(device: Device, *numbers: str) -> None:
    expect(device.page.locator(".run-line .run-number")).to_have_text([*numbers])


def planned(device: Device, asks: str, *said: str, title: str = PLAN) -> None:
    """Puts lines in one of the small lists of an item, by the keyboard."""
    more = device.page.get_by_role("button", name=f"Habilitet, forslag og votering: {title}")
    if more.get_attribute("aria-expanded") == "false":
        more.click()
    device.page.get_by_label(f"{asks} {title}").focus()
    for line in said:
        device.page.keyboard.type(line)
        device.page.keyboard.press("Enter")


def led(device: Device, *speakers: str) -> None:
    """Starts the meeting and puts people on the list, by the keyboard."""
    keys = device.page.keyboard
    device.link("Led møtet").click()
    device.button("Start møtet").click()
    device.button("Neste sak").wait_for()
    keys.press("t")
    for name in speakers:
        keys.type(name)
        keys.press("Enter")
    keys.press("Escape")


def long_meeting(served: Served) -> None:
    """Thirty items without papers, published."""
    items = (item(f"sak {n}", 300 + n, title=f"Sak nummer {n} på en lang kveld", oral=True) for n in range(30))
    told = meeting(*items, id="lang", date=on(6))
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held) / "lang-kveld"
        folder.mkdir()
        (folder / "package.json").write_bytes(msgspec.json.encode(told))
        (folder / "READY").touch()
        served.drop(folder)
    (package,) = [each["id"] for each in served.run("package", "list") if each["date"] == on(6)]
    served.run("package", "publish", package)
