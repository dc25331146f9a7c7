"""Notes as the app exports them, held against the W3C's model and against a stricter schema of our own."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from tests.conformance import app, model

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent / "annotation.schema.json").read_text("utf-8")))
SEEDS = [1, 20261122, 3]
Part = dict[str, Any]


@pytest.fixture(scope="module", params=SEEDS)
def collection(request: pytest.FixtureRequest) -> Part:
    exported: Part = app.run("annotations", seed=request.param, count=120)
    return exported


def texts(selector: Part) -> Part:
    """The selectors of one kind that an annotation has, those that refine others too."""
    return {selector["type"]: selector} | (texts(selector["refinedBy"]) if "refinedBy" in selector else {})


def selectors(annotation: Part) -> Part:
    found: Part = {}
    for selector in annotation["target"].get("selector", []):
        found |= texts(selector)
    return found


def with_every_selector(collection: Part) -> Part:
    every = {"FragmentSelector", "TextQuoteSelector", "TextPositionSelector", "SvgSelector"}
    full = (one for one in collection["first"]["items"] if every <= set(selectors(one)) and "body" in one)
    return copy.deepcopy(next(full))


def test_every_exported_annotation_keeps_every_must_of_the_model(collection: Part) -> None:
    assert model.collections(collection) == []
    assert {sentence for one in collection["first"]["items"] for sentence in model.broken(one)} == set()


def test_every_exported_annotation_keeps_our_own_schema(collection: Part) -> None:
    wrong = [error.message for one in collection["first"]["items"] for error in SCHEMA.iter_errors(one)]
    assert wrong == []


def test_what_is_shared_says_with_whom(collection: Part) -> None:
    shared = [one["audience"] for one in collection["first"]["items"] if "audience" in one]
    assert 0 < len(shared) < len(collection["first"]["items"])
    assert {one["name"] for one in shared} == {"Arbeiderpartiet"}


def test_replies_target_what_they_reply_to(collection: Part) -> None:
    replies = [one for one in collection["first"]["items"] if one["motivation"] == "replying"]
    assert replies
    assert all(one["target"]["source"].startswith("urn:uuid:") for one in replies)


def test_every_drawing_is_a_picture(collection: Part) -> None:
    drawn = [selectors(one)["SvgSelector"] for one in collection["first"]["items"] if "SvgSelector" in selectors(one)]
    assert drawn
    assert {ElementTree.fromstring(one["value"]).tag for one in drawn} == {"{http://www.w3.org/2000/svg}svg"}


def change(path: str, value: Any) -> Callable[[Part], None]:
    def changed(one: Part) -> None:
        *way, last = path.split(".")
        for step in way:
            one = one[step]
        if value is None:
            del one[last]
        else:
            one[last] = value

    return changed


def in_selector(kind: str, key: str, value: Any) -> Callable[[Part], None]:
    return lambda one: change(key, value)(selectors(one)[kind])


BAD = {
    "a body and a bodyValue": (change("bodyValue", "Ja"), "3.2.6"),
    "another context": (change("@context", "http://www.example.org/ns.jsonld"), "3.1"),
    "another type": (change("type", "Note"), "3.1"),
    "no id": (change("id", None), "3.1"),
    "an id that is no IRI": (change("id", "note 1"), "3.1"),
    "no target": (change("target", None), "3.1"),
    "no source": (change("target.source", None), "3.2.2"),
    "two sources": (change("target.source", ["https://a.example/1", "https://a.example/2"]), "4 "),
    "a quote without its words": (in_selector("TextQuoteSelector", "exact", None), "4.2.4"),
    "a start below zero": (in_selector("TextPositionSelector", "start", -1), "4.2.5"),
    "an end that is no whole number": (in_selector("TextPositionSelector", "end", 4.5), "4.2.5"),
    "a selector of our own making": (in_selector("SvgSelector", "type", "folkevalgt:QuadSelector"), "4.2 "),
    "a fragment without a value": (in_selector("FragmentSelector", "value", None), "4.2 "),
    "a picture without a value": (in_selector("SvgSelector", "value", None), "4.2.7"),
    "a motivation nobody knows": (change("motivation", "shouting"), "3.3.5"),
    "a state of no kind": (change("target.state.type", "Mood"), "4.3"),
    "a time and a span of time": (change("target.state.sourceDateStart", "2026-11-22T10:00:00Z"), "4.3.1"),
    "two texts in one body": (lambda one: one["body"][0].update(value=["Ja", "Nei"]), "3.2.4"),
}


@pytest.mark.parametrize("bad", BAD)
def test_the_checks_see_what_is_wrong(collection: Part, bad: str) -> None:
    spoil, section = BAD[bad]
    one = with_every_selector(collection)
    assert model.broken(one) == []
    spoil(one)
    assert any(sentence.startswith(section) for sentence in model.broken(one)), model.broken(one)


STRICTER = {
    "a day without an hour": change("created", "2026-11-22 06:40"),
    "a time without a zone": change("created", "2026-11-22T06:40:00"),
    "an id that is no UUID": change("id", "urn:uuid:1"),
    "a colour of no name": change("target.styleClass", "#ffff00"),
    "a language nobody chose": lambda one: one["body"][0].update(language="no"),
    "20,001 characters": lambda one: one["body"][0].update(value="x" * 20_001),
    "a key nobody knows": change("target.folkevalgt:note.secret", "x"),
    "a version that is no checksum": change("target.folkevalgt:note.version", "v1"),
    "a page zero": in_selector("FragmentSelector", "value", "page=0"),
}


@pytest.mark.parametrize("bad", STRICTER)
def test_our_schema_sees_what_the_model_lets_through(collection: Part, bad: str) -> None:
    items = collection["first"]["items"]
    said = (one for one in items if one.get("body", [{}])[0].get("language") and "selector" in one["target"])
    one = copy.deepcopy(next(one for one in said if "styleClass" in one["target"]))
    assert SCHEMA.is_valid(one)
    STRICTER[bad](one)
    assert not SCHEMA.is_valid(one)


def test_a_collection_that_miscounts_or_has_no_page_is_seen(collection: Part) -> None:
    assert model.collections(collection | {"total": 7}) == ["5.1 total is the number of annotations"]
    assert model.collections(collection | {"first": 7}) == ["5.1 a collection that is not empty has a first page"]
