"""Prints: a member's orders for the service desk, the secretariat's list of them, and how much was printed."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from urllib.parse import quote
from uuid import UUID

from starlette.responses import Response

from folkevalgt.api.files import HARMLESS
from folkevalgt.api.http import Call, House, uuid
from folkevalgt.printing import counts, orders, press
from folkevalgt.printing.orders import Theirs
from folkevalgt.printing.shapes import PrintOrderLine, PrintOrders


def _theirs(house: House) -> Theirs:
    """Asked as a request for the file would ask it."""

    async def theirs(person: UUID, names: Collection[str]) -> set[str]:
        answers = await asyncio.gather(*(house.files_allowed.ask((person, name)) for name in names))
        return {name for name, allowed in zip(names, answers, strict=True) if allowed}

    return theirs


async def order_print(call: Call) -> PrintOrderLine:
    return await orders.order(call.house.key, call.signed.person, call.body, _theirs(call.house))


async def my_prints(call: Call) -> PrintOrders:
    return PrintOrders(await orders.mine(call.house.key, call.signed.person, _theirs(call.house)))


async def waiting_prints(call: Call) -> PrintOrders:
    return PrintOrders(await orders.waiting(call.house.key, _theirs(call.house)))


async def call_off_print(call: Call) -> Response:
    await orders.call_off(call.signed.person, _id(call))
    return Response(status_code=204)


async def print_done(call: Call) -> Response:
    await orders.done(call.house.key, call.signed.person, _id(call))
    return Response(status_code=204)


async def print_file(call: Call) -> Response:
    house = call.house
    made = await press.printout(house.key, house.files, call.signed.person, _id(call), _theirs(house))
    name = quote(f"{made.name}.pdf", safe="")
    headers = HARMLESS | {
        "cache-control": "private, no-store",
        "content-disposition": f"attachment; filename*=UTF-8''{name}",
        "cross-origin-resource-policy": "same-origin",
    }
    return Response(made.pdf, headers=headers, media_type="application/pdf")


async def count_print(call: Call) -> Response:
    await counts.count(call.body)
    return Response(status_code=204)


def _id(call: Call) -> UUID:
    return uuid(call.request.path_params["id"])
