"""A municipality where anything may be so: who sits, is called in, disqualified or revoked, and what is exempt.

`due` says what that gives whom, in words of its own: no rule of ours is used here.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from folkevalgt import clock, database, deliveries
from folkevalgt.models.committee import CallIn, Membership
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.document import Document, Exemption
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing.publish import publish
from tests.papers import BASIS, at, document, harvested, item, layered, meeting, paper, published
from tests.world import World

DAY = date(2026, 12, 3)
BODIES = {"F": "Formannskapet", "O": "Hovedutvalg for oppvekst og levekår", "W": "Hovedutvalg for teknikk og miljø"}
# Paper: committee, item, exempt. One of each is enough of what is never given out.
PAPERS: dict[str, tuple[str, str, bool]] = {
    "framlegg": ("F", "plan", False),
    "notat": ("F", "plan", False),
    "innkalling": ("F", "", False),
    "hemmelig": ("F", "personal", True),
    "hemmelig2": ("F", "personal", True),
    "klage1": ("F", "klage", True),
    "o1": ("O", "o", False),
    "o2": ("O", "barn", True),
    "w1": ("W", "w", False),
}
ITEMS = {"F": ("plan", "personal", "klage"), "O": ("o", "barn")}
SECRETS = ("Ansettelse av Kari", "Personalsak Kari", "Klage fra Ola", "Barnevern")
PEOPLE = ("ordforer", "varaordforer", "medlem_formannskap", "leder_oppvekst", "medlem_oppvekst", "medlem_helse_2")
PEOPLE += ("vara_1", "vara_2", "vara_3", "ungdomsrad_medlem", "tidligere_medlem", "sekretaer", "leder_teknikk")
SINCE, HOURS = at("2026-11-30 10:00:00"), 2
END = datetime.combine(DAY + timedelta(days=1), time(HOURS), clock.OSLO).astimezone(UTC)
MOMENTS = (
    SINCE - timedelta(seconds=1),
    SINCE,
    at("2026-12-02 23:59:59"),
    at("2026-12-03 00:00:00"),
    END - timedelta(seconds=1),
    END,
)


@dataclass
class Facts:
    """What is so in one round. `called` are whole meetings where no item is named."""

    called: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)  # person, committee -> items
    barred: dict[tuple[str, str], str] = field(default_factory=dict)  # person, item -> state
    last_day: dict[tuple[str, str], date] = field(default_factory=dict)  # person, committee -> of their seat
    revoked: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    made_exempt: set[str] = field(default_factory=set)  # and not sealed yet


def somehow(chance: random.Random) -> Facts:
    """Any of it."""
    facts, people = Facts(), list(PEOPLE)
    for body in ("F", "O"):
        for person in chance.sample(["vara_1", "vara_2", "vara_3", "medlem_helse_2", "ungdomsrad_medlem"], 3):
            facts.called[person, body] = tuple(chance.sample(ITEMS[body], chance.randrange(3)))
    for person in chance.sample(people, 6):
        what = chance.choice(ITEMS["F"] + ITEMS["O"])
        facts.barred[person, what] = chance.choice(("reported", "provisional", "decided", "lifted"))
    for person in chance.sample(["leder_teknikk", "medlem_formannskap", "leder_oppvekst"], 2):
        facts.last_day[person, "F"] = DAY - timedelta(days=chance.randrange(-1, 2))
    facts.revoked = set(chance.sample(people, chance.randrange(2)))
    facts.withdrawn = {"notat"} if chance.random() < 0.3 else set()
    facts.made_exempt = {chance.choice(("notat", "o1", "innkalling"))} if chance.random() < 0.4 else set()
    return facts


class Town:
    """The committees' packages, and who sits in them; `stand` makes facts so."""

    def __init__(self, world: World, packages: dict[str, Package]) -> None:
        self.world, self.packages = world, packages
        self.seats: dict[tuple[str, str], list[tuple[str, date, date | None]]] = {}
        self.youth: set[str] = set()
        self.items: dict[str, UUID] = {}

    async def remember(self) -> None:
        keys = {person.id: key for key, person in self.world._people.items()}
        for each in await Membership.all().select_related("committee"):
            key = keys[each.person_id]
            body = next((short for short, name in BODIES.items() if name == each.committee.name), None)
            if each.committee.kind == "youth_council" and each.role != "deputy":
                self.youth.add(key)
            if body:
                self.seats.setdefault((key, body), []).append((each.role, each.valid_from, each.valid_to))
        for each in await Document.all().select_related("item"):
            if each.item:
                self.items[each.item.source_id] = each.item.id

    async def stand(self, facts: Facts) -> None:
        """The rows say what the facts say, and nothing else; lists are derived by whoever asks."""
        await CallIn.all().delete()
        await Disqualification.all().delete()
        for (person, body), items in facts.called.items():
            called: dict[str, Any] = {"since": SINCE, "hours_after": HOURS}
            called["items"] = [str(self.items[each]) for each in items]
            who, where = self.world.person(person).id, self.packages[body].meeting_id
            await CallIn.create(person_id=who, meeting_id=where, **called)
        for (person, what), state in facts.barred.items():
            await Disqualification.create(person_id=self.world.person(person).id, item_id=self.items[what], state=state)
        for (person, body), seats in self.seats.items():
            last = facts.last_day.get((person, body), seats[0][2])
            where = {"person_id": self.world.person(person).id, "committee__name": BODIES[body]}
            await Membership.filter(**where).update(valid_to=last)
        await Person.all().update(revoked_at=None)
        for name in facts.revoked:
            await Person.filter(id=self.world.person(name).id).update(revoked_at=SINCE)
        await Exemption.filter(by="cli").delete()
        for name in ("notat", "o1", "innkalling"):
            row = await document(name)
            await Document.filter(id=row.id).update(withdrawn_at=SINCE if name in facts.withdrawn else None)
            if name in facts.made_exempt:
                await Exemption.create(document_id=row.id, code="UO", by="cli", created_at=SINCE)

    async def derive(self) -> None:
        """What the worker does at each boundary."""
        for package in self.packages.values():
            async with database.write_tx() as db:
                await deliveries.refresh(db, package.id)

    def due(self, person: str, facts: Facts, moment: datetime) -> dict[str, set[str]]:
        """By committee, the papers that are whole to somebody. A committee that is not there gives them nothing."""
        if person in facts.revoked:
            return {}
        today, found = moment.astimezone(clock.OSLO).date(), {}
        for body in ("F", "O"):
            treats = person.startswith("sekretaer")
            for role, first, last in self.seats.get((person, body), []):
                last = facts.last_day.get((person, body), last)
                treats |= role in ("chair", "deputy_chair", "member") and first <= today <= (last or today)
            called = facts.called.get((person, body)) if SINCE <= moment < END else None
            treats |= called == ()
            reads = treats or person in self.youth
            if reads or called:
                found[body] = {
                    name
                    for name, (where, of_item, exempt) in PAPERS.items()
                    if where == body
                    and name not in facts.withdrawn | facts.made_exempt
                    and (reads or of_item in ("", *(called or ())))
                    and (not exempt or treats or of_item in (called or ()))
                    and not (exempt and facts.barred.get((person, of_item)) in ("provisional", "decided"))
                }
        return found


async def build(world: World) -> Town:
    """Formannskapet's published twice with a withdrawn paper, another's, one that is withdrawn, and a draft."""
    told = meeting(
        item("plan", 112, paper("framlegg", "IKT-plan"), paper("notat", "Notat")),
        item("personal", 113, paper("hemmelig", "Ansettelse av Kari"), paper("hemmelig2", "Kari igjen"),
             title="Personalsak Kari", exemption=BASIS),
        item("klage", 114, paper("klage1", "Klage fra Ola"), title="Klage fra Ola", exemption=BASIS),
        date=DAY.isoformat(),
        documents=[paper("innkalling", "Innkalling", "Innkalling")],
    )  # fmt: skip
    first = await published(world, told, "f")
    newer = meeting(item("plan", 112, paper("framlegg", "IKT-plan", version=2)), date=DAY.isoformat())
    await harvested(world, newer, "ny versjon", framlegg="IKT-plan, rettet")
    await publish(first.id, "cli")
    children = item("barn", 6, paper("o2", "Barnevern"), title="Barnevern", exemption=BASIS)
    told = meeting(item("o", 5, paper("o1")), children, committee=BODIES["O"], date=DAY.isoformat())
    other = await published(world, told, "o")
    gone = await published(world, meeting(item("w", 1, paper("w1")), committee=BODIES["W"]), "w")
    await Package.filter(id=gone.id).update(withdrawn_at=clock.now())
    await harvested(world, meeting(item("k", 1, paper("k1")), committee="Kommunestyret"), "utkast")
    await layered(world)
    town = Town(world, {"F": first, "O": other, "W": gone})
    await town.remember()
    return town
