"""What was taken from somebody is not given back by an old backup; without the journal it would be."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from folkevalgt import audit, backup, clock, database, deliveries, journal
from folkevalgt.config import Settings
from folkevalgt.identity import deletion, devices, sessions
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import CallIn, Committee
from folkevalgt.models.device import Device, ExternalIdentity, Passkey, Session, SignInLink
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.document import Document, Exemption
from folkevalgt.models.manifest import Manifest
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import NoticeChoice
from folkevalgt.models.package import Delivery
from folkevalgt.models.person import Person
from folkevalgt.preferences import feed
from folkevalgt.publishing.withdraw import withdraw
from tests.engines import ON_SQLITE
from tests.identity.devices import signed
from tests.papers import BASIS, document, item, meeting, paper, published

pytestmark = pytest.mark.anyio
LOSE = ("medlem_formannskap", "medlem_formannskap_2", "medlem_formannskap_3", "leder_teknikk", "vara_1", "ordforer")


@pytest.fixture
def elsewhere(world, tmp_path, request) -> Settings:
    """An empty machine with the same instance key."""
    settings = msgspec.structs.replace(world.settings, home=str(tmp_path / "ny maskin"))
    if not settings.on_sqlite:
        if not shutil.which("pg_dump"):
            pytest.skip("needs pg_dump")
        cluster = request.getfixturevalue("postgres")
        settings = msgspec.structs.replace(settings, database=cluster.url(cluster.create()))
    settings.home_path.mkdir()
    shutil.copy(world.settings.home_path / "instance.key", settings.home_path)
    return settings


async def facts(world) -> dict[str, Any]:
    """Which papers each of these has, and what else they have."""
    sources = {str(each.id): each.source_id for each in await Document.all()}
    found: dict[str, Any] = {}
    for name in LOSE:
        row = await Delivery.get_or_none(person_id=world.person(name).id).select_related("manifest")
        listed = msgspec.json.decode(gzip.decompress(row.manifest.body), type=Manifest).documents if row else ()
        found[name] = sorted(sources[each.id] for each in listed if each.version)
    gone = await Person.get(id=world.person("medlem_formannskap_3").id)
    ways_in = [await Device.filter(revoked_at=None).count(), await Passkey.all().count()]
    ways_in += [await ExternalIdentity.all().count()]
    staff = (await Person.get(id=world.person("sekretaer_2").id)).secretariat
    calendars = await NoticeChoice.filter(calendar_hash__not_isnull=True).count()
    return found | {"name": gone.name, "ways in": ways_in, "secretariat": staff, "calendars": calendars}


async def prepared(world, visit, folder: Path) -> Path:
    """A published package with everybody in place, and the backup of it."""
    papers = [paper(name, f"Papir {name}") for name in ("apent", "unntas", "trekkes")]
    secret = item("personal", 2, paper("hemmelig"), exemption=BASIS)
    package = await published(world, meeting(item("a", 1, *papers), secret))
    await world.call_in("vara_1", package)
    async with visit("ordforer"), visit("ordforer") as lost:
        device, person = (await signed(lost)).device, world.person("ordforer").id
        await lost.get("/api/vault")
    now = clock.now()
    await Passkey.create(person_id=person, device_id=device, credential="a", public_key=b"", created_at=now)
    await ExternalIdentity.create(person_id=person, issuer="https://a.example", subject="b", created_at=now)
    await feed.renew(world.settings, person)
    await journal.Journal(world.settings).keep()
    await backup.backup(world.settings, folder / "gammel.tar")
    return folder / "gammel.tar"


async def take(world) -> None:
    """Somebody loses something, in each of the ways there are."""
    package = await world.package()
    await sessions.revoke(world.person("medlem_formannskap_2"), "cli")
    await deletion.delete("cli", world.person("medlem_formannskap_3").email)
    lost = await Device.filter(person_id=world.person("ordforer").id).order_by("-created_at").first()
    await devices.revoke("cli", world.person("ordforer").id, lost.id)
    await feed.remove(world.person("ordforer").id)
    await withdraw(package.id, "cli", "feil", (await document("trekkes")).id)
    await world.end_seat("leder_teknikk", "Formannskapet")
    async with database.write_tx() as db:
        subject = await AgendaItem.get(source_id="personal", using_db=db)
        whom = {"person_id": world.person("medlem_formannskap").id, "item_id": subject.id}
        await Disqualification.create(using_db=db, **whom, state="decided")
        exempted = (await document("unntas")).id
        await Exemption.create(using_db=db, document_id=exempted, by="sekretaer", created_at=clock.now())
        await CallIn.all().using_db(db).update(revoked_at=clock.now())
        await ExternalIdentity.all().using_db(db).delete()
        await Person.filter(id=world.person("sekretaer_2").id).using_db(db).update(secretariat=False)
        await audit.record(db, "cli", "test", "")
        await deliveries.refresh(db, package.id)
    await journal.Journal(world.settings).keep()


async def restored(settings: Settings, copy: Path) -> int:
    """Restores and starts; returns how much was taken again."""
    await backup._restore(settings, copy)
    await database.disconnect()
    await database.connect(settings)
    return await journal.again(settings)


@pytest.mark.parametrize("journalled", [True, False], ids=["with its journal", "the twin without"])
async def test_an_old_backup_gives_nothing_back(world, visit, elsewhere, tmp_path, journalled):
    copy = await prepared(world, visit, tmp_path)
    before = await facts(world)
    await take(world)
    taken = await facts(world)
    assert {name for name in before if before[name] == taken[name]} == set()
    if journalled:
        shutil.copy(world.settings.journal_path, elsewhere.journal_path)
    assert (await restored(elsewhere, copy) > 0) is journalled
    assert await facts(world) == (taken if journalled else before)
    assert await Session.all().count() + await SignInLink.all().count() == 0
    assert await audit.first_broken() is None
    assert not await journal.behind(elsewhere)
    assert await journal.again(elsewhere) == 0
    assert await AuditEntry.filter(action="taken_again").count() == int(journalled)


@ON_SQLITE
async def test_what_is_given_again_afterwards_stays_given(world, visit, elsewhere, tmp_path):
    copy = await prepared(world, visit, tmp_path)
    await take(world)
    shutil.copy(world.settings.journal_path, elsewhere.journal_path)
    await restored(elsewhere, copy)
    assert await Disqualification.filter(state="decided").count() == 1
    async with database.write_tx() as db:  # and no tick comes between: the server stops at once
        await Disqualification.all().using_db(db).update(state="lifted")
        await audit.record(db, "cli", "disqualify", "")
    assert await journal.again(elsewhere) == 0
    assert await Disqualification.filter(state="lifted").count() == 1


async def noted(settings: Settings) -> int:
    await journal.Journal(settings).keep()
    return len(settings.journal_path.read_bytes().splitlines())


async def test_a_line_is_written_when_something_was_taken_and_never_else(world, package):
    keeping = journal.Journal(world.settings)
    for changes, lines in ((None, 1), (None, 1), ("log", 1), ("taken", 2), ("given", 3)):
        if changes:
            async with database.write_tx() as db:
                await audit.record(db, "cli", changes, "")
                if changes != "log":
                    rows = Committee.filter(name="Formannskapet").using_db(db)
                    await rows.update(exempt_on_devices=changes == "given")
        assert await keeping.keep()
        assert len(world.settings.journal_path.read_bytes().splitlines()) == lines, changes


@ON_SQLITE
async def test_it_holds_ids_and_times_alone(world, visit, tmp_path):
    await prepared(world, visit, tmp_path)
    await take(world)
    told = world.settings.journal_path.read_text()
    for name in LOSE:
        assert world.person(name).name not in told
        assert world.person(name).email not in told
    assert "hemmelig" not in told
    assert oct(world.settings.journal_path.stat().st_mode)[-3:] == "600"


@ON_SQLITE
async def test_a_line_that_was_torn_by_a_power_cut_is_written_anew(world, package):
    path, keeping = world.settings.journal_path, journal.Journal(world.settings)
    await keeping.keep()
    whole = path.read_bytes()
    await sessions.revoke(world.person("ordforer"), "cli")
    await keeping.keep()
    path.write_bytes(path.read_bytes()[:-9])
    assert await noted(world.settings) == 2
    assert path.read_bytes().startswith(whole)
    assert str(world.person("ordforer").id) in path.read_text()


@ON_SQLITE
async def test_an_older_database_writes_nothing_before_it_was_taken_again(world, package):
    keeping = journal.Journal(world.settings)
    await keeping.keep()
    path = world.settings.journal_path
    path.write_bytes(path.read_bytes() + b'{"at":"","seq":999,"hash":"f","now":[["memory_only","x",""]]}\n')
    before = path.read_bytes()
    assert not await journal.Journal(world.settings).keep()
    assert path.read_bytes() == before
    assert await backup.check(world.settings) == [
        "Databasen er eldre enn journalen over det som er tatt tilbake. Start tjeneren, så tas det tilbake."
    ]


@ON_SQLITE
async def test_what_the_backup_never_had_is_remembered_for_a_newer_one(world, package):
    """A paper that came after the backup: exempt in the journal, and unknown here."""
    keeping, path = journal.Journal(world.settings), world.settings.journal_path
    await keeping.keep()
    unknown = "00000000-0000-4000-8000-000000000001"
    line = f'{{"at":"","seq":999,"hash":"f","now":[["exempt_document","{unknown}",""]]}}\n'
    path.write_bytes(path.read_bytes() + line.encode())
    assert await journal.again(world.settings) == 1
    assert msgspec.json.decode(path.read_bytes().splitlines()[-1])["absent"] == [["exempt_document", unknown]]
    await sessions.revoke(world.person("ordforer"), "cli")
    await noted(world.settings)
    assert ["exempt_document", unknown] not in msgspec.json.decode(path.read_bytes().splitlines()[-1])["over"]
