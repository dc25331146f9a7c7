"""Loads the demo: people into the database, papers through the inbox, published in the order they were sent."""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path

from folkevalgt import clock, crypto, database, deliveries
from folkevalgt.archive.harvest import harvest
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.identity.invitations import sign_in_link
from folkevalgt.models.committee import CallIn
from folkevalgt.models.device import Device
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.package import Delivery, Package, Publication
from folkevalgt.models.person import Person
from folkevalgt.pilot import agenda
from folkevalgt.pilot.packages import Made, make_papers
from folkevalgt.pilot.people import settle
from folkevalgt.pilot.world import DEMO, World, load_world
from folkevalgt.printing import counts
from folkevalgt.publishing.publish import publish

SOURCE = "folder"
MAYORS = {"chair": "ordfører", "deputy_chair": "varaordfører"}
TITLES = {
    "chair": "leder",
    "deputy_chair": "nestleder",
    "member": "medlem",
    "deputy": "vara",
    "coordinator": "koordinator",
}


def municipality(settings: Settings) -> str:
    """What the app calls the municipality: the demo's name, unless the settings give another."""
    return settings.municipality if settings.municipality != Settings().municipality else load_world().municipality.name


async def load(settings: Settings, say: Callable[[str], None] = lambda _: None, folder: Path = DEMO) -> str:
    """Loads what is not there yet, and says in one line what was done. What is there stays, dates and all.

    `say` hears what is going on. Raises Refusal("pilot_missing") when the papers cannot be made here.
    """
    world, meetings, today = load_world(folder), agenda.load_meetings(folder), await _first_day()
    async with database.write_tx() as db:
        people = await settle(db, world, today)
    published = await _published()
    waiting = [m.id for m in meetings if published.get(m.id, 0) < len(m.deliveries)]
    if not waiting:
        return f"{world.municipality.name}: {len(meetings)} møter er lastet inn fra før."
    making = settings.inbox_path / ".pilot"
    shutil.rmtree(making, ignore_errors=True)
    try:
        say("Lager møtepapirene ...")
        made = await _make(making, today, folder)
        due = [each for each in made if published.get(each.meeting, 0) < each.round]
        for number in sorted({each.round for each in due}):
            await _deliver(settings, [each for each in due if each.round == number], say)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    for meeting in meetings:
        await _call_in(settings, meeting, people)
    return f"{world.municipality.name}: {len(people)} personer, {len(waiting)} møter er hentet og publisert."


async def _make(into: Path, today: date, folder: Path) -> list[Made]:
    """In a process of its own: typst keeps 600 MB for a next paper, and a server that starts afterwards has none."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, make_papers, into, today, folder)


async def _first_day() -> date:
    """The day the demo counts from: today, or the day it was first loaded."""
    tomorrow = next(meeting for meeting in agenda.load_meetings() if meeting.any_day)
    there = await Meeting.get_or_none(source=SOURCE, source_id=tomorrow.id, using_db=database.ro())
    return there.date - timedelta(days=tomorrow.days) if there else clock.today()


async def _published() -> dict[str, int]:
    """How many times each meeting has been published, by the archive's id."""
    rows = await Publication.all().using_db(database.ro()).values_list("package__meeting__source_id", "revision")
    newest: dict[str, int] = {}
    for meeting, revision in rows:
        newest[meeting] = max(newest.get(meeting, 0), revision)
    return newest


async def _deliver(settings: Settings, made: list[Made], say: Callable[[str], None]) -> None:
    """One round as in real life: dropped in the inbox, harvested, published by the secretariat."""
    for each in made:
        (each.folder / "READY").touch()
        target = settings.inbox_path / each.folder.name
        shutil.rmtree(target, ignore_errors=True)
        each.folder.rename(target)
        say(f"Henter {each.folder.name} ...")
    reports = await harvest(settings, Files(settings.files_url), crypto.instance_key(settings), at_once=True)
    refused = [report.delivery for report in reports if report.outcome != "done"]
    if refused:
        raise Refusal("server_error", 500, ", ".join(refused))
    for each in made:
        package = await _package(each.meeting)
        if not await Publication.filter(package_id=package.id, revision__gte=each.round).exists():
            await publish(package.id, "cli", change_note=each.note)


async def _package(meeting: str) -> Package:
    return await Package.get(meeting__source=SOURCE, meeting__source_id=meeting)


async def _call_in(settings: Settings, meeting: agenda.Meeting, people: dict[str, Person]) -> None:
    if not meeting.called_in:
        return
    package = await _package(meeting.id)
    async with database.write_tx() as db:
        for key in meeting.called_in:
            known = {"person_id": people[key].id, "meeting_id": package.meeting_id}
            given = {"since": clock.now(), "hours_after": settings.substitute_hours}
            await CallIn.get_or_create(**known, defaults=given, using_db=db)
        await deliveries.refresh(db, package.id)


async def links(settings: Settings) -> list[tuple[str, str, str]]:
    """Name, role and a fresh one-time link for everyone in the demo who still has access."""
    world, today = load_world(), await _first_day()
    there = {person.email for person in await Person.filter(revoked_at=None).using_db(database.ro())}
    return [
        (person.name, _role(world, key, today), await sign_in_link(settings, person.email))
        for key, person in world.persons.items()
        if person.email in there
    ]


def _role(world: World, key: str, today: date) -> str:
    """What someone mainly is, in a few words: the weightiest seat that still holds."""
    held = [(seat, body) for body in world.committees.values() for seat in body.seats if seat.person == key]
    now = [(seat, body) for seat, body in held if seat.dates(today)[1] >= today]
    if any(seat.role == "secretariat" for seat, _ in now):
        return "politisk sekretariat"
    if not now:
        return "tidligere medlem"
    council = world.committees["kommunestyret"]
    for seat, body in now:
        if body is council and seat.role in MAYORS:
            return MAYORS[seat.role]
    # Everybody sits in kommunestyret: what else someone is says more.
    order = list(TITLES)
    seat, body = min(now, key=lambda each: (order.index(each[0].role), each[1] is council))
    return f"{TITLES[seat.role]}, {body.name[0].lower()}{body.name[1:]}"


async def report(settings: Settings) -> dict[str, int]:
    """The pilot's figures so far: how much, never what and never who."""
    ro = database.ro()
    return {
        "personer": await Person.filter(revoked_at=None).using_db(ro).count(),
        "møter": await Package.all().using_db(ro).count(),
        "publiseringer": await Publication.all().using_db(ro).count(),
        "enheter": await Device.all().using_db(ro).count(),
        "utleveringer": await Delivery.all().using_db(ro).count(),
        "mottatt": await Delivery.filter(received_at__isnull=False).using_db(ro).count(),
        "åpnet": await Delivery.filter(opened_at__isnull=False).using_db(ro).count(),
        **await _printed("device", "på egen skriver"),
        **await _printed("town_hall", "på servicetorget"),
    }


async def _printed(place: str, where: str) -> dict[str, int]:
    told = await counts.figures(place)
    figures = {"utskrifter": told.prints, "sider": told.pages, "ark": told.sheets, "sider spart": told.unprinted}
    return {f"{what} {where}": figure for what, figure in figures.items()}
