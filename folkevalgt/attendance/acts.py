"""Changes of who sees what, one after the other in one transaction, and what they come to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import database, deliveries, notices
from folkevalgt.attendance import calling, disqualifying, proposing, shapes, storing
from folkevalgt.attendance.grid import grid
from folkevalgt.attendance.seats import sitting
from folkevalgt.attendance.shapes import Act, Acts, ActsDone, Grid, GridCell
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.manifest import Manifest
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.package import Package

Verb = Callable[[BaseDBAsyncClient, Package, Act, str], Awaitable[None]]
Listing = Callable[[BaseDBAsyncClient, UUID], Awaitable[Manifest]]
NOTHING = GridCell("nothing", "no_role")


def verbs(hours_after: int) -> dict[str, Verb]:
    """The acts about people. `hours_after` is how long a substitute keeps the papers after the day of the meeting."""

    async def disqualify(db: BaseDBAsyncClient, package: Package, act: Act, by: str) -> None:
        person, item = identity(act.person), identity(act.item)
        await disqualifying.step(db, package, person, item, act.state, by, act.reason.strip())

    async def call_in(db: BaseDBAsyncClient, package: Package, act: Act, by: str) -> None:
        items = [identity(each) for each in act.items]
        told = await sitting(db, await Meeting.get(id=package.meeting_id, using_db=db))
        instead_of = proposing.whose(told, [str(each) for each in items])
        await calling.call_in(db, package, identity(act.person), items, hours_after, by, instead_of)

    async def call_off(db: BaseDBAsyncClient, package: Package, act: Act, by: str) -> None:
        await calling.call_off(db, package, identity(act.person), by)

    async def exempt_on_devices(db: BaseDBAsyncClient, package: Package, act: Act, by: str) -> None:
        await storing.allow(db, package, act.allowed, by)

    given = (disqualify, call_in, call_off, exempt_on_devices)
    return {verb.__name__: verb for verb in given}


def identity(text: str) -> UUID:
    """Raises Refusal("not_found") for what is no id."""
    try:
        return UUID(text)
    except ValueError:
        raise not_found() from None


class _Undone(Exception):
    """What was only to be looked at is rolled back."""


async def do(
    package_id: UUID, acts: Acts, by: str, verbs: Mapping[str, Verb], listing: Listing, *, decides: frozenset[str]
) -> ActsDone:
    """Does them, or with `dry_run` does them and takes them back: so what is told is what would be.

    Those of `decides` need a reason. Raises Refusal("no_such_package"), "stale" when the grid is another by now,
    "needs_reason", and what the verbs do: then nothing at all is done.
    """
    done: list[ActsDone] = []
    with suppress(_Undone):
        async with database.write_tx() as db:
            package = await database.locked(Package.filter(id=package_id), db).first()
            if package is None:
                raise Refusal("no_such_package", 404)
            before = await grid(db, package, await listing(db, package_id))
            if acts.state not in ("", before.state):
                raise Refusal("stale", 409)
            for act in acts.acts:
                if act.act in decides and not act.reason.strip() and not acts.dry_run:
                    raise Refusal("needs_reason")
                await verbs[act.act](db, package, act, by)
            await deliveries.refresh(db, package_id)
            after = await grid(db, package, await listing(db, package_id))
            done.append(ActsDone(after, changes(before, after)))
            if acts.dry_run:
                raise _Undone
            await notices.stir(db, package_id)
    return done[0]


def changes(before: Grid, after: Grid) -> list[shapes.CellChange]:
    """Every cell that differs; who or what is not there sees nothing."""
    cells = [
        {(who.id, paper.document): (who.name, cell) for who in told.people for paper, cell in _zipped(told, who)}
        for told in (before, after)
    ]
    found = []
    for person, document in dict.fromkeys([*cells[0], *cells[1]]):
        name, was = cells[0].get((person, document), ("", NOTHING))
        named, is_now = cells[1].get((person, document), (name, NOTHING))
        if was != is_now:
            found.append(shapes.CellChange(person, named, document, was, is_now))
    return found


def _zipped(told: Grid, who: shapes.GridPerson) -> list[tuple[shapes.GridPaper, GridCell]]:
    return list(zip(told.papers, who.cells, strict=True))
