"""Notes on exempt papers: the log says which they are, and nobody is given the words of a paper they may not read."""

from __future__ import annotations

from uuid import uuid4

import pytest

from folkevalgt.models.audit import AuditEntry
from folkevalgt.sync import exempt, sight
from tests.attendance.acting import Desk, item_id
from tests.engines import ON_SQLITE
from tests.noting import Pen, group_of, pens
from tests.papers import document, version

pytestmark = pytest.mark.anyio
GROUP = ("leder_oppvekst", "medlem_formannskap")  # Ap, both in Formannskapet
QUOTE = {"exact": "Kari Nordmann tilsettes", "prefix": "", "suffix": ""}
SAID = {"quote": QUOTE, "accepted": {"version": "a" * 64, "page": 2, "quote": QUOTE}, "paper": "Ansettelse av Kari"}


@pytest.fixture
async def desk(world, package, visit):
    async with visit("sekretaer") as visitor:
        yield Desk(world, package, visitor)


async def told(pen: Pen) -> list[str]:
    """What the log says is exempt of all that it tells somebody from the beginning."""
    return (await pen.visitor.get("/api/notes/pull")).json()["exempt"]


async def hold_back(desk: Desk, who: str, state: str = "provisional") -> None:
    assert "grid" in await desk.act("disqualify", person=who, item="personal", state=state, reason="Søsken")


async def test_the_log_says_what_of_its_notes_is_exempt(world, visit, package):
    async with pens(world, visit, "leder_oppvekst") as (author,):
        await author.write("åpent")
        assert await told(author) == []
        await author.write("om Kari", "hemmelig", **SAID)
        paper = await version("hemmelig")
        assert await told(author) == sorted([str(paper.document_id), paper.sha256])


async def test_the_log_says_which_line_of_a_run_sheet_is_exempt(world, visit, package):
    async with pens(world, visit, "ordforer") as (chair,):
        for source in ("plan", "personal"):
            fields = {"kind": "runsheet", "package": str(package.id), "item": await item_id(source), "text": "si det"}
            assert (await chair.send("put", str(uuid4()), fields=fields))["is"] == "ok"
        assert await told(chair) == [await item_id("personal")]


async def words_go_with_the_right(world, visit, desk: Desk) -> None:
    async with pens(world, visit, "leder_oppvekst") as (author,):
        note, free = await author.write("om Kari", "hemmelig", **SAID), await author.write("åpent", quote=QUOTE)
        assert (await author.send("put", note, 1, fields={"text": "mer om Kari"}))["is"] == "ok"
        await author.see()
        assert author.notes[note]["content"]["quote"] == QUOTE
        await hold_back(desk, "leder_oppvekst")
        assert await author.see() == {note: "mer om Kari", free: "åpent"}
        assert (author.resets, author.notes[free]["content"]["quote"]) == (["scope"], QUOTE)
        before = await author.visitor.get(f"/api/notes/{note}/revisions")
        for text in (str(author.notes[note]), before.text):
            assert "Kari" in text
            assert "Nordmann" not in text
            assert "Ansettelse" not in text
        await hold_back(desk, "leder_oppvekst", "lifted")
        await author.see()
        assert author.notes[note]["content"]["quote"] == author.notes[note]["content"]["accepted"]["quote"] == QUOTE


async def test_whoever_may_not_read_a_paper_keeps_their_note_without_its_words(world, visit, desk):
    await words_go_with_the_right(world, visit, desk)


HOLES = {
    "the words are not taken out": (exempt, "bare", lambda content: content),
    "nobody asks who has the paper": (sight, "PAPERS", "SELECT id FROM document WHERE '{who}' <> ''"),
}


@ON_SQLITE
@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
async def test_a_hole_in_whose_words_are_given_shows(world, visit, desk, monkeypatch, hole):
    monkeypatch.setattr(*hole)
    with pytest.raises(AssertionError):
        await words_go_with_the_right(world, visit, desk)


async def test_what_is_shared_on_an_exempt_paper_goes_to_those_alone_who_have_it(world, visit, package, desk):
    async with pens(world, visit, *GROUP, "vara_3", "ungdomsrad_medlem", "ordforer") as (author, colleague, *others):
        note = await author.write("om Kari", "hemmelig", **SAID)
        assert await author.share(note, group_of(world, "leder_oppvekst"), "medlem_formannskap") == "ok"
        assert await colleague.see() == {note: "om Kari"}
        await desk.act("call_in", person="vara_3", items=["plan"])  # another item
        for each in others:
            assert await each.see() == {}
        await hold_back(desk, "medlem_formannskap")
        assert (await colleague.see(), colleague.resets) == ({}, ["scope"])
        await desk.act("call_in", person="vara_3", items=["personal"])
        assert await others[0].see() == {note: "om Kari"}
        await desk.act("call_off", person="vara_3")
        assert await others[0].see() == {}
    assert "Kari" not in str(await AuditEntry.all().values("detail"))


@ON_SQLITE
async def test_nobody_shares_with_whoever_has_lost_the_paper_nor_writes_on_it(world, visit, desk):
    async with pens(world, visit, *GROUP) as (author, colleague):
        note = await author.write("om Kari", "hemmelig")
        await hold_back(desk, "medlem_formannskap")
        group = group_of(world, "leder_oppvekst")
        assert await author.share(note, group, "medlem_formannskap") == "nobody"
        paper = await version("hemmelig")
        fields = {"kind": "comment", "document": str(paper.document_id), "version": paper.sha256, "text": "likevel"}
        assert (await colleague.send("put", str(uuid4()), fields=fields))["word"] == "not_found"


@ON_SQLITE
async def test_an_open_paper_that_becomes_exempt_takes_its_words_from_who_loses_it(world, visit, package, desk):
    async with pens(world, visit, "ungdomsrad_medlem", "leder_oppvekst") as (young, member):
        notes = [await each.write("om planen", quote=QUOTE) for each in (young, member)]
        assert "grid" in await desk.act("exempt", document="framlegg", legal_basis="Offl. § 13")
        await desk.works()
        assert str((await document("framlegg")).id) in await told(member)
        for each, note in zip((young, member), notes, strict=True):
            await each.see()
            assert each.notes[note]["content"].get("quote") == (QUOTE if each is member else None)
