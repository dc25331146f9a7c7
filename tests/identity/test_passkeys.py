"""A passkey signs in its own person, once for each challenge; whatever is wrong with it, the answer is the same."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from folkevalgt import clock, database
from folkevalgt.config import Settings
from folkevalgt.crypto import token_hash
from folkevalgt.identity import ceremonies, passkeys, sessions
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.device import Ceremony, Device, Passkey, Session
from tests.identity.authenticator import PRESENT, VERIFIED, Authenticator

pytestmark = pytest.mark.anyio


async def begun(visitor, path="/api/sign-in/passkey/begin"):
    return (await visitor.post(path)).json()


async def made(visitor, **lies):
    """A passkey of the visitor's own, and the server's answer to it."""
    keeper = Authenticator()
    told = await begun(visitor, "/api/passkeys/begin")
    sent = {"ceremony": told["ceremony"], "credential": keeper.make(told["options"], **lies), "name": "Nettbrett"}
    return keeper, await visitor.post("/api/passkeys", sent | {"unlocks": True})


async def kept(visitor) -> Authenticator:
    keeper, answer = await made(visitor)
    assert answer.status_code == 200, answer.text
    return keeper


async def used(visitor, keeper, path="/api/sign-in/passkey/begin", **lies):
    told = await begun(visitor, path)
    sent = {"ceremony": lies.pop("ceremony", told["ceremony"]), "credential": keeper.use(told["options"], **lies)}
    return await visitor.post("/api/sign-in/passkey", sent | {"device": "Nettbrett"})


async def session_of(visitor) -> Session:
    return await Session.get(token_hash=token_hash(visitor.client.cookies["folkevalgt"]))


async def test_a_passkey_signs_in_where_nobody_was_and_counts_as_strong(visit, world):
    async with visit("ordforer") as ordforer, visit() as tablet:
        keeper = await kept(ordforer)
        answer = await used(tablet, keeper)
        assert (answer.status_code, answer.json()["id"]) == (200, str(world.person("ordforer").id))
        assert (await tablet.get("/api/me")).status_code == 200
        mine = await session_of(tablet)
        assert (mine.level, mine.device_id != (await session_of(ordforer)).device_id) == (sessions.STRONG, True)
        assert (await Passkey.get()).device_id == mine.device_id


async def test_whoever_is_signed_in_shows_more_surely_who_they_are(visit):
    async with visit("ordforer") as ordforer:
        keeper, before = await kept(ordforer), await session_of(ordforer)
        assert (await used(ordforer, keeper, "/api/sign-in/passkey/begin?step_up=1")).status_code == 200
        after = await session_of(ordforer)
        assert (before.level, after.level, after.device_id) == (sessions.LINK, sessions.STRONG, before.device_id)
        assert not await Session.exists(token_hash=before.token_hash)  # a token that somebody saw earlier is no good


async def test_what_a_provider_said_goes_along_and_a_level_never_falls(visit):
    async with visit("ordforer") as ordforer:
        keeper, mine = await kept(ordforer), await session_of(ordforer)
        theirs = {"level": sessions.HIGH, "issuer": "https://id.example", "sid": "s", "id_token": b"sealed"}
        await Session.filter(token_hash=mine.token_hash).update(**theirs)
        await used(ordforer, keeper)
        after = await session_of(ordforer)
        assert {name: getattr(after, name) for name in theirs} == theirs


async def test_nobody_steps_up_by_the_passkey_of_another_but_the_other_may_sign_in(visit, world):
    async with visit("ordforer") as ordforer, visit("sekretaer") as sekretaer:
        keeper = await kept(ordforer)
        refused = await used(sekretaer, keeper, "/api/sign-in/passkey/begin?step_up=1")
        assert (refused.status_code, (await session_of(sekretaer)).level) == (401, sessions.LINK)
        before = await session_of(sekretaer)
        assert (await used(sekretaer, keeper)).json()["id"] == str(world.person("ordforer").id)
        assert (await session_of(sekretaer)).device_id != before.device_id


async def test_only_a_person_steps_up(visit):
    async with visit() as anyone, visit("ordforer") as device:
        await Session.all().update(kind="device")
        for each in (anyone, device):
            assert (await each.post("/api/sign-in/passkey/begin?step_up=1")).status_code == 401
        assert (await device.post("/api/passkeys/begin")).status_code == 401


EVIL = ec.generate_private_key(ec.SECP256R1())
WRONG = {  # what is wrong with the answer, as lies of the authenticator
    "another origin": {"origin": "http://localhost:8001"},
    "an evil name": {"origin": "https://localhost.evil.example"},
    "another party": {"rp": "evil.example"},
    "another challenge": {"challenge": "AAAA"},
    "nobody was asked for a finger": {"flags": PRESENT},
    "nobody was there": {"flags": VERIFIED},
    "made, not used": {"type": "webauthn.create"},
    "in a frame": {"framed": True},
    "another key": {"key": EVIL},
    "another person's": {"user": b"\0" * 16},
    "nobody's": {"user": None},
    "a count that stands still": {"count": 0},
    "an unknown passkey": {"id": b"\1" * 16},
    "an unknown beginning": {"ceremony": "x"},
}


async def test_whatever_is_wrong_the_answer_is_one(visit):
    async with visit("ordforer") as ordforer, visit() as anyone:
        keeper, answers = await kept(ordforer), {}
        assert (await used(anyone, keeper)).status_code == 200
        anyone.client.cookies.delete("folkevalgt")
        for wrong, lies in WRONG.items():
            answer = await used(anyone, keeper, **lies)
            answers[wrong] = (answer.status_code, answer.json()["error"]["word"], "set-cookie" in answer.headers)
        assert answers == dict.fromkeys(WRONG, (401, "passkey_refused", False))
        assert (await used(anyone, keeper)).status_code == 200


HOLES = {  # a check that is gone, and what then comes in
    "another origin": ("_origins", lambda settings: ["http://localhost:8001"]),
    "another party": ("_party", lambda settings: "evil.example"),
    "in a frame": (
        "parse_client_data_json",
        lambda raw: msgspec.defstruct("Client", [("cross_origin", bool, False)])(),
    ),
}
LAX = {  # the same for what is asked of the library
    "another challenge": {"expected_challenge": b"\0\0\0"},
    "nobody was asked for a finger": {"require_user_verification": False},
    "a count that stands still": {"credential_current_sign_count": 0},
}


async def test_with_a_check_gone_the_wrong_one_comes_in(visit, monkeypatch):
    real = passkeys.webauthn.verify_authentication_response
    async with visit("ordforer") as ordforer, visit() as anyone:
        keeper = await kept(ordforer)
        for wrong in [*HOLES, *LAX]:
            with monkeypatch.context() as gone:
                if wrong in HOLES:
                    gone.setattr(passkeys, *HOLES[wrong])
                else:
                    lax = partial(lambda told, **asked: real(**asked | told), LAX[wrong])
                    gone.setattr(passkeys.webauthn, "verify_authentication_response", lax)
                assert (await used(anyone, keeper, **WRONG[wrong])).status_code == 200, wrong


async def test_what_is_no_credential_is_refused_as_any_other(visit):
    ways = {"/api/sign-in/passkey": 401, "/api/passkeys": 400}
    async with visit("ordforer") as ordforer:
        for sent in ("", "null", "[]", "{}", '{"id": 1}', "[" * 9000, '{"id":"a","rawId":"ø"}', "{" + '"response":{}}'):
            for end, status in ways.items():
                told = await begun(ordforer, f"{end}/begin")
                answer = await ordforer.post(end, {"ceremony": told["ceremony"], "credential": sent})
                assert (answer.status_code, answer.json()["error"]["word"]) == (status, "passkey_refused"), sent


async def test_a_challenge_is_used_once_whether_it_held_or_not(visit):
    async with visit("ordforer") as ordforer, visit() as anyone:
        keeper = await kept(ordforer)
        for lies, first in (({}, 200), ({"key": EVIL}, 401)):
            told = await begun(anyone)
            wrong = {"ceremony": told["ceremony"], "credential": keeper.use(told["options"], **lies)}
            right = {"ceremony": told["ceremony"], "credential": keeper.use(told["options"])}
            answers = [(await anyone.post("/api/sign-in/passkey", sent)).status_code for sent in (wrong, right)]
            assert answers == [first, 401]


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 401)])
async def test_a_challenge_runs_out_and_leaves_nothing(visit, clock_at, seconds, status):
    now = clock.now()
    clock_at(now)
    async with visit("ordforer") as ordforer, visit() as anyone:
        keeper, told = await kept(ordforer), await begun(anyone)
        clock_at(now + ceremonies.HOLDS + timedelta(seconds=seconds))
        sent = {"ceremony": told["ceremony"], "credential": keeper.use(told["options"])}
        assert (await anyone.post("/api/sign-in/passkey", sent)).status_code == status
        clock_at(now + 2 * ceremonies.HOLDS)
        await begun(anyone)
        assert await Ceremony.all().count() == 1


async def test_what_one_browser_began_no_other_ends(visit):
    async with visit("ordforer") as ordforer, visit() as mine, visit() as theirs:
        keeper, told = await kept(ordforer), await begun(mine)
        await begun(theirs)
        sent = {"ceremony": told["ceremony"], "credential": keeper.use(told["options"])}
        assert (await theirs.post("/api/sign-in/passkey", sent)).status_code == 401
        assert (await mine.post("/api/sign-in/passkey", sent)).status_code == 200
        told = await begun(mine)
        sent = {"ceremony": told["ceremony"], "credential": keeper.use(told["options"])}
        await Ceremony.filter(browser_hash=token_hash(mine.client.cookies["folkevalgt-begun"])).update(
            browser_hash=token_hash(theirs.client.cookies["folkevalgt-begun"])
        )
        assert (await theirs.post("/api/sign-in/passkey", sent)).status_code == 200  # nothing else was in the way


async def test_a_removed_passkey_and_one_of_somebody_revoked_are_as_unknown(visit, world):
    async with visit("ordforer") as ordforer, visit() as anyone, visit("sekretaer") as sekretaer:
        gone, left = await kept(ordforer), await kept(sekretaer)
        mine = await Passkey.get(person_id=world.person("ordforer").id)
        assert (await sekretaer.post(f"/api/passkeys/{mine.id}/remove")).status_code == 404
        assert (await ordforer.post(f"/api/passkeys/{mine.id}/remove")).status_code == 204
        assert (await ordforer.post(f"/api/passkeys/{mine.id}/remove")).status_code == 404
        await sessions.revoke(world.person("sekretaer"), "cli")
        for keeper in (gone, left):
            answer = await used(anyone, keeper)
            assert (answer.status_code, answer.json()["error"]["word"]) == (401, "passkey_refused")


async def test_a_lost_device_takes_its_passkeys_and_one_that_was_left_does_not(visit):
    async with visit("ordforer") as ordforer, visit() as anyone:
        keeper = await kept(ordforer)
        assert (await ordforer.post("/api/sign-out")).status_code in (200, 204)
        assert (await used(anyone, keeper)).status_code == 200
        async with database.write_tx() as db:
            await sessions.end_device(db, (await session_of(anyone)).device_id)
        assert (await used(anyone, keeper)).status_code == 401
        assert await Device.filter(revoked_at=None).count() == 0


async def test_a_passkey_that_was_not_made_here_and_now_is_not_kept(visit):
    async with visit("ordforer") as ordforer:
        for wrong in ("another origin", "another party", "another challenge", "nobody was asked for a finger"):
            _, answer = await made(ordforer, **WRONG[wrong])
            assert (answer.status_code, answer.json()["error"]["word"]) == (400, "passkey_refused"), wrong
        assert not await Passkey.exists()


async def test_nobody_keeps_a_passkey_that_another_began_or_has(visit):
    async with visit("ordforer") as ordforer, visit("sekretaer") as sekretaer:
        keeper, told = await kept(ordforer), await begun(ordforer, "/api/passkeys/begin")
        sekretaer.client.cookies.set("folkevalgt-begun", ordforer.client.cookies["folkevalgt-begun"])
        sent = {"ceremony": told["ceremony"], "credential": Authenticator().make(told["options"])}
        assert (await sekretaer.post("/api/passkeys", sent)).status_code == 400
        told = await begun(sekretaer, "/api/passkeys/begin")
        copied = {"ceremony": told["ceremony"], "credential": keeper.make(told["options"])}
        assert (await sekretaer.post("/api/passkeys", copied)).status_code == 400
        assert await Passkey.all().count() == 1


async def test_the_browser_is_asked_for_what_the_rules_need(visit, world):
    async with visit("ordforer") as ordforer, visit() as anyone:
        await kept(ordforer)
        new = json.loads((await begun(ordforer, "/api/passkeys/begin"))["options"])
        some = json.loads((await begun(anyone))["options"])
        mine = json.loads((await begun(ordforer, "/api/sign-in/passkey/begin?step_up=1"))["options"])
    assert (new["rp"]["id"], new["authenticatorSelection"]["residentKey"]) == ("localhost", "required")
    assert {new["authenticatorSelection"]["userVerification"], some["userVerification"]} == {"required"}
    assert len(new["excludeCredentials"]) == len(mine["allowCredentials"]) == 1
    assert (some["rpId"], some.get("allowCredentials", [])) == ("localhost", [])  # it tells of nobody


async def test_a_person_has_so_many_and_no_more(visit, world, monkeypatch):
    monkeypatch.setattr(passkeys, "MOST", 2)
    async with visit("ordforer") as ordforer:
        await kept(ordforer)
        told = [await begun(ordforer, "/api/passkeys/begin") for _ in range(2)]
        sent = [{"ceremony": each["ceremony"], "credential": Authenticator().make(each["options"])} for each in told]
        assert [(await ordforer.post("/api/passkeys", each)).status_code for each in sent] == [200, 400]
        assert (await ordforer.post("/api/passkeys/begin")).json()["error"]["word"] == "too_many_passkeys"


async def test_the_log_tells_of_passkeys_by_number(visit):
    async with visit("ordforer") as ordforer:
        keeper = await kept(ordforer)
        await ordforer.post(f"/api/passkeys/{(await Passkey.get()).id}/remove")
        rows = [str(dict(row)) for row in await AuditEntry.filter(action__endswith="passkey")]
        assert len(rows) == 2
        assert not any("Nettbrett" in row or keeper.id.hex() in row for row in rows)


@pytest.mark.parametrize(
    ("origin", "party"),
    [
        ("https://moter.agnesund.example", "moter.agnesund.example"),
        ("http://127.0.0.1:8000", "localhost"),
        ("http://localhost", "localhost"),
        ("http://[::1]:8000", "localhost"),
        ("https://192.0.2.7", ""),
        ("https://[2001:db8::1]", ""),
    ],
)
def test_passkeys_are_bound_to_a_name(origin, party):
    assert passkeys.relying_party(Settings(origin=origin)) == party
