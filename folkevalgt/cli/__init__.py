"""`folkevalgt`: the operator's commands. Exit status 0 done, 1 refused with one line saying why, 2 wrong use."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import Any, TextIO

import structlog
import typer

from folkevalgt.cli import committees, operate, packages, people, pilot
from folkevalgt.errors import Refusal

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Møtepapirer til folkevalgte.")
app.registered_commands += operate.app.registered_commands
app.add_typer(packages.app, name="package")
app.add_typer(committees.app, name="committee")
app.add_typer(people.app, name="person")
app.command("sign-in-link")(people.sign_in_link)
app.add_typer(pilot.app, name="pilot")


def log_to(stream: TextIO) -> None:
    """Lines for people; a traceback names places in the code and never what the variables held."""
    plain = structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=_places)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            plain,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )


def _places(stream: TextIO, trouble: Any) -> None:
    """Where it went wrong, and the kind of error: its words may hold a value, as when a database refuses one.

    What the operating system says is about files and sockets, and a Refusal's word is ours.
    """
    error: BaseException | None = trouble[1]
    while error is not None:
        said = f": {error}" if isinstance(error, OSError | Refusal) else ""
        stream.write("".join(traceback.format_tb(error.__traceback__)) + f"{type(error).__name__}{said}\n")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def main() -> None:
    log_to(sys.stderr)
    try:
        app()
    except Refusal as error:
        typer.echo(f"folkevalgt: {error.message}", err=True)
        raise SystemExit(1) from None
    except BrokenPipeError:  # whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
