"""A chair's run sheet: rows of the log for its author alone, until they say that the secretariat may see them."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.note import Note
from folkevalgt.sync import mutations, run_sheet, sight
from tests.engines import ON_SQLITE
from tests.noting import chair_of
from tests.papers import item, meeting, paper, published
from tests.sync.writing import Device, Json

pytestmark = pytest.mark.anyio


@pytest.fixture
async def chair(package, visit):
    """ordforer, who leads Formannskapet, at a tablet; `paper` is what a row of the run sheet names."""
    async with visit("ordforer") as visitor:
        yield Device(visitor, {"kind": "runsheet", "package": str(package.id)})


async def sheet(device: Device, shown: bool = True, **about: object) -> str:
    """A run sheet with one line; the id of the row for the sheet itself."""
    await device.make("Kanarivits om budsjettet", item=str(uuid4()), **about)
    return await device.make("", begins="18:00", shown=shown)


async def seen(visit, package, who: str = "sekretaer") -> tuple[int, Json]:
    async with visit(who) as visitor:
        answer = await visitor.get(f"/api/packages/{package.id}/run-sheet")
        return answer.status_code, answer.json()


async def test_a_row_comes_back_as_it_was_sent_and_to_nobody_else(chair, package, visit):
    plan = {"motions": ["Ap: utsettes"], "votes": ["Utsettelse"], "disqualified": ["Kari"], "substitutes": ["Ola"]}
    id = await chair.make("Hei", item="i", place_in_order=1.5, minutes=20, plan=plan)
    row = (await chair.rows())[id]
    assert (row["document"], row["scope"], row["content"]["plan"]) == (None, "private", plan)
    assert (row["content"]["place_in_order"], row["content"]["minutes"]) == (1.5, 20)
    for who in ("varaordforer", "sekretaer", "medlem_formannskap"):
        async with visit(who) as other:
            assert await Device(other, {}).rows() == {}


@ON_SQLITE
async def test_words_and_plans_of_two_devices_both_stand_and_of_times_the_later(chair):
    phone, id = Device(chair.visitor, {}), await chair.make("Hei", minutes=10)
    await chair.put(id, 1, plan={"votes": ["A"]})
    await chair.put(id, 2, minutes=20)
    assert (await phone.put(id, 1, minutes=30, place_in_order=4, begins="19:00", shown=True))["is"] == "ok"
    reply = await phone.put(id, 1, plan={"votes": ["B"]}, minutes=40)
    assert reply["is"] == "conflict"
    rows = await chair.rows()
    assert (rows[id]["content"]["plan"], rows[id]["content"]["minutes"]) == ({"votes": ["A"]}, 40)
    assert (rows[reply["copy"]]["content"]["plan"], rows[reply["copy"]]["conflict_of"]) == ({"votes": ["B"]}, id)


@ON_SQLITE
async def test_a_row_that_two_devices_make_is_one_as_long_as_only_one_has_words(chair):
    id = await chair.make("", minutes=10, plan={})
    phone = Device(chair.visitor, chair.paper)
    assert (await phone.put(id, 0, **chair.paper, text="Hei", minutes=20, plan={"votes": ["A"]}))["is"] == "ok"
    assert (await phone.put(id, 0, **chair.paper, text="Nei"))["is"] == "conflict"
    texts = sorted(row["content"]["text"] for row in (await chair.rows()).values())
    assert texts == ["Hei", "Nei"]


BAD = {
    "51 motions": {"plan": {"motions": ["x"] * 51}},
    "a long name": {"plan": {"substitutes": ["x" * 201]}},
    "a minute before": {"minutes": -1},
    "more than a day": {"minutes": 1441},
    "a moment": {"begins": "24:00"},
    "a moment and more": {"begins": "18:00\n"},
    "a document": {"document": str(uuid4())},
    "a version": {"version": "0" * 64},
    "no package": {"package": ""},
    "a package that is none": {"package": "x"},
    "an answer": {"parent": str(uuid4())},
}


@ON_SQLITE
async def test_a_row_that_says_too_much_or_nothing_sensible_is_refused(chair):
    for name, fields in BAD.items():
        reply = await chair.put(str(uuid4()), **(chair.paper | fields))
        assert reply == {"is": "rejected", "word": "bad_note"}, name
    for number in ("NaN", "1e999", "-Infinity"):
        fields = json.dumps(chair.paper | {"place_in_order": 77}).replace("77", number)
        sent = f'{{"mid":{chair.mid + 1},"op":"put","id":"{uuid4()}","base":0,"fields":{fields}}}'
        body = f'{{"client":"{chair.client}","schema":1,"mutations":[{sent}]}}'
        origin = {"origin": str(chair.visitor.client.base_url).rstrip("/")}
        answer = await chair.visitor.client.post("/api/notes/push", content=body.encode(), headers=origin)
        chair.mid += 1
        assert answer.json()["replies"] == [{"mid": chair.mid, "is": "rejected", "word": "bad_note"}], number
    assert not await Note.all().exists()


@ON_SQLITE
async def test_what_is_just_small_enough_is_kept(chair):
    full = {"votes": ["æ" * 200] * 50}
    assert await chair.make("", plan=full, minutes=1440, begins="23:59", place_in_order=-1e300)
    assert await chair.make("", minutes=0, begins="00:00", plan=None)


async def test_a_run_sheet_needs_a_package_that_one_has_been_given(chair, package, visit, world):
    async with visit("medlem_helse_2") as stranger:
        reply = await Device(stranger, {}).put(str(uuid4()), **chair.paper)
    assert reply == {"is": "rejected", "word": "not_found"}
    assert (await chair.put(str(uuid4()), **(chair.paper | {"package": str(uuid4())})))["word"] == "not_found"
    id = await chair.make("Hei")
    await world.end_seat("ordforer", "Formannskapet")
    assert (await chair.put(id, 1, text="Etterpå"))["is"] == "ok"


@ON_SQLITE
async def test_anyone_could_begin_one_anywhere_without_that_question(chair, package, visit, monkeypatch):
    async def all_of_them(db, person, asked):
        return set(asked)

    monkeypatch.setattr(sight, "packages", all_of_them)
    async with visit("medlem_helse_2") as stranger:
        assert (await Device(stranger, {}).put(str(uuid4()), **chair.paper))["is"] == "ok"


@ON_SQLITE
async def test_a_run_sheet_is_shared_with_no_circle(chair, world):
    id = await chair.make("Hei")
    scope, readers = await chair_of(world), [world.person("sekretaer").id, world.person("sekretaer_2").id]
    assert await chair.share(id, scope, *readers) == {"is": "rejected", "word": "bad_note"}


async def test_the_secretariat_sees_it_when_the_chair_says_so_and_the_log_says_who(chair, package, visit, world):
    await sheet(chair, minutes=10)
    status, told = await seen(visit, package)
    assert (status, told["package"], told["chair"]) == (200, str(package.id), world.person("ordforer").name)
    first, second = told["rows"]
    assert (first["begins"], second["text"], second["minutes"]) == ("18:00", "Kanarivits om budsjettet", 10)
    (entry,) = await AuditEntry.filter(action="run_sheet_opened")
    assert (entry.actor, entry.subject) == (str(world.person("sekretaer").id), str(package.id))
    assert entry.detail == {"author": str(world.person("ordforer").id)}


@ON_SQLITE
async def test_nobody_but_the_secretariat_sees_it(chair, package, visit):
    await sheet(chair)
    for who in ("ordforer", "varaordforer", "medlem_formannskap", "vara_2"):
        assert (await seen(visit, package, who))[0] == 403, who
    assert (await seen(visit, package, "sekretaer"))[0] == 200
    async with visit() as anyone:
        assert (await anyone.get(f"/api/packages/{package.id}/run-sheet")).status_code == 401


async def test_it_is_not_found_until_it_is_shown_and_when_it_no_longer_is(chair, package, visit):
    assert (await seen(visit, package))[0] == 404
    id = await sheet(chair, shown=False)
    assert (await seen(visit, package))[0] == 404
    await chair.put(id, 2, shown=True)
    assert (await seen(visit, package))[0] == 200
    twice = await chair.make("", shown=False)
    assert (await seen(visit, package))[0] == 404
    await chair.one("delete", twice, base=9)
    await chair.put(id, 9, shown=False)
    assert (await seen(visit, package))[0] == 404
    assert (await seen(visit, package))[1] == {"error": {"word": "not_found", "message": "Finnes ikke."}}


@ON_SQLITE
async def test_somebody_who_does_not_lead_shows_nothing_to_anybody(chair, package, visit):
    for who in ("medlem_formannskap", "leder_oppvekst"):
        async with visit(who) as visitor:
            await sheet(Device(visitor, chair.paper))
    assert (await seen(visit, package))[0] == 404


@ON_SQLITE
async def test_a_chair_who_has_left_or_is_revoked_shows_nothing(chair, package, visit, world):
    await sheet(chair)
    await world.person("ordforer").refresh_from_db()
    person = world.person("ordforer")
    person.revoked_at = person.created_at
    await person.save()
    assert (await seen(visit, package))[0] == 404
    person.revoked_at = None
    await person.save()
    await world.end_seat("ordforer", "Formannskapet")
    assert (await seen(visit, package))[0] == 404


@ON_SQLITE
async def test_the_deputy_chair_s_is_seen_when_the_chair_shows_none(chair, package, visit, world):
    async with visit("varaordforer") as visitor:
        await sheet(Device(visitor, chair.paper))
    assert (await seen(visit, package))[1]["chair"] == world.person("varaordforer").name
    await sheet(chair)
    assert (await seen(visit, package))[1]["chair"] == world.person("ordforer").name


async def test_only_this_package_s_rows_and_not_the_second_of_two_texts(chair, package, visit, world):
    await sheet(chair)
    id = await chair.make("først", item="j", place_in_order=1)
    await chair.put(id, 3, text="brettet")
    assert (await Device(chair.visitor, {}).put(id, 3, text="telefonen"))["is"] == "conflict"
    other = await published(world, meeting(item("k", 1, paper("k1")), committee="Kommunestyret"), "kommunestyret")
    await chair.make("et annet møte", package=str(other.id))
    told = (await seen(visit, package))[1]["rows"]
    assert [row.get("text", "") for row in told] == ["", "brettet", "Kanarivits om budsjettet"]


async def any_member(db, committee):
    rows = await run_sheet.Membership.filter(committee_id=committee).using_db(db).select_related("person")
    return [each.person for each in rows]


HOLES = {
    "whoever sits there leads": (run_sheet, "_leaders", any_member),
    "it is always shown": (run_sheet.Written, "shown", property(lambda self: bool(self.rows))),
    "it is shared like any note": (mutations, "OWN", ()),
}


@ON_SQLITE
@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
async def test_each_hole_in_that_would_show(chair, package, visit, world, monkeypatch, hole):
    monkeypatch.setattr(*hole)
    with pytest.raises((AssertionError, KeyError)):
        await all_of_it(chair, package, visit, world)


async def all_of_it(chair, package, visit, world):
    await test_a_run_sheet_is_shared_with_no_circle(chair, world)
    await test_it_is_not_found_until_it_is_shown_and_when_it_no_longer_is(chair, package, visit)
    await Note.all().delete()
    await test_somebody_who_does_not_lead_shows_nothing_to_anybody(chair, package, visit)


async def test_the_first_words_of_a_line_are_in_nobodys_way(chair):
    phone, id = Device(chair.visitor, {}), await chair.make("", item="i", minutes=10)
    assert (await phone.put(id, 0, text="Hei"))["is"] == "ok"
    assert (await chair.put(id, 1, plan={"votes": ["A"]}))["is"] == "ok"
    content = (await chair.rows())[id]["content"]
    assert (content["text"], content["minutes"], content["plan"]) == ("Hei", 10, {"votes": ["A"]})


async def test_minutes_sent_with_words_that_go_beside_others_still_count(chair):
    phone, id = Device(chair.visitor, {}), await chair.make("Hei", item="i", minutes=10)
    await chair.put(id, 1, text="Hei og hå")
    reply = await phone.put(id, 1, text="Hallo", minutes=30, place_in_order=4)
    rows = await chair.rows()
    assert (reply["is"], rows[reply["copy"]]["content"]["text"]) == ("conflict", "Hallo")
    assert (rows[id]["content"]["text"], rows[id]["content"]["minutes"]) == ("Hei og hå", 30)
