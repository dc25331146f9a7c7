"""Who sees what of a package, and why: the same rules and the same facts as the lists are made from.

Papers that the worker is about to seal, or to open again, are told of as they will be then: it is a matter of seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, clock, crypto, deliveries
from folkevalgt.access import FOREVER, Reader, Role, Standing
from folkevalgt.attendance import calling, shapes
from folkevalgt.attendance.steps import lines
from folkevalgt.deliveries import Restrictions
from folkevalgt.models import manifest
from folkevalgt.models.committee import CallIn, Committee
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.package import Package
from folkevalgt.models.person import PartyGroup, Person


async def grid(db: BaseDBAsyncClient, package: Package, content: manifest.Manifest) -> shapes.Grid:
    """`content` is what was published last, or what would be. The public is the last row."""
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    committee = await Committee.get(id=meeting.committee_id, using_db=db)
    limits = await deliveries.restrictions(db, meeting.id)
    told = await lines(db, meeting.id)
    made = shapes.Grid(
        package=str(package.id),
        state="",
        committee=committee.name,
        date=meeting.date.isoformat(),
        items=[_item(each, limits) for each in content.items],
        papers=_columns(content, limits),
        people=await _people(db, meeting.id, content, limits, {UUID(each.person) for each in told}),
        disqualifications=told,
        substitutes=await _substitutes(db, meeting),
        exempt_on_devices=committee.exempt_on_devices,
    )
    return msgspec.structs.replace(made, state=crypto.sha256(msgspec.json.encode(made)))


def _item(item: manifest.Item, limits: Restrictions) -> shapes.GridItem:
    legal = limits.legal.get(item.id)
    title = deliveries.title(item, limits)
    return shapes.GridItem(item.id, item.number, title, legal is not None, legal.legal_basis if legal else "")


def _columns(content: manifest.Manifest, limits: Restrictions) -> list[shapes.GridPaper]:
    numbers = {item.id: item.number for item in content.items}
    found = []
    for each in content.documents:
        legal = limits.legal.get(each.id)
        paper = shapes.GridPaper(
            document=each.id,
            item_id=each.item or "",
            item=numbers.get(each.item or "", ""),
            title=deliveries.title(each, limits),
            exempt=legal is not None,
            missing="withdrawn" if each.id in limits.withdrawn else each.missing,
            legal_basis=legal.legal_basis if legal else "",
            until=legal.until if legal else None,
        )
        found.append(paper)
    return found


async def _people(
    db: BaseDBAsyncClient, meeting: UUID, content: manifest.Manifest, limits: Restrictions, told: set[UUID]
) -> list[shapes.GridPerson]:
    """Whoever is something to this meeting, or will be, or may be disqualified in it; and the public."""
    now = clock.now()
    held = await deliveries.standings(db, meeting)
    barred = await deliveries.disqualified(db, meeting)
    wanted = {person for person, theirs in held.items() if any(each.until > now for each in theirs)} | told
    parties = dict(await PartyGroup.all().using_db(db).values_list("id", "short"))
    papers = [_settled(each, limits) for each in content.documents]
    known: dict[Reader, list[shapes.GridCell]] = {}

    def row(person: UUID | None, name: str, party: str) -> tuple[int, shapes.GridPerson]:
        theirs = held.get(person, []) if person else [Standing(Role.PUBLIC, now)]
        reader = access.reader(theirs, barred.get(person, ()) if person else (), now)
        if reader not in known:
            known[reader] = [_cell(reader, paper) for paper in papers]
        best = access.standing(theirs, now)
        line = shapes.GridPerson(
            id=str(person or ""),
            name=name,
            party=party,
            roles=[role.value for role in Role if role in reader.roles],
            called_to=sorted(map(str, reader.called_to)),
            until=_ends(each for each in theirs if each.holds(now)),
            cells=known[reader],
        )
        return list(Role).index(best.role) if best else len(Role), line

    rows = await Person.filter(id__in=list(wanted), revoked_at=None).using_db(db) if wanted else []
    found = [row(each.id, each.name, parties.get(each.party_group_id, "")) for each in rows]
    found.sort(key=lambda each: (each[0], each[1].name, each[1].id))
    return [line for _, line in found] + [row(None, "", "")[1]]


def _settled(document: manifest.Document, limits: Restrictions) -> access.Paper:
    paper = deliveries.paper(document, limits)
    return msgspec.structs.replace(paper, exempt=document.id in limits.exempt, sealed=True)


def _cell(reader: Reader, paper: access.Paper) -> shapes.GridCell:
    sees, why = access.sight(reader, paper)
    return shapes.GridCell(sees.value, why.value)


def _ends(held: Iterable[Standing]) -> str | None:
    soonest = min((each.until for each in held), default=FOREVER)
    return None if soonest == FOREVER else soonest.astimezone(clock.OSLO).isoformat()


async def _substitutes(db: BaseDBAsyncClient, meeting: Meeting) -> list[shapes.Substitute]:
    rows = CallIn.filter(meeting_id=meeting.id, revoked_at=None).using_db(db)
    called: dict[UUID, list[str]] = dict(await rows.values_list("person_id", "items"))
    return [
        shapes.Substitute(
            str(seat.person_id), seat.person.name, seat.rank, seat.person_id in called, called.get(seat.person_id, [])
        )
        for seat in await calling.deputies(db, meeting)
    ]
