"""Running it: serve, work, migrate, harvest, backup, restore, check."""

from __future__ import annotations

import asyncio
import gc
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from folkevalgt import config, crypto, database, journal, migrate
from folkevalgt.cli.frame import Json, busy, out, run
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.files import Files

if TYPE_CHECKING:
    from folkevalgt.archive.report import Report

app = typer.Typer()
OPEN_FILES = 65_536
GARBAGE = (20_000, 20, 20)  # new objects before a round, and rounds before an older generation is looked through
UVICORN: dict[str, Any] = {
    "backlog": 4096,
    "access_log": False,
    "log_level": "warning",
    "timeout_graceful_shutdown": 3,
    "server_header": False,
}
OUTCOMES = {"done": "hentet", "rejected": "avvist", "waiting": "venter"}


@app.command("migrate")
def migrate_command() -> None:
    """Bring the database up to date; a backup is taken first."""
    done = asyncio.run(migrate.migrate(config.load()))
    typer.echo(f"Kjørt: {', '.join(done)}" if done else "Databasen er oppdatert.")


@app.command()
def serve(host: str = "127.0.0.1", port: int = 8000, work: bool = True) -> None:
    """Serve the app. With --no-work the worker runs elsewhere (PostgreSQL only)."""
    settings = config.load()
    if asyncio.run(migrate.pending(settings)):
        raise Refusal("needs_migration", 503)
    if settings.on_sqlite and not work:
        raise Refusal("bad_setting", 500, "på SQLite går arbeideren i tjeneren")
    run_server(settings, host, port, work)


def run_server(settings: Settings, host: str, port: int, work: bool = True) -> None:
    """Serves until it is told to stop. Raises Refusal("server_running") before anything is opened."""
    import uvicorn

    from folkevalgt.app import build

    with database.only_server(settings):
        pass
    more_open_files()
    app = build(settings, work=work)
    # What is loaded now stays: looking through it for garbage took a third of the time when everyone asked at once.
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    uvicorn.run(app, host=host, port=port, **UVICORN)


def more_open_files() -> None:
    """Every open app holds a connection, and many systems give a process 1,024 files until it asks for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@app.command()
def work() -> None:
    """The worker alone, beside servers that share a PostgreSQL database."""
    from folkevalgt.worker import Worker

    async def tick(settings: Settings) -> None:
        if settings.on_sqlite:
            raise Refusal("bad_setting", 500, "på SQLite går arbeideren i tjeneren")
        await journal.again(settings)
        await Worker(settings, Files(settings.files_url), crypto.instance_key(settings), database.announce).run()

    run(tick)


@app.command()
def harvest(source: str = "folder", json: Json = False) -> None:
    """Harvest what is ready in the inbox."""
    from folkevalgt.archive import inbox
    from folkevalgt.archive.harvest import harvest as take

    async def take_all(given: Settings) -> list[Report]:
        files, key = Files(given.files_url), crypto.instance_key(given)
        found = await take(given, files, key, at_once=True)
        # What was copied in just now rests a while first, in case more of it is coming. Whoever asks will wait for it.
        if {each.name for each in inbox.waiting(given)} - {each.delivery for each in found}:
            await asyncio.sleep(given.inbox_rest_seconds + 1)
            found += await take(given, files, key, at_once=True)
        return found

    if source != "folder":
        raise Refusal("bad_setting", 400, f"kilden «{source}» finnes ikke")
    reports = run(take_all, doing="Henter fra innboksen …")
    if json:
        out(reports)
        return
    for report in reports:
        typer.echo(f"{report.delivery}: {OUTCOMES[report.outcome]}")
        for line in report.lines:
            typer.echo(f"  {line.level}: {': '.join(filter(None, [line.what, line.message]))}")
    if not reports:
        typer.echo("Ingenting å hente.")


@app.command()
def unseal(path: Path) -> None:
    """Write a sealed file of a delivery to standard output."""
    from folkevalgt.archive import sealed

    name, data = sealed.unseal(path, crypto.instance_key(config.load()))
    typer.echo(name, err=True)
    sys.stdout.buffer.write(data)


@app.command()
def backup(file: Path) -> None:
    """Write database and papers to one file. The instance key is not in it: keep that elsewhere."""
    from folkevalgt import backup as verb

    typer.echo(run(lambda settings: verb.backup(settings, file), doing="Tar sikkerhetskopi …"))


@app.command()
def restore(file: Path) -> None:
    """Fill an empty HOME from a backup file, every hash checked."""
    from folkevalgt import backup as verb

    settings = config.load()
    with busy("Legger tilbake …"):
        said = verb.restore(settings, file)
    typer.echo(said)
    if asyncio.run(migrate.pending(settings)):
        return  # an old one: what was taken back since is taken again when the server starts
    taken = run(journal.again, settings, doing="Tar tilbake på nytt …")
    if taken:
        typer.echo(f"Tatt tilbake på nytt etter journalen: {taken}.")


@app.command()
def check(json: Json = False) -> None:
    """Check the audit log's chain, and that every stored file is whole and there."""
    from folkevalgt import backup as verb

    findings = run(verb.check, doing="Sjekker loggen og filene …")
    if json:
        out(findings)
    else:
        typer.echo("\n".join(findings) or "Alt er i orden.")
    raise SystemExit(1 if findings else 0)
