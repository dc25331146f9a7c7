"""Delivering the notices a publication ordered. Their only channel yet is the open app, which the "pull" job tells."""

from __future__ import annotations

from uuid import UUID

from folkevalgt import clock, database
from folkevalgt.models.notification import Notification
from folkevalgt.models.package import Delivery, Publication


async def deliver(publication_id: UUID) -> list[UUID]:
    """Marks a publication's notices as delivered; returns whose they are. Doing it twice changes nothing."""
    now = clock.now()
    async with database.write_tx() as db:
        publication = await Publication.get_or_none(id=publication_id, using_db=db)
        if publication is None:
            return []
        waiting = Notification.filter(publication_id=publication_id, delivered_at=None).using_db(db)
        people = [person for (person,) in await waiting.values_list("person_id")]
        await waiting.update(delivered_at=now)
        mine = Delivery.filter(package_id=publication.package_id, person_id__in=people, notified_at=None).using_db(db)
        await mine.update(notified_at=now)
    return people
