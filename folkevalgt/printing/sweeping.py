"""An order that nobody has printed in two weeks is not kept."""

from __future__ import annotations

from datetime import timedelta

from folkevalgt import clock, database
from folkevalgt.models.printing import PrintOrder

KEEP_ORDERS = timedelta(days=14)


async def sweep() -> None:
    now = clock.now()
    async with database.write_tx() as db:
        old = PrintOrder.filter(ended="", asked_at__lt=now - KEEP_ORDERS).using_db(db)
        await old.update(body=None, done_at=now, ended="too_old")
