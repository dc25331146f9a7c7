"""An e-mail to the case officer about a paper that has not come, ready to send from the secretariat's own mail."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.case import Case
from folkevalgt.models.committee import Committee
from folkevalgt.models.document import Document, Exemption
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing.assemble import title
from folkevalgt.publishing.shapes import Reminder

MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni", "juli"),
    *("august", "september", "oktober", "november", "desember"),
)
NB = {
    "subject": "Mangler papir: {what}",
    "hello": "Hei{name}!",
    "missing": "Vi mangler et papir til møtet i {committee} {day}:",
    "please": "Kan du ferdigstille det i arkivet så snart som mulig, eller svare med når det kommer?",
    "bye": "Vennlig hilsen",
}
NN = {
    "subject": "Manglar papir: {what}",
    "hello": "Hei{name}!",
    "missing": "Vi manglar eit papir til møtet i {committee} {day}:",
    "please": "Kan du gjere det ferdig i arkivet så snart som mogleg, eller svare med når det kjem?",
    "bye": "Vennleg helsing",
}


async def reminder(db: BaseDBAsyncClient, package_id: UUID, document_id: UUID, by: UUID) -> Reminder:
    """In nynorsk for who writes that, else in bokmål: officers here read both. Of what is exempt it says what everyone
    may read. Raises Refusal("no_such_package"), "not_found"."""
    package = await Package.get_or_none(id=package_id, using_db=db)
    if package is None:
        raise Refusal("no_such_package", 404)
    paper = await Document.get_or_none(id=document_id, meeting_id=package.meeting_id, using_db=db)
    if paper is None:
        raise not_found()
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    committee = await Committee.get(id=meeting.committee_id, using_db=db)
    item = await AgendaItem.get_or_none(id=paper.item_id, using_db=db) if paper.item_id else None
    case = await Case.get_or_none(id=item.case_id, using_db=db) if item and item.case_id else None
    writer = await Person.get(id=by, using_db=db)
    exempt = await _exempt(db, item, paper)
    named = [item.number, title(item, exempt["item"])] if item else []
    words = NN if writer.language == "nn" else NB
    day = f"{meeting.date.day}. {MONTHS[meeting.date.month - 1]} {meeting.date.year}"
    line = " · ".join(
        filter(None, [case.number if case else "", " ".join(named).strip(), title(paper, exempt["paper"])])
    )
    officer = case.officer if case else ""
    what = " ".join(filter(None, [item.number if item else "", committee.name])).strip()
    body = [
        words["hello"].format(name=f", {officer}" if officer else ""),
        words["missing"].format(committee=committee.name, day=day),
        f"  {line}",
        words["please"],
        f"{words['bye']}\n{writer.name}",
    ]
    subject, text = words["subject"].format(what=what), "\n\n".join(body)
    # RFC 6068: lines end with CRLF, and a space is %20.
    mailto = f"mailto:?subject={quote(subject)}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"
    at = clock.in_norway(paper.reminded_at) if paper.reminded_at else None
    return Reminder(officer, subject, text, mailto, at)


async def _exempt(db: BaseDBAsyncClient, item: AgendaItem | None, paper: Document) -> dict[str, bool]:
    whole = item is not None and await Exemption.filter(item_id=item.id).using_db(db).exists()
    return {"item": whole, "paper": whole or await Exemption.filter(document_id=paper.id).using_db(db).exists()}
