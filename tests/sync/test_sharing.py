"""What somebody shares is read by those they were told of and by nobody else, and by nobody who has left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from folkevalgt import circles, clock, database
from folkevalgt.identity import deletion, enrolment, sessions
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import Membership
from folkevalgt.models.person import Person
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.sync import sight
from tests.noting import Pen, group_of, pens
from tests.papers import at, document, item, meeting, paper, plan, published
from tests.world import World

pytestmark = pytest.mark.anyio
GROUP = ("leder_oppvekst", "medlem_formannskap")  # Ap, both in Formannskapet
OUTSIDE = ("ordforer", "sekretaer", "vara_3", "ungdomsrad_medlem", "medlem_oppvekst")
TEXT = "Vi bør stille spørsmål om IKT-planen"


async def shared(world: World, author: Pen, text: str = TEXT) -> str:
    """A note of leder_oppvekst's that the group reads."""
    note = await author.write(text)
    assert await author.share(note, group_of(world, "leder_oppvekst"), "medlem_formannskap") == "ok"
    return note


async def refresh(world: World) -> None:
    async with database.write_tx() as db:
        await circles.refresh(db)


async def acts(action: str) -> list[tuple[str, list[str]]]:
    rows = await AuditEntry.filter(action=action).order_by("seq")
    return [(row.subject, row.detail.get("people", [])) for row in rows]


async def only_the_circle_reads(world: World, visit) -> None:
    async with pens(world, visit, *GROUP, *OUTSIDE) as (author, colleague, *others):
        private, note = await author.write("bare mitt"), await shared(world, author)
        assert await author.see() == {private: "bare mitt", note: TEXT}
        assert await colleague.see() == {note: TEXT}
        for each in others:
            assert await each.see() == {}


async def test_only_the_circle_reads_what_is_shared(world, visit, package):
    await only_the_circle_reads(world, visit)


HOLES = {
    "the circle is not asked": (sight, "SHARED", f"note.author_id <> {sight.ME}"),
    "whoever has the paper reads": (
        sight,
        "SHARED",
        f"note.scope <> 'private' AND note.document_id IN ({sight.PAPERS.format(who=sight.ME)})",
    ),
    "whoever is in the circle reads": (
        sight,
        "SHARED",
        f"note.scope IN ({sight.SCOPES.format(who=sight.ME)}) AND note.author_id <> {sight.ME}",
    ),
    "what is private counts as shared": (
        sight,
        "SHARED",
        f"note.document_id IN ({sight.PAPERS.format(who=sight.ME)}) AND note.author_id <> {sight.ME}",
    ),
}


@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
async def test_a_hole_in_who_sees_what_shows(world, visit, package, monkeypatch, hole):
    monkeypatch.setattr(*hole)
    with pytest.raises(AssertionError):
        await only_the_circle_reads(world, visit)


async def test_what_is_shared_is_logged_with_its_readers_and_not_its_words(world, visit, package):
    async with pens(world, visit, *GROUP) as (author, _):
        note = await shared(world, author)
    assert await acts("note_shared") == [(note, [str(world.person("medlem_formannskap").id)])]
    assert TEXT not in str([dict(row) for row in await AuditEntry.all()])


async def test_readers_who_are_not_those_the_author_was_told_of_stop_it(world, visit, package):
    group = group_of(world, "leder_oppvekst")
    async with pens(world, visit, *GROUP) as (author, colleague):
        note = await author.write(TEXT)
        assert await author.share(note, group) == "circle_changed"
        assert await author.share(note, group, "medlem_formannskap", "ordforer") == "circle_changed"
        await world.call_in("vara_3", package)
        assert await author.share(note, group, "medlem_formannskap") == "circle_changed"
        assert await author.share(note, group_of(world, "ordforer"), "ordforer") == "not_in_circle"
        assert await colleague.see() == {}
    assert await acts("note_shared") == []


async def test_what_is_taken_back_goes_from_the_others_and_stays_with_its_author(world, visit, package):
    async with pens(world, visit, *GROUP, "ordforer") as (author, colleague, stranger):
        note = await shared(world, author)
        await colleague.see()
        copy = "0" * 8 + note[8:]
        assert (await author.send("narrow", note, 2, copy=copy))["is"] == "ok"
        assert await colleague.see() == {}
        assert colleague.notes[note]["content"] is None
        assert await author.see() == {copy: TEXT}
        assert author.notes[copy]["scope"] == "private"
        assert (await stranger.see(), stranger.notes) == ({}, {})  # not even a tombstone
    assert [subject for subject, _ in await acts("note_narrowed")] == [note]


async def test_an_answer_stays_in_the_circle(world, visit, package):
    async with pens(world, visit, *GROUP, "ordforer") as (author, colleague, stranger):
        note = await shared(world, author)
        answer = await colleague.write("Enig", kind="reply", parent=note)
        assert await author.see() == await colleague.see() == {note: TEXT, answer: "Enig"}
        assert await stranger.see() == {}
        fields = author.notes[answer]
        sent = {"kind": "reply", "parent": note, "document": fields["document"], "version": fields["version"]}
        assert (await stranger.send("put", "1" * 8 + note[8:], fields=sent | {"text": "?"}))["word"] == "parent_gone"


async def test_leaving_the_group_takes_the_others_notes_and_leaves_ones_own(world, visit, package):
    async with pens(world, visit, *GROUP) as (author, colleague):
        note = await shared(world, author)
        mine = await colleague.write("min egen")
        assert await colleague.share(mine, group_of(world, "leder_oppvekst"), "leder_oppvekst") == "ok"
        assert set(await colleague.see()) == {note, mine}
        await Person.filter(id=world.person("medlem_formannskap").id).update(party_group_id=None)
        await refresh(world)
        assert await colleague.see() == {mine: "min egen"}
        assert (colleague.resets, colleague.notes[mine]["deleted"]) == (["scope"], False)
        assert await author.see() == {note: TEXT, mine: "min egen"}
        assert (await colleague.send("put", mine, 9, fields={"text": "nytt"}))["word"] == "not_in_circle"


async def test_leaving_the_committee_does_too(world, visit, package):
    async with pens(world, visit, *GROUP) as (author, colleague):
        note, mine = await shared(world, author), await colleague.write("min egen")
        assert set(await colleague.see()) == {note, mine}
        await world.end_seat("medlem_formannskap", "Formannskapet")
        assert await colleague.see() == {mine: "min egen"}
        assert colleague.resets == ["scope"]


async def test_who_joins_later_reads_what_was_shared_before(world, visit, package):
    async with pens(world, visit, "leder_oppvekst", "ordforer") as (author, newcomer):
        note = await shared(world, author)
        mine = await newcomer.write("min egen")
        assert await newcomer.see() == {mine: "min egen"}
        party = world.person("leder_oppvekst").party_group_id
        await Person.filter(id=world.person("ordforer").id).update(party_group_id=party)
        await refresh(world)
        assert await newcomer.see() == {mine: "min egen", note: TEXT}
    assert (note, [str(world.person("ordforer").id)]) in await acts("note_seen")


async def test_a_seat_that_ends_tonight_ends_the_reading_on_the_stroke(world, visit, clock_at):
    clock_at(at("2026-11-25 23:50:00"))
    await published(world, plan())
    async with pens(world, visit, *GROUP) as (author, colleague):
        note = await shared(world, author)
        seats = Membership.filter(person_id=world.person("medlem_formannskap").id)
        await seats.update(valid_to=at("2026-11-25 12:00:00").date())
        await refresh(world)
        clock_at(at("2026-11-25 23:59:59"))
        assert await colleague.see() == {note: TEXT}
        changed = await author.send("put", note, 2, fields={"text": "etter midnatt"})
        assert changed["is"] == "ok"
        clock_at(at("2026-11-26 00:00:00"))
        await colleague.see()
        assert colleague.notes[note]["content"]["text"] == TEXT  # nothing new came, though nobody had noticed yet
        await refresh(world)
        assert (await colleague.see(), colleague.resets) == ({}, ["scope"])


async def test_half_of_a_committee_is_refused(world, visit, package):
    party = world.person("leder_oppvekst").party_group_id
    people = ["ordforer", "leder_teknikk"]
    await Person.filter(id__in=[world.person(each).id for each in people]).update(party_group_id=party)
    await refresh(world)
    async with pens(world, visit, *GROUP) as (author, colleague):
        note = await author.write(TEXT)
        group = circles.group(party)
        assert await author.share(note, group, "medlem_formannskap", *people) == "quorum"
        assert await colleague.see() == {}


async def test_two_of_a_body_of_three_are_refused(world, visit, package):
    await enrolment.establish("cli", "Kontrollutvalget", youth_council=False, called=[])
    for name in (*GROUP, "ordforer"):
        seat = enrolment.Seat("Kontrollutvalget", "member", clock.today() - timedelta(days=1))
        await enrolment.enrol("cli", world.person(name).email, name, seat=seat)
    async with pens(world, visit, "leder_oppvekst") as (author,):
        note = await author.write(TEXT)
        assert await author.share(note, group_of(world, "leder_oppvekst"), "medlem_formannskap") == "quorum"
        offers = (await author.visitor.get("/api/notes/circles")).json()["circles"]
        offer = next(each for each in offers if each["kind"] == "group")
        told = {name: offer[name] for name in ("refused", "body", "present", "seats")}
        assert told == {"refused": "quorum", "body": "Kontrollutvalget", "present": 2, "seats": 3}


async def test_a_substitute_reads_from_the_call_in_until_the_papers_are_gone(world, visit, clock_at):
    clock_at(at("2026-11-30 10:00:00"))
    package = await published(world, meeting(item("a", 1, paper("framlegg")), date="2026-12-03"))
    async with pens(world, visit, "leder_oppvekst") as (author,):
        note = await shared(world, author)
    async with pens(world, visit, "vara_3") as (substitute,):
        assert await substitute.see() == {}
        await world.call_in("vara_3", package)
        assert await substitute.see() == {note: TEXT}
    for moment, seen in {"12-04 23:59:59": {note: TEXT}, "12-05 00:00:00": {}}.items():
        clock_at(at(f"2026-{moment}"))
        async with pens(world, visit, "vara_3") as (again,):
            assert await again.see() == seen, moment


async def test_a_withdrawn_paper_takes_others_notes_and_leaves_ones_own(world, visit, package):
    async with pens(world, visit, *GROUP) as (author, colleague):
        note, mine = await shared(world, author), await colleague.write("min egen")
        assert set(await colleague.see()) == {note, mine}
        await withdraw(package.id, "cli", "feil fil", (await document("framlegg")).id)
        assert await colleague.see() == {mine: "min egen"}
        assert await author.see() == {note: TEXT}


async def test_what_a_deleted_person_had_shared_goes_from_the_others(world, visit, package):
    async with pens(world, visit, *GROUP) as (author, colleague):
        note = await shared(world, author)
        assert await colleague.see() == {note: TEXT}
        await deletion.delete("cli", world.person("leder_oppvekst").email)
        assert await colleague.see() == {}
        assert colleague.notes[note]["name"] == deletion.NAME
        assert (await author.visitor.get("/api/notes/pull")).status_code == 401
        assert await colleague.write("etterpå")


async def test_a_revoked_person_s_shared_notes_stay_with_their_readers(world, visit, package):
    async with pens(world, visit, *GROUP) as (author, colleague):
        note = await shared(world, author)
        await sessions.revoke(world.person("leder_oppvekst"), "cli")
        assert await colleague.see() == {note: TEXT}
