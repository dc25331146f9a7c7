"""Guards over the server's rooms: which may import which, and where a dependency has its door."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# Roof to ground, as in ARCHITECTURE.md. A room may use those below it and nothing beside it.
FLOORS = [
    ("7", {"cli"}),
    ("6b", {"app"}),
    ("6a", {"worker", "pilot", "backup"}),
    ("5", {"api", "journal"}),
    (
        "4",
        {
            *("sync", "publishing", "attendance", "people", "preferences", "receipts", "archive", "notifications"),
            *("identity", "search", "layers", "printing"),
        },
    ),
    ("3c", {"deliveries"}),
    ("3b", {"circles"}),
    ("3a", {"access", "audit", "notices"}),
    ("2", {"models", "pdf", "files", "jobs", "migrate"}),
    ("1c", {"database", "crypto"}),
    ("1b", {"config"}),
    ("1a", {"errors", "clock", "batch", "identity_numbers", "addresses", "calendars"}),
]
HEIGHT = {room: -step for step, (_, rooms) in enumerate(FLOORS) for room in rooms}
WALLS = {("api", "archive"), ("api", "notifications"), ("worker", "api")}
DOORS = {
    "starlette": {"api", "app"},
    "sse_starlette": {"api"},
    "pypdfium2": {"pdf"},
    "pikepdf": {"pdf"},
    "pdfplumber": {"pdf"},
    "obstore": {"files"},
    "snowballstemmer": {"search"},
    "defusedxml": {"archive"},
    "xml": {"archive"},
    "icalendar": {"calendars"},
    "openpyxl": {"people"},
    "joserfc": {"identity"},
    "httpx2": {"identity", "notifications"},
    "webauthn": {"identity"},
    "typer": {"cli"},
    "typst": {"pilot"},
    "PIL": {"pilot"},
    "sqlite3": {"migrate", "database", "backup"},
}


def floors_in_architecture(root: Path) -> list[str]:
    """ARCHITECTURE.md's table has the same floors: rows `| 4 | sync · publishing · ... |` from the roof down."""
    rows = re.findall(r"^\|\s*`?(\d[a-c]?)`?\s*\|([^|]*)\|", (root / "ARCHITECTURE.md").read_text("utf-8"), re.M)
    told = [
        (floor, {re.sub(r"(\.py|/)$", "", room) for room in re.findall(r"[a-z_]+(?:\.py|/)?", rooms)})
        for floor, rooms in rows
    ]
    return [] if told == FLOORS else [f"ARCHITECTURE.md says {told}, the guard says {FLOORS}"]


def imports_fall(root: Path) -> list[str]:
    wrong = []
    for path, room, module in imports(root):
        used = module.split(".")[1:2]
        if module.split(".")[0] != "folkevalgt" or not used or used == [room] or used[0].startswith("__"):
            continue
        if used[0] not in HEIGHT or room not in HEIGHT:
            wrong.append(f"{path}: {room} or {used[0]} is on no floor")
        elif HEIGHT[used[0]] >= HEIGHT[room]:
            wrong.append(f"{path}: {room} may not use {used[0]}, which is not below it")
    return wrong


def models_stand_alone(root: Path) -> list[str]:
    """Files in models/ do not import each other."""
    return [
        f"{path}: uses {module}"
        for path, room, module in imports(root)
        if room == "models" and re.match(r"folkevalgt\.models\b", module)
    ]


def walls_stand(root: Path) -> list[str]:
    used = ((path, room, module.split(".")[1] if "." in module else "") for path, room, module in imports(root))
    return [f"{path}: {room} may not use {other}" for path, room, other in used if (room, other) in WALLS]


def one_door_each(root: Path) -> list[str]:
    used = ((path, room, module.split(".")[0]) for path, room, module in imports(root))
    return [
        f"{path}: {outside} belongs in {DOORS[outside]}"
        for path, room, outside in used
        if room not in DOORS.get(outside, {room})
    ]


def imports(root: Path) -> Iterator[tuple[Path, str, str]]:
    """File, its room, and the full name of each module it imports, also inside functions and TYPE_CHECKING."""
    for file in sorted((root / "folkevalgt").rglob("*.py")):
        path = file.relative_to(root)
        room = path.parts[1].removesuffix(".py")
        if room in ("__init__", "migrations") or "static" in path.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, room, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                near = ".".join(path.parts[: len(path.parts) - node.level]) if node.level else ""
                module = ".".join(filter(None, [near, node.module]))
                # `from folkevalgt import access` names rooms; `from folkevalgt.access import may_read` names one.
                whole = module in ("folkevalgt", "folkevalgt.models")
                yield from (
                    ((path, room, f"{module}.{alias.name}") for alias in node.names)
                    if whole
                    else [(path, room, module)]
                )
