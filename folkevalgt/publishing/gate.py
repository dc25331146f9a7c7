"""The gate: an open paper with a national identity number in it is not published (offentlegforskrifta § 7).

A paper's pages are looked through at harvest, titles each time the gate is asked. What a person decides holds for one
version of a paper, and for the pages that were found in it.
"""

from __future__ import annotations

import asyncio
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock, crypto, database, identity_numbers, jobs, notices
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal, not_found
from folkevalgt.files import Files
from folkevalgt.models import manifest
from folkevalgt.models.document import DocumentVersion, GateDecision
from folkevalgt.publishing.assemble import assemble
from folkevalgt.publishing.shapes import GateAct
from folkevalgt.publishing.withdraw import withdraw

_MOST_UNSEEN = 1_000  # ordered each day


class Finding(msgspec.Struct, frozen=True):
    """Where something was found, and what was decided about it. `document` and `version` are None for an item."""

    title: str
    pages: list[int]
    document: str | None = None
    version: DocumentVersion | None = None
    decision: GateDecision | None = None

    @property
    def stops(self) -> bool:
        said = self.decision
        return said is None or said.decision != "false_alarm" or not set(self.pages) <= set(said.pages)


class Look(msgspec.Struct, frozen=True):
    """What stands in the way of a publication. `unseen` are titles of papers that nobody has looked through."""

    findings: list[Finding]
    unseen: list[str]


async def look(db: BaseDBAsyncClient, content: manifest.Manifest) -> Look:
    """Everything the gate has to say of what would be published."""
    seen = Look([], [])
    for item in content.items:
        if identity_numbers.found(item.title) or identity_numbers.found(item.decision):
            seen.findings.append(Finding(item.title, [identity_numbers.TITLE]))
    ids = [UUID(each.id) for each in content.documents]
    rows = await DocumentVersion.filter(document_id__in=ids).using_db(db) if ids else []
    versions = {(str(row.document_id), row.number): row for row in rows}
    decisions = GateDecision.filter(version_id__in=[row.id for row in rows]).using_db(db)
    decided = {row.version_id: row for row in await decisions} if rows else {}
    for each in content.documents:
        row = versions[each.id, each.version.number] if each.version else None
        is_open = row is not None and each.exemption is None and row.content_key is None
        pages = {identity_numbers.TITLE} if identity_numbers.found(each.title) else set()
        if row and is_open and row.identity_numbers is None:
            seen.unseen.append(each.title)
        elif row and is_open:
            pages |= set(row.identity_numbers or ())
        if pages:
            seen.findings.append(Finding(each.title, sorted(pages), each.id, row, decided.get(row.id) if row else None))
    return seen


async def pass_through(db: BaseDBAsyncClient, content: manifest.Manifest) -> None:
    """Raises Refusal("identity_numbers") or "not_looked_through" when something stands in the way."""
    seen = await look(db, content)
    if any(finding.stops for finding in seen.findings):
        raise Refusal("identity_numbers", 409)
    if seen.unseen:
        raise Refusal("not_looked_through", 409)


async def decide(package_id: UUID, by: str, act: GateAct) -> None:
    """What a person says of one finding. Withdrawing takes the whole paper back.

    Raises Refusal("no_such_package"), "not_found" when nothing was found in that version, "stale" when something else
    was, "identity_numbers" when the reason itself holds one.
    """
    if identity_numbers.found(act.reason):
        raise Refusal("identity_numbers", 400)
    async with database.write_tx() as db:
        draft = await assemble(db, package_id)
        found = (await look(db, draft.content)).findings
        finding = next((each for each in found if each.version and str(each.version.id) == act.version), None)
        if finding is None or finding.version is None or finding.document is None:
            raise not_found()
        if finding.pages != sorted(act.pages):
            raise Refusal("stale", 409)
        if act.decision != "withdraw":
            await GateDecision.filter(version_id=finding.version.id).using_db(db).delete()
            await GateDecision.create(
                using_db=db,
                version_id=finding.version.id,
                decision=act.decision,
                pages=finding.pages,
                reason=act.reason.strip(),
                by=by,
                at=clock.now(),
            )
        count = len(finding.pages)
        await audit.record(db, by, f"gate_{act.decision}", str(finding.version.id), pages=count)
        await notices.stir(db, package_id)
    if act.decision == "withdraw":
        await withdraw(package_id, by, act.reason.strip(), UUID(finding.document))


async def look_through(files: Files, key: InstanceKey, version: UUID) -> None:
    """The job "identity_numbers": a paper that was harvested before there was a gate. Twice changes nothing."""
    row = await DocumentVersion.get_or_none(id=version, identity_numbers=None, using_db=database.ro())
    if row is None:
        return
    pages = await asyncio.to_thread(identity_numbers.among, await _text(files, key, row))
    async with database.write_tx() as db:
        await DocumentVersion.filter(id=version, identity_numbers=None).using_db(db).update(identity_numbers=pages)


async def _text(files: Files, key: InstanceKey, row: DocumentVersion) -> list[str]:
    if row.text_sha256 is None:
        return []
    data = await files.get(row.text_sha256)
    if row.content_key is not None:
        content = key.open(row.content_key, f"version {row.id}")
        data = await asyncio.to_thread(crypto.decrypt_paper, data, content)
    return msgspec.json.decode(data, type=list[str])


async def order_unseen() -> None:
    """Orders that the newest papers nobody has looked through are."""
    rows = DocumentVersion.filter(identity_numbers=None).using_db(database.ro()).order_by("-harvested_at")
    ids = await rows.limit(_MOST_UNSEEN).values_list("id", flat=True)
    if not ids:
        return
    async with database.write_tx() as db:
        for each in ids:
            await jobs.order(db, "identity_numbers", {"version": str(each)}, key=f"identity numbers {each}")
