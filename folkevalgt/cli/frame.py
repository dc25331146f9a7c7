"""What every command stands in: the settings, the open database, and how an answer is printed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, nullcontext
from typing import Annotated, Any, TypeVar

import msgspec
import typer
from rich.console import Console

from folkevalgt import config, database, migrate
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.journal import Journal

Json = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-dokument og ikke noe annet.")]
T = TypeVar("T")


def run(work: Callable[[Settings], Coroutine[Any, Any, T]], settings: Settings | None = None, *, doing: str = "") -> T:
    """Runs a piece of work with the database open, and sees to it that nothing is cut off at exit.

    `doing` is shown while it lasts, on a terminal alone.
    """
    given = settings or config.load()

    async def inside() -> T:
        if await migrate.pending(given):
            raise Refusal("needs_migration", 503)
        await database.connect(given)
        try:
            done = await work(given)
            await _remember(given)
            return done
        finally:
            from folkevalgt.pdf import sandbox  # slow to import, and most commands have no use for it

            await sandbox.close()
            await database.disconnect()
            await asyncio.sleep(0.1)  # obstore can abort the process when it exits in the middle of its own tidying

    with busy(doing):
        return asyncio.run(inside())


async def _remember(settings: Settings) -> None:
    """What a command took from somebody is in the journal before it says that it is done."""
    try:
        await Journal(settings).keep()
    except OSError as error:
        typer.echo(f"folkevalgt: {settings.journal_path}: {error.strerror}", err=True)


@contextmanager
def busy(doing: str) -> Iterator[None]:
    """Says on a terminal that work is going on; a pipe hears nothing."""
    console = Console(stderr=True)
    with console.status(doing) if doing and console.is_terminal else nullcontext():
        yield


def out(value: Any) -> None:
    """One JSON document on standard output."""
    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
