"""Backup, restore, and checking that everything stored is whole."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import secrets
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path
from typing import IO

import msgspec

from folkevalgt import audit, crypto, database, journal
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.models.document import Comparison, DocumentVersion
from folkevalgt.models.note import Note, NoteKey, NoteRevision
from folkevalgt.sync import bodies

AHEAD = 1_000_000  # numbers of the notes' log that a restored one leaves out
AT_ONCE = 1_000  # notes read together
DATABASE = {True: "database.sqlite3", False: "database.pgdump"}


async def backup(settings: Settings, file: Path) -> str:
    """Writes the database as of one moment, and every paper, to a tar file. Works beside a running server.

    A backup that fails leaves an older file of the same name as it was.
    """
    files = Files(settings.files_url)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        made, copy = Path(folder) / file.name, Path(folder) / DATABASE[settings.on_sqlite]
        await asyncio.to_thread(_dump, settings, copy)
        names = sorted([name async for name in files.names()])  # after the database, which names none that come later
        with tarfile.open(made, "w") as tar:
            tar.add(copy, copy.name)
            for name in names:
                data = await files.get(name)
                entry = tarfile.TarInfo(f"files/{name}")
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))
        _keep(made, file)
    return f"{len(names)} filer og databasen er lagret i {file}. Ta vare på instansnøkkelen et annet sted."


def _keep(made: Path, file: Path) -> None:
    with open(made, "rb") as whole:
        os.fsync(whole.fileno())
    os.replace(made, file)


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
    put: list[str] = []
    try:
        await _fill(settings, file, files, put)
    except BaseException as error:
        for name in put:
            await files.delete(name)
        if isinstance(error, tarfile.TarError | FileNotFoundError | IsADirectoryError | EOFError):
            raise Refusal("bad_backup", 500, str(file)) from None
        raise
    await asyncio.sleep(0.1)
    said = f"{len(put)} filer og databasen er lagt tilbake, og alle er logget ut."
    if not settings.journal_path.exists():
        said += f" {settings.journal_path} finnes ikke: det som er tatt tilbake etter kopien, må tas tilbake på nytt."
    return said


async def _fill(settings: Settings, file: Path, files: Files, put: list[str]) -> None:
    """The papers first, each by its hash; the database, which names them, last. `put` tells what was stored."""
    with tarfile.open(file) as tar, tempfile.TemporaryDirectory() as folder:
        for entry in tar:
            name = entry.name.rsplit("/", 1)[-1]
            data = tar.extractfile(entry)
            if data is None:
                continue
            if name == DATABASE[settings.on_sqlite]:
                await asyncio.to_thread(_unpack, data, Path(folder) / name)
                continue
            put.append(await files.put(data.read()))
            if put[-1] != name:
                raise Refusal("bad_backup", 500, name)
        copy = Path(folder) / DATABASE[settings.on_sqlite]
        if not copy.exists():
            raise Refusal("bad_backup", 500, copy.name)
        if settings.on_sqlite:
            await asyncio.to_thread(_turn, copy)
            target = Path(settings.database_url.removeprefix("sqlite://"))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(copy, target)
        else:
            _postgres("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={settings.database_url}", str(copy))
            turned = "; ".join(
                f"IF to_regclass('{table}') IS NOT NULL THEN {change}; END IF" for table, change in _turned().items()
            )
            psql = ("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", settings.database_url)
            _postgres(*psql, "-c", f"DO $$ BEGIN {turned}; END $$")


def _turn(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as db, db:
        for table, change in _turned().items():
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
                db.execute(change)


def _turned() -> dict[str, str]:
    """What a restored database begins with, by the table it is about.

    The notes' log is another one now: devices that saw more of the old one begin anew, and no number comes twice.
    Nobody is signed in, and a link that was used since the backup does not work again.
    """
    away = {table: f"DELETE FROM {table}" for table in ("session", "signinlink", "ceremony")}
    turned = f"UPDATE loghead SET incarnation = '{secrets.token_hex(16)}', seq = seq + {AHEAD}"
    return {"loghead": turned} | away


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
    """What is wrong, a line each: a broken audit chain, a file missing or changed, a key or note that does not open."""
    found = []
    broken = await audit.first_broken()
    if broken is not None:
        found.append(f"Loggen er brutt ved rad {broken}.")
    if await journal.behind(settings):
        found.append(
            "Databasen er eldre enn journalen over det som er tatt tilbake. Start tjeneren, så tas det tilbake."
        )
    files, key = Files(settings.files_url), crypto.instance_key(settings)
    there = {name async for name in files.names()}
    for name in sorted(there):
        if hashlib.sha256(await files.get(name)).hexdigest() != name:
            found.append(f"Filen {name} er endret.")
    for version in await DocumentVersion.all().using_db(database.ro()):
        layers = [name for name in (version.text_sha256, version.structure_sha256) if name]
        for name in {version.sha256, version.original_sha256, *layers} - there:
            found.append(f"Filen {name} mangler.")
        if version.content_key is not None:
            try:
                key.open(version.content_key, f"version {version.id}")
            except Refusal:
                found.append(f"Nøkkelen til dokumentversjon {version.id} kan ikke åpnes.")
    for comparison in await Comparison.all().using_db(database.ro()):
        if comparison.sha256 not in there:
            found.append(f"Filen {comparison.sha256} mangler.")
    return found + await _notes(key)


async def _notes(key: crypto.InstanceKey) -> list[str]:
    """Whether everything that people have written can still be read by them; nothing of it is told here."""
    found, keys = [], {}
    for row in await NoteKey.all().using_db(database.ro()):
        try:
            keys[row.person_id] = key.author(row.sealed, row.person_id)
        except Refusal:
            found.append(f"Nøkkelen til merknadene til person {row.person_id} kan ikke åpnes.")
    notes = Note.filter(body__isnull=False).using_db(database.ro()).order_by("id")
    superseded = NoteRevision.all().using_db(database.ro()).order_by("id")
    for what, rows, columns in (("Merknaden", notes, "id"), ("En tidligere tekst av merknaden", superseded, "note_id")):
        at = 0
        while some := await rows.offset(at).limit(AT_ONCE).values_list(columns, "author_id", "body"):
            at += len(some)
            for note, author, body in some:
                try:
                    if author not in keys:
                        raise Refusal("wrong_key", 500)
                    bodies.opened(keys[author], body, str(note))
                except (Refusal, msgspec.DecodeError):
                    found.append(f"{what} {note} kan ikke åpnes.")
    return found
