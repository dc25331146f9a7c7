"""The search tells nobody of what they have not been given, and forgets what nobody has any more."""

from __future__ import annotations

import msgspec
import pytest

from folkevalgt import database, deliveries
from folkevalgt.jobs import Job
from folkevalgt.models.package import Delivery
from folkevalgt.models.search import SearchPage, SearchPaper, SearchSource, SearchWord
from folkevalgt.publishing.publish import publish
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.search import erasing, find, index
from tests.engines import ON_SQLITE
from tests.papers import BASIS, EXEMPT_TEXT, document, harvested, item, meeting, paper, plan, published
from tests.search.seeking import OTHER, ask, kept, laid_out, places

pytestmark = pytest.mark.anyio
ONLY_THERE, NOWHERE = "kvitrefuglen", "kvotrefuglen"
QUESTIONS = ("{}", "{} plan", '"{}"', "kvitre", "PS 112/26 {}", "skole {}")


@pytest.fixture
async def told(world):
    """A package for both, and one whose words the mayor has not been given."""
    await laid_out(world, {"plan": ["Plan for skole og vei."]})
    there = {"o1": [f"{ONLY_THERE} skoleplan", "planskole " * 9], "o2": ["Skole."]}
    await laid_out(world, there, "annet", committee=OTHER, date="2025-02-03")
    return world


async def asked(world, person: str, word: str) -> list[bytes]:
    """Everything that is answered about a word, filters and all, as bytes."""
    found = []
    for question in QUESTIONS:
        for filters in ({}, {"year": "2025"}, {"kind": "case_paper"}):
            answer = await ask(world, person, question.format(word), **filters)
            found.append(msgspec.json.encode(answer))
    return found


async def test_a_word_only_in_what_i_have_not_been_given_is_as_a_word_that_is_nowhere(told):
    assert await asked(told, "ordforer", ONLY_THERE) == await asked(told, "ordforer", NOWHERE)
    assert (await ask(told, "medlem_oppvekst", ONLY_THERE)).total == 1
    assert (await ask(told, "sekretaer", ONLY_THERE)).total == 1
    assert (await ask(told, "medlem_helse_2", "skole")).total == 0


async def test_others_papers_change_no_answer(told):
    before = [msgspec.json.encode(await ask(told, "ordforer", each)) for each in ("skole", "plan", "skole plan", "vei")]
    more = ["Planskole, skoleplan, skole, vei, plan."] * 40
    await laid_out(told, {"h1": more}, "helse", committee="Hovedutvalg for helse og omsorg")
    after = [msgspec.json.encode(await ask(told, "ordforer", each)) for each in ("skole", "plan", "skole plan", "vei")]
    assert before == after


@ON_SQLITE
async def test_a_search_without_the_filter_tells(told, monkeypatch):
    """The planted twin: the same questions, and everybody's deliveries."""
    real = find._mine
    monkeypatch.setattr(find, "_mine", lambda *given: real(*given).replace("d.person_id = ", "TRUE OR d.id = "))
    assert await asked(told, "ordforer", ONLY_THERE) != await asked(told, "ordforer", NOWHERE)


async def test_a_seat_that_has_ended_finds_nothing(told, monkeypatch):
    assert (await ask(told, "ordforer", "skole")).total == 1
    await told.end_seat("ordforer", "Formannskapet")
    assert (await ask(told, "ordforer", "skole")).total == 0


async def test_a_substitute_finds_only_while_it_holds(told, clock_at):
    await told.call_in("vara_1", await told.package("Formannskapet"))
    assert (await ask(told, "vara_1", "skole")).total == 1
    clock_at(deliveries.clock.now().replace(year=2030))
    assert (await ask(told, "vara_1", "skole")).total == 0


async def test_a_draft_is_not_found_and_its_title_neither(world):
    await published(world, plan())
    newer = meeting(item("plan", 112, paper("framlegg", "Omstridt sak", version=2)))
    await harvested(world, newer, "ny", framlegg="Omstridt tekst")
    await index.keep(world.files)
    assert (await ask(world, "sekretaer", "omstridt")).total == 0
    assert places(await ask(world, "sekretaer", "IKT-plan")) == [("IKT-plan", 0), ("IKT-plan", 1)]


async def test_nothing_of_an_exempt_paper_is_in_the_index(world):
    await published(world, plan(), hemmelig=EXEMPT_TEXT)
    await index.keep(world.files)
    known = str([await each.all().values() for each in (SearchPage, SearchPaper, SearchWord)])
    assert "Unntatt offentlighet" in known
    for secret in ("anarifugl", "Kari"):
        assert secret not in known
    for typed in ("kanarifugl", "personalsak kari", "ansettelse"):
        assert (await ask(world, "sekretaer", typed)).total == 0


NEEDLE, TITLE = "qvitterfugl", "Prøvespurv"


async def open_first(world) -> None:
    told = meeting(item("plan", 112, paper("framlegg")), item("personal", 113, paper("notat", TITLE)))
    await published(world, told, notat=f"Om {NEEDLE}ene og {NEEDLE}flokken.")
    await index.keep(world.files)
    assert [hit.page for hit in (await ask(world, "ordforer", NEEDLE)).hits] == [1]
    assert [hit.page for hit in (await ask(world, "ordforer", TITLE)).hits] == [0]
    assert await SearchWord.filter(word__contains=NEEDLE).count() == 2


async def becomes_exempt(world) -> None:
    told = meeting(item("personal", 113, paper("notat", TITLE), exemption=BASIS))
    await harvested(world, told, "unntatt", notat=f"Om {NEEDLE}ene og {NEEDLE}flokken.")


async def is_withdrawn(world) -> None:
    await withdraw((await world.package()).id, "cli", "feil", (await document("notat")).id)


async def is_replaced(world) -> None:
    newer = meeting(item("personal", 113, paper("notat", "Annet", version=2)))
    await harvested(world, newer, "ny", notat="Annet.")
    await publish((await world.package()).id, "cli")


@pytest.mark.parametrize("happens", [becomes_exempt, is_withdrawn, is_replaced])
async def test_what_is_given_no_more_is_gone_at_once_and_erased_by_the_job(world, happens):
    await open_first(world)
    await happens(world)
    assert [(await ask(world, "ordforer", each)).total for each in (TITLE, NEEDLE)] == [0, 0]
    await Job.filter(kind="index").delete()
    await index.keep(world.files)
    assert [job.args for job in await Job.filter(kind="index")] == [{"scrub": True}]
    await erasing.scrub()
    known = str([await each.all().values() for each in (SearchPage, SearchPaper, SearchWord)])
    assert (TITLE in known, NEEDLE in known) == (happens is is_withdrawn, False)  # its title stays in the list
    given = set(await Delivery.all().values_list("manifest_id", flat=True))
    assert set(await SearchSource.filter(titles=True).values_list("name", flat=True)) == given


@ON_SQLITE
@pytest.mark.parametrize("hole", ["", "words", "nothing is scrubbed"])
async def test_no_byte_of_it_is_left_on_the_disk(world, hole):
    await open_first(world)
    await becomes_exempt(world)
    await index.keep(world.files)
    if hole != "nothing is scrubbed":
        await erasing.scrub()
    if hole == "words":
        await SearchWord.create(word=NEEDLE)
    found = [each for each in kept(world, NEEDLE) if each]
    assert bool(found) is bool(hole)


async def test_keeping_the_index_twice_changes_nothing_and_old_publications_are_taken_in(package, world):
    """The package was published before anything was indexed."""
    assert await SearchSource.all().count() == 0
    await index.keep(world.files)
    before = [await each.all().order_by("id").values() for each in (SearchSource, SearchPage, SearchPaper, SearchWord)]
    await index.keep(world.files)
    assert before == [
        await each.all().order_by("id").values() for each in (SearchSource, SearchPage, SearchPaper, SearchWord)
    ]
    assert (await ask(world, "ordforer", "IKT-plan")).total == 2


async def test_a_revision_reads_again_only_what_is_new(world):
    await published(world, plan())
    await index.keep(world.files)
    before = await SearchPage.all().values()
    told = plan()
    told["meetings"][0]["items"].append(item("ny", 120, paper("ny"), order=3))
    await published(world, told, "ny")
    await index.keep(world.files)
    assert await SearchPage.filter(id=before[0]["id"]).values() == before
    assert await SearchPage.all().count() == 2


async def test_a_long_index_gives_others_their_turn(world, monkeypatch):
    monkeypatch.setattr(index, "SLICE", -1.0)
    await published(world, plan())
    await Job.all().delete()
    rounds = 0
    while not rounds or await Job.filter(kind="index", args={}).exists():
        await Job.all().delete()
        await index.keep(world.files)
        rounds += 1
    assert rounds == 5  # the list of those who treat what is exempt, everyone else's, their texts, and nothing more
    assert (await ask(world, "ordforer", "IKT-plan")).total == 2


async def test_a_text_that_is_not_there_is_no_hindrance(world):
    await published(world, plan())
    row = await database.read("SELECT text_sha256 FROM documentversion WHERE content_key IS NULL")
    await world.files.delete(row[0][0])
    await index.keep(world.files)
    assert places(await ask(world, "ordforer", "IKT-plan")) == [("IKT-plan", 0)]
