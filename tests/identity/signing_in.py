"""Somebody at a browser who signs in by a provider of ours."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
from joserfc import jwk
from starlette.applications import Starlette

from folkevalgt import app as application
from folkevalgt import config
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House
from folkevalgt.identity import enrolment
from folkevalgt.models.person import Person
from tests.identity.providers.hostile import CLIENT, PID, Hostile, Ways
from tests.world import Visitor, World, visiting


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """A test's own browser would write where it goes in the log, codes and all."""
    caplog.set_level(logging.WARNING, logger="httpx2")


ACR = {"acr_substantial": ["idporten-loa-substantial"], "acr_high": ["idporten-loa-high"]}


def providers(world: World, *tables: dict[str, Any]) -> config.Settings:
    """The world's settings with these providers in, as they would be read from the environment."""
    told = config.load(
        {"FOLKEVALGT_HOME": world.settings.home, "FOLKEVALGT_OIDC": msgspec.json.encode(tables).decode()}
    )
    return msgspec.structs.replace(world.settings, oidc=told.oidc)


def table(it: Hostile, **other: Any) -> dict[str, Any]:
    """A provider's table in the settings, by the name "test"."""
    given = {"name": "test", "label": "Testporten", "issuer": it.issuer, "client_id": CLIENT, **ACR} | other
    return given if "key" in given else {"client_secret": "hemmelig/+ æ"} | given


def our_key(folder: Path, kind: type[jwk.RSAKey | jwk.ECKey]) -> Path:
    key = jwk.ECKey.generate_key("P-256") if kind is jwk.ECKey else jwk.RSAKey.generate_key(2048)
    (folder / "our.pem").write_bytes(key.as_pem(private=True))
    return folder / "our.pem"


def app_of(world: World, settings: config.Settings) -> Starlette:
    made = application.build(settings, work=False)
    made.state.house = House(settings, world.files, world.key, Hub())
    return made


async def numbered(world: World, name: str = "ordforer", number: str = PID) -> None:
    """Gives somebody a national identity number."""
    await Person.filter(id=world.person(name).id).update(national_id=enrolment.national_id(world.key, number))


@asynccontextmanager
async def browsing(world: World, settings: config.Settings, name: str | None = None) -> AsyncIterator[Visitor]:
    async with visiting(app_of(world, settings), world.person(name) if name else None) as visitor:
        yield visitor


async def where(visitor: Visitor, path: str) -> str:
    return str((await visitor.get(path)).headers["location"])


async def come_back(visitor: Visitor, it: Hostile, asked: str = "", name: str = "test") -> str:
    """To the provider and back; where the app sends them then."""
    sent = (await visitor.get(f"/api/oidc/{name}/sign-in{asked}")).headers["location"]
    if sent.startswith("/"):
        return sent
    query = it.answer(sent)
    back = await visitor.get(f"/api/oidc/{name}/callback?{urlencode(query, doseq=True)}")
    return back.headers.get("location", back.text)


async def tried(world: World, it: Hostile, ways: Ways, **other: Any) -> str:
    """Where somebody ends who signs in in a fresh browser at a provider that behaves so."""
    it.be(ways)
    async with browsing(world, providers(world, table(it, **other))) as visitor:
        return await come_back(visitor, it)
