"""Who sees what of a meeting, and why; the acts that change it; and disqualification as members and chairs meet it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from starlette.responses import Response
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import database
from folkevalgt.api.http import Call, uuid
from folkevalgt.attendance import acts, disqualifying, shapes, steps
from folkevalgt.attendance.acts import Verb, identity
from folkevalgt.attendance.grid import grid
from folkevalgt.attendance.shapes import Act
from folkevalgt.errors import Refusal
from folkevalgt.models.package import Package
from folkevalgt.publishing import exempting, preview


async def access_grid(call: Call) -> shapes.Grid:
    package = await Package.get_or_none(id=_package(call), using_db=database.ro())
    if package is None:
        raise Refusal("no_such_package", 404)
    return await grid(database.ro(), package, await preview.listed(database.ro(), package.id))


async def change_access(call: Call) -> shapes.ActsDone:
    by, verbs = str(call.signed.person), acts.verbs(call.house.settings.substitute_hours) | EXEMPTING
    decides = frozenset({"lift_exemption"})
    return await acts.do(_package(call), call.body, by, verbs, preview.listed, decides=decides)


async def _exempt(db: BaseDBAsyncClient, package: Package, act: Act, by: str) -> None:
    basis, until = act.legal_basis, _day(act.until)
    await exempting.exempt(db, package, *_subject(act), code=act.code, legal_basis=basis, until=until, by=by)


async def _lift(db: BaseDBAsyncClient, package: Package, act: Act, by: str) -> None:
    await exempting.lift(db, package, *_subject(act), reason=act.reason, by=by)


EXEMPTING: dict[str, Verb] = {"exempt": _exempt, "lift_exemption": _lift}


def _subject(act: Act) -> tuple[UUID | None, UUID | None]:
    return (identity(act.item) if act.item else None, identity(act.document) if act.document else None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("bad_request", 400, "until") from None


async def my_disqualifications(call: Call) -> shapes.OwnDisqualifications:
    return await steps.told_to(database.ro(), _package(call), call.signed.person)


async def report_disqualification(call: Call) -> Response:
    asked: shapes.OwnReport = call.body
    await disqualifying.report(_package(call), call.signed.person, identity(asked.item), asked.reason)
    return _done()


async def lead_disqualification(call: Call) -> Response:
    asked: shapes.ChairStep = call.body
    person, item = identity(asked.person), identity(asked.item)
    await disqualifying.lead(_package(call), call.signed.person, person, item, asked.state, asked.reason)
    return _done()


def _package(call: Call) -> UUID:
    return uuid(call.request.path_params["id"])


def _done() -> Response:
    return Response(status_code=204, headers={"cache-control": "private, no-store"})
