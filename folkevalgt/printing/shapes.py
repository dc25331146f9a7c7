"""What goes over the wire of printing: the member's order, the secretariat's list of them, and how much was printed."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec


class PrintLayout(msgspec.Struct, forbid_unknown_fields=True):
    """`per_sheet` pages on each side of a sheet. On both sides, every part begins on a fresh sheet."""

    per_sheet: Literal[1, 2, 4] = 1
    both_sides: bool = False


class PrintPart(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Pages of one paper, or pages that the member's device has made (cover, agenda, list of notes).

    `version` is a paper's sha-256, or empty for what the device has made: then `pages` are of `PrintOrdered.made`.
    `label` is what stands before the page number on each page ("PS 112/26"), empty for what the device has made.
    `drawn`, when given, has one number for each of `pages`: the page of `made` that is laid over it, 0 for none.
    Such a page is as large as what it is laid over is shown: the crop box, turned upright.
    A part without a title goes on where the one before it ends (no fresh sheet), and stays away with it.
    """

    pages: list[int]
    version: str = ""
    label: str = ""
    title: str = ""
    drawn: list[int] = []


class PrintOrdered(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """An order for the service desk. `made` is a PDF from the device, in base64.

    Without `with_notes` it holds no word or drawing of the member's own.
    """

    id: str
    package: str
    layout: PrintLayout
    parts: Annotated[list[PrintPart], msgspec.Meta(min_length=1, max_length=500)]
    made: str = ""
    with_notes: bool = False


Ended = Literal["", "printed", "called_off", "too_old"]


class PrintOrderLine(msgspec.Struct):
    """An order as its member and the secretariat see it: never what it holds. `lacking` papers are no longer theirs."""

    id: str
    name: str
    package: str
    committee: str
    date: str
    asked_at: str
    pages: int
    sheets: int
    with_notes: bool
    lacking: int
    ended: Ended


class PrintOrders(msgspec.Struct):
    orders: list[PrintOrderLine]


class Printed(msgspec.Struct, forbid_unknown_fields=True):
    """How much was printed on a device: counts, never what. `id` is a UUID of the print, so that it counts once."""

    id: str
    pages: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    of_pages: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    sheets: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
