"""Notices: what I have been told, how I want to be, and where my devices are pushed to."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt import crypto
from folkevalgt.api import limits
from folkevalgt.api.http import Call, Route, uuid
from folkevalgt.preferences import choices, follows, subscriptions
from folkevalgt.preferences import shapes as S

NOT_KEPT = {"cache-control": "private, no-store"}


def _done() -> Response:
    return Response(status_code=204, headers=NOT_KEPT)


async def my_notices(call: Call) -> S.MyNotices:
    who = call.signed
    return await choices.mine(call.house.settings, who.person, who.device, staff=who.secretariat)


async def choose_notices(call: Call) -> S.NoticeChoices:
    return await choices.choose(call.signed.person, call.body)


async def try_out(call: Call) -> Response:
    await choices.try_out(call.signed.person)
    return _done()


async def push_key(call: Call) -> S.PushKey:
    return S.PushKey(crypto.vapid_key(call.house.settings).public)


async def push_here(call: Call) -> Response:
    who, house = call.signed, call.house
    await subscriptions.subscribe(house.settings, house.key, who.person, who.device, call.body)
    return _done()


async def push_gone(call: Call) -> Response:
    await subscriptions.gone(call.signed.person, call.signed.device, call.body.endpoint)
    return _done()


async def notice(call: Call) -> S.NoticeShown:
    who, name = call.signed, uuid(call.request.path_params["id"])
    return await choices.show(who.person, name, staff=who.secretariat, sparing=who.kind == "device")


async def confirm(call: Call) -> Response:
    """For anyone: a device's session is over when most notices come, and nobody else has the id it was pushed."""
    await choices.confirm(uuid(call.request.path_params["id"]), call.who.person if call.who else None)
    return _done()


async def my_follows(call: Call) -> S.Follows:
    package = call.request.query_params.get("package", "")
    return await follows.mine(call.signed.person, uuid(package) if package else None)


async def follow(call: Call) -> Response:
    await follows.follow(call.signed.person, uuid(call.body.item))
    return _done()


async def unfollow(call: Call) -> Response:
    await follows.unfollow(call.signed.person, uuid(call.body.case))
    return _done()


L = limits.NOTICE
ROUTES = [
    Route("GET", "/api/me/notices", my_notices, None, S.MyNotices, "signed_in", "What I was told, and how I want it"),
    Route("POST", "/api/me/notices/choices", choose_notices, S.NoticeChoices, S.NoticeChoices, "signed_in", "Choose"),
    Route("POST", "/api/me/notices/test", try_out, None, None, "signed_in", "Send me one to try it"),
    Route("GET", "/api/push/key", push_key, None, S.PushKey, "device", "The key our push notices are signed with"),
    Route("POST", "/api/me/push", push_here, S.PushAddress, None, "device", "Push to this device"),
    Route("POST", "/api/me/push/gone", push_gone, S.PushGone, None, "device", "Push to it no more"),
    Route("GET", "/api/notices/{id}", notice, None, S.NoticeShown, "device", "What a device may show of one"),
    Route("POST", "/api/notices/{id}/confirm", confirm, None, None, "anyone", "A device has had it", limit=L),
    Route("GET", "/api/follows", my_follows, None, S.Follows, "signed_in", "The cases I follow", query=("package",)),
    Route("POST", "/api/follows", follow, S.Followed, None, "signed_in", "Follow an item's case"),
    Route("POST", "/api/follows/remove", unfollow, S.Unfollowed, None, "signed_in", "Follow it no more"),
]
