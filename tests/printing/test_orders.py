"""A member orders a print: what is taken, what is refused, what is kept, and who sees it."""

from __future__ import annotations

import base64
from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest

from folkevalgt import clock, database
from folkevalgt.identity import deletion
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.printing import PrintCount, PrintOrder
from folkevalgt.printing import orders
from folkevalgt.printing.counts import Figures, figures
from folkevalgt.printing.shapes import PrintOrderLine
from folkevalgt.worker import Worker
from tests.engines import ON_SQLITE
from tests.papers import item, meeting, paper, published
from tests.pdf import making
from tests.printing.ordering import basket, drawn, made, ordered, part, waiting

pytestmark = pytest.mark.anyio


@pytest.fixture
async def member(package, visit):
    async with visit("medlem_formannskap") as visitor:
        yield visitor


async def test_the_secretariat_sees_whose_it_is_and_how_much_and_never_what(member, package, visit, world):
    parts = [await part(), {"pages": [1, 2], "title": "Mine notater"}]
    id = await ordered(member, package, *parts, made=drawn("kanari", 2), with_notes=True)
    (line,) = await waiting(visit)
    assert line == (await member.get("/api/prints/mine")).json()["orders"][0]
    asked_at = line.pop("asked_at")
    assert abs(clock.datetime.fromisoformat(asked_at) - clock.now()) < timedelta(minutes=5)
    assert line == {
        "id": id,
        "name": world.person("medlem_formannskap").name,
        "package": str(package.id),
        "committee": "Formannskapet",
        "date": (clock.today() + timedelta(days=7)).isoformat(),
        "pages": 3,
        "sheets": 3,
        "with_notes": True,
        "lacking": 0,
        "ended": "",
    }


async def test_an_order_sent_twice_is_one_and_nobody_else_s(member, package, visit):
    asked = await basket(package)
    for _ in range(2):
        answer = await member.post("/api/prints", asked)
        assert msgspec.json.decode(answer.content, type=PrintOrderLine, strict=True).id == asked["id"]
    async with visit("ordforer") as other:
        assert (await other.post("/api/prints", asked)).status_code == 400
        assert (await other.get("/api/prints/mine")).json() == {"orders": []}
    assert (await PrintOrder.all().count(), await AuditEntry.filter(action="print_ordered").count()) == (1, 1)


async def test_what_is_to_be_printed_is_sealed_and_goes_when_it_is_done_called_off_or_old(
    member, package, visit, world, clock_at
):
    first, second, third = [await ordered(member, package, await part(title="kanari")) for _ in range(3)]
    for row in await database.ro().execute_query_dict("SELECT body FROM printorder"):
        assert b"kanari" not in bytes(row["body"])
    async with visit("sekretaer") as secretary:
        for _ in range(2):
            assert (await secretary.post(f"/api/prints/{first}/done")).status_code == 204
            assert (await member.post(f"/api/prints/{second}/call-off")).status_code == 204
        assert (await secretary.post(f"/api/prints/{second}/done")).json()["error"]["word"] == "order_ended"
        assert (await secretary.get(f"/api/prints/{second}/file")).status_code == 409
        assert (await member.post(f"/api/prints/{first}/call-off")).status_code == 409
    now = clock.now()
    for days, ended in ((13, ""), (15, "too_old")):
        clock_at(now + timedelta(days=days))
        await Worker(world.settings, world.files, world.key, nobody).tick()
        assert (await PrintOrder.get(id=third)).ended == ended
    assert await PrintOrder.exclude(body=None).count() == 0
    assert (await PrintCount.get()).id == (await PrintOrder.get(id=first)).id


async def test_a_deleted_person_leaves_no_order(member, package, world):
    await ordered(member, package)
    await deletion.delete("cli", world.person("medlem_formannskap").email)
    assert not await PrintOrder.all().exists()


async def nobody(people):
    """Has no app to be told."""


def locked() -> str:
    return base64.b64encode(making.locked("hemmelig")).decode()


REFUSED = {
    "another package": ({"package": str(uuid4())}, (404, "not_found")),
    "no package": ({"package": "x"}, (400, "bad_request")),
    "no id": ({"id": "x"}, (400, "bad_request")),
    "nothing": ({"parts": []}, (400, "bad_request")),
    "another paper": ({"version": "0" * 64}, (404, "paper_gone")),
    "no paper at all": ({"version": "x"}, (404, "paper_gone")),
    "page 0": ({"pages": [0]}, (400, "no_such_pages")),
    "page 2 of 1": ({"pages": [1, 2]}, (400, "no_such_pages")),
    "page 999": ({"pages": [999]}, (400, "no_such_pages")),
    "no pages": ({"pages": []}, (400, "bad_request")),
    "more than anybody reads": ({"pages": [1] * 5001}, (413, "too_large")),
    "a long label": ({"label": "x" * 201}, (400, "bad_request")),
    "a page of nothing": ({"version": ""}, (400, "no_such_pages")),
    "a drawing of nothing": ({"drawn": [1], "with_notes": True}, (400, "no_such_pages")),
    "a drawing nobody agreed to": ({"drawn": [1], "made": drawn("x")}, (400, "bad_request")),
    "drawings for other pages": ({"drawn": [1, 1], "made": drawn("x"), "with_notes": True}, (400, "bad_request")),
    "no base64": ({"made": "æ"}, (400, "bad_request")),
    "no PDF": ({"made": base64.b64encode(b"hei").decode()}, (422, "cannot_print")),
    "a locked PDF": ({"made": locked()}, (422, "cannot_print")),
    "three pages a sheet": ({"layout": {"per_sheet": 3}}, (400, "bad_request")),
}


@ON_SQLITE
async def test_what_cannot_be_printed_is_refused_with_its_word(member, package):
    for name, (change, due) in REFUSED.items():
        of_part = {key: value for key, value in change.items() if key in ("version", "pages", "label", "drawn")}
        asked = await basket(package, await part(**of_part))
        answer = await member.post("/api/prints", asked | {key: change[key] for key in set(change) - set(of_part)})
        assert (answer.status_code, answer.json()["error"]["word"]) == due, name
    assert not await PrintOrder.all().exists()


@ON_SQLITE
async def test_only_papers_of_that_package_that_one_has_now(member, package, visit, world):
    other = await published(world, meeting(item("k", 1, paper("k1")), committee="Kommunestyret"), "kommunestyret")
    for package_of, source in ((package, "hemmelig"), (package, "k1"), (other, "framlegg")):
        answer = await member.post("/api/prints", await basket(package_of, await part(source)))
        assert answer.json()["error"]["word"] == "paper_gone", source
    for who in ("medlem_helse_2", "vara_2"):
        async with visit(who) as stranger:
            assert (await stranger.post("/api/prints", await basket(package))).status_code == 404


async def whatever(package, person, names, theirs):
    return {name: orders.Paper(9, 9) for name in names}


@ON_SQLITE
async def test_any_paper_could_be_ordered_without_that_question(member, package, monkeypatch):
    monkeypatch.setattr(orders, "printable", whatever)
    assert (await member.post("/api/prints", await basket(package, await part("hemmelig")))).status_code == 200


@ON_SQLITE
async def test_nobody_but_the_secretariat_prints_and_nobody_but_its_member_calls_off(member, package, visit):
    id = await ordered(member, package)
    for who, status in ((None, 401), ("ordforer", 403), ("medlem_formannskap", 403)):
        async with visit(who) as visitor:
            for path in ("/api/prints", f"/api/prints/{id}/file"):
                assert (await visitor.get(path)).status_code == status, (who, path)
            assert (await visitor.post(f"/api/prints/{id}/done")).status_code == status
    for who in ("ordforer", "sekretaer"):
        async with visit(who) as visitor:
            assert (await visitor.post(f"/api/prints/{id}/call-off")).status_code == 404
    assert [each["id"] for each in await waiting(visit)] == [id]
    for path in ("file", "done"):
        async with visit("sekretaer") as secretary:
            ask = secretary.get if path == "file" else secretary.post
            assert (await ask(f"/api/prints/{uuid4()}/{path}")).status_code == 404


@ON_SQLITE
async def test_there_is_an_end_to_how_many_may_wait(member, package, monkeypatch):
    monkeypatch.setattr(orders, "OPEN_AT_ONCE", 1)
    id = await ordered(member, package)
    again = await member.post("/api/prints", await basket(package))
    assert again.json()["error"]["word"] == "too_many_prints"
    await member.post(f"/api/prints/{id}/call-off")
    await ordered(member, package)


async def test_the_pilot_is_told_how_much_and_never_what(member, package, visit):
    told = {"id": str(uuid4()), "pages": 14, "of_pages": 312, "sheets": 7}
    for _ in range(2):
        assert (await member.post("/api/prints/counts", told)).status_code == 204
    assert await figures("device") == Figures(1, 14, 7, 298)
    id = await ordered(member, package, await part(), {"pages": [1], "title": "Saksliste"}, made=drawn("x"))
    await made(visit, id)
    async with visit("sekretaer") as secretary:
        await secretary.post(f"/api/prints/{id}/done")
    assert await figures("town_hall") == Figures(1, 2, 2, 0)
    for wrong in ({"id": "x"}, {"pages": 0}, {"sheets": -1}, {"person": "x"}):
        assert (await member.post("/api/prints/counts", told | wrong)).status_code == 400
    assert set(PrintCount._meta.fields_map) == {"id", "day", "place", "pages", "of_pages", "sheets"}
