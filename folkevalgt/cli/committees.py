"""Utvalg from the command line."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from folkevalgt import database
from folkevalgt.cli.frame import Json, out, run
from folkevalgt.config import Settings
from folkevalgt.identity import enrolment
from folkevalgt.models.committee import Committee

app = typer.Typer(no_args_is_help=True, help="Utvalg.")
YouthCouncil = Annotated[bool, typer.Option(help="Ungdomsråd: medlemmene leser åpne papirer i alle utvalg.")]
Called = Annotated[list[str] | None, typer.Option("--called", help="Et annet navn arkivet bruker. Kan gjentas.")]


@app.command()
def add(name: str, youth_council: YouthCouncil = False, called: Called = None, json: Json = False) -> None:
    """Add a committee, or other names for one that is there."""
    committee = run(lambda _: enrolment.establish("cli", name, youth_council=youth_council, called=called or []))
    if json:
        out({"id": str(committee.id), "name": committee.name})
    else:
        typer.echo(f"Lagt til: {committee.name}")


@app.command("list")
def list_committees(json: Json = False) -> None:
    """Every committee, and what else the archive calls it."""

    async def find(_: Settings) -> list[dict[str, Any]]:
        rows = Committee.all().using_db(database.ro()).order_by("name")
        return [dict(row) for row in await rows.values("id", "name", "kind", "archive_names")]

    found = run(find)
    if json:
        out(found)
        return
    for each in found:
        typer.echo(" · ".join([each["name"], *each["archive_names"]]))
