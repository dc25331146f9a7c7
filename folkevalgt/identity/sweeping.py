"""What has run out: sessions and ways in, and after some years what the log says of who was given and opened what."""

from __future__ import annotations

from datetime import timedelta

from folkevalgt import audit, clock, database
from folkevalgt.config import Settings
from folkevalgt.models.device import Ceremony, KeyGiven, Session, SignInLink


async def sweep(settings: Settings) -> None:
    """`audit_days` 0 keeps the log for ever."""
    now = clock.now()
    async with database.write_tx() as db:
        for each in (Session, SignInLink, Ceremony):
            await each.filter(expires_at__lte=now).using_db(db).delete()
    if settings.audit_days:
        before = now - timedelta(days=settings.audit_days)
        async with database.write_tx() as db:
            await KeyGiven.filter(given_at__lt=before).using_db(db).delete()
        await audit.let_go(before)
