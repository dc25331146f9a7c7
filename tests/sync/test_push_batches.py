"""How pushes are taken in: by whom, how many at a time, and who is told."""

from __future__ import annotations

from uuid import uuid4

import pytest

from folkevalgt.models.note import LogClient, Note
from folkevalgt.sync import push
from tests.sync.writing import device

pytestmark = pytest.mark.anyio


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
