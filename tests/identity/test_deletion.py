"""A deleted person: nothing of who they were or what they wrote is left, and the log still holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from folkevalgt import audit, circles, clock, database
from folkevalgt.errors import Refusal
from folkevalgt.identity import deletion, sessions
from folkevalgt.jobs import Job
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import Membership
from folkevalgt.models.device import Ceremony, Device, ExternalIdentity, Passkey
from folkevalgt.models.note import CircleMember, LogHead, Note, NoteKey, NoteRevision
from folkevalgt.models.package import Delivery
from folkevalgt.models.person import Person
from tests.engines import ON_SQLITE
from tests.noting import chair_of, group_of, written
from tests.papers import plan, published

pytestmark = pytest.mark.anyio


@pytest.fixture
def sealed() -> list[bytes]:
    """The key that was theirs, as it lay in the database."""
    return []


@pytest.fixture
async def gone(world, sealed) -> Person:
    """Someone who had written alone and for the group, and is deleted."""
    await published(world, plan())
    person = world.person("leder_oppvekst")
    await written(world, "leder_oppvekst")
    sealed.append(bytes((await NoteKey.get(person_id=person.id)).sealed))
    shared = await written(world, "leder_oppvekst", scope=group_of(world, "leder_oppvekst"))
    await written(world, "medlem_formannskap")
    await NoteRevision.create(note_id=shared.id, author_id=person.id, ver=1, body=b"forseglet", at=clock.now())
    await deletion.delete("cli", person.email)
    return person


async def test_name_and_address_are_nobodys(gone):
    row = await Person.get(id=gone.id)
    assert (row.name, row.party_group_id, row.revoked_at is None) == (deletion.NAME, None, False)
    assert gone.email not in row.email
    assert [each.name for each in await Device.filter(person_id=gone.id)] == []


async def test_every_note_is_a_tombstone_with_a_number_of_its_own(gone):
    rows = await Note.filter(author_id=gone.id).order_by("ver")
    assert [(row.body, row.deleted, row.ver) for row in rows] == [(None, True, 4), (None, True, 5)]
    assert (await LogHead.get(id=1)).seq == 5
    assert await NoteRevision.all().count() == 0
    assert not await NoteKey.filter(person_id=gone.id).exists()


async def test_every_way_in_is_destroyed_and_so_are_the_halves_of_their_devices(world):
    person = world.person("leder_oppvekst")
    given = {"person_id": person.id, "created_at": clock.now()}
    device = await Device.create(**given, seen_at=clock.now(), half=b"halv", public_key=b"a")
    await Passkey.create(**given, device_id=device.id, credential="a", public_key=b"")
    await ExternalIdentity.create(**given, issuer="https://a.example", subject="b")
    await Ceremony.create(name_hash="a", kind="passkey", about=b"", person_id=person.id, expires_at=clock.now())
    await Person.filter(id=person.id).update(national_id="a" * 64)
    await deletion.delete("cli", person.email)
    left = [await each.all().count() for each in (Passkey, ExternalIdentity, Ceremony)]
    row = await Device.get(id=device.id)
    assert (left, row.half, row.public_key) == ([0, 0, 0], None, None)
    assert (await Person.get(id=person.id)).national_id is None


async def test_others_keep_theirs(gone, world):
    row = await Note.get(author_id=world.person("medlem_formannskap").id)
    assert (row.deleted, row.ver) == (False, 3)


async def test_those_who_read_what_was_shared_are_told(gone, world):
    last = await Job.filter(kind="pull").order_by("-id").first()
    assert str(world.person("medlem_formannskap").id) in last.args["people"]
    assert str(world.person("ordforer").id) not in last.args["people"]


async def test_whoever_they_had_answered_is_told_too(world):
    await published(world, plan())
    asker = world.person("medlem_formannskap").id
    scope = await chair_of(world)
    await written(world, "ordforer", scope=scope, kind="reply", answered_id=asker)
    await deletion.delete("cli", world.person("ordforer").email)
    last = await Job.filter(kind="pull").order_by("-id").first()
    assert str(asker) in last.args["people"]


async def test_access_seats_and_circles_are_over(gone):
    for rows in (Delivery, CircleMember):
        assert not await rows.filter(person_id=gone.id).exists()
    assert await circles.scopes(database.ro(), gone.id) == set()
    ends = set(await Membership.filter(person_id=gone.id).values_list("valid_to", flat=True))
    assert ends == {clock.today() - timedelta(days=1)}


async def test_the_log_keeps_the_id_and_its_chain(gone):
    (act,) = await AuditEntry.filter(action="delete_person")
    assert (act.subject, act.detail) == (str(gone.id), {"notes": 2})
    assert await audit.first_broken() is None


async def test_who_was_revoked_before_can_be_deleted_and_nobody_twice(world, gone):
    with pytest.raises(Refusal, match="no_such_person"):
        await deletion.delete("cli", gone.email)
    other = world.person("ordforer")
    await sessions.revoke(other, "cli")
    await deletion.delete("cli", other.email)
    assert (await Person.get(id=other.id)).name == deletion.NAME


@ON_SQLITE
async def test_the_key_is_in_no_byte_of_the_database(world, gone, sealed):
    def told() -> bytes:
        return b"".join(each.read_bytes() for each in world.settings.home_path.glob("folkevalgt.sqlite3*"))

    assert sealed[0] not in told()
    assert gone.name.encode() not in told()
    await NoteKey.create(person_id=gone.id, sealed=sealed[0])  # the twin: a key that is there is found
    assert sealed[0] in told()
