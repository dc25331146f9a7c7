"""Which engine a test runs on, and what waits for `make proofs`."""

from __future__ import annotations

import os

import pytest

ON_SQLITE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("settings", ["postgres"], indirect=True)

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "proofs"
# Where what the engines do differently is written or relied on, every test is made on both.
DIFFERENT = ("sync", "search", "attendance", "journal", "faults", "test_database.py", "test_jobs.py", "test_migrate.py")
DIFFERENT += ("test_backup.py", "test_deliveries.py", "test_circles.py", "test_matrix.py", "test_reads.py")
ALIKE = {"test_notes_bad_input.py"}  # what is refused before there is a row
ONE_OF = 6


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In `make test` elsewhere one test of six is made on PostgreSQL too, and what is marked `proofs` on neither."""
    if LONG:
        return
    there = {item.nodeid for item in items}
    left, waiting, number = [], [], 0
    for item in items:
        twin = item.nodeid.replace("[postgres", "[sqlite").replace("-postgres", "-sqlite")
        number += twin != item.nodeid
        parts = set(item.path.parts)
        alike = parts & ALIKE or not parts & set(DIFFERENT)
        again = twin != item.nodeid and twin in there and number % ONE_OF and alike
        (waiting if again or item.get_closest_marker("proofs") else left).append(item)
    items[:] = left
    config.hook.pytest_deselected(items=waiting)
