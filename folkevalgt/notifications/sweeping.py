"""What was told long ago, and addresses that nobody is pushed to any more."""

from __future__ import annotations

from datetime import timedelta

from folkevalgt import clock, database
from folkevalgt.models.notification import Notice, PushSubscription

KEPT = timedelta(days=400)  # a year, and a meeting's slack
RETIRED = timedelta(days=30)  # how long its device is told that an address was given up


async def sweep() -> None:
    """Removes notices and their sendings, addresses that were given up, and those of devices that are gone."""
    now = clock.now()
    async with database.write_tx() as db:
        await Notice.filter(created_at__lt=now - KEPT).using_db(db).delete()
        await PushSubscription.filter(retired_at__lt=now - RETIRED).using_db(db).delete()
        gone = PushSubscription.filter(device__revoked_at__not_isnull=True).using_db(db)
        await PushSubscription.filter(id__in=[id for (id,) in await gone.values_list("id")]).using_db(db).delete()
