"""What is made once for all the processes that share the tests, and is only copied from then on.

No papers: each process makes its own, and those of one are not those of another.
"""

from __future__ import annotations

import fcntl
import functools
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tortoise import models

# Tortoise makes the filters of every model anew at each connection. They are the same each time, and half of its work.
models.get_filters_for_field = functools.cache(models.get_filters_for_field)  # type: ignore[attr-defined]


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that whoever comes first has filled by `make`; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"once-{name}"
    folder.mkdir(exist_ok=True)
    with open(folder.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder.with_suffix(".done")
        if not done.exists():
            make(folder)
            done.touch()
    return folder
