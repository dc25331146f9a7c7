"""Noark 5 and eInnsyn-flavoured XML, read leniently: no real meeting file is valid by any of the official schemas.

An eInnsyn delivery (moetesaksregistrering, moetedokumentregistrering) is made for the public feed, so what carries no
skjerming may be open there; plain moeteregistrering says nothing of the kind.
"""

from __future__ import annotations

import re
from typing import cast

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from folkevalgt.archive.noark_meeting import Papers, meeting
from folkevalgt.archive.noark_words import Element, children, kind_of, local, restricted, text
from folkevalgt.archive.records import Described, Restriction, Unfit
from folkevalgt.archive.report import Lines
from folkevalgt.config import Settings

MAX_BYTES = 8 * 1024 * 1024  # a meeting's description is some 20 kB; the tree costs many times its text
MAX_DEPTH = 100
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(data: bytes, name: str, base: str, settings: Settings, lines: Lines) -> Described:
    """Reads every moetemappe of a description. Raises Unfit: xml_entities, bad_xml, not_noark, description_too_large,
    no_meeting."""
    root, guessed = parse(data, name)
    if local(root) != "arkiv":
        raise Unfit("not_noark", name, root=local(root)[:40])
    if guessed:
        lines.add("encoding_guessed", name)
    folders = list(_folders(root, ()))
    papers = Papers(settings)
    meetings = [(folder, told) for folder, told in folders if kind_of(folder) == "moetemappe"]
    for folder, told in folders:
        if kind_of(folder) != "moetemappe":
            papers.learn(folder, told)
    if not meetings:
        raise Unfit("no_meeting", name, count=papers.count)
    records = [meeting(folder, told, papers, lines) for folder, told in meetings]
    return Described(
        name=name,
        base=base,
        meetings=tuple(record for record in records if record),
        all_open=settings.einnsyn_delivery_is_open and not restricted(root) and not _washed(root),
    )


def parse(data: bytes, name: str) -> tuple[Element, bool]:
    """The root, and whether the encoding had to be guessed. No entity, DTD or outside reference is followed.

    Raises Unfit: xml_entities, bad_xml, description_too_large.
    """
    if len(data) > MAX_BYTES:
        raise Unfit("description_too_large", name)
    # Some say UTF-8 and are Latin-1, or name an encoding nobody knows: then once more as Windows-1252.
    guess = _DECLARED.sub("", data.decode("cp1252", "replace").removeprefix("ï»¿"), count=1).encode()
    for guessed, attempt in ((False, data), (True, guess)):
        try:
            root = fromstring(attempt, forbid_dtd=True, forbid_entities=True, forbid_external=True)
        except DefusedXmlException:
            raise Unfit("xml_entities", name) from None
        except (ParseError, ValueError, LookupError):
            continue
        if _deeper(root, MAX_DEPTH):
            break
        return cast(Element, root), guessed
    raise Unfit("bad_xml", name)


def _deeper(root: Element, limit: int) -> bool:
    level = [root]
    for _ in range(limit):
        level = [child for element in level for child in element]
    return bool(level)


def _folders(element: Element, above: tuple[Restriction, ...]) -> list[tuple[Element, tuple[Restriction, ...]]]:
    """Every mappe with the restrictions it inherits from the arkivdel, klasse or mappe it lies in."""
    found = []
    for child in element:
        name = local(child)
        if name == "mappe":
            own = above + restricted(child, ("registrering", "mappe"))
            found.append((child, own))
            found.extend(_folders(child, own))
        elif name in ("arkivdel", "klassifikasjonssystem", "klasse", "arkiv"):
            inside = ("mappe", "registrering", "klassifikasjonssystem", "klasse", "arkivdel", "arkiv")
            found.extend(_folders(child, above + restricted(child, inside)))
    return found


def _washed(root: Element) -> bool:
    """True when some title has a public twin that says less."""
    for element in root.iter():
        whole, public = text(element, "tittel"), text(element, "offentligTittel")
        if children(element, "offentligTittel") and whole and whole != public:
            return True
    return False
