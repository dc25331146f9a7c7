"""Who has a package: what devices tell, the secretariat's grid of it, and telling once more."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt.api.http import Call, Route, uuid
from folkevalgt.attendance.acts import identity
from folkevalgt.receipts import grid, shapes

NEVER_KEPT = {"cache-control": "private, no-store"}


async def receipts(call: Call) -> shapes.Receipts:
    return await grid.grid(call.house.settings, uuid(call.request.path_params["id"]))


async def exported(call: Call) -> Response:
    told = await receipts(call)
    headers = {"content-disposition": f'attachment; filename="kvitteringer-{told.date}.csv"'} | NEVER_KEPT
    return Response(grid.exported(told), media_type="text/csv; charset=utf-8", headers=headers)


async def tell_again(call: Call) -> shapes.ToldAgain:
    people = [identity(each) for each in call.body.people]
    by = str(call.signed.person)
    return shapes.ToldAgain(await grid.tell_again(uuid(call.request.path_params["id"]), people, by))


AT = "/api/packages/{id}/receipts"
ROUTES = [
    Route("GET", AT, receipts, None, shapes.Receipts, "secretariat", "Who was told, who has it, on which device"),
    Route("GET", f"{AT}/export", exported, None, None, "secretariat", "The same as CSV, for the file"),
    Route("POST", f"{AT}/again", tell_again, shapes.TellAgain, shapes.ToldAgain, "secretariat", "Tell some once more"),
]
