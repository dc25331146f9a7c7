"""Who follows a case hears when it stands on an agenda, and when it is decided: where they may read it themselves."""

from __future__ import annotations

import gzip
from collections import defaultdict
from uuid import UUID

import msgspec
from tortoise.expressions import Q

from folkevalgt import clock, database, notices
from folkevalgt.models.manifest import Item
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import Follow
from folkevalgt.models.package import Delivery, Manifest, Publication


class Listed(msgspec.Struct):
    """The part of a list that says what its items are."""

    items: tuple[Item, ...]


async def tell(publication_id: UUID) -> None:
    """Orders notices of what this publication has new of the cases that somebody follows; each once."""
    db = database.ro()
    publication = await Publication.get(id=publication_id, using_db=db)
    earlier = Publication.filter(package_id=publication.package_id, revision__lt=publication.revision)
    before = await earlier.using_db(db).order_by("-revision").first()
    news = moved(_read(before.content) if before else Listed(()), _read(publication.content))
    items = AgendaItem.filter(id__in=[UUID(each) for each in news], case_id__not_isnull=True).using_db(db)
    cases = dict(await items.values_list("id", "case_id"))
    follows = Follow.filter(case_id__in=list(set(cases.values())), person__revoked_at=None).using_db(db)
    followers: dict[UUID, set[UUID]] = defaultdict(set)
    for person, case in await follows.values_list("person_id", "case_id"):
        followers[case].add(person)
    if not followers:
        return
    seen = await _seen(publication, {each for some in followers.values() for each in some})
    async with database.write_tx() as writing:
        for item, case in cases.items():
            what = news[str(item)]
            people = [each for each in followers[case] if _shows(seen[each], str(item), what)]
            about = f"{item} {what}" + (f" {publication.revision}" if what == "decision" else "")
            await notices.order(
                writing,
                "case",
                people,
                about,
                package=publication.package_id,
                publication=publication.id,
                subject=str(item),
                facts={"what": what},
            )


def moved(before: Listed, now: Listed) -> dict[str, str]:
    """Items that are new on the agenda, and those with a decision that is new: by id, "agenda" or "decision"."""
    old = {each.id: each for each in before.items}
    told = {each.id: "agenda" for each in now.items if each.id not in old}
    return told | {
        each.id: "decision"
        for each in now.items
        if each.decision and (each.id not in old or old[each.id].decision != each.decision)
    }


async def _seen(publication: Publication, people: set[UUID]) -> dict[UUID, dict[str, Item]]:
    """What each of them may read of it: their own list, else everyone's."""
    db, now = database.ro(), clock.now()
    held = Delivery.filter(Q(until=None) | Q(until__gt=now), package_id=publication.package_id, since__lte=now)
    lists = dict(await held.filter(person_id__in=list(people)).using_db(db).values_list("person_id", "manifest_id"))
    names = {*lists.values(), publication.public_manifest} - {None}
    rows = await Manifest.filter(sha256__in=list(names)).using_db(db)
    read = {row.sha256: {each.id: each for each in _read(gzip.decompress(row.body)).items} for row in rows}
    return {person: read.get(lists.get(person) or publication.public_manifest or "", {}) for person in people}


def _shows(listed: dict[str, Item], item: str, what: str) -> bool:
    return item in listed and (what == "agenda" or bool(listed[item].decision))


def _read(body: bytes) -> Listed:
    return msgspec.json.decode(body, type=Listed)
