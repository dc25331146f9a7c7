"""What is new in a paper since its reader read it: said, walked through, shown in the text and on the pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import inside, versions
from tests.browser.test_reading import press

SAID = "Nytt siden du leste: 2 avsnitt endret, 1 nytt, 1 strøket, 1 flyttet, 1 i forslag til vedtak."


@pytest.fixture(scope="module")
def replaced(member, served):
    """A member who has read the first version, and has the second on the tablet."""
    versions.deliver(served, versions.paper(1))
    member.goto("/moter")
    versions.layered(member, "structure")
    versions.open_plan(member, "?side=2")
    member.at_page(2)
    member.page.wait_for_timeout(400)  # then the place is kept
    versions.deliver(served, versions.paper(2))
    versions.layered(member, "changes")
    return member


@pytest.fixture
def reading(replaced):
    def at(asked):
        versions.open_plan(replaced, asked)
        return replaced

    return at


def panel(device):
    found = device.page.get_by_role("complementary", name="Nytt siden du leste")
    expect(found).to_be_visible()
    return found


def at_change(device, number):
    expect(panel(device).locator("[aria-current]")).to_have_accessible_name(re.compile(f"^Endring {number} av 5"))


def test_a_new_version_says_what_is_new_in_it_and_leads_there(reading):
    device = reading("?side=1")
    device.says(SAID)
    device.button("Se endringene").click()
    at_change(device, 1)
    expect(panel(device).get_by_role("listitem")).to_have_count(5)
    expect(panel(device).get_by_role("listitem").first).to_contain_text("Under «Forslag til vedtak» · I forslag til vedtak")


def test_the_text_shows_what_was_put_in_struck_out_and_moved_and_nothing_else(reading):
    text = versions.text(reading("?tekst&endring=1"))
    expect(text.get_by_role("insertion")).to_have_text([re.compile("14"), re.compile("2"), re.compile(versions.NEW), re.compile("214")])
    expect(text.get_by_role("deletion")).to_have_text([re.compile("12"), re.compile("5"), re.compile(versions.GONE), re.compile("210")])
    expect(text.locator(".tv-moved")).to_contain_text("Flyttet fra side 2")
    expect(text.locator(".tv-moved")).to_contain_text(versions.MOVED)
    expect(text.locator(".tv-changed")).to_have_count(5)


def test_a_screen_reader_hears_what_is_put_in_and_what_is_struck_out(reading):
    text = versions.text(reading("?tekst&endring=3"))
    expect(text.locator(".tv-removed")).to_contain_text(f"strøket: {versions.GONE} (slutt på strøket)")
    expect(text.locator(".tv-new")).to_contain_text(f"satt inn: {versions.NEW} (slutt på innsatt)")
    expect(text.get_by_role("button", name="Endring 3 av 5: Strøket")).to_be_in_viewport()


@pytest.mark.parametrize("view", ["", "&tekst"])
def test_changes_are_walked_by_keys_and_buttons_in_both_views(reading, view):
    device = reading(f"?endring=2{view}")
    at_change(device, 2)
    device.at_page(1)
    press(device, "n", "n", "n")
    at_change(device, 5)
    device.at_page(4)
    panel(device).get_by_role("button", name="Forrige endring").click()
    at_change(device, 4)
    device.at_page(2)
    press(device, "n", "n")
    at_change(device, 1)


def test_the_page_has_a_mark_for_each_change_and_opens_the_words_that_are_gone(reading):
    device = reading("?side=2&endring=4")
    marks = device.page.locator('.page[data-page-number="2"] .fv-change')
    expect(marks).to_have_count(2)
    device.button("Lukk").click()
    marks.and_(device.page.get_by_role("button", name="Endring 3 av 5: Strøket")).click()
    expect(panel(device).locator("[data-current]")).to_contain_text(versions.GONE)
    assert device.page.locator('.page[data-page-number="2"] .fv-inserted').count() == 1


def test_what_is_new_can_be_seen_again_after_it_was_read_also_without_network(reading):
    device = reading("?side=1")
    device.context.set_offline(True)
    device.page.reload()
    expect(device.page.locator(".textLayer").first).to_be_attached()
    expect(device.page.get_by_text(SAID)).to_have_count(0)
    device.button("Nytt siden du leste").click()
    expect(panel(device).get_by_text("Endringer siden versjon 2")).to_be_visible()
    device.context.set_offline(False)
    assert any(name.endswith(".changes") for name in inside.papers(device.page))
