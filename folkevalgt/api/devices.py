"""Where people have signed in: their own, and for the secretariat everybody's."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt.api.http import Call, uuid
from folkevalgt.api.sign_in import set_session
from folkevalgt.identity import devices
from folkevalgt.identity.shapes import Devices, StaffPeople

NOT_KEPT = {"cache-control": "private, no-store"}


async def my_devices(call: Call) -> Devices:
    return await devices.mine(call.signed)


async def revoke_my_device(call: Call) -> Response:
    person = call.signed.person
    await devices.revoke(str(person), person, uuid(call.request.path_params["id"]))
    return Response(status_code=204, headers=NOT_KEPT)


async def lost_device(call: Call) -> Response:
    asked = call.request.path_params
    await devices.revoke(str(call.signed.person), uuid(asked["person"]), uuid(asked["id"]), lost=True)
    return Response(status_code=204, headers=NOT_KEPT)


async def everybody(call: Call) -> StaffPeople:
    return await devices.people()


async def device_key(call: Call) -> Response:
    await devices.register(call.signed, call.body.public_key)
    return Response(status_code=204, headers=NOT_KEPT)


async def prove_device(call: Call) -> Response:
    """Whoever is signed in stays so: a proof that comes late takes nothing from them."""
    token = await devices.prove(call.house.settings, call.request.headers.get("origin", ""), call.body)
    response = Response(status_code=204, headers=NOT_KEPT)
    if call.who is None or call.who.kind == "device":
        set_session(response, call.house.settings, token)
    return response


async def emptied(call: Call) -> Response:
    """The app has taken away what lay here; now the browser takes what is left of it (W3C Clear Site Data § 3)."""
    return Response(status_code=204, headers=NOT_KEPT | {"clear-site-data": '"cache", "storage"'})
