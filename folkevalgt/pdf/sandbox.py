"""Every foreign PDF is opened in a child process with hard limits; this is the server's side of it.

PDFium aborts its whole process on some papers, so no `try` in the server could help. A child that dies, hangs or eats
memory becomes an answer with a word. Paper and answer pass through memory files (memfd), never a disk: exempt papers
come this way too.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec

from folkevalgt.pdf import media
from folkevalgt.pdf.errands import ErrandName, Order, Outcome
from folkevalgt.pdf.inspection import NOT_STARTED, OUT_OF_MEMORY, Ended, Inspection, Limits, Word

__all__ = ["Inspection", "Limits", "Outcome", "Sandbox", "SandboxUnavailable", "close", "inspect", "send"]

_START_SECONDS = 30.0
_GRACE_SECONDS = 5.0  # beyond the child's own wall time: then the zygote itself hangs


class SandboxUnavailable(RuntimeError):
    """The machine cannot run the sandbox now (not a fault of the paper), or it was closed meanwhile: try later."""


class _Lost(Exception):
    """The zygote went away under way."""


class _Zygote:
    """The pre-loaded process and our end of its socket."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # An environment of its own: the server's holds the instance key and the database's address.
            surroundings = {
                "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path),
                "LANG": "C.UTF-8",
                "OPENBLAS_NUM_THREADS": "1",
            }
            self.process = subprocess.Popen(
                [sys.executable, "-m", "folkevalgt.pdf.zygote", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                env=surroundings,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self.control.settimeout(_START_SECONDS)
        try:
            ready = self.control.recv(16) != b""
        except OSError:
            ready = False
        if not ready:
            self.stop()
            raise SandboxUnavailable("the process that opens papers does not start")

    def stop(self) -> None:
        """Close the socket, on which it ends its children and itself; after some seconds end it ourselves."""
        self.control.close()
        try:
            self.process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class _Errand:
    """One errand on its way through a child."""

    def __init__(self, name: ErrandName, parts: Sequence[bytes], limits: Limits) -> None:
        self.order, self.parts = Order(name, limits, [len(part) for part in parts]), parts
        self.given_up = False
        self._ours: socket.socket | None = None

    def give_up(self) -> None:
        """Nobody waits for the answer any more: hanging up makes the zygote end the child."""
        self.given_up = True
        if self._ours is not None:
            with contextlib.suppress(OSError):
                self._ours.shutdown(socket.SHUT_RDWR)

    def run(self, zygote: _Zygote) -> Outcome:
        """Raises _Lost when the zygote dies first, TimeoutError when it hangs."""
        with contextlib.ExitStack() as stack:
            papers, report, product = (_memory_file(stack, name) for name in ("papers", "report", "product"))
            for part in self.parts:
                view = memoryview(part)
                while view:
                    view = view[os.write(papers, view) :]
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self._ours = stack.enter_context(ours)
            ours.settimeout(self.order.limits.wall_seconds + _GRACE_SECONDS)
            try:
                with theirs:
                    message = msgspec.json.encode(self.order)
                    socket.send_fds(zygote.control, [message], [papers, report, product, theirs.fileno()])
                if self.given_up:
                    raise SandboxUnavailable("given up")
                message = ours.recv(4096)
            except TimeoutError:
                raise
            except OSError:
                raise _Lost from None
            if not message:
                raise _Lost
            return self._answer(msgspec.json.decode(message, type=Ended), report, product)

    def _answer(self, ended: Ended, report: int, product: int) -> Outcome:
        if ended.code == NOT_STARTED:
            raise SandboxUnavailable("no room for another process")
        if ended.code != 0:
            return Outcome(word=_word(ended))
        most = self.order.limits.written_file
        if os.fstat(report).st_size > most or os.fstat(product).st_size > most:
            return Outcome(word="bomb")
        return Outcome(word="ok", report=_content(report), product=_content(product))


class Sandbox:
    """Opens papers, at most `children` at a time. Starts at the first paper; usable from any event loop."""

    def __init__(self, children: int = 2) -> None:
        self._children = children
        self._lock = threading.Lock()
        self._zygote: _Zygote | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._times_closed = 0

    async def inspect(self, data: bytes, limits: Limits | None = None) -> Inspection:
        """What `data` is, in a word and in detail; every fault of the paper is an answer, not an exception.

        Raises SandboxUnavailable when the machine cannot run the sandbox or it is closed meanwhile.
        """
        limits = limits or Limits()
        if (refused := _refused_unopened(data, limits)) is not None:
            return refused
        return _inspection(await self.send("inspect", [data], limits))

    async def send(self, errand: ErrandName, parts: Sequence[bytes], limits: Limits) -> Outcome:
        """A child does the errand (see errands.py) with `parts`; every way it ends is an answer, not an exception.

        Raises SandboxUnavailable as `inspect` does.
        """
        on_its_way = _Errand(errand, parts, limits)
        with self._lock:
            self._pool = self._pool or ThreadPoolExecutor(self._children, thread_name_prefix="pdf")
            turn = asyncio.get_running_loop().run_in_executor(self._pool, self._run, on_its_way, self._times_closed)
        try:
            return await turn
        except asyncio.CancelledError:
            on_its_way.give_up()
            raise

    async def close(self) -> None:
        """End the zygote and its children. The next paper would start it again."""
        await asyncio.to_thread(self.stop)

    def stop(self) -> None:
        """The same, blocking."""
        with self._lock:
            self._times_closed += 1
            zygote, self._zygote = self._zygote, None
            pool, self._pool = self._pool, None
        if zygote is not None:
            zygote.stop()
        if pool is not None:
            pool.shutdown()  # those still waiting find it closed

    def _run(self, errand: _Errand, times_closed: int) -> Outcome:
        began = time.monotonic()
        # A zygote can be killed for reasons of its own, so the paper gets a second one; not a third.
        for _ in range(2):
            if errand.given_up:
                break
            zygote = self._running(times_closed)
            try:
                answer = errand.run(zygote)
            except _Lost:
                self._forget(zygote)
                continue
            except TimeoutError:
                zygote.process.kill()
                self._forget(zygote)
                answer = Outcome(word="timed_out")
            return msgspec.structs.replace(answer, seconds=time.monotonic() - began)
        if errand.given_up or times_closed != self._times_closed:
            raise SandboxUnavailable("closed")
        return Outcome(word="bomb", seconds=time.monotonic() - began)

    def _running(self, times_closed: int) -> _Zygote:
        with self._lock:
            if times_closed != self._times_closed:
                raise SandboxUnavailable("closed")
            if self._zygote is None:
                self._zygote = _Zygote()
            return self._zygote

    def _forget(self, zygote: _Zygote) -> None:
        with self._lock:
            if self._zygote is zygote:
                self._zygote = None
        zygote.stop()


def _refused_unopened(data: bytes, limits: Limits) -> Inspection | None:
    """What can be said from size and first bytes alone."""
    if not data:
        return Inspection(word="empty", media_type=media.UNKNOWN)
    kind = media.sniff(data)
    if len(data) > limits.max_bytes:
        return Inspection(word="too_large", media_type=kind)
    return None if kind == media.PDF else Inspection(word="not_pdf", media_type=kind)


def _word(ended: Ended) -> Word:
    if ended.late or ended.code == -signal.SIGXCPU:
        return "timed_out"
    # Any other signal is PDFium aborting for want of memory, or falling over something made to fell it.
    return "bomb" if ended.code < 0 or ended.code == OUT_OF_MEMORY else "broken"


def _inspection(outcome: Outcome) -> Inspection:
    """What the child found; when it did not end well, how it ended is all that is known of the paper."""
    word, seconds = outcome.word, outcome.seconds
    if word == "ok":
        try:
            found = msgspec.json.decode(outcome.report, type=Inspection)
        except msgspec.MsgspecError:
            word = "broken"
        else:
            return msgspec.structs.replace(found, sanitised=outcome.product or None, seconds=seconds)
    return Inspection(word=word, media_type=media.PDF, seconds=seconds)


def _memory_file(stack: contextlib.ExitStack, name: str) -> int:
    fd = os.memfd_create(name)
    stack.callback(os.close, fd)
    return fd


def _content(fd: int) -> bytes:
    return os.pread(fd, os.fstat(fd).st_size, 0)


_papers = Sandbox()
# pdfplumber makes a zygote heavier to fork, and reading structure is slow: inspections have theirs to themselves.
_structures = Sandbox(children=1)
atexit.register(_papers.stop)
atexit.register(_structures.stop)


async def inspect(data: bytes, limits: Limits | None = None) -> Inspection:
    """`Sandbox.inspect` of the sandbox this process shares."""
    return await _papers.inspect(data, limits)


async def send(errand: ErrandName, parts: Sequence[bytes], limits: Limits) -> Outcome:
    """`Sandbox.send` of the sandbox this process shares for such errands."""
    return await (_structures if errand == "structure" else _papers).send(errand, parts, limits)


async def close() -> None:
    """End the shared sandboxes; call it when the application stops."""
    await asyncio.gather(_papers.close(), _structures.close())
