"""What is typed and what is written become the same words."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from folkevalgt.search import asked, snippets, words
from folkevalgt.search.asked import Clause, understand

SAME = [
    "reguleringsplan reguleringsplanen reguleringsplaner reguleringsplanar reguleringsplanane Reguleringsplan",
    "vei veien veier veiene",
    "by byen byer byene",
    "skole skolen skolene",
    "skule skulen skular skulane",
    "møte møtet møter",
    "Ålesund ålesund A\u030alesund",
    "finans ﬁnans",
    "7 07 007",
]
WAYS = {
    "PS 112/26": [("ps",), ("112", "26")],
    "112/2026": [("112", "2026")],
    "24/1234": [("24", "1234")],
    "§ 11-2": [("§", "11", "2")],
    "§§ 11-2": [("§", "11", "2")],
    "03.12.2026": [("3", "12", "2026")],
    "3. desember 2026": [("3", "12", "2026")],
    "2026-12-03": [("3", "12", "2026")],
    "«plan og bygg» 'skole'": [("plan", "og", "bygg"), ("skol",)],
    "planen for skolen": [("plan",), ("skol",)],
    'ikke "lukket skole': [("lukk",), ("skol",)],
    "IKT-plan skole,vei": [("ikt", "plan"), ("skol",), ("vei",)],
}


@pytest.mark.parametrize("forms", SAME)
def test_forms_of_a_word_are_one_word(forms):
    assert len({words.stem(each) for each in forms.split()}) == 1


@pytest.mark.parametrize(("typed", "ways"), WAYS.items(), ids=WAYS)
def test_what_is_typed_is_understood(typed, ways):
    assert [clause.ways[0] for clause in understand(typed).clauses] == ways


@pytest.mark.parametrize("typed", ["", " ", "a", "7", "§", "og", "til og med", '""', "'*%_", "\0"])
def test_too_little_is_no_question(typed):
    assert understand(typed) is None


def test_small_words_count_where_they_are_asked_for_in_a_row():
    assert understand('"til og med"').clauses == (Clause((("til", "og", "med"),)),)


def test_a_number_and_a_date_are_found_as_others_write_them():
    assert ("2024", "1234") in understand("24/1234").clauses[0].ways
    assert ("3", words.stem("desember"), "2026") in understand("3.12.26").clauses[0].ways


@pytest.mark.parametrize(
    ("typed", "compound", "found"),
    [("veien", "gangvei", True), ("veien", "veileder", False), ("bolig", "boligfelt", True), ("plan", "planter", True)],
)
def test_short_words_are_looked_for_only_where_compounds_end(typed, compound, found):
    assert words.holds(words.stem(compound), words.parts(typed)) is found


def marked(text: str, typed: str) -> str:
    pieces = snippets.around(text, understand(typed).clauses)
    return "".join(f"[{each.text}]" if each.hit else each.text for each in pieces)


def test_a_snippet_shows_the_words_together_and_marks_them():
    text = "Skolen åpner. " + "Annet står her. " * 30 + "Planen for\nskolen gjelder § 11-2. " + "Mer tekst. " * 30
    shown = marked(text, "plan skole")
    assert "[Planen] for [skolen] gjelder" in shown
    assert (shown[0], shown[-1]) == ("…", "…")


def test_a_phrase_is_marked_whole():
    assert marked("Jf. sak PS 112/26, og ps.", '"PS 112/26"') == "Jf. sak [PS 112/26], og ps."


@given(st.text(max_size=300), st.text(max_size=60))
@example("ﬁ" * 300, "ﬁ")
@example("İ" * 150, "i̇i")
def test_a_snippet_is_short_and_says_what_stands_there(text, typed):
    understood = understand(f"{typed} plan")
    pieces = snippets.around(text, understood.clauses)
    shown = "".join(each.text for each in pieces)
    assert len(shown) <= snippets.LONGEST
    assert "".join(shown.strip(snippets.CUT).split()) in "".join(text.split())


@given(st.text(max_size=100))
@example('"a" OR NEAR(b, 2) AND NOT {title} : c* ^d -e +f')
@example("' & | ! <-> :* \\ %s $1 ?1 {}")
def test_nothing_that_is_typed_is_syntax(typed):
    for clause in (understand(f"{typed} plan") or asked.Asked(())).clauses:
        for word in {word for way in clause.ways for word in way}:
            assert all(each.isalnum() or each == "§" for each in word)
