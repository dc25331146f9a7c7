"""What stands in the database of all that takes something from somebody: ids and times, and the log's newest link.

It is read from the rows and not told by whoever changes them, so that no verb can forget it.
"""

from __future__ import annotations

import msgspec

from folkevalgt import database
from folkevalgt.journal.lines import Key

ID, ANY = "id || ''", "''"
# What somebody may not, or no longer. Each by name, value and rows; the value says how far.
TAKEN = {
    "deleted": (ID, ANY, "person WHERE email = 'slettet-' || id || '@folkevalgt.invalid'"),
    "person": (ID, ANY, "person WHERE revoked_at IS NOT NULL"),
    "device": (ID, ANY, "device WHERE revoked_at IS NOT NULL"),
    "disqualified": (
        "person_id || ' ' || item_id",
        "state",
        "disqualification WHERE state IN ('provisional', 'decided')",
    ),
    "exempt_item": ("item_id || ''", ANY, "exemption WHERE item_id IS NOT NULL"),
    "exempt_document": ("document_id || ''", ANY, "exemption WHERE document_id IS NOT NULL"),
    "withdrawn_package": (ID, ANY, "package WHERE withdrawn_at IS NOT NULL"),
    "withdrawn_item": (ID, ANY, "agendaitem WHERE withdrawn_at IS NOT NULL"),
    "withdrawn_document": (ID, ANY, "document WHERE withdrawn_at IS NOT NULL"),
    "called_off": (ID, ANY, "callin WHERE revoked_at IS NOT NULL"),
    "called_to": (ID, "CAST(items AS TEXT)", "callin WHERE CAST(items AS TEXT) <> '[]'"),
    "seat_ends": (ID, "CAST(valid_to AS TEXT)", "membership WHERE valid_to IS NOT NULL"),
    "memory_only": (ID, ANY, "committee WHERE exempt_on_devices = FALSE"),
}
# What somebody has: when it is over it is not to come back.
HAD = {
    "passkey": (ID, ANY, "passkey"),
    "identity": (ID, ANY, "externalidentity"),
    "secretariat": (ID, ANY, "person WHERE secretariat = TRUE"),
    "party": ("id || ' ' || party_group_id", ANY, "person WHERE party_group_id IS NOT NULL"),
    "calendar": ("person_id || ' ' || calendar_hash", ANY, "noticechoice WHERE calendar_hash IS NOT NULL"),
}
HEAD = ("CAST(seq AS TEXT)", "hash", "audithead")
ALL = " UNION ALL ".join(
    f"SELECT '{kind}' AS kind, {name} AS name, {value} AS value FROM {rows}"
    for kind, (name, value, rows) in (TAKEN | HAD | {"head": HEAD}).items()
)


class Standing(msgspec.Struct, frozen=True):
    """`rows` by what it is and of whom; `seq` and `hash` are the log's newest link at that moment."""

    seq: int
    hash: str
    rows: dict[Key, str]


async def standing() -> Standing:
    """All of it as of one moment: one question sees one state."""
    told = await database.rows(tuple[str, str, str], "kind, name, value", f"({ALL}) AS taken")
    rows = {(kind, name): value for kind, name, value in told if kind != "head"}
    (seq, hash), *_ = [*((int(name), value) for kind, name, value in told if kind == "head"), (0, "")]
    return Standing(seq, hash, rows)
