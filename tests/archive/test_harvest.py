from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from folkevalgt import clock, database
from folkevalgt.archive import harvest as harvesting
from folkevalgt.archive import rows
from folkevalgt.models.committee import Committee
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.harvest import HarvestReport
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.publishing.withdraw import withdraw
from tests.archive.conftest import Inbox, agenda, paper, versions, words
from tests.archive.making import doc, item, package, pdf, zipped
from tests.archive.making import encoded as described

pytestmark = pytest.mark.anyio
FIRST = package(item(112, doc("plan"), doc("kart", kind="Vedlegg")), item(115, doc("vei")))


async def everything() -> list[Any]:
    """Every row that harvest writes, but for the time of looking."""
    tables = [await model.all().order_by("id").values() for model in (AgendaItem, Document, DocumentVersion)]
    return [*tables, [{**row, "seen_at": None} for row in await Meeting.all().values()]]


async def test_the_real_meeting_becomes_a_meeting(inbox: Inbox, data: Path) -> None:
    shutil.copytree(data / "lyngdal" / "formannskapet", inbox.folder / "fs")
    report = await inbox.run()
    assert (report.outcome, words(report)) == ("done", ["not_delivered", "meeting"])
    assert (await Meeting.get()).date.isoformat() == "2026-12-03"
    assert await agenda() == ["PS 112/26", "PS 113/26", "RS 21/26", "FO 7/26"]
    plan = await Document.get(title="IKT-plan for Lyngdal kommune")
    assert (await DocumentVersion.get(document_id=plan.id)).pages == 13


async def test_the_real_supplement_brings_only_what_is_new(inbox: Inbox, data: Path) -> None:
    for name in ("formannskapet", "ettersending"):
        shutil.copytree(data / "lyngdal" / name, inbox.folder / name)
        report = await inbox.run()
    assert words(report) == ["not_delivered", "kept", "meeting"]
    assert await agenda() == ["PS 112/26", "PS 113/26", "PS 114/26", "RS 21/26", "FO 7/26"]
    assert (await Meeting.get()).status == "supplemented"
    plan = await Document.get(title="IKT-plan for Lyngdal kommune")
    assert await DocumentVersion.filter(document_id=plan.id).count() == 2


async def test_the_same_package_again_changes_nothing(inbox: Inbox) -> None:
    await inbox.package(FIRST)
    before = await everything()
    assert words(await inbox.package(FIRST)) == ["unchanged"]
    assert await everything() == before


async def test_a_zip_is_harvested_like_a_folder(inbox: Inbox) -> None:
    told = package(item(112, doc("plan")))
    (inbox.folder / "levering.zip").write_bytes(zipped({"fs/package.json": described(told), "fs/plan.pdf": pdf()}))
    assert words(await inbox.run()) == ["meeting"]
    assert (await versions("plan"))[0].pages == 1


async def test_changed_bytes_become_a_new_version(inbox: Inbox) -> None:
    await inbox.package(FIRST)
    await inbox.package(FIRST, plan=pdf("Revidert plan"))
    assert [each.number for each in await versions("plan")] == [1, 2]


async def test_an_older_package_takes_nothing_back(inbox: Inbox) -> None:
    old, new = (package(item(112, doc("plan", version=number))) for number in (1, 2))
    await inbox.package(new, plan=pdf("Ny"))
    assert words(await inbox.package(old, plan=pdf("Gammel"))) == ["older_version", "unchanged"]
    assert len(await versions("plan")) == 1


async def test_a_supplement_adds_to_what_is_there(inbox: Inbox) -> None:
    await inbox.package(FIRST)
    await inbox.package(package(item(112, doc("brev", kind="Vedlegg")), item(114), meeting={"title": ""}))
    assert await agenda() == ["PS 112/26", "PS 115/26", "PS 114/26"]
    first = await Document.filter(item_id=(await paper("plan")).item_id).order_by("position")
    assert [each.source_id for each in first] == ["plan", "kart", "brev"]
    assert (await Meeting.get()).title == "Møte i formannskapet"


async def test_a_described_paper_that_is_not_delivered_says_so_until_it_comes(inbox: Inbox) -> None:
    told = package(item(112, doc("plan", file="")))
    assert words(await inbox.package(told), "warning") == ["not_delivered"]
    assert (await paper("plan")).missing == "not_delivered"
    await inbox.package(package(item(112, doc("plan"))))
    assert (await paper("plan")).missing is None


async def test_a_new_version_that_is_not_delivered_is_missing(inbox: Inbox) -> None:
    await inbox.package(package(item(112, doc("plan", version=1))))
    await inbox.package(package(item(112, doc("plan", version=2, file=""))))
    assert (await paper("plan")).missing == "not_delivered"


async def test_a_complete_package_withdraws_what_it_lacks_and_it_may_come_back(inbox: Inbox) -> None:
    await inbox.package(FIRST)
    await inbox.package(package(item(112, doc("plan")), complete=True))
    gone = [(await paper(name)).withdrawn_at is not None for name in ("plan", "kart", "vei")]
    assert gone == [False, True, True]
    assert "came_back" in words(await inbox.package(FIRST))
    assert (await paper("kart")).withdrawn_at is None


async def test_a_withdrawal_message_withdraws_papers_and_items(inbox: Inbox) -> None:
    await inbox.package(FIRST)
    message = package(withdrawn=["kart", "sak-115", "ukjent"]) | {"meetings": []}
    report = await inbox.package(message)
    assert (report.outcome, words(report)) == ("done", ["unknown_withdrawal", "withdrawn", "withdrawn"])
    assert (await AgendaItem.get(source_id="sak-115")).withdrawn_at is not None


async def test_what_the_secretariat_withdrew_no_archive_puts_back(inbox: Inbox) -> None:
    await inbox.package(FIRST)
    package_ = await inbox.world.package()
    await withdraw(package_.id, str(inbox.world.person("ordforer").id), "feil", (await paper("plan")).id)
    assert "still_withdrawn" in words(await inbox.package(FIRST))
    assert (await paper("plan")).withdrawn_at is not None


async def test_a_number_that_is_taken_is_kept_as_given(inbox: Inbox) -> None:
    twice = package(item(112), item(112, id="en-til"))
    assert "number_taken" in words(await inbox.package(twice))
    second = await AgendaItem.get(source_id="en-til")
    assert (second.sequence, second.number) == (None, "PS 112/26")
    assert "unchanged" in words(await inbox.package(twice))


async def test_two_items_may_trade_numbers(inbox: Inbox) -> None:
    await inbox.package(package(item(1, id="a"), item(2, id="b")))
    assert words(await inbox.package(package(item(2, id="a"), item(1, id="b")))) == ["meeting"]
    assert [row.sequence for row in await AgendaItem.all().order_by("source_id")] == [2, 1]


async def test_a_number_is_free_again_when_its_item_is_withdrawn(inbox: Inbox) -> None:
    await inbox.package(package(item(112, id="a")))
    await inbox.package(package(withdrawn=["a"]) | {"meetings": []})
    assert words(await inbox.package(package(item(112, id="b")))) == ["meeting"]


@pytest.mark.parametrize("name", ["formannskapet", "FORMANNS KAPET ", "Formansskapet"])
async def test_a_committee_is_found_by_any_name_the_archive_uses(inbox: Inbox, name: str) -> None:
    await Committee.filter(name="Formannskapet").update(archive_names=["Formansskapet"])
    assert (await inbox.package(package(meeting={"committee": name}))).outcome == "done"


async def test_an_unknown_committee_is_told_and_nothing_is_made_up(inbox: Inbox) -> None:
    report = await inbox.package(package(meeting={"committee": "Quizutvalget"}))
    assert (report.outcome, words(report)) == ("rejected", ["unknown_committee"])
    assert not await Meeting.exists()


async def test_one_meeting_failing_leaves_the_others(inbox: Inbox) -> None:
    told = FIRST | {"meetings": [*package(meeting={"committee": "Ukjent", "id": "x"})["meetings"], *FIRST["meetings"]]}
    report = await inbox.package(told)
    assert (report.outcome, words(report)) == ("done", ["unknown_committee", "meeting"])


async def test_a_crash_in_the_middle_leaves_the_last_good_state(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    await inbox.package(FIRST)
    before = await everything()

    async def falls(*_: object) -> None:
        raise RuntimeError("Hemmelig tittel")

    with monkeypatch.context() as broken:
        broken.setattr(rows, "write_papers", falls)
        report = await inbox.package(package(item(112, doc("plan")), item(120)), plan=pdf("Ny"))
    assert (report.outcome, words(report)) == ("waiting", ["interrupted"])
    assert await everything() == before
    assert words(await inbox.run())[-1] == "meeting"


async def test_without_its_transaction_a_crash_would_show(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the same crash, with rows written one by one."""

    async def falls(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(rows, "write_papers", falls)
    monkeypatch.setattr(harvesting.database, "write_tx", lambda: _no_transaction())
    await inbox.package(FIRST)
    assert await AgendaItem.exists()


def _no_transaction() -> Any:
    from contextlib import nullcontext

    from tortoise.connection import get_connection

    return nullcontext(get_connection("default"))


async def test_a_delivery_that_waits_is_left_in_peace_for_a_minute(inbox: Inbox) -> None:
    inbox.lay({"package.json": described(FIRST)})
    waiting = {"delivery": "levering", "outcome": "waiting", "source": "folder", "id": "0" * 32}
    async with database.write_tx() as db:
        await HarvestReport.create(using_db=db, at=clock.now(), **waiting)
    world = inbox.world
    assert await harvesting.harvest(world.settings, world.files, world.key) == []
    assert (await inbox.run()).outcome == "done"
    assert not await HarvestReport.filter(outcome="waiting").exists()


async def test_the_report_lies_beside_the_delivery_and_in_the_database(inbox: Inbox) -> None:
    report = await inbox.package(FIRST)
    (folder,) = inbox.put_away()
    row = await HarvestReport.get()
    assert b'"outcome": "done"' in (folder / "report.json").read_bytes()
    assert [line["word"] for line in row.lines] == words(report)
    assert row.meetings == report.meetings
