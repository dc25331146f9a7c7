"""A lost device in two clicks; one's own devices, and what the log says of oneself."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.town import email_of


def test_a_lost_device_is_closed_in_two_clicks_and_is_signed_out_at_its_next_contact(tablet, phone):
    phone.sign_in("medlem_formannskap")
    phone.stored()
    tablet.sign_in("sekretaer")
    tablet.link("Personer").click()
    tablet.sees("Personer")
    tablet.page.get_by_label("Søk etter navn").fill(email_of("medlem_formannskap"))
    person = tablet.page.locator(".person")
    expect(person).to_have_count(1)
    person.get_by_role("button", name=re.compile("^Mistet enhet")).click()
    expect(tablet.page.get_by_role("dialog")).to_contain_text(
        "Enheten logges ut og alt slettes neste gang den får kontakt"
    )
    tablet.button("Steng enheten").click()
    tablet.says(re.compile("til Hilde Rostøl er stengt"))
    expect(person).to_contain_text("Stengt i dag")
    phone.page.reload()
    phone.sees("Logg inn")


def test_somebody_removes_a_device_of_theirs_and_reads_what_the_log_says_of_them(tablet, phone):
    phone.sign_in("leder_oppvekst")
    tablet.sign_in("leder_oppvekst")
    tablet.link("Meg").click()
    mine = tablet.page.locator(".device")
    expect(mine.first).to_contain_text("denne enheten")
    mine.nth(1).get_by_role("button", name=re.compile("^Fjern")).click()
    tablet.page.get_by_role("dialog").get_by_role("button", name="Fjern").click()
    tablet.says("Alt slettes neste gang enheten får kontakt.")
    tablet.link("Hva jeg har fått og åpnet").click()
    tablet.sees("Hva jeg har fått og åpnet")
    expect(tablet.page.get_by_role("table")).to_contain_text("Fjernet en enhet")
    phone.page.reload()
    phone.sees("Logg inn")
