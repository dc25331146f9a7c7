"""One meeting from the archive to its minutes, at the desk and at a member's, with every press counted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desking import Pressed, deliver, drag, evening, opened, order, publishes, row, table, told
from tests.browser.device import Device
from tests.papers import paper

WIDE = {"width": 1280, "height": 900}
CHANGED = {"historie-kost": "Andre kostnader"}


@pytest.fixture(scope="module")
def desk(playwright, served, tmp_path_factory):
    """The secretariat's own computer."""
    device = Device(playwright, tmp_path_factory.mktemp("desk"), served, viewport=WIDE)
    device.sign_in("sekretaer")
    yield device
    device.close()
    assert not device.complaints, device.complaints


def test_a_meeting_is_published_supplemented_put_right_and_ended_with_as_few_presses_as_promised(desk, member, served):
    package = deliver(served, evening(), "historie-1")
    table(desk)
    with Pressed(desk, most=2):
        desk.page.get_by_role("row").filter(has=desk.page.locator(f"a[href$='{package}']")).get_by_role("link").click()
        expect(desk.page.get_by_role("table", name="Slik ser medlemmet det")).to_contain_text("Hele papiret")
        expect(desk.page.locator("#publish-does")).to_contain_text("Revisjon 1 går til")
        publishes(desk, 1)
    member.goto(f"/moter/{package}")
    member.says("Leie av lokaler")
    member.read("Leie av lokaler")

    deliver(served, evening(extra="Trafikksikker skolevei"), "historie-2", **CHANGED)
    expect(row(desk, "Trafikksikker skolevei")).to_contain_text("ettersendt")  # nothing is pressed to see it
    with Pressed(desk, most=3):
        desk.page.get_by_label("Hva er endret?").click()
        desk.page.keyboard.type("Kostnadene er rettet.")
        publishes(desk, 2)
    member.goto(f"/moter/{package}")
    member.says("Endret siden sist: Kostnadene er rettet.")
    member.says("Trafikksikker skolevei")

    with Pressed(desk, most=2):
        row(desk, "Leie av lokaler").get_by_role("button", name="Trekk tilbake").click()
        desk.page.keyboard.type("Feil vedlegg")
        desk.page.get_by_role("dialog").get_by_role("button", name="Trekk tilbake").click()
        told(desk, "Leie av lokaler er trukket tilbake.")
    withdrawn = desk.page.get_by_role("region", name="Trukket tilbake")
    expect(withdrawn).to_contain_text("Hilde Rostøl hadde åpnet møtepakken")
    expect(member.page.locator(".paper-row").filter(has_text="Leie av lokaler").get_by_role("link")).to_have_count(0)

    minutes = evening(extra="Trafikksikker skolevei", status="minutes_published")
    minutes["meetings"][0]["documents"] = [paper("historie-protokoll", "Protokoll", "Protokoll")]
    deliver(served, minutes, "historie-3", **CHANGED)
    expect(desk.page.get_by_role("heading", name="Publiser protokollen")).to_be_visible()
    with Pressed(desk, most=1):
        publishes(desk, 3)
    member.says("Protokoll")


def test_what_one_does_another_sees_at_once_and_nobody_writes_over_what_they_have_not_seen(
    desk, playwright, served, tmp_path
):
    package = deliver(served, evening("to", 211, 25), "to-sekretaerer")
    opened(desk, package)
    other = Device(playwright, tmp_path / "other", served, viewport=WIDE)
    other.context.route("**/api/events*", lambda route: route.abort())  # this one hears of nothing by itself
    other.sign_in("sekretaer_2")
    opened(other, package)

    desk.page.get_by_role("button", name="Flytt PS 211/26").focus()
    desk.page.keyboard.press("ArrowDown")
    told(desk, "PS 211/26 Skolebruksplan er nå nummer 2 av 2.")
    expect(desk.page.get_by_role("button", name="Flytt PS 211/26")).to_be_focused()
    assert [title[:9] for title in order(desk)] == ["PS 212/26", "PS 211/26"]

    other.button(re.compile("^Hold tilbake: PS 212")).click()
    expect(other.page.locator(".desk-stale")).to_contain_text("Kari Mette Ubostad endret rekkefølgen på sakene")
    other.button(re.compile("^Hold tilbake: PS 212")).click()
    told(other, "PS 212/26 Leie av lokaler holdes tilbake")
    expect(desk.page.locator(".desk-others")).to_contain_text("Jonas Lien Fuglevåg holdt tilbake PS 212/26")

    other.page.keyboard.press("Control+z")
    told(other, "Det er angret.")
    expect(desk.page.locator(".desk-item").filter(has_text="holdes tilbake")).to_have_count(0)
    desk.page.get_by_role("region", name="Gjort med møtet").get_by_role("button", name="Angre").click()
    told(desk, "Det er angret.")
    assert [title[:9] for title in order(desk)] == ["PS 211/26", "PS 212/26"]
    drag(desk, "Flytt PS 211/26", below="PS 212/26")
    told(desk, "PS 211/26 Skolebruksplan er nå nummer 2 av 2.")

    with Pressed(desk, most=3):
        row(desk, "Kostnader").get_by_role("button", name="Unnta").click()
        desk.page.get_by_label("Hjemmel").select_option("Offl. § 23")
        desk.page.get_by_role("dialog").get_by_role("button", name="Unnta PS 211/26 Kostnader").click()
        told(desk, "Kostnader er unntatt offentlighet.")
    expect(row(desk, "Offl. § 23")).to_contain_text("unntatt")

    other.button("Bestem et tidspunkt").click()
    other.button("Planlegg").click()
    told(other, "Noen andre har endret møtet")  # what is to be published is not what they looked at
    other.button("Planlegg").click()
    told(other, "Møtet publiseres av seg selv i morgen kl. 08.00.")
    expect(desk.page.locator(".desk-next")).to_contain_text("Bestemt av Jonas Lien Fuglevåg.")
    desk.goto("/skrivebord")
    expect(desk.page.get_by_role("row").filter(has=desk.page.locator(f"a[href$='{package}']"))).to_contain_text(
        re.compile("Klargjort.*Venter på tidspunktet")
    )
    other.close()
    assert [each for each in other.complaints if "409" not in each and "net::ERR_FAILED" not in each] == []
