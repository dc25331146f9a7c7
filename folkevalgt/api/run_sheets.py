"""A chair's run sheet, as the secretariat may see it."""

from __future__ import annotations

from folkevalgt.api.http import Call, uuid
from folkevalgt.sync import run_sheet
from folkevalgt.sync.shapes import RunSheet


async def opened_run_sheet(call: Call) -> RunSheet:
    return await run_sheet.opened(call.house.key, call.signed.person, uuid(call.request.path_params["id"]))
