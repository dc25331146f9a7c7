"""Who has the papers, on which device: the secretariat's grid while a member reads on two of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.device import PHONE, TABLET, Device


@pytest.fixture(scope="module")
def devices(playwright, served, tmp_path_factory):
    there: list[Device] = []

    def device(who, **options):
        made = Device(playwright, tmp_path_factory.mktemp(who), served, **options)
        made.context.add_init_script(path=axe.SOURCE)
        there.append(made)
        made.sign_in(who)
        return made

    yield device
    for each in there:
        each.close()
        assert not each.complaints, each.complaints


def test_the_grid_follows_a_member_s_two_devices_by_itself(devices, served):
    packages = [one for one in served.run("package", "list") if one["committee"] == "Formannskapet"]
    package = max(packages, key=lambda one: one["date"])["id"]
    desk = devices("sekretaer", viewport={"width": 1280, "height": 800}, bypass_csp=True)
    desk.goto(f"/skrivebord/{package}/kvitteringer")
    line = desk.page.get_by_role("row").filter(has_text="Hilde Rostøl")
    expect(line).to_contain_text("Ingen enhet")

    tablet = devices("medlem_formannskap", viewport=TABLET)
    tablet.stored()
    has = line.get_by_role("listitem")
    expect(has).to_have_text(re.compile("lastet ned i dag"))
    expect(line.get_by_role("cell").nth(2)).to_have_text("Ikke ennå")
    tablet.meeting("Formannskapet")
    expect(line.get_by_role("cell").nth(2)).to_contain_text("i dag")

    phone = devices("medlem_formannskap", viewport=PHONE, has_touch=True)
    phone.stored()
    expect(has).to_have_text([re.compile("lastet ned i dag")] * 2)
    expect(desk.page.locator(".receipts-sum")).to_contain_text(
        re.compile(r"^1 av \d+ har alt på en enhet · 1 har åpnet")
    )
    expect(line.get_by_role("button", name="Send på nytt")).to_have_count(0)  # they have it

    desk.button(re.compile(r"^Send på nytt til de \d+ som mangler")).click()
    expect(desk.page.get_by_role("status").filter(has_text="får et nytt varsel")).to_be_visible()
    assert axe.faults(desk.page) == []
