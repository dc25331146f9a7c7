"""How far a device has read. It is opaque to the device, and signed: nobody can ask from a place they were never at."""

from __future__ import annotations

import base64
import binascii
import hmac
from uuid import UUID

import msgspec

from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal

MAC = 16  # bytes
LONGEST = 400  # characters


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """`seq` is the last number read. A first reading began at `ceiling`: what was deleted before it is not told."""

    person: str
    epoch: int
    incarnation: str
    seq: int
    ceiling: int


def written(key: InstanceKey, cursor: Cursor) -> str:
    plain = msgspec.json.encode(cursor)
    return base64.urlsafe_b64encode(key.sign(b"cursor " + plain) + plain).decode()


def read(key: InstanceKey, text: str, person: UUID) -> Cursor:
    """Raises Refusal("bad_cursor") for one that we did not make, or made for somebody else."""
    try:
        if len(text) > LONGEST:
            raise ValueError
        whole = base64.b64decode(text, b"-_", validate=True)
        plain = whole[MAC:]
        if not hmac.compare_digest(key.sign(b"cursor " + plain), whole[:MAC]):
            raise ValueError
        cursor = msgspec.json.decode(plain, type=Cursor)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise Refusal("bad_cursor", 400) from None
    if cursor.person != str(person):
        raise Refusal("bad_cursor", 400)
    return cursor
