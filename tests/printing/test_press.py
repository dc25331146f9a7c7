"""The print that the secretariat makes: the member's own selection, and only what is theirs at that moment."""

from __future__ import annotations

from uuid import uuid4

import pytest

from folkevalgt import clock, database, deliveries
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.document import DocumentVersion, Exemption
from folkevalgt.printing import press
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.sync import papers
from tests.engines import ON_SQLITE
from tests.papers import document
from tests.printing.ordering import drawn, made, ordered, part, texts, waiting
from tests.sync.writing import Device, the_paper

pytestmark = pytest.mark.anyio


@pytest.fixture
async def member(package, visit):
    async with visit("medlem_formannskap") as visitor:
        yield visitor


async def test_it_is_printed_in_order_with_its_page_numbers_and_the_log_says_by_whom(member, package, visit, world):
    parts = [{"pages": [1], "title": "Saksliste"}, await part()]
    id = await ordered(member, package, *parts, made=drawn("Forside"))
    answer = await made(visit, id)
    first, second = texts(answer)
    assert ("Forside" in first, "IKT-plan" in second, second.strip().endswith("PS 112/26 s. 1")) == (True, True, True)
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("application/pdf", "private, no-store")
    (entry,) = await AuditEntry.filter(action="print_made")
    assert (entry.actor, entry.subject, entry.detail) == (str(world.person("sekretaer").id), id, {"lacking": 0})


async def exempt(package) -> None:
    async with database.write_tx() as db:
        await Exemption.create(using_db=db, document_id=(await document("framlegg")).id, created_at=clock.now())
        await deliveries.refresh(db, package.id)


async def withdrawn(package) -> None:
    await withdraw(package.id, "cli", "feil fil", (await document("framlegg")).id)


async def all_withdrawn(package) -> None:
    await withdraw(package.id, "cli", "feil fil")


@ON_SQLITE
@pytest.mark.parametrize("happens", [exempt, withdrawn, all_withdrawn])
async def test_what_is_no_longer_the_member_s_leaves_a_line_and_nothing_else(member, package, visit, happens):
    parts = [await part(drawn=[1]), {"pages": [1]}, {"pages": [2], "title": "Saksliste"}]
    id = await ordered(member, package, *parts, made=drawn("Mitt notat", 2), with_notes=True)
    await happens(package)
    assert [each["lacking"] for each in await waiting(visit)] == [1]
    answer = await made(visit, id)
    first, second = texts(answer)
    assert (first.strip(), second.strip()) == (press.GONE, "Mitt notat")  # the second is the agenda's
    assert b"IKT-plan" not in answer.content


@ON_SQLITE
async def test_whoever_has_left_the_committee_is_printed_nothing_of_it(member, package, visit, world):
    id = await ordered(member, package)
    await world.end_seat("medlem_formannskap", "Formannskapet")
    assert [text.strip() for text in texts(await made(visit, id))] == [press.GONE]


async def everything(asked):
    return dict.fromkeys(asked, True)


@ON_SQLITE
async def test_a_print_that_did_not_ask_again_would_be_found(member, package, visit, app, monkeypatch):
    id = await ordered(member, package)
    await withdrawn(package)
    monkeypatch.setattr(papers, "files_allowed", everything)
    monkeypatch.setattr(app.state.house.files_allowed, "_load", everything)
    with pytest.raises(AssertionError):
        assert [text.strip() for text in texts(await made(visit, id))] == [press.GONE]


@ON_SQLITE
async def test_notes_are_printed_when_the_member_says_so_and_never_otherwise(member, package, visit):
    await Device(member, await the_paper()).make("kanarinotat", quote={"exact": "kanarisitat"})
    plain = await ordered(member, package)
    shown = await ordered(member, package, await part(drawn=[1]), made=drawn("kanarinotat"), with_notes=True)
    without, with_it = await made(visit, plain), await made(visit, shown)
    assert ("kanari" in str(texts(without)), "kanari" in str(texts(with_it))) == (False, True)
    assert "IKT-plan" in texts(with_it)[0]


@ON_SQLITE
async def test_a_paper_that_breaks_the_press_gets_a_line_and_the_others_are_printed(member, package, visit, world):
    agenda = {"pages": [1], "title": "Saksliste"}
    id = await ordered(member, package, await part(), agenda, made=drawn("Saksliste"))
    name = await world.files.put(b"%PDF-1.7 broken")
    file = world.files.local_path((await part())["version"])
    file.write_bytes(world.files.local_path(name).read_bytes())
    assert [text.strip() for text in texts(await made(visit, id))] == [press.UNPRINTABLE, "Saksliste"]


@ON_SQLITE
async def test_several_on_a_sheet_and_both_sides_are_counted_as_they_are_printed(member, package, visit):
    await DocumentVersion.all().update(pages=9)  # that the paper has fewer is found by the press
    layout = {"per_sheet": 2, "both_sides": True}
    id = await ordered(member, package, await part(), await part(), {"pages": [1] * 5}, layout=layout, made=drawn("x"))
    (line,) = await waiting(visit)
    assert (line["pages"], line["sheets"]) == (7, 3)
    assert len(texts(await made(visit, id))) == 5
    assert (await made(visit, str(uuid4()))).status_code == 404
