from __future__ import annotations

import asyncio
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from folkevalgt.pdf import sandbox as room
from folkevalgt.pdf.sandbox import Limits, Sandbox, SandboxUnavailable
from tests.pdf import making

pytestmark = pytest.mark.anyio
SLOW = making.form_bomb(levels=26)


def children_of(pid: int) -> list[int]:
    return [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]


def files_open(pid: int) -> set[str]:
    found = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.add(os.readlink(link))
        except OSError:
            continue
    return found


def on_disk(names: set[str]) -> set[str]:
    return {name for name in names if name.startswith("/") and not name.startswith(("/dev/", "/memfd:", "/proc/"))}


def environment_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def left_in(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


def zygote_of(sandbox: Sandbox) -> int:
    assert sandbox._zygote is not None
    return sandbox._zygote.process.pid


def is_gone(pid: int) -> bool:
    """No longer running; at most its exit code waits to be collected by init."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


async def ended(pid: int) -> None:
    async with asyncio.timeout(3):
        while not is_gone(pid):  # noqa: ASYNC110 (a process of others gives no event)
            await asyncio.sleep(0.01)


async def a_child(sandbox: Sandbox) -> int:
    """The first child at work, waited for."""
    async with asyncio.timeout(10):
        while sandbox._zygote is None or not (found := children_of(zygote_of(sandbox))):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return found[0]


async def test_a_paper_that_never_ends_is_ended_from_outside(sandbox: Sandbox) -> None:
    paper = await sandbox.inspect(SLOW, Limits(wall_seconds=0.3))
    assert paper.word == "timed_out"
    assert paper.seconds < 3


async def test_a_paper_that_burns_the_processor_is_ended_by_its_limit(sandbox: Sandbox) -> None:
    paper = await sandbox.inspect(SLOW, Limits(cpu_seconds=1, memory=8 * 1024**3))
    assert paper.word == "timed_out"


async def test_others_go_on_beside_a_paper_that_hangs(sandbox: Sandbox) -> None:
    slow = asyncio.create_task(sandbox.inspect(SLOW, Limits(wall_seconds=2)))
    await a_child(sandbox)
    assert (await sandbox.inspect(making.case_paper())).word == "ok"
    assert not slow.done()
    assert (await slow).word in {"timed_out", "bomb"}


async def test_a_zygote_killed_under_way_is_replaced_and_the_paper_read_again() -> None:
    sandbox = Sandbox()
    await sandbox.inspect(making.case_paper())
    under_way = asyncio.create_task(sandbox.inspect(SLOW, Limits(wall_seconds=1)))
    child, first = await a_child(sandbox), zygote_of(sandbox)
    os.kill(first, 9)
    assert (await under_way).word == "timed_out"
    assert zygote_of(sandbox) != first
    await ended(child)
    assert (await sandbox.inspect(making.case_paper())).word == "ok"
    await sandbox.close()


async def test_a_zygote_that_hangs_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_GRACE_SECONDS", 0.3)
    sandbox = Sandbox()
    await sandbox.inspect(making.case_paper())
    os.kill(zygote_of(sandbox), 19)
    assert (await sandbox.inspect(making.case_paper(), Limits(wall_seconds=0.2))).word == "timed_out"
    assert (await sandbox.inspect(making.case_paper())).word == "ok"
    await sandbox.close()


async def test_closing_leaves_no_process_and_no_file_behind() -> None:
    before, sandbox = len(os.listdir("/proc/self/fd")), Sandbox()
    waiting = [asyncio.create_task(sandbox.inspect(SLOW)) for _ in range(4)]
    child, zygote = await a_child(sandbox), zygote_of(sandbox)
    await sandbox.close()
    for one in await asyncio.gather(*waiting, return_exceptions=True):
        assert isinstance(one, SandboxUnavailable)
    assert is_gone(zygote)
    assert is_gone(child)
    assert len(os.listdir("/proc/self/fd")) == before
    assert (await sandbox.inspect(making.case_paper())).word == "ok"
    await sandbox.close()


async def test_an_answer_nobody_waits_for_ends_its_child(sandbox: Sandbox) -> None:
    unwanted = asyncio.create_task(sandbox.inspect(SLOW))
    child = await a_child(sandbox)
    unwanted.cancel()
    await ended(child)


async def test_the_event_loop_goes_on_while_papers_are_read(sandbox: Sandbox) -> None:
    work = asyncio.gather(*(sandbox.inspect(making.case_paper(pages=30)) for _ in range(4)))
    longest, loop = 0.0, asyncio.get_running_loop()
    while not work.done():
        began = loop.time()
        await asyncio.sleep(0.005)
        longest = max(longest, loop.time() - began)
    assert longest < 0.5


async def test_the_zygote_knows_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLKEVALGT_INSTANCE_KEY", "canary-key")
    sandbox = Sandbox()
    await sandbox.inspect(making.case_paper())
    assert b"canary-key" not in environment_of(zygote_of(sandbox))
    await sandbox.close()


async def files_touched(sandbox: Sandbox, folder: Path) -> set[str]:
    """Files on a disk that server, zygote or child have open while an exempt paper is read, or leave in TMPDIR."""
    before = files_open(os.getpid())
    await sandbox.inspect(making.changed(making.script_on_opening))
    reading = asyncio.create_task(sandbox.inspect(SLOW, Limits(wall_seconds=0.5)))
    child = await a_child(sandbox)
    found = on_disk(files_open(os.getpid()) - before) | on_disk(files_open(zygote_of(sandbox)) - before)
    found |= on_disk(files_open(child) - before)
    await reading
    return found | left_in(folder)


async def test_a_paper_touches_no_disk_on_its_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    sandbox = Sandbox()
    assert await files_touched(sandbox, tmp_path) == set()
    await sandbox.close()


async def test_a_paper_in_a_temporary_file_would_be_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def on_a_disk(stack: ExitStack, name: str) -> int:
        return stack.enter_context(tempfile.NamedTemporaryFile(dir=tmp_path, prefix=name)).fileno()

    monkeypatch.setattr(room, "_memory_file", on_a_disk)
    sandbox = Sandbox()
    assert await files_touched(sandbox, tmp_path) != set()
    await sandbox.close()
