"""Making a package readable: one frozen publication, everyone's list, and the notices about it, in one transaction."""

from __future__ import annotations

from uuid import UUID

import msgspec

from folkevalgt import audit, clock, database, deliveries, jobs, notices
from folkevalgt.errors import Refusal
from folkevalgt.models import manifest
from folkevalgt.models.package import Delivery, Package, Publication
from folkevalgt.publishing import desk_log, gate, saying, scheduling
from folkevalgt.publishing.assemble import anything_new, assemble


async def publish(package_id: UUID, by: str, state: str | None = None, change_note: str = "") -> Publication:
    """Freezes what the archive last told us, and gives it to everyone who may have it (kommuneloven § 11-3).

    `state` is what the publisher looked at; None takes what is there. `by` is a person's id, "worker" or "cli".
    Raises Refusal("stale") when something else would be published, "nothing_to_publish", "no_such_package", and what
    the gate refuses with.
    """
    now = clock.now()
    async with database.write_tx() as db:
        package = await database.locked(Package.filter(id=package_id), db).first()  # two publish one after the other
        draft = await assemble(db, package_id)
        if package is None:
            raise Refusal("no_such_package", 404)
        if state is not None and state != draft.state:
            raise Refusal("stale", 409)
        if not anything_new(draft) and not package.withdrawn_at:
            raise Refusal("nothing_to_publish", 409)
        await gate.pass_through(db, draft.content)
        content = msgspec.structs.replace(
            draft.content,
            published_at=clock.in_norway(now),
            change_note=change_note,
        )
        kind = saying.kind(content, draft.last)
        given = Delivery.filter(package_id=package_id).using_db(db)
        had: dict[UUID, str] = dict(await given.values_list("person_id", "manifest_id"))
        publication = await Publication.create(
            using_db=db,
            package_id=package_id,
            revision=content.revision,
            content=manifest.canonical(content)[1],
            state=draft.state,
            change_note=change_note,
            kind=kind,
            by=by,
            published_at=now,
        )
        await scheduling.over(db, package)
        await Package.filter(id=package_id).using_db(db).update(withdrawn_at=None)
        await audit.record(db, by, "publish", str(package_id), revision=content.revision)
        await desk_log.write(db, package, "publish", by)
        await deliveries.refresh(db, package_id)
        await saying.tell(db, publication, draft.content, draft.last, had)
        await jobs.order(db, "followed", {"publication": str(publication.id)})
        await notices.stir(db, package_id)
    return publication
