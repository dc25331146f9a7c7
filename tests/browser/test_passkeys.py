"""In by a passkey, which a link offers to make; more surely when exempt papers ask for it; by a link in an e-mail."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Request, expect

from tests.browser import axe, inside
from tests.browser.device import TABLET, Device
from tests.browser.exempt import authenticator
from tests.browser.fixtures import Town
from tests.browser.screens import views
from tests.browser.served import Served, free_port, until
from tests.browser.test_signing_in import sign_out
from tests.browser.town import email_of
from tests.engines import LONG
from tests.identity.postbox import Postbox, posted

OFFER = "Logg inn med ett trykk neste gang"
WHO = "medlem_formannskap"
PROVIDER = {
    "name": "test",
    "label": "Testporten",
    "issuer": "http://127.0.0.1:9",
    "client_id": "a",
    "client_secret": "b",
}
# Until a session is strong enough the server gives out no keys; and a passkey that is gone is not taken.
REFUSED = re.compile(r"status of (403|401).*(/api/vault|/api/sign-in/passkey)")


@pytest.fixture(scope="module")
def post() -> Iterator[tuple[Postbox, int]]:
    with posted() as office:
        yield office


@pytest.fixture(scope="module")
def served(town: Town, post: tuple[Postbox, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server at "localhost" with every way in, where exempt papers ask for more than a link."""
    home, port = tmp_path_factory.mktemp("served") / "home", free_port()
    shutil.copytree(town.settings.home, home)
    settings = msgspec.structs.replace(town.settings, home=str(home), origin=f"http://localhost:{port}")
    running = Served(settings, {who: list(tokens) for who, tokens in town.tokens.items()}, port)
    sends = {"HOST": "127.0.0.1", "PORT": str(post[1]), "SECURITY": "none", "FROM": "ikke-svar@agnesund.example"}
    running.env |= {f"FOLKEVALGT_SMTP_{name}": value for name, value in sends.items()}
    running.env |= {"FOLKEVALGT_EXEMPT_LEVEL": "2", "FOLKEVALGT_OIDC": json.dumps(PROVIDER)}
    running.start()
    yield running
    running.stop()


@pytest.fixture
def tablet(playwright, served: Served, tmp_path: Path) -> Iterator[Device]:
    """A tablet that can keep passkeys."""
    device = Device(playwright, tmp_path / "tablet", served, viewport=TABLET, bypass_csp=True)
    device.context.add_init_script(path=axe.SOURCE)
    yield device
    device.close()
    complaints = [each for each in device.complaints if not REFUSED.search(each)]
    assert not complaints, complaints


def looked_at(device: Device) -> None:
    """At every width axe finds nothing, and 320 pixels are wide enough."""
    found = {view: faults for view in views(device, None if LONG else 0) if (faults := axe.faults(device.page))}
    device.page.set_viewport_size({"width": 320, "height": 640})
    assert (found, device.page.evaluate("() => document.documentElement.scrollWidth")) == ({}, 320)
    device.page.set_viewport_size(TABLET)  # type: ignore[arg-type]


def keys_on_meg(device: Device) -> Any:
    device.goto("/meg")
    device.sees("Meg")
    return device.page.get_by_role("region", name="Passnøkler")


def test_after_a_link_one_tap_makes_the_next_sign_in_one_tap(tablet):
    sent: list[Any] = []
    authenticator(tablet.page)
    tablet.context.on("request", lambda asked: sent.extend(credentials(asked)))
    tablet.sign_in(WHO, OFFER)
    looked_at(tablet)
    tablet.button("Lag en passnøkkel").click()
    tablet.sees("Møter")
    sign_out(tablet)
    tablet.button("Logg inn med passnøkkel").click()
    tablet.sees("Møter")
    keys = keys_on_meg(tablet)
    expect(keys).to_contain_text("sist brukt i dag")
    assert [each["clientExtensionResults"] for each in sent] == [{}, {}]  # what opens papers here stays here
    keys.get_by_role("button", name="Fjern").click()
    tablet.page.get_by_role("dialog").get_by_role("button", name="Fjern").click()
    expect(keys).to_contain_text("Du har ingen passnøkler.")
    sign_out(tablet)
    tablet.button("Logg inn med passnøkkel").click()
    tablet.says("Passnøkkelen ble ikke godtatt")


def credentials(asked: Request) -> list[Any]:
    ours = asked.method == "POST" and re.search("/api/(passkeys|sign-in/passkey)$", asked.url)
    return [json.loads(json.loads(asked.post_data or "")["credential"])] if ours else []


def test_exempt_papers_ask_more_surely_who_it_is(tablet):
    authenticator(tablet.page)
    tablet.sign_in(WHO, OFFER)
    tablet.button("Ikke nå").click()
    tablet.sees("Møter")
    tablet.stored()
    keys, lock = keys_on_meg(tablet), tablet.page.get_by_role("region", name="Dokumenter unntatt offentlighet")
    expect(lock).to_contain_text("Bekreft at det er deg")
    expect(lock.get_by_role("link", name="Bekreft med Testporten")).to_have_attribute("href", re.compile("step_up=1$"))
    lock.get_by_role("button", name="Bekreft med passnøkkel").click()
    expect(lock.get_by_role("alert")).to_contain_text("Passnøkkelen ble ikke brukt")  # there is none yet
    looked_at(tablet)
    keys.get_by_role("button", name="Lag en passnøkkel").click()
    expect(keys).to_contain_text("Passnøkkelen er laget.")
    lock.get_by_role("button", name="Bekreft med passnøkkel").click()
    expect(lock.get_by_role("button", name="Lås nå")).to_be_visible()
    keys.get_by_role("button", name="Lag en passnøkkel").click()
    expect(keys.get_by_role("alert")).to_contain_text("Det finnes allerede en passnøkkel")


def test_every_way_in_stands_on_one_screen_and_a_letter_lets_in(tablet, post):
    box, _ = post
    tablet.goto("/logg-inn#feil=too_many")
    tablet.says("Det er prøvd for mange ganger på kort tid")
    expect(tablet.link("Logg inn med Testporten")).to_have_attribute("href", "/api/oidc/test/sign-in")
    expect(tablet.button("Logg inn med passnøkkel")).to_be_visible()
    looked_at(tablet)
    address = tablet.page.get_by_label("E-postadressen din")
    address.fill("navn")
    address.press("Enter")
    tablet.says("Skriv hele adressen")
    address.fill(email_of("ordforer"))
    address.press("Enter")
    expect(tablet.page.get_by_role("heading", name="Se i innboksen")).to_be_focused()
    letter = until(lambda: next((each for each in box.letters if "logge inn" in each["subject"]), None), "the letter")
    looked_at(tablet)
    tablet.goto(re.search(r"http\S+#\S+", letter.get_content())[0])
    tablet.sees("Møter")  # no offer where the device itself keeps no passkeys
    inside.wait_for_shell(tablet.page)
    sign_out(tablet)
    tablet.served.stop()
    tablet.page.reload()
    tablet.sees("Du må ha nett for å logge inn")
    tablet.served.start()
    tablet.button("Prøv igjen").click()
    expect(tablet.button("Send meg en lenke")).to_be_visible()
