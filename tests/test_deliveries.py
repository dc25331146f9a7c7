"""Who has which manifest now: derived anew with every fact that changes."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from uuid import UUID

import msgspec
import pytest

from folkevalgt import access, audit, clock, crypto, database, deliveries
from folkevalgt.access import Sight, Why
from folkevalgt.identity import enrolment
from folkevalgt.models import manifest
from folkevalgt.models.committee import CallIn
from folkevalgt.models.device import Device
from folkevalgt.models.document import Exemption
from folkevalgt.models.package import Delivery, Manifest, Package, Publication
from folkevalgt.publishing.publish import publish
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.sync import papers
from tests.papers import at, document, harvested, item, meeting, paper, plan, published, version
from tests.world import World

pytestmark = pytest.mark.anyio

MEMBERS = {"ordforer", "varaordforer", "leder_teknikk", "medlem_formannskap", "medlem_formannskap_2"}
MEMBERS |= {"medlem_formannskap_3", "leder_oppvekst"}
YOUTH = {"ungdomsrad_leder", "ungdomsrad_medlem", "ungdomsrad_medlem_2"}
STAFF = {"sekretaer", "sekretaer_2", "ungdomsrad_koordinator"}


async def readers(world: World, package: Package) -> set[str]:
    """The keys of everyone whose list names the package now."""
    told = await papers.told([person.id for person in world._people.values()])
    lists = {person: {each.package for each in papers.read(listed)} for person, listed in told.items()}
    return {key for key, who in world._people.items() if package.id in lists.get(who.id, set())}


async def manifest_of(world: World, name: str, package: Package) -> manifest.Manifest:
    row = await Delivery.get(person_id=world.person(name).id, package_id=package.id)
    body = (await Manifest.get(sha256=row.manifest_id)).body
    return msgspec.json.decode(gzip.decompress(body), type=manifest.Manifest)


async def refresh(package: Package) -> list[UUID]:
    async with database.write_tx() as db:
        return await deliveries.refresh(db, package.id)


async def make_exempt(source_id: str) -> None:
    async with database.write_tx() as db:
        paper = await document(source_id)
        given = {"legal_basis": "Offl. § 13", "created_at": clock.now(), "by": "sekretaer"}
        await Exemption.create(using_db=db, document_id=paper.id, **given)
        await deliveries.refresh(db, (await Package.get(meeting_id=paper.meeting_id)).id)


async def test_a_package_goes_to_its_committee_the_secretariat_and_the_youth_council(world, package):
    assert await readers(world, package) == MEMBERS | STAFF | YOUTH


async def test_nobody_has_what_is_not_published(world):
    package = await harvested(world, plan())
    assert await refresh(package) == []
    assert await readers(world, package) == set()


async def test_the_youth_councils_own_papers_go_to_it_alone(world):
    package = await published(world, meeting(item("a", 1, paper("a1")), committee="Ungdomsrådet"))
    assert await readers(world, package) >= YOUTH | STAFF
    assert not await readers(world, package) & MEMBERS


async def test_a_substitute_has_the_papers_from_the_call_in_until_a_day_after_the_meeting(world, clock_at):
    clock_at(at("2026-11-30 10:00:00"))
    package = await published(world, meeting(item("a", 1, paper("a1")), date="2026-12-03"))
    assert "vara_1" not in await readers(world, package)
    await world.call_in("vara_1", package)
    for moment, has in {"11-30 10:00:00": True, "12-04 23:59:59": True, "12-05 00:00:00": False}.items():
        clock_at(at(f"2026-{moment}"))
        assert ("vara_1" in await readers(world, package)) is has, moment
    clock_at(at("2026-11-30 09:59:59"))
    assert "vara_1" not in await readers(world, package)
    assert "vara_2" not in await readers(world, package)


async def test_a_call_in_taken_back_takes_the_papers_back(world, package):
    await world.call_in("vara_1", package)
    await CallIn.all().update(revoked_at=clock.now())
    assert await refresh(package) == [world.person("vara_1").id]
    assert "vara_1" not in await readers(world, package)


async def test_a_substitute_has_that_meeting_and_no_other(world):
    first = await published(world, plan())
    await world.call_in("vara_1", first)
    told = meeting(item("b", 2, paper("b1")), id="neste", date=(clock.today() + timedelta(days=14)).isoformat())
    second = await published(world, told, "neste")
    assert second.id != first.id
    assert "vara_1" in await readers(world, first)
    assert "vara_1" not in await readers(world, second)


async def test_who_has_left_the_committee_has_nothing(world, package):
    assert "tidligere_medlem" not in await readers(world, package)
    await world.end_seat("medlem_formannskap", "Formannskapet")
    assert await readers(world, package) == (MEMBERS - {"medlem_formannskap"}) | STAFF | YOUTH


async def test_a_seat_that_ends_tonight_needs_nobody_to_notice(world, clock_at):
    """The list ends at midnight by itself, also when nothing runs then."""
    clock_at(at("2026-10-25 12:00:00"))
    package = await published(world, plan())
    await world.person("ordforer").memberships.all().update(valid_to=date(2026, 10, 25))
    await refresh(package)
    for moment, has in {"25 23:59:59": True, "26 00:00:00": False}.items():
        clock_at(at(f"2026-10-{moment}"))
        assert ("ordforer" in await readers(world, package)) is has, moment


async def test_a_new_member_has_the_papers_at_once(world, package):
    seat = enrolment.Seat("Formannskapet", "member", clock.today())
    new = await enrolment.enrol("cli", "ny@agnesund.example", "Ny Medlem", seat=seat)
    assert await Delivery.exists(person_id=new.id, package_id=package.id)


async def test_a_withdrawn_paper_keeps_its_title_and_nothing_more(world, package):
    await withdraw(package.id, "cli", "feil fil", (await document("framlegg")).id)
    for name in ("ordforer", "sekretaer", "ungdomsrad_medlem"):
        first = (await manifest_of(world, name, package)).documents[0]
        assert (first.title, first.version, first.missing) == ("IKT-plan", None, "withdrawn")


async def test_a_withdrawn_package_is_on_nobodys_list(world, package):
    await withdraw(package.id, "cli", "for tidlig")
    assert await readers(world, package) == set()
    assert await Publication.filter(public_manifest__not_isnull=True).count() == 0


async def test_what_becomes_exempt_after_publishing_is_taken_off_every_list_until_it_is_sealed(world, package):
    before = await manifest_of(world, "ordforer", package)
    await make_exempt("framlegg")
    for name in ("ordforer", "sekretaer", "ungdomsrad_medlem"):
        now = await manifest_of(world, name, package)
        assert (before.documents[0].version is None, now.documents[0].version, now.documents[0].missing) == (
            False,
            None,
            "exempt",
        )


async def exempt_of(world: World, name: str, package: Package) -> manifest.Document:
    """The exempt paper, as somebody's list has it. Nobody's has its title."""
    listed = await manifest_of(world, name, package)
    text = msgspec.json.encode(listed).decode()
    assert ("Kari" in text, "fvl. § 13" in text) == (False, True)
    return listed.documents[1]


@pytest.mark.parametrize("name", ["ordforer", "varaordforer", "medlem_formannskap", "sekretaer"])
async def test_an_exempt_paper_is_given_as_ciphertext_to_those_who_treat_it(world, files, name, package):
    listed, row = await exempt_of(world, name, package), await version("hemmelig")
    assert (listed.missing, listed.version.sealed, listed.version.sha256) == (None, True, row.sha256)
    for each in (listed.version.sha256, listed.version.text):
        lies = await files.get(each)
        assert b"Kari" not in lies
        assert b"Kari" in crypto.decrypt_paper(lies, world.key.open(row.content_key, f"version {row.id}"))


async def test_of_an_exempt_paper_the_youth_council_has_no_byte_and_no_name(world, package):
    listed = await exempt_of(world, "ungdomsrad_medlem", package)
    assert (listed.missing, listed.version) == ("exempt", None)


async def test_a_rule_that_gave_out_exempt_papers_would_show(world, monkeypatch):
    monkeypatch.setattr(access, "sight", lambda reader, paper: (Sight.WHOLE, Why.OPEN))
    package = await published(world, plan())
    assert (await manifest_of(world, "ungdomsrad_medlem", package)).documents[1].version is not None


async def test_who_may_have_the_same_has_the_same_list(world, package):
    names = {
        name: (await Delivery.get(person_id=world.person(name).id)).manifest_id for name in MEMBERS | STAFF | YOUTH
    }
    public = (await Publication.get(package_id=package.id)).public_manifest
    treat = (MEMBERS | STAFF) - {"ungdomsrad_koordinator"}
    assert {names[name] for name in names.keys() - treat} == {public}
    assert len({names[name] for name in treat}) == 1
    assert public not in {names[name] for name in treat}
    await publish_again(world)
    old, new = await Publication.filter(package_id=package.id).order_by("revision")
    assert (old.public_manifest, new.public_manifest != public) == (None, True)


async def publish_again(world: World) -> None:
    told = meeting(item("ekstra", 115, paper("ekstra")))
    await publish((await harvested(world, told, "ettersending")).id, "cli")


async def test_a_package_already_received_counts_as_unread_when_it_changes(world, package):
    mayor = world.person("ordforer").id
    mine = Delivery.filter(package_id=package.id, person_id=mayor)
    device = await Device.create(person_id=mayor, created_at=clock.now(), seen_at=clock.now())
    assert await papers.receive(mayor, device.id, (await mine.get()).manifest_id, "opened")
    assert await refresh(package) == []
    assert (await mine.get()).opened_at is not None
    await publish_again(world)
    assert (await mine.get()).opened_at is None


async def test_what_became_visible_to_whom_is_in_the_log(world, package):
    entry = await audit.AuditEntry.filter(action="delivered", subject=str(package.id)).first()
    assert len(entry.detail["people"]) == len(MEMBERS | STAFF | YOUTH)
