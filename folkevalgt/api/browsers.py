"""What a browser is known by while its person is away at a provider."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt.api.http import Call
from folkevalgt.config import Settings
from folkevalgt.identity.oidc import flow


def browser_name(settings: Settings) -> str:
    return "__Host-folkevalgt-away" if settings.secure else "folkevalgt-away"


def browser_of(call: Call) -> str:
    """What this browser alone has, so that nobody comes back from where another went."""
    return call.request.cookies.get(browser_name(call.house.settings), "")


def set_browser(response: Response, settings: Settings, browser: str) -> None:
    """Lax: one comes back by a link of the provider's."""
    response.set_cookie(
        browser_name(settings),
        browser,
        max_age=int(flow.HOLDS.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
