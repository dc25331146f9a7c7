"""A list becomes people with papers and letters; a change of term is seen first and taken back; deputies are ranked."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from folkevalgt import clock
from tests.browser.people_screens import committee, listed, reading_in


def test_a_list_is_read_in_and_who_is_new_signs_in_by_the_address_on_their_letter(tablet, phone):
    tablet.sign_in("sekretaer")
    reading_in(tablet)
    table = tablet.page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(5)
    expect(table).to_contain_text("E-postadressen kan ikke brukes.")
    tablet.page.get_by_label("Opprett dem").check()
    tablet.says("2 personer legges til. De får papirene sine med det samme. 1 linje utelates.")
    tablet.button("Les inn").click()
    tablet.says("Lest inn: 2 nye, 0 endret.")
    tablet.link("Lag invitasjoner til de nye").click()
    tablet.page.get_by_label("Velg alle").uncheck()
    tablet.page.get_by_label("Eva Moe").check()
    tablet.button("Lag 1 brev").click()
    letter = tablet.page.get_by_role("article", name="Eva Moe")
    expect(letter).to_contain_text("Kontrollutvalget: leder")
    phone.goto(letter.locator(".letter-link").inner_text())
    phone.sees("Møter")


def test_a_seat_is_given_and_ended_and_deputies_change_places_by_keys(tablet):
    tablet.sign_in("sekretaer")
    committee(tablet)
    tablet.link("Anne Grete Sløgdal").click()
    tablet.sees("Anne Grete Sløgdal")
    tablet.button("Nytt verv").click()
    dialog = tablet.page.get_by_role("dialog")
    dialog.get_by_label("Utvalg").select_option(label="Ungdomsrådet")
    dialog.get_by_role("button", name="Lagre").click()
    tablet.says("Lagret.")
    seat = tablet.page.locator(".seat").filter(has_text="Ungdomsrådet")
    expect(seat).to_contain_text("medlem · Sp")
    seat.get_by_role("button", name=re.compile("^Avslutt")).click()
    tablet.page.get_by_role("dialog").get_by_label("Siste dag").fill(str(clock.today()))
    tablet.page.get_by_role("dialog").get_by_role("button", name="Avslutt vervet").click()
    tablet.says("Vervet er avsluttet.")
    committee(tablet)
    second = tablet.page.locator(".deputy-list").filter(has_text="Listen til Sp")
    expect(second.get_by_role("listitem")).to_have_count(2)
    tablet.button("Flytt Kåre Ås opp").press("Enter")
    tablet.says("Kåre Ås er nå nummer 1.")
    expect(second.get_by_role("listitem").first).to_contain_text("Kåre Ås")


@pytest.mark.proofs
def test_a_change_of_term_is_seen_made_and_taken_back(tablet):
    tablet.sign_in("sekretaer")
    tablet.goto("/personer/periode")
    tablet.sees("Ny valgperiode")
    listed(tablet)
    tablet.button("Se hva som skjer").click()
    card = tablet.page.locator(".term-card").filter(has_text="Formannskapet")
    expect(card).to_contain_text("FortsetterHilde Rostøl")
    expect(card).to_contain_text("Solveig Brattland")
    tablet.button("Gjennomfør skiftet").click()
    tablet.says("Skiftet er registrert.")
    tablet.page.reload()
    tablet.button("Angre skiftet").click()
    tablet.page.get_by_role("dialog").get_by_role("button", name="Angre skiftet").click()
    tablet.says("Skiftet er angret.")
