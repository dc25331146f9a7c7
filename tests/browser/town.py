"""The pilot's municipality with meetings in every state a screen can show, made once and copied for each server."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from folkevalgt import circles, clock, crypto, database
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.identity import invitations
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.pdf import sandbox
from folkevalgt.pilot.world import load_world
from folkevalgt.publishing.publish import publish
from tests.made_up_numbers import ONE
from tests.papers import BASIS, HOLLOW, bytes_of, item, meeting, paper, pdf
from tests.pdf import making
from tests.world import World, populate

PEOPLE = ("medlem_formannskap", "leder_oppvekst", "ordforer", "leder_teknikk", "medlem_teknikk", "sekretaer", "vara_1")
LINKS = 12  # for each of them
TECHNICAL, HEALTH = "Hovedutvalg for teknikk og miljø", "Hovedutvalg for helse og omsorg"
XSS = '<img src=x onerror="document.body.id=1"><script>document.body.id=2</script>'
NAMED = "<img src=x onerror=document.body.id=3>"  # a folder may be called that
PLAN_PAGES = 13


def on(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def council() -> dict[str, Any]:
    """Formannskapet in a week: a plan with attachments, one of them not delivered, an exempt case, an oral one."""
    return meeting(
        item(
            "plan",
            112,
            paper("plan", "IKT-plan for kommunen"),
            paper("budsjett", "Budsjett for planen", "Vedlegg"),
            {"id": "skisse", "kind": "Vedlegg", "title": "Teknisk skisse"},
            title="IKT-plan for kommunen",
        ),
        item("personal", 113, paper("hemmelig", "Personalsak"), title="Personalsak", exemption=BASIS, closed=True),
        item("brev", 21, paper("brev", "Brev fra velforeningen"), title="Brev fra velforeningen") | {"type": "RS"},
        item("muntlig", 7, title="Grunngitt spørsmål om skoleveien", oral=True) | {"type": "FO"},
        starts_at=f"{on(7)}T09:00:00+01:00",
        place="Rådhuset, Sundgata 2",
        documents=[paper("innkalling", "Innkalling", "Innkalling")],
    )


def hostile() -> dict[str, Any]:
    """Every text the archive can send is a script."""
    return meeting(
        item("ond", 1, paper("ond", f"Papir {XSS}"), {"id": "ond-2", "kind": XSS, "title": XSS}, title=XSS)
        | {"case": {"number": "2026/1", "title": XSS}},
        item("skjult", 2, title=XSS, public_title=XSS, exemption=BASIS | {"legal_basis": XSS}),
        committee=TECHNICAL,
        place=XSS,
        title=XSS,
        number=XSS,
    )


def held() -> dict[str, Any]:
    minutes = [paper("protokoll", "Protokoll", "Protokoll")]
    return meeting(
        item("gammel", 90, paper("gammel", "Gebyrer"), title="Gebyrer"),
        date=on(-20),
        status="minutes_published",
        documents=minutes,
        id="holdt",
    )


def coming(committee: str, days: int, **more: Any) -> dict[str, Any]:
    name = f"{committee} {days}"
    return meeting(item(name, days, paper(name)), committee=committee, date=on(days), **{"id": name, **more})


async def meet(world: World) -> None:
    scan = making.saved(making.drawing(b"0.7 g 90 500 400 200 re f 0.2 g 90 740 300 24 re f"))  # a page without words
    await give(world, "formannskapet", council(), {"plan.pdf": making.case_paper(PLAN_PAGES), "brev.pdf": scan})
    await give(world, "holdt", held())
    await give(world, NAMED, hostile(), note=XSS)
    await give(world, "avlyst", coming("Kommunestyret", 21, status="cancelled"))
    await give(world, "helse", coming(HEALTH, 14))
    await world.drop(*changed(coming(HEALTH, 14)), "helse-2")
    draft, files = changed(coming("Ungdomsrådet", 30))
    await world.drop(draft, files | {"ny.pdf": pdf(f"Klage fra {ONE}")}, "utkast")
    await world.drop(HOLLOW | {"meetings": [{"committee": "Formannskapet"}]}, {}, "uleselig")
    broken = coming("Hovedutvalg for oppvekst og levekår", 40)
    await world.drop(broken, dict.fromkeys(bytes_of(broken), b"%PDF-1.7 broken"), "skadet")


def changed(told: dict[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    told["meetings"][0]["items"].append(item("ny", 3, paper("ny", "Nytt papir"), title="Ny sak", order=2))
    return told, bytes_of(told)


async def give(
    world: World, name: str, told: dict[str, Any], files: dict[str, bytes] | None = None, note: str = ""
) -> None:
    """Harvested and published."""
    await world.drop(told, bytes_of(told) | (files or {}), name)
    package = await Package.get(meeting__source_id=told["meetings"][0]["id"])
    await publish(package.id, "cli", change_note=note)


async def settle(settings: Settings, *, meetings: bool) -> dict[str, list[str]]:
    """People, and the meetings when they are asked for; gives the tokens of each one's sign-in links."""
    await database.connect(settings)
    try:
        files, key = Files(settings.files_url), crypto.instance_key(settings)
        world = await populate(settings, files, key)
        await join(world, "medlem_teknikk_2", "medlem_teknikk")
        if meetings:
            await meet(world)
        return {who: [await token(settings, world, who) for _ in range(LINKS)] for who in PEOPLE}
    finally:
        await sandbox.close()
        await database.disconnect()


async def join(world: World, who: str, other: str) -> None:
    """Goes over to the other's party: then three of five in the technical committee read what one of them shares."""
    group = {"party_group_id": world.person(other).party_group_id}
    async with database.write_tx() as db:
        await Person.filter(id=world.person(who).id).using_db(db).update(**group)
        await circles.refresh(db)


def email_of(who: str) -> str:
    return load_world().persons[who].email


async def token(settings: Settings, world: World, who: str) -> str:
    return (await invitations.sign_in_link(settings, world.person(who).email)).partition("#")[2]
