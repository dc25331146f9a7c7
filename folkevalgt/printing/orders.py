"""Orders for the service desk: what a member wants on paper, kept sealed until it is printed, called off or too old."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, circles, clock, database
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.document import DocumentVersion
from folkevalgt.models.package import Delivery, ManifestFile, Package
from folkevalgt.models.printing import PrintCount, PrintOrder
from folkevalgt.pdf import media, sandbox, sheets
from folkevalgt.printing.shapes import Ended, PrintOrdered, PrintOrderLine, PrintPart

MOST_PAGES = 5_000  # in one order
LARGEST = 300 << 20  # bytes of all its papers
LABEL, TITLE = 200, 500  # characters
OPEN_AT_ONCE = 20  # orders of one person
SHOWN = 50  # of one's own, ended ones among them

# Which of these files somebody may have now, in whatever way a device would be given them.
Theirs = Callable[[UUID, Collection[str]], Awaitable[set[str]]]


class Kept(msgspec.Struct):
    """What is sealed: the order as it came, and how many pages the member's package had."""

    order: PrintOrdered
    of_pages: int


class Paper(msgspec.Struct, frozen=True):
    """A file that can be printed."""

    pages: int
    size: int


async def order(key: InstanceKey, person: UUID, asked: PrintOrdered, theirs: Theirs) -> PrintOrderLine:
    """Takes an order; sent again, it is the same one.

    Raises Refusal("not_found") when the package is not theirs, "paper_gone" when a paper is not, "no_such_pages",
    "cannot_print" when what the device made cannot be printed, "too_large", "too_many_prints" and "bad_request".
    """
    id, package_id = _uuid(asked.id), _uuid(asked.package)
    if await PrintOrder.filter(id=id).using_db(database.ro()).exists():
        return await _own(key, person, id, theirs)
    delivery = await _delivery(person, package_id)
    drawn_on = await _made_pages(asked)
    papers = await printable(package_id, person, _versions(asked), theirs)
    _check(asked, papers, drawn_on)
    kept = Kept(asked, await _pages_of(delivery))
    row = PrintOrder(
        id=id,
        person_id=person,
        package_id=package_id,
        body=key.seal(msgspec.json.encode(kept), _about(id)),
        with_notes=asked.with_notes,
        pages=sum(len(part.pages) for part in asked.parts),
        sheets=sheets_of(asked),
        asked_at=clock.now(),
    )
    async with database.write_tx() as db:
        await audit.hold(db)  # of one order sent twice at once, the second finds the first
        if not await PrintOrder.filter(id=id).using_db(db).exists():
            if await PrintOrder.filter(person_id=person, ended="").using_db(db).count() >= OPEN_AT_ONCE:
                raise Refusal("too_many_prints", 409)
            await row.save(using_db=db, force_create=True)
            await audit.record(db, str(person), "print_ordered", str(id), package=str(package_id), pages=row.pages)
    return await _own(key, person, id, theirs)


async def mine(key: InstanceKey, person: UUID, theirs: Theirs) -> list[PrintOrderLine]:
    """One's own, newest first."""
    rows = PrintOrder.filter(person_id=person).using_db(database.ro()).order_by("-asked_at", "id").limit(SHOWN)
    return await _lines(key, await rows.select_related("person", "package__meeting__committee"), theirs)


async def waiting(key: InstanceKey, theirs: Theirs) -> list[PrintOrderLine]:
    """Everyone's that is to be printed, newest first."""
    rows = PrintOrder.filter(ended="").using_db(database.ro()).order_by("-asked_at", "id")
    return await _lines(key, await rows.select_related("person", "package__meeting__committee"), theirs)


async def call_off(person: UUID, id: UUID) -> None:
    """Raises Refusal("not_found") when it is not one's own, "order_ended" when it was printed."""
    async with database.write_tx() as db:
        row = await database.locked(PrintOrder.filter(id=id, person_id=person), db).first()
        if row is None:
            raise not_found()
        if row.ended not in ("", "called_off"):
            raise Refusal("order_ended", 409)
        if not row.ended:
            await _end(db, row, "called_off")
            await audit.record(db, str(person), "print_called_off", str(id))


async def done(key: InstanceKey, by: UUID, id: UUID) -> None:
    """It lies on paper: nothing of it is kept but how much it was. Raises Refusal("not_found"), "order_ended"."""
    async with database.write_tx() as db:
        row = await database.locked(PrintOrder.filter(id=id), db).first()
        if row is None:
            raise not_found()
        if row.ended == "printed":
            return
        kept = opened(key, row)
        await PrintCount.bulk_create(
            [
                PrintCount(
                    id=row.id,
                    day=clock.today(),
                    place="town_hall",
                    pages=row.pages,
                    of_pages=kept.of_pages,
                    sheets=row.sheets,
                )
            ],
            ignore_conflicts=True,
            using_db=db,
        )
        await _end(db, row, "printed")
        await audit.record(db, str(by), "print_done", str(id), pages=row.pages)


def opened(key: InstanceKey, row: PrintOrder) -> Kept:
    """Raises Refusal("order_ended") when nothing of it is kept any more."""
    if row.body is None:
        raise Refusal("order_ended", 409)
    return msgspec.json.decode(key.open(row.body, _about(row.id)), type=Kept)


async def printable(package: UUID, person: UUID, names: Collection[str], theirs: Theirs) -> dict[str, Paper]:
    """Which of these files are open papers of the package that somebody has now and that can be printed."""
    if not names:
        return {}
    given = await theirs(person, names)
    rows = DocumentVersion.filter(
        sha256__in=sorted(given), content_key=None, media_type=media.PDF, download_only=False
    ).filter(document__meeting__package__id=package)
    columns = await rows.using_db(database.ro()).values_list("sha256", "pages", "size")
    return {name: Paper(pages, size) for name, pages, size in columns}


def sheets_of(asked: PrintOrdered) -> int:
    return sheets.sheets(
        [(part.title, len(part.pages)) for part in asked.parts], asked.layout.per_sheet, asked.layout.both_sides
    )


def made(asked: PrintOrdered) -> bytes:
    """What the device has made. Raises Refusal("bad_request")."""
    try:
        return base64.b64decode(asked.made, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("bad_request", 400, "made") from None


def _about(id: UUID) -> str:
    return f"print {id}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refusal("bad_request", 400, "id") from None


def _versions(asked: PrintOrdered) -> set[str]:
    return {part.version for part in asked.parts if part.version}


async def _delivery(person: UUID, package: UUID) -> Delivery:
    held = Delivery.filter(circles.holding(clock.now()), person_id=person, package_id=package)
    row = await held.using_db(database.ro()).first()
    if row is None:
        raise not_found()
    return row


async def _pages_of(delivery: Delivery) -> int:
    """How many pages there are in what they have been given."""
    files = ManifestFile.filter(manifest_id=delivery.manifest_id).using_db(database.ro())
    names = [name for (name,) in await files.values_list("file")]
    package = await Package.get(id=delivery.package_id, using_db=database.ro())
    rows = DocumentVersion.filter(sha256__in=names, document__meeting_id=package.meeting_id).using_db(database.ro())
    return sum(pages for _, pages in set(await rows.values_list("document_id", "pages")))


async def _made_pages(asked: PrintOrdered) -> int:
    """How many pages the device has made. Raises Refusal("cannot_print") when nobody could print them."""
    if not asked.made:
        return 0
    found = await sandbox.inspect(made(asked))
    if found.word != "ok" or "owner_password" in found.removed:
        raise Refusal("cannot_print", 422)
    return found.pages


def _check(asked: PrintOrdered, papers: dict[str, Paper], drawn_on: int) -> None:
    if not _versions(asked) <= set(papers):
        raise Refusal("paper_gone", 404)
    if (
        sum(len(part.pages) for part in asked.parts) > MOST_PAGES
        or sum(each.size for each in papers.values()) > LARGEST
    ):
        raise Refusal("too_large", 413)
    for part in asked.parts:
        if not _sensible(part, asked.with_notes):
            raise Refusal("bad_request", 400, "parts")
        most = papers[part.version].pages if part.version else drawn_on
        if any(not 1 <= page <= most for page in part.pages) or any(not 0 <= page <= drawn_on for page in part.drawn):
            raise Refusal("no_such_pages", 400)


def _sensible(part: PrintPart, with_notes: bool) -> bool:
    """What is drawn over a page is the member's own: it comes only when they have said so."""
    if not part.pages or len(part.label) > LABEL or len(part.title) > TITLE:
        return False
    if not part.drawn:
        return True
    return bool(part.version) and len(part.drawn) == len(part.pages) and (with_notes or not any(part.drawn))


async def _own(key: InstanceKey, person: UUID, id: UUID, theirs: Theirs) -> PrintOrderLine:
    rows = PrintOrder.filter(id=id, person_id=person).using_db(database.ro())
    found = await _lines(key, await rows.select_related("person", "package__meeting__committee"), theirs)
    if not found:
        raise Refusal("bad_request", 400, "id")
    return found[0]


async def _lines(key: InstanceKey, rows: list[PrintOrder], theirs: Theirs) -> list[PrintOrderLine]:
    return [await _line(key, row, theirs) for row in rows]


async def _line(key: InstanceKey, row: PrintOrder, theirs: Theirs) -> PrintOrderLine:
    lacking = 0
    if row.body is not None:
        names = _versions(opened(key, row).order)
        lacking = len(names - set(await printable(row.package_id, row.person_id, names, theirs)))
    meeting = row.package.meeting
    return PrintOrderLine(
        id=str(row.id),
        name=row.person.name,
        package=str(row.package_id),
        committee=meeting.committee.name,
        date=meeting.date.isoformat(),
        asked_at=clock.in_norway(row.asked_at),
        pages=row.pages,
        sheets=row.sheets,
        with_notes=row.with_notes,
        lacking=lacking,
        ended=row.ended,  # type: ignore[arg-type]
    )


async def _end(db: BaseDBAsyncClient, row: PrintOrder, how: Ended) -> None:
    gone = {"body": None, "done_at": clock.now(), "ended": how}
    await PrintOrder.filter(id=row.id).using_db(db).update(**gone)
