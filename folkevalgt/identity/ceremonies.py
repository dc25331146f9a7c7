"""Sign-ins that were begun and not finished. Each is finished once, in minutes, by the browser that began it."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, crypto
from folkevalgt.crypto import InstanceKey
from folkevalgt.models.device import Ceremony

HOLDS = timedelta(minutes=5)


class Begun(NamedTuple):
    """What lay in wait: the bytes kept for the end, and for whom it was begun, if it was for anyone."""

    about: bytes
    person: UUID | None


async def begin(
    db: BaseDBAsyncClient,
    key: InstanceKey,
    kind: str,
    browser: str,
    about: bytes,
    person: UUID | None = None,
    holds: timedelta = HOLDS,
) -> str:
    """Keeps `about` for the end; returns the name it is asked for by. `browser` is a secret that only this browser has.

    Those that ran out are swept away with it.
    """
    name, now = crypto.new_token(), clock.now()
    await Ceremony.filter(expires_at__lte=now).using_db(db).delete()
    await Ceremony.create(
        using_db=db,
        name_hash=crypto.token_hash(name),
        kind=kind,
        browser_hash=crypto.token_hash(browser),
        about=key.seal(about, f"ceremony {kind}"),
        person_id=person,
        expires_at=now + holds,
    )
    return name


async def end(db: BaseDBAsyncClient, key: InstanceKey, kind: str, browser: str, name: str) -> Begun | None:
    """What was begun under that name, and no more: whatever becomes of it, it is used. None when there is none.

    Commit it also when you refuse, or the same challenge can be tried again.
    """
    row = await Ceremony.get_or_none(name_hash=crypto.token_hash(name), kind=kind, using_db=db)
    if row is None or row.browser_hash != crypto.token_hash(browser) or not browser or row.expires_at <= clock.now():
        return None
    # The deletion is the claim: of two who come at once, one deletes the row.
    if not await Ceremony.filter(name_hash=row.name_hash).using_db(db).delete():
        return None
    return Begun(key.open(row.about, f"ceremony {kind}"), row.person_id)
