"""What each person decides of their own notices, and that nobody decides or reads another's."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from folkevalgt import clock, crypto, database, notices
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.device import Session
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import Follow, Notice, PushSubscription, Sending
from folkevalgt.notifications import planning
from folkevalgt.preferences import follows
from tests.engines import ON_SQLITE
from tests.notifications.pushing import Browser
from tests.papers import item, meeting, paper, published

pytestmark = pytest.mark.anyio
CHROME = "https://jmt17.google.com/fcm/send/"
CHOSEN = {"choices": {}, "quiet_from": "", "quiet_to": "", "digest_at": "", "invitations": False}


def here(endpoint: str = CHROME + "abc", **other: str) -> dict[str, str]:
    browser = Browser(endpoint, "-").address
    return {"endpoint": endpoint, "p256dh": browser.p256dh, "auth": browser.auth} | other


async def test_a_device_subscribes_each_morning_and_stands_there_once(world, visit):
    async with visit("ordforer") as me:
        for _ in range(2):
            assert (await me.post("/api/me/push", here())).status_code == 204
        (device,) = (await me.get("/api/me/notices")).json()["devices"]
        assert (device["here"], device["trouble"], device["heard_at"]) == (True, "", None)
        assert (await me.post("/api/me/push/gone", {})).status_code == 204
        assert (await me.get("/api/me/notices")).json()["devices"] == []


async def test_where_a_device_is_pushed_to_lies_sealed(world, visit):
    async with visit("ordforer") as me:
        await me.post("/api/me/push", here())
    row = await PushSubscription.get()
    assert b"google" not in bytes(row.address)
    assert b"google" in world.key.open(row.address, f"push {row.endpoint_hash}")


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (here("https://push.evil.example/abc"), "unknown_push_service"),
        (here("http://169.254.169.254/latest"), "unknown_push_service"),
        (here(p256dh="AAAA"), "bad_request"),
        (here(p256dh=crypto.base64url(b"\x04" + bytes(64))), "bad_request"),
        (here(auth="AAAA"), "bad_request"),
    ],
)
async def test_only_browsers_own_push_offices_and_real_keys_are_taken(world, visit, bad, word):
    async with visit("ordforer") as me:
        answer = await me.post("/api/me/push", bad)
    assert answer.json()["error"]["word"] == word
    assert not await PushSubscription.exists()


async def test_a_hole_for_any_address_is_found(world, visit, monkeypatch):
    monkeypatch.setattr("folkevalgt.addresses.push_target", lambda endpoint, own: endpoint)
    async with visit("ordforer") as me:
        assert (await me.post("/api/me/push", here("http://169.254.169.254/latest"))).status_code == 204


async def test_a_browser_that_changes_hands_gets_nothing_of_the_first_persons(world, visit, package):
    async with visit("ordforer") as me:
        await me.post("/api/me/push", here())
    await planning.plan(world.settings)
    assert await Sending.filter(channel="push").count() == 1
    async with visit("medlem_formannskap") as other:
        await other.post("/api/me/push", here())
    assert await Sending.filter(channel="push").count() == 0
    assert (await PushSubscription.get()).person_id == world.person("medlem_formannskap").id


async def newest(world, name: str = "ordforer") -> Notice:
    return await Notice.filter(person_id=world.person(name).id).first()


async def test_a_notice_says_which_meeting_and_nothing_of_what_is_treated(world, visit, package):
    async with visit("ordforer") as me:
        shown = (await me.get(f"/api/notices/{(await newest(world)).id}")).json()
    assert (shown["kind"], shown["committee"], shown["package"]) == ("package", "Formannskapet", str(package.id))
    assert not [word for word in ("IKT", "Kari", "112") if word in str(shown)]


async def test_a_meeting_where_all_is_closed_is_not_named(world, visit, package):
    await AgendaItem.all().update(closed=True)
    async with visit("ordforer") as me:
        assert (await me.get(f"/api/notices/{(await newest(world)).id}")).json()["committee"] == ""


async def test_nobody_reads_anothers_notice(world, visit, package):
    async with visit("medlem_formannskap") as other:
        mine, none = [await other.get(f"/api/notices/{each}") for each in ((await newest(world)).id, uuid4())]
    assert (mine.status_code, mine.content) == (404, none.content)
    async with visit() as nobody:
        assert (await nobody.get(f"/api/notices/{(await newest(world)).id}")).status_code == 401


async def test_a_device_without_its_person_is_told_of_no_other_things(world, visit, package):
    await Notice.all().update(subject=str(uuid4()))
    async with visit("ordforer") as me:
        await Session.all().update(kind="device")
        shown = (await me.get(f"/api/notices/{(await newest(world)).id}")).json()
        assert (shown["subject"], shown["kind"]) == ("", "package")
        assert (await me.get("/api/me/notices")).status_code == 401
        assert (await me.get("/api/push/key")).json()["key"] == crypto.vapid_key(world.settings).public


async def pushed(world, visit) -> Sending:
    async with visit("ordforer") as me:
        await me.post("/api/me/push", here())
    await planning.plan(world.settings)
    return await Sending.get(channel="push")


async def test_whoever_has_a_pushs_name_confirms_it_and_again_changes_nothing(world, visit, package):
    row = await pushed(world, visit)
    async with visit() as device:
        for _ in range(2):
            assert (await device.post(f"/api/notices/{row.id}/confirm")).status_code == 204
    assert (await Sending.get(id=row.id)).ended == "confirmed"
    assert (await PushSubscription.get()).heard_at
    assert (await Notice.get(id=row.notice_id)).confirmed_at


async def test_nobody_confirms_a_notice_by_its_own_name_but_its_person(world, visit, package):
    notice = await newest(world)
    for name in (None, "medlem_formannskap"):
        async with visit(name) as other:
            assert (await other.post(f"/api/notices/{notice.id}/confirm")).status_code == 204
    assert (await Notice.get(id=notice.id)).confirmed_at is None
    async with visit("ordforer") as me:
        await me.post(f"/api/notices/{notice.id}/confirm")
    assert (await Notice.get(id=notice.id)).confirmed_at


async def test_choices_are_kept_and_what_is_usual_takes_no_room(world, visit):
    wanted = CHOSEN | {"choices": {"case": "none", "package": "push"}, "quiet_from": "22:00", "quiet_to": "07:00"}
    async with visit("ordforer") as me:
        assert (await me.post("/api/me/notices/choices", wanted)).json()["choices"] == {"case": "none"}
        mine = (await me.get("/api/me/notices")).json()
    assert mine["choices"]["quiet_from"] == "22:00"
    assert {each["kind"]: each["how"] for each in mine["kinds"]}["case"] == "none"
    assert "not_published" not in {each["kind"] for each in mine["kinds"]}
    assert await AuditEntry.filter(action="notice_choices").count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"choices": {"called_in": "none"}},
        {"choices": {"weather": "push"}},
        {"choices": {"package": "pigeon"}},
        {"quiet_from": "22:00"},
        {"quiet_from": "24:00", "quiet_to": "07:00"},
        {"digest_at": "7"},
    ],
)
async def test_choices_that_cannot_be_are_refused(world, visit, bad):
    async with visit("ordforer") as me:
        assert (await me.post("/api/me/notices/choices", CHOSEN | bad)).status_code == 400


async def test_the_secretariat_chooses_for_its_own_kinds_too(world, visit):
    async with visit("sekretaer") as me:
        assert "not_published" in {each["kind"] for each in (await me.get("/api/me/notices")).json()["kinds"]}


async def test_a_test_is_told_once_however_often_it_is_pressed(world, visit, clock_at):
    clock_at(clock.now().replace(second=1))
    async with visit("ordforer") as me:
        for _ in range(3):
            assert (await me.post("/api/me/notices/test")).status_code == 204
    assert await Notice.filter(kind="test").count() == 1


@pytest.fixture
async def case(world) -> AgendaItem:
    await published(world, meeting(item("plan", 112, paper("framlegg"), case={"number": "2026/318"})))
    return await AgendaItem.get(source_id="plan")


async def test_a_case_is_followed_from_its_item_and_let_go(world, visit, case):
    async with visit("ordforer") as me:
        for _ in range(2):
            assert (await me.post("/api/follows", {"item": str(case.id)})).status_code == 204
        (line,) = (await me.get("/api/follows")).json()["follows"]
        assert (line["case"], line["items"]) == (str(case.case_id), [str(case.id)])
        await me.post("/api/follows/remove", {"case": line["case"]})
        assert (await me.get("/api/follows")).json()["follows"] == []


async def test_nobody_follows_what_they_have_not_been_given(world, visit, case):
    async with visit("medlem_helse") as other:
        hidden, none = [await other.post("/api/follows", {"item": str(each)}) for each in (case.id, uuid4())]
    assert (hidden.status_code, hidden.content) == (404, none.content)
    assert not await Follow.exists()


@ON_SQLITE
async def test_a_hole_in_what_may_be_followed_is_found(world, visit, case, monkeypatch):
    async def every(person: UUID, meetings: set[UUID]) -> set[str]:
        return {str(case.id)}

    monkeypatch.setattr(follows, "_items", every)
    async with visit("medlem_helse") as other:
        assert (await other.post("/api/follows", {"item": str(case.id)})).status_code == 204


async def test_one_thing_is_told_to_a_person_once(world, package):
    async with database.write_tx() as db:
        for _ in range(2):
            await notices.order(db, "moved", [world.person("ordforer").id] * 2, "samme", package=package.id)
    assert await Notice.filter(kind="moved").count() == 1
