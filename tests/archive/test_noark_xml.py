from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from folkevalgt.archive import kinds
from folkevalgt.archive.noark_xml import read
from folkevalgt.archive.once import told_once
from folkevalgt.archive.records import Described, MeetingRecord, Unfit
from folkevalgt.archive.report import Lines
from folkevalgt.archive.screening import screen_document, screen_item
from folkevalgt.config import Settings
from tests.archive.making import file_xml, item_xml, meeting_xml, noark, paper_xml, tags

SETTINGS = Settings()


def described(data: bytes, lines: Lines | None = None) -> Described:
    return read(data, "moete.xml", "", SETTINGS, lines or Lines())


def one(inside: str = "", **values: str) -> MeetingRecord:
    return described(noark(meeting_xml(inside, **values))).meetings[0]


@pytest.mark.parametrize("prefix", ["", "ark:", "any:"])
@pytest.mark.parametrize("typed", [True, False])
def test_the_type_may_be_plain_prefixed_or_missing(prefix: str, typed: bool) -> None:
    inside = item_xml(kind=f"{prefix}moetesaksregistrering" if typed else "")
    meeting = described(noark(meeting_xml(inside, kind=f"{prefix}moetemappe" if typed else ""))).meetings[0]
    assert meeting.items[0].number == "PS 112/26"
    assert meeting.items[0].visibility == "open"


def test_a_byte_order_mark_is_read_over() -> None:
    assert described(b"\xef\xbb\xbf" + noark(meeting_xml(item_xml()))).meetings[0].committee == "Formannskapet"


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "ukjent"])
def test_latin_1_is_read_whatever_it_says_it_is(declared: str) -> None:
    whole = noark(meeting_xml(moetested="Rådhuset")).decode().replace("utf-8", declared, 1)
    lines = Lines()
    assert described(whole.encode("latin-1"), lines).meetings[0].place == "Rådhuset"
    assert [line.word for line in lines.all] == ([] if declared == "iso-8859-1" else ["encoding_guessed"])


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE a [<!ENTITY l "l"><!ENTITY ll "&l;&l;">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://example.com/a.dtd">',
    ],
)
def test_entities_and_outside_references_are_refused(before: str) -> None:
    with pytest.raises(Unfit, match="xml_entities"):
        described(noark(meeting_xml(), before=before))


@pytest.mark.parametrize("data", [b"", b"<arkiv>", b"\x00\xff", b"<a>" * 200 + b"</a>" * 200, b"%PDF-1.7"])
def test_what_is_not_xml_is_refused(data: bytes) -> None:
    with pytest.raises(Unfit, match="bad_xml"):
        described(data)


def test_another_root_is_refused_by_name() -> None:
    with pytest.raises(Unfit, match="not_noark") as refused:
        described(b"<html/>")
    assert refused.value.told == {"root": "html"}


def test_sentinels_are_nothing() -> None:
    meeting = one(
        item_xml(inside=f"<skjerming>{tags(skjermingOpphoererDato='3000-01-01')}</skjerming>"), moetenummer="N/A"
    )
    assert meeting.number == ""
    assert meeting.items[0].restrictions[0].until is None


@pytest.mark.parametrize(
    ("told", "starts"),
    [("2026-12-03", False), ("2026-12-03T00:00:00.000+01:00", False), ("2026-12-03T09:00:00+01:00", True)],
)
def test_a_start_at_midnight_is_never_invented(told: str, starts: bool) -> None:
    meeting = one(moetedato=told)
    assert meeting.date == date(2026, 12, 3)
    assert (meeting.starts_at is not None) is starts


def test_the_number_comes_from_year_and_sequence_before_the_registration_id() -> None:
    both = one(item_xml(registreringsID="9999/2030")).items[0]
    only = one(item_xml(registreringsID="035/18", moetesaksaar="", moetesakssekvensnummer="")).items[0]
    assert (both.number, only.number) == ("PS 112/26", "PS 35/18")


def test_papers_stand_main_first_then_by_number_then_as_told() -> None:
    inside = (
        paper_xml("b", tilknyttetRegistreringSom="Vedlegg", dokumentnummer="175280")
        + paper_xml("a", tilknyttetRegistreringSom="Vedlegg", dokumentnummer="2")
        + paper_xml("c", tilknyttetRegistreringSom="Vedlegg", dokumentnummer="175280")
        + paper_xml("main", dokumentnummer="9")
    )
    assert [each.id for each in one(item_xml(inside=inside)).items[0].documents] == ["main", "a", "b", "c"]


def test_a_paper_without_an_object_is_not_published_and_one_without_a_file_not_delivered() -> None:
    inside = paper_xml("none", inside="<x/>") + paper_xml("empty", inside=file_xml(""))
    none, empty = one(item_xml(inside=inside)).items[0].documents
    assert (none.published, empty.published, empty.file) == (False, True, "")


def test_the_newest_version_is_taken_and_the_blacked_out_variant_before_all() -> None:
    versions = file_xml("v1.pdf", "1") + file_xml("v2.pdf", "2") + file_xml("v2.docx", "2", "Produksjonsformat")
    blacked = versions + file_xml("sladdet.pdf", "1", "Dokument hvor deler av innholdet er skjermet")
    taken = [one(item_xml(inside=paper_xml(inside=each))).items[0].documents[0].file for each in (versions, blacked)]
    assert taken == ["v2.pdf", "sladdet.pdf"]


KINDS = {
    "summons": ("MI", "Møteinnkalling", "SAKSLISTE"),
    "supplement": ("Tilleggsinnkalling", "ettersendt"),
    "case_paper": ("SF", "Saksframlegg"),
    "item_minutes": ("SP", "Saksprotokoll"),
    "minutes": ("MP", "Møtebok"),
    "attachment": ("VL", "Vedlegg"),
    "other": ("Notat", ""),
}


@pytest.mark.parametrize(("word", "kind"), [(word, kind) for kind, words in KINDS.items() for word in words])
def test_kinds_are_folded(word: str, kind: str) -> None:
    assert kinds.document_kind(word) == kind


@pytest.mark.parametrize("text", ["PS 12/26", "PS 012/26", "ps 12/2026", "12/26"])
def test_item_numbers_are_read_in_every_spelling(text: str) -> None:
    assert (kinds.item_number(text) or ())[1:] == (12, 2026)


def test_items_are_put_in_order_within_their_type() -> None:
    items = [("PS", "114"), ("RS", "2"), ("PS", "112"), ("FO", "7")]
    inside = "".join(item_xml(f"s{at}", moetesakstype=t, moetesakssekvensnummer=n) for at, (t, n) in enumerate(items))
    assert [each.number for each in one(inside).items] == ["PS 112/26", "PS 114/26", "RS 2/26", "FO 7/26"]


SKJERMING = "<skjerming><tilgangsrestriksjon>UO</tilgangsrestriksjon></skjerming>"


@pytest.mark.parametrize(
    "data",
    [
        noark(meeting_xml(item_xml(inside=SKJERMING + paper_xml()))),
        noark(meeting_xml(SKJERMING + item_xml(inside=paper_xml()))),
        noark(f"<arkivdel>{SKJERMING}{meeting_xml(item_xml(inside=paper_xml()))}</arkivdel>"),
        noark(meeting_xml(item_xml(inside="<skjerming/>" + paper_xml()))),
        noark(meeting_xml(item_xml(inside="<gradering>B</gradering>" + paper_xml()))),
        noark(meeting_xml(item_xml(kind="ark:moeteregistrering", inside=paper_xml(), moetesaksaar=""))),
    ],
    ids=["item", "meeting", "series", "empty", "graded", "not the public feed"],
)  # fmt: skip
def test_a_restriction_anywhere_above_makes_the_item_exempt(data: bytes) -> None:
    told = described(data)
    assert screen_item(told.meetings[0].items[0], SETTINGS)


@pytest.mark.parametrize("place", ["description", "object"])
def test_a_restriction_on_a_paper_leaves_its_item_open(place: str) -> None:
    inside = (
        file_xml() + SKJERMING
        if place == "description"
        else file_xml().replace("</dokumentobjekt>", SKJERMING + "</dokumentobjekt>")
    )
    item = one(item_xml(inside=paper_xml(inside=inside))).items[0]
    assert screen_item(item, SETTINGS) is None
    assert screen_document(item.documents[0], SETTINGS)


def test_the_setting_decides_whether_a_delivery_to_the_public_feed_is_open() -> None:
    closed = Settings(einnsyn_delivery_is_open=False)
    item = read(noark(meeting_xml(item_xml())), "m.xml", "", closed, Lines()).meetings[0].items[0]
    assert screen_item(item, closed)


def journal(inside: str = "") -> str:
    entry = inside + paper_xml("j") + tags(systemID="jp1", journalposttype="Saksframlegg")
    case = tags(systemID="k", offentligTittel="Plan", saksaar="2026", sakssekvensnummer="318")
    registration = f'<registrering xsi:type="ark:journalpost">{entry}</registrering>'
    return f'<mappe xsi:type="ark:saksmappe">{registration}{case}</mappe>'


def test_an_item_gets_the_case_papers_it_refers_to() -> None:
    item = described(noark(meeting_xml(item_xml(referanseTilMoetesak="jp1")), journal())).meetings[0].items[0]
    assert [(each.id, each.kind) for each in item.documents] == [("j", "case_paper")]
    assert item.case is not None
    assert (item.case.number, item.case.title) == ("2026/318", "Plan")


def test_a_restricted_case_paper_makes_its_item_exempt() -> None:
    data = noark(meeting_xml(item_xml(referanseTilMoetesak="jp1")), journal(SKJERMING))
    assert screen_item(described(data).meetings[0].items[0], SETTINGS)


def test_two_registrations_with_one_id_are_both_kept() -> None:
    inside = item_xml("same", inside=paper_xml("d")) + item_xml(
        "same", inside=paper_xml("d"), moetesakssekvensnummer="113"
    )
    lines = Lines()
    (meeting,) = told_once(described(noark(meeting_xml(inside))), lines)
    assert len({each.id for each in meeting.items}) == len({each.documents[0].id for each in meeting.items}) == 2
    assert [line.word for line in lines.all] == ["double_id"] * 2


def test_journal_entries_without_a_meeting_are_told_as_such() -> None:
    with pytest.raises(Unfit, match="no_meeting") as refused:
        described(noark(journal()))
    assert refused.value.told == {"count": 1}


def test_every_real_file_is_read_or_refused_by_word(data: Path) -> None:
    found = sorted((data / "einnsyn").glob("*.xml"))
    meetings: dict[str, int] = {}
    for path in found:
        try:
            meetings[path.name] = len(described(path.read_bytes()).meetings)
        except Unfit as unfit:
            meetings |= {} if unfit.word == "no_meeting" else {unfit.word: 0}
    assert meetings == {"Møte_allefelter_noark5.xml": 1, "kryssreferanse.xml": 1}
