"""The device stems by its own writing of the algorithm; the list it is tested by is what the server says."""

from __future__ import annotations

import json
from pathlib import Path

from folkevalgt.search import words

STEMS = Path(__file__).parents[2] / "frontend" / "src" / "domain" / "stems.example.json"


def test_the_list_that_the_devices_stems_are_tested_by_is_the_servers() -> None:
    listed = json.loads(STEMS.read_text("utf-8"))
    assert listed == {word: words.stem(word) for word in listed}
    assert sum(word != stem for word, stem in listed.items()) > 100
