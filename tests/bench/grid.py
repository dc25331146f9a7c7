"""How soon the grid of who sees what stands on the secretariat's screen."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Route, expect, sync_playwright

from tests.bench import Row, at_most
from tests.browser.accessing import drawing, grid
from tests.browser.device import Device
from tests.browser.fixtures import make_town

PEOPLE, PAPERS, ROUNDS = 60, 40, 5


def larger(route: Route) -> None:
    """The real answer, with its rows and columns over again until there are enough."""
    told = route.fetch().json()
    width = len(told["papers"])
    told["papers"] = [told["papers"][n % width] | {"document": str(n)} for n in range(PAPERS)]
    people = [one | {"cells": [one["cells"][n % width] for n in range(PAPERS)]} for one in told["people"]]
    told["people"] = [people[n % len(people)] | {"id": str(n)} for n in range(PEOPLE)]
    route.fulfill(body=json.dumps(told), content_type="application/json")


def bench_grid() -> list[Row]:
    """60 people and 40 papers drawn again after a filter was pressed (processor time of the page)"""
    with TemporaryDirectory() as held, sync_playwright() as playwright:
        (town := Path(held) / "town").mkdir()
        served = make_town(town, None, meetings=True).served_at(Path(held) / "home")
        device = Device(playwright, Path(held) / "profile", served, viewport={"width": 1280, "height": 900})
        try:
            device.sign_in("sekretaer")
            device.page.route("**/access", larger)
            grid(device)
            expect(device.page.get_by_role("gridcell")).to_have_count(PEOPLE * PAPERS)
            taken = min(drawing(device) for _ in range(ROUNDS))
        finally:
            device.close()
            served.stop()
    return [at_most("drawn", taken, "ms", 200)]
