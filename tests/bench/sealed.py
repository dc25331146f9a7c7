"""What it costs a reader that a paper is exempt: opening it without network, and unlocking it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import msgspec
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from folkevalgt.config import Settings
from folkevalgt.publishing.publish import publish
from tests.bench import Row, at_most, ratio_at_most
from tests.bench.first_page import WATCH
from tests.bench.papers import press
from tests.bench.reader import PATIENCE
from tests.bench.served import home, link, peopled, serving
from tests.browser.exempt import authenticator
from tests.chromium import browser
from tests.papers import BASIS, item, meeting, paper

PAGES, ROUNDS = 200, 9
OPEN, EXEMPT = "Planen", "Personalsaken"


def bench_sealed_paper() -> list[Row]:
    """A paper of 200 pages opened from the agenda with the server stopped, until there is ink on the page"""
    with press() as made:
        made.picture("kart.png", 300, 300)
        papers = {f"{name}.pdf": made.paper(PAGES, 1, "kart.png", 25) for name in ("plan", "sak")}
    with home() as settings, TemporaryDirectory() as profile:
        settings = msgspec.structs.replace(settings, origin=settings.origin.replace("127.0.0.1", "localhost"))
        entrance, agenda = asyncio.run(_publish(settings, papers))
        with sync_playwright() as playwright, browser(playwright, Path(profile)) as context:
            with serving(settings):
                _prepare(context.pages[0], entrance)
            return _measured(context, settings.origin + agenda, len(papers["plan.pdf"]))


async def _publish(settings: Settings, papers: dict[str, bytes]) -> tuple[str, str]:
    async with peopled(settings) as world:
        plan, case = paper("plan", OPEN), paper("sak", EXEMPT)
        told = meeting(item("plan", 1, plan, title="Plan"), item("sak", 2, case, title="Sak", exemption=BASIS))
        await world.drop(told, papers)
        package = await world.package()
        await publish(package.id, "cli")
        return await link(settings, world.person("medlem_formannskap").email), f"/moter/{package.id}"


def _prepare(page: Page, entrance: str) -> None:
    """Everything on the device, the app itself too, and a passkey that unlocks."""
    authenticator(page)
    page.goto(entrance)
    page.get_by_role("button", name="Lag en passnøkkel").click()
    expect(page.get_by_text("Alt er lagret").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")


def _measured(context: BrowserContext, agenda: str, size: int) -> list[Row]:
    page = context.pages[0]
    times: dict[str, list[float]] = {OPEN: [], EXEMPT: []}
    unlocked: list[float] = []
    for number in range(ROUNDS):
        page.goto(agenda)
        page.get_by_role("link", name="Unntatt offentlighet").first.click()
        page.get_by_role("button", name="Lås opp med passnøkkel").click()
        page.locator(".textLayer").first.wait_for(state="attached")
        unlocked.append(page.evaluate("performance.getEntriesByName('unlocked').at(-1).duration"))
        for name in (OPEN, EXEMPT) if number % 2 else (EXEMPT, OPEN):
            page.go_back()
            times[name].append(_ink(page, name))
    return [
        Row("size of the paper", size / 1e6, "MB"),
        Row("an open paper", median(times[OPEN]), "ms"),
        ratio_at_most("an exempt one", times[EXEMPT], "ms", times[OPEN], 1.3),
        at_most("unlocking, after the passkey", median(unlocked), "ms", 300.0),
    ]


def _ink(page: Page, name: str) -> float:
    """From the press until page 1 is drawn, ms."""
    row = page.locator(".row-link").filter(has_text=name)
    row.wait_for()
    page.evaluate(f"() => {{ globalThis.painted = 0; globalThis.pressed = performance.now(); ({WATCH})(); }}")
    row.evaluate("(link) => { globalThis.pressed = performance.now(); link.click(); }")
    took = page.wait_for_function("() => globalThis.painted && globalThis.painted - globalThis.pressed")
    return float(took.json_value())
