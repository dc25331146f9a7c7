from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from folkevalgt.archive.package_json import read
from folkevalgt.archive.records import Described, Unfit
from tests.archive.making import EXEMPTION, doc, encoded, item, package

SCHEMA = json.loads((resources.files("folkevalgt.archive") / "package.schema.json").read_bytes())
WHOLE = package(
    item(112, doc("plan", version=2, sha256="0" * 64, public_title="Plan"), order=1, oral=True, closed=False),
    item(113, exemption=EXEMPTION | {"until": "2027-01-01"}, case={"number": "2026/318", "title": "Plan"}),
    meeting={"starts_at": "2026-12-03T09:00:00+01:00", "status": "held", "place": "Rådhuset", "documents": [doc("i")]},
    complete=True,
    withdrawn=["gammel"],
)


def told(body: dict[str, Any] | bytes) -> Described:
    return read(body if isinstance(body, bytes) else encoded(body), "package.json")


def accepted(body: dict[str, Any]) -> bool:
    try:
        told(body)
    except Unfit:
        return False
    return True


def test_the_published_schema_is_a_schema_and_takes_a_whole_package() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(WHOLE)
    assert told(WHOLE).meetings[0].items[1].restrictions[0].code == "UO"


@given(st.data())
def test_the_reader_and_the_schema_refuse_the_same(data: st.DataObject) -> None:
    body = json.loads(json.dumps(WHOLE))
    places = [body, body["meetings"][0], *body["meetings"][0]["items"], body["meetings"][0]["documents"][0]]
    place = data.draw(st.sampled_from(places))
    field = data.draw(st.sampled_from(sorted(place)))
    value = place.pop(field)
    if data.draw(st.booleans()):
        place[data.draw(st.sampled_from([field + "x", field]))] = data.draw(st.sampled_from([value, 7, [], {}, None]))
    assert accepted(body) == Draft202012Validator(SCHEMA).is_valid(body), body


def test_a_misspelt_exemption_is_refused_and_never_read_as_open() -> None:
    with pytest.raises(Unfit, match="bad_description"):
        told(package(item(113, exempton=EXEMPTION)))


def test_an_exemption_told_twice_is_refused() -> None:
    body = encoded(package(item(113, exemption=EXEMPTION))).replace(
        b'"id":"sak-113"', b'"exemption":null,"id":"sak-113"'
    )
    with pytest.raises(Unfit, match="bad_description"):
        told(body)


def test_a_refusal_names_the_place_and_not_what_stands_there() -> None:
    with pytest.raises(Unfit) as refused:
        told(package(item(113, closed="hemmelig")))
    assert refused.value.told == {"place": "$.meetings[0].items[0].closed"}


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_a_description_is_read_in_any_usual_encoding(coding: str) -> None:
    body = json.dumps(package(item(1, title="Høring på Berge")), ensure_ascii=False).encode(coding)
    assert told(body).meetings[0].items[0].title == "Høring på Berge"


@pytest.mark.parametrize("word", [None, "", "Open", "lukket", "open "])
def test_only_the_word_open_clears_a_package(word: str | None) -> None:
    body = package(item(1, doc("a")), visibility=word) if word is not None else package(item(1, doc("a")))
    if word is None:
        del body["visibility"]
    meeting = told(body).meetings[0]
    assert {meeting.items[0].visibility, meeting.items[0].documents[0].visibility} == {"unstated"}
    assert meeting.title == ""


def test_items_stand_in_their_told_order() -> None:
    items = told(package(item(3, order=2), item(1, order=1), item(9))).meetings[0].items
    assert [each.sequence for each in items] == [1, 3, 9]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'{"schema":"noe/2"}'])
def test_nonsense_is_refused(body: bytes) -> None:
    with pytest.raises(Unfit, match="bad_description"):
        told(body)
