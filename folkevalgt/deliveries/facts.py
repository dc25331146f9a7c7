"""What the rules are asked about: who is what towards a meeting's papers, and what is exempt or withdrawn of them."""

from __future__ import annotations

from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from folkevalgt import access, clock
from folkevalgt.access import Reader, Role, Standing
from folkevalgt.models import manifest
from folkevalgt.models.committee import CallIn, Committee, Membership
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.document import NEUTRAL, Document, DocumentVersion, Exemption
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.person import Person


class Restrictions(msgspec.Struct):
    """What is exempt or withdrawn now, by id of item or document.

    `titles` are those of what is exempt that everyone may read, `legal` says why it is. `open` are the titles of
    what is not: no row says so, and nothing of it is sealed. `named` got their title from the secretariat. `versions`
    are the files of every paper as they lie now, by document id and number: what has become exempt is ciphertext under
    another name. What was put off to another meeting is told of, its papers as withdrawn.
    """

    exempt: set[str] = set()
    withdrawn: set[str] = set()
    titles: dict[str, str] = {}
    legal: dict[str, manifest.Legal] = {}
    open: dict[str, str] = {}
    named: set[str] = set()
    versions: dict[tuple[str, int], DocumentVersion] = {}


async def standings(db: BaseDBAsyncClient, meeting_id: UUID) -> dict[UUID, list[Standing]]:
    """Every person with a role towards a meeting's papers, at any time: their roles with their times."""
    meeting = await Meeting.get(id=meeting_id, using_db=db)
    held: dict[UUID, list[Standing]] = {}
    people = {person.id: person for person in await Person.filter(revoked_at=None).using_db(db)}

    def give(person: UUID, standing: Standing) -> None:
        if person in people:
            held.setdefault(person, []).append(standing)

    for person in people.values():
        if person.secretariat:
            give(person.id, Standing(Role.SECRETARIAT, person.created_at))
    for each in await Membership.filter(committee_id=meeting.committee_id).using_db(db):
        give(each.person_id, access.seat(each.role, each.valid_from, each.valid_to))
    for call in await CallIn.filter(meeting_id=meeting_id, revoked_at=None).using_db(db):
        items = [UUID(each) for each in call.items]
        give(call.person_id, access.called_in(call.since, meeting.date, call.hours_after, items))
    youth = await Committee.filter(kind="youth_council").using_db(db).values_list("id", flat=True)
    if meeting.committee_id not in youth:
        for each in await Membership.filter(committee_id__in=list(youth), role__not="deputy").using_db(db):
            seat = access.seat(each.role, each.valid_from, each.valid_to)
            give(each.person_id, Standing(Role.YOUTH_COUNCIL, seat.since, seat.until))
    return held


async def disqualified(db: BaseDBAsyncClient, meeting_id: UUID) -> dict[UUID, set[UUID]]:
    """The items that each person may not treat now: provisionally or by the body's decision."""
    rows = Disqualification.filter(item__meeting_id=meeting_id, state__in=list(access.WITHHOLDING)).using_db(db)
    found: dict[UUID, set[UUID]] = {}
    for person, item in await rows.values_list("person_id", "item_id"):
        found.setdefault(person, set()).add(item)
    return found


async def reader(db: BaseDBAsyncClient, meeting_id: UUID, person: UUID) -> Reader:
    """What one person is towards a meeting's papers now."""
    held = (await standings(db, meeting_id)).get(person, [])
    return access.reader(held, (await disqualified(db, meeting_id)).get(person, ()), clock.now())


async def restrictions(db: BaseDBAsyncClient, meeting_id: UUID) -> Restrictions:
    """What is exempt or withdrawn now, whatever it was when the package was published."""
    here = Q(meeting_id=meeting_id)
    items = {row.id: row for row in await AgendaItem.filter(here | Q(moved_from_id=meeting_id)).using_db(db)}
    documents = await Document.filter(here | Q(item__moved_from_id=meeting_id)).using_db(db)
    rows = await Exemption.filter(item_id__in=list(items)).using_db(db) if items else []
    rows += await Exemption.filter(document_id__in=[each.id for each in documents]).using_db(db) if documents else []
    limits = Restrictions()
    bases = {row.item_id or row.document_id: row for row in rows}
    if documents:
        for version in await DocumentVersion.filter(document_id__in=[each.id for each in documents]).using_db(db):
            limits.versions[str(version.document_id), version.number] = version
    sealed = {document for (document, _), version in limits.versions.items() if version.content_key}
    for item in items.values():
        _restrict(limits, item, bases.get(item.id), item.sealed_title is not None)
    for document in documents:
        basis = bases.get(document.id) or bases.get(document.item_id)
        _restrict(limits, document, basis, document.sealed_title is not None or str(document.id) in sealed)
        parent = items.get(document.item_id) if document.item_id else None
        if document.withdrawn_at or document.meeting_id != meeting_id or (parent and parent.withdrawn_at):
            limits.withdrawn.add(str(document.id))
    return limits


def _restrict(limits: Restrictions, row: AgendaItem | Document, basis: Exemption | None, sealed: bool) -> None:
    name = str(row.id)
    # What was made exempt here has its whole title until the worker has sealed it.
    limits.titles[name] = row.title if row.sealed_title else NEUTRAL
    if basis:
        limits.exempt.add(name)
        limits.legal[name] = manifest.Legal(basis.legal_basis, basis.until.isoformat() if basis.until else None)
    elif not sealed:
        limits.open[name] = row.own_title or row.title
    if row.own_title and (basis is None or row.sealed_title is not None):
        limits.named.add(name)
