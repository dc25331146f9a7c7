"""Settings: one frozen struct, read once from `folkevalgt.toml` and `FOLKEVALGT_*`, passed on as an argument."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec

from folkevalgt.errors import Refusal

Some = Annotated[int, msgspec.Meta(ge=1)]
AnyOrNone = Annotated[int, msgspec.Meta(ge=0)]
Level = Annotated[int, msgspec.Meta(ge=1, le=3)]
PORTS = {"https": 443, "http": 80}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Oidc(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A provider that people may sign in with (OpenID Connect): a table `[[oidc]]`. Fields: see README's table."""

    name: Annotated[str, msgspec.Meta(pattern="^[a-z0-9-]{1,30}$")]
    label: str
    issuer: Annotated[str, msgspec.Meta(max_length=300)]
    client_id: Annotated[str, msgspec.Meta(min_length=1)]
    client_secret: str = ""
    key: str = ""
    key_id: str = ""
    scopes: tuple[str, ...] = ("openid", "profile")
    acr_substantial: tuple[str, ...] = ()
    acr_high: tuple[str, ...] = ()
    match: Literal["national_id", "email"] = "national_id"
    single_sign_on: bool = True
    test_identities: bool = False


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every field is in README's table. Empty DATABASE, FILES, INBOX, INSTANCE_KEY, JOURNAL: a place under HOME."""

    home: str = "./folkevalgt-data"
    database: str = ""
    files: str = ""
    inbox: str = ""
    instance_key: str = ""
    origin: str = "http://127.0.0.1:8000"
    municipality: str = "Kommunen"
    session_idle_minutes: Some = 30
    session_hours: Some = 8
    sign_in_link_hours: Some = 72
    letter_days: Some = 14
    email_link_minutes: Some = 15
    smtp_host: str = ""
    smtp_port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    vapid_key: str = ""
    vapid_subject: str = ""
    pushes_per_second: Some = 20
    push_hosts: tuple[str, ...] = ()
    email_after_minutes: Some = 30
    reminder_hours: AnyOrNone = 24
    ring_hours: Some = 24
    summons_days: AnyOrNone = 7
    soffice: str = ""
    paper_days: AnyOrNone = 14
    substitute_hours: AnyOrNone = 24
    exempt_hours: AnyOrNone = 72
    exempt_level: Level = 1
    audit_days: AnyOrNone = 3650
    journal: str = ""
    harvest_seconds: Some = 10
    inbox_rest_seconds: AnyOrNone = 10
    einnsyn_delivery_is_open: bool = True
    open_access_codes: tuple[str, ...] = ()
    open_pages: bool = False
    oidc: tuple[Oidc, ...] = ()

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
    def journal_path(self) -> Path:
        return Path(self.journal).resolve() if self.journal else self.home_path / "revoked.jsonl"

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
    for several in ("open_access_codes", "push_hosts"):
        if several in given:
            values[several] = tuple(filter(None, given.pop(several).split(",")))
    values["oidc"] = _providers(values.get("oidc", []), given.pop("oidc", ""), environ)
    try:
        settings = msgspec.convert(values | given, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise Refusal("bad_setting", 500, str(error)) from None
    settings = msgspec.structs.replace(settings, origin=_origin(settings.origin))
    _sends(settings)
    for each in settings.oidc:
        _reachable(each, settings)
    return settings


def _providers(told: Any, given: str, environ: Mapping[str, str]) -> list[Any]:
    """The file's tables, then FOLKEVALGT_OIDC (JSON: one or several), then the one of FOLKEVALGT_OIDC_NAME and so on.

    Of those with one name the last counts.
    """
    try:
        more = msgspec.json.decode(given) if given else []
    except msgspec.DecodeError as error:
        raise Refusal("bad_setting", 500, f"FOLKEVALGT_OIDC: {error}") from None
    alone: dict[str, Any] = {
        name: environ[key] for name in Oidc.__struct_fields__ if (key := f"FOLKEVALGT_OIDC_{name.upper()}") in environ
    }
    alone |= {name: alone[name].split() for name in ("scopes", "acr_substantial", "acr_high") if name in alone}
    tables = [
        *(told if isinstance(told, list) else [told]),
        *(more if isinstance(more, list) else [more]),
        *([alone] if alone else []),
    ]
    named = {str(each.get("name")) if isinstance(each, dict) else "": each for each in tables}
    return list(named.values())


def _reachable(oidc: Oidc, settings: Settings) -> None:
    """Https, or http to a provider on this machine for an app on this machine; and one way to show who we are."""
    try:
        given = urlsplit(oidc.issuer)
        near = given.scheme == "http" and given.hostname in LOOPBACK and not settings.secure
        whole = bool(given.hostname) and not (given.query or given.fragment or given.username)
    except ValueError:
        near = whole = False
    if not whole or not (given.scheme == "https" or near):
        raise Refusal("bad_setting", 500, f"OIDC {oidc.name}: issuer må være https")
    if bool(oidc.key) == bool(oidc.client_secret):
        raise Refusal("bad_setting", 500, f"OIDC {oidc.name}: enten key eller client_secret")
    if oidc.key and not Path(oidc.key).is_file():
        raise Refusal("bad_setting", 500, f"OIDC {oidc.name}: finner ikke {oidc.key}")
    if "openid" not in oidc.scopes:
        raise Refusal("bad_setting", 500, f"OIDC {oidc.name}: scopes må ha openid")


def _sends(settings: Settings) -> None:
    """E-mail comes from someone, a password goes to its server unread, and so do push notices."""
    if settings.smtp_host and "@" not in parseaddr(settings.smtp_from)[1]:
        raise Refusal("bad_setting", 500, "SMTP_FROM må være en e-postadresse")
    for origin in (each.rpartition("=")[2] for each in settings.push_hosts):
        if not origin.startswith(("https://", *(f"http://{host}:" for host in LOOPBACK))):
            raise Refusal("bad_setting", 500, "PUSH_HOSTS må være https, eller http på 127.0.0.1")
    if settings.smtp_password and settings.smtp_security == "none" and settings.smtp_host not in LOOPBACK:
        raise Refusal("bad_setting", 500, "SMTP_PASSWORD krever SMTP_SECURITY starttls eller tls")


def _origin(text: str) -> str:
    """As browsers write it in the Origin header, which every change is held against."""
    try:
        given = urlsplit(text)
        host, port = given.hostname or "", given.port
    except ValueError:
        host = ""
    if not host or not (given.scheme == "https" or (given.scheme == "http" and host in LOOPBACK)):
        raise Refusal("bad_setting", 500, "ORIGIN må være https, eller http på 127.0.0.1")
    name = f"[{host}]" if ":" in host else host
    return f"{given.scheme}://{name}" if port in (None, PORTS[given.scheme]) else f"{given.scheme}://{name}:{port}"
