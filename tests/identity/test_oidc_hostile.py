"""A provider that lies, or somebody on the way: refused with a word and no session. Each check is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from folkevalgt.identity.oidc import asking, tokens
from folkevalgt.models.device import ExternalIdentity, Session
from tests.engines import ON_SQLITE
from tests.identity.providers import holes
from tests.identity.providers.badness import BAD
from tests.identity.providers.hostile import Hostile, Ways, serving
from tests.identity.signing_in import numbered, quiet, tried

__all__ = ["quiet"]
pytestmark = pytest.mark.anyio
HURRIED = 0.2  # seconds


@pytest.fixture(scope="module")
def it() -> Iterator[Hostile]:
    with serving() as it:
        yield it


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", HURRIED)


async def test_whoever_the_provider_says_it_is_comes_in(world, it):
    await numbered(world)
    assert await tried(world, it, Ways(), single_sign_on=False) == "/"
    assert await Session.filter(person_id=world.person("ordforer").id, level=2).count() == 1


async def test_nothing_bad_comes_in(world, it):
    await numbered(world)
    told = {name: await tried(world, it, bad.ways, single_sign_on=False) for name, bad in BAD.items()}
    assert told == {name: f"/logg-inn#feil={bad.word}" for name, bad in BAD.items()}
    assert not await Session.exists()


@ON_SQLITE
async def test_every_check_keeps_something_out(world, it, monkeypatch):
    await numbered(world)
    told = {}
    for check, (hole, bad) in holes.ID_TOKEN.items():
        with monkeypatch.context() as patch:
            hole(patch)
            told[check] = await tried(world, it, BAD[bad].ways, single_sign_on=False)
        await ExternalIdentity.all().delete()
    fell = {"the session": "server_error"}  # the column is no wider
    assert [check for check, where in told.items() if where != "/" and fell.get(check, "-") not in where] == []


def test_every_line_of_the_tables_has_its_hole():
    lines = [*tokens.ID_TOKEN, *tokens.WORDS, *tokens.HEADER]
    assert len(holes.ID_TOKEN) >= len(lines)
    assert len(BAD) >= 70
