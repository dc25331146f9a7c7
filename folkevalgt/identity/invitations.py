"""Personal links that sign in once: the way in that needs no provider."""

from __future__ import annotations

from datetime import timedelta

from folkevalgt import audit, clock, crypto, database
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.models.device import SignInLink
from folkevalgt.models.person import Person


async def sign_in_link(settings: Settings, email: str, by: str = "cli") -> str:
    """A new one-time link for a person. The token stands after `#`, so it reaches no log on its way.

    Raises Refusal("no_such_person").
    """
    token, now = crypto.new_token(), clock.now()
    async with database.write_tx() as db:
        person = await Person.get_or_none(email=email.strip().lower(), revoked_at=None, using_db=db)
        if person is None:
            raise Refusal("no_such_person", 404, email)
        await SignInLink.create(
            using_db=db,
            token_hash=crypto.token_hash(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + timedelta(hours=settings.sign_in_link_hours),
        )
        await audit.record(db, by, "invite", str(person.id))
    return f"{settings.origin}/logg-inn#{token}"
