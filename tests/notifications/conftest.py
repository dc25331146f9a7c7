"""A push service and a post office, one of each for a module, and the world with both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from folkevalgt.notifications.telling import Telling
from tests.identity.postbox import Postbox, posted
from tests.notifications.pushing import PushOffice, Town, push_office, with_hosts
from tests.world import World


@pytest.fixture(scope="module")
def one_push_office() -> Iterator[PushOffice]:
    with push_office() as service:
        yield service


@pytest.fixture(scope="module")
def one_office() -> Iterator[tuple[Postbox, int]]:
    with posted() as (box, port):
        yield box, port


@pytest.fixture
async def town(world: World, one_push_office: PushOffice, one_office: tuple[Postbox, int]) -> AsyncIterator[Town]:
    box, port = one_office
    one_push_office.begin()
    box.letters.clear()
    box.busy = 0
    telling = Telling(with_hosts(world, one_push_office, port), world.key)
    yield Town(world, one_push_office, telling, box.letters)
    one_push_office.over.set()
    await telling.close()


@pytest.fixture
def office(one_office: tuple[Postbox, int]) -> Postbox:
    return one_office[0]
