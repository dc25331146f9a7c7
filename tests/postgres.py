"""A PostgreSQL of the tests' own: made for the session, gone with it, also when the session is killed.

`python -m tests.postgres` sees to it that the server's programs are here; with a folder it is the guardian
that owns a cluster: it ends the server and takes the folder away when its standard input closes.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from tests.chromium import apt_install, may_use_apt

COMMAND = "apt-get install -y postgresql"
SUPERUSER = "folkevalgt"
# Nothing here outlives the session, so nothing needs to reach the disk.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
SETTINGS |= {"max_connections": "50", "shared_buffers": "32MB", "listen_addresses": "127.0.0.1"}


@cache
def find_programs() -> Path | None:
    """The folder that holds `initdb` and `postgres`; Debian keeps it off the PATH."""
    linked = shutil.which("initdb")
    folders = [Path(linked).resolve().parent] if linked else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def install_programs() -> Path | None:
    if may_use_apt():
        apt_install("postgresql")
    find_programs.cache_clear()
    return find_programs()


@dataclass(frozen=True)
class Cluster:
    programs: Path
    port: int
    names: Iterator[int]

    def url(self, database: str) -> str:
        return f"postgres://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template1") -> str:
        """A new database, a copy of `template` (nobody may be connected to that one); its name."""
        name = f"t{next(self.names)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def run(self, sql: str, database: str = "postgres") -> str:
        """The rows as psql prints them, bare. Raises CalledProcessError with psql's words when it is refused."""
        psql = [self.programs / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.url(database), "-c", sql]
        return subprocess.run(psql, check=True, text=True, capture_output=True).stdout.strip()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    with running() as cluster:
        yield cluster


@contextmanager
def running() -> Iterator[Cluster]:
    programs = find_programs()
    assert programs, f"the tests on PostgreSQL need its server: {COMMAND}"
    folder = tempfile.mkdtemp(prefix="folkevalgt-pg-")
    # A session of its own: the terminal's Ctrl-C ends pytest, and that closes the pipe.
    guardian = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    assert guardian.stdin
    assert guardian.stdout
    with guardian:
        said = guardian.stdout.readline().strip()
        assert said.isdigit(), f"PostgreSQL did not start: {said}"
        yield Cluster(programs, int(said), count(1))
        guardian.stdin.close()


def guard(folder: Path) -> None:
    """Makes the cluster, prints its port once it answers, and waits for standard input to close."""
    programs = find_programs() or sys.exit(COMMAND)
    user = server_user()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    try:
        make_cluster(programs, folder, user)
        port = free_port()
        server = start_server(programs, folder, user, port)
        if not answers(programs, port, server):
            sys.exit(f"no answer; see below\n{(folder / 'log').read_text()}")
        print(port, flush=True)
        sys.stdin.read()
        server.send_signal(signal.SIGINT)  # "fast": ends the sessions, then itself
        server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_user() -> pwd.struct_passwd | None:
    """PostgreSQL will not run as root: then it runs as `postgres`, or as `nobody`."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def make_cluster(programs: Path, folder: Path, user: pwd.struct_passwd | None) -> None:
    words = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D", folder / "data"]
    with open(folder / "log", "w") as log:
        run_as(user, [programs / "initdb", *words], folder, log).wait(60)


def start_server(programs: Path, folder: Path, user: pwd.struct_passwd | None, port: int) -> subprocess.Popen[bytes]:
    words = ["-D", folder / "data", "-p", port, "-k", folder]
    for name, value in SETTINGS.items():
        words += ["-c", f"{name}={value}"]
    with open(folder / "log", "a") as log:
        return run_as(user, [programs / "postgres", *words], folder, log)


def run_as(user: pwd.struct_passwd | None, words: list, folder: Path, log) -> subprocess.Popen[bytes]:
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    return subprocess.Popen([str(word) for word in words], cwd=folder, stdout=log, stderr=log, **who)


def answers(programs: Path, port: int, server: subprocess.Popen[bytes]) -> bool:
    asked = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    for _ in range(200):
        if server.poll() is None and subprocess.run(asked, check=False).returncode == 0:
            return True
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        return False
    return False


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


if __name__ == "__main__":
    if sys.argv[1:]:
        guard(Path(sys.argv[1]))
    elif not (find_programs() or install_programs()):
        sys.exit(f"The tests on PostgreSQL need its server programs: {COMMAND}")
