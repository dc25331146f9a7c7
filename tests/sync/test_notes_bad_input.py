"""Everything a device could get wrong, by mistake or on purpose: a clear word each, and nothing is lost or leaked."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from uuid import uuid4

import pytest

from folkevalgt.api import http
from folkevalgt.models.note import LogClient, Mutation, Note
from folkevalgt.sync import cursor, limits, push
from tests.papers import plan, published
from tests.sync.writing import Device, Json, device

pytestmark = pytest.mark.anyio

SURROGATES = "𝔉olkevalgt 😀 👩‍👩‍👧"
RIGHT_TO_LEFT = "שלום عالم \u202eabc\u202c"
FORGED = ["x", "AAAA", "=", "a" * 500, base64.urlsafe_b64encode(b"x" * 100).decode(), "æ", "%00", "AAAA" * 30]


@pytest.fixture
async def anna(world, visit):
    await published(world, plan())
    async with device(visit, "leder_oppvekst") as made:
        yield made


def ink(size: int) -> Json:
    """A drawing whose JSON is that many bytes, or one or two more."""
    stroke = [100.5, 200.5] * ((size - len(b'{"quads":[],"paths":[[]],"width":0.0}')) // 12 + 1)
    return {"quads": [], "paths": [stroke], "width": 0.0}


def word(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["word"]


def a_note(device: Device, mid: int = 1, **fields) -> Json:
    return {
        "mid": mid,
        "op": "put",
        "id": str(uuid4()),
        "base": 0,
        "fields": {"kind": "comment"} | device.paper | fields,
    }


TOO_MUCH = {
    "20,001 characters": ({"text": "a" * 20_001}, "text_too_long"),
    "20,001 characters outside the first plane": ({"text": "😀" * 20_001}, "text_too_long"),
    "65 KiB of ink": ({"geometry": ink(65 << 10)}, "ink_too_large"),
    "65 KiB of ink where it was accepted": (
        {"accepted": {"version": "a" * 64, "page": 1, "geometry": ink(65 << 10)}},
        "ink_too_large",
    ),
    "a long quote": ({"quote": {"exact": "a" * 2_001}}, "quote_too_long"),
    "long surroundings": ({"quote": {"exact": "a", "suffix": "a" * 129}}, "quote_too_long"),
    "21 tags": ({"tags": ["x"] * 21}, "bad_note"),
    "a long tag": ({"tags": ["x" * 51]}, "bad_note"),
    "an empty tag": ({"tags": [""]}, "bad_note"),
    "a large selection": ({"selection": "x" * (64 * 1024 + 1)}, "bad_note"),
    "page 0": ({"page": 0}, "bad_note"),
    "half a quad": ({"geometry": {"quads": [[1, 2, 3, 4]]}}, "bad_note"),
    "half a point": ({"geometry": {"paths": [[1, 2, 3]]}}, "bad_note"),
    "a place backwards": ({"place": {"start": 5, "end": 4}}, "bad_note"),
    "accepted in no file": ({"accepted": {"version": "x", "page": 1}}, "bad_note"),
    "a colour there is none of": ({"colour": "red"}, "bad_note"),
    "a kind there is none of": ({"kind": "secret"}, "bad_note"),
    "text that is a number": ({"text": 5}, "bad_note"),
    "another person's id": ({"author": str(uuid4())}, "bad_note"),
    "a circle that it is simply said to be in": ({"scope": "group:x"}, "bad_note"),
    "a number of its own": ({"ver": 1}, "bad_note"),
    "half a character": ({"text": "a\ud800"}, "bad_note"),
    "the other half": ({"text": "\udc00", "colour": "pink"}, "bad_note"),
    "half a character in a quote": ({"quote": {"exact": "x", "prefix": "\ude00"}}, "bad_note"),
    "no such number": ({"place": {"start": 0, "end": 10**30}}, "bad_note"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
async def test_one_bad_change_gets_its_word_and_the_others_go_on(anna, name):
    fields, due = TOO_MUCH[name]
    sent = [a_note(anna, 1, text="før"), a_note(anna, 2, **fields), a_note(anna, 3, text="etter")]
    body = json.dumps({"client": anna.client, "schema": 1, "mutations": sent}).encode()
    origin = {"origin": str(anna.visitor.client.base_url).rstrip("/")}
    answer = await anna.visitor.client.post("/api/notes/push", content=body, headers=origin)
    before, bad, after = answer.json()["replies"]
    assert (before["is"], bad, after["is"]) == ("ok", {"mid": 2, "is": "rejected", "word": due}, "ok")
    assert {row["content"]["text"] for row in (await anna.rows()).values()} == {"før", "etter"}
    again = await anna.visitor.client.post("/api/notes/push", content=body, headers=origin)
    assert again.json() == answer.json()


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "a" * 20_000},
        {"text": "😀" * 20_000},
        {"geometry": {"paths": [[1.5, 2.5] * 8_000], "width": 1}},
        {"quote": {"exact": SURROGATES, "prefix": RIGHT_TO_LEFT, "suffix": "😀" * 128}},
        {"text": RIGHT_TO_LEFT, "tags": [RIGHT_TO_LEFT[:20], SURROGATES]},
        {"text": "linje\nto\tmed \\u0000 skrevet ut, og et \0 som kom fra et papir"},
    ],
    ids=["20,000 characters", "20,000 outside the first plane", "ink", "surrogate pairs", "right to left", "NUL"],
)
async def test_what_is_just_small_enough_comes_back_as_it_was(anna, fields):
    id = await anna.make(**fields)
    content = (await anna.rows())[id]["content"]
    assert content["text"] == fields.get("text", content["text"])
    assert content.get("quote", {}).get("exact") == fields.get("quote", {}).get("exact")


@pytest.mark.parametrize(
    "change", [{"id": "x"}, {"id": ""}, {"base": -1}, {"base": 1 << 60}, {"op": "steal"}, {"op": 1}]
)
async def test_a_change_that_says_nothing_sensible_is_answered(anna, change):
    answer = await anna.send(a_note(anna) | change)
    assert answer.json()["replies"] == [{"mid": 1, "is": "rejected", "word": "bad_note"}]


async def test_a_note_cannot_change_what_it_is(anna):
    id = await anna.make("tekst")
    for fields in ({"kind": "ink"}, {"document": str(uuid4())}, {"version": "0" * 64}, {"parent": id}):
        assert await anna.put(id, 1, **fields) == {"is": "rejected", "word": "bad_note"}
    assert (await anna.put(id, 1, kind="comment", **anna.paper))["is"] == "ok"


async def test_taking_back_into_a_note_that_is_there_is_refused(anna):
    id, other = await anna.make("en"), await anna.make("to")
    for copy in (other, id, "x", ""):
        assert await anna.one("narrow", id, base=1, copy=copy) == {"is": "rejected", "word": "bad_note"}


@pytest.mark.parametrize("forged", FORGED)
async def test_a_forged_cursor_is_refused(anna, forged):
    await anna.make()
    assert word(await anna.visitor.get(f"/api/notes/pull?cursor={forged}")) == (400, "bad_cursor")


async def test_somebody_else_s_cursor_and_a_changed_one_are_refused(anna, visit):
    await anna.make()
    await anna.pull()
    async with visit("ordforer") as other:
        assert word(await other.get(f"/api/notes/pull?cursor={anna.cursor}")) == (400, "bad_cursor")
    whole = base64.urlsafe_b64decode(anna.cursor)
    for at in (0, 15, 20, len(whole) - 3):
        changed = base64.urlsafe_b64encode(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]).decode()
        assert word(await anna.visitor.get(f"/api/notes/pull?cursor={changed}")) == (400, "bad_cursor")


async def test_a_cursor_that_is_not_checked_would_show(anna, visit, monkeypatch):
    await anna.make()
    await anna.pull()
    monkeypatch.setattr(cursor.hmac, "compare_digest", lambda *_: True)
    whole = base64.urlsafe_b64decode(anna.cursor)
    changed = base64.urlsafe_b64encode(bytes(16) + whole[16:]).decode()
    assert (await anna.visitor.get(f"/api/notes/pull?cursor={changed}")).status_code == 200


@pytest.mark.parametrize("limit", ["0", "-1", "2001", "x", "1e3", "٣", "", "9" * 40])
async def test_a_limit_that_is_none_is_refused(anna, limit):
    assert word(await anna.visitor.get(f"/api/notes/pull?limit={limit}")) == (400, "bad_request")


async def test_a_gap_in_the_numbering_is_refused_and_changes_nothing(anna):
    for mids in ([2], [1, 3], [2, 1], [1, 1]):
        assert word(await anna.send(*(a_note(anna, mid) for mid in mids))) == (409, "gap"), mids
    assert not await Note.all().exists()
    assert (await anna.push({"op": "delete", "id": str(uuid4())})) == [{"is": "gone"}]


async def test_the_same_number_with_other_content_is_refused(anna):
    await anna.send(a_note(anna, 1, text="en"))
    assert word(await anna.send(a_note(anna, 1, text="to"))) == (422, "other_content")
    assert word(await anna.send(a_note(anna, 1, text="en"), a_note(anna, 2))) == (422, "other_content")
    assert await Mutation.all().count() == 1


async def test_two_devices_with_one_client_s_id_are_told_and_lose_nothing(anna):
    """A browser's profile that was copied: the second takes an id of its own and sends again."""
    twin = Device(anna.visitor, anna.paper)
    twin.client = anna.client
    await anna.make("fra den ene")
    sent = a_note(twin, 1, text="fra den andre")
    assert word(await twin.send(sent)) == (422, "other_content")
    twin.client = str(uuid4())
    assert (await twin.send(sent)).json()["replies"][0]["is"] == "ok"
    assert {row["content"]["text"] for row in (await anna.rows()).values()} == {"fra den ene", "fra den andre"}


ENVELOPES = {
    "nothing": (b"", 400),
    "half": (b'{"client":', 400),
    "no client": (b'{"client":"x","schema":1,"mutations":[]}', 400),
    "more than there is": (b'{"client":"%b","schema":1,"mutations":[],"person":"x"}', 400),
    "no numbers": (b'{"client":"%b","schema":1,"mutations":[{}]}', 400),
    "number 0": (b'{"client":"%b","schema":1,"mutations":[{"mid":0}]}', 400),
    "a number too large": (b'{"client":"%b","schema":1,"mutations":[{"mid":%b}]}', 400),
    "half a character outside": (b'{"client":"\\ud800","schema":1,"mutations":[]}', 400),
    "half a character as a number": (b'{"client":"%b","schema":1,"mutations":[{"mid":"\\ud800"}]}', 400),
    "no mutations but a half character": (b'["\\ud800"]', 400),
    "another schema": (b'{"client":"%b","schema":2,"mutations":[]}', 409),
    "deep": (b"[" * 100_000, 400),
    "deep and half": (b'{"\\ud800":' * 20_000, 400),
}


@pytest.mark.parametrize("name", ENVELOPES)
async def test_a_push_that_cannot_be_understood_is_refused_whole(anna, name):
    body, status = ENVELOPES[name]
    sent = body.replace(b"%b", anna.client.encode(), 1).replace(b"%b", b"9" * 30)
    headers = {"origin": str(anna.visitor.client.base_url).rstrip("/")}
    answer = await anna.visitor.client.post("/api/notes/push", content=sent, headers=headers)
    assert word(answer) == (status, "old_app" if status == 409 else "bad_request")
    assert not await LogClient.all().exists()


async def test_more_than_five_hundred_changes_at_once_are_refused(anna):
    sent = [{"mid": mid, "op": "delete", "id": str(uuid4()), "base": 0} for mid in range(1, push.MOST + 2)]
    assert word(await anna.send(*sent)) == (413, "too_large")
    assert (await anna.send(*sent[:-1])).status_code == 200


async def squeezed(device: Device, body: bytes, encoding: str = "gzip"):
    headers = {"origin": str(device.visitor.client.base_url).rstrip("/"), "content-encoding": encoding}
    return await device.visitor.client.post("/api/notes/push", content=body, headers=headers)


async def test_a_gzipped_push_is_one(anna):
    plain = json.dumps({"client": anna.client, "schema": 1, "mutations": [a_note(anna)]}).encode()
    assert (await squeezed(anna, gzip.compress(plain))).json()["replies"][0]["is"] == "ok"


async def test_a_gzip_bomb_is_inflated_no_further_than_a_body_may_be(anna, monkeypatch):
    bomb = gzip.compress(bytes(300 << 20), 9)
    assert len(bomb) < http.LARGEST_BODY
    asked: list[int] = []
    real = zlib.decompressobj

    class Watched:
        def __init__(self, wbits: int) -> None:
            self.made = real(wbits)

        def decompress(self, data: bytes, most: int = 0) -> bytes:
            asked.append(most)
            return self.made.decompress(data, most)

    monkeypatch.setattr(http.zlib, "decompressobj", Watched)
    assert word(await squeezed(anna, bomb)) == (413, "too_large")
    assert asked == [http.LARGEST_BODY + 1]


async def test_gzip_that_is_none_is_refused(anna):
    whole = gzip.compress(b'{"client":"%b","schema":1,"mutations":[]}' % anna.client.encode())
    for body in (whole[:-4], whole + b"x", b"x", b"", whole + whole, zlib.compress(b"{}")):
        assert word(await squeezed(anna, body)) == (400, "bad_request")
    assert word(await squeezed(anna, whole, "br")) == (415, "bad_request")
    assert (await squeezed(anna, whole)).status_code == 200


async def test_no_refusal_says_what_a_note_says(anna, capsys):
    secret = "Kanarifugl"
    answers = [
        await anna.send(a_note(anna, 1, text=secret, author=secret)),
        await anna.send(a_note(anna, 1, text=secret)),
        await anna.send({"mid": 2, "op": secret}),
        await squeezed(anna, b'{"client": "' + secret.encode()),
    ]
    assert not [answer for answer in answers if secret in answer.text]
    assert secret not in "".join(capsys.readouterr())


def test_ids_have_one_form():
    id = str(uuid4())
    assert limits.id_of(id.upper()) == id
    assert [limits.id_of(text) for text in ("", "x", "{" + id[:34] + "}", id.replace("-", ""), "g" * 36)] == [""] * 5
