"""A package of Formannskapet's, and people with devices who write in it."""

from __future__ import annotations

import pytest

from tests.noting import group_of
from tests.sync.writing import Device, device


@pytest.fixture
async def anna(package, visit):
    """leder_oppvekst, who sits in Formannskapet, at her tablet."""
    async with device(visit, "leder_oppvekst") as made:
        yield made


@pytest.fixture
def phone(anna) -> Device:
    """Another device of hers."""
    return Device(anna.visitor, anna.paper)


@pytest.fixture
async def berit(anna, visit):
    """A colleague of her party group, in the same committee."""
    async with device(visit, "medlem_formannskap") as made:
        yield made


@pytest.fixture
def group(world) -> tuple:
    """Her party group's circle, and who reads in it."""
    return group_of(world, "leder_oppvekst"), world.person("medlem_formannskap").id
