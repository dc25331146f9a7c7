"""What becomes of what a device sends: nothing typed is lost, nothing is answered twice, nobody writes for another."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from folkevalgt import clock, database
from folkevalgt.models.note import LogHead, Mutation, Note, NoteKey, NoteRevision
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.sync import mutations, push
from tests.papers import document, item, meeting, paper, published
from tests.sync.writing import Device, device, the_paper

pytestmark = pytest.mark.anyio


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
    assert (await phone.put(id, 1, page=5, text="b", selection="1-4,7"))["is"] == "ok"
    content = (await anna.rows())[id]["content"]
    assert (content["page"], content["selection"]) == (5, "1-4,7")
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
    assert (await anna.put(str(uuid4()), kind="comment", **exempt))["is"] == "ok"  # it is hers to treat
    before = await Note.all().count()
    for wrong in (unknown, crossed, anna.paper | {"version": "0" * 64}):
        reply = await anna.put(str(uuid4()), kind="comment", **wrong)
        assert reply == {"is": "rejected", "word": "not_found"}, wrong
    assert await Note.all().count() == before


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
