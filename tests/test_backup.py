"""A backup fills an empty installation; what is changed or missing is found; what is exempt stays ciphertext."""

from __future__ import annotations

import io
import shutil
import tarfile
from pathlib import Path

import msgspec
import pytest

from folkevalgt import backup, crypto, database
from folkevalgt.api.http import cookie_name
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.identity import invitations, sessions
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.document import DocumentVersion
from folkevalgt.models.note import LogHead, Note, NoteKey, NoteRevision
from folkevalgt.models.package import Delivery
from tests.noting import group_of, pens
from tests.papers import EXEMPT_TEXT, document, plan, published, version

pytestmark = pytest.mark.anyio


@pytest.fixture
async def taken(world, tmp_path) -> Path:
    if not world.settings.on_sqlite and not shutil.which("pg_dump"):
        pytest.skip("needs pg_dump")
    await published(world, plan(), hemmelig=EXEMPT_TEXT)
    await backup.backup(world.settings, tmp_path / "kopi.tar")
    return tmp_path / "kopi.tar"


@pytest.fixture
def empty(world, tmp_path, request) -> Settings:
    """Another machine with the same instance key and nothing else."""
    settings = msgspec.structs.replace(world.settings, home=str(tmp_path / "ny maskin"))
    if not settings.on_sqlite:
        cluster = request.getfixturevalue("postgres")
        settings = msgspec.structs.replace(settings, database=cluster.url(cluster.create()))
    Path(settings.home).mkdir()
    shutil.copy(world.settings.home_path / "instance.key", settings.home_path)
    return settings


async def restored(settings: Settings, file: Path) -> None:
    await backup._restore(settings, file)
    await database.disconnect()
    await database.connect(settings)


async def test_an_empty_machine_becomes_the_old_one(taken, empty):
    given, log = await Delivery.all().count(), await AuditEntry.all().count()
    await restored(empty, taken)
    assert await backup.check(empty) == []
    assert (await Delivery.all().count(), await AuditEntry.all().count()) == (given, log)


async def test_nothing_is_put_back_over_something(world, taken):
    with pytest.raises(Refusal, match="not_empty"):
        await backup._restore(world.settings, taken)


async def test_the_key_and_what_is_exempt_are_not_readable_in_it(world, taken):
    key = (world.settings.home_path / "instance.key").read_bytes()
    told = taken.read_bytes() + b"".join(each.read_bytes() for each in world.settings.home_path.rglob("files/*/*"))
    told += (world.settings.home_path / "folkevalgt.sqlite3").read_bytes() if world.settings.on_sqlite else b""
    assert b"IKT-plan" in told  # an open paper is there to be found
    for secret in (key, EXEMPT_TEXT.encode(), b"Personalsak Kari", b"Ansettelse av Kari"):
        assert secret not in told


@pytest.mark.parametrize("left", [None, b"", b"noe annet"], ids=["missing", "empty", "changed"])
async def test_a_file_that_is_not_what_it_was_is_found(world, taken, left):
    name = (await version("framlegg")).sha256
    path = world.files.local_path(name)
    path.unlink() if left is None else path.write_bytes(left)
    assert await backup.check(world.settings) == [f"Filen {name} {'mangler' if left is None else 'er endret'}."]


async def test_a_key_that_opens_nothing_and_a_broken_log_are_found(world, taken):
    world.settings.home_path.joinpath("instance.key").unlink()
    await AuditEntry.filter(seq=1).update(actor="noen andre")
    found = await backup.check(world.settings)
    assert found[0] == "Loggen er brutt ved rad 1."
    assert await DocumentVersion.filter(content_key__not_isnull=True).count() == len(found) - 1


def repacked(taken: Path, change: str) -> Path:
    """The backup with its first paper's bytes changed, without its database, or as no backup at all."""
    made = taken.with_name("ødelagt.tar")
    if change == "cut":
        made.write_bytes(taken.read_bytes()[: taken.stat().st_size // 2])
    if change == "no tar":
        made.write_bytes(b"ikke en kopi" * 100)
    if change not in ("one byte", "no database"):
        return made
    with tarfile.open(taken) as old, tarfile.open(made, "w") as new:
        for entry in old:
            data = old.extractfile(entry).read()
            if entry.name.startswith("database") and change == "no database":
                continue
            if entry.name.startswith("files/") and change == "one byte":
                data = bytes([data[0] ^ 1]) + data[1:]
            new.addfile(entry, io.BytesIO(data))
    return made


@pytest.mark.parametrize("change", ["one byte", "no database", "no tar", "cut", "gone"])
async def test_a_backup_that_is_not_whole_fills_nothing(taken, empty, change):
    with pytest.raises(Refusal, match="bad_backup"):
        await backup._restore(empty, repacked(taken, change))
    assert [name async for name in Files(empty.files_url).names()] == []
    await restored(empty, taken)  # and the machine is still empty enough for the right one


async def test_a_backup_that_fails_leaves_the_last_one(world, taken, monkeypatch):
    before = taken.read_bytes()

    async def full(*_: object) -> bytes:
        raise Refusal("no_space", 507)

    monkeypatch.setattr(Files, "get", full)
    with pytest.raises(Refusal, match="no_space"):
        await backup.backup(world.settings, taken)
    assert taken.read_bytes() == before
    assert [each.name for each in taken.parent.iterdir() if "tar" in each.name] == [taken.name]


async def test_a_paper_can_be_opened_again_with_the_key_alone(taken, empty):
    await restored(empty, taken)
    row = await DocumentVersion.get(document_id=(await document("hemmelig")).id)
    opened = crypto.instance_key(empty).open(row.content_key, f"version {row.id}")
    assert crypto.decrypt_paper(await Files(empty.files_url).get(row.original_sha256), opened).startswith(b"%PDF")


async def write_notes(world, visit) -> tuple[str, str]:
    """One of two texts, the second shared; the first text of it is kept as a revision."""
    async with pens(world, visit, "leder_oppvekst") as (author,):
        own, other = await author.write("bare mitt"), await author.write("først")
        await author.send("put", other, 2, fields={"text": "siden"})
        assert await author.share(other, group_of(world, "leder_oppvekst"), "medlem_formannskap") == "ok"
    return own, other


async def test_notes_their_keys_and_what_they_said_before_are_in_it(world, visit, taken, empty, tmp_path):
    own, other = await write_notes(world, visit)
    before = await LogHead.get(id=1)
    await backup.backup(world.settings, tmp_path / "ny.tar")
    await restored(empty, tmp_path / "ny.tar")
    assert await backup.check(empty) == []
    assert await Note.all().count() == 2
    assert await NoteRevision.all().count() + await NoteKey.all().count() == 2
    async with pens(world, visit, "leder_oppvekst", "medlem_formannskap") as (author, colleague):
        assert await author.see() == {own: "bare mitt", other: "siden"}
        assert await colleague.see() == {other: "siden"}
    after = await LogHead.get(id=1)
    assert (after.seq, after.incarnation != before.incarnation) == (before.seq + backup.AHEAD, True)


async def test_a_device_that_saw_more_than_the_backup_begins_anew(world, visit, taken, empty, tmp_path):
    async with pens(world, visit, "leder_oppvekst") as (author,):
        own = await author.write("før")
        await author.see()
        await backup.backup(world.settings, tmp_path / "ny.tar")
        await author.write("etter")
        assert len(await author.see()) == 2
        await restored(empty, tmp_path / "ny.tar")
        assert (await author.visitor.get("/api/me")).status_code == 401  # everybody is signed out
        link = await invitations.sign_in_link(empty, world.person("leder_oppvekst").email)
        token, _ = await sessions.sign_in(empty, link.partition("#")[2], "testbrett")
        author.visitor.client.cookies.clear()
        author.visitor.client.cookies.set(cookie_name(empty), token)
        assert await author.see() == {own: "før"}
        assert author.resets == ["restored"]


@pytest.mark.parametrize("sealed", [b"", b"noe annet" * 9, None], ids=["empty", "another", "no key"])
async def test_a_note_key_that_opens_nothing_is_found(world, visit, taken, sealed):
    own, other = await write_notes(world, visit)
    await (NoteKey.all().delete() if sealed is None else NoteKey.all().update(sealed=sealed))
    found = await backup.check(world.settings)
    told = [f"Merknaden {note} kan ikke åpnes." for note in sorted((own, other))]
    told.append(f"En tidligere tekst av merknaden {other} kan ikke åpnes.")
    person = world.person("leder_oppvekst").id
    key = [] if sealed is None else [f"Nøkkelen til merknadene til person {person} kan ikke åpnes."]
    assert found == key + told


@pytest.mark.parametrize("moved", ["one byte", "another note's"])
async def test_a_note_that_is_not_what_was_written_is_found(world, visit, taken, moved):
    own, other = await write_notes(world, visit)
    body = bytes((await Note.get(id=other)).body)
    changed = body[:-1] + bytes([body[-1] ^ 1])
    await Note.filter(id=own).update(body=changed if moved == "one byte" else body)
    assert await backup.check(world.settings) == [f"Merknaden {own} kan ikke åpnes."]
