"""The twin guards over frontend/src."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FLOORS = [{"main", "service-worker"}, {"views"}, {"sync"}, {"store", "reader"}, {"ui"}, {"words"}, {"domain"}]
HEIGHT = {room: -step for step, rooms in enumerate(FLOORS) for room in rooms}
SAYS_FETCH = {"sync/http.ts", "service-worker.ts"}


def imports_fall(root: Path) -> list[str]:
    wrong = []
    for path, code in sources(root):
        room = path.parts[0].split(".")[0]
        for named in re.findall(r"""(?:\bfrom|\bimport|\bimport\(|\bnew URL\()\s*["'](\.[^"']+)["']""", code):
            used = ("/src" / path.parent / named).as_posix()
            used = re.sub(r"[^/]+/\.\./", "", used.replace("/./", "/")).split("/")[2].split(".")[0]
            if used not in HEIGHT or room not in HEIGHT:
                wrong.append(f"{path}: {room} or {used} is on no floor")
            elif used != room and HEIGHT[used] >= HEIGHT[room]:
                wrong.append(f"{path}: {room} may not use {used}, which is not below it")
    return wrong


def only_one_says_fetch(root: Path) -> list[str]:
    """Beside http.ts only the service worker does, which keeps the shell."""
    return says(root, r"\bfetch\s*\(|\bXMLHttpRequest\b|\bsendBeacon\b", SAYS_FETCH)


def only_the_service_worker_says_caches(root: Path) -> list[str]:
    return says(root, r"\bcaches\.", {"service-worker.ts"})


def only_one_asks_for_passkeys(root: Path) -> list[str]:
    """What a passkey opens is not to be asked for on any page, nor sent anywhere."""
    return says(root, r"\bnavigator\.credentials\b", {"sync/passkeys.ts"})


def pdfjs_stays_in_the_reader(root: Path) -> list[str]:
    return [
        f"{path}: pdf.js belongs in reader/"
        for path, code in sources(root)
        if "pdfjs-dist" in code and path.parts[0] != "reader"
    ]


def says(root: Path, pattern: str, allowed: set[str]) -> list[str]:
    return [
        f"{path}: {found}"
        for path, code in sources(root)
        if path.as_posix() not in allowed
        for found in re.findall(pattern, code)
    ]


def sources(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file of frontend/src, tests aside, without its comments."""
    src = root / "frontend" / "src"
    for file in sorted(src.rglob("*.ts*")):
        if ".test." not in file.name and not file.name.endswith(".d.ts"):
            yield file.relative_to(src), re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", file.read_text("utf-8"), flags=re.S)
