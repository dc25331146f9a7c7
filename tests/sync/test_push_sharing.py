"""What becomes of a share, a taking back and a reply that a device sends."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from folkevalgt import circles, database
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.note import Note
from folkevalgt.models.person import Person
from tests.noting import chair_of, group_of
from tests.sync.writing import device, ver

pytestmark = pytest.mark.anyio


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


async def test_what_was_deleted_and_taken_back_does_not_come_back_to_the_circle(anna, group):
    id, copy = await anna.shared("til gruppa", *group), str(uuid4())
    await anna.one("delete", id, base=2)
    assert (await anna.one("narrow", id, base=2, copy=copy))["copy"] == copy
    undone = await anna.put(id, 2, text="til gruppa")
    assert (undone["is"], undone["copy"]) == ("conflict", copy)
    assert await Note.filter(deleted=False).values_list("id", "scope") == [(UUID(copy), "private")]


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
        await circles.refresh(db)
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
