"""Personer from the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated, Any

import typer

from folkevalgt import clock, crypto, database
from folkevalgt.cli.frame import Json, out, run
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.identity import deletion, enrolment, invitations, own_log, sessions
from folkevalgt.identity.shapes import AccessLine
from folkevalgt.models.person import Person

app = typer.Typer(no_args_is_help=True, help="Personer.")


@app.command()
def add(
    email: str,
    name: str,
    committee: str = "",
    role: str = "member",
    secretariat: bool = False,
    national_id: Annotated[bool, typer.Option("--national-id", help="Spør etter fødselsnummeret.")] = False,
    json: Json = False,
) -> None:
    """Add a person, with a seat in a committee or a place in the secretariat."""
    seat = enrolment.Seat(committee, role, clock.today()) if committee else None
    # Asked for, not given on the line: what stands there can be read by others on the machine, and is kept.
    number = typer.prompt("Fødselsnummer", hide_input=True, err=True) if national_id else ""

    async def enrol(settings: Settings) -> Person:
        mark = enrolment.national_id(crypto.instance_key(settings), number) if number else ""
        return await enrolment.enrol("cli", email, name, secretariat=secretariat, seat=seat, mark=mark)

    person = run(enrol)
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
def import_people(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)], json: Json = False) -> None:
    """Import people from CSV with the columns name, email, committee, role, from, to, party, national_id."""
    text = _text(file.read_bytes())
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.split("\n", 1)[0] else ","))

    async def enrol(settings: Settings) -> list[dict[str, Any]]:
        refused, key = [], crypto.instance_key(settings)
        for number, row in enumerate(rows, 2):
            try:
                await enrolment.enrol_row("cli", row, key)
            except Refusal as error:
                refused.append({"line": number, "word": error.word, "message": error.message})
        return refused

    refused = run(enrol)
    done = len(rows) - len(refused)
    if json:
        out({"imported": done, "refused": refused})
    else:
        typer.echo(f"{done} rader lest inn.")
        for each in refused:
            typer.echo(f"  linje {each['line']}: {each['message']}", err=True)
    raise SystemExit(1 if refused else 0)


def _text(data: bytes) -> str:
    """Spreadsheets in Norway write Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


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


@app.command()
def delete(email: str, yes: Annotated[bool, typer.Option("--yes", help="Ja, dette kan ikke angres.")] = False) -> None:
    """Delete a person: access, name, e-mail and every note. What they did stays in the log, under an id."""
    if not yes:
        said = f"Navnet, tilgangen og alle merknadene til {email} blir borte for godt. Gjenta med --yes."
        typer.echo(f"folkevalgt: {said}", err=True)
        raise SystemExit(1)
    run(lambda _: deletion.delete("cli", email))
    typer.echo("Personen er slettet.")


@app.command()
def log(email: str, json: Json = False) -> None:
    """What the log says of a person: what they were given and opened, where, and what was done to their access."""

    async def find(_: Settings) -> list[AccessLine]:
        person = await Person.get_or_none(email=email.strip().lower(), using_db=database.ro())
        if person is None:
            raise Refusal("no_such_person", 404, email)
        return await own_log.lines(person.id)

    lines = run(find)
    if json:
        out(lines)
        return
    for each in lines:
        typer.echo("  ".join(filter(None, (each.at, each.what, each.paper, each.device, each.by and f"({each.by})"))))


def sign_in_link(email: str) -> None:
    """Print a personal link that signs in once."""
    typer.echo(run(lambda settings: invitations.sign_in_link(settings, email)))
