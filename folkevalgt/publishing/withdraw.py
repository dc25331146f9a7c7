"""Taking back what should not have been published, and who had it by then."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock, database, deliveries, notices
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.package import Delivery, ManifestFile, Package, Receipt
from folkevalgt.models.person import Person
from folkevalgt.publishing import desk_log, scheduling
from folkevalgt.publishing.shapes import Withdrawal


async def withdraw(package_id: UUID, by: str, reason: str, document_id: UUID | None = None) -> None:
    """Takes one paper, or the whole package, back from everyone. Devices drop it at their next contact.

    Who had been given it, and who had opened it, stays on record in the audit log; they are told. Raises
    Refusal("no_such_package"), "not_found" for a paper that is not in the package, "stale" when it is so already.
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
        had, opened = await _had(db, package, document_id)
        subject.withdrawn_at = now
        await subject.save(using_db=db, update_fields=["withdrawn_at"])
        if subject is package:
            await scheduling.over(db, package)
        people = {"had": sorted(map(str, had)), "opened": sorted(map(str, opened))}
        await audit.record(db, by, "withdraw", str(document_id or package_id), reason=reason, **people)
        await desk_log.write(db, package, "withdraw", by, document=document_id)
        await deliveries.refresh(db, package_id)
        await _tell(db, package, document_id, had, now)
        await notices.stir(db, package_id)


async def _had(db: BaseDBAsyncClient, package: Package, document: UUID | None) -> tuple[set[UUID], set[UUID]]:
    """Those who have been given it, and those of them who opened a list it stood in."""
    given = (
        await Delivery.filter(package_id=package.id).using_db(db).values_list("person_id", "manifest_id", "opened_at")
    )
    receipts = Receipt.filter(package_id=package.id, opened_at__not_isnull=True).using_db(db)
    seen = await receipts.values_list("person_id", "manifest")
    lists = {name for _, name, _ in given} | {name for _, name in seen}
    if document is not None:
        versions = DocumentVersion.filter(document_id=document).using_db(db)
        files = list(await versions.values_list("sha256", flat=True))
        named = ManifestFile.filter(manifest_id__in=list(lists), file__in=files).using_db(db)
        lists = set(await named.values_list("manifest_id", flat=True)) if files and lists else set()
    opened = {person for person, name, at in given if at and name in lists}
    opened |= {person for person, name in seen if name in lists}
    return {person for person, name, _ in given if name in lists} | opened, opened


async def _tell(db: BaseDBAsyncClient, package: Package, document: UUID | None, had: set[UUID], now: datetime) -> None:
    """Whoever had it; of a package that is gone nobody is told anything else that waits."""
    if document is None:
        waiting = ("package", "supplement", "minutes", "reminder")
        await notices.call_off(db, "withdrawn", package_id=package.id, kind__in=waiting)
    about, facts = str(document or package.id), {"papers": 1 if document else 0}
    await notices.order(
        db, "withdrawn", sorted(had), f"{about} {now.isoformat()}", package=package.id, subject=about, facts=facts
    )


async def withdrawals(db: BaseDBAsyncClient, package_id: UUID) -> list[Withdrawal]:
    """Everything that was taken back of a package, the newest first. Raises Refusal("no_such_package")."""
    package = await Package.get_or_none(id=package_id, using_db=db)
    if package is None:
        raise Refusal("no_such_package", 404)
    papers = {str(row.id): row for row in await Document.filter(meeting_id=package.meeting_id).using_db(db)}
    acts = AuditEntry.filter(action="withdraw", subject__in=[str(package_id), *papers]).using_db(db)
    rows = await acts.order_by("-seq")
    names = await _names(db, rows)
    last: set[str] = set()
    found = []
    for row in rows:
        paper = papers.get(row.subject)
        gone = (paper or package).withdrawn_at is not None and row.subject not in last
        last.add(row.subject)
        line = Withdrawal(
            document=row.subject if paper else "",
            at=clock.in_norway(datetime.fromisoformat(row.at)),
            by=names.get(row.actor, row.actor),
            reason=row.detail.get("reason", ""),
            had=sorted(names.get(each, "") for each in row.detail.get("had", ())),
            opened=sorted(names.get(each, "") for each in row.detail.get("opened", ())),
            back=gone and paper is not None,
        )
        found.append(line)
    return found


async def _names(db: BaseDBAsyncClient, rows: list[AuditEntry]) -> dict[str, str]:
    wanted = {row.actor for row in rows} - {"worker", "cli", "archive"}
    wanted |= {each for row in rows for each in row.detail.get("had", ())}
    people = Person.filter(id__in=[UUID(each) for each in wanted]).using_db(db)
    return {str(id): name for id, name in await people.values_list("id", "name")} if wanted else {}
