"""Settings are read once, and what cannot be read is said by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from folkevalgt import config
from folkevalgt.errors import Refusal

HTTPS = "https://moter.agnesund.example"


def refused(environ: dict[str, str], file: Path | None = None) -> str:
    with pytest.raises(Refusal, match="bad_setting") as caught:
        config.load(environ, file)
    return caught.value.message


def test_everything_lies_under_home_unless_told_otherwise(tmp_path):
    settings = config.load({"FOLKEVALGT_HOME": str(tmp_path)})
    assert settings.database_url == f"sqlite://{tmp_path}/folkevalgt.sqlite3"
    assert settings.files_url == str(tmp_path / "files")
    assert settings.inbox_path == tmp_path / "inbox"
    assert settings.on_sqlite


def test_the_environment_goes_before_the_file_in_home(tmp_path):
    (tmp_path / "folkevalgt.toml").write_text('municipality = "Agnesund"\npaper_days = 3\nopen_access_codes = ["Å"]')
    settings = config.load({"FOLKEVALGT_HOME": str(tmp_path), "FOLKEVALGT_PAPER_DAYS": "7"})
    assert (settings.municipality, settings.paper_days, settings.open_access_codes) == ("Agnesund", 7, ("Å",))


def test_open_codes_are_separated_by_commas(tmp_path):
    settings = config.load({"FOLKEVALGT_HOME": str(tmp_path), "FOLKEVALGT_OPEN_ACCESS_CODES": "ÅPEN,O,"})
    assert settings.open_access_codes == ("ÅPEN", "O")


@pytest.mark.parametrize("line", ["colour = 'blue'", "paper_days = 'lenge'", "paper_days =", "municipality = '\xe5"])
def test_a_file_that_cannot_be_read_is_named_with_its_reason(tmp_path, line):
    (tmp_path / "folkevalgt.toml").write_bytes(line.encode("latin-1"))
    assert len(refused({"FOLKEVALGT_HOME": str(tmp_path)})) > len("En innstilling kan ikke leses. ()")


@pytest.mark.parametrize(
    "origin",
    ["http://moter.agnesund.example", "moter.agnesund.example", "https://", "https://[", "ftp://127.0.0.1", ""],
)
def test_an_origin_that_browsers_would_not_trust_is_refused(origin, tmp_path):
    assert "ORIGIN" in refused({"FOLKEVALGT_HOME": str(tmp_path), "FOLKEVALGT_ORIGIN": origin})


@pytest.mark.parametrize("origin", [HTTPS, f"{HTTPS}/", "HTTPS://Moter.Agnesund.example", f"{HTTPS}:443"])
def test_an_origin_is_kept_as_browsers_send_it(origin, tmp_path):
    settings = config.load({"FOLKEVALGT_HOME": str(tmp_path), "FOLKEVALGT_ORIGIN": origin})
    assert (settings.origin, settings.secure) == (HTTPS, True)


@pytest.mark.parametrize("name", ["session_idle_minutes", "session_hours", "sign_in_link_hours", "paper_days"])
def test_a_time_that_has_passed_before_it_begins_is_refused(name, tmp_path):
    assert name in refused({"FOLKEVALGT_HOME": str(tmp_path), f"FOLKEVALGT_{name.upper()}": "-1"})
