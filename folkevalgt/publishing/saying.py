"""What a publication tells its readers: what it is, and how much in it is other than what they had."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Literal, cast
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import notices
from folkevalgt.models import manifest
from folkevalgt.models.document import Comparison, DocumentVersion
from folkevalgt.models.package import Delivery, Manifest, Publication

PublicationKind = Literal["package", "supplement", "minutes"]
AFTER = ("minutes", "item_minutes")  # the papers that come after a meeting


def kind(content: manifest.Manifest, last: manifest.Manifest | None) -> PublicationKind:
    """What is published with minutes or decisions that are new is the minutes, whatever else there is in it."""
    if last is None:
        return "package"
    had = {each.id: each.version and each.version.number for each in last.documents}
    decided = {each.id: (each.decided, each.decision) for each in last.items}
    minutes = any(
        each.kind in AFTER and each.version and had.get(each.id) != each.version.number for each in content.documents
    )
    decisions = any(each.decided and decided.get(each.id) != (True, each.decision) for each in content.items)
    return "minutes" if minutes or decisions else "supplement"


async def facts(
    db: BaseDBAsyncClient, content: manifest.Manifest, last: manifest.Manifest | None
) -> dict[str, int | str]:
    """Counts for a notice, of a list as one reader has it, against the one they had.

    `new`, `changed` and `withdrawn` are papers, and items without any; `paragraphs` those that differ in the changed
    papers, as far as they have been compared, and `proposal` those of them in a proposal for a decision.
    """
    if last is None:
        return {"items": len(content.items), "papers": sum(1 for each in content.documents if each.version)}
    had = {each.id: each for each in last.documents if each.version}
    items = {each.id: each for each in last.items}
    here = {each.id: each for each in content.documents if each.version}
    bare = {each.id for each in content.items} - {each.item for each in content.documents}
    changed = [(had[name], each) for name, each in here.items() if name in had and _differs(had[name], each)]
    renamed = [each for each in content.items if each.id in items and _renamed(items[each.id], each)]
    paragraphs, proposal = await _counted(db, changed)
    return {
        "changed": len(changed) + len(renamed),
        "new": len(here.keys() - had.keys()) + len(bare - items.keys()),
        "withdrawn": len(had.keys() - here.keys()),
        "paragraphs": paragraphs,
        "proposal": proposal,
    }


def _differs(was: manifest.Document, is_now: manifest.Document) -> bool:
    return (_file(was), was.title) != (_file(is_now), is_now.title)


def _renamed(was: manifest.Item, is_now: manifest.Item) -> bool:
    return (was.title, was.closed) != (is_now.title, is_now.closed)


async def tell(
    db: BaseDBAsyncClient,
    publication: Publication,
    content: manifest.Manifest,
    last: manifest.Manifest | None,
    had: Mapping[UUID, str],
) -> None:
    """Has everyone who is given it told of it, in numbers of their own list; `had` names those they had until now.

    Who had none is told of a new package. When only the meeting itself is another, that alone is told, and who has
    nothing new in their list, because it is not for them, is not told of any.
    """
    given = Delivery.filter(package_id=publication.package_id).using_db(db)
    groups: dict[tuple[str, str], list[UUID]] = {}
    for person, name in await given.values_list("person_id", "manifest_id"):
        groups.setdefault((had.get(person, ""), name), []).append(person)
    moved = _moved(content, last)
    package, about = publication.package_id, str(publication.id)
    for (before, now), people in groups.items():
        word: notices.Kind = cast("PublicationKind", publication.kind) if before else "package"
        counts = await facts(db, await _list(db, now), await _list(db, before) if before else None)
        if word != "supplement" or any(counts.values()) or (publication.change_note and not moved):
            await notices.order(db, word, people, about, package=package, publication=publication.id, facts=counts)
        if before and moved:
            await notices.order(
                db, moved[0], people, about, package=package, publication=publication.id, facts=moved[1]
            )


async def _list(db: BaseDBAsyncClient, name: str) -> manifest.Manifest:
    row = await Manifest.get(sha256=name, using_db=db)
    return msgspec.json.decode(gzip.decompress(row.body), type=manifest.Manifest)


def _moved(
    content: manifest.Manifest, last: manifest.Manifest | None
) -> tuple[Literal["moved", "cancelled"], dict[str, int | str]] | None:
    """Whether it is cancelled, or what about its time and place is another: day, time, place are 1 or 0."""
    if last is None:
        return None
    was, is_now = last.meeting, content.meeting
    if is_now.status == "cancelled":
        return None if was.status == "cancelled" else ("cancelled", {})
    clocks = [each.starts_at and each.starts_at[11:16] for each in (was, is_now)]
    found = {
        "day": int(was.date != is_now.date),
        "time": int(clocks[0] != clocks[1]),
        "place": int(was.place != is_now.place),
    }
    back = was.status == "cancelled"  # it is to be after all
    return ("moved", {**found}) if any(found.values()) or back else None


def _file(document: manifest.Document) -> int:
    return document.version.number if document.version else 0


async def _counted(
    db: BaseDBAsyncClient, changed: list[tuple[manifest.Document, manifest.Document]]
) -> tuple[int, int]:
    pairs = {(old.id, _file(old), _file(new)) for old, new in changed}
    ids = [UUID(name) for name, _, _ in pairs]
    rows = await DocumentVersion.filter(document_id__in=ids).using_db(db) if ids else []
    version = {(str(row.document_id), row.number): row.id for row in rows}
    wanted = {(version.get((name, old)), version.get((name, new))) for name, old, new in pairs}
    between = Comparison.filter(new_id__in=[new for _, new in wanted if new]).using_db(db)
    told = [row.summary for row in await between if (row.old_id, row.new_id) in wanted] if wanted else []
    paragraphs = sum(sum(count for name, count in each.items() if name != "in_proposal") for each in told)
    return paragraphs, sum(each.get("in_proposal", 0) for each in told)
