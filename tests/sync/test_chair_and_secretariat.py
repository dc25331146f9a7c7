"""Who treats a committee's papers may write to its chair and secretariat, and reads what they answer; nothing else."""

from __future__ import annotations

import pytest

from tests.noting import chair_of, pens

pytestmark = pytest.mark.anyio
GROUP = ("leder_oppvekst", "medlem_formannskap")  # Ap, both in Formannskapet


async def test_chair_and_secretariat_write_to_each_other_alone(world, visit, package):
    chair = await chair_of(world)
    async with pens(world, visit, "ordforer", "sekretaer", "sekretaer_2", *GROUP, "varaordforer") as (
        mayor, secretary, second, *others,
    ):  # fmt: skip
        note = await mayor.write("Sett denne først")
        assert await mayor.share(note, chair, "sekretaer", "sekretaer_2") == "ok"
        answer = await secretary.write("Gjort", kind="reply", parent=note)
        for each in (mayor, secretary, second):
            assert await each.see() == {note: "Sett denne først", answer: "Gjort"}
        for each in others:
            assert await each.see() == {}


async def test_a_member_writes_to_chair_and_secretariat_and_reads_their_answer_alone(world, visit, package):
    chair = await chair_of(world)
    async with pens(world, visit, "medlem_formannskap", "ordforer", "sekretaer", "varaordforer") as (
        member, mayor, secretary, deputy,
    ):  # fmt: skip
        note = await member.write("Kan saken utsettes?")
        assert await member.share(note, chair, "ordforer", "sekretaer", "sekretaer_2") == "ok"
        other = await mayor.write("Til sekretariatet alene")
        assert await mayor.share(other, chair, "sekretaer", "sekretaer_2") == "ok"
        answer = await secretary.write("Ja, til januar", kind="reply", parent=note)
        assert await member.see() == {note: "Kan saken utsettes?", answer: "Ja, til januar"}
        thanks = await member.write("Takk", kind="reply", parent=note)
        assert await mayor.see() == await secretary.see()
        assert (await mayor.see())[thanks] == "Takk"
        assert await deputy.see() == {}


async def test_nobody_without_papers_to_treat_writes_to_a_chair(world, visit, package):
    chair = await chair_of(world)
    async with pens(world, visit, "ungdomsrad_leder") as (youth,):
        note = await youth.write("Hei")
        assert await youth.share(note, chair, "ordforer", "sekretaer", "sekretaer_2") == "not_in_circle"
        assert (await youth.visitor.get("/api/notes/circles")).json() == {"circles": []}


async def test_a_member_who_leaves_the_committee_loses_the_answers_and_keeps_the_question(world, visit, package):
    chair = await chair_of(world)
    async with pens(world, visit, "medlem_formannskap", "ordforer") as (member, mayor):
        note = await member.write("Kan saken utsettes?")
        assert await member.share(note, chair, "ordforer", "sekretaer", "sekretaer_2") == "ok"
        await mayor.write("Nei", kind="reply", parent=note)
        assert len(await member.see()) == 2
        await world.end_seat("medlem_formannskap", "Formannskapet")
        assert await member.see() == {note: "Kan saken utsettes?"}
        assert "scope" in member.resets
