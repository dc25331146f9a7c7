"""My meetings in a calendar of another program's."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt.api.http import Call, Route
from folkevalgt.api.shapes import CalendarAddress
from folkevalgt.preferences import feed


async def calendar(call: Call) -> Response:
    """No session: calendars have none. Nobody in between keeps it, and who has it asks whether it is the same."""
    given = await feed.read(call.house.settings, call.request.path_params["secret"])
    headers = {"cache-control": "private, no-cache", "etag": given.etag, "x-robots-tag": "noindex"}
    if given.etag in call.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(given.body, headers=headers, media_type="text/calendar; charset=utf-8")


async def make_calendar(call: Call) -> CalendarAddress:
    return CalendarAddress(await feed.renew(call.house.settings, call.signed.person))


async def remove_calendar(call: Call) -> Response:
    await feed.remove(call.signed.person)
    return Response(status_code=204)


ROUTES = [
    Route("GET", "/kalender/{secret}.ics", calendar, None, None, "anyone", "The calendar at a secret address"),
    Route("POST", "/api/me/calendar", make_calendar, None, CalendarAddress, "signed_in", "An address for my calendar"),
    Route("POST", "/api/me/calendar/remove", remove_calendar, None, None, "signed_in", "No calendar of mine any more"),
]
