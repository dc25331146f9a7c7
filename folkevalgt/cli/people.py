"""Personer from the command line."""

from __future__ import annotations

import base64
from functools import partial
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
from folkevalgt.people import importing
from folkevalgt.people.shapes import ImportAsked, Imported, ImportLine

NEEDED = {"name": "Listen har ingen kolonne for navn.", "email": "Listen har ingen kolonne for e-post."}
LEFT_OUT = {
    "access_ended": "Tilgangen er stengt. Åpne den igjen først.",
    "address_taken": "E-postadressen hører til en annen.",
    "bad_day": "Datoen kan ikke leses.",
    "bad_email": "E-postadressen kan ikke brukes.",
    "bad_number": "Fødselsnummeret er ikke riktig.",
    "bad_role": "Rollen er ukjent.",
    "days_crossed": "Siste dag er før den første.",
    "no_email": "E-post mangler.",
    "no_name": "Navn mangler.",
    "no_such_committee": "Utvalget finnes ikke.",
    "number_taken": "Fødselsnummeret er registrert på en annen.",
    "other_name": "Samme e-postadresse som en annen linje, men et annet navn.",
}
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
def import_people(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Bare si hva som ville skje.")] = False,
    new_committees: Annotated[bool, typer.Option("--new-committees", help="Lag utvalg som mangler.")] = False,
    json: Json = False,
) -> None:
    """Import people and seats from CSV or Excel, with the headings navn, e-post, utvalg, rolle, nr, parti, fra, til."""
    asked = ImportAsked(base64.b64encode(file.read_bytes()).decode(), dry_run, "", new_committees)

    async def bring_in(settings: Settings) -> Imported:
        return await importing.bring_in("cli", asked, partial(enrolment.national_id, crypto.instance_key(settings)))

    told = run(bring_in)
    left_out = [each for each in told.lines if each.outcome == "refused"]
    refused = [{"line": each.line, "word": each.word, "message": _why(each)} for each in left_out]
    refused += [{"line": 1, "word": "missing_column", "message": NEEDED[each]} for each in told.missing]
    done = len(told.lines) - len(left_out)
    if json:
        out({"imported": done, "refused": refused} | ({"dry_run": True} if dry_run else {}))
    else:
        typer.echo(f"{done} rader {'ville blitt lest' if dry_run else 'lest'} inn.")
        for row in refused:
            typer.echo(f"  linje {row['line']}: {row['message']}", err=True)
    raise SystemExit(1 if refused else 0)


def _why(line: ImportLine) -> str:
    return f"{LEFT_OUT[line.word]} ({line.about})" if line.about else LEFT_OUT[line.word]


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
