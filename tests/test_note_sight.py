"""Whose devices begin anew when papers, people or circles move, and what the log says came in sight of whom."""

from __future__ import annotations

import asyncio

import pytest

from folkevalgt import audit, circles, clock, database, deliveries
from folkevalgt.identity import deletion, enrolment, sessions
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import Membership
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing.publish import publish
from folkevalgt.publishing.withdraw import withdraw
from tests.engines import ON_POSTGRES
from tests.noting import chair_of, epochs, group_of, ids, moved, pens, written
from tests.papers import document, harvested, item, meeting, paper, plan, published

pytestmark = pytest.mark.anyio


async def derive(package: Package) -> None:
    async with database.write_tx() as db:
        await deliveries.refresh(db, package.id)


async def test_who_loses_a_paper_with_others_notes_begins_anew(world, package):
    await written(world, "leder_oppvekst", scope=group_of(world, "leder_oppvekst"))
    before = await epochs(world)
    seats = Membership.filter(committee__name="Formannskapet")
    await seats.filter(person_id__in=ids(world, "medlem_formannskap", "ordforer")).delete()
    await derive(package)
    assert await moved(world, before) == {"medlem_formannskap"}


async def test_who_gains_a_paper_with_others_notes_begins_anew_and_it_is_logged(world, package):
    note = await written(world, "leder_oppvekst", scope=group_of(world, "leder_oppvekst"))
    before = await epochs(world)
    await world.call_in("vara_3", package)
    await world.call_in("vara_1", package)
    assert await moved(world, before) == {"vara_3"}
    seen = await AuditEntry.get(action="note_seen", subject=str(note.id))
    assert seen.detail == {"scope": note.scope, "people": [str(world.person("vara_3").id)]}


@pytest.mark.parametrize("more", [{"deleted": True}, {"scope": "private"}], ids=["deleted", "private"])
async def test_a_note_that_is_nobodys_business_moves_nobody(world, more, package):
    await written(world, "leder_oppvekst", **({"scope": group_of(world, "leder_oppvekst")} | more))
    before = await epochs(world)
    await world.call_in("vara_3", package)
    assert await moved(world, before) == set()


async def test_a_withdrawn_paper_takes_the_notes_on_it_from_everyone_else(world, package):
    await written(world, "leder_oppvekst", scope=group_of(world, "leder_oppvekst"))
    await written(world, "sekretaer", scope=await chair_of(world))
    before = await epochs(world)
    await withdraw(package.id, "cli", "feil fil", (await document("framlegg")).id)
    assert await moved(world, before) == {"medlem_formannskap", "ordforer", "sekretaer_2"}


async def test_a_supplement_moves_nobody_who_has_what_they_had(world, planned):
    await written(world, "leder_oppvekst", scope=group_of(world, "leder_oppvekst"))
    before = await epochs(world)
    await published(world, meeting(item("ny", 115, paper("nytt"))), "ettersending")
    assert await moved(world, before) == set()


async def test_joining_a_circle_is_logged_with_what_came_in_sight(world, planned):
    note = await written(world, "leder_oppvekst", scope=group_of(world, "leder_oppvekst"))
    party, chair = world.person("leder_oppvekst").party_group_id, str(world.person("ordforer").id)
    await Person.filter(id=chair).update(party_group_id=party)
    async with database.write_tx() as db:
        await circles.refresh(db)
    acts = await AuditEntry.filter(action__in=["circle_left", "circle_joined", "note_seen"], seq__gt=1).order_by("seq")
    last = [(each.action, each.subject, each.detail["people"]) for each in acts][-3:]
    old = group_of(world, "ordforer")
    assert last == [
        ("circle_left", old, [chair]),
        ("circle_joined", note.scope, [chair]),
        ("note_seen", str(note.id), [chair]),
    ]


@ON_POSTGRES
async def test_people_papers_and_notes_that_change_at_once_wait_for_each_other_in_one_order(world, visit):
    packages = [await published(world, plan())]
    packages.append(await published(world, meeting(item("k", 1, paper("k1")), committee="Kommunestyret"), "andre"))
    draft = await harvested(world, meeting(item("x", 9, paper("x1")), committee="Ungdomsrådet"), "utkast")
    async with pens(world, visit, "leder_oppvekst") as (author,):
        note = await author.write("om planen")
        seats = [enrolment.Seat("Formannskapet", "deputy", clock.today()) for _ in range(3)]
        acts = [enrolment.enrol("cli", f"ny{n}@b.example", "Ny", seat=seat) for n, seat in enumerate(seats)]
        acts += [world.call_in("vara_1", packages[0]), world.call_in("vara_2", packages[1])]
        acts += [withdraw(packages[1].id, "cli", "feil"), sessions.revoke(world.person("medlem_helse_2"), "cli")]
        acts += [deletion.delete("cli", world.person("medlem_teknikk_2").email), publish(draft.id, "cli")]
        acts.append(author.share(note, group_of(world, "leder_oppvekst"), "medlem_formannskap"))
        answers = await asyncio.gather(*acts, return_exceptions=True)
    assert [each for each in answers if isinstance(each, Exception)] == []
    assert await audit.first_broken() is None
