"""Notes on the pages of a paper, and the tools that make them: by mouse, finger, pen and keys."""

from __future__ import annotations

import pytest

from tests.browser import axe
from tests.browser.alone import Finger
from tests.browser.laid import at_edge, note

# Notes on the pages


@pytest.mark.parametrize("name", ["plan", "turned-90", "turned-270", "odd"])
def test_a_note_is_drawn_alike_from_its_place_and_from_its_geometry(real, name):
    real.open(name)
    real.select(1, 2, 5, 1, 1)
    (picked,) = real.picked()
    real.show(note(picked))
    drawn = real.page.locator(".fv-area").get_attribute("d")
    real.show(note(picked, geometry=None))
    assert real.page.locator(".fv-area").get_attribute("d") == drawn


def test_a_note_stays_on_its_words_at_every_size(table):
    table.select(1, 0, 0)
    table.show(note(table.picked()[0]))
    for size in (60, 200):
        table.page.evaluate("(size) => alone.reader.zoom(size)", size)
        table.page.wait_for_timeout(300)
        box = table.button("Notatet mitt").bounding_box()
        left, top, _, bottom = table.boxes("Kommunestyret")
        assert abs(box["x"] - left) < 2
        assert abs(box["y"] + box["height"] / 2 - (top + bottom) / 2) < 3


def test_a_note_is_chosen_by_a_click_and_by_enter(table):
    table.select(1, 0, 0)
    table.show(note(table.picked()[0]), at_edge("n2"))
    table.page.evaluate("() => alone.reader.clearPicked()")
    left, top, right, bottom = table.boxes("Rådmannen")
    table.page.mouse.click((left + right) / 2, (top + bottom) / 2)
    table.button("Notat n2").focus()
    table.press("Enter")
    table.button("Notatet mitt").focus()
    table.press("Enter")
    assert table.told("chosen") == [["n1"], ["n2"], ["n1"]]


def test_words_under_a_note_can_still_be_chosen(table):
    table.select(1, 0, 0)
    table.show(note(table.picked()[0]))
    table.page.evaluate("() => alone.reader.clearPicked()")
    left, top, right, bottom = table.boxes("Rådmannen")
    table.drag((left + 1, (top + bottom) / 2), (right - 1, (top + bottom) / 2))
    assert [one["quote"]["exact"] for one in table.picked()] == ["Rådmannen"]
    assert table.told("chosen") == []


def test_of_notes_on_the_same_words_each_click_chooses_the_next(table):
    table.select(1, 0, 0)
    picked = table.picked()[0]
    table.show(note(picked), note(picked, id="n2", label="Den andre"))
    table.page.evaluate("() => alone.reader.clearPicked()")
    left, top, right, bottom = table.boxes("Rådmannen")
    for _ in range(2):
        table.page.mouse.click((left + right) / 2, (top + bottom) / 2)
    assert table.told("chosen") == [["n1"], ["n2"]]


def test_a_note_without_a_place_stands_at_the_edge_of_its_page(table):
    table.show(at_edge("a"), at_edge("b", kind="bookmark"), at_edge("c", place={"start": 9_000, "end": 9_010}))
    boxes = [table.button(f"Notat {name}").bounding_box() for name in "abc"]
    page = table.page.locator('.page[data-page-number="1"]').bounding_box()
    assert [round(page["x"] + page["width"] - box["x"] - box["width"]) for box in boxes] == [0, 0, 0]
    assert [round(box["y"] - boxes[0]["y"]) for box in boxes] == [0, 44, 88]


def test_one_goes_to_a_note_on_a_page_that_is_not_drawn(table):
    table.open("long")
    far = at_edge("far", page=150, place={"start": 6, "end": 19}, kind="highlight")
    table.show(far)
    table.page.evaluate("(note) => alone.reader.goToNote(note)", far)
    lit = table.page.locator(".fv-flash")
    lit.wait_for()
    assert lit.get_attribute("aria-label") == "Notat far"
    window, box = table.page.viewport_size, lit.bounding_box()
    assert 0 <= box["y"] <= window["height"]
    assert lit.evaluate("(one) => getComputedStyle(one).animationName") == "none"  # motion is reduced here
    table.page.wait_for_function("() => !document.querySelector('.fv-flash')")


def test_axe_finds_nothing_in_a_page_full_of_marks(table):
    table.select(1, 0, 1)
    (picked,) = table.picked()
    ink = {"quads": [], "paths": [[100, 100, 200, 140]], "width": 2}
    box = {"quads": [[100, 400, 300, 400, 100, 340, 300, 340]], "paths": [], "width": 0}
    table.show(
        note(picked, uncertain=True, label="Usikker"),
        note(picked, "comment", id="n2", colour="pink", label="Rosa merknad"),
        note(picked, "ink", id="n3", place=None, geometry=ink, label="Tegning"),
        note(picked, "textbox", id="n4", place=None, geometry=box, text="Hva?", label="Tekstboks: Hva?"),
        *[at_edge(f"e{n}", kind=kind) for n, kind in enumerate(("bookmark", "comment", "comment"))],
    )
    assert axe.faults(table.page) == []


def test_only_pages_that_are_drawn_carry_their_notes(table):
    table.open("long")
    table.show(*[at_edge(f"n{n}", page=1 + n % 200, label=f"Notat {n}") for n in range(500)])
    layers = table.page.locator(".fv-marks").count()
    assert 1 <= layers <= 10
    table.go(100)
    table.page.locator('.page[data-page-number="100"] .fv-marks').wait_for()


# Ink, text boxes and areas


def strokes(table):
    return [geometry["paths"] for _, geometry, _ in table.told("drew")]


def test_ink_is_drawn_with_the_mouse_and_stays_until_it_is_a_note(table):
    table.tool("ink", "blue")
    table.drag((300, 300), (350, 260), (450, 340))
    ((page, geometry, sort),) = table.told("drew")
    assert (page, sort[:6], len(geometry["paths"][0])) == (1, "00001|", 2 * 3)
    assert table.page.locator(".fv-live .fv-stroke").count() == 1
    table.show(note({"page": 1, "geometry": geometry, "place": None}, "ink"))
    assert table.page.locator(".fv-live").count() == 0
    assert table.page.locator(".fv-marks .fv-stroke").count() == 1
    table.tool("none")


def test_one_finger_draws_and_two_fingers_scroll(table):
    table.tool("ink")
    finger = Finger(table)
    finger.drag((300, 500), by=(80, 20))
    assert len(strokes(table)) == 1
    before = table.scrolled()
    finger.drag((300, 500), (400, 500), by=(0, -150))
    assert len(strokes(table)) == 1
    assert table.scrolled() > before + 100
    table.tool("none")


def test_a_palm_draws_nothing_and_beside_a_pen_a_finger_scrolls(table):
    table.tool("ink")
    finger = Finger(table)
    finger.drag((300, 500), by=(80, 20), radius=45)
    assert strokes(table) == []
    finger.pen("Pressed", 300, 400)
    finger.touch("Start", (600, 600))
    finger.pen("Moved", 400, 420)
    finger.pen("Released", 400, 420)
    finger.touch("End")
    assert len(strokes(table)) == 1
    before = table.scrolled()
    finger.drag((300, 500), by=(0, -150))
    assert len(strokes(table)) == 1
    assert table.scrolled() > before + 100
    table.tool("none")


def test_a_text_box_is_put_by_a_click_and_by_keys(table):
    table.tool("textbox")
    table.page.mouse.click(500, 300)
    table.press("ArrowDown", "ArrowDown", "Enter")
    clicked, by_key = table.told("placed")
    assert clicked[0] == by_key[0] == 1
    assert all(len(quad) == 8 for _, geometry, _ in (clicked, by_key) for quad in geometry["quads"])
    table.tool("none")


def test_a_text_box_says_its_text_and_is_chosen_by_a_tap(table):
    table.tool("textbox")
    table.page.mouse.click(300, 300)
    (page, geometry, _) = table.told("placed")[0]
    table.tool("none")
    table.show(note({"page": page, "geometry": geometry, "place": None}, "textbox", text="Hva koster det?"))
    box = table.button("Notatet mitt")
    assert box.inner_text() == "Hva koster det?"
    box.tap()
    assert table.told("chosen") == [["n1"]]


def test_an_area_of_a_scanned_page_is_chosen_without_a_quote(table):
    table.open("scan")
    table.tool("area")
    table.drag((300, 200), (500, 320))
    (picked,) = table.picked()
    assert (picked["quote"], picked["place"]) == (None, None)
    table.press("ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown", "Enter")
    (by_key,) = table.picked()
    assert by_key["geometry"]["quads"] != picked["geometry"]["quads"]
    table.tool("none")
    assert table.picked() is None


def test_with_a_tool_in_the_hand_text_is_not_chosen(table):
    table.tool("ink")
    left, top, right, bottom = table.boxes("Rådmannen")
    table.drag((left + 1, top + 5), (right - 1, bottom - 5))
    assert table.page.evaluate("() => getSelection().isCollapsed")
    table.tool("none")
