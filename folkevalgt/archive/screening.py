"""What is exempt from public access. Open only on positive proof: everything unclear is exempt, and a person is asked.

Code letters are never mapped globally: B is "Barn" in one municipality and "Begrenset" by the security act in
another. Only this installation's own OPEN_ACCESS_CODES mean open, and only where no legal basis stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from folkevalgt.archive.records import Described, DocumentRecord, ItemRecord, Restriction, Visibility
from folkevalgt.config import Settings
from folkevalgt.models.document import NEUTRAL

Why = Literal["restricted", "unknown_code", "closed_item", "not_cleared"]


class Exempt(msgspec.Struct, frozen=True):
    """That something is exempt, and why we say so."""

    why: Why
    restriction: Restriction


def restricts(restriction: Restriction, settings: Settings) -> bool:
    """True unless the code is one that this installation has said means open, with no legal basis beside it."""
    return bool(restriction.legal_basis.strip()) or restriction.code.strip() not in settings.open_access_codes


def screen_item(item: ItemRecord, settings: Settings) -> Exempt | None:
    """None when the item may be read by everyone."""
    return _screen(item.restrictions, item.closed, item.visibility, settings)


def screen_document(document: DocumentRecord, settings: Settings) -> Exempt | None:
    """None when nothing about the paper itself is exempt; its item's exemption covers it all the same."""
    return _screen(document.restrictions, False, document.visibility, settings)


def _screen(told: Iterable[Restriction], closed: bool, visibility: Visibility, settings: Settings) -> Exempt | None:
    standing = [each for each in told if restricts(each, settings)]
    if standing:
        with_basis = [each for each in standing if each.legal_basis]
        return Exempt("restricted", with_basis[0]) if with_basis else Exempt("unknown_code", standing[0])
    if closed:
        return Exempt("closed_item", Restriction())
    return None if visibility == "open" else Exempt("not_cleared", Restriction())


def public_title(record: ItemRecord | DocumentRecord) -> str:
    """What everyone may read of an exempt title."""
    return record.public_title or NEUTRAL


def description_is_open(told: Described, settings: Settings) -> bool:
    """True when a description can lie readable on disk: nothing in it is exempt, and no title has a washed twin."""

    def washed(record: ItemRecord | DocumentRecord) -> bool:
        return record.public_title not in ("", record.title)

    documents = [d for m in told.meetings for d in (*m.documents, *(d for i in m.items for d in i.documents))]
    items = [item for meeting in told.meetings for item in meeting.items]
    exempt = any(screen_item(i, settings) for i in items) or any(screen_document(d, settings) for d in documents)
    return (
        told.all_open
        and bool(told.meetings)
        and not exempt
        and not any(map(washed, items))
        and not any(map(washed, documents))
    )
