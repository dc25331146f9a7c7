"""Marking in papers: by mouse, finger, pen and keys; on real papers, in two columns, turned, scanned."""

from __future__ import annotations

import io
import itertools
import random

import pikepdf
import pypdfium2
import pytest
import typst

from tests.browser import axe
from tests.browser.alone import Finger, build, laid
from tests.pdf import making

REAL = {
    "plan": "lyngdal/formannskapet/ikt-plan.pdf",
    "vedlegg": "lyngdal/formannskapet/vedlegg-2.pdf",
    "spalter": "papers/py-pdf/multicolumn.pdf",
    "latex": "papers/py-pdf/pdflatex-4-pages.pdf",
    "tabell": "papers/py-pdf/google-doc-document.pdf",
    "bok": "papers/py-pdf/GeoTopo-komprimiert.pdf",
}
TURNED = {"turned-90": ("spalter", 90), "turned-180": ("latex", 180), "turned-270": ("tabell", 270)}
ODD = r"""#set page(width: 15cm, height: 20cm)
Vanlig tekst før formelen $frak(F) = bb(R)$ og etter. Office affluent.

#rotate(30deg)[Skrått skrevet varsel]

#rotate(90deg, reflow: true)[Nedover skrevet tekst]

שלום עולם זה טקסט

Blåbærsyltetøy til slutt."""
PLAIN = """#set page("a4")
#set text(lang: "nb", size: 12pt)
Kommunestyret vedtar planen. Rådmannen tilrår skolen.

Den nye skolen bygges i sentrum.
#pagebreak()
Barnehagen blir liggende ved elva.
#pagebreak()
Til slutt kommer vedleggene."""


@pytest.fixture(scope="module")
def made():
    """Papers of our own: plain, odd, long, and one without a text layer."""
    return {
        "plain": typst.compile(PLAIN.encode()),
        "odd": typst.compile(ODD.encode()),
        "long": making.case_paper(200),
        "scan": making.saved(making.drawing(b"0.9 g 60 500 400 200 re f")),
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("reader"))


@pytest.fixture(scope="module")
def the_table(playwright, built, made, tmp_path_factory):
    yield from entered(laid(playwright, built, tmp_path_factory.mktemp("table"), made))


@pytest.fixture(scope="module")
def real(playwright, built, made, data, tmp_path_factory):
    papers = {name: (data / path).read_bytes() for name, path in REAL.items()}
    papers |= {name: turned(papers[what], degrees) for name, (what, degrees) in TURNED.items()}
    yield from entered(laid(playwright, built, tmp_path_factory.mktemp("real"), made | papers))


def entered(context):
    with context as table:
        yield table


@pytest.fixture
def table(the_table):
    the_table.open("plain")
    return the_table


def turned(paper, degrees):
    with pikepdf.open(io.BytesIO(paper)) as opened:
        for page in opened.pages:
            page.rotate(degrees, relative=True)
        return making.saved(opened)


def note(picked, kind="highlight", **more):
    given = {"id": "n1", "kind": kind, "page": picked["page"], "colour": "yellow", "text": "", "label": "Notatet mitt"}
    return given | {"geometry": picked["geometry"], "place": picked["place"], "own": True, "uncertain": False} | more


def at_edge(identity, **more):
    blank = {"page": 1, "geometry": None, "place": None}
    return note(blank, "comment") | {"id": identity, "label": f"Notat {identity}"} | more


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
        left, top, _, _ = table.boxes("Kommunestyret")
        assert abs(box["x"] - left) < 2 and abs(box["y"] - top) < 3


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
    assert boxes[0]["y"] + 44 <= boxes[1]["y"] and boxes[1]["y"] + 44 <= boxes[2]["y"]


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
        note(picked, "textbox", id="n4", place=None, geometry=box, text="Hva koster det?", label="Tekstboks: Hva koster det?"),
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
    assert page == 1 and sort.startswith("00001|") and len(geometry["paths"][0]) == 2 * 3
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
    assert len(strokes(table)) == 1 and table.scrolled() > before + 100
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
    assert picked["quote"] is None and picked["place"] is None
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
