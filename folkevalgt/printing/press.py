"""An order becomes a PDF, made afresh each time, with what its member may have at that moment."""

from __future__ import annotations

from uuid import UUID

import msgspec

from folkevalgt import audit, database
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal, not_found
from folkevalgt.files import Files
from folkevalgt.models.printing import PrintOrder
from folkevalgt.pdf import sandbox
from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.sheets import LINE, MADE, Imposed, ImposedPart, Imposition
from folkevalgt.printing import orders
from folkevalgt.printing.orders import Theirs
from folkevalgt.printing.shapes import PrintOrdered

LIMITS = Limits(memory=2 << 30, cpu_seconds=60, wall_seconds=90.0)
GONE = "Papiret er trukket tilbake eller ikke lenger tilgjengelig."
UNPRINTABLE = "Papiret kan ikke skrives ut her."


class Printout(msgspec.Struct):
    name: str
    pdf: bytes


async def printout(key: InstanceKey, files: Files, by: UUID, id: UUID, theirs: Theirs) -> Printout:
    """The file to print, with a line in the place of what is no longer the member's; and the log says who had it made.

    Raises Refusal("not_found"), "order_ended", or "cannot_print".
    """
    rows = PrintOrder.filter(id=id).using_db(database.ro()).select_related("person", "package__meeting__committee")
    row = await rows.first()
    if row is None:
        raise not_found()
    asked = orders.opened(key, row).order
    names = sorted({part.version for part in asked.parts if part.version})
    there = await orders.printable(row.package_id, row.person_id, names, theirs)
    meeting = row.package.meeting
    title = f"{row.person.name}, {meeting.committee.name} {meeting.date.isoformat()}"
    pdf = await _imposed(files, title, asked, [name for name in names if name in there])
    async with database.write_tx() as db:
        await audit.record(db, str(by), "print_made", str(id), lacking=len(names) - len(there))
    return Printout(title, pdf)


async def _imposed(files: Files, title: str, asked: PrintOrdered, names: list[str]) -> bytes:
    """What turns out to be impossible to print gets a line in its place, and it is begun anew."""
    papers = {name: await files.get(name) for name in names}
    unprintable: set[str] = set()
    while True:
        wanted = Imposition(title, _parts(asked, names, unprintable), asked.layout.per_sheet, asked.layout.both_sides)
        sent = [msgspec.json.encode(wanted), orders.made(asked), *papers.values()]
        outcome = await sandbox.send("impose", sent, LIMITS)
        if outcome.word != "ok":
            raise Refusal("cannot_print", 422)
        told = msgspec.json.decode(outcome.report, type=Imposed)
        if told.word == "ok":
            return outcome.product
        if told.source == MADE or names[told.source - 1] in unprintable:
            raise Refusal("cannot_print", 422)
        unprintable.add(names[told.source - 1])


def _parts(asked: PrintOrdered, names: list[str], unprintable: set[str]) -> list[ImposedPart]:
    """A paper that is not there says so in one line, without its title; what goes on from it stays away with it."""
    source = {name: number for number, name in enumerate(names, 1)}
    parts: list[ImposedPart] = []
    lacking = False
    for part in asked.parts:
        if part.version:
            lacking = part.version not in source or part.version in unprintable
            if lacking:
                line = UNPRINTABLE if part.version in unprintable else GONE
                # With the sentence for a title it begins a sheet, and stands in the outline as what it is.
                parts.append(ImposedPart(LINE, [1], title=line, line=line))
                continue
        elif part.title:
            lacking = False
        elif lacking:
            continue
        number = source[part.version] if part.version else MADE
        parts.append(ImposedPart(number, part.pages, part.label, part.title, part.drawn))
    return parts
