"""Lists of people as offices make them."""

from __future__ import annotations

import base64
import io
from datetime import date
from typing import Any

import openpyxl

from folkevalgt.identity import enrolment
from folkevalgt.people import importing
from folkevalgt.people.shapes import ImportAsked, Imported
from tests.world import World

HEADINGS = "Navn;E-post;Telefon;Utvalg;Rolle;Nr;Parti;Fra;Til"
BODY = "Formannskapet"


def csv(*lines: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join([headings, *lines, ""]).encode()


def workbook(*rows: list[Any], sheet: str = "Medlemmer") -> bytes:
    """A title, an empty line, and then the headings: as they come."""
    book = openpyxl.Workbook()
    book.active.title = "Om listen"
    made = book.create_sheet(sheet)
    for row in rows:
        made.append(row)
    book.save(held := io.BytesIO())
    return held.getvalue()


EXCEL = workbook(
    ["Medlemmer i utvalgene"],
    [],
    ["Etternavn", "Fornavn", "E-postadresse", "Råd", "Verv", "Fra dato", "Mobil"],
    ["Ås", "Kåre", "kaare@agnesund.example", BODY, "2. vara", date(2026, 1, 1), 91234567.0],
)


async def brought(world: World, file: bytes, *, dry_run: bool = False, **more: Any) -> Imported:
    asked = ImportAsked(base64.b64encode(file).decode(), dry_run, **more)
    return await importing.bring_in("cli", asked, lambda number: enrolment.national_id(world.key, number))


def said(told: Imported) -> list[tuple[int, str, str]]:
    """Line, outcome, and why."""
    return [(each.line, each.outcome, each.word) for each in told.lines]
