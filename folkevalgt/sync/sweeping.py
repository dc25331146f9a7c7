"""What the log keeps only for a time: superseded texts 30 days, tombstones and answered mutations 180."""

from __future__ import annotations

from datetime import datetime, timedelta

from folkevalgt import clock, database
from folkevalgt.models.note import LogHead, Mutation, Note, NoteRevision

KEEP_REVISIONS = timedelta(days=30)
KEEP_TOMBSTONES = timedelta(days=180)
AT_ONCE = 500  # rows


async def sweep() -> None:
    """Clears away what is too old. A device that has not asked since the newest tombstone that goes begins anew."""
    now = clock.now()
    async with database.write_tx() as db:
        await NoteRevision.filter(at__lt=now - KEEP_REVISIONS).using_db(db).delete()
    async with database.write_tx() as db:
        await Mutation.filter(at__lt=now - KEEP_TOMBSTONES).using_db(db).delete()
    while await _tombstones(now - KEEP_TOMBSTONES):
        pass


async def _tombstones(before: datetime) -> bool:
    """Some of them; False when there are none left. The floor rises in the same transaction."""
    async with database.write_tx() as db:
        head = await database.locked(LogHead.filter(id=1), db).first()
        old = Note.filter(deleted=True, changed_at__lt=before).using_db(db).order_by("ver").limit(AT_ONCE)
        rows = await old.values_list("id", "ver")
        if not rows or head is None:
            return False
        await Note.filter(id__in=[note for note, _ in rows], deleted=True).using_db(db).delete()
        floor = max(head.floor, *(ver for _, ver in rows))
        await LogHead.filter(id=1).using_db(db).update(floor=floor)
        return True
