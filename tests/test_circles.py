"""Who reads what somebody shares: derived anew with every change of people and seats."""

from __future__ import annotations

from datetime import timedelta

import pytest

from folkevalgt import circles, clock, database, deliveries
from folkevalgt.identity import enrolment, sessions
from folkevalgt.jobs import Job
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import CallIn, Committee, Membership
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.note import CircleMember
from folkevalgt.models.package import Package
from folkevalgt.models.person import PartyGroup, Person
from folkevalgt.publishing.withdraw import withdraw
from tests.noting import chair_of, epochs, group_of, moved, written
from tests.papers import BASIS, at, document, harvested, item, meeting, paper, plan, published
from tests.world import World

pytestmark = pytest.mark.anyio
AP = {"leder_oppvekst", "medlem_formannskap", "vara_3"}
STAFF = {"sekretaer", "sekretaer_2"}
DAY = timedelta(days=1)


async def members(world: World, scope: str) -> set[str]:
    """The names of those whose circle it is now."""
    mine = {name: await circles.scopes(database.ro(), person.id) for name, person in world._people.items()}
    return {name for name, scopes in mine.items() if scope in scopes}


async def readers(world: World, author: str, scope: str, source: str = "framlegg") -> set[str]:
    found = await circles.readers(database.ro(), world.person(author).id, scope, (await document(source)).id)
    return {name for name, person in world._people.items() if person.id in found}


async def refused(world: World, author: str, scope: str, source: str = "framlegg") -> str:
    person, paper = world.person(author).id, (await document(source)).id
    people = await circles.readers(database.ro(), person, scope, paper)
    return await circles.refusal(database.ro(), person, people, paper)


async def refresh() -> None:
    async with database.write_tx() as db:
        await circles.refresh(db)


async def bar(world: World, name: str, item: str) -> None:
    async with database.write_tx() as db:
        row = await AgendaItem.get(source_id=item, using_db=db)
        await Disqualification.create(using_db=db, person_id=world.person(name).id, item_id=row.id, state="provisional")
        await deliveries.refresh(db, (await Package.get(meeting_id=row.meeting_id, using_db=db)).id)


async def body(world: World, name: str, *people: str) -> None:
    """A new committee of these members."""
    await enrolment.establish("cli", name, youth_council=False, called=[])
    for each in people:
        person = world.person(each)
        seat = enrolment.Seat(name, "member", clock.today() - DAY)
        await enrolment.enrol("cli", person.email, person.name, seat=seat)


async def test_a_party_group_is_its_elected_members_and_deputies(world):
    assert await members(world, group_of(world, "leder_oppvekst")) == AP


async def test_a_chairs_circle_is_the_chair_and_the_secretariat(world):
    assert await members(world, await chair_of(world)) == {"ordforer", *STAFF}
    youth = await members(world, await chair_of(world, "Ungdomsrådet"))
    assert youth == {"ungdomsrad_leder", "ungdomsrad_koordinator", *STAFF}


async def test_a_former_member_is_in_no_circle(world):
    assert world.person("tidligere_medlem").party_group_id
    assert await circles.scopes(database.ro(), world.person("tidligere_medlem").id) == set()


async def test_the_secretariat_is_in_no_party_group(world):
    scopes = await circles.scopes(database.ro(), world.person("sekretaer").id)
    assert {scope.partition(":")[0] for scope in scopes} == {"chair"}


async def test_only_those_who_have_been_given_the_paper_would_read_a_note_on_it(world, package):
    group = group_of(world, "leder_oppvekst")
    assert await readers(world, "leder_oppvekst", group) == {"medlem_formannskap"}
    await world.call_in("vara_3", package)
    assert await readers(world, "leder_oppvekst", group) == {"medlem_formannskap", "vara_3"}
    assert await readers(world, "leder_oppvekst", "private") == set()


async def test_a_note_on_one_committees_paper_goes_to_no_other_chair(world, planned):
    assert await readers(world, "sekretaer", await chair_of(world)) == {"ordforer", "sekretaer_2"}
    for other in ("Kommunestyret", "Hovedutvalg for oppvekst og levekår"):
        assert await readers(world, "sekretaer", await chair_of(world, other)) == set()
        assert await refused(world, "sekretaer", await chair_of(world, other)) == "nobody"


async def test_nobody_reads_a_note_on_a_paper_that_nobody_may_read(world, package):
    await withdraw(package.id, "cli", "feil fil", (await document("framlegg")).id)
    assert await refused(world, "leder_oppvekst", group_of(world, "leder_oppvekst"), "framlegg") == "nobody"


async def test_whoever_is_disqualified_reads_no_notes_on_the_exempt_paper_and_all_on_the_others(world, package):
    group = group_of(world, "leder_oppvekst")
    assert await readers(world, "leder_oppvekst", group, "hemmelig") == {"medlem_formannskap"}
    await bar(world, "medlem_formannskap", "personal")
    assert await readers(world, "leder_oppvekst", group, "hemmelig") == set()
    assert await refused(world, "leder_oppvekst", group, "hemmelig") == "nobody"
    await bar(world, "medlem_formannskap", "plan")
    assert await readers(world, "leder_oppvekst", group, "framlegg") == {"medlem_formannskap"}


async def test_whoever_is_disqualified_loses_sight_of_what_others_wrote_on_the_exempt_paper(world, package):
    await written(world, "leder_oppvekst", "hemmelig", group_of(world, "leder_oppvekst"))
    before = await epochs(world)
    await bar(world, "medlem_formannskap", "personal")
    assert await moved(world, before) == {"medlem_formannskap"}


async def test_who_loses_a_paper_that_becomes_exempt_loses_sight_of_the_notes_on_it(world, package):
    await written(world, "leder_oppvekst", scope=group_of(world, "leder_oppvekst"))
    group = world.person("leder_oppvekst").party_group_id
    await Person.filter(id=world.person("ungdomsrad_medlem").id).update(party_group_id=group)
    seat = Membership.filter(person_id=world.person("ungdomsrad_medlem").id).first()
    await enrolment.establish("cli", "Utvalget", youth_council=False, called=[])
    committee = await Committee.get(name="Utvalget")
    given = {"person_id": (await seat).person_id, "role": "member", "valid_from": clock.today() - DAY}
    await Membership.create(committee_id=committee.id, **given)
    await refresh()
    before = await epochs(world)
    told = plan()
    told["meetings"][0]["items"][0] |= {"exemption": BASIS}
    await harvested(world, told, "unntatt")  # sealed in the same transaction
    assert "ungdomsrad_medlem" in await moved(world, before)


async def test_of_two_papers_with_the_same_bytes_only_the_one_that_was_given_counts(world):
    await published(world, meeting(item("a", 1, paper("framlegg", "Plan"))))
    told = meeting(item("b", 1, paper("annet", "Plan")), committee="Ungdomsrådet", id="ungdom")
    await published(world, told, "ungdom", annet="Plan")
    assert await readers(world, "leder_oppvekst", group_of(world, "leder_oppvekst"), "annet") == set()


async def test_half_of_the_committee_may_not_meet_in_notes(world, planned):
    """Formannskapet has seven seats: two of a party may, four may not (kommuneloven § 11-9)."""
    group = world.person("leder_oppvekst").party_group_id
    for name, word in {"ordforer": "", "leder_teknikk": "quorum"}.items():
        await Person.filter(id=world.person(name).id).update(party_group_id=group)
        await refresh()
        assert await refused(world, "leder_oppvekst", circles.group(group)) == word


async def test_two_of_a_body_of_three_may_not_even_when_the_paper_is_anothers(world, planned):
    group = group_of(world, "leder_oppvekst")
    assert await refused(world, "leder_oppvekst", group) == ""
    await body(world, "Kontrollutvalget", "leder_oppvekst", "medlem_formannskap", "ordforer")
    assert await refused(world, "leder_oppvekst", group) == "quorum"
    await Membership.filter(committee__name="Kontrollutvalget").update(valid_to=clock.today() - DAY)
    assert await refused(world, "leder_oppvekst", group) == ""


async def test_a_substitute_who_is_called_in_counts_in_that_body(world):
    """Two members and a substitute of one party are three of five."""
    await body(world, "Plannemnda", "leder_oppvekst", "medlem_formannskap", "ordforer", "varaordforer", "leder_helse")
    package = await published(world, meeting(item("a", 1, paper("framlegg")), committee="Plannemnda"))
    group = group_of(world, "leder_oppvekst")
    assert await refused(world, "leder_oppvekst", group) == ""
    await world.call_in("vara_3", package)
    assert await refused(world, "leder_oppvekst", group) == "quorum"
    await CallIn.all().update(revoked_at=clock.now())
    assert await refused(world, "leder_oppvekst", group) == ""


async def test_the_chair_and_the_secretariat_are_no_quorum(world):
    await published(world, meeting(item("a", 1, paper("framlegg")), committee="Ungdomsrådet"))
    assert await refused(world, "ungdomsrad_leder", await chair_of(world, "Ungdomsrådet")) == ""


async def test_a_new_member_joins_their_circle_at_once_and_is_told(world):
    before = await epochs(world)
    seat = enrolment.Seat("Formannskapet", "member", clock.today(), party="Arbeiderpartiet")
    new = await enrolment.enrol("cli", "ny@agnesund.example", "Ny Medlem", seat=seat)
    assert await circles.scopes(database.ro(), new.id) == {group_of(world, "leder_oppvekst")}
    assert await moved(world, before) == set()
    assert str(new.id) in str([job.args for job in await Job.filter(kind="pull")])


async def test_a_new_chair_takes_over_the_circle(world):
    before, seats = await epochs(world), Membership.filter(committee__name="Formannskapet")
    await seats.filter(person_id=world.person("ordforer").id).update(role="member")
    await seats.filter(person_id=world.person("varaordforer").id).update(role="chair")
    await refresh()
    assert await members(world, await chair_of(world)) == {"varaordforer", *STAFF}
    assert await moved(world, before) == {"ordforer", "varaordforer"}


async def test_a_revoked_person_is_in_no_circle(world):
    await sessions.revoke(world.person("medlem_formannskap"), "cli")
    assert await members(world, group_of(world, "leder_oppvekst")) == AP - {"medlem_formannskap"}
    assert not await CircleMember.exists(person_id=world.person("medlem_formannskap").id)


async def test_who_changes_party_changes_circles(world):
    old, new = group_of(world, "leder_oppvekst"), group_of(world, "ordforer")
    party = world.person("ordforer").party_group_id
    await Person.filter(id=world.person("leder_oppvekst").id).update(party_group_id=party)
    await refresh()
    assert await circles.scopes(database.ro(), world.person("leder_oppvekst").id) >= {new}
    assert "leder_oppvekst" not in await members(world, old)


async def test_a_seat_that_ends_tonight_ends_the_circle_without_anyone_noticing(world, clock_at):
    clock_at(at("2026-11-25 12:00:00"))
    person, group = world.person("medlem_formannskap"), group_of(world, "medlem_formannskap")
    await Membership.filter(person_id=person.id).update(valid_to=at("2026-11-25 12:00:00").date())
    await refresh()
    for moment, inside in {"25 23:59:59": True, "26 00:00:00": False}.items():
        clock_at(at(f"2026-11-{moment}"))
        assert (group in await circles.scopes(database.ro(), person.id)) is inside, moment


async def test_midnight_tells_those_whose_circle_it_ended(world, clock_at):
    clock_at(at("2026-11-25 12:00:00"))
    person = world.person("medlem_formannskap")
    await Membership.filter(person_id=person.id).update(valid_to=at("2026-11-25 12:00:00").date())
    await refresh()
    before = await epochs(world)
    clock_at(at("2026-11-26 00:00:00"))
    await refresh()
    assert await moved(world, before) == {"medlem_formannskap"}
    await refresh()
    assert await moved(world, before) == {"medlem_formannskap"}  # and not again


async def test_nothing_new_tells_nobody(world):
    before, audited = await epochs(world), await AuditEntry.all().count()
    await refresh()
    assert (await moved(world, before), await AuditEntry.all().count()) == (set(), audited)


async def test_a_party_that_is_renamed_is_the_same_circle(world):
    before = await epochs(world)
    await PartyGroup.filter(id=world.person("ordforer").party_group_id).update(name="Bygdepartiet")
    await refresh()
    assert await moved(world, before) == set()
