"""Persons, seats and invitations as the secretariat keeps them; and that nobody else may."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from folkevalgt import clock, jobs
from folkevalgt.api.people import ROUTES
from folkevalgt.files import Files
from folkevalgt.identity import sessions
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import Membership
from folkevalgt.models.note import CircleMember
from folkevalgt.models.package import Delivery
from folkevalgt.models.person import Person
from folkevalgt.worker import Worker
from tests.identity.postbox import posted
from tests.people.listing import BODY

pytestmark = pytest.mark.anyio
EVA = {"name": "Eva Moe", "email": "Eva@Agnesund.example", "party": "Sp", "phone": "912 34 567"}


async def seated(sekretaer, world, **more) -> tuple[str, str]:
    """Eva, with a seat: their ids."""
    person = (await sekretaer.post("/api/people", EVA)).json()["id"]
    seat = {"committee": str((await world.committee(BODY)).id), "role": "member", "valid_from": str(clock.today())}
    return person, (await sekretaer.post(f"/api/people/{person}/seats", seat | more)).json()["id"]


async def here(person: str) -> bool:
    return await Delivery.exists(person_id=person)


@pytest.mark.parametrize("who", [None, "ordforer", "ungdomsrad_koordinator"])
async def test_only_the_secretariat_sees_or_changes_the_people(visit, who):
    async with visit(who) as visitor:
        for route in ROUTES:
            path = route.path.format(person="x", id="x")
            answer = await (visitor.get(path) if route.method == "GET" else visitor.post(path, {}))
            assert (path, answer.status_code) == (path, 403 if who else 401)


async def test_whoever_is_given_a_seat_has_its_papers_and_loses_them_with_it(visit, world, package):
    async with visit("sekretaer") as sekretaer:
        person, seat = await seated(sekretaer, world)
        assert (await here(person), await CircleMember.filter(person_id=person).count()) == (True, 1)
        row = await Membership.get(id=seat)
        over = {
            "committee": str(row.committee_id),
            "role": "member",
            "valid_to": str(clock.today() - timedelta(days=1)),
        }
        answer = await sekretaer.post(f"/api/seats/{seat}", over | {"valid_from": "2026-01-01"})
        assert (answer.status_code, await here(person)) == (204, False)
        assert await CircleMember.filter(person_id=person).count() == 0


async def test_a_seat_by_mistake_is_gone_with_its_papers(visit, world, package):
    async with visit("sekretaer") as sekretaer:
        person, seat = await seated(sekretaer, world)
        assert (await sekretaer.post(f"/api/seats/{seat}/remove")).status_code == 204
    assert (await here(person), await Membership.filter(id=seat).exists()) == (False, False)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"valid_from": ""}, "bad_request"),
        ({"valid_from": "i går"}, "bad_request"),
        ({"committee": "x"}, "no_such_committee"),
        ({"role": "deputy"}, "seat_taken"),
    ],
)
async def test_a_seat_that_cannot_be_is_refused(visit, world, change, word):
    async with visit("sekretaer") as sekretaer:
        person, seat = await seated(sekretaer, world)
        row = await Membership.get(id=seat)
        given = {"committee": str(row.committee_id), "role": "member", "valid_from": str(clock.today())}
        answer = await sekretaer.post(f"/api/people/{person}/seats", given | change)
    assert answer.json()["error"]["word"] == word


async def test_a_person_is_changed_and_an_address_stays_one_persons(visit, world):
    async with visit("sekretaer") as sekretaer:
        person, _ = await seated(sekretaer, world)
        assert (await sekretaer.post(f"/api/people/{person}", EVA | {"name": "Eva M. Moe"})).status_code == 204
        taken = {"email": world.person("ordforer").email.upper()}
        assert (await sekretaer.post(f"/api/people/{person}", EVA | taken)).json()["error"]["word"] == "person_exists"
        assert (await sekretaer.post("/api/people", EVA)).json()["error"]["word"] == "person_exists"
        listed = (await sekretaer.get("/api/people/book")).json()
    (eva,) = [each for each in listed["people"] if each["id"] == person]
    assert (eva["name"], eva["phone"], eva["party"], eva["seats"][0]["role"]) == (
        "Eva M. Moe",
        "912 34 567",
        "Sp",
        "member",
    )


async def test_the_last_secretary_stays_and_nobody_shuts_themselves_out(visit, world):
    me = world.person("sekretaer")
    await Person.filter(secretariat=True).exclude(id=me.id).update(secretariat=False)
    async with visit("sekretaer") as sekretaer:
        given = {"name": me.name, "email": me.email}
        assert (await sekretaer.post(f"/api/people/{me.id}", given)).json()["error"]["word"] == "last_secretary"
        assert (await sekretaer.post(f"/api/people/{me.id}/revoke")).json()["error"]["word"] == "not_yourself"


async def test_access_that_was_ended_can_be_given_again_and_the_secretariat_is_not(visit, world, package):
    other = world.person("sekretaer_2")
    async with visit("sekretaer") as sekretaer:
        assert (await sekretaer.post(f"/api/people/{other.id}/revoke")).status_code == 204
        assert await here(str(other.id)) is False
        assert (await sekretaer.post(f"/api/people/{other.id}/readmit")).status_code == 204
        assert (await sekretaer.post(f"/api/people/{other.id}/readmit")).json()["error"]["word"] == "stale"
    assert (await Person.get(id=other.id)).secretariat is False
    assert await here(str(other.id)) is False


async def test_deputies_are_ranked_and_only_deputies(visit, world):
    committee = await world.committee(BODY)
    order = (
        await Membership.filter(committee_id=committee.id, role="deputy").order_by("-rank").values_list("id", flat=True)
    )
    member = await Membership.filter(committee_id=committee.id, role="member").first()
    async with visit("sekretaer") as sekretaer:
        path = f"/api/committees/{committee.id}/deputies"
        assert (await sekretaer.post(path, {"seats": [str(each) for each in order]})).status_code == 204
        assert (await sekretaer.post(path, {"seats": [str(order[0]), str(member.id)]})).status_code == 409
    assert [(await Membership.get(id=each)).rank for each in order] == [1, 2, 3]


async def test_the_link_in_a_letter_signs_in_once_and_stands_nowhere_else(visit, world, clock_at):
    person = world.person("medlem_formannskap_3")
    async with visit("sekretaer") as sekretaer:
        told = (await sekretaer.post("/api/people/letters", {"people": [str(person.id)]})).json()
        (letter,) = told["letters"]
        assert (letter["language"], told["municipality"]) == ("nn", "Agnesund kommune")
        assert {each["committee"] for each in letter["seats"]} >= {BODY}
        gone = await sekretaer.post("/api/people/letters", {"people": [str(person.id), "x" * 36]})
        assert gone.status_code == 200  # what is no id is nobody
    token = letter["link"].partition("#")[2]
    assert not any(token in str(dict(each)) for each in await AuditEntry.all())
    clock_at(clock.now() + timedelta(days=13))
    assert (await sessions.sign_in(world.settings, token, ""))[1] == person.id


async def test_invitations_by_email_are_sent_once_by_a_real_server(visit, world, app, monkeypatch):
    person = world.person("ordforer")
    asked = {"people": [str(person.id)]}
    async with visit("sekretaer") as sekretaer:
        assert (await sekretaer.post("/api/people/invite", asked)).json()["error"]["word"] == "no_mail_server"
        with posted() as (box, port):
            given = {
                "smtp_host": "127.0.0.1",
                "smtp_port": port,
                "smtp_security": "none",
                "smtp_from": "post@a.example",
            }
            settings = msgspec.structs.replace(world.settings, **given)
            monkeypatch.setattr(app.state.house, "settings", settings)
            for _ in range(2):
                assert (await sekretaer.post("/api/people/invite", asked)).json() == {"ordered": 1}
            await Worker(settings, Files(settings.files_url), world.key, app.state.house.say).beside("mail")
    (letter,) = box.letters
    token = letter.get_content().partition("/logg-inn#")[2].split()[0]
    assert (letter["to"], await jobs.Job.filter(kind="invitation").count()) == (person.email, 1)
    assert (await sessions.sign_in(world.settings, token, ""))[1] == person.id
