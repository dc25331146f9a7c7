"""The order things are read in: the secretariat's own where it has one, the archive's for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem

Row = TypeVar("Row", AgendaItem, Document)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """What came after the secretariat put the others in order stands behind the one it follows in the archive."""
    given = sorted(rows, key=lambda row: (row.position, str(row.id)))
    placed = sorted((row for row in given if row.own_position is not None), key=lambda row: row.own_position or 0)
    if not placed:
        return given
    for late in (row for row in given if row.own_position is None):
        before = [row for row in placed if row.position <= late.position]
        place = placed.index(max(before, key=lambda row: row.position)) + 1 if before else 0
        placed.insert(place, late)
    return placed
