"""What a device is told: everything it may see, once, and nothing else."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import msgspec
import pytest

from folkevalgt import database
from folkevalgt.models.note import LogHead, Note
from folkevalgt.models.person import Person
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.sync import pull, push, sight
from folkevalgt.sync.shapes import NoteContent
from tests.papers import document
from tests.sync.writing import Device, device

pytestmark = pytest.mark.anyio


async def seen(device: Device) -> set[str]:
    return {row["content"]["text"] for row in (await device.rows()).values()}


async def test_a_cursor_goes_on_where_it_was(anna):
    first = await anna.make("en")
    assert [row["id"] for row in await anna.pull()] == [first]
    assert await anna.pull() == []
    second = await anna.make("to")
    await anna.put(first, 1, text="en til")
    assert [(row["id"], row["ver"]) for row in await anna.pull()] == [(second, 2), (first, 3)]


async def test_an_idle_pull_is_one_small_answer(anna):
    await anna.make("en")
    await anna.pull()
    answer = await anna.visitor.get(f"/api/notes/pull?cursor={anna.cursor}")
    assert answer.json()["changes"] == []
    assert len(answer.content) + len(anna.cursor) < 800


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
async def test_pages_of_any_size_tell_the_same(anna, limit):
    ids = [await anna.make(f"nummer {at}") for at in range(7)]
    await anna.one("delete", ids[2], base=3)
    found, more = [], True
    while more:
        page = await anna.page(limit=limit)
        assert len(page["changes"]) <= limit
        found, anna.cursor, more = found + page["changes"], page["cursor"], page["more"]
    assert [row["id"] for row in found] == [id for id in ids if id != ids[2]]


async def test_a_page_is_bounded_by_its_bytes_too(anna, monkeypatch):
    monkeypatch.setattr(pull, "LARGEST", 1000)
    ids = [await anna.make("x" * 900) for _ in range(4)]
    page = await anna.page()
    assert (0 < len(page["changes"]) < 4, page["more"]) == (True, True)
    assert {row["id"] for row in await anna.pull()} == set(ids)


async def test_what_is_deleted_while_a_first_reading_is_under_way_is_told(anna):
    ids = [await anna.make(f"nummer {at}") for at in range(3)]
    page = await anna.page(limit=1)
    anna.cursor = page["cursor"]
    await anna.one("delete", ids[0], base=1)
    assert [(row["id"], row["deleted"]) for row in await anna.pull()][-1] == (ids[0], True)


async def test_a_tombstone_says_nothing_of_what_was_there(anna, berit, group):
    id = await anna.shared("Kanarifugl", *group)
    await berit.pull()
    await anna.one("delete", id, base=2)
    (row,) = await berit.pull()
    assert (row["id"], row["deleted"], row["content"], row["scope"]) == (id, True, None, group[0])
    assert row["created"] <= row["changed"]


async def test_a_tombstone_goes_only_to_those_who_could_see_the_note(anna, berit, group):
    id = await anna.make("privat")
    await berit.pull()
    await anna.one("delete", id, base=1)
    assert await berit.pull() == []
    assert [row["deleted"] for row in await anna.pull()] == []


async def test_a_colleague_sees_what_is_shared_and_only_that(anna, berit, group, visit):
    await anna.make("privat")
    await anna.shared("delt", *group)
    assert await seen(berit) == {"delt"}
    for name in ("ordforer", "sekretaer", "vara_3", "medlem_helse_2"):
        async with device(visit, name) as other:
            assert await seen(other) == set(), name


@pytest.mark.parametrize("hole", ["the circle", "the paper"])
async def test_a_statement_that_forgets_to_ask_would_show(anna, berit, group, visit, monkeypatch, hole):
    """The twin: without the question about the circle, or about the paper, somebody sees too much."""
    ours = {"the circle": "note.scope IN (SELECT", "the paper": "note.document_id IN (SELECT"}[hole]
    monkeypatch.setattr(sight, "SHARED", sight.SHARED.replace(ours, f"1 = 1 OR {ours}"))
    await anna.shared("delt", *group)
    found = set()
    for name in ("ordforer", "sekretaer", "vara_3"):
        async with device(visit, name) as other:
            found |= await seen(other)
    assert found == {"delt"}


async def test_a_colleague_without_the_paper_sees_nothing_on_it(anna, berit, group, package):
    await anna.shared("delt", *group)
    await berit.pull()
    await withdraw(package.id, "cli", "feil fil", (await document("framlegg")).id)
    assert (await berit.page())["reset"] == "scope"
    assert await seen(berit) == set()
    assert await seen(anna) == {"delt"}


async def test_who_leaves_the_group_begins_anew_without_the_others_notes(anna, berit, group, world):
    mine = await berit.make("mitt eget")
    await anna.shared("delt", *group)
    await berit.pull()
    await Person.filter(id=group[1]).update(party_group_id=None)
    async with database.write_tx() as db:
        await push.circles.refresh(db)
    page = await berit.page()
    assert (page["changes"], page["reset"], page["cursor"]) == ([], "scope", "")
    assert set(await berit.rows()) == {mine}


async def test_a_device_older_than_the_tombstones_begins_anew(anna):
    await anna.make("en")
    await anna.pull()
    second = await anna.make("to")
    await LogHead.all().update(seq=9, floor=8)
    assert (await anna.page())["reset"] == "too_old"
    assert second in await anna.rows()


async def test_a_first_reading_under_the_floor_is_not_begun_again_for_ever(anna):
    """It has no old tombstones to miss; else it would never end."""
    for at in range(4):
        await anna.make(f"nummer {at}")
    await LogHead.all().update(floor=3)
    page = await anna.page(limit=1)
    anna.cursor = page["cursor"]
    assert len(await anna.pull()) == 3


async def test_a_device_from_before_a_restored_backup_begins_anew(anna):
    await anna.make("en")
    await anna.pull()
    await LogHead.all().update(incarnation="etter")
    assert (await anna.page())["reset"] == "restored"


async def test_the_very_first_reader_of_an_empty_log_gets_a_cursor_that_lasts(anna):
    assert await anna.pull() == []
    id = await anna.make("en")
    assert [row["id"] for row in await anna.pull()] == [id]


async def test_a_name_that_changes_is_told_with_every_row(anna, world):
    await anna.make("en")
    await Person.filter(id=world.person("leder_oppvekst").id).update(name='Marit "Kvåle" Aas')
    assert [row["name"] for row in (await anna.rows()).values()] == ['Marit "Kvåle" Aas']


async def test_large_answers_are_gzipped_for_who_takes_it(anna):
    for at in range(20):
        await anna.make(f"nummer {at} " * 20)
    plain = await anna.visitor.get("/api/notes/pull", accept_encoding="identity")
    squeezed = await anna.visitor.get("/api/notes/pull", accept_encoding="gzip")
    assert (plain.headers.get("content-encoding"), squeezed.headers["content-encoding"]) == (None, "gzip")
    assert plain.json()["changes"] == squeezed.json()["changes"]
    assert int(squeezed.headers["content-length"]) * 4 < len(plain.content)
    assert {"private, no-store"} == {each.headers["cache-control"] for each in (plain, squeezed)}


async def test_nobody_signed_out_reads_or_writes(anna, visit):
    id = await anna.make("en")
    async with visit() as anyone:
        for path in ("/api/notes/pull", f"/api/notes/{id}/revisions", "/api/notes/circles"):
            assert (await anyone.get(path)).status_code == 401, path
        assert (await anyone.post("/api/notes/push", {})).status_code == 401
        assert (await anyone.get("/api/notes/push")).status_code == (await anyone.get("/api/sign-out")).status_code


async def test_readers_and_writers_at_once_miss_nothing(anna, visit):
    """A reader by cursor, while two devices of the same member write."""
    phone, tablet = Device(anna.visitor, anna.paper), Device(anna.visitor, anna.paper)

    async def write(device: Device) -> list[str]:
        return [await device.make(f"nummer {at}") for at in range(25)]

    writing = asyncio.gather(write(phone), write(tablet))
    found: set[str] = set()
    while not writing.done():
        found |= {row["id"] for row in await anna.pull()}
    found |= {row["id"] for row in await anna.pull()}
    assert found == {id for ids in await writing for id in ids}


async def test_what_moved_the_epoch_moves_only_that_person_s(anna, berit, group, world):
    await anna.pull()
    await berit.pull()
    async with database.write_tx() as db:
        await push.circles.bump(db, {group[1]})
    assert ((await anna.page())["reset"], (await berit.page())["reset"]) == (None, "scope")


async def test_a_note_is_told_whole(anna):
    """Every field comes back as it was sent, whatever script it is in."""
    content = {
        "page": 12,
        "quote": {"exact": "æøå 𝔉 שלום", "prefix": "«", "suffix": "»"},
        "place": {"start": 5, "end": 20},
        "geometry": {"quads": [[70.25, 700, 400, 700, 70.25, 688, 400, 688]]},
        "accepted": {"version": "a" * 64, "page": 13},
        "sort": "00012|000005|00688",
        "colour": "green",
        "text": "Hva\nkoster «det»? 😀",
        "tags": ["spørsmål", "økonomi"],
        "written": "2026-11-22T12:00:00+01:00",
        "paper": "PS 112/26 · IKT-plan",
    }
    id = str(uuid4())
    await anna.put(id, kind="highlight", **anna.paper, **content)
    told = (await anna.rows())[id]["content"]
    assert msgspec.convert(told, NoteContent) == msgspec.convert(content, NoteContent)
    assert await Note.filter(id=id, kind="highlight", version=anna.paper["version"]).exists()
