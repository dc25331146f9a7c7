"""Choosing text in papers: by mouse, finger and keys; on real papers, in two columns, turned, scanned."""

from __future__ import annotations

import itertools
import random

import pypdfium2
import pytest

from tests.browser.alone import Finger
from tests.browser.laid import REAL, TURNED


def by_keys(table, *keys):
    """The words that are chosen when these keys have been pressed in the text."""
    table.page.evaluate("() => alone.reader.pickByKeyboard()")
    table.press(*keys)
    picked = table.picked()
    return picked and [one["quote"]["exact"] for one in picked]


# The text that places are counted in


@pytest.mark.parametrize("name", [*REAL, *TURNED, "odd"])
def test_the_text_of_the_pages_is_the_text_on_the_screen(real, name):
    real.open(name)
    texts = real.texts(name)
    for number, text in enumerate(texts[:13], 1):
        real.go(number)
        assert real.page.evaluate("(page) => alone.shown(page)", number) == text, f"page {number}"


@pytest.mark.parametrize("name", [*REAL, *TURNED, "odd"])
def test_a_place_from_a_selection_says_the_same_in_the_text_of_the_pages(real, name):
    number = 3 if name == "bok" else 1
    real.open(name, number)
    page, dice = real.texts(name)[number - 1], random.Random(name)
    for _ in range(5):
        first = dice.randrange(200)
        real.select(number, first, first + dice.randrange(1, 6), dice.randrange(9), dice.randrange(9))
        (picked,) = real.picked()
        place, quote = picked["place"], picked["quote"]
        assert page[place["start"] : place["end"]] == real.strip(quote["exact"])
        assert page[: place["start"]].endswith(real.strip(quote["prefix"]))
        assert page[place["end"] :].startswith(real.strip(quote["suffix"]))


@pytest.mark.parametrize("name", ["plan", "spalter", *TURNED])
def test_another_program_finds_the_same_words_within_the_quads(real, name):
    real.open(name)
    paper = pypdfium2.PdfDocument(real.papers[name])
    page = paper[0].get_textpage()
    for first in (3, 9, 15):
        real.select(1, first, first + 3)
        (picked,) = real.picked()
        found = "".join(page.get_text_bounded(*bounds(quad)) for quad in picked["geometry"]["quads"])
        assert alike(real.strip(found), real.strip(picked["quote"]["exact"])), (found, picked["quote"]["exact"])
    paper.close()


def bounds(quad):
    """Left, bottom, right, top: a line's middle half, so that its neighbours stay outside."""
    left, right, bottom, top = min(quad[::2]), max(quad[::2]), min(quad[1::2]), max(quad[1::2])
    inner = (top - bottom) / 4
    return left - 0.5, bottom + inner, right + 0.5, top - inner


def alike(one, other):
    """Programs disagree about hyphens at line ends and bullets."""
    letters = [[letter for letter in text if letter.isalnum()] for text in (one, other)]
    return letters[0] == letters[1]


# Choosing text


def test_words_are_chosen_with_the_mouse(table):
    left, top, right, bottom = table.boxes("Rådmannen tilrår skolen")
    table.drag((left + 1, (top + bottom) / 2), (right - 1, (top + bottom) / 2))
    (picked,) = table.picked()
    assert picked["quote"]["exact"] == "Rådmannen tilrår skolen"
    assert picked["quote"]["prefix"].endswith("vedtar planen. ")
    assert picked["place"] == {"start": 26, "end": 47}
    assert picked["sort"].startswith("00001|000026|000")
    assert len(picked["geometry"]["quads"]) == 1


def test_a_selection_over_a_page_end_is_one_part_for_each_page(table):
    table.page.evaluate("() => alone.reader.zoom('page')")
    table.go(2)
    table.page.evaluate("() => getSelection().setBaseAndExtent(...alone.point(1, 14), ...alone.point(2, 10))")
    first, second = table.picked()
    assert first["quote"]["exact"].endswith("bygges i sentrum.")
    assert (second["page"], second["quote"]["exact"]) == (2, "Barnehagen")
    assert second["place"] == {"start": 0, "end": 10}


def test_a_choice_that_is_let_go_of_is_told(table):
    table.select(1, 0, 1)
    assert table.picked()
    table.page.evaluate("() => alone.reader.clearPicked()")
    assert table.picked() is None


def test_a_tap_beside_the_paper_counts_before_the_choice_is_gone(table):
    table.select(1, 0, 1)
    assert table.picked()
    table.page.evaluate("""() => document.getElementById("outside").addEventListener("click", () => {
      const last = alone.told.findLast(([word]) => word === "picked");
      alone.told.push(["tapped", last[1] !== null]);
      getSelection().removeAllRanges();
    }, {once: true})""")
    table.page.locator("#outside").tap()
    assert table.told("tapped") == [[True]]
    assert table.picked() is None


def test_while_a_finger_pulls_the_handles_nothing_is_told_and_once_when_it_rests(table):
    # The handles are the phone's own: a page only hears that the selection has changed, never that it was let go of.
    Finger(table).drag((600, 600), by=(0, 0))
    table.page.evaluate("""async () => {
      for (const last of [3, 9, 13, 20, 28]) {
        getSelection().setBaseAndExtent(...alone.point(1, 0), ...alone.point(1, last));
        await new Promise((rested) => setTimeout(rested, 60));
      }
    }""")
    assert [one["quote"]["exact"] for one in table.picked()] == ["Kommunestyret vedtar planen."]
    assert len(table.told("picked")) == 1


def test_words_are_chosen_by_keys_alone(table):
    assert by_keys(table, "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight") == ["vedtar planen"]
    assert by_keys(table, "ArrowLeft", "Control+ArrowLeft", "Shift+Control+ArrowRight") == ["r"]


def test_the_cursor_comes_back_where_it_was_let_go_of(table):
    assert by_keys(table, "ArrowRight", "Shift+ArrowRight") == ["vedtar"]
    table.page.evaluate("() => alone.reader.clearPicked()")
    assert by_keys(table, "Shift+ArrowRight") == ["planen"]


def test_a_line_is_chosen_with_the_arrow_down(table):
    assert by_keys(table, "Shift+ArrowDown") == ["Kommunestyret vedtar planen. Rådmannen tilrår skolen."]


def test_the_keys_go_on_to_the_next_page(table):
    table.page.evaluate("() => alone.reader.zoom('page')")
    table.go(2)
    table.page.evaluate("() => alone.reader.goTo(1)")
    assert by_keys(table, "ArrowDown", "End", "Shift+ArrowRight") == ["Barnehagen"]


def test_escape_lets_the_cursor_go(table):
    by_keys(table, "Shift+ArrowRight")
    table.press("Escape")
    assert table.picked() is None
    assert table.page.locator(".fv-caret").count() == 0


def test_the_hit_one_stands_on_is_chosen_by_keys(table):
    table.page.evaluate("() => alone.reader.find('skolen', 'new')")
    table.page.locator(".highlight.selected").wait_for()
    assert by_keys(table) == ["skolen"]
    table.page.evaluate("() => alone.reader.endFind()")


@pytest.mark.parametrize("name", ["plan", "spalter", "turned-90"])
def test_the_arrow_down_walks_through_all_lines_and_never_back(real, name):
    real.open(name)
    real.page.evaluate("() => alone.reader.pickByKeyboard()")
    real.press("Shift+ArrowRight")
    ends = []
    for _ in range(12):
        real.press("Shift+ArrowDown")
        ends.append(len(real.page.evaluate("() => getSelection().toString()")))
    assert all(before < after for before, after in itertools.pairwise(ends))
