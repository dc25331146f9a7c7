"""The whole way with a certified provider: in by private_key_jwt, more surely, and out three ways."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
import uvicorn
from httpx2 import AsyncClient, Response

from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.device import Session
from tests.engines import ON_SQLITE
from tests.identity.providers.certified import Certified, certified
from tests.identity.providers.hostile import PID
from tests.identity.signing_in import app_of, numbered, providers, quiet
from tests.world import World

__all__ = ["quiet"]
pytestmark = pytest.mark.anyio


class Browser:
    """Follows links and forms as a browser would, in our app and at the provider."""

    def __init__(self, client: AsyncClient, origin: str) -> None:
        self.client, self.origin = client, origin

    async def get(self, path: str) -> Response:
        return await self.client.get(self.origin + path)

    async def post(self, path: str) -> Response:
        return await self.client.post(self.origin + path, headers={"origin": self.origin})

    async def submit(self, page: Response) -> Response:
        """The page's form, as its script sends it."""
        action = re.search(r'<form[^>]*action="([^"]+)"', page.text)
        assert action, page.text
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
        fields = {unescape(name): unescape(value) for name, value in found}
        return await self.client.post(str(page.url.join(unescape(action[1]))), data=fields)


@asynccontextmanager
async def at(world: World, folder: Path) -> AsyncIterator[tuple[Browser, Certified]]:
    """Our app at an address of its own, where the provider finds it, and a browser in front of both."""
    heard = socket.create_server(("127.0.0.1", 0))
    origin = f"http://127.0.0.1:{heard.getsockname()[1]}"
    with certified(folder, origin) as it:
        settings = msgspec.structs.replace(providers(world, it.table), origin=origin)
        server = uvicorn.Server(uvicorn.Config(app_of(world, settings), lifespan="off", log_level="critical"))
        running = asyncio.create_task(server.serve(sockets=[heard]))
        try:
            async with AsyncClient(follow_redirects=True, trust_env=False) as client:
                yield Browser(client, origin), it
        finally:
            server.should_exit = True
            await running


async def levels(world: World) -> list[int]:
    return await Session.filter(person_id=world.person("ordforer").id).order_by("level").values_list("level", flat=True)


async def ended(world: World) -> list[str]:
    """How sessions of the mayor's ended, as the log has it."""
    actions = AuditEntry.filter(actor=str(world.person("ordforer").id), action__contains="sign").order_by("seq")
    return [each for each in await actions.values_list("action", flat=True) if each != "sign_in"]


@ON_SQLITE
async def test_in_more_surely_and_out_with_a_certified_provider(world, tmp_path):
    await numbered(world)
    async with at(world, tmp_path) as (browser, it):
        await it.who("ordføreren", PID)
        came = await browser.get("/api/oidc/test/sign-in")
        assert (str(came.url), await levels(world)) == (f"{browser.origin}/", [2])
        first = browser.client.cookies["folkevalgt"]
        came = await browser.get("/api/oidc/test/sign-in?step_up=3&to=/meg")
        assert (urlsplit(str(came.url)).path, await levels(world)) == ("/meg", [3])
        assert first != browser.client.cookies["folkevalgt"]

        onward = (await browser.post("/api/sign-out")).json()["onward"]
        assert (await levels(world), await ended(world)) == ([], ["sign_out"])
        page = await browser.submit(await browser.get(onward))
        assert str(page.url).startswith(it.issuer)
        came = await browser.submit(page)
        assert str(came.url) == f"{browser.origin}/logg-inn"
        assert str((await browser.get(onward)).url) == f"{browser.origin}/logg-inn"  # that page is shown once


async def test_signed_out_there_is_signed_out_here(world, tmp_path):
    await numbered(world)
    async with at(world, tmp_path) as (browser, it):
        await it.who("ordføreren", PID)
        await browser.get("/api/oidc/test/sign-in")
        page = await browser.client.get(f"{it.issuer}/session/end")
        framed = re.search(r'<iframe src="([^"]+)"', page.text)
        async with AsyncClient(trust_env=False) as frame:  # our cookie does not come along into a frame
            answer = await frame.get(unescape(framed[1]))
        assert f"frame-ancestors {it.issuer}" in answer.headers["content-security-policy"]
        assert (await levels(world), await ended(world)) == ([], ["signed_out_by_provider"])

        await browser.get("/api/oidc/test/sign-in")
        assert await levels(world) == [2]
        await browser.submit(page)  # its server tells ours
        assert (await levels(world), await ended(world)) == ([], ["signed_out_by_provider"] * 2)
        assert (await browser.get("/api/me")).status_code == 401
