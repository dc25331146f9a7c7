"""A member reads: from the list of meetings to a page, by finger, by keyboard and without network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

PLAN = "IKT-plan for kommunen"
# As a browser does that needs the room: the rows still say that the files are here.
TAKE_AWAY = """async () => {
  const papers = await (await navigator.storage.getDirectory()).getDirectoryHandle("papers");
  for await (const person of papers.values()) for await (const name of person.keys()) await person.removeEntry(name);
}"""


@pytest.fixture
def reading(member):
    """The first page of the plan, opened from the agenda."""
    member.meeting("Formannskapet")
    member.read(PLAN)
    press(member, "Home")
    member.at_page(1)
    return member


def press(device, *keys):
    for key in keys:
        device.page.keyboard.press(key)


def test_a_member_turns_to_the_fourth_page_and_the_address_says_so(reading):
    for page in (2, 3, 4):
        reading.button("Neste side").click()
        reading.at_page(page)
    expect(reading.page).to_have_url(re.compile(r"\?side=4$"))


def test_the_place_is_kept_when_the_browser_is_closed(reading):
    press(reading, "End")
    reading.at_page(13)
    expect(reading.page).to_have_url(re.compile(r"\?side=13$"))
    reading.restart()
    reading.goto("/moter")
    reading.link("Fortsett der du slapp: PS 112/26 s. 13").click()
    reading.at_page(13)


def test_the_place_is_kept_when_the_page_is_left_at_once(reading):
    press(reading, "End")
    reading.at_page(13)
    reading.goto("/moter")
    expect(reading.link("Fortsett der du slapp: PS 112/26 s. 13")).to_be_visible()


def test_a_paper_that_the_browser_took_away_comes_back_by_itself(reading):
    reading.link("Tilbake").click()
    reading.sees("Formannskapet")
    reading.page.evaluate(TAKE_AWAY)
    reading.read(PLAN)


def test_an_address_with_a_page_opens_at_that_page(reading):
    reading.goto(reading.page.url.partition("?")[0] + "?side=4")
    reading.at_page(4)
    expect(reading.page.locator('.page[data-page-number="4"] .textLayer')).to_contain_text("Side 4")


def test_the_keyboard_alone_leads_from_the_list_to_page_4(reading):
    reading.goto("/moter")
    tab_to(reading, "Åpne sakslisten Formannskapet")
    press(reading, "Enter")
    reading.sees("Formannskapet")
    tab_to(reading, f"Åpne {PLAN}")
    press(reading, "Enter")
    expect(reading.page.locator(".textLayer").first).to_be_attached()
    press(reading, "Home")  # the paper opens where its reader stopped, on whatever device that was
    reading.at_page(1)
    press(reading, "ArrowRight", "PageDown", "ArrowRight")
    reading.at_page(4)


def tab_to(device, name):
    wanted = device.page.get_by_role("link", name=name).first
    expect(wanted).to_be_visible()
    for _ in range(30):
        press(device, "Tab")
        if wanted.evaluate("(link) => link === document.activeElement"):
            return
    pytest.fail(f"30 tabs do not lead to {name}")


def test_a_word_is_found_with_the_number_of_hits(reading):
    press(reading, "/")
    reading.page.keyboard.type("skolekretsen")
    hits = reading.page.locator(".find-hits")
    expect(hits).to_have_text("1 av 13 treff")
    press(reading, "Enter")
    expect(hits).to_have_text("2 av 13 treff")
    reading.at_page(2)
    press(reading, "Shift+Enter")
    expect(hits).to_have_text("1 av 13 treff")
    reading.page.get_by_role("searchbox").fill("finnes ikke her")
    expect(hits).to_have_text("Ingen treff")


def test_the_paper_is_made_larger_and_smaller(reading):
    scale = reading.page.locator(".tools-scale")
    before = percent(scale)
    press(reading, "+")
    expect(scale).not_to_have_text(f"{before} %")
    larger = percent(scale)
    press(reading, "-", "-")
    expect(scale).not_to_have_text(f"{larger} %")
    assert percent(scale) < before < larger
    reading.button("Tilpass bredden").click()
    expect(scale).to_have_text(re.compile(r"1[2-4]\d %"))  # an A4 page over a tablet's 1024 points


def percent(scale):
    expect(scale).to_have_text(re.compile(r"\d+ %"))
    return int(scale.inner_text().split()[0])


def test_the_contents_lead_to_a_heading_and_to_a_page(reading):
    press(reading, "i")
    contents = reading.page.get_by_role("complementary", name="Innhold")
    contents.get_by_role("button", name="Side 5").first.click()
    reading.at_page(5)
    contents.get_by_role("button", name="Gå til side 2").click()
    reading.at_page(2)
    press(reading, "Escape")
    expect(contents).to_have_count(0)


def test_from_one_paper_to_the_next_and_back(reading):
    reading.button("Neste papir: PS 112/26 vedlegg 1 · Budsjett for planen").click()
    reading.sees("PS 112/26 vedlegg 1 · Budsjett for planen")
    reading.button(f"Forrige papir: PS 112/26 · {PLAN}").click()
    reading.sees(f"PS 112/26 · {PLAN}")
    reading.page.get_by_role("link", name="Tilbake").click()
    reading.sees("Formannskapet")


def test_a_phone_reads_without_network_after_a_restart(phone):
    phone.sign_in("medlem_formannskap")
    phone.meeting("Formannskapet")
    phone.stored()
    phone.close()
    phone.served.stop()
    phone.start()
    phone.meeting("Formannskapet")
    phone.read(PLAN)
    press(phone, "Home")
    expect(phone.page.locator('.page[data-page-number="1"] .textLayer')).to_contain_text("Skolekretser")
    phone.served.start()


def test_the_language_is_changed_here_and_on_the_next_device(tablet, phone):
    tablet.sign_in("medlem_formannskap")
    tablet.link("Meg").click()
    for label, heading in (("Nynorsk", "Lagra på denne eininga"), ("English", "Stored on this device")):
        tablet.page.get_by_label(label).click()
        tablet.says(heading)
    expect(tablet.page.locator("html")).to_have_attribute("lang", "en")
    phone.sign_in("medlem_formannskap", "Meetings")
    tablet.page.get_by_label("Bokmål").click()
    tablet.says("Lagret på denne enheten")
