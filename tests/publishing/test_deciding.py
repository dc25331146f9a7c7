"""What was decided: typed or harvested, sealed where it is exempt, and out with the minutes."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec
import pytest

from folkevalgt import access, database, deliveries
from folkevalgt.archive import sealing
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Delivery, Manifest
from folkevalgt.publishing import exempting
from folkevalgt.publishing.publish import publish
from tests.papers import BASIS, harvested, item, meeting, paper, plan

pytestmark = pytest.mark.anyio

TEXT = "Planen vedtas.\nKanarifugl i vedtaket."


async def decide(visitor: Any, package: Any, source_id: str, text: str) -> Any:
    row = await AgendaItem.get(source_id=source_id)
    there = (await visitor.get(f"/api/packages/{package.id}/decisions")).json()["lines"]
    ver = next(each["ver"] for each in there if each["item"] == str(row.id))
    sent = {"decisions": [{"item": str(row.id), "text": text, "ver": ver}]}
    return await visitor.post(f"/api/packages/{package.id}/decisions", sent)


async def list_of(world, name: str) -> dict[str, Any]:
    """The newest list of a person's, items by number."""
    row = await Delivery.get(person_id=world.person(name).id)
    listed = msgspec.json.decode(gzip.decompress((await Manifest.get(sha256=row.manifest_id)).body))
    return {each["number"]: each for each in listed["items"]} | {"meeting": listed["meeting"]}


async def test_what_was_decided_comes_with_the_minutes(world, visit, package):
    async with visit("sekretaer") as sekretaer:
        assert (await decide(sekretaer, package, "plan", TEXT)).status_code == 200
        assert (await list_of(world, "ordforer"))["PS 112/26"]["decision"] == ""
        made = await publish(package.id, "cli")
        assert (await sekretaer.get("/api/packages")).json()["meetings"][0]["stage"] == "minutes"
    listed = await list_of(world, "ordforer")
    assert (made.kind, listed["PS 112/26"]["decision"]) == ("minutes", TEXT)
    assert listed["meeting"]["status"] == "minutes_published"
    assert await Notice.filter(kind="minutes", person_id=world.person("ordforer").id).count() == 1


async def test_an_exempt_decision_is_sealed_and_told_of_without_its_words(world, visit, package):
    async with visit("sekretaer") as sekretaer:
        await decide(sekretaer, package, "personal", TEXT)
        line = (await sekretaer.get(f"/api/packages/{package.id}/decisions")).json()["lines"][1]
    assert (line["exempt"], line["written"], line["text"]) == (True, True, "")
    row = await AgendaItem.get(source_id="personal")
    assert row.decision == ""
    assert world.key.open(row.sealed_decision, f"decision {row.id}").decode() == TEXT
    await publish(package.id, "cli")
    for name in ("ordforer", "ungdomsrad_medlem"):
        told = (await list_of(world, name))["PS 113/26"]
        assert (told["decision"], told["decided"]) == ("", True)


async def decided_and_exempted(world, visit, package):
    async with visit("sekretaer") as sekretaer:
        await decide(sekretaer, package, "plan", TEXT)
    await publish(package.id, "cli")
    row = await AgendaItem.get(source_id="plan")
    async with database.write_tx() as db:
        basis = {"code": "", "legal_basis": "Offl. § 13", "until": None}
        await exempting.exempt(db, package, row.id, None, **basis, by="cli")
        await deliveries.refresh(db, package.id)
    return row


async def test_a_decision_that_became_exempt_leaves_every_list_and_is_sealed(world, visit, package):
    row = await decided_and_exempted(world, visit, package)
    assert (await list_of(world, "ungdomsrad_medlem"))["PS 112/26"]["decision"] == ""
    await sealing.seal(world.files, world.key, package.meeting_id)
    await row.refresh_from_db()
    assert row.decision == ""
    assert row.sealed_decision
    async with database.write_tx() as db:
        await exempting.lift(db, package, row.id, None, reason="feil", by="cli")
    await sealing.unseal(world.files, world.key, {"package": str(package.id), "items": [str(row.id)], "documents": []})
    await row.refresh_from_db()
    assert (row.decision, row.sealed_decision) == (TEXT, None)


async def test_the_test_sees_a_list_that_keeps_the_exempt_decision(world, visit, package, monkeypatch):
    """The twin: with a narrowing that forgets decisions, the words stay."""
    narrow = deliveries.narrow

    def forgetful(content, reader, limits):
        told = {each.id: each.decision for each in content.items}
        listed = narrow(content, reader, limits)
        items = tuple(msgspec.structs.replace(each, decision=told[each.id]) for each in listed.items)
        return msgspec.structs.replace(listed, items=items)

    monkeypatch.setattr(deliveries, "narrow", forgetful)
    await decided_and_exempted(world, visit, package)
    assert (await list_of(world, "ungdomsrad_medlem"))["PS 112/26"]["decision"] == TEXT
    assert access.Role.YOUTH_COUNCIL in access.DELIVERED_TO


async def test_nobody_writes_over_a_decision_they_have_not_seen(visit, package):
    async with visit("sekretaer") as sekretaer:
        row = await AgendaItem.get(source_id="plan")
        ver = (await sekretaer.get(f"/api/packages/{package.id}/decisions")).json()["lines"][0]["ver"]
        await decide(sekretaer, package, "plan", "Først")
        sent = {"decisions": [{"item": str(row.id), "text": "Sist", "ver": ver}]}
        answer = await sekretaer.post(f"/api/packages/{package.id}/decisions", sent)
    assert (answer.status_code, answer.json()["error"]["word"]) == (409, "stale")


async def test_decisions_come_from_the_archive_until_a_person_writes_one(world, visit):
    told = meeting(
        item("a", 1, paper("a1"), decision="Vedtatt.\n\nEnstemmig."), item("b", 2, exemption=BASIS, decision="B")
    )
    package = await harvested(world, told)
    first, second = [await AgendaItem.get(source_id=each) for each in "ab"]
    assert (first.decision, first.decision_by, second.decision) == ("Vedtatt.\n\nEnstemmig.", "archive", "")
    assert world.key.open(second.sealed_decision, f"decision {second.id}") == b"B"
    async with visit("sekretaer") as sekretaer:
        await decide(sekretaer, package, "a", "Skrevet her")
    await harvested(world, told, "igjen")
    await first.refresh_from_db()
    assert first.decision == "Skrevet her"


async def test_a_delivery_that_tells_no_decision_takes_none_away(world, package):
    await AgendaItem.filter(source_id="plan").update(decision="Vedtatt", decision_by="archive")
    await harvested(world, plan(), "igjen")
    assert (await AgendaItem.get(source_id="plan")).decision == "Vedtatt"


async def test_an_identity_number_in_a_decision_stops_at_the_gate(visit, package):
    async with visit("sekretaer") as sekretaer:
        await decide(sekretaer, package, "plan", "Gjelder 01010750160")
        found = (await sekretaer.get(f"/api/packages/{package.id}/gate")).json()["findings"]
    assert [each["title"] for each in found] == ["Sak plan"]


async def test_who_treats_an_exempt_item_opens_its_decision_when_it_is_published_and_nobody_else(world, visit, package):
    async with visit("sekretaer") as sekretaer, visit("ordforer") as ordforer, visit("ungdomsrad_medlem") as reader:
        await decide(sekretaer, package, "personal", TEXT)
        assert (await ordforer.get("/api/vault")).json()["decisions"] == {}
        await publish(package.id, "cli")
        row = await AgendaItem.get(source_id="personal")
        assert (await ordforer.get("/api/vault")).json()["decisions"] == {str(row.id): TEXT}
        assert (await reader.get("/api/vault")).json()["decisions"] == {}
