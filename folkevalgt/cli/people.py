"""Personer from the command line."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import typer

from folkevalgt import clock, database
from folkevalgt.cli.frame import Json, out, run
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.identity import enrolment, invitations, sessions
from folkevalgt.models.person import Person

app = typer.Typer(no_args_is_help=True, help="Personer.")


@app.command()
def add(
    email: str, name: str, committee: str = "", role: str = "member", secretariat: bool = False, json: Json = False
) -> None:
    """Add a person, with a seat in a committee or a place in the secretariat."""
    seat = enrolment.Seat(committee, role, clock.today()) if committee else None
    person = run(lambda _: enrolment.enrol("cli", email, name, secretariat=secretariat, seat=seat))
    if json:
        out({"id": str(person.id), "email": person.email})
    else:
        typer.echo(f"Lagt til: {person.name} <{person.email}>")


@app.command("list")
def list_people(json: Json = False) -> None:
    """Everyone who is not revoked."""

    async def find(_: Settings) -> list[dict[str, Any]]:
        rows = Person.filter(revoked_at=None).using_db(database.ro()).order_by("name")
        return [dict(row) for row in await rows.values("id", "name", "email", "secretariat")]

    found = run(find)
    if json:
        out(found)
        return
    for each in found:
        typer.echo(f"{each['email']}  {each['name']}{'  (sekretariat)' if each['secretariat'] else ''}")


@app.command("import")
def import_people(file: Path, json: Json = False) -> None:
    """Import people from CSV with the columns name, email, committee, role, from, to, party."""
    with open(file, newline="", encoding="utf-8-sig") as given:
        sample = given.readline()
        given.seek(0)
        rows = list(csv.DictReader(given, delimiter=";" if ";" in sample else ","))
    done, refused = 0, []
    for number, row in enumerate(rows, 2):
        try:
            run(lambda _, row=row: enrolment.enrol_row("cli", row))  # type: ignore[misc]
            done += 1
        except Refusal as error:
            refused.append({"line": number, "word": error.word, "message": error.message})
    if json:
        out({"imported": done, "refused": refused})
    else:
        typer.echo(f"{done} rader lest inn.")
        for each in refused:
            typer.echo(f"  linje {each['line']}: {each['message']}", err=True)
    raise SystemExit(1 if refused else 0)


@app.command()
def revoke(email: str) -> None:
    """End everything a person has: sessions, devices, papers."""

    async def end(_: Settings) -> None:
        person = await Person.get_or_none(email=email.strip().lower(), using_db=database.ro())
        if person is None:
            raise Refusal("no_such_person", 404, email)
        await sessions.revoke(person, "cli")

    run(end)
    typer.echo("Tilgangen er avsluttet.")


def sign_in_link(email: str) -> None:
    """Print a personal link that signs in once."""
    typer.echo(run(lambda settings: invitations.sign_in_link(settings, email)))
