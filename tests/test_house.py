"""The house keeps its own rules. Each guard also has a planted twin: a tree it must complain about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import frontend, server, words

ROOT = Path(__file__).resolve().parents[1]

GUARDS = {
    "the floors are those ARCHITECTURE.md shows": server.floors_in_architecture,
    "imports fall or stay in their room": server.imports_fall,
    "models do not import each other": server.models_stand_alone,
    "the walls between the wings stand": server.walls_stand,
    "each dependency has one door": server.one_door_each,
    "the front end's imports fall": frontend.imports_fall,
    "only http.ts says fetch": frontend.only_one_says_fetch,
    "only the service worker says caches": frontend.only_the_service_worker_says_caches,
    "only passkeys.ts asks for passkeys": frontend.only_one_asks_for_passkeys,
    "pdf.js stays in the reader": frontend.pdfjs_stays_in_the_reader,
    "no name is a drawer": words.no_drawers,
    "no file is over 300 lines": words.no_long_files,
    "what is left to do has an owner": words.no_orphaned_todos,
    "the lock file names no host": words.no_hosts_in_the_lock_file,
    "the glossary has every noun": words.glossary_has_every_noun,
    "the README has every setting": words.readme_has_every_setting,
    "every refusal has its sentence in three languages": words.every_refusal_has_its_sentence,
}

TWINS = [
    (server.floors_in_architecture, {"ARCHITECTURE.md": "| 7 | `cli.py` |\n| 6 | `app.py` · `worker.py` |"}),
    (server.imports_fall, {"folkevalgt/access.py": "from folkevalgt.sync import papers"}),
    (server.imports_fall, {"folkevalgt/sync/papers.py": "from folkevalgt import search"}),
    (server.imports_fall, {"folkevalgt/audit.py": "def late():\n    import folkevalgt.deliveries"}),
    (server.imports_fall, {"folkevalgt/files.py": "from .models import person"}),
    (server.imports_fall, {"folkevalgt/attic.py": "from folkevalgt import clock"}),
    (server.models_stand_alone, {"folkevalgt/models/case.py": "from folkevalgt.models.person import Person"}),
    (server.models_stand_alone, {"folkevalgt/models/case.py": "from folkevalgt.models import person"}),
    (server.walls_stand, {"folkevalgt/api/packages.py": "from folkevalgt.archive.harvest import harvest"}),
    (server.walls_stand, {"folkevalgt/worker.py": "from folkevalgt import api"}),
    (server.one_door_each, {"folkevalgt/archive/folder.py": "import pypdfium2"}),
    (server.one_door_each, {"folkevalgt/sync/papers.py": "from starlette.responses import Response"}),
    (frontend.imports_fall, {"frontend/src/store/rows.ts": 'import { pullNow } from "../sync/engine"'}),
    (frontend.imports_fall, {"frontend/src/reader/index.ts": 'const rows = await import("../store/rows")'}),
    (frontend.only_one_says_fetch, {"frontend/src/views/me.tsx": 'await fetch("/api/me")'}),
    (frontend.only_one_asks_for_passkeys, {"frontend/src/views/me.tsx": "await navigator.credentials.get()"}),
    (frontend.only_the_service_worker_says_caches, {"frontend/src/store/files.ts": 'await caches.open("files")'}),
    (frontend.pdfjs_stays_in_the_reader, {"frontend/src/views/reader.tsx": 'import * as pdfjs from "pdfjs-dist"'}),
    (words.no_drawers, {"folkevalgt/pdf/utils.py": ""}),
    (words.no_drawers, {"folkevalgt/search.py": "class SearchManager: ..."}),
    (words.no_long_files, {"frontend/src/ui/button.tsx": "\n" * 301}),
    (words.no_orphaned_todos, {"folkevalgt/clock.py": "# TO" + "DO: summer time"}),
    (words.no_hosts_in_the_lock_file, {"frontend/package-lock.json": '"resolved": "https://registry.example/idb"'}),
    (words.glossary_has_every_noun, {"folkevalgt/models/gavel.py": "class Gavel(Model): ..."}),
    (words.glossary_has_every_noun, {"folkevalgt/models/manifest.py": 'DocumentKind = Literal["summons", "gavel"]'}),
    (words.readme_has_every_setting, {"folkevalgt/config.py": "class Settings:\n    colour: str"}),
    (words.every_refusal_has_its_sentence, {"folkevalgt/access.py": 'raise Refusal("nobody_home", 404)'}),
    (words.every_refusal_has_its_sentence, {"frontend/src/sync/http.ts": 'throw new Refused("no_signal", 0)'}),
]

INNOCENT = {
    "ARCHITECTURE.md": "\n".join(
        f"| {floor} | `{'` · `'.join(sorted(rooms))}` | ... |" for floor, rooms in server.FLOORS
    ),
    "GLOSSARY.md": "| `summons` |",
    "README.md": "",
    "folkevalgt/config.py": "",
    "folkevalgt/errors.py": 'SENTENCES = {\n    "nobody_home": "Ingen hjemme.",\n}',
    "folkevalgt/models/manifest.py": "",
    "frontend/package-lock.json": "{}",
    **{f"frontend/src/words/errors-{language}.ts": "" for language in ("nb", "nn", "en")},
}


def plant(root: Path, tree: dict[str, str]) -> Path:
    for path, text in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize("guard", GUARDS.values(), ids=GUARDS)
def test_the_house_keeps_the_rule(guard):
    if wrong := guard(ROOT):
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize(("guard", "planted"), TWINS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_guard_sees_the_planted_fault(guard, planted, tmp_path):
    assert guard(plant(tmp_path, INNOCENT)) == []
    assert guard(plant(tmp_path, planted)) != []


def test_every_guard_has_a_planted_fault():
    assert {guard for guard, _ in TWINS} == set(GUARDS.values())


def test_the_front_end_has_the_shapes_the_server_sends():
    from folkevalgt.api import typescript

    assert (ROOT / "frontend/src/domain/shapes.ts").read_text("utf-8") == typescript.source(), "run `make shapes`"
