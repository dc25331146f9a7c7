"""A push service and a post office, one of each for a module, and the world with both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from folkevalgt.notifications.telling import Telling
from tests.identity.postbox import Postbox, posted
from tests.notifications.pushing import Service, Town, push_service, with_hosts
from tests.world import World


@pytest.fixture(scope="module")
def one_service() -> Iterator[Service]:
    with push_service() as service:
        yield service


@pytest.fixture(scope="module")
def one_office() -> Iterator[tuple[Postbox, int]]:
    with posted() as (box, port):
        yield box, port


@pytest.fixture
async def town(world: World, one_service: Service, one_office: tuple[Postbox, int]) -> AsyncIterator[Town]:
    box, port = one_office
    one_service.begin()
    box.letters.clear()
    box.busy = 0
    telling = Telling(with_hosts(world, one_service, port), world.key)
    yield Town(world, one_service, telling, box.letters)
    one_service.over.set()
    await telling.close()


@pytest.fixture
def office(one_office: tuple[Postbox, int]) -> Postbox:
    return one_office[0]
