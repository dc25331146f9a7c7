"""The papers are set as said: whole, tagged, and with the exempt words in one place only."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from jsonschema import Draft202012Validator

from folkevalgt import archive
from folkevalgt.errors import Refusal
from folkevalgt.pilot import make_papers
from folkevalgt.pilot.press import Press
from folkevalgt.pilot.world import DEMO
from tests.pilot.conftest import TODAY, documents

SCAN = "velforening-brev.pdf"


def test_there_are_at_least_twenty_five_different_papers(papers):
    assert len({sheet.data for sheet in papers.all}) >= 25


def test_every_package_follows_the_published_schema(papers):
    schema = msgspec.json.decode((Path(archive.__file__).parent / "package.schema.json").read_bytes())
    for made in papers.made:
        Draft202012Validator(schema).validate(msgspec.json.decode((made.folder / "package.json").read_bytes()))


def test_the_arealdel_has_two_hundred_pages(papers):
    assert len(papers.called("arealdel-plan.pdf").pages) == 200


def test_no_two_pages_of_the_arealdel_are_alike(papers):
    pages = papers.called("arealdel-plan.pdf").pages
    assert len({text.partition("Side ")[0][:400] for text in pages}) == 200


def test_the_same_paper_in_two_bodies_is_the_same_bytes(papers):
    assert papers.called("1-formannskapet-innkalling/arealdel-plan.pdf").data == (
        papers.called("1-kommunestyret-innkalling/arealdel-plan.pdf").data
    )


def test_the_canary_sings_in_the_exempt_paper_and_nowhere_else(papers, demo):
    singing = {sheet.name for sheet in papers.all if "Kanarifugl" in " ".join(sheet.pages)}
    assert singing == {"1-formannskapet-innkalling/personal-saksframlegg.pdf"}
    assert demo.municipality.canary in " ".join(papers.called("personal-saksframlegg.pdf").pages)


def test_the_open_papers_do_not_tell_what_the_exempt_case_is_about(papers):
    told = [sheet.name for sheet in papers.all if "Sluttavtale" in " ".join(sheet.pages)]
    assert told == ["1-formannskapet-innkalling/personal-saksframlegg.pdf"]


def test_every_paper_but_the_scan_is_tagged_pdf_ua_with_language_and_title(papers):
    for sheet in papers.all:
        if not sheet.name.endswith(SCAN):
            with sheet.pdf as pdf, pdf.open_metadata() as facts:
                assert pdf.Root.MarkInfo.Marked
                assert str(pdf.Root.Lang).startswith(("nb", "nn"))
                assert facts["pdfuaid:part"] == "1"
                assert facts["dc:title"]


def test_the_letter_is_a_picture_without_a_word_of_text(papers):
    letter = papers.called(SCAN)
    assert not "".join(letter.pages).strip()
    picture = pypdfium2.PdfDocument(letter.data)[0].render(scale=0.2).to_pil().convert("L")
    assert len(set(picture.tobytes())) > 50


def test_one_paper_is_described_but_not_delivered(papers):
    told = documents(papers.told("1-formannskapet-innkalling"))
    assert [each["title"] for each in told if "file" not in each] == ["Ekstern kvalitetssikring av kostnadsoverslaget"]


def test_the_supplement_brings_only_what_is_new(papers):
    told = papers.told("2-oppvekst-ettersending")
    assert [(each["kind"], each["version"]) for each in documents(told)] == [
        ("Tilleggsinnkalling", 1),
        ("Saksframlegg", 2),
        ("Saksframlegg", 1),
    ]


def test_the_changed_paper_has_the_same_id_and_other_words(papers):
    first = papers.called("1-oppvekst-innkalling/barnehage-saksframlegg.pdf")
    second = papers.called("2-oppvekst-ettersending/barnehage-saksframlegg.pdf")
    assert first.told["id"] == second.told["id"]
    assert "34,2 mill" in " ".join(second.pages)
    assert "34,2 mill" not in " ".join(first.pages)


def test_the_agenda_has_an_oral_item_and_a_question_without_papers(papers):
    items = {item["type"]: item for item in papers.told("1-formannskapet-innkalling")["items"]}
    assert items["OS"]["oral"]
    assert items["FO"]["documents"] == []


def test_a_paper_set_again_is_the_same_bytes():
    words = {"municipality": "Agnesund kommune", "kind": "Vedlegg", "title": "Prøve", "case": "1/1", "date": "i dag"}
    (template,) = DEMO.glob("papers/skoleregler-forskrift.typ")
    given = words | {"town_hall": "Rådhuset"}
    made = [Press(DEMO / "papers").paper(template.name, given, TODAY) for _ in range(2)]
    assert made[0] == made[1]


def test_without_typst_the_pilot_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(Refusal, match="pilot_missing"):
        make_papers(tmp_path, TODAY + timedelta(days=1))
