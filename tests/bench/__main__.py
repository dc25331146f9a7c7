"""Runs the benches, prints their tables, writes `.bench/<bench>.json`, and ends with 1 when a limit is broken."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import os
import pkgutil
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests import bench
from tests.bench import Row

REPORTS = Path(__file__).resolve().parents[2] / ".bench"


def benches(wanted: list[str]) -> Iterator[tuple[str, Callable[[], list[Row]]]]:
    for module in pkgutil.iter_modules(bench.__path__, "tests.bench."):
        if not module.name.endswith("__main__"):
            for name, found in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
                mine = name.startswith("bench_") and found.__module__ == module.name
                if mine and (not wanted or any(part in name for part in wanted)):
                    yield name.removeprefix("bench_"), found


def run(found: Callable[[], list[Row]]) -> list[Row]:
    answer = found()
    return asyncio.run(answer) if inspect.iscoroutine(answer) else answer


def table(title: str, rows: list[Row]) -> Table:
    shown = Table("what", "figure", "ratio", "limit", "", title=title, title_justify="left")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f} x"
        verdict = "" if not row.limit else "[green]ok[/]" if row.ok else "[red]BROKEN[/]"
        shown.add_row(row.name, f"{row.figure:,.4g} {row.unit}", ratio, row.limit, verdict)
    return shown


def report(name: str, rows: list[Row], seconds: float) -> None:
    REPORTS.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "machine": platform.machine(), "cpus": os.cpu_count()}
    body = {"bench": name, "seconds": round(seconds, 2), "machine": machine, "rows": [asdict(row) for row in rows]}
    (REPORTS / f"{name}.json").write_text(json.dumps(body, indent=2) + "\n", "utf-8")


def main(wanted: list[str]) -> int:
    console = Console()
    broken, seen = [], 0
    for name, found in benches(wanted):
        started = time.perf_counter()
        with console.status(name):
            rows = run(found)
        report(name, rows, time.perf_counter() - started)
        console.print(table((inspect.getdoc(found) or name).splitlines()[0], rows))
        broken += [f"{name}: {row.name}" for row in rows if not row.ok]
        seen += 1
    for line in broken:
        console.print(f"[red]broken[/] {line}", highlight=False)
    if not seen:
        console.print(f"no bench is called {' or '.join(wanted)}")
    return 1 if broken or not seen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
