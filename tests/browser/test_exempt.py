"""Exempt papers in the hands of those who may read them, without network too, and how they leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Error, Playwright, expect

from folkevalgt import database, deliveries
from folkevalgt.models.committee import CallIn
from tests.browser import exempt
from tests.browser.device import TABLET, Device
from tests.browser.exempt import HERE, Case, Staff
from tests.browser.served import aside, until

# Whether anything of a person is here.
REMAINS = """async () => {
  const rows = (await indexedDB.databases()).filter(({ name }) => name.startsWith("folkevalgt-"));
  const files = await (await navigator.storage.getDirectory()).getDirectoryHandle("papers").catch(() => null);
  return rows.length > 0 || files !== null;
}"""


@pytest.fixture(scope="module")
def case(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    made = exempt.made(tmp_path_factory.mktemp("exempt"), sqlite_template)
    yield made
    made.served.stop()


@pytest.fixture
def staff(playwright: Playwright, case: Case) -> Staff:
    return Staff(playwright.request.new_context(), case)


@pytest.fixture
def device(playwright: Playwright, case: Case, tmp_path: Path) -> Iterator[Device]:
    tablet = Device(playwright, tmp_path / "tablet", case.served, viewport=TABLET)
    yield tablet
    tablet.close()
    assert not tablet.complaints, tablet.complaints


def agenda(device: Device) -> None:
    device.meeting("Formannskapet")
    device.stored()


def test_a_member_reads_without_network_by_passkey_and_who_is_disqualified_keeps_the_open_papers(
    device: Device, case: Case, staff: Staff
) -> None:
    page, title = device.page, f"Sak {case.marks.title}"
    exempt.authenticator(page)
    device.goto(case.served.link("medlem_formannskap"))
    device.button("Lag en passnøkkel").click()
    device.sees("Møter")
    agenda(device)
    device.context.set_offline(True)
    page.reload()
    device.says("Lås opp for å lese")
    assert not {case.marks.title, case.marks.item} & set(re.findall(r"[a-z]{24}", page.content()))
    device.link(re.compile("Åpne Unntatt offentlighet")).click()
    device.button("Lås opp med passnøkkel").click()
    expect(page.locator(".textLayer").first).to_contain_text(case.marks.text)
    device.says(title)
    assert case.marks.title not in page.title() + page.url

    device.context.set_offline(False)
    until(lambda: len(page.evaluate(HERE)["vault"]) == 3, "the keys")
    before = page.evaluate(HERE)["files"]
    for state in ("reported", "provisional"):
        staff.act("disqualify", person=case.people["medlem_formannskap"], item=case.item, state=state, reason="Søster")
    device.says(re.compile("Du er inhabil", re.I))
    until(lambda: page.evaluate(HERE)["vault"] == [], "the keys to go")
    until(lambda: len(page.evaluate(HERE)["files"]) < len(before), "the bytes to go")
    device.goto(f"/moter/{case.package}")
    device.read("IKT-plan")
    expect(page.locator(".textLayer").first).to_contain_text(case.marks.open)


def test_a_deputy_called_in_to_the_item_has_it_until_the_meeting_is_over(
    device: Device, case: Case, staff: Staff
) -> None:
    staff.act("call_in", person=case.people["vara_1"], items=[case.item])
    device.sign_in("vara_1")
    agenda(device)
    assert len(device.page.evaluate(HERE)["vault"]) == 3
    device.read(f"Sak {case.marks.title}")
    aside(lambda: over(case))
    device.goto("/moter")
    until(lambda: device.page.evaluate(HERE)["vault"] == [], "the keys to go")
    expect(device.page.locator("body")).not_to_contain_text(case.marks.title)


async def over(case: Case) -> None:
    """The day of the meeting, and the hours after it, have passed."""
    await database.connect(case.served.settings)
    async with database.write_tx() as db:
        await CallIn.all().using_db(db).update(hours_after=-24 * 30)
        await deliveries.refresh(db, UUID(case.package))
    await database.disconnect()


def test_a_browser_whose_session_is_idle_still_gets_papers_and_one_that_is_lost_is_emptied(
    device: Device, case: Case, staff: Staff
) -> None:
    device.sign_in("ordforer")
    agenda(device)
    device.context.clear_cookies()
    device.page.reload()
    device.says("Logg inn for å synkronisere notatene dine")
    staff.lose("ordforer")
    device.sees("Logg inn")
    until(lambda: not remains(device), "the rows and the files to go")


def remains(device: Device) -> bool:
    """A page that is just being loaded anew answers nothing."""
    try:
        return bool(device.page.evaluate(REMAINS))
    except Error:
        return True
