"""The keys of exempt papers go to those whose list names them, on the device they sit at, and are noted."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from folkevalgt import clock, crypto, database, deliveries
from folkevalgt.crypto import from_base64url
from folkevalgt.identity import own_log, vault
from folkevalgt.identity.sessions import Signed
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import Committee
from folkevalgt.models.device import Device, KeyGiven
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.document import DocumentVersion
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Package
from folkevalgt.publishing.withdraw import withdraw
from tests.engines import ON_SQLITE
from tests.identity.devices import signed
from tests.papers import BASIS, at, document, item, meeting, paper, published, version

pytestmark = pytest.mark.anyio
NOW = at("2026-11-22 12:00:00")


async def given(visitor) -> dict:
    answer = await visitor.get("/api/vault")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    return answer.json()


async def test_a_member_is_given_the_key_the_title_and_the_same_half_each_time(world, visit, package):
    row = await version("hemmelig")
    async with visit("ordforer") as ordforer, visit("ordforer") as at_home:
        told = await given(ordforer)
        (key,) = told["keys"]
        assert (key["file"], key["document"], key["stored"]) == (row.sha256, str(row.document_id), True)
        plain = crypto.decrypt_paper(await world.files.get(row.sha256), from_base64url(key["key"]))
        assert plain.startswith(b"%PDF")
        item = await AgendaItem.get(source_id="personal")
        assert told["titles"] == {str(row.document_id): "Ansettelse av Kari", str(item.id): "Personalsak Kari"}
        assert len(from_base64url(told["half"])) == 32
        assert (await given(ordforer))["half"] == told["half"] != (await given(at_home))["half"]
        stored = await Device.get(id=(await signed(ordforer)).device)
        assert from_base64url(told["half"]) not in bytes(stored.half)


@ON_SQLITE
@pytest.mark.parametrize(
    ("person", "has"),
    [
        ("medlem_formannskap", True),
        ("sekretaer", True),
        ("ungdomsrad_leder", False),
        ("vara_1", False),
        ("medlem_helse", False),
    ],
)
async def test_only_those_who_treat_the_item_are_given_anything(world, visit, package, person, has):
    async with visit(person) as visitor:
        told = await given(visitor)
    assert (len(told["keys"]), len(told["titles"])) == ((1, 2) if has else (0, 0))
    assert told["half"]
    assert await KeyGiven.exists() is has


async def disqualify(person: UUID, package: Package, state: str) -> None:
    async with database.write_tx() as db:
        item = await AgendaItem.get(source_id="personal", using_db=db)
        found, _ = await Disqualification.get_or_create(
            person_id=person, item_id=item.id, defaults={"state": state}, using_db=db
        )
        await Disqualification.filter(id=found.id).using_db(db).update(state=state)
        await deliveries.refresh(db, package.id)


async def test_a_disqualified_member_has_neither_key_nor_title_from_that_moment(world, visit, package):
    person = world.person("medlem_formannskap").id
    async with visit("medlem_formannskap") as member:
        assert len((await given(member))["keys"]) == 1
        for state, has in {"reported": 1, "provisional": 0, "decided": 0, "lifted": 1}.items():
            await disqualify(person, package, state)
            told = await given(member)
            assert (len(told["keys"]), len(told["titles"])) == (has, 2 * has), state


async def test_a_substitute_has_it_from_the_call_in_until_the_time_is_over(world, visit, package, clock_at):
    clock_at(clock.now())
    await world.call_in("vara_1", package)
    async with visit("vara_1") as substitute:
        assert len((await given(substitute))["keys"]) == 1
    clock_at(clock.now() + timedelta(days=9))
    async with visit("vara_1") as substitute:
        told = await given(substitute)
    assert (told["keys"], told["titles"]) == ([], {})


@ON_SQLITE
async def test_what_is_withdrawn_gives_no_key(world, visit, package):
    async with visit("ordforer") as ordforer:
        assert (await given(ordforer))["keys"]
        await withdraw(package.id, "cli", "feil", (await document("hemmelig")).id)
        told = await given(ordforer)
        assert not told["keys"]
        assert str((await document("hemmelig")).id) not in told["titles"]


async def test_disqualified_in_one_item_one_has_the_others_though_the_file_is_the_same(world, visit):
    items = [item(f"sak{n}", n, paper(f"p{n}", f"Hemmelig {n}"), title=f"Sak {n}", exemption=BASIS) for n in (1, 2)]
    package = await published(world, meeting(*items), p1="likt", p2="likt")
    await Disqualification.create(
        person_id=world.person("ordforer").id, item=await AgendaItem.get(source_id="sak1"), state="decided"
    )
    async with database.write_tx() as db:
        await deliveries.refresh(db, package.id)
    async with visit("ordforer") as ordforer:
        told = await given(ordforer)
    assert [each["document"] for each in told["keys"]] == [str((await document("p2")).id)]
    assert sorted(told["titles"].values()) == ["Hemmelig 2", "Sak 2"]


@ON_SQLITE
@pytest.mark.parametrize(("person", "treats"), [("ordforer", True), ("ungdomsrad_leder", False)])
async def test_an_exempt_item_without_papers_has_its_title_for_those_who_treat_it(world, visit, person, treats):
    await published(world, meeting(item("a", 1, paper("a1")), item("b", 2, title="Personalsak Kari", exemption=BASIS)))
    async with visit(person) as visitor:
        told = await given(visitor)
        assert list(told["titles"].values()) == (["Personalsak Kari"] if treats else [])
        if treats:
            row = await AgendaItem.get(source_id="b")
            await Disqualification.create(person_id=world.person(person).id, item=row, state="provisional")
            assert (await given(visitor))["titles"] == {}


@ON_SQLITE
@pytest.mark.parametrize(("hours", "on_devices", "stored"), [(72, True, True), (72, False, False), (0, True, False)])
async def test_what_is_never_stored_says_so(world, package, clock_at, hours, on_devices, stored):
    clock_at(NOW)
    await Committee.filter(name="Formannskapet").update(exempt_on_devices=on_devices)
    settings = msgspec.structs.replace(world.settings, exempt_hours=hours)
    told = await vault.vault(settings, world.key, await at_a_device(world))
    assert [each.stored for each in told.keys] == [stored]
    until = datetime.fromisoformat(told.lease.until) if told.lease.until else NOW
    assert until - NOW == timedelta(hours=hours)


async def at_a_device(world, level: int = 1) -> Signed:
    person = world.person("ordforer").id
    device = await Device.create(person_id=person, name="", created_at=clock.now(), seen_at=clock.now())
    return Signed(person, device.id, False, clock.now(), clock.now(), "", "person", level)


@ON_SQLITE
async def test_a_lease_is_signed_for_its_device_and_time_alone(world, package):
    told = await vault.vault(world.settings, world.key, await at_a_device(world))
    key, signature = from_base64url(told.lease_key), from_base64url(told.lease.signature)
    said = f"folkevalgt lease {told.lease.device} {told.lease.until}"
    others = (said + "0", said.replace(told.lease.device, str(uuid4())))
    assert [crypto.signed_by(key, each, signature) for each in (said, *others)] == [True, False, False]
    assert crypto.InstanceKey(bytes(32)).lease_key == crypto.InstanceKey(bytes(32)).lease_key != world.key.lease_key


@ON_SQLITE
@pytest.mark.parametrize(("level", "least"), [(1, 2), (2, 3), (1, 3)])
async def test_who_is_not_sure_enough_is_asked_to_step_up(world, visit, package, level, least):
    settings = msgspec.structs.replace(world.settings, exempt_level=least)
    who = await at_a_device(world, level)
    for refused in (vault.vault(settings, world.key, who), vault.opened(settings, who, "", "")):
        with pytest.raises(crypto.Refusal, match="step_up") as told:
            await refused
        assert told.value.status == 403
    assert (await vault.vault(settings, world.key, msgspec.structs.replace(who, level=least))).keys


async def test_what_is_given_and_opened_is_noted_once_for_each_device(world, visit, package, clock_at):
    clock_at(NOW)
    row = await version("hemmelig")
    async with visit("ordforer") as ordforer, visit("sekretaer") as other:
        for minutes in (0, 1):
            clock_at(NOW + timedelta(minutes=minutes))
            await given(ordforer)
        opening = {"file": row.sha256, "at": (NOW - timedelta(hours=1)).isoformat()}
        for _ in range(2):
            assert (await ordforer.post("/api/openings", opening)).status_code == 204
        assert (await other.post("/api/openings", opening)).status_code == 404  # never given to that device
        for wrong in ("", "i går", "2026-11-22T12:00:00"):
            assert (await ordforer.post("/api/openings", opening | {"at": wrong})).status_code == 400
        lines = (await ordforer.get("/api/me/access")).json()["lines"]
    (noted,) = await KeyGiven.all()
    assert (noted.given_at, noted.opened_at) == (
        NOW,
        NOW,
    )  # no earlier than it was given, whatever the clock there says
    actions = await AuditEntry.filter(action__in=["keys_given", "opened_exempt"]).order_by("seq").values_list("action")
    assert actions == [("keys_given",), ("opened_exempt",)]
    told = {(each["what"], each["paper"], each["device"]) for each in lines}
    public = (await document("hemmelig")).title
    assert {("key_given", public, "testbrett"), ("exempt_opened", public, "testbrett")} <= told
    assert "Kari" not in str(lines)


async def test_who_opened_a_paper_is_told_by_device(world, visit, package):
    paper = await document("hemmelig")
    async with visit("ordforer") as ordforer, visit("sekretaer") as desk:
        await given(desk)
        await given(ordforer)
        row = await version("hemmelig")
        await ordforer.post("/api/openings", {"file": row.sha256, "at": clock.now().isoformat()})
    told = await own_log.openings(paper.id)
    assert [(each.email, each.opened_at is None) for each in told] == [
        (world.person("ordforer").email, False),
        (world.person("sekretaer").email, True),
    ]
    with pytest.raises(crypto.Refusal, match="not_found"):
        await own_log.openings(uuid4())


@ON_SQLITE
async def test_nobody_is_told_of_anothers_access(world, visit, package):
    async with visit("ordforer") as ordforer, visit("medlem_formannskap") as other, visit() as nobody:
        await given(ordforer)
        lines = (await other.get("/api/me/access")).json()["lines"]
        assert {each["what"] for each in lines} <= {"sign_in", "delivered", "invite"}
        assert [(await nobody.get(path)).status_code for path in ("/api/me/access", "/api/vault")] == [401, 401]


@ON_SQLITE
async def test_a_twin_that_gives_by_committee_gives_too_much(world, visit, package, monkeypatch):
    """Whoever has a list of the meeting, and not what the list says: the tests of who treats the item would fail."""

    async def by_meeting(told, lists):
        found = await DocumentVersion.filter(document__meeting_id__in=[each.meeting for each in told]).all()
        rows = [each for each in found if each.content_key]
        return [vault._Sealed(each.id, each.document_id, each.sha256, each.content_key, None, True) for each in rows]

    monkeypatch.setattr(vault, "_sealed", by_meeting)
    async with visit("ungdomsrad_leder") as visitor:
        assert (await given(visitor))["keys"]
