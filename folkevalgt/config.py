"""Settings: one frozen struct, read once from `folkevalgt.toml` and `FOLKEVALGT_*`, passed on as an argument."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from folkevalgt.errors import Refusal


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every field is in README's table. Empty DATABASE, FILES, INBOX and INSTANCE_KEY mean a place under HOME."""

    home: str = "./folkevalgt-data"
    database: str = ""
    files: str = ""
    inbox: str = ""
    instance_key: str = ""
    origin: str = "http://127.0.0.1:8000"
    municipality: str = "Kommunen"
    session_idle_minutes: int = 30
    session_hours: int = 8
    sign_in_link_hours: int = 72
    paper_days: int = 14
    substitute_hours: int = 24
    harvest_seconds: int = 10
    inbox_rest_seconds: int = 10
    einnsyn_delivery_is_open: bool = True
    open_access_codes: tuple[str, ...] = ()
    open_pages: bool = False

    @property
    def home_path(self) -> Path:
        return Path(self.home).resolve()

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite://{self.home_path / 'folkevalgt.sqlite3'}"

    @property
    def files_url(self) -> str:
        return self.files or str(self.home_path / "files")

    @property
    def inbox_path(self) -> Path:
        return Path(self.inbox).resolve() if self.inbox else self.home_path / "inbox"

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def secure(self) -> bool:
        """True when the app is served over https; only then may cookies carry the `__Host-` prefix."""
        return self.origin.startswith("https://")


def load(environ: Mapping[str, str] = os.environ, file: Path | None = None) -> Settings:
    """Settings from the file (default `folkevalgt.toml` in HOME, else in the working folder), then the environment.

    Raises Refusal("bad_setting") naming the setting that cannot be read.
    """
    given = {
        name: environ[key] for name in Settings.__struct_fields__ if (key := f"FOLKEVALGT_{name.upper()}") in environ
    }
    home = Path(given.get("home", Settings().home))
    for candidate in [file] if file else [home / "folkevalgt.toml", Path("folkevalgt.toml")]:
        if candidate.is_file():
            try:
                values = tomllib.loads(candidate.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise Refusal("bad_setting", 500, f"{candidate}: {error}") from None
            break
    else:
        values = {}
    if "open_access_codes" in given:
        values["open_access_codes"] = tuple(filter(None, given.pop("open_access_codes").split(",")))
    try:
        settings = msgspec.convert(values | given, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise Refusal("bad_setting", 500, str(error)) from None
    origin = urlsplit(settings.origin)
    if origin.scheme != "https" and origin.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise Refusal("bad_setting", 500, "ORIGIN må være https, eller http på 127.0.0.1")
    return settings
