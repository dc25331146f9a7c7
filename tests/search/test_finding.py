"""What is found, in which order, and how it is counted; the same on both engines."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from folkevalgt.search import index
from folkevalgt.search.find import AT_ONCE
from tests.papers import item, meeting, paper, published
from tests.search.seeking import OTHER, ask, laid_out, places, shown

pytestmark = pytest.mark.anyio
TEXTS = {
    "sentrum": [
        "Detaljreguleringsplanen for sentrum.",
        "Jf. PS 112/26 og § 11-2.",
        "Møte 3. desember 2026 om barnehage",
    ],
    "skole": ["Reguleringsplan for skolen på Øya.", "Barnehagen, og planen for sentrum: sak 2024/1234."],
}
FOUND = {
    "reguleringsplan": [("Papir skole", 1), ("Papir sentrum", 1)],  # as it was typed, then inside another word
    "reguleringsplanane": [("Papir skole", 1), ("Papir sentrum", 1)],
    "detaljreguleringsplan": [("Papir sentrum", 1)],
    "112/26": [("Papir sentrum", 2)],
    "§ 11-2": [("Papir sentrum", 2)],
    "03.12.2026": [("Papir sentrum", 3)],
    "24/1234": [("Papir skole", 2)],
    "øya": [("Papir skole", 1)],
    "oya": [],
    '"planen for sentrum"': [("Papir skole", 2)],
    '"sentrum for planen"': [],
    "plan sentrum": [("Papir skole", 2), ("Papir sentrum", 1)],
    "sak 201 barnehage": [("Papir sentrum", 3)],  # the case by its title, and the page by its word
    "sak 201": [("PS 201/26 Sak sak sentrum", 0)],
    "papir skole": [("Papir skole", 0), ("Papir skole", 1)],
    "PS 202/26": [("PS 202/26 Sak sak skole", 0)],
    "ingenting": [],
}


@pytest.fixture
async def read(world):
    await laid_out(world, TEXTS)
    return world


async def test_what_is_asked_for_is_found(read):
    found = {typed: places(await ask(read, "ordforer", typed)) for typed in FOUND}
    assert found == FOUND


async def test_a_hit_says_where_it_stands(read):
    (hit,) = (await ask(read, "ordforer", "detaljreguleringsplan")).hits
    assert shown(hit) == "[Detaljreguleringsplanen] for sentrum."
    assert (hit.committee, hit.kind, hit.package) == ("Formannskapet", "case_paper", str((await read.package()).id))
    (title,) = (await ask(read, "ordforer", "PS 202/26")).hits
    assert (shown(title), title.document, bool(title.item)) == ("[PS] [202/26] Sak sak skole", None, True)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
@example('" OR * NEAR( ) AND {words}:x ^plan - + \\')
@example("plan' | 'x & !(<->:*")
@example("%_?1 $1 \0 é 𝕏 ⅷ ﷺ")
@example('"plan')
@example("plan " * 80)
async def test_whatever_is_typed_is_words(read, typed):
    answer = await ask(read, "ordforer", f"{typed} {typed}")
    assert answer.total == len(answer.hits) <= 9


async def test_newer_meetings_come_first_and_filters_count_each_other(read):
    await published(
        read, meeting(item("o", 5, paper("o1", "Reguleringsplan")), date="2025-02-03", committee=OTHER), "o"
    )
    await index.keep(read.files)
    everything = await ask(read, "sekretaer", "reguleringsplan")
    assert places(everything)[0] == ("Reguleringsplan", 0)  # titles first
    # Newer ones before older ones, and those where the word stands in another after both.
    assert [hit.date[:4] for hit in everything.hits if hit.page] == ["2026", "2025", "2026"]
    assert {(each.name, each.hits) for each in everything.committees} == {("Formannskapet", 2), (OTHER, 2)}
    old = await ask(read, "sekretaer", "reguleringsplan", year="2025")
    assert (old.total, [each.name for each in old.committees]) == (2, [OTHER])
    assert [each.value for each in old.years] == [each.value for each in everything.years]
    committee = next(each.value for each in everything.committees if each.name == OTHER)
    both = await ask(read, "sekretaer", "reguleringsplan", committee=committee, kind="case_paper")
    assert ({hit.committee for hit in both.hits}, both.total) == ({OTHER}, 2)


async def test_three_thousand_hits_come_fifty_at_a_time(world):
    await laid_out(world, {"langt": [f"Side {number} om kommunen." for number in range(3000)]})
    first = await ask(world, "ordforer", "kommune")
    assert (first.total, first.more, len(first.hits)) == (3000, True, AT_ONCE)
    second = await ask(world, "ordforer", "kommune", AT_ONCE)
    assert [hit.page for hit in first.hits + second.hits] == list(range(1, 2 * AT_ONCE + 1))
    last = await ask(world, "ordforer", "kommune", 2960)
    assert (last.total, last.more, len(last.hits)) == (3000, False, 40)


ASKED = {
    "": (200, "too_short"),
    "?q=a": (200, "too_short"),
    "?q=og+i": (200, "too_short"),
    "?q=plan": (200, ""),
    "?q=plan&from=50&year=&kind=": (200, ""),
    "?q=" + "x" * 10_000: (400, "bad_request"),
    "?q=plan&from=-1": (400, "bad_request"),
    "?q=plan&year=alle": (400, "bad_request"),
    "?q=plan&kind=%00": (400, "bad_request"),
    "?q=plan&committee=%00": (400, "bad_request"),
    "?q=%00plan": (200, ""),
}


async def test_a_question_is_answered_or_refused_in_a_word(visit, package):
    async with visit("ordforer") as ordforer, visit() as anyone:
        for query, due in ASKED.items():
            answer = await ordforer.get(f"/api/search{query}")
            told = answer.json()
            assert (answer.status_code, told.get("refused", told.get("error", {}).get("word"))) == due, query[:40]
        assert (await anyone.get("/api/search?q=plan")).status_code == 401
