"""What the secretariat did on its desk, no harvest undoes; and what the archive puts off takes its papers along."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from folkevalgt import clock
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.case import Case
from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.publishing.desk_shapes import DeskEdit
from tests.papers import BASIS, document, harvested, item, meeting, paper, version
from tests.publishing.desking import agenda_item, done, listed, named_item, named_paper, two, two_items

pytestmark = pytest.mark.anyio


def later(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The committee's next meeting."""
    told = meeting(*items, date=(clock.today() + timedelta(days=21)).isoformat(), **more)
    told["meetings"][0]["id"] = "neste"
    return told


async def test_titles_order_and_what_is_held_back_outlive_a_delivery(world):
    package = await two(world)
    vei, plan, kart = await named_item("vei"), await named_item("plan"), await named_paper("kart")
    await done(world, package, DeskEdit("order_items", ids=[vei, plan]), DeskEdit("title", item=vei, text="Veien"))
    await done(world, package, DeskEdit("hold_back", document=kart))
    told = two_items()
    told["meetings"][0]["items"][0]["title"] = "Ny tittel fra arkivet"
    await harvested(world, told | {"complete": True}, "igjen")
    assert await listed(package) == [("Veien", ["Veiplan"]), ("Ny tittel fra arkivet", ["IKT-plan"])]


async def test_an_item_that_comes_later_follows_the_one_before_it_in_the_archive(world):
    package = await two(world)
    vei, plan = await named_item("vei"), await named_item("plan")
    await done(world, package, DeskEdit("order_items", ids=[vei, plan]))
    told = two_items()
    told["meetings"][0]["items"].append(item("sent", 114, paper("sent")) | {"order": 3})
    await harvested(world, told, "mer")
    assert [title for title, _ in await listed(package)] == ["Sak vei", "Sak sent", "Sak plan"]


async def test_a_complete_delivery_takes_nothing_that_was_added_here(world):
    package = await two(world)
    await done(world, package, DeskEdit("add_item", text="Orientering"))
    await done(world, package, DeskEdit("add_missing", item=await named_item("plan"), text="Overslag"))
    await harvested(world, two_items() | {"complete": True}, "igjen")
    assert [title for title, _ in await listed(package)] == ["Sak plan", "Sak vei", "Orientering"]
    assert await Document.filter(title="Overslag", withdrawn_at=None).exists()


async def test_what_the_archive_makes_exempt_loses_the_title_it_had_here(world):
    package = await two(world)
    await done(world, package, DeskEdit("title", item=await named_item("vei"), text="Varsling om mobbing"))
    told = meeting(item("vei", 113, paper("veien", "Veiplan"), exemption=BASIS))
    await harvested(world, told, "skjermet")
    row = await agenda_item("vei")
    assert (row.own_title, row.title) == (None, "Unntatt offentlighet")


async def test_what_the_secretariat_put_off_stays_there_and_gets_its_new_papers_there(world):
    package = await two(world)
    other = await harvested(world, later(item("ny", 120, paper("nytt"))), "neste")
    await done(world, package, DeskEdit("move_item", item=await named_item("vei"), package=str(other.id)))
    told = two_items()
    told["meetings"][0]["items"][1]["documents"][0]["version"] = 2
    await harvested(world, told | {"complete": True}, "rettet", veien="Ny veiplan")
    await harvested(world, later(item("ny", 120, paper("nytt"))) | {"complete": True}, "neste igjen")
    assert [title for title, _ in await listed(package)] == ["Sak plan"]
    assert [title for title, _ in await listed(other)] == ["Sak ny", "Sak vei"]
    assert (await version("veien")).number == 2


async def test_an_item_the_archive_puts_off_is_the_same_item_there(world):
    package = await two(world)
    before = (await agenda_item("vei")).id, (await document("veien")).id
    other = await harvested(world, later(item("vei", 113, paper("veien", "Veiplan"))), "flyttet")
    after = (await agenda_item("vei")).id, (await document("veien")).id
    assert before == after
    assert await AgendaItem.filter(source_id="vei").count() == 1
    assert [title for title, _ in await listed(other)] == ["Sak vei"]
    assert [title for title, _ in await listed(package)] == ["Sak plan"]
    assert await AuditEntry.filter(action="moved", actor="archive", subject=str(before[0])).exists()


async def test_two_meetings_that_call_different_items_the_same_keep_each_their_own(world):
    package = await two(world)
    other = await harvested(world, later(item("vei", 240, paper("veien", "En annen vei"))), "neste")
    assert [len(await listed(each)) for each in (package, other)] == [2, 1]


async def test_who_is_the_officer_of_a_case_is_known(world):
    case = {"number": "2026/318", "title": "IKT", "officer": "Ola Nordmann"}
    await harvested(world, meeting(item("plan", 112, paper("framlegg"), case=case)))
    assert (await Case.get(number="2026/318")).officer == "Ola Nordmann"
