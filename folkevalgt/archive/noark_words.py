"""Small readings of Noark elements: names without namespace, texts without sentinels, types by any spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Protocol

from folkevalgt import clock
from folkevalgt.archive.records import Restriction, plain


class Element(Protocol):
    """What is used of an XML element; the parser itself stays in `noark_xml.py`."""

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    @property
    def attrib(self) -> dict[str, str]: ...
    def __iter__(self) -> Iterator[Element]: ...
    def iter(self) -> Iterator[Element]: ...


NOTHING = {"", "n/a", "ukjent", "ph", "null", "-"}
RESTRICTING = {"skjerming", "gradering", "tilgangsrestriksjon", "tilgangskode", "skjermingshjemmel"}
SEALED_VARIANT = re.compile(r"skjerm|sladd|offentlig", re.I)
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_TYPES = {
    "moetemappe",
    "saksmappe",
    "moetesaksregistrering",
    "moetedokumentregistrering",
    "moeteregistrering",
    "journalpost",
}
_MARKS = (
    ("moetedokumentregistreringstype", "moetedokumentregistrering"),
    ("moetesaksaar", "moetesaksregistrering"),
    ("moetesakssekvensnummer", "moetesaksregistrering"),
    ("referanseTilMoetesak", "moetesaksregistrering"),
    ("moetesakstype", "moeteregistrering"),
    ("moeteregistreringstype", "moeteregistrering"),
    ("journalposttype", "journalpost"),
    ("journalaar", "journalpost"),
    ("utvalg", "moetemappe"),
    ("moetedato", "moetemappe"),
    ("saksaar", "saksmappe"),
)


def local(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def children(element: Element, name: str) -> list[Element]:
    return [child for child in element if local(child) == name]


def texts(element: Element, name: str) -> list[str]:
    return [found for child in children(element, name) if (found := plain(child.text))]


def text(element: Element, name: str) -> str:
    """The first text of that name, or "" when there is none or it is a sentinel ("N/A", "Ukjent", "PH")."""
    found = next(iter(texts(element, name)), "")
    return "" if found.casefold() in NOTHING else found


def kind_of(element: Element) -> str:
    """`xsi:type` without its prefix; where it is missing or unknown, what the fields say it is."""
    told = element.attrib.get(_TYPE, "").rsplit(":", 1)[-1].strip()
    if told in _TYPES:
        return told
    names = {local(child) for child in element}
    return next((kind for mark, kind in _MARKS if mark in names), "")


def day(text: str) -> date | None:
    """A date out of "2026-12-03", "2018-04-12+02:00" or a time; None for nonsense."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A start: None when only the date is told, or the time is midnight, which archives write for want of one."""
    try:
        found = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None
    if found is None:
        return None
    there = found.astimezone(clock.OSLO) if found.tzinfo else found.replace(tzinfo=clock.OSLO)
    return None if there.time() == time() or found.time() == time() else there


def until(text: str) -> date | None:
    """When an exemption ends; sentinels like 2100-01-01 and 3000-01-01 mean never."""
    found = day(text)
    return found if found and found.year < 2100 else None


def restricted(element: Element, beyond: tuple[str, ...] = ()) -> tuple[Restriction, ...]:
    """Every restriction in an element, at any depth but inside children named in `beyond`. An empty one counts too."""
    found: list[Restriction] = []
    for child in element:
        name = local(child)
        if name == "skjerming":
            ends = until(text(child, "skjermingOpphoererDato"))
            found.append(Restriction(_code(child), plain("; ".join(texts(child, "skjermingshjemmel"))), ends))
        elif name in RESTRICTING:
            basis = plain(child.text) if name == "skjermingshjemmel" else ""
            found.append(Restriction("" if basis else plain(child.text, 60), basis))
        elif name not in beyond:
            found.extend(restricted(child, beyond))
    return tuple(found)


def _code(element: Element) -> str:
    return plain(next(iter(texts(element, "tilgangsrestriksjon") + texts(element, "tilgangskode")), ""), 60)
