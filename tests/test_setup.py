"""What an operator installs has everything in it, and is built again only when there is a reason."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.bench import javascript

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def build(tmp_path):
    """frontend/build.py as if it stood in another tree."""
    spec = importlib.util.spec_from_file_location("frontend_build", ROOT / "frontend" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.FRONTEND = tmp_path / "frontend"
    module.BUILT = tmp_path / "index.html"
    (module.FRONTEND / "src").mkdir(parents=True)
    return module


def test_the_wheel_carries_the_app_the_migrations_the_schema_and_the_demo(tmp_path):
    make = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", make, tmp_path], cwd=ROOT, check=True, capture_output=True)
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    needed = {"static/index.html", "static/service-worker.js", "archive/package.schema.json", "pilot/demo/world.toml"}
    assert {f"folkevalgt/{name}" for name in needed} <= names
    assert any(name.startswith("folkevalgt/migrations/0001") for name in names)


def test_an_app_older_than_its_sources_is_built_again(build):
    source = build.FRONTEND / "src" / "main.tsx"
    source.touch()
    assert not build.is_fresh()
    build.BUILT.touch()
    os.utime(source, (1, 1))
    assert build.is_fresh()
    os.utime(build.BUILT, (0, 0))
    assert not build.is_fresh()


def test_a_changed_test_is_no_reason_to_build(build):
    build.BUILT.touch()
    os.utime(build.BUILT, (1, 1))
    (build.FRONTEND / "src" / "rows.test.ts").touch()
    assert build.is_fresh()


def test_the_first_screen_counts_what_is_imported_at_once_and_not_what_is_asked_for_later(tmp_path):
    (tmp_path / "index.html").write_text('<script type="module" src="/assets/main-1.js"></script>')
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "main-1.js").write_text('import{a}from"./store-2.js";import("./reader-3.js")')
    for name in ("store-2.js", "reader-3.js"):
        (tmp_path / "assets" / name).touch()
    assert {file.name for file in javascript.first_screen(tmp_path)} == {"main-1.js", "store-2.js"}


def test_a_figure_over_its_limit_is_broken(tmp_path, monkeypatch):
    monkeypatch.setattr(javascript, "STATIC", tmp_path)
    (tmp_path / "index.html").write_text('<script src="main.js"></script>')
    (tmp_path / "main.js").write_bytes(os.urandom(70_000).hex().encode())
    assert not javascript.bench_javascript()[-1].ok
