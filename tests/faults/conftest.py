"""A real server process on either engine, with a paper in it and somebody signed in."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from folkevalgt import crypto, database
from folkevalgt.api.http import cookie_name
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.identity import invitations, sessions
from folkevalgt.pdf import sandbox
from tests.browser.served import Served, free_port
from tests.papers import item, meeting, paper, published, version
from tests.world import the_world


@dataclass
class Town:
    """`cookie` is a member's session; `paper` the fields that say which paper a note stands on."""

    served: Served
    cookie: str
    paper: dict[str, Any]


@pytest.fixture(params=["sqlite", "postgres"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    home, port, url = tmp_path / "home", free_port(), ""
    home.mkdir()
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_world"), home / "folkevalgt.sqlite3")
    else:
        cluster = request.getfixturevalue("postgres")
        name = cluster.create(request.getfixturevalue("postgres_world"))
        url = cluster.url(name)
    settings = Settings(
        home=str(home), database=url, origin=f"http://127.0.0.1:{port}", municipality="Agnesund kommune"
    )
    cookie, about, token = asyncio.run(prepared(settings))
    served = Served(settings, {"ordforer": [token]}, port)
    served.start()
    yield Town(served, cookie, about)
    served.stop()
    if url:
        cluster.drop(name)


async def prepared(settings: Settings) -> tuple[str, dict[str, Any], str]:
    await database.connect(settings)
    try:
        world = await the_world(settings, Files(settings.files_url), crypto.instance_key(settings))
        await published(world, meeting(item("plan", 112, paper("framlegg", "IKT-plan"))))
        newest = await version("framlegg")
        link = await invitations.sign_in_link(settings, world.person("ordforer").email)
        token, _ = await sessions.sign_in(settings, link.partition("#")[2], "testbrett")
        about = {"document": str(newest.document_id), "version": newest.sha256}
        another = await invitations.sign_in_link(settings, world.person("ordforer").email)
        return f"{cookie_name(settings)}={token}", about, another.partition("#")[2]
    finally:
        await sandbox.close()
        await database.disconnect()
        await asyncio.sleep(0.1)  # obstore tidies up
