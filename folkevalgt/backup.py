"""Backup, restore, and checking that everything stored is whole."""

from __future__ import annotations

import asyncio
import hashlib
import io
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path
from typing import IO

from folkevalgt import audit, crypto, database
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.models.document import DocumentVersion

DATABASE = {True: "database.sqlite3", False: "database.pgdump"}


async def backup(settings: Settings, file: Path) -> str:
    """Writes the database as of one moment, and every paper, to a tar file. Works beside a running server."""
    names = [name async for name in Files(settings.files_url).names()]
    with tempfile.TemporaryDirectory(dir=file.parent) as folder, tarfile.open(file, "w") as tar:
        copy = Path(folder) / DATABASE[settings.on_sqlite]
        await asyncio.to_thread(_dump, settings, copy)
        tar.add(copy, copy.name)
        for name in sorted(names):
            data = await Files(settings.files_url).get(name)
            entry = tarfile.TarInfo(f"files/{name}")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return f"{len(names)} filer og databasen er lagret i {file}. Ta vare på instansnøkkelen et annet sted."


def _dump(settings: Settings, copy: Path) -> None:
    if settings.on_sqlite:
        path = settings.database_url.removeprefix("sqlite://")
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    else:
        _postgres("pg_dump", "--format=custom", f"--file={copy}", settings.database_url)


def restore(settings: Settings, file: Path) -> str:
    """Fills an empty installation. Raises Refusal("not_empty"), or "bad_backup" when a hash is wrong."""
    return asyncio.run(_restore(settings, file))


async def _restore(settings: Settings, file: Path) -> str:
    files = Files(settings.files_url)
    target = Path(settings.database_url.removeprefix("sqlite://")) if settings.on_sqlite else None
    if (target and target.exists()) or [name async for name in files.names()]:
        raise Refusal("not_empty", 409, settings.home)
    count = 0
    with tarfile.open(file) as tar, tempfile.TemporaryDirectory() as folder:
        for entry in tar:
            name = entry.name.rsplit("/", 1)[-1]
            data = tar.extractfile(entry)
            if data is None:
                continue
            if name == DATABASE[settings.on_sqlite]:
                await asyncio.to_thread(_unpack, data, Path(folder) / name)
            elif await files.put(data.read()) != name:
                raise Refusal("bad_backup", 500, name)
            else:
                count += 1
        copy = Path(folder) / DATABASE[settings.on_sqlite]
        if not copy.exists():
            raise Refusal("bad_backup", 500, copy.name)
        if target:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(copy, target)
        else:
            _postgres("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={settings.database_url}", str(copy))
    await asyncio.sleep(0.1)
    return f"{count} filer og databasen er lagt tilbake."


def _unpack(data: IO[bytes], target: Path) -> None:
    with open(target, "wb") as out:
        shutil.copyfileobj(data, out)


def _postgres(*words: str) -> None:
    try:
        subprocess.run(words, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise Refusal("bad_setting", 500, f"{words[0]} finnes ikke på denne maskinen") from None
    except subprocess.CalledProcessError as error:
        raise Refusal("bad_backup", 500, error.stderr.strip()) from None


async def check(settings: Settings) -> list[str]:
    """What is wrong, a line each: a broken audit chain, a file missing or changed, a key that does not open."""
    found = []
    broken = await audit.first_broken()
    if broken is not None:
        found.append(f"Loggen er brutt ved rad {broken}.")
    files, key = Files(settings.files_url), crypto.instance_key(settings)
    there = {name async for name in files.names()}
    for name in sorted(there):
        if hashlib.sha256(await files.get(name)).hexdigest() != name:
            found.append(f"Filen {name} er endret.")
    for version in await DocumentVersion.all().using_db(database.ro()):
        for name in {version.sha256, version.original_sha256, version.text_sha256 or version.sha256}:
            if name not in there:
                found.append(f"Filen {name} mangler.")
        if version.content_key is not None:
            try:
                key.open(version.content_key, f"version {version.id}")
            except Refusal:
                found.append(f"Nøkkelen til dokumentversjon {version.id} kan ikke åpnes.")
    return found
