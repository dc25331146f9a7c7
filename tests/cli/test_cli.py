"""The commands as an operator runs them: each a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from tests.papers import bytes_of, item, meeting, paper

Run = Callable[..., subprocess.CompletedProcess[str]]
COMMITTEE = "Formannskapet"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path, sqlite_template: Path) -> Path:
    """An installation with one committee in it."""
    shutil.copy(sqlite_template, tmp_path / "folkevalgt.sqlite3")
    with closing(sqlite3.connect(tmp_path / "folkevalgt.sqlite3")) as db, db:
        row = (str(uuid4()), COMMITTEE, "political", "[]")
        db.execute("INSERT INTO committee (id, name, kind, archive_names) VALUES (?, ?, ?, ?)", row)
    return tmp_path


def environment(home: Path, **more: str) -> dict[str, str]:
    given = {"FOLKEVALGT_HOME": str(home), "FOLKEVALGT_INBOX_REST_SECONDS": "0", "PYTHONPATH": str(ROOT)}
    return os.environ | given | more


@pytest.fixture
def run(home: Path) -> Run:
    """Runs one command to its end."""

    def command(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        given = [sys.executable, "-m", "folkevalgt.cli", *words]
        return subprocess.run(
            given, env=environment(home, **more), capture_output=True, text=True, timeout=60, cwd=home, check=False
        )

    return command


def harvestable(home: Path) -> None:
    folder = home / "inbox" / "levering"
    folder.mkdir(parents=True)
    told = meeting(item("a", 1, paper("a1")), committee=COMMITTEE)
    (folder / "package.json").write_text(json.dumps(told))
    for path, data in bytes_of(told).items():
        (folder / path).write_bytes(data)
    (folder / "READY").touch()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((), 2),
        (("finnes-ikke",), 2),
        (("serve", "--port", "mange"), 2),
        (("sign-in-link", "ukjent@agnesund.example"), 1),
        (("person", "revoke", "ukjent@agnesund.example"), 1),
        (("person", "delete", "ukjent@agnesund.example"), 1),
        (("person", "delete", "ukjent@agnesund.example", "--yes"), 1),
        (("person", "add", "a@agnesund.example", "A", "--committee", "Gågata"), 1),
        (("person", "import", "finnes-ikke.csv"), 2),
        (("package", "show", "x"), 1),
        (("package", "publish", "00000000-0000-0000-0000-000000000000"), 1),
        (("package", "withdraw", "00000000-0000-0000-0000-000000000000", "feil"), 1),
        (("harvest", "--source", "arkivet"), 1),
        (("restore", "finnes-ikke.tar"), 1),
        (("work",), 1),
        (("serve", "--no-work"), 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_what_cannot_be_done_is_said_in_a_line_and_by_the_exit_status(run, words, status):
    done = run(*words)
    assert (done.returncode, "Traceback" in done.stderr) == (status, False)
    if status == 1:
        assert done.stderr.startswith("folkevalgt: ")
        assert done.stderr.count("\n") == 1


def test_a_database_that_is_behind_is_not_touched(tmp_path, run):
    (tmp_path / "folkevalgt.sqlite3").unlink()
    for words in (("check",), ("serve",), ("person", "list")):
        assert "folkevalgt migrate" in run(*words).stderr
    assert "0001_first" in run("migrate").stdout
    assert run("check").stdout == "Alt er i orden.\n"


def test_a_setting_that_cannot_be_read_stops_everything(run):
    done = run("check", FOLKEVALGT_PAPER_DAYS="lenge")
    assert (done.returncode, "paper_days" in done.stderr) == (1, True)


def test_from_nothing_to_a_published_package_with_one_json_document_each(home, run):
    def told(*words: str) -> object:
        done = run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    csv = "navn;name;email;committee;role\nx;Kåre Ås;kaare@agnesund.example;;secretariat\n"
    (home / "folk.csv").write_bytes(csv.encode("cp1252"))  # as Excel writes it
    assert told("person", "import", "folk.csv") == {"imported": 1, "refused": []}
    assert [each["name"] for each in told("person", "list")] == ["Kåre Ås"]
    harvestable(home)
    assert [each["outcome"] for each in told("harvest")] == ["done"]
    (package,) = told("package", "list")
    assert (package["committee"], package["revision"]) == (COMMITTEE, 0)
    assert told("package", "show", package["id"])["draft"]["items"][0]["number"] == "PS 1/26"
    assert told("package", "publish", package["id"], "--dry-run")["state"] == package["state"]
    assert told("package", "publish", package["id"])["revision"] == 1
    assert told("package", "withdraw", package["id"], "feil") == {"withdrawn": package["id"]}
    assert [each["what"] for each in told("person", "log", "kaare@agnesund.example")] == ["enrol"]
    assert told("check") == []


def test_nobody_is_deleted_without_a_yes(run):
    run("person", "add", "a@agnesund.example", "Kåre Ås", "--secretariat")
    assert "Gjenta med --yes" in run("person", "delete", "a@agnesund.example").stderr
    assert "Kåre Ås" in run("person", "list").stdout
    assert run("person", "delete", "A@agnesund.example", "--yes").returncode == 0
    assert run("person", "list").stdout == ""
    assert run("check").returncode == 0


def test_rows_that_cannot_be_read_are_told_by_their_line(home, run):
    rows = "name,email,committee,role\nA,a@b.example,,secretariat\nB,uten,,secretariat\n,c@b.example,,\n"
    (home / "folk.csv").write_text(rows)
    done = run("person", "import", "folk.csv", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["imported"], [each["line"] for each in answer["refused"]]) == (1, 1, [3, 4])


def test_a_changed_file_fails_the_check(home, run):
    harvestable(home)
    run("harvest")
    next((home / "files").glob("*/*")).write_bytes(b"noe annet")
    done = run("check", "--json")
    assert (done.returncode, len(json.loads(done.stdout))) == (1, 1)


def test_a_backup_fills_an_empty_home_and_gives_no_access_back(home, run, tmp_path):
    harvestable(home)
    run("harvest")
    run("person", "add", "a@agnesund.example", "Kåre Ås", "--secretariat")
    assert run("backup", "kopi.tar").returncode == 0
    run("person", "revoke", "a@agnesund.example")
    (tmp_path / "ny").mkdir()
    for name in ("instance.key", "revoked.jsonl"):
        shutil.copy(home / name, tmp_path / "ny")
    new = {"FOLKEVALGT_HOME": str(tmp_path / "ny")}
    assert "Tatt tilbake på nytt etter journalen: 1." in run("restore", "kopi.tar", **new).stdout
    assert run("check", **new).returncode == 0
    assert run("person", "list", **new).stdout == ""


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@pytest.fixture
def server(home: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server, serving."""
    port = free_port()
    given = [sys.executable, "-m", "folkevalgt.cli", "serve", "--port", str(port)]
    env = environment(home, FOLKEVALGT_ORIGIN=f"http://127.0.0.1:{port}")
    with subprocess.Popen(given, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=home) as made:
        for _ in range(300):
            if made.poll() is not None or ask(port, "/readyz") == 200:
                break
            time.sleep(0.1)
        yield made, port
        if made.poll() is None:
            made.kill()


def ask(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0


def signed_in(port: int, link: str) -> str:
    """Uses a link; the cookie it gives."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        body = json.dumps({"token": link.strip().partition("#")[2]})
        connection.request("POST", "/api/sign-in", body, {"origin": f"http://127.0.0.1:{port}"})
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        return answer.headers["set-cookie"].partition(";")[0]


def test_a_server_serves_alone_and_stops_while_someone_listens(home, run, server):
    process, port = server
    assert ask(port, "/readyz") == 200
    assert "bruker allerede" in run("serve", "--port", str(free_port())).stderr
    run("person", "add", "a@agnesund.example", "Kari Kanarifugl", "--secretariat")
    link = run("sign-in-link", "a@agnesund.example").stdout
    cookie = signed_in(port, link)
    with closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as stream:
        stream.sendall(f"GET /api/events HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n".encode())
        assert b"200 OK" in stream.recv(4096)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        said = "".join(process.communicate(timeout=20))
        took = time.monotonic() - began
    assert process.returncode in (0, -signal.SIGTERM)
    assert took < 4
    secrets = (cookie.partition("=")[2], link.strip().partition("#")[2], "Kanarifugl")
    assert not [word for word in secrets if word in said]


def test_a_revoked_person_s_open_app_is_told_to_ask(run, server):
    _, port = server
    run("person", "add", "a@agnesund.example", "A", "--secretariat")
    cookie = signed_in(port, run("sign-in-link", "a@agnesund.example").stdout)
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as stream:
        stream.sendall(f"GET /api/events HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n".encode())
        heard = stream.recv(4096)
        assert run("person", "revoke", "a@agnesund.example").returncode == 0
        while b"event: pull" not in heard:
            heard += stream.recv(4096)
