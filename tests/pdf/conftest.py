from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkevalgt.pdf.sandbox import Sandbox

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real papers that lie beside the project, or where FOLKEVALGT_TEST_DATA says."""
    folder = Path(os.environ.get("FOLKEVALGT_TEST_DATA") or BESIDE)
    if not (folder / "papers").is_dir():
        pytest.skip(f"no real papers: {folder} is not there (set FOLKEVALGT_TEST_DATA)")
    return folder


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.stop()
