"""Assemble, preview, publish, withdraw: what is frozen, what is said of the difference, and what is refused."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from folkevalgt import audit, clock, database, deliveries
from folkevalgt.errors import Refusal
from folkevalgt.identity import enrolment
from folkevalgt.jobs import Job
from folkevalgt.models import manifest
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Delivery, Package, Publication
from folkevalgt.publishing.assemble import Draft, anything_new, assemble, differences
from folkevalgt.publishing.preview import preview
from folkevalgt.publishing.publish import publish
from folkevalgt.publishing.withdraw import withdraw
from tests.papers import BASIS, document, harvested, item, meeting, paper, plan, published
from tests.world import World

pytestmark = pytest.mark.anyio


def supplement() -> dict[str, Any]:
    """The plan in a new version, and an item that came late."""
    newer = item("plan", 112, paper("framlegg", "IKT-plan", version=2))
    return meeting(newer, item("sent", 114, paper("sent", "Sen sak")))


async def draft(package: Package) -> Draft:
    return await assemble(database.ro(), package.id)


async def content(package: Package, revision: int) -> manifest.Manifest:
    row = await Publication.get(package_id=package.id, revision=revision)
    return msgspec.json.decode(row.content, type=manifest.Manifest)


def marks(content: manifest.Manifest) -> dict[str, tuple[str, ...]]:
    return {each.title: each.marks for each in (*content.items, *content.documents)}


async def second_revision(world: World) -> Package:
    package = await published(world, plan())
    await harvested(world, supplement(), "ettersending", framlegg="IKT-plan, rettet")
    return package


async def test_a_first_publication_marks_nothing(world, package):
    first = await content(package, 1)
    assert set(marks(first).values()) == {()}
    assert [each.number for each in first.items] == ["PS 112/26", "PS 113/26"]
    assert first.published_at.startswith(clock.today().isoformat())


async def test_papers_come_in_reading_order_those_of_the_meeting_first(world):
    told = meeting(
        item("b", 2, paper("b1"), paper("b2")), item("a", 1, paper("a1")), documents=[paper("inn", kind="Innkalling")]
    )
    found = (await draft(await harvested(world, told))).content
    assert [each.title for each in found.documents] == ["Papir inn", "Papir b1", "Papir b2", "Papir a1"]
    assert [each.title for each in found.items] == ["Sak b", "Sak a"]


async def test_a_supplement_marks_what_changed_and_nothing_else(world):
    package = await second_revision(world)
    await publish(package.id, "cli", change_note="Rettet plan")
    second = await content(package, 2)
    assert {title: mark for title, mark in marks(second).items() if mark} == {
        "IKT-plan": ("changed",),
        "Sak plan": ("changed",),
        "Sak sent": ("new", "supplement"),
        "Sen sak": ("new", "supplement"),
    }
    assert second.change_note == "Rettet plan"


async def test_a_supplement_stays_a_supplement_after_it_is_no_longer_new(world):
    package = await second_revision(world)
    await publish(package.id, "cli")
    await harvested(world, meeting(item("tredje", 115, paper("tredje"))), "tredje")
    third = marks((await draft(package)).content)
    assert (third["Sen sak"], third["Sak tredje"], third["IKT-plan"]) == (("supplement",), ("new", "supplement"), ())


async def test_the_difference_is_told_in_the_agendas_order(world):
    package = await second_revision(world)
    assert differences(await draft(package)) == [
        ("new", "PS 114/26 Sak sent"),
        ("changed", "PS 112/26 · IKT-plan"),
        ("new", "PS 114/26 · Sen sak"),
    ]


async def test_what_the_archive_withdrew_and_what_is_missing_are_told(world):
    await published(world, meeting(item("a", 1, paper("a1"), paper("a2"))))
    told = meeting(item("a", 1, paper("a1"), {"id": "a3", "kind": "Vedlegg", "title": "Kart"}))
    package = await harvested(world, told | {"withdrawn": ["a2"]}, "rettet")
    found = differences(await draft(package))
    assert ("missing", "PS 1/26 · Kart") in found
    assert ("withdrawn", "Papir a2") in found


async def test_there_is_nothing_to_publish_twice(world, package):
    assert not anything_new(await draft(package))
    with pytest.raises(Refusal, match="nothing_to_publish"):
        await publish(package.id, "cli")


async def test_the_same_delivery_again_is_nothing_new(world, package):
    await harvested(world, plan(), "samme igjen")
    assert not anything_new(await draft(package))


async def test_what_changed_since_it_was_looked_at_is_not_published(world):
    package = await harvested(world, plan())
    seen = (await draft(package)).state
    await harvested(world, supplement(), "ettersending")
    with pytest.raises(Refusal, match="stale") as refused:
        await publish(package.id, "cli", seen)
    assert (refused.value.status, await Publication.all().count()) == (409, 0)
    assert (await publish(package.id, "cli", (await draft(package)).state)).revision == 1


@pytest.mark.parametrize("act", [lambda name: publish(name, "cli"), lambda name: withdraw(name, "cli", "feil")])
async def test_a_package_that_is_none_is_said_so(world, act):
    with pytest.raises(Refusal, match="no_such_package"):
        await act(uuid4())


@pytest.mark.parametrize("room", [(deliveries, "refresh"), (audit, "record"), (Notice, "bulk_create")])
async def test_a_publication_that_fails_leaves_nothing(world, monkeypatch, room):
    package = await harvested(world, plan())

    async def fails(*given: object, **also: object) -> None:
        raise ZeroDivisionError

    there = await Job.all().count(), await AuditEntry.all().count()
    monkeypatch.setattr(*room, fails)
    with pytest.raises(ZeroDivisionError):
        await publish(package.id, "cli")
    left = [await table.all().count() for table in (Publication, Delivery, Notice, Job, AuditEntry)]
    assert left == [0, 0, 0, *there]


async def test_everyone_who_has_it_is_to_be_told_once(world, package):
    assert await Notice.all().count() == await Delivery.filter(package_id=package.id).count()
    assert {row.kind for row in await Notice.all()} == {"package"}


async def test_two_who_publish_at_once_publish_once(world):
    package = await harvested(world, plan())
    answers = await asyncio.gather(*(publish(package.id, "cli") for _ in range(3)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in answers) == ["Publication", "Refusal", "Refusal"]
    assert {each.word for each in answers if isinstance(each, Refusal)} <= {"nothing_to_publish", "stale"}


async def test_who_is_seated_while_a_package_is_published_has_it(world, package):
    await harvested(world, supplement(), "ettersending")
    seat = enrolment.Seat("Formannskapet", "member", clock.today())
    await asyncio.gather(
        publish(package.id, "cli"), enrolment.enrol("cli", "ny@agnesund.example", "Ny Medlem", seat=seat)
    )
    given = Delivery.filter(package_id=package.id)
    assert await given.count() == await given.filter(manifest__publication__revision=2).count()
    assert await given.filter(person__email="ny@agnesund.example").exists()


async def test_the_preview_is_what_each_role_then_gets(world):
    package = await harvested(world, plan())
    state, views = await preview(database.ro(), package.id)
    assert state == (await draft(package)).state
    seen = {view.role.value: [(sees.value, why.value) for _, sees, why in view.documents] for view in views}
    assert set(seen) == {"secretariat", "chair", "deputy_chair", "member", "youth_council", "deputy", "public"}
    for role, documents in seen.items():
        treats = role not in ("youth_council", "deputy", "public")
        assert documents == [("whole", "open"), ("whole", "treats") if treats else ("title", "exempt")], role
    assert next(view.people for view in views if view.role == "chair") == [world.person("ordforer").name]


async def test_a_whole_item_that_is_exempt_takes_its_papers_with_it(world):
    told = meeting(item("a", 1, paper("a1"), paper("a2"), exemption=BASIS))
    found = (await draft(await harvested(world, told))).content
    assert all(each.exemption and each.exemption.legal_basis == BASIS["legal_basis"] for each in found.documents)


async def test_withdrawing_is_logged_with_who_had_it_and_tells_their_apps(world, package):
    await Job.all().delete()
    await withdraw(package.id, "cli", "feil fil", (await document("framlegg")).id)
    job = await Job.get(kind="pull")
    assert len(job.args["people"]) == await Delivery.filter(package_id=package.id).count()
    assert await AuditEntry.filter(action="withdraw").count() == 1


async def test_a_paper_of_another_package_cannot_be_withdrawn_from_this_one(world):
    await harvested(world, plan())
    other = await harvested(world, meeting(item("b", 1, paper("b1")), committee="Kommunestyret"), "andre")
    with pytest.raises(Refusal, match="not_found"):
        await withdraw(other.id, "cli", "feil", (await document("framlegg")).id)


async def test_what_is_withdrawn_already_is_stale(world, package):
    await withdraw(package.id, "cli", "feil")
    with pytest.raises(Refusal, match="stale"):
        await withdraw(package.id, "cli", "feil")
    assert (await publish(package.id, "cli")).revision == 2  # and it can be given out anew
