"""Taking back what should not have been published."""

from __future__ import annotations

from uuid import UUID

from folkevalgt import audit, clock, database, deliveries
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.document import Document
from folkevalgt.models.package import Package


async def withdraw(package_id: UUID, by: str, reason: str, document_id: UUID | None = None) -> None:
    """Takes one paper, or the whole package, back from everyone. Devices drop it at their next contact.

    Who had been given it stays on record in the audit log. Raises Refusal("no_such_package"), "not_found" for a paper
    that is not in the package, "stale" when it is withdrawn already.
    """
    now = clock.now()
    async with database.write_tx() as db:
        package = await database.locked(Package.filter(id=package_id), db).first()
        if package is None:
            raise Refusal("no_such_package", 404)
        subject: Package | Document | None = package
        if document_id is not None:
            subject = await Document.get_or_none(id=document_id, meeting_id=package.meeting_id, using_db=db)
        if subject is None:
            raise not_found()
        if subject.withdrawn_at:
            raise Refusal("stale", 409)
        subject.withdrawn_at = now
        await subject.save(using_db=db, update_fields=["withdrawn_at"])
        await audit.record(db, by, "withdraw", str(document_id or package_id), reason=reason)
        await deliveries.refresh(db, package_id)
