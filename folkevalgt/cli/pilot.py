"""The pilot from the command line."""

from __future__ import annotations

import asyncio
import os

import msgspec
import typer

from folkevalgt import config, migrate
from folkevalgt.cli.frame import Json, out, run
from folkevalgt.cli.operate import run_server

app = typer.Typer(no_args_is_help=True, help="Piloten.")


@app.command()
def load() -> None:
    """Load the demo municipality: people, papers, harvested and published as in real life."""
    from folkevalgt import pilot

    typer.echo(run(pilot.load))


@app.command()
def report(json: Json = False) -> None:
    """The agreed figures: counts, never content."""
    from folkevalgt import pilot

    figures = run(pilot.report)
    if json:
        out(figures)
    else:
        for name, figure in figures.items():
            typer.echo(f"{name}: {figure}")


@app.command()
def start(port: int = 8000) -> None:
    """Everything at once: migrate, load the demo the first time, print a sign-in link per person, serve."""
    from folkevalgt import pilot

    settings = config.load()
    if "FOLKEVALGT_ORIGIN" not in os.environ:
        settings = msgspec.structs.replace(settings, origin=f"http://127.0.0.1:{port}")
    asyncio.run(migrate.migrate(settings))
    settings = msgspec.structs.replace(settings, municipality=pilot.municipality(settings))
    typer.echo(run(lambda given: pilot.load(given, typer.echo), settings))
    typer.echo()
    for name, role, link in run(pilot.links, settings):
        typer.echo(f"{name:28} {role:44} {link}")
    typer.echo(f"\nLegg mapper eller zip-filer fra arkivet i {settings.inbox_path}")
    typer.echo(f"folkevalgt: {settings.origin}   (Ctrl-C stopper)")
    run_server(settings, "127.0.0.1", port)
