"""Møtepakker from the command line."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from folkevalgt import database
from folkevalgt.cli.frame import Json, out, run
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.identity import own_log
from folkevalgt.models.package import Package
from folkevalgt.publishing import assemble, preview
from folkevalgt.publishing import publish as publishing
from folkevalgt.publishing import withdraw as withdrawing

app = typer.Typer(no_args_is_help=True, help="Møtepakker.")
DryRun = Annotated[bool, typer.Option("--dry-run", help="Si hva som ville skje, og gjør ingenting.")]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refusal("no_such_package", 404, text) from None


async def _describe(package: UUID) -> dict[str, Any]:
    draft = await assemble.assemble(database.ro(), package)
    content = draft.content
    return {
        "id": str(package),
        "committee": content.committee.name,
        "date": content.meeting.date,
        "revision": draft.last.revision if draft.last else 0,
        "unpublished_changes": assemble.anything_new(draft),
        "items": len(content.items),
        "documents": len(content.documents),
        "missing": sum(1 for each in content.documents if each.missing),
        "state": draft.state,
    }


@app.command("list")
def list_packages(json: Json = False) -> None:
    """Every meeting that has been harvested."""

    async def find(_: Settings) -> list[dict[str, Any]]:
        rows = await Package.all().using_db(database.ro()).order_by("meeting__date")
        return [await _describe(row.id) for row in rows]

    found = run(find)
    if json:
        out(found)
        return
    for each in found:
        rev = f"rev. {each['revision']}" if each["revision"] else "ikke publisert"
        news = ", har endringer" if each["revision"] and each["unpublished_changes"] else ""
        typer.echo(f"{each['id']}  {each['date']}  {each['committee']}  {rev}{news}")


@app.command()
def show(package: str, json: Json = False) -> None:
    """The agenda as it would be published now, and what differs from the last time."""

    async def find(_: Settings) -> tuple[assemble.Draft, list[tuple[str, str]]]:
        draft = await assemble.assemble(database.ro(), _id(package))
        return draft, assemble.differences(draft)

    draft, differences = run(find)
    if json:
        out({"draft": draft.content, "state": draft.state, "differences": differences})
        return
    typer.echo(f"{draft.content.committee.name} {draft.content.meeting.date}")
    for item in draft.content.items:
        typer.echo(f"  {item.number or '–'}  {item.title}")
        for document in (each for each in draft.content.documents if each.item == item.id):
            what = f"{document.version.pages} s." if document.version else document.missing
            typer.echo(f"      {document.title} ({what})")
    for kind, what in differences:
        typer.echo(f"  {kind}: {what}")


@app.command()
def publish(package: str, note: str = "", dry_run: DryRun = False, json: Json = False) -> None:
    """Publish a package to everyone who may have it."""
    name = _id(package)
    if dry_run:
        state, views = run(lambda _: preview.preview(database.ro(), name))
        answer: dict[str, Any] = {"state": state, "views": views}
    else:
        made = run(lambda _: publishing.publish(name, "cli", change_note=note))
        answer = {"publication": str(made.id), "revision": made.revision}
    if json:
        out(answer)
    elif dry_run:
        for view in views:
            typer.echo(f"{view.role.value}: {len(view.people)} personer")
            for document, sees, why in view.documents:
                typer.echo(f"  {document}  {sees.value} ({why.value})")
    else:
        typer.echo(f"Publisert, rev. {answer['revision']}.")


@app.command()
def withdraw(package: str, reason: str, document: str = "", json: Json = False) -> None:
    """Take a package, or one of its documents, back from everyone."""
    run(lambda _: withdrawing.withdraw(_id(package), "cli", reason, _id(document) if document else None))
    if json:
        out({"withdrawn": document or package})
    else:
        typer.echo("Tilbakekalt.")


@app.command()
def opened(document: str, json: Json = False) -> None:
    """Who was given an exempt paper, and who opened it on which device."""
    found = run(lambda _: own_log.openings(_id(document)))
    if json:
        out(found)
        return
    for each in found:
        when = f"åpnet {each.opened_at}" if each.opened_at else "ikke åpnet"
        typer.echo(f"{each.email}  {each.device or 'enhet uten navn'}  fått {each.given_at}  {when}")
    if not found:
        typer.echo("Ingen har fått nøkkelen til det.")
