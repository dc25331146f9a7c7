"""How soon a change of rights has reached a device that is online."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.bench import Row, at_most
from tests.browser import exempt
from tests.browser.device import Device
from tests.browser.exempt import HERE, Staff
from tests.browser.served import until

ROUNDS, SOON = 5, 10  # seconds


def bench_rights() -> list[Row]:
    """From the secretariat's act until the key of an exempt paper has gone from a device, and until it is back"""
    gone, back = [], []
    with TemporaryDirectory() as held, sync_playwright() as playwright:
        (home := Path(held) / "home").mkdir()
        case = exempt.made(home, None)
        staff, device = Staff(playwright.request.new_context(), case), Device(playwright, Path(held) / "p", case.served)
        try:
            device.sign_in("medlem_formannskap")
            device.meeting("Formannskapet")
            who = {"person": case.people["medlem_formannskap"], "item": case.item, "reason": "Måling"}
            for _ in range(ROUNDS):
                for state, taken, keys in (("provisional", gone, 0), ("lifted", back, 3)):
                    staff.act("disqualify", state=state, **who)
                    began = time.monotonic()
                    until(lambda keys=keys: len(device.page.evaluate(HERE)["vault"]) == keys, state)
                    taken.append(time.monotonic() - began)
        finally:
            device.close()
            case.served.stop()
    return [at_most("gone", median(gone), "s", SOON), at_most("back", median(back), "s", SOON)]
