"""What a browser must load and run before the first screen is drawn."""

from __future__ import annotations

import re
from pathlib import Path

import brotli

from tests.bench import Row, at_most

STATIC = Path(__file__).resolve().parents[2] / "folkevalgt" / "static"
LIMIT = 60.0  # kB (1000 bytes), brotli


def bench_javascript() -> list[Row]:
    """JavaScript to the first screen: the page's modules and all they import without being asked"""
    sizes = {file.name: len(brotli.compress(file.read_bytes(), quality=11)) / 1000 for file in first_screen(STATIC)}
    parts = [Row(name, size, "kB br") for name, size in sorted(sizes.items(), key=lambda part: -part[1])]
    return [*parts, at_most("together", sum(sizes.values()), "kB br", LIMIT)]


def first_screen(static: Path) -> set[Path]:
    page = (static / "index.html").read_text("utf-8")
    named = re.findall(r"""<(?:script|link)\b[^>]*?\b(?:src|href)=["']?([^"'\s>]+\.js)""", page)
    assert named, "the built page loads no script: did the build change its form?"
    found: set[Path] = set()
    left = [static / name.lstrip("/") for name in named]
    while left:
        file = left.pop().resolve()
        if file not in found:
            found.add(file)
            left += [file.parent / name for name in static_imports(file.read_text("utf-8"))]
    return found


def static_imports(code: str) -> list[str]:
    """`import a from"./b.js"`, `export*from"./b.js"` and `import"./b.js"`; `import("x")` comes later, when asked."""
    return re.findall(r"""(?:\bfrom|\bimport)\s*["'](\.{1,2}/[^"']+\.js)["']""", code)
