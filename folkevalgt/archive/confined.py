"""Starts a program that opens foreign documents: no network, no files but programs, fonts and one folder, and limits.

`python -m folkevalgt.archive.confined FOLDER PROGRAM ARGUMENT...`. It is a process of its own because a server with
threads can do none of this between fork and exec. Ends with OPEN when it cannot be closed off, and nothing is opened.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

OPEN = 97  # exit status
MEMORY = 4 * 1024**3  # bytes of addresses, of which an office suite maps far more than it uses
CPU_SECONDS, FILE = 60, 400 * 1000 * 1000  # bytes of a file

_LIBC = ctypes.CDLL(None, use_errno=True)
_SET_PDEATHSIG, _SET_SECCOMP, _SET_NO_NEW_PRIVS = 1, 22, 38
# What a file system is asked for (landlock(7)): the first thirteen kinds, and those that came later.
_EXECUTE, _READ, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_REMOVE, _MAKE_SOCKET = 1 << 5, 1 << 9
_FIRST, _REFER, _TRUNCATE = (1 << 13) - 1, 1 << 13, 1 << 14
_OF_FILES = _EXECUTE | 1 << 1 | _READ | _TRUNCATE
_CREATE, _ADD, _RESTRICT = 444, 445, 446
READ_ONLY = (
    *("/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/bin", "/usr/share", "/usr/local/share/fonts"),
    *("/lib", "/lib64", "/bin", "/etc/fonts", "/etc/libreoffice", "/etc/alternatives"),
    *(
        "/etc/ld.so.cache",
        "/etc/passwd",
        "/etc/nsswitch.conf",
        "/etc/localtime",
        "/proc/filesystems",
        "/var/cache/fontconfig",
        "/var/lib/libreoffice",
        "/var/spool/libreoffice",
        "/dev/urandom",
        "/dev/zero",
    ),
)
# AUDIT_ARCH_*, and the numbers of socket, io_uring_setup and ptrace there.
_CALLS = {"x86_64": (0xC000003E, 41, 425, 101), "aarch64": (0xC00000B7, 198, 425, 117)}
_AF_UNIX, _EACCES = 1, 13
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | _EACCES


def main() -> None:
    folder, *command = sys.argv[1:]
    _LIBC.prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    if _LIBC.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or not without_network():
        sys.exit(OPEN)
    only_these_files(Path(folder), Path(command[0]).resolve().parent.parent)
    os.execv(command[0], command)


def without_network() -> bool:
    """From now on this process and its children make sockets of this machine alone. False when that cannot be had."""
    known = _CALLS.get(platform.machine())
    if known is None:
        return False
    arch, socket, *never = known
    steps = [
        (0x20, 0, 0, 4),  # the architecture
        (0x15, 1, 0, arch),
        (0x06, 0, 0, _REFUSE),
        (0x20, 0, 0, 0),  # the call
        (0x35, 0, 1, 0x40000000),  # the same calls under other numbers (x32)
        (0x06, 0, 0, _REFUSE),
        *(each for call in never for each in ((0x15, 0, 1, call), (0x06, 0, 0, _REFUSE))),
        (0x15, 0, 3, socket),
        (0x20, 0, 0, 16),  # its first argument
        (0x15, 1, 0, _AF_UNIX),
        (0x06, 0, 0, _REFUSE),
        (0x06, 0, 0, _ALLOW),
    ]
    packed = b"".join(struct.pack("HBBI", *step) for step in steps)

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    return bool(_LIBC.prctl(_SET_SECCOMP, 2, ctypes.byref(Filter(len(steps), packed)), 0, 0) == 0)


def only_these_files(folder: Path, program: Path) -> bool:
    """Everything else is not there for it any more. False where the kernel knows no such thing (before 5.13)."""
    version = _LIBC.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    asked = _FIRST | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    attributes = struct.pack("Q", asked)
    ruleset = _LIBC.syscall(_CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    for path in (*map(Path, READ_ONLY), program):
        _allow(ruleset, path, _EXECUTE | _READ | _READ_DIR)
    _allow(ruleset, Path("/dev/null"), _OF_FILES & asked)
    _allow(ruleset, folder, asked)
    _allow(ruleset, Path("/tmp"), _REMOVE | _MAKE_SOCKET)  # where the suite puts the socket it knows itself by
    return bool(_LIBC.syscall(_RESTRICT, ruleset, 0) == 0)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    if not path.exists():
        return
    place = os.open(path, os.O_PATH)
    rights = rights if path.is_dir() else rights & _OF_FILES
    _LIBC.syscall(_ADD, ruleset, 1, struct.pack("=Qi", rights, place), 0)
    os.close(place)


if __name__ == "__main__":
    main()
