"""Keeping the journal: what has come to stand since its last line is added to it, and what does not stand any more."""

from __future__ import annotations

from folkevalgt import audit, clock, database
from folkevalgt.config import Settings
from folkevalgt.journal.lines import Book, Key, Line, append, catch_up, held
from folkevalgt.journal.standing import HAD, Standing, standing
from folkevalgt.models.audit import AuditHead


class Journal:
    """This process's eye on the file."""

    def __init__(self, settings: Settings) -> None:
        self.path, self._book, self._seen = settings.journal_path, Book(), -1

    async def keep(self) -> bool:
        """Adds what is new. Everything that takes something is logged, so an unmoved log means that nothing is.

        False, and nothing written, when the database is older than the journal: `again` comes first.
        """
        head = await AuditHead.filter(id=1).using_db(database.ro()).first()
        if head is None or head.seq == self._seen:
            return True
        async with held(self.path) as file:
            self._book = catch_up(file, self._book)
            if not self._book.empty and not await audit.holds(self._book.seq, self._book.hash):
                return False
            found = await standing()
            now, over = differences(self._book, found)
            if now or over or self._book.empty:
                append(file, self._book, line(found, now=now, over=over))
            self._seen = found.seq
        return True


def differences(book: Book, found: Standing) -> tuple[list[tuple[str, str, str]], list[Key]]:
    """What the book does not say yet: what stands or stands otherwise, and what is over."""
    now = [(*key, value) for key, value in found.rows.items() if book.now.get(key) != value]
    return now, [key for key in book.now if key not in found.rows]


def line(
    found: Standing, *, now: list[tuple[str, str, str]], over: list[Key] | None = None, absent: list[Key] | None = None
) -> Line:
    return Line(clock.now().isoformat(), found.seq, found.hash, now, over or [], absent or [])


async def behind(settings: Settings) -> bool:
    """Whether the database is older than the journal, or another's."""
    if not settings.journal_path.exists():
        return False
    async with held(settings.journal_path) as file:
        book = catch_up(file, Book())
    return not book.empty and not await audit.holds(book.seq, book.hash)


def missing(book: Book, found: Standing) -> tuple[dict[Key, str], set[Key]]:
    """What the book says is taken and the database has not, or not so far; and what came back though it was over."""
    stands = book.absent | book.now
    taken = {key: value for key, value in stands.items() if key[0] not in HAD and found.rows.get(key) != value}
    return taken, {key for key in found.rows if key[0] in HAD and key in book.over}
