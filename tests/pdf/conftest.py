from __future__ import annotations

from collections.abc import Iterator

import pytest

from folkevalgt.pdf.sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests of this room; those that break it make their own."""
    sandbox = Sandbox()
    yield sandbox
    sandbox.stop()
