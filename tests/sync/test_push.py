"""What becomes of what a device sends: nothing typed is lost, nothing is answered twice, nobody writes for another."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from folkevalgt import clock, database
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.note import LogClient, LogHead, Mutation, Note, NoteKey, NoteRevision
from folkevalgt.models.person import Person
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.sync import mutations, push
from tests.noting import chair_of, group_of
from tests.papers import document, item, meeting, paper, plan, published
from tests.sync.writing import Device, device, the_paper, ver

pytestmark = pytest.mark.anyio


@pytest.fixture
async def package(world):
    return await published(world, plan())


@pytest.fixture
async def anna(package, visit):
    """leder_oppvekst, who sits in Formannskapet, at her tablet."""
    async with device(visit, "leder_oppvekst") as made:
        yield made


@pytest.fixture
def phone(anna) -> Device:
    """Another device of hers."""
    return Device(anna.visitor, anna.paper)


@pytest.fixture
def group(world) -> tuple:
    """Her party group's circle, and who reads in it."""
    return group_of(world, "leder_oppvekst"), world.person("medlem_formannskap").id


async def test_a_note_gets_a_number_and_is_its_author_s_alone(anna, world):
    id = await anna.make("Hva koster det?", page=3, tags=["spørsmål"], colour="yellow")
    row = await Note.get(id=id)
    assert (row.author_id, row.scope, row.ver, row.text_ver) == (world.person("leder_oppvekst").id, "private", 1, 1)
    told = (await anna.rows())[id]
    assert told["content"] == {"page": 3, "colour": "yellow", "text": "Hva koster det?", "tags": ["spørsmål"]}
    assert (told["author"], told["name"], told["ver"]) == (str(row.author_id), "Marit Kvåle Aas", 1)


async def test_a_note_is_stored_so_that_nobody_else_reads_it(anna, world):
    id = await anna.make("Kanarifugl")
    await anna.put(id, 1, text="Kanarifugl nummer to")
    rows = await database.ro().execute_query_dict("SELECT body FROM note UNION ALL SELECT body FROM noterevision")
    assert len(rows) == 2
    assert not [row for row in rows if b"Kanari" in bytes(row["body"])]
    sealed = (await NoteKey.get(person_id=world.person("leder_oppvekst").id)).sealed
    assert len(sealed) == 12 + 32 + 16


async def test_the_same_change_sent_again_gets_the_same_answer_and_changes_nothing(anna):
    sent = {"mid": 1, "op": "put", "id": str(uuid4()), "base": 0, "fields": {"kind": "comment", **anna.paper}}
    first = await anna.send(sent)
    for _ in range(2):
        assert (await anna.send(sent)).json() == first.json()
    turned = {name: sent[name] for name in reversed(sent)}
    assert (await anna.send(turned)).json() == first.json()
    assert (await Note.all().count(), (await LogHead.get(id=1)).seq) == (1, 1)


async def test_a_log_that_forgot_what_it_answered_would_make_it_twice(anna, monkeypatch):
    """The twin: without what was answered, the same change is made again."""
    real = push._client

    async def forgetful(db, client, person, now):
        row = await real(db, client, person, now)
        await Mutation.all().using_db(db).delete()
        row.last_mid = 0
        return row

    monkeypatch.setattr(push, "_client", forgetful)
    id = await anna.make("en")
    sent = {"mid": 1, "op": "put", "id": id, "base": 0, "fields": {"text": "to"}}
    assert (await anna.send(sent)).json() != (await anna.send(sent)).json()


async def test_of_two_texts_from_the_same_one_the_second_becomes_a_copy_beside_it(anna, phone):
    id = await anna.make("først")
    assert await anna.put(id, 1, text="fra brettet") == {"is": "ok", "ver": 2}
    reply = await phone.put(id, 1, text="fra telefonen", colour="blue")
    assert (reply["is"], reply["ver"]) == ("conflict", 3)
    rows = await anna.rows()
    assert {id: row["content"]["text"] for id, row in rows.items()} == {
        id: "fra brettet",
        reply["copy"]: "fra telefonen",
    }
    copy = rows[reply["copy"]]
    assert (copy["conflict_of"], copy["scope"], copy["content"]["colour"]) == (id, "private", "blue")
    assert "colour" not in rows[id]["content"]


async def test_the_last_to_write_would_win_without_that_rule(anna, phone, monkeypatch):
    monkeypatch.setattr(mutations, "WORDS", ())
    id = await anna.make("først")
    await anna.put(id, 1, text="fra brettet")
    await phone.put(id, 1, text="fra telefonen")
    assert "fra brettet" not in {row["content"]["text"] for row in (await anna.rows()).values()}


async def test_of_all_that_is_no_text_the_later_arrival_counts(anna, phone):
    id = await anna.make("tekst")
    await anna.put(id, 1, colour="green", tags=["forslag"])
    assert (await phone.put(id, 1, colour="pink"))["is"] == "ok"
    content = (await anna.rows())[id]["content"]
    assert (content["colour"], content["tags"], content["text"]) == ("pink", ["forslag"], "tekst")


async def test_a_colour_between_makes_no_conflict_of_a_text(anna, phone):
    id = await anna.make("tekst")
    await anna.put(id, 1, colour="green")
    assert await phone.put(id, 1, text="ny tekst") == {"is": "ok", "ver": 3}


async def test_what_stands_already_gets_no_new_number(anna, phone):
    id = await anna.make("tekst")
    await anna.put(id, 1, text="ny")
    assert await phone.put(id, 1, text="ny") == {"is": "ok", "ver": 2}
    assert (await LogHead.get(id=1)).seq == 2


async def test_where_one_stopped_reading_is_never_a_conflict(anna, phone):
    id = await anna.make("", kind="position", page=3)
    await anna.put(id, 1, page=7, text="a")
    assert (await phone.put(id, 1, page=5, text="b"))["is"] == "ok"
    assert (await anna.rows())[id]["content"]["page"] == 5
    assert not await NoteRevision.all().exists()


async def test_a_print_selection_belongs_to_no_paper(anna, package):
    id = str(uuid4())
    reply = await anna.put(id, kind="print", package=str(package.id), selection='{"framlegg":"1-3"}')
    assert reply["is"] == "ok"
    assert (await anna.rows())[id]["content"]["selection"] == '{"framlegg":"1-3"}'


async def test_an_edit_outlives_a_deletion(anna, phone):
    id = await anna.make("tekst", tags=["spørsmål"])
    assert await anna.one("delete", id, base=1) == {"is": "ok", "ver": 2}
    assert (await anna.rows()) == {}
    assert await phone.put(id, 1, colour="pink") == {"is": "ok", "ver": 3}
    content = (await anna.rows())[id]["content"]
    assert (content["text"], content["tags"], content["colour"]) == ("tekst", ["spørsmål"], "pink")


async def test_a_deletion_of_an_older_text_leaves_the_newer(anna, phone):
    id = await anna.make("tekst")
    await anna.put(id, 1, text="ny")
    assert await phone.one("delete", id, base=1) == {"is": "kept", "ver": 2}
    assert await anna.text(id) == "ny"


async def test_a_deletion_of_what_is_not_there_leaves_no_tombstone(anna):
    assert await anna.one("delete", str(uuid4()), base=4) == {"is": "gone"}
    assert not await Note.all().exists()


async def test_what_a_note_said_before_is_kept_for_its_author_alone(anna, phone, world, visit):
    id = await anna.make("en")
    await anna.put(id, 1, text="to")
    await anna.put(id, 2, colour="pink")
    await anna.one("delete", id, base=3)
    assert await anna.before(id) == ["to", "en"]
    async with visit("sekretaer") as other, visit("medlem_formannskap") as colleague:
        for each in (other, colleague):
            assert (await each.get(f"/api/notes/{id}/revisions")).status_code == 404
    assert (await anna.visitor.get(f"/api/notes/{uuid4()}/revisions")).status_code == 404
    assert (await anna.visitor.get("/api/notes/x/revisions")).status_code == 404


async def test_a_note_whose_tombstone_is_gone_is_made_again(anna, phone):
    id = await anna.make("tekst")
    await anna.one("delete", id, base=1)
    await Note.all().delete()
    assert (await phone.put(id, 1, text="skrevet uten nett", kind="comment", **anna.paper))["ver"] == 3
    assert await anna.text(id) == "skrevet uten nett"
    lost = str(uuid4())
    assert await phone.put(lost, 1, text="uten papir") == {"is": "rejected", "word": "note_gone"}


async def test_a_device_back_after_two_years_loses_nothing_and_says_it_all(anna, clock_at):
    """Its answers are no longer kept: it takes a new number, and what stands already is not made twice."""
    id = await anna.make("fra i fjor")
    sent = {
        "mid": 1,
        "op": "put",
        "id": id,
        "base": 0,
        "fields": {"kind": "comment", "text": "fra i fjor", **anna.paper},
    }
    await Mutation.all().delete()
    answer = await anna.send(sent)
    assert (answer.status_code, answer.json()["error"]["word"]) == (409, "gap")
    anna.client = str(uuid4())
    assert (await anna.send(sent)).json()["replies"] == [{"mid": 1, "is": "ok", "ver": 1}]


@pytest.mark.parametrize("years", [-10, 10])
async def test_a_device_s_clock_changes_nothing_but_a_label(anna, phone, years):
    label = (clock.now() + timedelta(days=365 * years)).isoformat()
    id = await anna.make("først", written=label)
    await anna.put(id, 1, text="brettet", written=label)
    assert (await phone.put(id, 1, text="telefonen"))["is"] == "conflict"
    told = (await anna.rows())[id]
    assert told["content"]["written"] == label
    assert abs(clock.now() - at_moment(told["changed"])) < timedelta(minutes=5)


def at_moment(text: str):
    return clock.datetime.fromisoformat(text)


async def test_a_note_needs_a_paper_that_one_has_been_given(anna, world, visit):
    await published(world, oppvekst(), "oppvekst")
    elsewhere = await the_paper("o1")
    exempt = await the_paper("hemmelig")
    async with visit("medlem_helse_2") as stranger:
        for paper_of in (anna.paper, elsewhere, exempt):
            reply = await Device(stranger, paper_of).put(str(uuid4()), kind="comment", **paper_of)
            assert reply == {"is": "rejected", "word": "not_found"}
    unknown = anna.paper | {"document": str(uuid4())}
    crossed = anna.paper | {"version": elsewhere["version"]}
    for wrong in (exempt, unknown, crossed, anna.paper | {"version": "0" * 64}):
        reply = await anna.put(str(uuid4()), kind="comment", **wrong)
        assert reply == {"is": "rejected", "word": "not_found"}, wrong
    assert not await Note.all().exists()


def oppvekst() -> dict:
    return meeting(item("o", 5, paper("o1")), committee="Hovedutvalg for oppvekst og levekår", date="2026-12-10")


async def test_anyone_could_write_anywhere_without_that_question(anna, visit, monkeypatch):
    async def all_of_them(db, person, asked):
        return set(asked)

    monkeypatch.setattr(mutations.Desk.lay_out.__globals__["sight"], "papers", all_of_them)
    async with visit("medlem_helse_2") as stranger:
        reply = await Device(stranger, anna.paper).put(str(uuid4()), kind="comment", **anna.paper)
    assert reply["is"] == "ok"


async def test_own_notes_stay_when_the_paper_is_taken_back(anna, package, world):
    id = await anna.make("før")
    await withdraw(package.id, "cli", "feil fil", (await document("framlegg")).id)
    assert (await anna.put(id, 1, text="etter"))["is"] == "ok"
    assert await anna.text(id) == "etter"
    assert (await anna.put(str(uuid4()), kind="comment", **anna.paper))["word"] == "not_found"


async def test_another_person_s_note_is_not_found(anna, world, visit, group):
    mine, shown = await anna.make("min"), await anna.shared("vist", *group)
    async with device(visit, "medlem_formannskap") as colleague:
        for id in (mine, shown):
            assert await colleague.put(id, 9, text="din") == {"is": "rejected", "word": "not_found"}
            assert await colleague.one("delete", id, base=9) == {"is": "gone"}
            for op in ({"scope": group[0]}, {"copy": str(uuid4())}):
                word = await colleague.one("share" if "scope" in op else "narrow", id, base=9, **op)
                assert word == {"is": "rejected", "word": "not_found"}
    assert await anna.text(mine) == "min"


async def test_a_share_names_exactly_those_who_read_it(anna, group, world):
    scope, reader = group
    id = await anna.make("til gruppa")
    author = world.person("leder_oppvekst").id
    for wrong in ([], [uuid4()], [reader, uuid4()], [reader, author]):
        assert await anna.share(id, scope, *wrong) == {"is": "rejected", "word": "circle_changed"}
    assert (await Note.get(id=id)).scope == "private"
    assert await anna.share(id, scope, reader) == {"is": "ok", "ver": 2}
    (entry,) = await AuditEntry.filter(action="note_shared")
    assert (entry.actor, entry.subject, entry.detail) == (str(author), id, {"scope": scope, "people": [str(reader)]})


async def test_a_share_outside_one_s_own_circles_is_refused(anna, world):
    id = await anna.make("til andre")
    for scope in (group_of(world, "ordforer"), "group:x", "alle", await chair_of(world, "Kommunestyret")):
        assert await anna.share(id, scope) == {"is": "rejected", "word": "not_in_circle"}, scope
    assert await anna.share(id, "private") == {"is": "rejected", "word": "bad_note"}


async def test_where_one_stopped_reading_cannot_be_shared(anna, group, package):
    for fields in (
        {"kind": "position"},
        {"kind": "print", "document": None, "version": "", "package": str(package.id)},
    ):
        id = await anna.make("", **fields)
        assert await anna.share(id, *group) == {"is": "rejected", "word": "bad_note"}


async def test_a_later_text_of_a_shared_note_is_logged_without_its_words(anna, group):
    id = await anna.shared("til gruppa", *group)
    await anna.put(id, 2, text="rettet")
    await anna.put(id, 3, colour="pink")
    assert [row.detail for row in await AuditEntry.filter(action="note_changed")] == [{"ver": 3, "scope": group[0]}]


async def test_taking_a_note_back_leaves_a_private_copy_and_a_tombstone(anna, group, visit):
    id, copy = await anna.shared("til gruppa", *group), str(uuid4())
    assert await anna.one("narrow", id, base=2, copy=copy) == {"is": "ok", "ver": 4, "copy": copy}
    rows = await anna.rows()
    assert {row["id"]: (row["scope"], row["content"]["text"]) for row in rows.values()} == {
        copy: ("private", "til gruppa")
    }
    async with device(visit, "medlem_formannskap") as colleague:
        assert await colleague.rows() == {}
    assert await AuditEntry.filter(action="note_narrowed", subject=id).exists()


async def test_an_edit_of_what_was_taken_back_goes_to_the_private_copy(anna, phone, group):
    """Else it would be shown again to those it was taken back from."""
    id, copy = await anna.shared("til gruppa", *group), str(uuid4())
    await anna.one("narrow", id, base=2, copy=copy)
    reply = await phone.put(id, 2, text="rettet på telefonen")
    assert reply == {"is": "conflict", "ver": 5, "copy": copy}
    assert {row["content"]["text"] for row in (await anna.rows()).values()} == {"rettet på telefonen"}
    again = await phone.one("narrow", id, base=2, copy=str(uuid4()))
    assert again == {"is": "conflict", "ver": 5, "copy": copy}


async def test_two_texts_meet_beside_the_private_copy(anna, phone, group):
    id, copy = await anna.shared("til gruppa", *group), str(uuid4())
    await anna.push(
        {"op": "narrow", "id": id, "base": 2, "copy": copy},
        {"op": "put", "id": copy, "base": 2, "fields": {"text": "rettet på brettet"}},
    )
    reply = await phone.put(id, 2, text="rettet på telefonen")
    rows = await anna.rows()
    assert (reply["is"], rows[reply["copy"]]["conflict_of"]) == ("conflict", copy)
    assert {row["content"]["text"] for row in rows.values()} == {"rettet på brettet", "rettet på telefonen"}


async def test_a_note_in_one_circle_is_made_private_before_it_is_shown_to_another(world, package, visit):
    async with device(visit, "ordforer") as ordforer:
        ids = [world.person(name).id for name in ("sekretaer", "sekretaer_2")]
        id = await ordforer.shared("til sekretæren", await chair_of(world), *ids)
        assert (await ordforer.share(id, group_of(world, "ordforer")))["word"] == "already_shared"


async def test_who_has_left_the_circle_writes_no_more_in_it_but_may_take_back(anna, group, world):
    id, other = await anna.shared("til gruppa", *group), await anna.shared("denne også", *group)
    await Person.filter(id=world.person("leder_oppvekst").id).update(party_group_id=None)
    async with database.write_tx() as db:
        await push.circles.refresh(db)
    assert await anna.put(id, 2, text="mer") == {"is": "rejected", "word": "not_in_circle"}
    assert (await anna.one("delete", id, base=2))["is"] == "ok"
    assert await anna.put(id, 2, text="mer") == {"is": "rejected", "word": "not_in_circle"}
    assert (await anna.one("narrow", other, base=4, copy=str(uuid4())))["is"] == "ok"


async def test_a_reply_stays_in_the_circle_of_what_it_answers(anna, group, visit, world):
    id = await anna.shared("hva mener dere?", *group)
    async with device(visit, "medlem_formannskap") as colleague:
        reply = await colleague.make("enig", kind="reply", parent=id)
    assert (await anna.rows())[reply]["scope"] == group[0]
    own = await anna.make("husk dette", kind="reply", parent=await anna.make("bare for meg"))
    assert (await anna.rows())[own]["scope"] == "private"
    shown = [row.subject for row in await AuditEntry.filter(action="note_shared").order_by("seq")]
    assert shown == [id, reply]


async def test_what_one_does_not_see_cannot_be_answered(anna, group, visit):
    private, shown = await anna.make("bare for meg"), await anna.shared("vist", *group)
    gone = await anna.shared("borte", *group)
    await anna.one("delete", gone, base=await ver(gone))
    async with device(visit, "medlem_formannskap") as colleague, device(visit, "ordforer") as other:
        for who, parent in ((colleague, private), (colleague, gone), (other, shown), (colleague, str(uuid4()))):
            reply = await who.put(str(uuid4()), kind="reply", parent=parent, **anna.paper)
            assert reply == {"is": "rejected", "word": "parent_gone"}
    for fields in ({"kind": "reply"}, {"kind": "comment", "parent": shown}):
        assert (await anna.put(str(uuid4()), **fields, **anna.paper))["word"] == "bad_note"


async def test_those_who_see_a_change_are_told_to_pull_and_nobody_else(anna, group, world, app, monkeypatch):
    heard: list = []

    async def say(people) -> None:
        heard.append(set(people))

    monkeypatch.setattr(app.state.house, "say", say)
    me = world.person("leder_oppvekst").id
    await anna.make("privat")
    await anna.shared("delt", *group)
    assert heard == [{me}, {me}, {me, group[1]}]


async def test_a_client_belongs_to_whoever_used_it_first(anna, visit, world):
    await anna.make("min")
    async with device(visit, "ordforer") as other:
        other.client = anna.client
        answer = await other.send({"mid": 2, "op": "delete", "id": str(uuid4()), "base": 0})
        assert (answer.status_code, answer.json()["error"]["word"]) == (409, "client_taken")
    assert (await LogClient.get(id=anna.client)).last_mid == 1


async def test_five_hundred_changes_are_made_in_bounded_transactions(anna):
    ids = [str(uuid4()) for _ in range(500)]
    fields = {"kind": "highlight", "text": "x", **anna.paper}
    replies = await anna.push(*({"op": "put", "id": id, "fields": fields} for id in ids))
    assert [reply["ver"] for reply in replies] == list(range(1, 501))
    assert len(await anna.rows()) == 500


async def test_a_half_made_push_is_finished_by_sending_it_again(anna, monkeypatch):
    """The server died between two of its transactions."""
    monkeypatch.setattr(push, "AT_ONCE", 2)
    real, calls = push.head.hold, []

    async def dies(db):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("strømbrudd")
        return await real(db)

    sent = [
        {"mid": mid, "op": "put", "id": str(uuid4()), "base": 0, "fields": {"kind": "comment", **anna.paper}}
        for mid in range(1, 6)
    ]
    monkeypatch.setattr(push.head, "hold", dies)
    assert (await anna.send(*sent)).status_code == 500
    assert await Note.all().count() == 2
    assert [each["ver"] for each in (await anna.send(*sent)).json()["replies"]] == [1, 2, 3, 4, 5]


async def test_a_note_may_stand_on_an_older_version_of_a_paper_one_has(anna, world, package):
    newer = meeting(item("plan", 112, paper("framlegg", "IKT-plan", version=2)))
    await published(world, newer, "ny versjon", framlegg="IKT-plan, rettet")
    assert (await the_paper())["version"] != anna.paper["version"]
    assert await anna.make("om den gamle")


async def test_both_texts_stand_when_somebody_says_so(anna, phone):
    id = await anna.make("først")
    await anna.put(id, 1, text="a")
    copy = (await phone.put(id, 1, text="b"))["copy"]
    assert (await phone.put(copy, 3, conflict_of=None))["ver"] == 4
    assert (await anna.rows())[copy]["conflict_of"] is None
