"""Word and OpenDocument files as PDF/A-2, made by LibreOffice where it is installed.

It runs with a profile that is thrown away, in memory, without network, and sees no file of ours (`confined.py`): what
a document links to is not fetched, and what it asks to be told of this machine is not there.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from folkevalgt.archive.confined import OPEN
from folkevalgt.config import Settings
from folkevalgt.pdf import media

CONVERTED = {media.DOCX: "docx", media.ODT: "odt", media.WORD: "doc", "application/rtf": "rtf"}
SECONDS = 75  # less than a job's lease
ROOM = 64 * 1024 * 1024  # bytes beside several times the document: the profile, and what the suite writes under way
_MEMORY = Path("/dev/shm")
_PREFIX, _ABANDONED = "folkevalgt-", 600  # seconds after which such a folder is nobody's
_EXPORT = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
# No macro runs, no link is followed, nothing is embedded from elsewhere.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value>
</prop></item>
</oor:items>
"""


class Unusable(Exception):
    """A file brought by hand that is not taken, and the word for why, which the desk explains (words/brought-nb.ts)."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def program(settings: Settings) -> str | None:
    """LibreOffice, or None where it is not installed."""
    return (
        shutil.which(settings.soffice) if settings.soffice else shutil.which("soffice") or shutil.which("libreoffice")
    )


async def to_pdf(settings: Settings, data: bytes, media_type: str) -> bytes:
    """The document as PDF/A-2, with tags. `media_type` is one of CONVERTED.

    Raises Unusable: no_converter, not_converted, timed_out, too_large when it does not fit in memory.
    """
    found = program(settings)
    if found is None or not await asyncio.to_thread(_clear):
        raise Unusable("no_converter")
    if shutil.disk_usage(_MEMORY).free < 6 * len(data) + ROOM:
        raise Unusable("too_large")
    with _folder() as folder:
        document = folder / f"paper.{CONVERTED[media_type]}"
        profile = folder / "profile" / "user" / "registrymodifications.xcu"
        profile.parent.mkdir(parents=True)
        profile.write_text(_PROFILE)
        document.write_bytes(data)
        ended = await _run(folder, [found, *_arguments(folder, document)])
        made = document.with_suffix(".pdf")
        if ended == OPEN:
            raise Unusable("no_converter")
        if not made.is_file():
            raise Unusable("not_converted")
        return made.read_bytes()


def _arguments(folder: Path, document: Path) -> list[str]:
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    said = ["--headless", "--norestore", "--nolockcheck", "--convert-to", _EXPORT, "--outdir", str(folder)]
    return [own, *said, str(document)]


async def _run(folder: Path, command: list[str]) -> int:
    """Its exit status. Whatever happens, nothing of it is left running. Raises Unusable("timed_out")."""
    surroundings = {  # of its own: the server's holds the instance key
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": _modules(),
    }
    nothing = asyncio.subprocess.DEVNULL
    launcher = [sys.executable, "-m", "folkevalgt.archive.confined", str(folder)]
    process = await asyncio.create_subprocess_exec(
        *launcher, *command, stdin=nothing, stdout=nothing, stderr=nothing, env=surroundings, start_new_session=True
    )
    try:
        async with asyncio.timeout(SECONDS):
            return await process.wait()
    except TimeoutError:
        raise Unusable("timed_out") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def _modules() -> str:
    return os.pathsep.join(os.path.abspath(path) for path in sys.path)


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """In memory: an exempt paper lies readable on no disk."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_MEMORY))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear() -> bool:
    """Whether there is such a place; what a server that was killed under way has left there goes."""
    for each in _MEMORY.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if each.stat().st_uid == os.getuid() and time.time() - each.stat().st_mtime > _ABANDONED:
                shutil.rmtree(each, ignore_errors=True)
    return _MEMORY.is_dir()
