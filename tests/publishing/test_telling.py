"""Who is told what of a publication and of what is taken back, and what publishing would do, told before it is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from folkevalgt import clock, database
from folkevalgt.errors import Refusal
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Delivery
from folkevalgt.publishing import dry_run
from folkevalgt.publishing.desk_shapes import DeskEdit
from folkevalgt.publishing.publish import publish
from folkevalgt.publishing.withdraw import withdraw, withdrawals
from tests.papers import document, harvested, item, layered, meeting, paper, plan
from tests.publishing.desking import done, had_by, manifest_of, named_paper
from tests.world import World

pytestmark = pytest.mark.anyio


async def told(world: World, person: str = "medlem_formannskap") -> dict[str, dict[str, Any]]:
    """What somebody was told, newest last, by kind."""
    rows = await Notice.filter(person_id=world.person(person).id).order_by("created_at")
    return {row.kind: row.facts for row in rows}


def rectified(**more: Any) -> dict[str, Any]:
    """The plan in a new version, and a late item."""
    newer = item("plan", 112, paper("framlegg", "IKT-plan", version=2))
    return meeting(newer, item("sent", 114, paper("sent", "Sen sak")), **more)


async def test_a_supplement_says_how_much_is_new(world, package):
    await harvested(world, rectified(), "ettersending", framlegg="Noe helt annet")
    await layered(world)
    await publish(package.id, "cli")
    facts = (await told(world))["supplement"]
    assert (facts["changed"], facts["new"], facts["withdrawn"]) == (1, 1, 0)
    assert set(facts) == {"changed", "new", "withdrawn", "paragraphs", "proposal"}


async def test_who_may_not_read_what_is_new_is_not_told_of_it(world, package):
    told_of = item("personal", 113, paper("hemmelig", "Ansettelse av Kari", version=2), title="Personalsak Kari")
    told_of |= {"exemption": {"code": "UO", "legal_basis": "Offl. § 13"}}
    await harvested(world, meeting(told_of), "ettersending", hemmelig="Ny tekst")
    await publish(package.id, "cli")
    assert (await told(world))["supplement"]["changed"] == 1
    assert "supplement" not in await told(world, "ungdomsrad_leder")


@pytest.mark.parametrize(
    ("given", "facts"),
    [
        ({"place": "Rådhuset"}, {"day": 0, "time": 0, "place": 1}),
        ({"date": (clock.today() + timedelta(days=9)).isoformat()}, {"day": 1, "time": 0, "place": 0}),
    ],
)
async def test_a_meeting_that_moved_is_told_of_as_that_alone(world, package, given, facts):
    await harvested(world, meeting(**given), "flyttet")
    await publish(package.id, "cli")
    assert await told(world) == {"package": {"items": 2, "papers": 2}, "moved": facts}


async def test_a_cancelled_meeting_is_told_of_once(world, package):
    await harvested(world, meeting(status="cancelled"), "avlyst")
    await publish(package.id, "cli")
    await harvested(world, rectified(status="cancelled"), "mer")
    await publish(package.id, "cli")
    kinds = await Notice.filter(person_id=world.person("medlem_formannskap").id).values_list("kind", flat=True)
    assert sorted(kinds) == ["cancelled", "package", "supplement"]


async def test_who_had_a_paper_is_told_that_it_was_withdrawn_and_who_opened_it_is_listed(world, package):
    reader, framlegg = world.person("medlem_formannskap"), await document("framlegg")
    await Delivery.filter(person_id=reader.id).update(opened_at=clock.now())
    await withdraw(package.id, str(world.person("sekretaer").id), "Feil fil", framlegg.id)
    (line,) = await withdrawals(database.ro(), package.id)
    assert (line.document, line.reason, line.opened) == (str(framlegg.id), "Feil fil", [reader.name])
    assert set(line.had) > {reader.name}
    assert line.by == world.person("sekretaer").name
    assert (await told(world))["withdrawn"] == {"papers": 1}
    assert "IKT-plan" not in str(await AuditEntry.all().values())


async def test_a_paper_withdrawn_by_mistake_is_put_back(world, package):
    framlegg, reader = await document("framlegg"), world.person("medlem_formannskap")
    await withdraw(package.id, "cli", "feil", framlegg.id)
    assert {each.missing for each in (await had_by(reader, package)).documents} == {"withdrawn", None}
    await done(world, package, DeskEdit("put_back", document=str(framlegg.id)))
    assert all(each.version for each in (await had_by(reader, package)).documents)
    assert not (await withdrawals(database.ro(), package.id))[0].back


async def test_what_the_archive_withdrew_is_not_put_back_here(world, package):
    await harvested(world, meeting() | {"withdrawn": ["framlegg"]}, "trukket")
    with pytest.raises(Refusal, match="not_withdrawn_here"):
        await done(world, package, DeskEdit("put_back", document=await named_paper("framlegg")))


async def test_of_a_package_that_was_taken_back_nobody_is_told_anything_else(world, package):
    await withdraw(package.id, "cli", "feil")
    left = await Notice.filter(ended="").values_list("kind", flat=True)
    assert set(left) == {"withdrawn"}


async def test_the_dry_run_groups_who_does_not_get_what_and_why(world):
    package = await harvested(world, plan())
    seen = await dry_run.dry_run(database.ro(), package.id)
    secret = await named_paper("hemmelig")
    youth = [world.person(name).name for name in ("ungdomsrad_leder", "ungdomsrad_medlem")]
    (line,) = seen.left_out
    assert (line.documents, line.sees, line.why, line.everyone) == ([secret], "title", "exempt", False)
    assert set(youth) <= set(line.people)
    assert world.person("ordforer").name not in line.people
    assert (seen.kind, seen.revision, seen.stops) == ("package", 1, [])
    await publish(package.id, "cli", seen.state)
    assert await Delivery.filter(package_id=package.id).count() == seen.recipients
    assert (await dry_run.dry_run(database.ro(), package.id)).stops == ["nothing_to_publish"]


@pytest.mark.parametrize("name", ["medlem_formannskap", "ungdomsrad_leder", "sekretaer", "medlem_oppvekst"])
async def test_the_preview_as_a_person_is_the_very_list_they_then_get(world, name):
    package = await harvested(world, plan())
    seen = await dry_run.as_person(database.ro(), package.id, str(world.person(name).id))
    await publish(package.id, "cli")
    row = await Delivery.get_or_none(person_id=world.person(name).id, package_id=package.id)
    got = await manifest_of(row.manifest_id) if row else None
    assert (seen.manifest and seen.manifest.documents) == (got and got.documents)
    assert (seen.manifest and seen.manifest.items) == (got and got.items)


async def test_nobody_but_the_secretariat_works_on_a_desk(package, visit):
    at = f"/api/packages/{package.id}"
    async with visit("ordforer") as chair, visit() as anyone:
        for path in ("dry-run", "withdrawals", "preview/public", f"reminders/{package.id}"):
            assert (await chair.get(f"{at}/{path}")).status_code == 403
            assert (await anyone.get(f"{at}/{path}")).status_code == 401
        for path in ("desk", "desk/undo", "withdraw"):
            assert (await chair.post(f"{at}/{path}", {})).status_code == 403


async def test_a_screen_that_is_behind_is_told_what_the_other_did(world, package, visit):
    at, framlegg = f"/api/packages/{package.id}/desk", await named_paper("framlegg")
    async with visit("sekretaer") as secretary:
        edits = (await secretary.get(f"/api/packages/{package.id}")).json()["desk"]["edits"]
        await done(world, package, DeskEdit("hold_back", document=framlegg), by="ordforer")
        late = await secretary.post(at, {"edits": edits, "acts": [{"act": "add_item", "text": "Ny"}]})
        assert (late.status_code, late.json()["error"]["word"]) == (409, "stale")
        (line,) = late.json()["since"]
        assert (line["act"], line["by"], line["document"]) == ("hold_back", world.person("ordforer").name, framlegg)
        again = await secretary.post(at, {"edits": line["number"], "acts": [{"act": "add_item", "text": "Ny"}]})
        assert [each["title"] for each in again.json()["desk"]["items"]][-1] == "Ny"
