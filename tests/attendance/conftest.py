"""The secretariat at its desk, in front of a published package with an open and an exempt item."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from folkevalgt.models.package import Package
from tests.attendance.acting import Desk
from tests.world import World


@pytest.fixture
async def desk(world: World, package: Package, visit: Callable[..., Any]) -> AsyncIterator[Desk]:
    async with visit("sekretaer") as visitor:
        yield Desk(world, package, visitor)
