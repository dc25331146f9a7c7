"""A small process that has loaded PDFium and qpdf and nothing else of ours, and forks one child per errand.

Forking from here costs milliseconds where a new interpreter costs tenths of a second. The server talks to it over an
inherited socket: one message per errand (errands.Order), carrying four descriptors (the papers, a place for the report,
a place for what is made, and where to say how the child ended). Papers live in memory files only and touch no disk.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from typing import NoReturn

import msgspec
import pypdfium2  # type: ignore[import-untyped]  # ships no types

from folkevalgt.pdf import errands
from folkevalgt.pdf.errands import Order
from folkevalgt.pdf.inspect import inspect_bytes
from folkevalgt.pdf.inspection import NOT_STARTED, OUT_OF_MEMORY, Ended, Limits

READY = b"ready"
MESSAGE = 65_536  # bytes, the longest order
_FAILED = 1
_SET_PDEATHSIG, _SET_DUMPABLE, _SET_NO_NEW_PRIVS = 1, 4, 38
_LIBC = ctypes.CDLL(None, use_errno=True)
_SAMPLE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj "
    b"4 0 obj<</Length 30>>stream\nBT /F 9 Tf 9 9 Td (sak) Tj ET  \nendstream endobj "
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj trailer<</Root 1 0 R>>"
)


@dataclass
class _Child:
    pid: int
    pidfd: int
    reply: socket.socket
    deadline: float
    late: bool = False

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)

    def tell(self, status: int) -> None:
        with contextlib.suppress(OSError):
            self.reply.send(msgspec.json.encode(Ended(os.waitstatus_to_exitcode(status), self.late)))

    def bury(self) -> int:
        """Collect the dead child; its wait status. The pid cannot have been reused: nobody else waits for it."""
        _, status = os.waitpid(self.pid, 0)
        os.close(self.pidfd)
        return status


def main() -> None:
    """Serve until the server closes its end of the socket on descriptor argv[1]."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle; it closes our socket
    _warm()
    gc.collect()
    gc.freeze()
    children: dict[int, _Child] = {}
    try:
        control.send(READY)
        _serve(control, children)
    finally:
        for child in children.values():
            child.kill()
            child.bury()  # without a word: that it was stopped says nothing about the paper


def _serve(control: socket.socket, children: dict[int, _Child]) -> None:
    poll = select.poll()
    poll.register(control, select.POLLIN)
    while True:
        soonest = min((child.deadline for child in children.values() if not child.late), default=None)
        wait = None if soonest is None else max(0.0, soonest - time.monotonic()) * 1000 + 1
        for fd, event in poll.poll(wait):
            if fd == control.fileno():
                message, fds, _, _ = socket.recv_fds(control, MESSAGE, 4)
                if not message:
                    return
                child = _fork(message, fds, control, children)
                if child is None:
                    continue
                children[child.pidfd] = child
                poll.register(child.pidfd, select.POLLIN)
                poll.register(child.reply, 0)  # only its hanging up is of interest
            elif fd in children:
                child = children.pop(fd)
                poll.unregister(child.pidfd)
                poll.unregister(child.reply)
                child.tell(child.bury())
                child.reply.close()
            elif event & (select.POLLHUP | select.POLLERR):
                # The server does not want the answer any longer.
                for child in children.values():
                    if child.reply.fileno() == fd:
                        child.kill()
        for child in children.values():
            if not child.late and time.monotonic() >= child.deadline:
                child.late = True
                child.kill()


def _fork(message: bytes, fds: list[int], control: socket.socket, children: dict[int, _Child]) -> _Child | None:
    """The new child; None when the machine has no room for one, which the server is told."""
    order = msgspec.json.decode(message, type=Order)
    papers, report, product, reply = fds
    parent = os.getpid()
    errands.load(order.errand)
    try:
        pid = os.fork()
    except OSError:
        pid = -1
    if pid == 0:
        os.close(reply)
        control.close()
        for other in children.values():
            other.reply.close()
            os.close(other.pidfd)
        _child(papers, report, product, order, parent)
    for fd in (papers, report, product):
        os.close(fd)
    answer = socket.socket(fileno=reply)
    if pid < 0:
        with answer, contextlib.suppress(OSError):
            answer.send(msgspec.json.encode(Ended(NOT_STARTED, late=False)))
        return None
    return _Child(pid, os.pidfd_open(pid), answer, time.monotonic() + order.limits.wall_seconds)


def _child(papers: int, report: int, product: int, order: Order, parent: int) -> NoReturn:
    """The only code that touches a foreign paper. It never returns into the zygote's loop."""
    code = _FAILED
    try:
        _confine(order.limits, parent)
        done = errands.perform(order, os.pread(papers, os.fstat(papers).st_size, 0))
        _write_all(product, done.product)
        _write_all(report, done.report)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:
        # Nothing is printed: a traceback could carry words of an exempt paper into a log.
        code = _FAILED
    finally:
        os._exit(code)


def _confine(limits: Limits, parent: int) -> None:
    _LIBC.prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(_FAILED)
    _LIBC.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _LIBC.prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as first_to_go:
        first_to_go.write("1000")
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.written_file),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _warm() -> None:
    """Reading one page of our own loads the system's font list and the text code once, instead of in every child."""
    inspect_bytes(_SAMPLE, Limits())
    paper = pypdfium2.PdfDocument(_SAMPLE)
    paper[0].get_textpage().get_text_range()
    paper.close()


if __name__ == "__main__":
    main()
