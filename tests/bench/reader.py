"""A member's browser in front of a real server, for the benches that need one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from playwright.sync_api import Page, expect

from folkevalgt import clock
from folkevalgt.config import Settings
from folkevalgt.models.document import Document
from folkevalgt.publishing.publish import publish
from tests.bench.papers import delivery
from tests.bench.served import home, link, peopled

MEMBERS = ("ordforer", "varaordforer", "leder_teknikk", "medlem_formannskap", "medlem_formannskap_2")
PATIENCE = 120_000  # ms


@contextmanager
def published(papers: dict[str, bytes]) -> Iterator[tuple[Settings, list[str], str]]:
    """A home with a published package, a link for each of some members, and the address of the first paper."""
    with home() as settings:
        yield settings, *asyncio.run(_publish(settings, papers))


async def _publish(settings: Settings, papers: dict[str, bytes]) -> tuple[list[str], str]:
    async with peopled(settings) as world:
        await world.drop(*delivery(papers, (clock.today() + timedelta(days=3)).isoformat()))
        package = await world.package()
        await publish(package.id, "cli")
        first = await Document.get(source_id=next(iter(papers)))
        links = [await link(settings, world.person(name).email) for name in MEMBERS]
        return links, f"/moter/{package.id}/{first.id}"


def sign_in(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text("Alt er lagret").first).to_be_visible(timeout=PATIENCE)
