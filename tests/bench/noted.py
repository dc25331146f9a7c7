"""What notes cost in a browser: one on its way to disk, a paper full of them, a new version of it, an app at rest."""

from __future__ import annotations

import asyncio
from statistics import median
from typing import Any

from playwright.sync_api import Page, expect

from tests.bench import Row, at_most, ratio_at_most
from tests.bench.first_page import WATCH
from tests.bench.noted_desk import MARKED, made
from tests.bench.reader import PATIENCE

NOTES, CARRIED, ROUNDS, SAVES = 500, 1_000, 5, 10
REST = 400  # ms after the last key, as in views/note-editor.tsx
OWN = {"accept", "cookie", "host"}  # heads we decide; "Network" tells of the others too
# How long it took from the end of the rest until the transaction with the words was on disk.
SAVED = """() => {
  globalThis.saved = [];
  let rest = Infinity;
  addEventListener("input", (event) => (rest = event.timeStamp + REST), true);
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const made = transaction.call(this, stores, mode, options);
    const words = ["drafts", "notes,log"].includes(String(stores)) && options?.durability === "strict";
    if (words && performance.now() >= rest - 5) {
      const since = rest;
      rest = Infinity;
      made.addEventListener("complete", () => globalThis.saved.push(performance.now() - since));
    }
    return made;
  };
}""".replace("REST", str(REST))
# When notes are carried over: from when the texts of both versions were read, the worker's last word, until it is over.
CARRYING = """() => {
  const request = LockManager.prototype.request;
  LockManager.prototype.request = function (name, ...rest) {
    const work = rest.pop();
    return request.call(this, name, ...rest, !name.endsWith("-carry") ? work : async (lock) => {
      globalThis.texts = 0;
      const began = performance.now();
      await work(lock);
      const [read, done] = [globalThis.texts, performance.now()];
      if (read) globalThis.carried = [read - began, done - read];
    });
  };
  const listen = Worker.prototype.addEventListener;
  Worker.prototype.addEventListener = function (kind, ...rest) {
    if (kind === "message") listen.call(this, kind, () => (globalThis.texts = performance.now()));
    listen.call(this, kind, ...rest);
  };
}"""
WATCH_NOTES = """() => {
  const look = () => {
    if (document.querySelector('.page[data-page-number="1"] .fv-button')) globalThis.marked = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
LISTED = "() => document.querySelectorAll('main article').length >= 100 && performance.now()"  # the rest when asked for


def bench_note_on_disk() -> list[Row]:
    """A note on its way to disk, from the end of the rest after the last key until the strict transaction has ended"""
    with made() as desk:
        desk.fill(NOTES)
        with desk.member() as page:
            page.add_init_script(f"({SAVED})()")
            page.goto(desk.paper)
            page.get_by_role("button", name=f"Notater, {NOTES}").click()
            page.get_by_role("complementary").get_by_role("button", name="Notat på siden", exact=True).click()
            for _ in range(SAVES):
                page.keyboard.type("Hva koster det? ", delay=20)
                page.wait_for_timeout(REST + 400)
            found: list[float] = page.evaluate("() => globalThis.saved")
    assert len(found) == SAVES, found
    return [at_most("on disk", median(found), "ms", 100), Row("the slowest", max(found), "ms")]


def bench_noted_paper() -> list[Row]:
    """A paper of 200 pages opened from the device: from the navigation to ink on the page, and to the notes on it

    Bare is the same file as another paper of the same meeting, which nobody has written in. They are opened by turns.
    """
    bare, noted = [], []
    with made() as desk:
        desk.fill(NOTES)
        with desk.member() as page:
            page.add_init_script(f"({WATCH})()")
            page.add_init_script(f"({WATCH_NOTES})()")
            for number in range(2 * ROUNDS + 2):
                page.goto(desk.paper if number % 2 else desk.other, wait_until="commit")
                took = page.wait_for_function("() => globalThis.painted", timeout=PATIENCE).json_value()
                if number % 2:
                    took = max(took, page.wait_for_function("() => globalThis.marked").json_value())
                (noted if number % 2 else bare).append(took)
            page.goto(f"{desk.settings.origin}/notater", wait_until="commit")
            listed = page.wait_for_function(LISTED, timeout=PATIENCE).json_value()
    return [
        Row(f"the list of {NOTES} notes", listed, "ms"),
        Row("bare", median(bare[1:]), "ms"),
        ratio_at_most(f"with {NOTES} notes", noted[1:], "ms", bare[1:], 1.2),
    ]


def bench_carried_over() -> list[Row]:
    """1,000 notes carried over to a new version of 200 pages, a third of them on words that have changed

    The words of both versions are read first, by pdf.js in its worker; that is shown by itself.
    """
    with made() as desk:
        desk.quote(CARRIED)
        with desk.member():
            pass
        asyncio.run(desk.revise())
        with desk.member() as page:
            page.add_init_script(f"({CARRYING})()")
            page.goto(desk.meeting)
            read, carried = page.wait_for_function("() => globalThis.carried", timeout=PATIENCE).json_value()
            page.goto(f"{desk.settings.origin}/notater")
            expect(page.get_by_role("heading", name="Notater som må ses på")).to_be_visible(timeout=PATIENCE)
    return [
        Row("the words of both versions", read / 1000, "s"),
        at_most(f"{CARRIED:,} notes carried over and kept", carried / 1000, "s", 1),
    ]


def bench_app_at_rest() -> list[Row]:
    """What an open app asks about notes when it is told to look and there is nothing: requests, and bytes both ways"""
    with made() as desk:
        desk.fill(NOTES)
        with desk.member() as page:
            page.goto(desk.paper)
            page.wait_for_function(MARKED)
            page.wait_for_timeout(3_000)
            asked = [counted(page) for _ in range(3)]
    whole = [size for each in asked for size in each]
    return [
        at_most("requests", max(len(each) for each in asked), "requests", 1),
        at_most("both ways, what we say", max(ours for ours, _ in whole) / 1024, "KiB", 1),
        Row("with what the browser says of itself", max(ours + others for ours, others in whole) / 1024, "KiB"),
    ]


def counted(page: Page) -> list[tuple[int, int]]:
    """For each request about notes in a round that the app is asked for: our bytes, and those the browser adds."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    ours: dict[str, int] = {}
    others: dict[str, int] = {}
    first: dict[str, int] = {}  # the line that says what is asked for, of the requests about notes
    down: dict[str, int] = {}

    def asked(told: dict[str, Any]) -> None:
        path = told["request"]["url"].partition("/api/notes/")
        if path[1]:
            first[told["requestId"]] = len(f"GET /api/notes/{path[2]} HTTP/1.1\r\n\r\n")

    def heads(told: dict[str, Any]) -> None:
        for name, value in told["headers"].items():
            side = ours if name.lower() in OWN else others
            side[told["requestId"]] = side.get(told["requestId"], 0) + len(f"{name}: {value}\r\n")

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.requestWillBeSentExtraInfo", heads)
    line.on("Network.loadingFinished", lambda told: down.update({told["requestId"]: int(told["encodedDataLength"])}))
    page.evaluate("() => dispatchEvent(new Event('online'))")
    page.wait_for_timeout(3_000)
    line.detach()
    return [(first[each] + ours[each] + down[each], others[each]) for each in first]
