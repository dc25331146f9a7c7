"""What a member has read of a meeting: by reading, by saying so, and what has changed since."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.device import PHONE, Device
from tests.browser.noted import PLAN, revise

BUDGET = "Budsjett for planen"


@pytest.fixture(scope="module")
def meeting(member: Device) -> Device:
    member.meeting("Formannskapet")
    return member


def paper(device: Device, title: str) -> Locator:
    return device.page.locator(".paper-row", has=device.page.get_by_role("link", name=f"Åpne {title}"))


def line(device: Device) -> Locator:
    return device.page.locator(".prepared-line")


def show(device: Device, which: str) -> None:
    device.page.get_by_role("group", name="Vis").get_by_role("button", name=which, exact=True).click()


def test_a_page_that_was_looked_at_for_a_second_is_read_and_one_that_was_passed_is_not(meeting):
    expect(line(meeting)).to_have_text("0 av 3 saker lest")
    meeting.read(PLAN)
    meeting.page.wait_for_timeout(2_300)
    meeting.page.keyboard.press("ArrowRight")
    meeting.page.keyboard.press("End")
    meeting.at_page(13)
    meeting.page.wait_for_timeout(2_300)
    meeting.meeting("Formannskapet")
    expect(paper(meeting, PLAN)).to_contain_text("Påbegynt · 2 av 13 sider lest")
    expect(meeting.link("Fortsett: PS 112/26 s. 13")).to_be_visible()


def test_a_paper_is_said_to_be_read_and_that_is_taken_back(meeting):
    paper(meeting, PLAN).get_by_role("button", name=f"Merk som lest: {PLAN}").click()
    paper(meeting, BUDGET).get_by_role("button", name=f"Merk som lest: {BUDGET}").click()
    expect(line(meeting)).to_have_text("1 av 3 saker lest")
    expect(meeting.link("Fortsett: PS 112/26 s. 13")).to_be_visible()  # where one stopped is another matter
    show(meeting, "Ikke lest")
    expect(paper(meeting, PLAN)).to_have_count(0)
    meeting.button("Angre").click()
    expect(paper(meeting, BUDGET)).to_contain_text("Ikke lest")
    show(meeting, "Med notater")
    meeting.says("Du har ingen notater i dette møtet ennå.")
    meeting.button("Vis alle").click()
    paper(meeting, PLAN).get_by_role("button", name=f"Merk som ikke lest: {PLAN}").click()
    expect(line(meeting)).to_have_text("0 av 3 saker lest")


@pytest.mark.proofs
def test_another_device_knows_what_was_read_and_a_new_version_has_changed_since(meeting, playwright, tmp_path):
    for title in (PLAN, BUDGET):
        paper(meeting, title).get_by_role("button", name=f"Merk som lest: {title}").click()
    expect(line(meeting)).to_have_text("1 av 3 saker lest")
    meeting.page.reload()  # what was not sent goes at once
    phone = Device(playwright, tmp_path / "phone", meeting.served, viewport=PHONE)
    phone.sign_in("medlem_formannskap")
    phone.meeting("Formannskapet")
    expect(line(phone)).to_have_text("1 av 3 saker lest")
    revise(meeting.served)
    expect(paper(phone, PLAN)).to_contain_text("Endret siden du leste")
    expect(line(phone)).to_contain_text("1 endret siden du leste")
    expect(paper(phone, BUDGET).get_by_role("button", name=re.compile("Merk som ikke lest"))).to_be_visible()
    show(phone, "Endret")
    expect(phone.page.locator(".item")).to_have_count(1)
    phone.read(PLAN)
    phone.page.wait_for_timeout(2_300)
    phone.meeting("Formannskapet")
    expect(paper(phone, PLAN)).not_to_contain_text("Endret siden du leste")
    phone.close()
    assert not phone.complaints, phone.complaints
