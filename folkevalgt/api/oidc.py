"""In and out by a provider. What goes wrong is said by a word on the sign-in page, never in the provider's own text."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from urllib.parse import parse_qsl

import msgspec
import structlog
from starlette.responses import Response

from folkevalgt import crypto
from folkevalgt.api.browsers import browser_of, set_browser
from folkevalgt.api.http import Call
from folkevalgt.api.sign_in import set_session
from folkevalgt.errors import Refusal, not_found
from folkevalgt.identity.oidc import endings, flow
from folkevalgt.identity.oidc.provider import Provider, origin_of
from folkevalgt.identity.sessions import HIGH, STRONG

log = structlog.get_logger()
NOT_KEPT = {"cache-control": "private, no-store", "referrer-policy": "no-referrer"}
# Chromium and Firefox before Safari, which all of them claim to be.
BROWSERS = {"Edg": "Edge", "Firefox|FxiOS": "Firefox", "Chrome|CriOS": "Chrome", "Safari": "Safari"}
SYSTEMS = {"iPad": "iPad", "iPhone": "iPhone", "Android": "Android", "Windows": "Windows", "Mac OS": "Mac"}
SYSTEMS |= {"Linux": "Linux"}
SCRIPT = "document.forms[0].submit()"
SCRIPT_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
PAGE = """<!doctype html><html lang="nb"><meta charset="utf-8"><title>Logger ut</title>
<form method="post" action="{address}">{fields}<p>Du er logget ut her. Nå logges du også ut hos {label}.</p>
<button>Fortsett</button></form><script>{script}</script></html>"""


class LogoutForm(msgspec.Struct):
    """What a provider's server posts when somebody has signed out there (Back-Channel Logout 1.0 § 2.5)."""

    logout_token: str


async def provider_sign_in(call: Call) -> Response:
    """Off to the provider. `step_up` asks who is signed in for level 2, 3 or what exempt papers need; `to`: a page."""
    provider, asked = _provider(call), call.request.query_params
    try:
        here = None
        if asked.get("step_up"):
            here = call.signed
            if here.kind != "person":
                raise Refusal("not_signed_in", 401)
        # As surely as is asked for, else as exempt papers need.
        enough = max(STRONG, call.house.settings.exempt_level) if here else 0
        level = {"2": STRONG, "3": HIGH}.get(asked.get("step_up", ""), enough)
        browser = browser_of(call) or crypto.new_token()
        onward = asked.get("to", "")
        address = await flow.begin(provider, call.house.key, browser, level=level, onward=onward, here=here)
    except Refusal as error:
        return _told(provider, error)
    response = _to(address)
    set_browser(response, call.house.settings, browser)
    return response


async def provider_callback(call: Call) -> Response:
    """Back from the provider."""
    provider, house = _provider(call), call.house
    answer = parse_qsl(call.request.url.query, keep_blank_values=True)
    device = device_name(call.request.headers.get("user-agent", ""))
    try:
        came = await flow.finish(
            provider, house.settings, house.key, browser_of(call), answer, device=device, here=call.who
        )
    except Refusal as error:
        return _told(provider, error)
    response = _to(came.onward)
    set_session(response, house.settings, came.token)
    return response


async def provider_sign_out(call: Call) -> Response:
    """A page that tells the provider by a form, for what stands in an address is logged on the way."""
    provider = _provider(call)
    name = call.request.query_params.get("with", "")
    form = await endings.farewell(provider, call.house.key, browser_of(call), name)
    if form is None:
        return _to("/logg-inn")
    fields = "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">' for key, value in form.fields.items()
    )
    page = PAGE.format(address=escape(form.address), fields=fields, label=escape(provider.oidc.label), script=SCRIPT)
    # 'self' too: a browser holds the way back against the same rule.
    onward = " ".join(sorted({origin_of(form.address), origin_of(provider.oidc.issuer)}))
    csp = (
        f"default-src 'none'; script-src 'sha256-{SCRIPT_HASH}'; form-action 'self' {onward}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return Response(page, headers=NOT_KEPT | {"content-security-policy": csp}, media_type="text/html; charset=utf-8")


async def front_channel_logout(call: Call) -> Response:
    """In a frame of the provider's page, where alone we may stand in one. Never says whether anybody was here."""
    provider, asked = _provider(call), call.request.query_params
    await endings.told_by_browser(provider, asked.get("iss", ""), asked.get("sid", ""))
    framed = " ".join(provider.origins())
    csp = f"default-src 'none'; frame-ancestors {framed}"
    given = NOT_KEPT | {"content-security-policy": csp, "cross-origin-resource-policy": "cross-origin"}
    return Response("", headers=given, media_type="text/html; charset=utf-8")


async def back_channel_logout(call: Call) -> Response:
    try:
        await endings.told_by_server(_provider(call), call.body.logout_token)
    except Refusal as error:
        if error.word == "provider_answer":
            log.warning("logout token refused", provider=_provider(call).oidc.name, reason=error.detail)
            raise Refusal("bad_request", 400) from None
        raise
    return Response("", headers={"cache-control": "no-store"})


def logout_form(body: bytes) -> LogoutForm:
    """Raises Refusal("bad_request") without exactly one logout token."""
    try:
        given = parse_qsl(body.decode("ascii"), max_num_fields=20)
    except ValueError:
        given = []
    found = [value for name, value in given if name == "logout_token"]
    if len(found) != 1:
        raise Refusal("bad_request", 400)
    return LogoutForm(found[0])


def _provider(call: Call) -> Provider:
    found = call.house.providers.get(call.request.path_params["name"])
    if found is None:
        raise not_found()
    return found


def _to(address: str) -> Response:
    return Response(status_code=303, headers=NOT_KEPT | {"location": address})


def _told(provider: Provider, error: Refusal) -> Response:
    """To the sign-in page with the word. What it was about is for the log: names of checks, nothing that was sent."""
    log.warning("sign-in refused", provider=provider.oidc.name, word=error.word, reason=error.detail)
    return _to(f"/logg-inn#feil={error.word}")


def device_name(agent: str) -> str:
    """What a person would call their device: "Chrome, Android". The app says the same of itself (`sync/session.ts`)."""
    found = (
        next((name for sign, name in names.items() if re.search(sign, agent)), "") for names in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, found))
