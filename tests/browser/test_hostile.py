"""What the archive sends is text, whatever it says, and nothing runs that the build did not make."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.town import NAMED, TECHNICAL, XSS

INLINE = "() => { const code = document.createElement('script'); code.textContent = '1'; document.body.append(code); }"


def runs_nothing(device):
    assert device.page.locator("main img, main script").count() == 0
    assert device.page.locator("body").get_attribute("id") is None


def test_every_text_of_a_hostile_archive_is_shown_as_text(tablet):
    tablet.sign_in("leder_teknikk")
    tablet.meeting(TECHNICAL)
    for what in (f"Endret siden sist: {XSS}", f"Papir {XSS}", f"Unntatt offentlighet ({XSS})"):
        tablet.says(what)
    runs_nothing(tablet)
    tablet.read("Papir")
    tablet.sees(f"PS 1/26 · Papir {XSS}")
    runs_nothing(tablet)


def test_the_secretary_sees_it_as_text_too(tablet):
    tablet.sign_in("sekretaer")
    tablet.link("Skrivebord").click()
    tablet.link(TECHNICAL).click()
    tablet.says(XSS)
    expect(tablet.page.get_by_label("Velg en rolle")).to_be_visible()
    runs_nothing(tablet)
    tablet.goto("/kilder")
    tablet.sees("Kilder")
    tablet.says(NAMED)
    runs_nothing(tablet)


def test_a_paper_opened_by_its_address_does_not_run_in_our_origin(tablet):
    tablet.sign_in("medlem_formannskap")
    with tablet.page.expect_request("**/files/*") as asked:
        tablet.goto("/moter")
        tablet.stored()
    address = asked.value.url
    answer = tablet.context.request.get(address)
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["content-disposition"].startswith("attachment")
    opened = tablet.page.goto(address)  # as a page it is not there
    assert opened.status == 404
    tablet.goto("/moter")
    tablet.sees("Møter")
    tablet.complaints = [each for each in tablet.complaints if "status of 404" not in each]


def test_a_script_that_is_not_ours_is_stopped_and_noticed(tablet):
    tablet.goto("/logg-inn")
    tablet.sees("Logg inn")
    tablet.page.evaluate(INLINE)
    with pytest.raises(AssertionError):
        assert tablet.complaints == []
    assert "Content Security Policy" in tablet.complaints.pop()
