"""Notes written on two devices at once, shared with a party colleague, and carried over to a new version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser import hand, inside
from tests.browser.device import PHONE, TABLET, Device
from tests.browser.served import Served, until
from tests.browser.town import email_of
from tests.journeys.test_archive_to_member import PLAN, publish

SHARED, PRIVATE, REPLY = "Hva har de andre kommunene betalt?", "Ikke si dette høyt", "Det har jeg tallene på"
TABLETS, PHONES = " Spør Farsund.", " Spør rådmannen."
# In the plan as it was first sent: where the words stand, and what becomes of them in the revised one.
STAYS, CHANGES = "Folkevalgte organer/politikere vil da", "Tiltaket er ikke kostnadsberegnet."
GOES = "Skolenes IKT-utrustning og drift behandles senere i denne planen."

Join = Callable[..., Device]


@pytest.fixture
def join(playwright: Playwright, town_hall: Served, tmp_path: Path) -> Iterator[Join]:
    """Somebody takes out a device and signs in on it. In the end no browser has complained of anything."""
    devices: list[Device] = []
    with ExitStack() as closing:

        def joined(who: str, name: str, **options: object) -> Device:
            device = Device(playwright, tmp_path / name, town_hall, **{"viewport": TABLET} | options)
            closing.callback(device.close)
            devices.append(device)
            device.sign_in(who)
            return device

        yield joined
    assert [each.complaints for each in devices] == [[] for _ in devices]


@pytest.fixture
def desk(town_hall: Served, data: Path, join: Join) -> Device:
    """The secretary has published the meeting."""
    town_hall.drop(data / "lyngdal" / "formannskapet")
    secretary = join("sekretaer", "desk")
    publish(secretary, "Formannskapet", 1)
    return secretary


@pytest.mark.proofs  # the longest of the journeys; each part of it has its own test in `browser/`
def test_notes_on_two_devices_with_a_colleague_and_over_to_a_new_version(
    town_hall: Served, data: Path, desk: Device, join: Join
):
    tablet, phone = join("medlem_formannskap", "tablet"), join("medlem_formannskap", "phone", viewport=PHONE)
    writes(tablet, phone)
    shares(tablet)
    colleague = join("leder_oppvekst", "colleague")
    answers(colleague)
    chair = join("ordforer", "chair")
    two_write_at_once(tablet, phone)
    sees_only_what_is_shared(colleague)
    sees_nothing(chair)
    chair.close()

    town_hall.drop(data / "lyngdal" / "ettersending")
    publish(desk, "Formannskapet", 2)
    desk.close()
    notes_have_followed(tablet)
    the_impossible_one_is_shown_with_the_old_page(tablet)
    accepts_with_one_tap(tablet)
    stands_accepted(phone)
    tablet.close()
    phone.close()
    leaves_the_group(town_hall, colleague)


def opens(device: Device, page: int) -> None:
    """The plan at a page, as it is on the device when there is no more to wait for."""
    address = device.page.url.partition("?")[0]
    if address.count("/") < 5:
        device.meeting("Formannskapet")
        device.stored()
        address = str(device.link(f"Åpne {PLAN}").get_attribute("href")).partition("?")[0]
    device.goto(f"{address}?side={page}")
    device.at_page(page)


def writes(tablet: Device, phone: Device) -> None:
    opens(tablet, 3)
    hand.comment(tablet, GOES, PRIVATE, 3)
    opens(tablet, 8)
    hand.highlight(tablet, STAYS, "Grønn", 8)
    hand.comment(tablet, CHANGES, SHARED, 8)
    hand.notes(tablet).get_by_role("button", name="Notat på siden").first.click()
    hand.write(tablet, "Hele denne siden er viktig")
    opens(phone, 8)
    for text in (SHARED, PRIVATE, STAYS, "Hele denne siden er viktig"):
        expect(hand.note(phone, text)).to_be_visible()


def shares(tablet: Device) -> None:
    note = hand.note(tablet, SHARED)
    hand.unfold(note)
    note.get_by_role("button", name="Del", exact=True).click()
    asked = tablet.page.get_by_role("dialog", name="Hvem skal få lese notatet?")
    party = asked.get_by_role("region", name="Arbeiderpartiet")
    expect(party).to_contain_text("1 person får lese det")
    expect(party.get_by_role("listitem")).to_have_text(["Marit Kvåle Aas"])
    party.get_by_role("button", name=re.compile("^Del med")).click()
    expect(note).to_contain_text("Deles med Arbeiderpartiet")
    expect(note).not_to_contain_text("ikke sendt")


def answers(colleague: Device) -> None:
    opens(colleague, 8)
    note = hand.note(colleague, SHARED)
    expect(note).to_contain_text("Fra Hilde Rostøl")
    hand.unfold(note)
    note.get_by_role("button", name="Svar").click()
    hand.write(colleague, REPLY)
    opens(colleague, 1)
    hand.comment(colleague, "Sammendrag", "Min egen lapp")


def two_write_at_once(tablet: Device, phone: Device) -> None:
    """The tablet is without network while the phone writes in the same note."""
    opens(tablet, 8)
    expect(hand.note(tablet, REPLY)).to_be_visible()
    tablet.context.set_offline(True)
    adds(tablet, TABLETS)
    expect(tablet.page.locator(".bar-title")).to_contain_text(re.compile("1 (notat )?ikke sendt"))
    adds(phone, PHONES)
    expect(hand.note(phone, SHARED + PHONES)).not_to_contain_text("ikke sendt")
    tablet.context.set_offline(False)
    for device in (tablet, phone):
        both = hand.note(device, SHARED).get_by_role("region", name="To tekster")
        expect(both).to_contain_text(SHARED + TABLETS)
        expect(both).to_contain_text(SHARED + PHONES)
    expect(tablet.page.locator(".bar-title")).not_to_contain_text("ikke sendt")


def adds(device: Device, words: str) -> None:
    note = hand.note(device, SHARED)
    hand.unfold(note)
    note.get_by_role("button", name="Rediger").first.click()
    hand.write(device, words)


def sees_only_what_is_shared(colleague: Device) -> None:
    opens(colleague, 8)
    expect(hand.note(colleague, SHARED + PHONES)).to_be_visible()
    assert set(inside.notes(colleague.page)) == {SHARED + PHONES, REPLY, "Min egen lapp"}


def sees_nothing(chair: Device) -> None:
    opens(chair, 8)
    expect(hand.notes(chair)).to_contain_text("Ingen notater i dette papiret ennå")
    assert inside.notes(chair.page) == []


def notes_have_followed(tablet: Device) -> None:
    tablet.meeting("Formannskapet")
    tablet.says("Revisjon 2")
    opens(tablet, 8)
    tablet.says("Papiret har kommet i ny versjon.")
    expect(hand.marks(tablet, 8)).to_have_count(3)
    expect(hand.note(tablet, STAYS)).not_to_contain_text("Flyttet")
    expect(hand.note(tablet, SHARED)).to_contain_text("Flyttet")
    stands_at(tablet, re.compile("^Grønn merknad"), "Tiltaket er foreløpig kostnadsberegnet til kr 180.000.")
    stands_at(tablet, re.compile("^Grønn merking"), STAYS)


def stands_at(device: Device, name: re.Pattern[str], words: str) -> None:
    """The mark lies over these words and no others."""
    at = hand.spot(device.page, words, 8)
    box = hand.marks(device, 8).and_(device.page.get_by_role("button", name=name)).first.bounding_box()
    assert box
    assert abs(box["x"] - at.left) < 4
    assert box["y"] <= at.top <= box["y"] + box["height"]


def review(device: Device, text: str):
    device.goto("/notater")
    device.sees("Notater")
    doubts = device.page.get_by_role("region", name=re.compile("^Notater som må ses på"))
    return doubts.get_by_role("article").filter(has_text=text)


def the_impossible_one_is_shown_with_the_old_page(tablet: Device) -> None:
    one = review(tablet, PRIVATE)
    expect(one).to_contain_text("Vi fant ikke igjen teksten i den nye versjonen.")
    one.get_by_role("button", name="Vis sidene").click()
    old = one.get_by_role("region", name="Den gamle siden 3").first
    expect(old.locator(".textLayer")).to_contain_text([re.compile(re.escape(GOES))])


def accepts_with_one_tap(tablet: Device) -> None:
    one = review(tablet, "Hele denne siden er viktig")
    one.get_by_role("button", name="Godta").click()
    expect(one).to_have_count(0)


def stands_accepted(phone: Device) -> None:
    expect(review(phone, PRIVATE)).to_be_visible()
    expect(review(phone, "Hele denne siden er viktig")).to_have_count(0)
    opens(phone, 8)
    expect(hand.note(phone, "Hele denne siden er viktig")).not_to_contain_text("Må ses på")


def leaves_the_group(town_hall: Served, colleague: Device) -> None:
    """Others' notes are gone from the device; one's own are where they were."""
    assert SHARED + PHONES in inside.notes(colleague.page)
    town_hall.stop()
    moved = town_hall.home / "nytt-parti.csv"
    row = f"Marit Kvåle Aas,{email_of('leder_oppvekst')},Formannskapet,member,,,Høyre"
    moved.write_text(f"name,email,committee,role,from,to,party\n{row}\n", "utf-8")
    town_hall.run("person", "import", str(moved))
    town_hall.start()
    until(lambda: set(inside.notes(colleague.page)) == {REPLY, "Min egen lapp"}, "the others' notes to go")
    opens(colleague, 1)
    expect(hand.note(colleague, "Min egen lapp")).to_be_visible()
