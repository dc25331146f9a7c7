"""What leaves for a push service: who can read it, who signed it, and what its answers mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag
from joserfc import jwt
from joserfc.jwk import ECKey

from folkevalgt import clock, crypto, database, notices
from folkevalgt.addresses import push_target
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.models.notification import Notice
from folkevalgt.notifications import push
from tests.notifications.pushing import Browser, claims

pytestmark = pytest.mark.anyio
WORDS = ("IKT-plan", "Formannskapet", "Kari", "112", "Ansettelse")


async def test_a_push_says_of_what_kind_it_is_and_which_and_nothing_else(town, package):
    browser = await town.browser("ordforer")
    await town.turn()
    (said,) = browser.read(town.service)
    assert set(said) == {"type", "id"}
    assert said["type"] == "package"
    assert await Notice.get(sendings__id=said["id"]).values_list("person_id") == (town.world.person("ordforer").id,)


async def test_nothing_outside_the_seal_says_what_it_is_about(town, package):
    await town.browser("ordforer")
    await town.turn()
    (taken,) = town.service.taken
    outside = str(taken.headers) + taken.path
    assert not [word for word in (*WORDS, str(package.id), "package") if word in outside]
    assert (taken.headers["urgency"], taken.headers["content-encoding"]) == ("normal", "aes128gcm")
    assert 3600 <= int(taken.headers["ttl"]) <= 28 * 24 * 3600


async def test_the_push_office_can_check_who_sent_it(town, package):
    await town.browser("ordforer")
    await town.turn()
    (taken,) = town.service.taken
    token, _, public = taken.headers["authorization"].removeprefix("vapid t=").partition(", k=")
    point = crypto.from_base64url(public)
    key = {"kty": "EC", "crv": "P-256", "x": crypto.base64url(point[1:33]), "y": crypto.base64url(point[33:])}
    said = jwt.decode(token, ECKey.import_key(key), algorithms=["ES256"]).claims
    assert public == crypto.vapid_key(town.settings).public
    assert said["aud"] == town.service.origin
    assert 0 < said["exp"] - clock.now().timestamp() <= 24 * 3600
    assert said["sub"] == claims(taken.headers["authorization"])["sub"] == "mailto:m@a.example"


async def test_two_kinds_are_equally_long_outside(town, package):
    await town.browser("ordforer")
    await town.turn()
    async with database.write_tx() as db:
        await notices.order(db, "not_published", [town.world.person("ordforer").id], "x", package=package.id)
    await town.turn()
    assert len({len(each.body) for each in town.service.taken}) == 1


async def test_of_one_meeting_a_push_office_keeps_the_newest_and_of_two_both(town, package):
    await town.browser("ordforer")
    async with database.write_tx() as db:
        for kind in ("supplement", "called_in"):
            await notices.order(db, kind, [town.world.person("ordforer").id], "x", package=package.id)
    await town.turn()
    topics = [each.headers["topic"] for each in town.service.taken]
    assert (len(topics), len(set(topics))) == (3, 2)
    assert all(len(each) == 32 and each.isalnum() for each in topics)  # RFC 8030 § 5.4


async def test_two_devices_of_a_meeting_look_unlike_outside(town, package):
    await town.browser("ordforer")
    await town.browser("medlem_formannskap")
    await town.turn()
    assert len({each.headers["topic"] for each in town.service.taken}) == 2


@pytest.mark.parametrize(
    ("became", "statuses"),
    [("sent", (200, 201)), ("gone", (404, 410)), ("refused", (400, 403, 413)), ("later", (301, 408, 429, 500, 503))],
)
def test_each_answer_has_its_meaning(became, statuses):
    assert {push.judged(each, "").became for each in statuses} == {became}


WAITS = {"120": 120, " 5 ": 5, "999999999999": 3600, "-1": 0, "soon": 0, "": 0, "٣": 0}
WAITS |= {"Thu, 03 Dec 2026 12:00:30 GMT": 30, "Thu, 03 Dec 2026 11:00:00 GMT": 0, "Thu, 03 Dec 2026 12:00:30": 0}


@pytest.mark.parametrize(("said", "seconds"), WAITS.items())
def test_how_long_a_push_office_asks_us_to_wait(clock_at, said, seconds):
    clock_at(datetime(2026, 12, 3, 12, tzinfo=UTC))
    assert push.waited(said) == seconds


def test_who_may_be_turned_to():
    assert push.subject(Settings(origin="https://papirer.kommunen.example")) == "https://papirer.kommunen.example"
    assert push.subject(Settings(smtp_from="Møter <m@a.example>")) == "mailto:m@a.example"
    assert push.subject(Settings(vapid_subject="mailto:drift@a.example")) == "mailto:drift@a.example"


def test_a_message_sealed_for_one_browser_opens_for_no_other():
    mine, other = Browser("http://127.0.0.1:1"), Browser("http://127.0.0.1:1")
    body = push.sealed(push.Address(mine.endpoint, mine.address.p256dh, mine.address.auth), b"hei")
    assert mine.open(body) == b"hei"
    with pytest.raises(InvalidTag):
        other.open(body)


def test_only_the_push_offices_of_browsers_and_our_own_are_asked():
    relays = ("http://127.0.0.1:9000", "jmt17.google.com=http://127.0.0.1:9001")
    assert push_target("http://127.0.0.1:9000/p/1", relays) == "http://127.0.0.1:9000/p/1"
    assert push_target("https://jmt17.google.com/fcm/send/x", relays) == "http://127.0.0.1:9001/fcm/send/x"
    assert push_target("https://fcm.googleapis.com/x", ()) == "https://fcm.googleapis.com/x"
    for bad in ("http://127.0.0.1:9000.evil.example/", "http://127.0.0.1:90001/", "https://evil.example/", "x"):
        assert push_target(bad, relays) is None, bad


def test_a_vapid_key_is_made_once_and_must_be_one(tmp_path):
    settings = Settings(home=str(tmp_path))
    assert crypto.vapid_key(settings).public == crypto.vapid_key(settings).public
    assert (tmp_path / "vapid.pem").stat().st_mode & 0o777 == 0o600
    (tmp_path / "vapid.pem").write_text("ikke en nøkkel")
    with pytest.raises(Refusal, match="wrong_key"):
        crypto.vapid_key(settings)
