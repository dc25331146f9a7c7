"""A member writes in a paper: marks, comments, draws; by mouse, finger and keys. Nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import hand
from tests.browser.test_reading import PLAN, press
from tests.engines import LONG

SCAN = "Brev fra velforeningen"


@pytest.fixture
def reading(member):
    """Opens a paper at a page of it. Each test has a page of the plan for itself."""
    return lambda page, paper=PLAN: opened(member, page, paper)


def opened(device, page, paper=PLAN):
    device.meeting("Formannskapet")
    device.goto(f"{device.link(f'Åpne {paper}').get_attribute('href').partition('?')[0]}?side={page}")
    device.at_page(page)
    expect(device.page.locator(f'.page[data-page-number="{page}"] .textLayer')).to_be_attached()
    return device


def test_words_are_marked_with_the_mouse_and_stay_when_the_page_is_loaded_again(reading):
    device = reading(1)
    hand.highlight(device, "vedtok skolekretsen", "Grønn")
    expect(hand.marks(device)).to_have_count(1)
    device.page.reload()
    expect(hand.marks(device)).to_have_accessible_name("Grønn merking: vedtok skolekretsen")


def test_a_mark_is_made_and_undone_by_the_keyboard_alone(reading):
    device = reading(2)
    press(device, "v", "ArrowDown", *["Shift+ArrowRight"] * 2)
    expect(hand.bar(device)).to_be_visible()
    press(device, "h")
    expect(hand.marks(device, 2)).to_have_count(1)
    press(device, "Control+z")
    expect(hand.marks(device, 2)).to_have_count(0)


def test_a_comment_is_written_by_the_keyboard_alone(reading):
    device = reading(2)
    press(device, "v", "Shift+ArrowRight")
    expect(hand.bar(device)).to_be_visible()
    press(device, "m")
    device.page.keyboard.type("Er dette siste utkast?")
    press(device, "Control+Enter")
    expect(hand.note(device, "Er dette siste utkast?")).to_be_visible()
    expect(hand.marks(device, 2)).to_have_accessible_name(re.compile("merknad: Er dette siste utkast"))


def test_a_finger_marks_words_on_a_phone(phone):
    phone.sign_in("medlem_formannskap")
    opened(phone, 7)
    hand.choose_by_finger(phone, "Kommunestyret", 7).get_by_role("button", name="Rosa").tap()
    expect(hand.marks(phone, 7)).to_have_accessible_name("Rosa merking: Kommunestyret")


def test_what_was_typed_is_there_when_the_tab_is_closed_at_once(reading):
    device = reading(3)
    hand.choose(device, "skolekretsen", 3).get_by_role("button", name="Merknad").click()
    device.page.keyboard.type("Husk å spørre om budsjettet")
    closed, device.page = device.page, device.context.new_page()
    closed.close(run_before_unload=True)
    opened(device, 3)
    expect(hand.note(device, "Husk å spørre om budsjettet")).to_be_visible()


def test_what_is_pressed_is_done_when_the_page_is_left_in_the_same_instant(reading):
    for number in range(8, 13 if LONG else 10):
        device = reading(number)
        leave(device, hand.choose(device, f"Side {number}", number).get_by_role("button", name="Grønn"))
        opened(device, number)
        expect(hand.marks(device, number)).to_have_accessible_name(f"Grønn merking: Side {number}")
        note = hand.note(device, f"Side {number}")
        hand.unfold(note)
        leave(device, note.get_by_role("button", name="Slett"))
        opened(device, number)
        expect(hand.note(device, f"Side {number}")).to_have_count(0)
        expect(hand.marks(device, number)).to_have_count(0)


def leave(device, button):
    button.evaluate("(pressed) => { pressed.click(); location.assign('/moter'); }")
    device.sees("Møter")


def test_a_note_gets_tags_a_colour_and_other_words_and_is_found_by_them(reading):
    device = reading(4)
    hand.comment(device, "Kommunestyret", "Hva koster det?", 4)
    note = hand.note(device, "Hva koster det?")
    note.get_by_role("button", name="Merkelapper").click()
    note.get_by_role("button", name="Merk som «spørsmål»").click()
    note.get_by_role("textbox", name="Ny merkelapp").fill("økonomi")
    note.get_by_role("button", name="Legg til").click()
    expect(note.get_by_role("list", name="Merkelapper")).to_have_text(["spørsmåløkonomi"])
    note.get_by_role("button", name="Farge").click()
    note.get_by_role("button", name="Blå").click()
    expect(hand.marks(device, 4)).to_have_accessible_name(re.compile("Blå merknad"))
    device.goto("/notater?merkelapp=økonomi")
    device.sees("Notater")
    expect(device.page.locator("main article")).to_have_count(1)
    device.page.get_by_role("link", name="Blå merknad").click()
    device.at_page(4)


def test_an_area_is_marked_on_a_scanned_page_and_commented(reading):
    device = reading(1, SCAN)
    device.button("Tegn og skriv").click()
    device.button("Område").click()
    hand.draw(device, 1, (0.2, 0.2), (0.7, 0.4))
    hand.bar(device).get_by_role("button", name="Merknad").click()
    hand.write(device, "Her mangler datoen")
    device.page.reload()
    expect(hand.marks(device)).to_have_accessible_name(re.compile("merknad: Her mangler datoen"))


def test_ink_is_drawn_on_the_page_and_taken_back_stroke_by_stroke(reading):
    device = reading(5)
    device.button("Tegn og skriv").click()
    device.page.get_by_role("button", name="Tegn", exact=True).click()
    hand.draw(device, 5, (0.3, 0.2), (0.6, 0.22), (0.3, 0.25))
    hand.draw(device, 5, (0.3, 0.3), (0.6, 0.3))
    expect(device.page.locator('.page[data-page-number="5"] .fv-stroke')).to_have_count(2)
    expect(hand.marks(device, 5)).to_have_count(1)
    device.button(re.compile("^Angre")).click()
    expect(device.page.locator('.page[data-page-number="5"] .fv-stroke')).to_have_count(1)


def test_a_deleted_note_comes_back_when_that_is_undone(reading):
    device = reading(6)
    hand.comment(device, "Kommunestyret", "Slettes straks", 6)
    hand.note(device, "Slettes straks").get_by_role("button", name="Slett").click()
    expect(hand.note(device, "Slettes straks")).to_have_count(0)
    device.button(re.compile("^Angre")).click()
    expect(hand.note(device, "Slettes straks")).to_be_visible()
