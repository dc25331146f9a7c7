"""What it costs the secretariat's screen to follow who has the papers."""

from __future__ import annotations

from statistics import median
from uuid import uuid4

from folkevalgt import clock, database
from folkevalgt.models.device import Device
from folkevalgt.models.package import Delivery, Receipt
from folkevalgt.receipts.grid import grid
from folkevalgt.sync import papers
from tests.bench import Row, at_most
from tests.bench.access import large, timed
from tests.bench.served import home, peopled

ROUNDS, DEVICES = 9, 3


async def bench_receipts() -> list[Row]:
    """Who has the papers: 60 members with three devices each, and one device's receipt written down"""
    with home() as settings:
        async with peopled(settings) as world:
            package = await large(world)
            rows = await Delivery.filter(package_id=package.id)
            now = clock.now()
            async with database.write_tx() as db:
                for row in rows:
                    for number in range(DEVICES):
                        more = {"name": f"Nettbrett {number}", "created_at": now, "seen_at": now}
                        device = await Device.create(using_db=db, id=uuid4(), person_id=row.person_id, **more)
                        had = {"device_id": device.id, "person_id": row.person_id, "package_id": package.id}
                        await Receipt.create(using_db=db, id=uuid4(), manifest=row.manifest_id, received_at=now, **had)
            looked = [await timed(grid(settings, package.id)) for _ in range(ROUNDS)]
            shown = await grid(settings, package.id)
            devices = await Device.all().limit(ROUNDS)
            names = {row.person_id: row.manifest_id for row in rows}
            told = [
                await timed(papers.receive(each.person_id, each.id, names[each.person_id], "opened"))
                for each in devices
                if each.person_id in names
            ]
    size = f"{len(shown.people)} people x {DEVICES} devices"
    return [at_most(f"the grid of receipts, {size}", median(looked), "ms", 100), Row("a receipt", median(told), "ms")]
