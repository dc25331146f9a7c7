"""What differs between two versions of a paper: told by paragraph and by word, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from folkevalgt.layers.compare import compare
from folkevalgt.layers.shapes import ComparisonSummary, PaperChange
from folkevalgt.pdf.blocks import Block, Cell, Structure
from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.structure import structure

LONG = "Kommunestyret vedtar at anlegget bygges ved skolen i sentrum og står ferdig i {}."
OTHER = "Utvalget ber om at trafikken i Storgata telles på nytt før saken kommer tilbake til behandling."
THIRD = "Rådet for eldre har ikke merknader til planen, men ber om benker langs hele turveien."


def paper(*pages: Sequence[Block | str]) -> Structure:
    made = [[Block("paragraph", each) if isinstance(each, str) else each for each in page] for page in pages]
    return Structure("tags", "nb", made)


def heading(text: str, level: int = 2) -> Block:
    return Block("heading", text, level)


def changes(old: Structure, new: Structure) -> list[PaperChange]:
    return compare(old, new)[1]


def said(change: PaperChange, op: str) -> str:
    return "".join(each.text for each in change.pieces if each.op == op)


def wording(change: PaperChange, without: str) -> str:
    return "".join(each.text for each in change.pieces if each.op != without)


def test_the_same_paper_has_no_changes() -> None:
    same = paper([heading("Bakgrunn"), LONG.format(2027), OTHER])
    assert compare(same, same) == (ComparisonSummary(), [], "yes")


def test_a_changed_word_is_struck_out_and_put_in() -> None:
    (change,) = changes(paper([OTHER, LONG.format(2027)]), paper([OTHER, LONG.format(2028)]))
    assert (change.kind, change.page, change.block) == ("changed", 1, 1)
    assert (said(change, "delete"), said(change, "insert")) == ("2027", "2028")


def test_new_and_removed_paragraphs_stand_where_they_belong() -> None:
    removed, new = changes(
        paper([OTHER, THIRD], [LONG.format(1)]), paper([OTHER], [LONG.format(1), "Noe helt nytt her."])
    )
    assert (removed.kind, removed.page, removed.block, removed.old_page, removed.old_block) == ("removed", 2, 0, 1, 1)
    assert (new.kind, new.page, new.block, said(new, "insert")) == ("new", 2, 1, "Noe helt nytt her.")


def test_a_paragraph_that_stands_elsewhere_is_moved() -> None:
    old, new = paper([OTHER, THIRD, LONG.format(1)]), paper([THIRD, LONG.format(1)], [OTHER])
    summary, (change,), _ = compare(old, new)
    assert (change.kind, change.page, change.old_page, change.old_block) == ("moved", 2, 1, 0)
    assert summary == ComparisonSummary(moved=1)


def test_a_moved_paragraph_shows_the_words_that_changed_on_the_way() -> None:
    long = f"{THIRD} {OTHER}"
    old, new = paper([long, LONG.format(1)]), paper([LONG.format(1), long.replace("benker", "lys")])
    (change,) = changes(old, new)
    assert (change.kind, said(change, "delete").strip(), said(change, "insert").strip()) == ("moved", "benker", "lys")


def test_short_lines_move_with_the_paragraph_they_stand_beside() -> None:
    still = [LONG.format(year) for year in range(2027, 2031)]
    moving = ["Ja", OTHER, "Nei"]
    assert [each.kind for each in changes(paper(moving + still), paper(still + moving))] == ["moved"] * 3


def test_a_changed_proposal_is_counted_as_one() -> None:
    def papers(year: int) -> Structure:
        return paper(
            [heading("Forslag til vedtak"), LONG.format(year), heading("Vurdering"), OTHER + f" Innen {year}."]
        )

    summary, (first, second), _ = compare(papers(2027), papers(2028))
    assert (first.section, first.proposal) == ("Forslag til vedtak", True)
    assert (second.section, second.proposal) == ("Vurdering", False)
    assert summary == ComparisonSummary(changed=2, in_proposal=1)


def test_a_line_with_a_colon_heads_a_proposal_in_a_paper_without_headings() -> None:
    old, new = (paper(["Rådmannens innstilling:", LONG.format(year)]) for year in (2027, 2028))
    assert changes(old, new)[0].proposal


def test_a_list_numbered_anew_has_not_changed() -> None:
    def items(*texts: str) -> Structure:
        return paper([Block("item", text, 1, label=f"{letter})") for letter, text in zip("abcd", texts, strict=False)])

    (change,) = changes(items(OTHER, THIRD), items(OTHER, LONG.format(1), THIRD))
    assert (change.kind, change.block) == ("new", 1)


def test_a_paragraph_over_two_pages_is_one() -> None:
    half = Block("paragraph", "står ferdig i 2028.", continues=True)
    new = paper(["Kommunestyret vedtar at anlegget bygges ved skolen i sentrum og"], [half])
    assert changes(paper([LONG.format(2028)]), new) == []
    summary, (change,), _ = compare(paper([LONG.format(2027)]), new)
    assert (change.page, change.block, wording(change, "delete"), summary.changed) == (2, 0, half.text, 1)


def test_a_paragraph_that_got_another_before_its_end_has_one_insertion() -> None:
    start = "D. Politikere og data "
    (change,) = changes(paper([LONG.format(1), start + OTHER]), paper([LONG.format(1), start + THIRD, OTHER]))
    assert (change.kind, said(change, "same").strip(), said(change, "insert").strip()) == (
        "changed",
        start.strip(),
        THIRD,
    )


def test_running_heads_and_page_numbers_do_not_count() -> None:
    old, new = (paper([Block("aside", f"Side {n}"), LONG.format(1)]) for n in (1, 2))
    assert changes(old, new) == []


def test_a_table_tells_which_cell_changed() -> None:
    def table(sum: str) -> Structure:
        return paper(
            [Block("table", rows=[[Cell("Skole", header=True), Cell("Sum", header=True)], [Cell("Lyng"), Cell(sum)]])]
        )

    (change,) = changes(table("100"), table("200"))
    assert (said(change, "delete"), said(change, "insert")) == ("100", "200")
    assert wording(change, "delete") == "Skole\tSum\nLyng\t200"


def test_other_dashes_and_quotation_marks_are_no_change() -> None:
    assert changes(paper(["«Plan» – del 1 og „notat“"]), paper(['«Plan» - del 1 og "notat"'])) == []


def test_a_scan_cannot_be_compared_and_says_which_one() -> None:
    assert compare(paper([]), paper([OTHER]))[2] == "no_text_before"
    assert compare(paper([OTHER]), paper([], []))[2] == "no_text_now"


def test_two_quite_different_papers_are_not_compared() -> None:
    old = paper([" ".join(f"gammelt{n}" for n in range(80))])
    summary, found, word = compare(old, paper([" ".join(f"nytt{n}" for n in range(80))]))
    assert (summary, found, word) == (ComparisonSummary(), [], "too_different")


words = st.lists(
    st.sampled_from(["plan", "vedtak", "skole", "vei", "2027", "kommune", "–", "(a)", "nei", "ja"]),
    min_size=1,
    max_size=9,
)
texts = st.lists(st.lists(words.map(" ".join), min_size=1, max_size=4), min_size=1, max_size=3)


@given(texts, texts)
def test_every_word_is_accounted_for(old: list[list[str]], new: list[list[str]]) -> None:
    """What a change says of the new version stands there, and what is not told of is the same in both."""
    before, after = paper(*old), paper(*new)
    summary, found, _ = compare(before, after)
    for change in found:
        if change.kind != "removed":
            assert wording(change, "delete") == after.pages[change.page - 1][change.block].text
    untold = [
        count(pages) - count([[wording(each, op) for each in found]])
        for pages, op in ((old, "insert"), (new, "delete"))
    ]
    assert untold[0] == untold[1]
    assert len(found) >= summary.changed + summary.new + summary.removed + summary.moved
    places = [(change.page, change.block) for change in found]
    assert places == sorted(places)


def count(pages: list[list[str]]) -> int:
    return sum(len(text.split()) for page in pages for text in page)


def test_the_revised_plan_shows_what_was_revised_and_nothing_else(data: Path) -> None:
    files = (data / "lyngdal" / each / "ikt-plan.pdf" for each in ("formannskapet", "ettersending"))
    summary, found, _ = compare(*(structure(file.read_bytes(), Limits()) for file in files))
    assert summary == ComparisonSummary(changed=3)
    where, put_in, tiltak = found
    assert said(where, "delete").startswith("Skolenes IKT-utrustning og drift behandles senere i denne planen.")
    assert (said(where, "insert"), where.page) == ("For kommunen utenom skolene ", 3)
    assert said(put_in, "insert").startswith("Administrasjonen har etter utsendelsen fått nye opplysninger fra to")
    assert (said(put_in, "delete"), put_in.page) == ("", 8)
    assert ("foreløpig" in said(tiltak, "insert"), "ikke" in said(tiltak, "delete"), tiltak.page) == (True, True, 8)
