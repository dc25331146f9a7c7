"""In and out by a provider, in a browser that holds our pages to their rules."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import msgspec
import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.device import TABLET, Device
from tests.browser.fixtures import Town
from tests.browser.served import Served, free_port, until
from tests.identity.providers.certified import Certified, certified
from tests.identity.providers.hostile import PID


@pytest.fixture
def elsewhere(playwright: Playwright, town: Town, tmp_path) -> Iterator[tuple[Device, Certified]]:
    """A tablet, and a server that knows a provider."""
    shutil.copytree(town.settings.home, home := tmp_path / "home")
    origin = f"http://127.0.0.1:{(port := free_port())}"
    settings = msgspec.structs.replace(town.settings, home=str(home), origin=origin)
    with certified(tmp_path, origin) as it:
        served = Served(settings, {}, port)
        served.env |= {"FOLKEVALGT_OIDC": msgspec.json.encode(it.table).decode(), "FOLKEVALGT_EXEMPT_LEVEL": "3"}
        served.start()
        device = Device(playwright, tmp_path / "tablet", served, viewport=TABLET)
        yield device, it
        device.close()
        served.stop()


def numbered(served: Served, folder, who: str) -> None:
    """The secretariat's list has that person's number."""
    (row,) = [each for each in served.run("person", "list") if each["email"].startswith(who)]
    (folder / "numbers.csv").write_text(f"name,email,national_id\n{row['name']},{row['email']},{PID}\n")
    assert served.run("person", "import", str(folder / "numbers.csv"))["imported"] == 1


def test_a_member_signs_in_elsewhere_then_more_surely_and_is_signed_out_there_too(elsewhere, tmp_path):
    tablet, it = elsewhere
    email = tablet.served.run("person", "list")[0]["email"]
    numbered(tablet.served, tmp_path, email)
    it.who_now("ordføreren", PID)
    tablet.goto("/logg-inn")
    tablet.link(re.compile("Testporten")).click()
    tablet.sees("Møter")
    tablet.goto("/api/oidc/test/sign-in?step_up=1&to=/meg")
    expect(tablet.page).to_have_url(f"{tablet.served.origin}/meg")
    tablet.button("Logg ut").click()
    tablet.page.get_by_role("dialog").get_by_role("button", name="Logg ut").click()
    until(lambda: "_session" not in {each["name"] for each in tablet.context.cookies()}, "the provider's sign-out")
    expect(tablet.page).to_have_url(f"{tablet.served.origin}/logg-inn")
    tablet.sees("Logg inn")
    assert tablet.context.request.get(f"{tablet.served.origin}/api/me").status == 401
