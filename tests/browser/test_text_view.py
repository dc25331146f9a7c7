"""A paper as text, and what is new in it since its reader read it: in both views, offline too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import axe, hand, inside, versions
from tests.browser.screens import views
from tests.browser.test_reading import press
from tests.engines import LONG

# pdf.js tells the tags of a paper on its canvas, and in a list where the page ends, a list without items.
PDFJS = 'aria-required-children: <span role="list">'
WIDER = "() => [...document.querySelectorAll('.tv, html')].filter((one) => one.scrollWidth > one.clientWidth).length"
SAID = "Nytt siden du leste: 2 avsnitt endret, 1 nytt, 1 strøket, 1 flyttet, 1 i forslag til vedtak."

# The words in one text node are chosen, as a finger or the mouse leaves them.
CHOOSE = """(words) => {
  const walk = document.createTreeWalker(document.querySelector(".tv-column"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


@pytest.fixture
def reading(replaced):
    """The plan, opened at an address."""
    return replaced.open


# What is new


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
    expect(panel(device).get_by_role("listitem").first).to_contain_text(
        "Under «Forslag til vedtak» · I forslag til vedtak"
    )


def test_the_text_shows_what_was_put_in_struck_out_and_moved_and_nothing_else(reading):
    text = versions.text(reading("?tekst&endring=1"))
    expect(text.get_by_role("insertion")).to_have_text(
        [re.compile("14"), re.compile("2"), re.compile(versions.NEW), re.compile("214")]
    )
    expect(text.get_by_role("deletion")).to_have_text(
        [re.compile("12"), re.compile("5"), re.compile(versions.GONE), re.compile("210")]
    )
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
    panel(device).get_by_role("button", name="Lukk").click()
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
    expect(panel(device).get_by_text("Endringer siden du leste sist")).to_be_visible()
    device.context.set_offline(False)
    assert any(name.endswith(".changes") for name in inside.papers(device.page))


# The text


@pytest.mark.parametrize(("asked", "turn"), [("?tekst&endring=1", 0), ("?endring=3", 5)])
def test_axe_finds_nothing_in_the_changes_in_either_view(reading, asked, turn):
    device = reading(asked)
    panel(device)
    found = {
        view: faults
        for view in views(device, None if LONG else turn)
        if (faults := set(axe.faults(device.page)) - {PDFJS})
    }
    device.page.set_viewport_size({"width": 1024, "height": 768})
    assert found == {}


def choose(device, words):
    device.page.evaluate(CHOOSE, words)
    return hand.bar(device)


def test_a_paper_is_read_as_headings_lists_and_tables_under_its_name(reading):
    text = versions.text(reading("?tekst"))
    headings = text.page.get_by_role("heading")
    expect(headings.and_(text.page.locator("h1"))).to_have_count(1)
    expect(text.get_by_role("heading", level=3)).to_have_text(
        ["Forslag til vedtak", "Bakgrunn", "Økonomi", "Byggene", "Veien videre"]
    )
    expect(text.get_by_role("list").get_by_role("list").get_by_role("listitem")).to_contain_text("Beløpet dekkes")
    expect(text.get_by_role("columnheader", name="Elever")).to_have_attribute("scope", "col")
    expect(text.get_by_role("figure")).to_contain_text("Kart over skolekretsene")
    expect(text).to_have_attribute("lang", "nb")


def test_pages_keep_their_numbers_and_the_place_is_the_same_in_both_views(reading):
    device = reading("?tekst&side=1")
    press(device, "PageDown", "ArrowRight")
    device.at_page(3)
    expect(versions.text(device).get_by_text("PS 112/26 s. 3")).to_be_in_viewport()
    press(device, "t")
    expect(device.page.locator('.page[data-page-number="3"] .textLayer')).to_be_attached()
    device.at_page(3)
    expect(device.page).to_have_url(re.compile(r"side=3$"))
    press(device, "End", "t")
    expect(versions.text(device).get_by_role("heading", name="Veien videre")).to_be_in_viewport()


def test_a_mark_made_on_the_page_stands_in_the_text_with_its_colour_and_its_button(reading):
    device = reading("?side=2")
    hand.highlight(device, "gjennom kostnadene i nord", "Grønn", 2)
    press(device, "t")
    mark = versions.text(device).locator("mark")
    expect(mark).to_have_text("gjennom kostnadene i nord")
    expect(mark).to_have_attribute("data-colour", "green")
    expect(device.button("Grønn merking: gjennom kostnadene i nord")).to_be_attached()


def test_a_comment_made_in_the_text_stands_on_the_page_at_its_words(reading):
    device = reading("?side=3&tekst")
    choose(device, "byggene i sør").get_by_role("button", name="Merknad").click()
    hand.write(device, "Hvem har bedt om dette?")
    press(device, "t")
    button = hand.marks(device, 3)
    expect(button).to_have_accessible_name(re.compile("Hvem har bedt om dette"))
    spot, box = hand.spot(device.page, "byggene i sør", 3), button.bounding_box()
    assert abs(box["x"] - spot.left) < 4
    assert box["y"] < spot.top < box["y"] + box["height"]


def test_words_are_chosen_and_marked_in_the_text_by_the_keyboard_alone(reading):
    device = reading("?side=4&tekst")
    versions.text(device)
    press(device, "v", "ArrowDown", *["Shift+ArrowRight"] * 3)
    expect(hand.bar(device)).to_be_visible()
    press(device, "h")
    mark = device.page.locator('[data-page="4"] mark')
    expect(mark).to_have_count(1)
    press(device, "Control+z")
    expect(mark).to_have_count(0)


def test_a_note_on_the_whole_page_is_listed_at_its_mark(reading):
    device = reading("?side=1&tekst")
    versions.text(device)
    press(device, "b")
    beside = device.page.locator('[data-page="1"] .tv-beside').get_by_role("button")
    expect(beside).to_have_text("Bokmerke")
    press(device, "b")
    expect(beside).to_have_count(0)


@pytest.mark.parametrize("view", ["", "&tekst"])
def test_an_address_with_words_opens_where_they_are_found(reading, view):
    device = reading(f"?side=3&finn=på%20åse{view}")
    expect(device.page.get_by_role("searchbox")).to_have_value("på åse")
    expect(device.page.locator(".find-hits")).to_have_text("9 av 16 treff")
    device.at_page(3)


def test_what_is_looked_for_is_looked_for_in_the_other_view_too(reading):
    device = reading("?side=1&tekst")
    press(device, "/")
    device.page.keyboard.type("disposisjonsfondet")
    expect(device.page.locator(".find-hits")).to_have_text("1 av 1 treff")
    device.button("Vis sidene").click()
    expect(device.page.locator(".textLayer .highlight.selected")).to_have_text("disposisjonsfondet")


def test_the_text_flows_at_320_pixels_and_at_four_times_its_size_and_keeps_it(reading):
    device = reading("?tekst&side=1")
    versions.text(device)
    press(device, *["+"] * 10)
    device.says("400 %")
    device.page.set_viewport_size({"width": 320, "height": 256})  # 1280 x 1024 at 400 %
    assert device.page.evaluate(WIDER) == 0
    device.page.set_viewport_size({"width": 1024, "height": 768})
    device.page.reload()
    device.says("400 %")
    expect(versions.text(device)).to_contain_text(versions.FIRST)  # it is there, and hears the keys
    press(device, "0")
    device.says("100 %")


def test_a_scan_says_that_it_has_no_text_and_offers_the_page(replaced):
    scan = replaced.open_scan()
    scan.says("skannet og har ingen tekst")
    scan.page.locator(".reading-over").get_by_role("button", name="Vis sidene").click()
    expect(scan.page.locator(".page canvas").first).to_be_visible()


def test_the_text_is_read_without_network(reading):
    device = reading("?side=1")
    device.context.set_offline(True)
    press(device, "t")
    expect(versions.text(device)).to_contain_text(versions.FIRST)
    device.context.set_offline(False)
