"""The secretariat's desk: what is harvested, what publishing would do, and doing it."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import msgspec

from folkevalgt import access, clock, database
from folkevalgt.api import shapes
from folkevalgt.api.http import Call, uuid
from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Delivery, Package, Publication
from folkevalgt.models.person import Person
from folkevalgt.publishing import assemble, desk_view, preview, publish
from folkevalgt.publishing.assemble import Draft


async def desk(call: Call) -> shapes.Desk:
    packages = await Package.all().using_db(database.ro()).order_by("-meeting__date", "meeting__committee__name")
    kept = await _held_back()
    rows = [await _row(each, await assemble.assemble(database.ro(), each.id), kept) for each in packages]
    return shapes.Desk(rows)


async def desk_package(call: Call) -> shapes.DeskPackage:
    draft, package = await _find(call)
    rows = await Publication.filter(package_id=package.id).using_db(database.ro()).order_by("-revision")
    names = await _names({row.by for row in rows})
    lines = [
        shapes.PublicationLine(
            row.revision, assemble.in_norway(row.published_at) or "", names.get(row.by, row.by), row.change_note
        )
        for row in rows
    ]
    differences = [shapes.Difference(kind, what) for kind, what in assemble.differences(draft)]  # type: ignore[arg-type]
    seen = await _row(package, draft, await _held_back())
    row = msgspec.structs.replace(seen, recipients=await _would_reach(package.id))
    lies = await desk_view.state(database.ro(), package, draft, str(call.signed.person))
    return shapes.DeskPackage(row, draft.content, differences, draft.state, lines, lies)


async def _would_reach(package_id: UUID) -> int:
    """How many publishing now would give the package to."""
    _, views = await preview.preview(database.ro(), package_id)
    return sum(len(view.people) for view in views if view.role in access.DELIVERED_TO)


async def desk_preview(call: Call) -> shapes.Preview:
    state, views = await preview.preview(database.ro(), uuid(call.request.path_params["id"]))
    roles = [
        shapes.PreviewRole(
            view.role.value,
            view.people,
            view.ids,
            [shapes.PreviewDocument(name, sees.value, why.value) for name, sees, why in view.documents],
        )
        for view in views
    ]
    return shapes.Preview(state, roles)


async def desk_publish(call: Call) -> shapes.Published:
    asked: shapes.Publish = call.body
    by = str(call.signed.person)
    made = await publish.publish(uuid(call.request.path_params["id"]), by, asked.state, asked.change_note.strip())
    readers = await Delivery.filter(package_id=made.package_id).using_db(database.ro()).count()
    return shapes.Published(str(made.id), made.revision, readers)


async def _find(call: Call) -> tuple[Draft, Package]:
    name = uuid(call.request.path_params["id"])
    draft = await assemble.assemble(database.ro(), name)
    return draft, await Package.get(id=name, using_db=database.ro())


async def _names(actors: set[str]) -> dict[str, str]:
    people = [UUID(each) for each in actors if each not in ("worker", "cli")]
    rows = await Person.filter(id__in=people).using_db(database.ro()).values_list("id", "name") if people else []
    return {str(person): name for person, name in rows}


async def _row(package: Package, draft: Draft, kept: Counter[UUID]) -> shapes.DeskMeeting:
    content = draft.content
    last = await Publication.filter(package_id=package.id).using_db(database.ro()).order_by("-revision").first()
    given = await Delivery.filter(package_id=package.id).using_db(database.ro()).values("received_at", "opened_at")
    return shapes.DeskMeeting(
        package=str(package.id),
        committee=content.committee,
        meeting=content.meeting,
        stage=await _stage(package, draft),
        revision=last.revision if last else 0,
        items=len(content.items),
        documents=len(content.documents),
        missing=sum(1 for each in content.documents if each.missing),
        exempt=sum(1 for each in content.documents if each.exemption),
        differences=len(assemble.differences(draft)) if assemble.anything_new(draft) else 0,
        published_at=assemble.in_norway(last.published_at) if last else None,
        recipients=len(given),
        received=sum(1 for each in given if each["received_at"]),
        opened=sum(1 for each in given if each["opened_at"]),
        held_back=kept[package.meeting_id],
        scheduled_at=assemble.in_norway(package.publish_at),
        trouble=package.publish_trouble,
        withdrawn=package.withdrawn_at is not None,
    )


async def _held_back() -> Counter[UUID]:
    """How many items and papers of each meeting are held back."""
    kept: Counter[UUID] = Counter()
    for table in (AgendaItem, Document):
        rows = table.filter(held_back=True, withdrawn_at=None).using_db(database.ro())
        kept.update(meeting for (meeting,) in await rows.values_list("meeting_id"))
    return kept


async def _stage(package: Package, draft: Draft) -> shapes.Stage:
    if draft.last is None or package.withdrawn_at:
        return "harvested"
    if assemble.anything_new(draft):
        return "changed"
    if draft.last.meeting.status == "minutes_published":
        return "minutes"
    meeting = await Meeting.get(id=package.meeting_id, using_db=database.ro())
    return "held" if meeting.date < clock.today() else "published"
