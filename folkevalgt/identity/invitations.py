"""Personal links that sign in once: handed over by the secretariat, or asked for and sent by e-mail."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock, crypto, database, jobs
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.models.device import SignInLink
from folkevalgt.models.person import Person

ABOUT = "sign-in by e-mail"  # what an address is sealed as while its letter waits
APART = 60  # seconds between two letters to one address
TYPED = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look like another on paper


class Letter(NamedTuple):
    """A link to send: to whom, in which language, and how many minutes it works."""

    to: str
    language: str
    link: str
    minutes: int


async def sign_in_link(settings: Settings, email: str, by: str = "cli") -> str:
    """A new one-time link for a person. The token stands after `#`, so it reaches no log on its way.

    Raises Refusal("no_such_person").
    """
    async with database.write_tx() as db:
        person = await Person.get_or_none(email=address(email), revoked_at=None, using_db=db)
        if person is None:
            raise Refusal("no_such_person", 404, email)
        return await _link(db, settings, person, by, timedelta(hours=settings.sign_in_link_hours))


async def letter_link(settings: Settings, email: str, by: str) -> tuple[str, datetime]:
    """A link that people type from paper, and until when it works: 20 signs of 31 that are hard to mistake, 99 bits.

    Raises Refusal("no_such_person").
    """
    holds = timedelta(days=settings.letter_days)
    token = "-".join("".join(secrets.choice(TYPED) for _ in range(5)) for _ in range(4))
    async with database.write_tx() as db:
        person = await Person.get_or_none(email=address(email), revoked_at=None, using_db=db)
        if person is None:
            raise Refusal("no_such_person", 404, email)
        return await _link(db, settings, person, by, holds, token), clock.now() + holds


async def _link(
    db: BaseDBAsyncClient, settings: Settings, person: Person, by: str, holds: timedelta, token: str = ""
) -> str:
    token, now = token or crypto.new_token(), clock.now()
    await SignInLink.create(
        using_db=db,
        token_hash=crypto.token_hash(token),
        person_id=person.id,
        created_at=now,
        expires_at=now + holds,
    )
    await audit.record(db, by, "invite", str(person.id))
    return f"{settings.origin}/logg-inn#{token}"


def address(email: str) -> str:
    """As addresses are kept and compared."""
    return email.strip().lower()


async def ask_by_email(key: InstanceKey, email: str) -> None:
    """Orders a letter to whoever has that address, in the same time whether anyone does: that is looked up afterwards.

    The address waits sealed, and two letters to one address are a minute apart.
    """
    asked, now = address(email), clock.now()
    sealed = base64.b64encode(key.seal(asked.encode(), ABOUT)).decode()
    name = key.fingerprint(f"{ABOUT} {asked} {int(now.timestamp()) // APART}".encode())
    async with database.write_tx() as db:
        await jobs.order(db, "email_link", {"to": sealed, "asked": now.isoformat()}, key=f"email_link {name}")


async def letter(settings: Settings, key: InstanceKey, args: dict[str, Any]) -> Letter | None:
    """What is to be sent for such an order: its link is made now, so that none lies in wait in the database.

    None when nobody has that address now, or it was asked for so long ago that nobody waits for it any more.
    """
    holds = timedelta(minutes=settings.email_link_minutes)
    if clock.now() >= datetime.fromisoformat(args["asked"]) + holds:
        return None
    email = key.open(base64.b64decode(args["to"]), ABOUT).decode()
    async with database.write_tx() as db:
        person = await Person.get_or_none(email=email, revoked_at=None, using_db=db)
        if person is None:
            return None
        link = await _link(db, settings, person, "email", holds)
    return Letter(person.email, person.language, link, settings.email_link_minutes)


async def welcome(settings: Settings, args: dict[str, Any]) -> Letter | None:
    """The invitation that the secretariat ordered for a person; its link is made now. None when they are gone."""
    holds = timedelta(hours=settings.sign_in_link_hours)
    async with database.write_tx() as db:
        person = await Person.get_or_none(id=UUID(args["person"]), revoked_at=None, using_db=db)
        if person is None:
            return None
        link = await _link(db, settings, person, args["by"], holds)
    return Letter(person.email, person.language, link, settings.sign_in_link_hours * 60)
