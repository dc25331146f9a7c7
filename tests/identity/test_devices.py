"""A device comes back by its own key for ciphertext alone, and what is taken away has nothing at the next request."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest

from folkevalgt import audit, clock, crypto
from folkevalgt.identity import devices, sessions, sweeping
from folkevalgt.jobs import Job
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.device import Device, KeyGiven, Passkey, Session, SignInLink
from tests.engines import ON_SQLITE
from tests.identity.devices import Browser, registered, signed
from tests.papers import at, version

pytestmark = pytest.mark.anyio
NOW = at("2026-11-22 12:00:00")


async def prove(visitor, proof):
    visitor.client.cookies.clear()
    return await visitor.post("/api/devices/prove", proof)


async def test_after_its_session_a_device_comes_back_for_lists_and_ciphertext_alone(world, visit, package, clock_at):
    clock_at(NOW)
    async with visit("ordforer") as ordforer:
        browser, device = await registered(ordforer), (await signed(ordforer)).device
        clock_at(NOW + timedelta(days=3))
        assert (await ordforer.get("/api/papers")).status_code == 401
        assert (await prove(ordforer, browser.proof(device))).status_code == 204
        sealed = await version("hemmelig")
        clock_at(NOW + timedelta(days=3, hours=7))  # nobody sits there, and it is not asked to be in use
        for path in ("/api/papers", "/api/me", f"/files/{sealed.sha256}"):
            assert (await ordforer.get(path)).status_code == 200, path
        for path in ("/api/vault", "/api/notes/pull", "/api/devices", "/api/me/access", "/api/search?q=plan"):
            assert (await ordforer.get(path)).status_code == 401, path
        assert (await ordforer.post("/api/openings", {"file": sealed.sha256, "at": ""})).status_code == 401
        clock_at(NOW + timedelta(days=3, hours=8))
        assert (await ordforer.get("/api/papers")).status_code == 401


@ON_SQLITE
@pytest.mark.parametrize(
    "wrong",
    [
        lambda browser, device: browser.proof(uuid4()),
        lambda browser, device: browser.proof("noe annet"),
        lambda browser, device: Browser(browser.origin).proof(device),
        lambda browser, device: Browser("https://ond.example").proof(device) | {"device": str(device)},
        lambda browser, device: browser.proof(device, said=f"folkevalgt device https://ond.example {device} {NOW}"),
        lambda browser, device: browser.proof(device, NOW - timedelta(seconds=121)),
        lambda browser, device: browser.proof(device, NOW + timedelta(seconds=121)),
        lambda browser, device: browser.proof(device, NOW.replace(tzinfo=None)),
        lambda browser, device: browser.proof(device) | {"at": (NOW + timedelta(seconds=1)).isoformat()},
        lambda browser, device: browser.proof(device) | {"signature": ""},
        lambda browser, device: browser.proof(device) | {"signature": "A" * 86},
        lambda browser, device: browser.proof(device) | {"signature": browser.proof(device)["signature"] + "AA"},
        lambda browser, device: browser.proof(device) | {"signature": "ø"},
    ],
)
async def test_whatever_is_wrong_with_a_proof_is_refused_alike(world, visit, clock_at, wrong):
    clock_at(NOW)
    async with visit("ordforer") as ordforer:
        browser, device = await registered(ordforer), (await signed(ordforer)).device
        unknown = await prove(ordforer, Browser(browser.origin).proof(uuid4()))
        refused = await prove(ordforer, wrong(browser, device))
        assert (refused.status_code, refused.content) == (401, unknown.content)
        assert "set-cookie" not in refused.headers
        assert (await prove(ordforer, browser.proof(device))).status_code == 204


async def test_a_proof_is_taken_once_and_none_that_is_older(world, visit, clock_at):
    clock_at(NOW)
    async with visit("ordforer") as ordforer:
        browser, device = await registered(ordforer), (await signed(ordforer)).device
        older, first = browser.proof(device, NOW - timedelta(seconds=1)), browser.proof(device)
        assert (await prove(ordforer, first)).status_code == 204
        assert [(await prove(ordforer, proof)).status_code for proof in (first, older)] == [401, 401]
        clock_at(NOW + timedelta(seconds=1))
        assert (await prove(ordforer, browser.proof(device))).status_code == 204
    assert await Session.filter(device_id=device, kind="device").count() == 1


@ON_SQLITE
@pytest.mark.parametrize(
    "key", ["", "ø", "AAAA", "MCowBQYDK2VwAyEA" + "A" * 43], ids=["none", "text", "bytes", "Ed25519"]
)
async def test_only_a_key_of_the_right_kind_is_taken(world, visit, key):
    async with visit("ordforer") as ordforer:
        assert (await ordforer.post("/api/devices/here/key", {"public_key": key})).status_code == 400
    assert not await Device.filter(public_key__not_isnull=True).exists()


@ON_SQLITE
async def test_who_signs_in_again_where_the_device_came_back_keeps_it_and_another_person_does_not(world, visit):
    async with visit("ordforer") as ordforer, visit("sekretaer") as other:
        before = await signed(ordforer)
        for person, here in (("ordforer", before.device), ("sekretaer", None)):
            who = await signed(ordforer)
            async with sessions.database.write_tx() as db:
                token = await sessions.open_session(db, world.settings, world.person(person).id, "nytt", here=who)
            ordforer.client.cookies.clear()
            ordforer.client.cookies.set("folkevalgt", token)
            assert (await sessions.load([who.token_hash])) == {}  # a browser has one session
            assert ((await signed(ordforer)).device == before.device) is (here is not None)
        assert (await signed(other)).kind == "person"


async def test_a_member_sees_and_takes_away_only_their_own(world, visit):
    async with visit("ordforer") as here, visit("ordforer") as lost, visit("medlem_formannskap") as other:
        gone, foreign = (await signed(lost)).device, (await signed(other)).device
        listed = (await here.get("/api/devices")).json()["devices"]
        assert {each["id"] for each in listed} == {str((await signed(here)).device), str(gone)}
        assert [each["here"] for each in listed] == [True, False]
        for unknown in (foreign, uuid4()):
            assert (await here.post(f"/api/devices/{unknown}/revoke")).status_code == 404
        for _ in range(2):  # twice is as once
            assert (await here.post(f"/api/devices/{gone}/revoke")).status_code == 204
        assert [(await each.get("/api/me")).status_code for each in (here, lost, other)] == [200, 401, 200]
        assert [each["revoked_at"] is None for each in (await here.get("/api/devices")).json()["devices"]] == [
            True,
            False,
        ]
    assert await AuditEntry.filter(action="device_revoked", subject=str(gone)).count() == 1


async def test_a_lost_device_is_out_at_its_next_request_its_half_and_its_passkeys_destroyed(world, visit, package):
    person = world.person("ordforer").id
    async with visit("ordforer") as lost, visit("ordforer") as kept, visit("sekretaer") as desk:
        browser, device = await registered(lost), (await signed(lost)).device
        assert (await lost.get("/api/vault")).status_code == 200
        await Passkey.create(person_id=person, device_id=device, credential="a", public_key=b"", created_at=clock.now())
        await Job.all().delete()
        assert (await desk.post(f"/api/people/{person}/devices/{device}/revoke")).status_code == 204
        for path in ("/api/papers", "/api/vault", "/api/me"):
            assert (await lost.get(path)).status_code == 401
        assert (await kept.get("/api/vault")).status_code == 200
        told = await prove(lost, browser.proof(device))
        assert (told.status_code, told.json()["error"]["word"]) == (401, "device_revoked")
    row = await Device.get(id=device)
    assert (row.half, row.revoked_at is None, row.left) == (None, False, False)
    assert not await Passkey.exists()
    assert (await Job.get(kind="pull")).args == {"people": [str(person)]}
    entry = await AuditEntry.get(action="device_lost")
    assert (entry.actor, entry.subject) == (str(world.person("sekretaer").id), str(device))


@ON_SQLITE
async def test_nobody_but_the_secretariat_sees_others_devices_and_takes_them_away(world, visit):
    async with visit("ordforer") as ordforer, visit("medlem_formannskap") as other, visit("sekretaer") as desk:
        theirs = f"/api/people/{world.person('ordforer').id}/devices/{(await signed(ordforer)).device}/revoke"
        assert (await other.post(theirs)).status_code == (await other.get("/api/people")).status_code == 403
        wrong = theirs.replace(str(world.person("ordforer").id), str(world.person("sekretaer").id))
        assert (await desk.post(wrong)).status_code == 404
        listed = {each["email"]: each for each in (await desk.get("/api/people")).json()["people"]}
        mine = listed[world.person("ordforer").email]
        assert "Formannskapet: chair" in mine["roles"]
        assert [each["name"] for each in mine["devices"]] == ["testbrett"]
        assert listed[world.person("sekretaer").email]["roles"][0] == "secretariat"
        assert (await ordforer.get("/api/me")).status_code == 200


async def test_who_signs_out_leaves_nothing_of_the_device(world, visit):
    async with visit("ordforer") as ordforer, visit("ordforer") as other:
        browser, device = await registered(ordforer), (await signed(ordforer)).device
        await ordforer.get("/api/vault")
        assert (await ordforer.post("/api/sign-out")).status_code < 300
        assert (await prove(ordforer, browser.proof(device))).status_code == 401
        assert [each["id"] for each in (await other.get("/api/devices")).json()["devices"]] != [str(device)]
        row = await Device.get(id=device)
        assert (row.half, row.left) == (None, True)


@ON_SQLITE
async def test_a_revoked_persons_device_hears_that_it_is_over(world, visit):
    async with visit("ordforer") as ordforer:
        browser, device = await registered(ordforer), (await signed(ordforer)).device
        await ordforer.get("/api/vault")
        await sessions.revoke(world.person("ordforer"), "cli")
        assert (await prove(ordforer, browser.proof(device))).json()["error"]["word"] == "device_revoked"
        assert (await Device.get(id=device)).half is None
        assert not await Session.filter(person_id=world.person("ordforer").id).exists()


async def test_a_new_day_clears_away_what_has_run_out(world, visit, package, clock_at):
    """Sessions by their time, the log and what was given by its age; what is not old stays."""
    clock_at(NOW)
    async with visit("ordforer") as ordforer:
        await ordforer.get("/api/vault")
    clock_at(NOW + timedelta(days=2))
    kept = msgspec.structs.replace(world.settings, audit_days=0)
    for settings, left in ((kept, 1), (world.settings, 1), (msgspec.structs.replace(kept, audit_days=1), 0)):
        await sweeping.sweep(settings)
        assert await KeyGiven.all().count() == left
        assert await AuditEntry.filter(action="keys_given").count() == left
    assert await Session.all().count() + await SignInLink.filter(expires_at__lte=clock.now()).count() == 0
    assert await audit.first_broken() is None


@ON_SQLITE
@pytest.mark.parametrize("hole", ["any time", "any key"])
async def test_a_twin_that_does_not_look_lets_it_in(world, visit, monkeypatch, hole):
    async with visit("ordforer") as ordforer:
        browser, device = await registered(ordforer), (await signed(ordforer)).device
        if hole == "any time":
            proof = browser.proof(device, clock.now() - timedelta(seconds=121))
            monkeypatch.setattr(devices, "FRESH", timedelta(days=1))
        else:
            proof = Browser(browser.origin).proof(device)
            monkeypatch.setattr(crypto, "signed_by", lambda *_: True)
        assert (await prove(ordforer, proof)).status_code == 204
