"""Who has a package: by person and device, whom to ring, telling once more, and the time limit for the summons."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import msgspec
import pytest

from folkevalgt import clock
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Package, Publication
from folkevalgt.receipts.grid import grid
from tests.papers import item, meeting, paper, published

pytestmark = pytest.mark.anyio


async def told(visitor, package) -> dict:
    return (await visitor.get(f"/api/packages/{package.id}/receipts")).json()


def line(grid: dict, name: str) -> dict:
    return next(each for each in grid["people"] if each["name"] == name)


async def confirm(visitor, what: str = "received") -> None:
    name = (await visitor.get("/api/papers")).json()["papers"][0]["manifest"]
    assert (await visitor.post("/api/receipts", {"manifest": name, "what": what})).status_code == 204


async def test_each_device_has_its_own_receipt(world, visit, planned):
    package, name = await world.package(), world.person("ordforer").name
    async with visit("sekretaer") as desk, visit("ordforer") as laptop, visit("ordforer"):
        await confirm(laptop)
        found = line(await told(desk, package), name)
    assert sorted(bool(device["received_at"]) for device in found["devices"]) == [False, True]
    assert (bool(found["received_at"]), found["opened_at"]) == (True, None)


async def test_a_receipt_of_an_earlier_revision_is_none_of_the_present_one(world, visit, planned):
    package, name = await world.package(), world.person("ordforer").name
    async with visit("sekretaer") as desk, visit("ordforer") as laptop:
        await confirm(laptop)
        await published(world, meeting(item("ny", 114, paper("nytt"))), "ettersending")
        found = line(await told(desk, package), name)
        assert not found["received_at"]
        assert not any(device["received_at"] for device in found["devices"])


async def test_whom_to_ring_stands_first_once_the_hours_are_over(world, visit, planned):
    package = await world.package()
    async with visit("sekretaer") as desk, visit("ordforer") as laptop:
        assert not any(each["ring"] for each in (await told(desk, package))["people"])
        await confirm(laptop)
        hours = timedelta(hours=world.settings.ring_hours, seconds=1)
        await Publication.filter(package_id=package.id).update(published_at=clock.now() - hours)
        people = (await told(desk, package))["people"]
    ring = [each["name"] for each in people if each["ring"]]
    assert ring == [each["name"] for each in people[: len(ring)]]
    assert ring
    assert world.person("ordforer").name not in ring
    assert world.person("sekretaer").name not in ring


async def test_told_once_more_is_a_new_notice_and_twice_in_a_minute_is_one(world, visit, planned):
    package, who = await world.package(), world.person("ordforer")
    mine = Notice.filter(person_id=who.id, package_id=package.id)
    async with visit("sekretaer") as desk, visit("ordforer") as member:
        at = f"/api/packages/{package.id}/receipts/again"
        people = {"people": [str(who.id), str(world.person("medlem_helse_2").id)]}
        assert (await desk.post(at, people)).json() == {"people": 1}  # the other has not been given it
        await desk.post(at, people)
        assert await mine.count() == 2
        assert (await member.post(at, people)).status_code == 403
        assert (await member.get(f"/api/packages/{package.id}/receipts")).status_code == 403


@pytest.mark.parametrize(
    ("days", "published", "state"),
    [(7, True, "met"), (6, True, "late"), (7, False, "waiting"), (6, False, "missed")],
)
async def test_the_time_limit_for_the_summons_is_told(world, planned, days, published, state):
    package = await world.package()
    await Meeting.filter(id=package.meeting_id).update(date=clock.today() + timedelta(days=days))
    if not published:
        await Publication.filter(package_id=package.id).delete()
    found = await grid(msgspec.structs.replace(world.settings, summons_days=7), package.id)
    assert found.summons
    assert found.summons.state == state


async def test_the_export_opens_in_a_spreadsheet_and_runs_nothing(world, visit, planned):
    package, who = await world.package(), world.person("ordforer")
    await type(who).filter(id=who.id).update(name="=HYPERLINK(1)")
    async with visit("sekretaer") as desk:
        answer = await desk.get(f"/api/packages/{package.id}/receipts/export")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1)" in [row["Navn"] for row in rows]
    assert len(rows) == len((await grid(world.settings, package.id)).people)


async def test_nobody_is_told_of_what_is_not_published(world, visit, planned):
    package = await world.package()
    await Package.filter(id=package.id).update(withdrawn_at=clock.now())
    async with visit("sekretaer") as desk:
        answer = await desk.post(f"/api/packages/{package.id}/receipts/again", {"people": [str(package.id)]})
    assert (answer.status_code, answer.json()["error"]["word"]) == (409, "not_published")
