"""How much is printed, for the pilot: pages and sheets, never what, where or by whom."""

from __future__ import annotations

from uuid import UUID

import msgspec

from folkevalgt import clock, database
from folkevalgt.errors import Refusal
from folkevalgt.models.printing import PrintCount
from folkevalgt.printing.shapes import Printed


class Figures(msgspec.Struct):
    """Of one place. `unprinted` is how many pages of their packages people did not print."""

    prints: int = 0
    pages: int = 0
    sheets: int = 0
    unprinted: int = 0


async def count(told: Printed) -> None:
    """A print on a device; told twice, it counts once. Raises Refusal("bad_request")."""
    try:
        id = UUID(told.id)
    except ValueError:
        raise Refusal("bad_request", 400, "id") from None
    figures = {"pages": told.pages, "of_pages": told.of_pages, "sheets": told.sheets}
    async with database.write_tx() as db:
        row = PrintCount(id=id, day=clock.today(), place="device", **figures)
        await PrintCount.bulk_create([row], ignore_conflicts=True, using_db=db)


async def figures(place: str) -> Figures:
    """All that was printed on a "device", or at the "town_hall"."""
    found = Figures()
    rows = PrintCount.filter(place=place).using_db(database.ro())
    for pages, of_pages, sheets in await rows.values_list("pages", "of_pages", "sheets"):
        found.prints += 1
        found.pages += pages
        found.sheets += sheets
        found.unprinted += max(0, of_pages - pages)
    return found
