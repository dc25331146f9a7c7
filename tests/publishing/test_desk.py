"""The desk's acts: what each changes in the next publication, what takes it back, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from folkevalgt import clock, database
from folkevalgt.errors import Refusal
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.desk import DeskAct
from folkevalgt.models.document import Document
from folkevalgt.models.package import Package
from folkevalgt.publishing import desk, exempting, reminding
from folkevalgt.publishing.assemble import assemble
from folkevalgt.publishing.desk_shapes import DeskEdit, DeskEdits
from folkevalgt.publishing.publish import publish
from tests.papers import document, harvested, item, meeting, paper
from tests.publishing.desking import (
    agenda_item,
    desk_state,
    done,
    had_by,
    listed,
    named_item,
    named_paper,
    two,
    two_items,
    undone,
)

pytestmark = pytest.mark.anyio


async def test_items_and_papers_are_put_in_order_and_back(world):
    package = await harvested(world, two_items())
    items, papers = (
        [await named_item("vei"), await named_item("plan")],
        [await named_paper("kart"), await named_paper("framlegg")],
    )
    await done(world, package, DeskEdit("order_items", ids=items))
    await done(world, package, DeskEdit("order_papers", item=items[1], ids=papers))
    assert await listed(package) == [("Sak vei", ["Veiplan"]), ("Sak plan", ["Kart", "IKT-plan"])]
    await undone(world, package)
    await undone(world, package)
    assert await listed(package) == [("Sak plan", ["IKT-plan", "Kart"]), ("Sak vei", ["Veiplan"])]


async def test_an_order_that_leaves_something_out_is_stale(world, package):
    with pytest.raises(Refusal, match="stale"):
        await done(world, package, DeskEdit("order_items", ids=[await named_item("plan")]))


async def test_another_title_and_kind_stand_until_they_are_given_back(world, package):
    plan, framlegg = await named_item("plan"), await named_paper("framlegg")
    await done(
        world,
        package,
        DeskEdit("title", item=plan, text="Digitalisering"),
        DeskEdit("title", document=framlegg, text=" Plan  for IKT "),
        DeskEdit("kind", document=framlegg, kind="attachment"),
    )
    assert (await listed(package))[0] == ("Digitalisering", ["Plan for IKT"])
    shown = next(each for each in (await desk_state(world, package)).papers if each.id == framlegg)
    assert (shown.kind, shown.given_kind, shown.given_title) == ("attachment", "case_paper", "IKT-plan")
    await done(world, package, DeskEdit("title", item=plan), DeskEdit("title", document=framlegg))
    assert (await listed(package))[0] == ("Sak plan", ["IKT-plan"])


async def test_what_is_held_back_is_not_published_until_it_is_released(world):
    package = await harvested(world, two_items())
    vei, kart = await named_item("vei"), await named_paper("kart")
    await done(world, package, DeskEdit("hold_back", item=vei), DeskEdit("hold_back", document=kart))
    await publish(package.id, "cli")
    given = await had_by(world.person("medlem_formannskap"), package)
    assert given
    assert [each.title for each in (*given.items, *given.documents)] == ["Sak plan", "IKT-plan"]
    await done(world, package, DeskEdit("release", item=vei))
    assert ("Sak vei", ["Veiplan"]) in await listed(package)
    assert [each.id for each in (await desk_state(world, package)).papers if each.held_back] == [kart]


async def test_what_is_held_back_already_is_not_held_back_again(world, package):
    plan = DeskEdit("hold_back", item=await named_item("plan"))
    await done(world, package, plan)
    with pytest.raises(Refusal, match="stale"):
        await done(world, package, plan)


async def test_an_oral_item_comes_last_and_goes_again(world, package):
    await done(world, package, DeskEdit("add_item", text="Orientering fra rådmannen"))
    content = (await assemble(database.ro(), package.id)).content
    assert [(each.title, each.type, each.missing) for each in content.items][-1] == (
        "Orientering fra rådmannen",
        "information",
        "oral",
    )
    await done(world, package, DeskEdit("remove", item=content.items[-1].id))
    assert len(await listed(package)) == 2
    await undone(world, package)
    assert len(await listed(package)) == 3


async def test_what_the_archive_told_of_is_not_removed_here(world, package):
    with pytest.raises(Refusal, match="not_made_here"):
        await done(world, package, DeskEdit("remove", item=await named_item("plan")))


async def test_a_missing_paper_stands_in_its_place_with_a_number_of_its_own(world, package):
    await done(world, package, DeskEdit("add_missing", item=await named_item("plan"), text="Kostnadsoverslag"))
    shown = next(d for d in (await assemble(database.ro(), package.id)).content.documents if d.missing)
    assert (shown.title, shown.number, shown.missing, shown.version) == ("Kostnadsoverslag", 2, "not_delivered", None)


async def test_a_reminder_is_ready_to_send_and_says_when_it_was_sent(world, package):
    writer = world.person("sekretaer")
    await done(world, package, DeskEdit("add_missing", item=await named_item("plan"), text="Kostnadsoverslag"))
    missing = await Document.get(missing="not_delivered")
    told = await reminding.reminder(database.ro(), package.id, missing.id, writer.id)
    assert "PS 112/26 Sak plan · Kostnadsoverslag" in told.body
    assert writer.name in told.body
    assert told.mailto.startswith("mailto:?subject=Mangler%20papir")
    assert "%0D%0A" in told.mailto
    await done(world, package, DeskEdit("reminded", document=str(missing.id)))
    told = await reminding.reminder(database.ro(), package.id, missing.id, writer.id)
    assert told.reminded_at
    assert told.reminded_at.startswith(clock.today().isoformat())


async def test_a_reminder_says_nothing_of_what_is_exempt(world, package):
    paper = await document("hemmelig")
    told = await reminding.reminder(database.ro(), package.id, paper.id, world.person("sekretaer").id)
    assert "Ansettelse" not in told.body + told.subject
    assert "Unntatt offentlighet" in told.body


async def test_nothing_is_done_on_top_of_what_another_did_unseen(world, package):
    framlegg = await named_paper("framlegg")
    await done(world, package, DeskEdit("hold_back", document=framlegg), by="ordforer")
    asked = DeskEdits(1, [DeskEdit("title", document=framlegg, text="Ny")])
    with pytest.raises(Refusal, match="stale"):
        await desk.do(package.id, asked, str(world.person("sekretaer").id))
    assert (await document("framlegg")).own_title is None


async def test_of_several_acts_all_are_done_or_none(world, package):
    acts = DeskEdit("add_item", text="Ny"), DeskEdit("title", item=await named_item("plan"), document="x")
    with pytest.raises(Refusal, match="bad_request"):
        await done(world, package, *acts)
    assert (len(await listed(package)), await DeskAct.filter(act="add_item").count()) == (2, 0)


async def test_only_ones_own_newest_act_is_taken_back(world, package):
    plan = await named_item("plan")
    await done(world, package, DeskEdit("title", item=plan, text="Min"))
    await done(world, package, DeskEdit("add_item", text="Annen"), by="ordforer")
    lines = (await desk_state(world, package)).log
    assert [(each.act, each.mine, each.undoable) for each in lines[:2]] == [
        ("add_item", False, False),
        ("title", True, True),
    ]
    with pytest.raises(Refusal, match="stale"):
        await desk.undo(package.id, lines[0].number, str(world.person("sekretaer").id))
    await undone(world, package)
    assert (await agenda_item("plan")).own_title is None


async def test_what_another_has_changed_since_is_not_taken_back(world, package):
    plan = await named_item("plan")
    await done(world, package, DeskEdit("title", item=plan, text="Min"))
    await done(world, package, DeskEdit("title", item=plan, text="Din"), by="ordforer")
    with pytest.raises(Refusal, match="stale"):
        await undone(world, package)
    assert (await agenda_item("plan")).own_title == "Din"


async def test_an_own_title_does_not_outlive_an_exemption(world, package):
    plan = await agenda_item("plan")
    await done(world, package, DeskEdit("title", item=str(plan.id), text="Varsling om mobbing"))
    async with database.write_tx() as db:
        await exempting.exempt(db, package, plan.id, None, code="", legal_basis="Offl. § 13", until=None, by="cli")
    assert (await listed(package))[0] == ("Unntatt offentlighet", ["Unntatt offentlighet"])
    with pytest.raises(Refusal, match="stale"):
        await done(world, package, DeskEdit("title", item=str(plan.id), text="Varsling"))
    assert "Varsling" not in str(await DeskAct.all().values()) + str(await AuditEntry.all().values())
    assert not any(line.undoable for line in (await desk_state(world, package)).log)


async def test_a_title_for_everyone_waits_for_the_next_publication(world, package):
    reader, secret = world.person("medlem_formannskap"), await named_item("personal")
    await done(world, package, DeskEdit("title", item=secret, text="Personalsak"))
    assert "Personalsak" not in str(await had_by(reader, package))
    await publish(package.id, "cli")
    assert "Personalsak" in [each.title for each in (await had_by(reader, package)).items]


async def test_an_item_put_off_takes_its_papers_along(world):
    package = await two(world)
    later = meeting(item("ny", 120), date=(clock.today() + timedelta(days=21)).isoformat())
    later["meetings"][0]["id"] = "neste"
    other = await harvested(world, later, "neste")
    vei, paper, reader = await named_item("vei"), await document("veien"), world.person("medlem_formannskap")
    await done(world, package, DeskEdit("move_item", item=vei, package=str(other.id)))
    had = await had_by(reader, package)
    assert [(each.title, each.missing) for each in had.documents if each.id == str(paper.id)] == [
        ("Veiplan", "withdrawn")
    ]
    await publish(other.id, "cli")
    assert str(paper.id) in [each.id for each in (await had_by(reader, other)).documents if each.version]
    assert [title for title, _ in await listed(package)] == ["Sak plan"]


async def test_an_item_is_not_moved_to_another_committee(world, package):
    other = await harvested(world, meeting(item("b", 1, paper("b1")), committee="Kommunestyret"), "andre")
    with pytest.raises(Refusal, match="other_committee"):
        await done(world, package, DeskEdit("move_item", item=await named_item("plan"), package=str(other.id)))


async def test_each_act_is_in_the_audit_log_and_stirs_the_desk(world, package):
    plan = await named_item("plan")
    await done(world, package, DeskEdit("hold_back", item=plan))
    entry = await AuditEntry.get(action="desk_hold_back")
    assert (entry.actor, entry.subject) == (str(world.person("sekretaer").id), plan)
    assert (await Package.get(id=package.id)).edits == entry.detail["number"]
