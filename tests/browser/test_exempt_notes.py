"""Notes on an exempt paper follow it: locked with it, shared with those who have it, and gone with the right to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser import exempt, hand
from tests.browser.device import TABLET, Device
from tests.browser.exempt import Case, Staff
from tests.browser.test_shared_notes import share_dialog

FREE, BOUND = "Hva koster det?", "Spør om attesten"
# All that lies readable in the person's rows, as one text.
READABLE = """async () => {
  const name = (await indexedDB.databases()).map((one) => one.name).find((one) => one.startsWith("folkevalgt-"));
  const asked = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
  const database = await asked(indexedDB.open(name));
  const stores = [...database.objectStoreNames];
  const rows = await Promise.all(stores.map((store) => asked(database.transaction(store).objectStore(store).getAll())));
  database.close();
  return JSON.stringify(rows, (_, value) => (value instanceof Uint8Array ? "" : value));
}"""


@pytest.fixture
def case(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    made = exempt.made(tmp_path_factory.mktemp("exempt"), sqlite_template)
    yield made
    made.served.stop()


def comes_in(playwright: Playwright, profile: Path, case: Case, who: str) -> Device:
    device = Device(playwright, profile, case.served, viewport=TABLET)
    device.sign_in(who)
    device.meeting("Formannskapet")
    return device


def writes(device: Device, paper: str, text: str) -> None:
    device.meeting("Formannskapet")
    device.read(paper)
    hand.notes(device).get_by_role("button", name="Notat på siden", exact=True).click()
    hand.write(device, text)
    expect(hand.note(device, text)).not_to_contain_text("ikke sendt")


def lists(device: Device, *texts: str) -> None:
    """These notes and no others are told of on the screen of all notes."""
    device.goto("/notater")
    device.sees("Notater")
    for text in (FREE, BOUND):
        expect(device.page.locator(".note-text").filter(has_text=text)).to_have_count(1 if text in texts else 0)


@pytest.mark.proofs  # long; the scan of a device and the property of the notes have the parts of it
def test_notes_on_an_exempt_paper_are_locked_shared_and_lost_with_it(
    playwright: Playwright, case: Case, tmp_path: Path
) -> None:
    staff = Staff(playwright.request.new_context(), case)
    one, other, colleague = (
        comes_in(playwright, tmp_path / name, case, who)
        for name, who in {"one": "medlem_formannskap", "two": "medlem_formannskap", "three": "leder_oppvekst"}.items()
    )
    title = f"Sak {case.marks.title}"
    writes(one, "IKT-plan", FREE)
    writes(one, title, BOUND)
    lists(one, FREE, BOUND)
    lists(other, FREE, BOUND)
    assert BOUND not in one.page.evaluate(READABLE)
    assert FREE in one.page.evaluate(READABLE)

    one.goto("/meg")
    one.button("Lås nå").click()
    expect(one.button("Lås opp")).to_be_visible()
    lists(one, FREE)
    one.says("1 notat er låst")
    one.page.reload()
    one.says("1 notat er låst")
    one.button("Lås opp").click()
    expect(one.page.locator(".note-text").filter(has_text=BOUND)).to_be_visible()
    expect(one.page.locator("body")).not_to_contain_text("er låst")

    one.meeting("Formannskapet")
    one.read(title)
    share_dialog(one, BOUND).get_by_role("button", name=re.compile("^Del med")).first.click()
    expect(hand.note(one, BOUND)).to_contain_text("Deles med Arbeiderpartiet")
    colleague.meeting("Formannskapet")
    colleague.read(title)
    expect(hand.note(colleague, BOUND)).to_be_visible()
    assert BOUND not in colleague.page.evaluate(READABLE)

    barred = {"person": case.people["leder_oppvekst"], "item": case.item, "reason": "Søster"}
    staff.act("disqualify", state="provisional", **barred)
    expect(colleague.page.locator("body")).not_to_contain_text(BOUND)
    colleague.goto("/notater?deling=others")
    colleague.sees("Notater")
    expect(colleague.page.locator("body")).not_to_contain_text(BOUND)
    lists(other, FREE, BOUND)
    for device in (one, other, colleague):
        device.close()
        assert not device.complaints, device.complaints
