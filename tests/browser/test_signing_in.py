"""In by a link that works once; out without leaving anything; nobody sees what another has here."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import inside
from tests.browser.served import until


@pytest.fixture
def signed_in(tablet):
    tablet.sign_in("medlem_formannskap")
    tablet.stored()
    return tablet


def sign_out(device):
    device.link("Meg").click()
    device.button("Logg ut").click()
    device.page.get_by_role("dialog").get_by_role("button", name="Logg ut").click()
    expect(device.page.get_by_role("heading", level=1, name=re.compile("^Logg inn$|for å logge inn$"))).to_be_visible()


def nothing_is_left(device):
    until(lambda: inside.people_with_rows(device.page) == 0, "the rows to be gone")
    until(lambda: inside.papers(device.page) == [], "the files to be gone")


def test_a_link_works_once_and_the_second_time_says_what_to_do(tablet):
    link = tablet.served.link("medlem_formannskap")
    tablet.goto(link)
    tablet.sees("Møter")
    assert "#" not in tablet.page.url
    sign_out(tablet)
    tablet.goto(link)
    tablet.sees("Denne lenken kan ikke brukes mer")
    tablet.says("be sekretariatet om en ny lenke")


def test_signing_out_leaves_neither_rows_nor_files(signed_in):
    assert (inside.people_with_rows(signed_in.page), len(inside.papers(signed_in.page)) > 4) == (1, True)
    sign_out(signed_in)
    nothing_is_left(signed_in)


def test_signing_out_without_network_wipes_at_once_and_tells_the_server_later(signed_in):
    inside.wait_for_shell(signed_in.page)
    cookies = signed_in.context.cookies()
    signed_in.served.stop()
    sign_out(signed_in)
    nothing_is_left(signed_in)
    signed_in.served.start()
    signed_in.goto("/moter")
    signed_in.sees("Logg inn")
    signed_in.context.add_cookies(cookies)  # the old session, as a thief would have it
    until(lambda: signed_in.context.request.get(f"{signed_in.served.origin}/api/me").status == 401, "the sign-out")


def test_two_people_on_one_tablet_see_nothing_of_each_other(signed_in):
    signed_in.sign_in("leder_teknikk")
    signed_in.stored()
    expect(signed_in.page.locator("main")).not_to_contain_text("Hovedutvalg for helse")
    signed_in.says("Hovedutvalg for teknikk")
    signed_in.sign_in("medlem_formannskap")
    signed_in.says("Hovedutvalg for helse")
    expect(signed_in.page.locator("main")).not_to_contain_text("Hovedutvalg for teknikk")


def test_an_expired_session_keeps_the_papers_readable(signed_in):
    signed_in.context.clear_cookies()
    signed_in.page.reload()
    signed_in.says("Papirene kommer fortsatt. Logg inn for å synkronisere notatene dine.")
    signed_in.meeting("Formannskapet")
    signed_in.read("IKT-plan for kommunen")
    expect(signed_in.page.locator(".textLayer").first).to_contain_text("Skolekretser")


def test_emptying_the_device_takes_everyone_away(signed_in):
    signed_in.sign_in("leder_teknikk")
    until(lambda: inside.people_with_rows(signed_in.page) == 2, "both people's rows")
    signed_in.link("Meg").click()
    signed_in.button("Tøm denne enheten").click()
    signed_in.page.get_by_role("dialog").get_by_role("button", name="Tøm denne enheten").click()
    signed_in.sees("Logg inn")
    nothing_is_left(signed_in)


def test_who_is_not_signed_in_comes_to_the_sign_in_page_from_anywhere(tablet):
    for path in ("/moter", "/meg", "/skrivebord", "/kilder"):
        tablet.goto(path)
        tablet.sees("Logg inn")
        expect(tablet.page).to_have_url(re.compile("/logg-inn$"))
