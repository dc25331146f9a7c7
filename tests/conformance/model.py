"""What the Web Annotation Data Model demands with MUST, said as our own checks.

https://www.w3.org/TR/2017/REC-annotation-model-20170223/, by section. Each check gives the sentences that are broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

ANNO = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
}
SELECTORS = {
    "FragmentSelector",
    "CssSelector",
    "XPathSelector",
    "TextQuoteSelector",
    "TextPositionSelector",
    "DataPositionSelector",
    "SvgSelector",
    "RangeSelector",
}
Part = dict[str, Any]


def broken(annotation: Part) -> list[str]:
    """Every MUST that an annotation standing alone does not keep."""
    return [sentence for check in CHECKS for sentence in check(annotation)]


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def parts(value: Any) -> list[Part]:
    return [one for one in many(value) if isinstance(one, dict)]


def is_iri(value: Any) -> bool:
    return isinstance(value, str) and bool(urlsplit(value).scheme) and not re.search(r'[\s<>"{}|\\^`]', value)


def is_time(value: Any) -> bool:
    """xsd:dateTime; whether it has a zone is asked elsewhere."""
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return "T" in value


def annotations(one: Part) -> Iterator[str]:  # 3.1
    if ANNO not in many(one.get("@context")):
        yield "3.1 @context has the model's context"
    if not is_iri(one.get("id")):
        yield "3.1 exactly one id, an IRI"
    if "Annotation" not in many(one.get("type")):
        yield "3.1 type has Annotation"
    if not many(one.get("target")):
        yield "3.1 one or more targets"
    if "body" in one and "bodyValue" in one:
        yield "3.2.6 bodyValue never beside body"
    if "bodyValue" in one and not isinstance(one["bodyValue"], str):
        yield "3.2.6 bodyValue is one string"


def resources(one: Part) -> Iterator[str]:  # 3.2
    for role in ("body", "target"):
        for found in many(one.get(role)):
            if isinstance(found, str):
                if not is_iri(found):
                    yield f"3.2.1 {role} is an IRI"
            elif not isinstance(found, dict):
                yield f"3.2 {role} is an IRI or an object"
            else:
                yield from resource(found, role)


def resource(found: Part, role: str) -> Iterator[str]:
    kinds = set(many(found.get("type")))
    if "source" in found:
        yield from specific(found)
    elif "TextualBody" in kinds:
        if role == "target":
            yield "3.2.4 a TextualBody is no target"
        if not isinstance(found.get("value"), str):
            yield "3.2.4 a TextualBody has exactly one value, a string"
    elif kinds & {"Choice", "Composite", "List", "Independents"}:
        if not isinstance(found.get("items"), list) or not found["items"]:
            yield "3.2.7 a Choice has an ordered list of items"
    elif not is_iri(found.get("id")):
        yield f"3.2.2 an external {role} has exactly one id, an IRI"
    if "id" in found and not is_iri(found["id"]):
        yield f"3.2 the id of a {role} is an IRI"
    if len(many(found.get("textDirection"))) > 1 or found.get("textDirection", "auto") not in {"ltr", "rtl", "auto"}:
        yield "3.2.2 textDirection is one of ltr, rtl, auto"
    if len(many(found.get("processingLanguage"))) > 1:
        yield "3.2.2 at most one processingLanguage"
    for key in ("format", "language"):
        if not all(isinstance(value, str) for value in many(found.get(key))):
            yield f"3.2.2 {key} is a string"


def specific(found: Part) -> Iterator[str]:  # 4
    source = found["source"]
    if isinstance(source, list) or not (is_iri(source) or (isinstance(source, dict) and is_iri(source.get("id")))):
        yield "4 exactly one source, an IRI or an object with an id"
    if "purpose" in found and not all(isinstance(purpose, str) for purpose in many(found["purpose"])):
        yield "3.3.5 purpose is a motivation"
    for selector in many(found.get("selector")):
        yield from one_selector(selector)
    for state in many(found.get("state")):
        yield from one_state(state)
    if any(not isinstance(name, str) for name in many(found.get("styleClass"))):
        yield "4.4 styleClass is a string"


def one_selector(one: Any, depth: int = 0) -> Iterator[str]:  # 4.2
    if isinstance(one, str):
        if not is_iri(one):
            yield "4.2 a selector is an IRI or an object"
        return
    if not isinstance(one, dict) or depth > 8:
        yield "4.2 a selector is an IRI or an object"
        return
    kinds = [kind for kind in many(one.get("type")) if kind in SELECTORS]
    if len(kinds) != 1 or len(many(one.get("type"))) != 1:
        yield "4.2 exactly one type, a selector of the model"
        return
    yield from SHAPES[kinds[0]](one)
    for finer in many(one.get("refinedBy")):
        yield from one_selector(finer, depth + 1)


def has_value(one: Part) -> Iterator[str]:
    if not isinstance(one.get("value"), str):
        yield f"4.2 a {one['type']} has exactly one value, a string"
    if "conformsTo" in one and not is_iri(one["conformsTo"]):
        yield "4.2.1 at most one conformsTo, an IRI"


def has_quote(one: Part) -> Iterator[str]:  # 4.2.4
    if not isinstance(one.get("exact"), str):
        yield "4.2.4 a TextQuoteSelector has exactly one exact, a string"
    for key in ("prefix", "suffix"):
        if key in one and not isinstance(one[key], str):
            yield f"4.2.4 at most one {key}, a string"


def has_position(one: Part) -> Iterator[str]:  # 4.2.5, 4.2.6
    for key in ("start", "end"):
        value = one.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            yield f"4.2.5 exactly one {key}, a whole number that is not negative"


def has_svg(one: Part) -> Iterator[str]:  # 4.2.7
    if not is_iri(one.get("id")) and not isinstance(one.get("value"), str):
        yield "4.2.7 an SvgSelector has a value, or an id that is an IRI"


def has_ends(one: Part) -> Iterator[str]:  # 4.2.8
    for key in ("startSelector", "endSelector"):
        if len(parts(one.get(key))) != 1:
            yield f"4.2.8 exactly one {key}"


SHAPES: dict[str, Callable[[Part], Iterator[str]]] = {
    "FragmentSelector": has_value,
    "CssSelector": has_value,
    "XPathSelector": has_value,
    "TextQuoteSelector": has_quote,
    "TextPositionSelector": has_position,
    "DataPositionSelector": has_position,
    "SvgSelector": has_svg,
    "RangeSelector": has_ends,
}


def one_state(one: Any) -> Iterator[str]:  # 4.3
    if not isinstance(one, dict) or not set(many(one.get("type"))) & {"TimeState", "HttpRequestState"}:
        yield "4.3 a state is a TimeState or an HttpRequestState"
        return
    span = ["sourceDateStart" in one, "sourceDateEnd" in one]
    if any(span) and not all(span):
        yield "4.3.1 a start of time has an end"
    if "sourceDate" in one and any(span):
        yield "4.3.1 a time or a span, never both"
    for key in ("sourceDate", "sourceDateStart", "sourceDateEnd"):
        if not all(is_time(value) for value in many(one.get(key))):
            yield f"4.3.1 {key} is a date and time"
    if not all(is_iri(value) for value in many(one.get("cached"))):
        yield "4.3.1 cached is an IRI"


def about(one: Part) -> Iterator[str]:  # 3.3
    if any(motivation not in MOTIVATIONS and not is_iri(motivation) for motivation in many(one.get("motivation"))):
        yield "3.3.5 a motivation is one of the model's, or an IRI"
    for key in ("created", "modified", "generated"):
        if key in one and (isinstance(one[key], list) or not is_time(one[key])):
            yield f"3.3.1 at most one {key}, a date and time"
    for key in ("creator", "generator"):
        for agent in many(one.get(key)):
            yield from one_agent(agent)
    for audience in parts(one.get("audience")):
        if "id" in audience and not is_iri(audience["id"]):
            yield "3.3.3 the id of an audience is an IRI"
    for key in ("rights", "canonical", "via"):
        if not all(is_iri(value) for value in many(one.get(key))):
            yield f"3.3.7 {key} is an IRI"


def one_agent(agent: Any) -> Iterator[str]:  # 3.3.2
    if isinstance(agent, str):
        if not is_iri(agent):
            yield "3.3.2 an agent is an IRI or an object"
    elif not isinstance(agent, dict):
        yield "3.3.2 an agent is an IRI or an object"
    elif len(many(agent.get("nickname"))) > 1 or ("id" in agent and not is_iri(agent["id"])):
        yield "3.3.2 an agent has at most one id, an IRI, and one nickname"


def collections(one: Part) -> list[str]:  # 5.1, 5.2
    """Every MUST that a collection with its first page inside it does not keep, annotations aside."""
    wrong = []
    if ANNO not in many(one.get("@context")) or "AnnotationCollection" not in many(one.get("type")):
        wrong.append("5.1 context and type of a collection")
    if not is_iri(one.get("id")):
        wrong.append("5.1 exactly one id, an IRI")
    first = one.get("first")
    if one.get("total") and not (is_iri(first) or isinstance(first, dict)):
        wrong.append("5.1 a collection that is not empty has a first page")
    if isinstance(first, dict):
        if not is_iri(first.get("id")):
            wrong.append("5.2 exactly one id of a page, an IRI")
        if "AnnotationPage" not in many(first.get("type")) or not isinstance(first.get("items"), list):
            wrong.append("5.2 a page has its type and an ordered list of items")
        elif one.get("total") != len(first["items"]):
            wrong.append("5.1 total is the number of annotations")
    if not isinstance(one.get("total"), int) or one["total"] < 0:
        wrong.append("5.1 total is a whole number that is not negative")
    return wrong


CHECKS: list[Callable[[Part], Iterator[str]]] = [annotations, resources, about]
