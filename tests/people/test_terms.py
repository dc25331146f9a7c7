"""A change of term is one act: it shows who comes and goes first, does exactly that, and can be taken back."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from folkevalgt import clock, database
from folkevalgt.deliveries import refresh as derive
from folkevalgt.errors import Refusal
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import Committee, Membership
from folkevalgt.models.note import CircleMember
from folkevalgt.models.package import Delivery
from folkevalgt.models.person import Person
from folkevalgt.models.term import TermChange
from folkevalgt.people import terms
from folkevalgt.people.register import join_party
from folkevalgt.people.shapes import Closing, TermAsked
from tests.papers import at
from tests.people.listing import BODY, csv

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)
LIST = csv(
    f"Solveig Brattland;solveig.brattland@agnesund.example;;{BODY};medlem;;;;",
    f"Hilde Rostøl;hilde.rostol@agnesund.example;;{BODY};leder;;V;;",
    f"Kåre Ås;kaare@agnesund.example;;{BODY};vara;1;Sp;;",
)


async def asked(world, first, file=LIST, **more) -> TermAsked:
    committee = str((await world.committee(BODY)).id)
    return TermAsked(first.isoformat(), [committee], file=base64.b64encode(file).decode(), **more)


async def turned(world, first, file=LIST, **more):
    return await terms.change("cli", await asked(world, first, file, dry_run=False, **more), lambda _: "")


async def rows() -> list[tuple]:
    columns = ("id", "committee_id", "role", "valid_from", "valid_to", "rank")
    return sorted(await Membership.all().values_list(*columns), key=str)


async def test_who_leaves_stays_and_comes_is_told_before_and_nothing_is_done(world):
    before = await rows()
    told = await terms.change("cli", await asked(world, clock.today() + 30 * DAY), lambda _: "")
    (body,) = told.committees
    assert (body.staying, body.joining) == (["Hilde Rostøl", "Solveig Brattland"], [])
    assert "Torgrim Hellevik" in body.leaving
    assert (body.deputies, [each.outcome for each in told.imported.lines]) == (1, ["changed", "changed", "new"])
    assert before == await rows()


async def test_those_who_have_nothing_left_are_named(world):
    told = await terms.change("cli", await asked(world, clock.today() + 30 * DAY, csv()), lambda _: "")
    assert told.without == []  # the council goes on
    council = await world.committee("Kommunestyret")
    both = await asked(world, clock.today() + 30 * DAY, csv(), closing=[Closing(str(council.id))])
    told = await terms.change("cli", both, lambda _: "")
    assert "Solveig Brattland" in told.without
    assert "Kari Mette Ubostad" not in told.without


async def test_the_evening_before_is_the_old_terms_and_the_morning_after_the_new_ones(world, package, clock_at):
    first = clock.today() + 30 * DAY
    await turned(world, first)
    new, old = {"person__email": "hilde.rostol@agnesund.example"}, {"person_id": world.person("varaordforer").id}
    for moment, role, sits in ((-DAY, "member", True), (timedelta(0), "chair", False)):
        clock_at(clock.midnight(first + moment) + timedelta(hours=12))
        await derive_now(package)
        held = {**new, "package_id": package.id}
        assert (await Delivery.get(**held)).role == role
        assert await Delivery.exists(**old, package_id=package.id, role="deputy_chair") is sits


async def derive_now(package) -> None:
    async with database.write_tx() as db:
        await derive(db, package.id)


async def test_a_change_that_is_undone_leaves_every_seat_as_it_was(world, package):
    before, given = await rows(), await Delivery.all().order_by("person_id").values_list("person_id", "role", "until")
    await turned(world, clock.today() + 30 * DAY)
    assert before != await rows()
    undone = await terms.undo("cli", (await TermChange.get()).id)
    assert (before == await rows(), undone.kept) == (True, 0)
    assert given == await Delivery.all().order_by("person_id").values_list("person_id", "role", "until")
    assert await Person.filter(email="kaare@agnesund.example").exists()  # who was added stays
    assert [each.action for each in await AuditEntry.filter(action__contains="term").order_by("seq")] == [
        "change_term",
        "undo_term",
    ]


async def test_what_somebody_changed_since_is_left_when_it_is_undone(world):
    first = clock.today() + 30 * DAY
    await turned(world, first)
    seat = await Membership.get(person__email="kaare@agnesund.example")
    await Membership.filter(id=seat.id).update(valid_to=first + 60 * DAY)
    undone = await terms.undo("cli", (await TermChange.get()).id)
    assert (undone.kept, await Membership.filter(id=seat.id).exists()) == (1, True)


@pytest.mark.parametrize(("later", "works"), [(29, True), (30, False), (400, False)])
async def test_it_can_be_undone_until_its_day_has_come(world, clock_at, later, works):
    clock_at(at("2026-11-22 12:00:00"))
    await turned(world, clock.today() + 30 * DAY)
    clock_at(clock.now() + later * DAY)
    (line,) = (await terms.changes()).terms
    assert line.may_undo is works
    if not works:
        with pytest.raises(Refusal, match="term_begun"):
            await terms.undo("cli", (await TermChange.get()).id)


async def test_only_the_newest_change_is_undone_and_only_once(world):
    await turned(world, clock.today() + 30 * DAY)
    older = await TermChange.get()
    await turned(world, clock.today() + 60 * DAY, csv())
    with pytest.raises(Refusal, match="term_begun"):
        await terms.undo("cli", older.id)
    newer = await TermChange.exclude(id=older.id).get()
    await terms.undo("cli", newer.id)
    with pytest.raises(Refusal, match="term_begun"):
        await terms.undo("cli", newer.id)


async def test_a_committee_that_closes_names_who_takes_over(world):
    old, new, first = await world.committee(BODY), await world.committee("Kommunestyret"), clock.today() + DAY
    closing = [Closing(str(old.id), str(new.id))]
    await terms.change("cli", TermAsked(first.isoformat(), [], closing=closing, dry_run=False), lambda _: "")
    row = await Committee.get(id=old.id)
    assert (row.valid_to, row.successor_id) == (first - DAY, new.id)


async def test_a_new_party_is_joined_on_the_first_day_and_not_before(world, clock_at):
    person, first = world.person("medlem_formannskap"), clock.today() + 30 * DAY
    before = set(await CircleMember.filter(person_id=person.id).values_list("scope", flat=True))
    await turned(world, first)
    assert set(await CircleMember.filter(person_id=person.id).values_list("scope", flat=True)) == before
    clock_at(clock.midnight(first))
    seat = await Membership.get(person_id=person.id, role="chair", valid_from=first)
    await join_party(seat.id)
    assert (await Person.get(id=person.id).select_related("party_group")).party_group.short == "V"


@pytest.mark.parametrize(
    ("first", "word"), [("", "bad_request"), ("i morgen", "bad_request"), ("0001-01-01", "bad_request")]
)
async def test_a_term_without_a_day_is_refused(world, first, word):
    with pytest.raises(Refusal, match=word):
        await terms.change("cli", TermAsked(first, []), lambda _: "")


async def test_what_was_looked_at_is_done_or_nothing_is(world):
    first = clock.today() + 30 * DAY
    looked = await terms.change("cli", await asked(world, first), lambda _: "")
    await turned(world, first)
    with pytest.raises(Refusal, match="stale"):
        await turned(world, first, state=looked.state)
