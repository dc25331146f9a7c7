from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import folkevalgt.archive
from folkevalgt.archive.report import WORDS, Lines
from folkevalgt.pdf.inspection import Word

ROOM = Path(next(iter(folkevalgt.archive.__path__)))


def test_every_word_has_its_sentence() -> None:
    code = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    used = set(re.findall(r'(?:Unfit|lines\.add)\(\s*"(\w+)"', code))
    assert used | (set(get_args(Word)) - {"ok"}) <= set(WORDS)
    assert len(used) > 30


def test_the_same_finding_is_told_once() -> None:
    lines = Lines()
    for _ in range(3):
        lines.add("no_meeting", "moete.xml", count=2)
    assert [line.message for line in lines.all] == [
        "Beskrivelsen har ingen møter, bare journalposter: 2. Ingenting er tatt inn."
    ]
