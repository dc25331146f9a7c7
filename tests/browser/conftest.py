from pathlib import Path

import pytest

from tests.browser.fixtures import bad_line, member, phone, replaced, served, tablet, town
from tests.browser.laid import built, made, real, table, the_table

__all__ = [
    "bad_line",
    "built",
    "made",
    "member",
    "phone",
    "real",
    "replaced",
    "served",
    "table",
    "tablet",
    "the_table",
    "town",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On a busy machine a browser shows things late: what fails is made again, twice at most; the summary says so."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=2))
