"""The look through all that is logged and sent finds what it should."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from folkevalgt import crypto
from tests import canaries
from tests.made_up_numbers import ONE

WITHOUT = [part for name in ("schemathesis", "playwright", "hypothesispytest") for part in ("-p", f"no:{name}")]
KEY = crypto.InstanceKey(b"k" * 32)

PLANTED = """
import logging, sys
import pytest, structlog
from folkevalgt import crypto

@pytest.mark.parametrize("what", ["clean", "word", "number", "token", "title"])
@pytest.mark.parametrize("where", ["structlog", "logging", "stderr"])
def test_something(what, where):
    key, title = crypto.InstanceKey(b"k" * 32), "Avskjed av rektor ved skolen"
    key.seal(title.encode(), "title 1")
    said = {"clean": "2026-11-22T18:00:00 ok", "word": "Kanarifugl i en unntatt sak", "number": "fnr " + NUMBER,
            "token": "cookie=" + crypto.new_token(), "title": title}[what]
    if where == "structlog":
        structlog.get_logger().info("something", said=said)
    elif where == "logging":
        logging.getLogger("uvicorn.error").warning(said)
    else:
        print(said, file=sys.stderr)
"""


def test_a_test_that_logs_what_it_may_not_fails_in_a_worker_of_its_own(tmp_path: Path):
    (tmp_path / "test_planted.py").write_text(f"NUMBER = {ONE!r}\n{PLANTED}")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.canaries",
        "-n",
        "1",
        *WITHOUT,
    ]
    done = subprocess.run(
        [*command, "-c", "/dev/null", f"--rootdir={tmp_path}", str(tmp_path)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        check=False,
        text=True,
    )
    assert "12 failed, 3 passed" in done.stdout, done.stdout[-2000:] + done.stderr[-2000:]


def test_each_kind_is_known_by_its_name():
    KEY.seal(b"Varsel om avskjed av rektor", "title 2")
    assert canaries.in_text("Kanarifugl over Ametystvika") == ["a canary"]
    assert canaries.in_text(f"fnr={ONE}") == ["an identity number"]
    assert canaries.in_text(f"folkevalgt={crypto.new_token()}; a=b") == ["a token"]
    assert canaries.in_text("title=Varsel om avskjed av rektor") == ["what was sealed"]
    assert canaries.in_text("2026-11-22T18:04:11Z request 12345678901 ms" + "a" * 43) == []


def test_a_link_may_be_in_an_e_mail_and_nothing_else():
    assert canaries.in_text(f"https://x/logg-inn#{crypto.new_token()}", links=True) == []
    assert canaries.in_text("Sak: Kanarifugl over Ametystvika", links=True) == ["a canary"]
