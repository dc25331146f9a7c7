"""What a person here says is exempt from public access, and what they open again (offentleglova § 3, § 13).

From that transaction on nobody has it: its files are to become ciphertext first. The worker seals them, or opens them
again, and derives the lists anew.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.queryset import QuerySet

from folkevalgt import audit, clock, jobs
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.desk import forget_titles
from folkevalgt.models.document import Document, DocumentVersion, Exemption, GateDecision
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Package, Publication
from folkevalgt.publishing.gate import Finding


async def exempt(
    db: BaseDBAsyncClient,
    package: Package,
    item: UUID | None,
    document: UUID | None,
    *,
    code: str,
    legal_basis: str,
    until: date | None,
    by: str,
) -> None:
    """Exempts an item with its papers, or one paper; what is exempt already gets this legal basis instead.

    `until` only prompts the secretariat. Whoever calls derives the lists anew in the same transaction. Raises
    Refusal("needs_legal_basis"), "not_found" for what is not of this package's meeting.
    """
    if not legal_basis.strip():
        raise Refusal("needs_legal_basis")
    subject = await _subject(db, package, item, document)
    given = {"code": code.strip(), "legal_basis": legal_basis.strip(), "until": until, "by": by}
    if not await _rows(db, item, document).update(**given):
        more = {"id": uuid4(), "item_id": item, "document_id": document, "created_at": clock.now()}
        await Exemption.create(using_db=db, **given, **more)
        await _unnamed(db, package, subject)
    await audit.record(db, by, "exempt", str(subject.id))
    await jobs.order(db, "seal", {"meeting": str(package.meeting_id)})


async def _unnamed(db: BaseDBAsyncClient, package: Package, subject: AgendaItem | Document) -> None:
    """What the secretariat called it while it was open is not for everyone to read."""
    if isinstance(subject, AgendaItem):
        await AgendaItem.filter(id=subject.id).using_db(db).update(own_title=None)
    papers = Document.filter(item_id=subject.id) if isinstance(subject, AgendaItem) else Document.filter(id=subject.id)
    await papers.using_db(db).update(own_title=None)
    await forget_titles(db, package.id)


async def lift(
    db: BaseDBAsyncClient, package: Package, item: UUID | None, document: UUID | None, *, reason: str, by: str
) -> None:
    """Opens an item, with those of its papers that are not exempt by themselves, or one paper.

    Raises Refusal("not_found"), "stale" when it is not exempt, "item_is_exempt" for a paper whose whole item is, and of
    what is published already "identity_numbers" and "not_looked_through".
    """
    subject = await _subject(db, package, item, document)
    papers = [subject] if isinstance(subject, Document) else await _papers(db, subject)
    whole = subject.item_id if isinstance(subject, Document) else None
    if whole and await Exemption.filter(item_id=whole).using_db(db).exists():
        raise Refusal("item_is_exempt", 409)
    if not await _rows(db, item, document).delete():
        raise Refusal("stale", 409)
    await _pass_through(db, package, papers)
    await audit.record(db, by, "lift_exemption", str(subject.id), reason=reason.strip())
    opened = {"items": [str(item)] if item else [], "documents": [str(each.id) for each in papers]}
    await jobs.order(db, "unseal", {"package": str(package.id), **opened})


async def _pass_through(db: BaseDBAsyncClient, package: Package, papers: list[Document]) -> None:
    """What is published already would be open to everyone at once: the gate is asked here instead of then."""
    published = await Publication.filter(package_id=package.id).using_db(db).exists()
    ids = [each.id for each in papers] if published and package.withdrawn_at is None else []
    rows = await DocumentVersion.filter(document_id__in=ids).using_db(db).order_by("number") if ids else []
    for row in {row.document_id: row for row in rows}.values():
        if row.identity_numbers is None:
            raise Refusal("not_looked_through", 409)
        decision = await GateDecision.get_or_none(version_id=row.id, using_db=db)
        if row.identity_numbers and Finding("", row.identity_numbers, version=row, decision=decision).stops:
            raise Refusal("identity_numbers", 409)


async def _subject(
    db: BaseDBAsyncClient, package: Package, item: UUID | None, document: UUID | None
) -> AgendaItem | Document:
    found: AgendaItem | Document | None = None
    if item and not document:
        found = await AgendaItem.get_or_none(id=item, meeting_id=package.meeting_id, using_db=db)
    elif document and not item:
        found = await Document.get_or_none(id=document, meeting_id=package.meeting_id, using_db=db)
    if found is None:
        raise not_found()
    return found


def _rows(db: BaseDBAsyncClient, item: UUID | None, document: UUID | None) -> QuerySet[Exemption]:
    return (Exemption.filter(item_id=item) if item else Exemption.filter(document_id=document)).using_db(db)


async def _papers(db: BaseDBAsyncClient, item: AgendaItem) -> list[Document]:
    papers = await Document.filter(item_id=item.id).using_db(db)
    own = Exemption.filter(document_id__in=[each.id for each in papers]).using_db(db)
    exempt_still = set(await own.values_list("document_id", flat=True)) if papers else set()
    return [each for each in papers if each.id not in exempt_still]
