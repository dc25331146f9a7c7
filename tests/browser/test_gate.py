"""An open paper with a national identity number in it: the secretary sees where, and says what it is."""

from __future__ import annotations

from playwright.sync_api import expect


def test_a_finding_stops_the_package_until_the_secretary_has_said_what_it_is(tablet):
    tablet.sign_in("sekretaer")
    tablet.link("Skrivebord").click()
    tablet.link("Ungdomsrådet").click()
    tablet.sees("Ungdomsrådet")
    found = tablet.page.get_by_role("region", name="Fødselsnumre i åpne papirer")
    expect(found).to_contain_text("Side 1")
    tablet.button("Publiser").click()
    tablet.says("Ta stilling til det før du publiserer")
    found.get_by_role("button", name="Det er ikke et fødselsnummer").click()
    expect(found).to_contain_text("Skriv hvorfor først")
    found.get_by_label("Hvorfor").fill("Et saksnummer")
    found.get_by_role("button", name="Det er ikke et fødselsnummer").click()
    expect(found).to_contain_text("Falsk alarm, vurdert av Kari Mette Ubostad")
    tablet.button("Publiser").click()
    tablet.says("Revisjon 1 er publisert til")
    tablet.complaints = [each for each in tablet.complaints if "status of 409" not in each]
