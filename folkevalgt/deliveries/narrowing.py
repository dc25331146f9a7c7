"""A publication as one reader may have it, by what is exempt or withdrawn now."""

from __future__ import annotations

from uuid import UUID

import msgspec

from folkevalgt import access
from folkevalgt.access import Reader, Sight, Why
from folkevalgt.deliveries.facts import Restrictions
from folkevalgt.models import manifest
from folkevalgt.models.document import NEUTRAL

# Why only a title is shown, as a manifest says it.
WORDS: dict[Why, manifest.MissingWord] = {
    Why.WITHDRAWN: "withdrawn",
    Why.EXEMPT: "exempt",
    Why.DISQUALIFIED: "disqualified",
}


def paper(document: manifest.Document, limits: Restrictions) -> access.Paper:
    """What the rules need to know of a published paper, as it is now. What is not known to be open is exempt."""
    row = document.version and limits.versions.get((document.id, document.version.number))
    return access.Paper(
        exempt=document.id not in limits.open,
        withdrawn=document.id in limits.withdrawn,
        missing=document.version is None,
        item=UUID(document.item) if document.item else None,
        sealed=bool(row and row.content_key),
    )


def title(subject: manifest.Item | manifest.Document, limits: Restrictions) -> str:
    """What everyone may read of it. What has been open all along is called what it was called when published, and so is
    what was exempt then and got a title for everyone from the secretariat."""
    if subject.exemption and subject.id in limits.named and subject.id not in limits.open:
        return subject.title
    if subject.id not in limits.open:
        return limits.titles.get(subject.id, NEUTRAL)
    return limits.open[subject.id] if subject.exemption else subject.title  # lifted since it was published


def legal(subject: manifest.Item | manifest.Document, limits: Restrictions) -> manifest.Legal | None:
    """Why it is exempt now; None when it is not."""
    if subject.id in limits.open:
        return None
    return limits.legal.get(subject.id) or subject.exemption or manifest.Legal("")


def narrow(content: manifest.Manifest, reader: Reader, limits: Restrictions) -> manifest.Manifest:
    """The publication as one reader may have it: what they may not read keeps its place and says why."""
    documents = []
    for document in content.documents:
        seen, why = access.sight(reader, paper(document, limits))
        if seen is Sight.NOTHING:
            continue
        version, missing = document.version and _as_it_lies(document, document.version, limits), document.missing
        if seen is Sight.TITLE and why is not Why.MISSING:
            version, missing = None, WORDS[why]
        shown = {"title": title(document, limits), "exemption": legal(document, limits)}
        documents.append(msgspec.structs.replace(document, version=version, missing=missing, **shown))
    items = [
        msgspec.structs.replace(
            item,
            title=title(item, limits),
            exemption=legal(item, limits),
            decision=item.decision if item.id in limits.open else "",
        )
        for item in content.items
        if reader.takes_part_in(UUID(item.id))
    ]
    return msgspec.structs.replace(content, items=tuple(items), documents=tuple(documents))


def _as_it_lies(document: manifest.Document, version: manifest.Version, limits: Restrictions) -> manifest.Version:
    row = limits.versions.get((document.id, version.number))
    if row is None:
        return version
    return msgspec.structs.replace(
        version,
        sha256=row.sha256,
        size=row.size,
        text=row.text_sha256,
        text_size=row.text_size,
        sealed=row.content_key is not None,
    )
