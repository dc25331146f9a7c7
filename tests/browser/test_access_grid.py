"""Who sees what, and why: told before it is changed, seen by whom it concerns, answered by the chair."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from folkevalgt.access import Why
from tests.browser import axe
from tests.browser.accessing import SECRET, act, cell, do, exempt, grid, item, of, reports
from tests.browser.device import PHONE, TABLET, Device
from tests.test_house import ROOT

HILDE = "Hilde Rostøl"


@pytest.fixture(scope="module")
def desk(playwright, served, tmp_path_factory):
    """The secretariat's own computer."""
    device = Device(playwright, tmp_path_factory.mktemp("desk"), served, viewport={"width": 1280, "height": 900})
    device.sign_in("sekretaer")
    yield device
    device.close()
    assert not device.complaints, device.complaints


@pytest.fixture(scope="module")
def hilde(playwright, served, tmp_path_factory):
    """A member with a phone."""
    device = Device(playwright, tmp_path_factory.mktemp("hilde"), served, viewport=PHONE, has_touch=True)
    device.sign_in("medlem_formannskap")
    yield device
    device.close()
    assert not device.complaints, device.complaints


def test_what_a_change_would_do_is_told_before_it_is_made_and_the_member_is_told_why_afterwards(desk, hilde):
    hilde.meeting("Formannskapet")
    expect(item(hilde)).to_contain_text("Unntatt offentlighet (offl.")
    grid(desk)
    square = cell(desk, HILDE, exempt(desk))
    square.click()
    expect(desk.page.locator(".access-cell")).to_contain_text(
        "Ser alt. Papiret er unntatt offentlighet, og personen er med"
    )
    act(desk, f"Inhabil i {SECRET}")
    expect(desk.page.locator(".act-said")).to_have_text(f"1 person mister tilgang til «{SECRET} Unntatt offentlighet».")
    expect(square).to_have_accessible_name(re.compile("^ser alt"))
    do(desk, f"Sett {HILDE} foreløpig inhabil", f"{HILDE} er foreløpig inhabil.")  # the third click
    expect(square).to_have_accessible_name(re.compile(r"^ser bare tittelen\. Personen er inhabil .* \(endret nå\)$"))

    expect(item(hilde)).to_contain_text("Du er inhabil i saken, og får ikke papirer som er unntatt offentlighet")
    expect(item(hilde)).to_contain_text("foreløpig inhabil")
    act(desk, of("Opphev", f"{HILDE}, {SECRET} Unntatt offentlighet"))
    do(desk, f"Opphev inhabiliteten til {HILDE}", f"Inhabiliteten til {HILDE} er opphevet.")
    desk.page.get_by_text("Historikk").click()
    expect(desk.page.locator(".access-steps li")).to_have_count(2)
    expect(item(hilde)).to_contain_text("Unntatt offentlighet (offl.")


def test_a_substitute_is_called_in_to_one_item_in_four_clicks_and_called_off_again(desk):
    grid(desk)
    act(desk, of("Kall inn", "Anne Grete Sløgdal"))
    desk.page.get_by_label("Bare noen saker").check()
    desk.page.get_by_label(re.compile(SECRET)).check()
    expect(desk.page.locator(".act-effect")).to_contain_text(
        f"1 person får tilgang til «{SECRET} Unntatt offentlighet»."
    )
    do(desk, "Kall inn Anne Grete Sløgdal til 1 sak", "Anne Grete Sløgdal er innkalt.")
    desk.says(f"Innkalt til {SECRET}")
    desk.page.get_by_label("Bare det som er unntatt").check()
    expect(desk.page.locator(".access-paper")).to_have_count(1)
    act(desk, of("Avbestill", "Anne Grete Sløgdal"))
    do(desk, "Avbestill Anne Grete Sløgdal", "Anne Grete Sløgdal er avbestilt.")


def test_a_member_reports_in_three_taps_the_desk_sees_that_something_has_changed_and_the_chair_answers(
    desk, hilde, playwright, served, tmp_path
):
    grid(desk)
    act(desk, of("Kall inn", "Anne Grete Sløgdal"))
    hilde.meeting("Formannskapet")
    reports(hilde, "RS 21/26", "Jeg er leder i velforeningen")
    hilde.says(re.compile(r"Meldt i dag kl\. \d\d\.\d\d"))
    expect(item(hilde, "RS 21/26")).to_contain_text("meldt inhabil")
    desk.page.get_by_role("dialog").get_by_role("button", name="Kall inn Anne Grete Sløgdal").click()
    expect(desk.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("Noe ble endret mens du så på det")
    desk.page.keyboard.press("Escape")
    desk.complaints = [each for each in desk.complaints if "409" not in each]

    chair = Device(playwright, tmp_path / "chair", served, viewport=TABLET, bypass_csp=True)
    chair.context.add_init_script(path=axe.SOURCE)
    chair.sign_in("ordforer")
    chair.meeting("Formannskapet")
    expect(item(chair, "RS 21/26").locator(".item-barred")).to_contain_text(f"{HILDE}: meldt")
    assert axe.faults(chair.page) == []
    chair.button(of("Ta stilling", f"{HILDE}, RS 21/26")).click()
    chair.says("Jeg er leder i velforeningen")
    chair.button("Opphev").click()
    expect(chair.page.locator(".item-barred")).to_have_count(0)
    chair.close()
    assert not chair.complaints, chair.complaints


def test_the_keys_walk_the_grid_which_is_one_stop_for_tab(desk):
    grid(desk)
    first = cell(desk, "Solveig Brattland", 0)
    first.focus()
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("End")
    expect(cell(desk, "Torgrim Hellevik", desk.page.locator(".access-paper").count() - 1)).to_be_focused()
    expect(desk.page.locator(".access-cell")).to_contain_text("Torgrim Hellevik")
    assert desk.page.locator("[role=gridcell][tabindex='0']").count() == 1


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_reason_is_said_in_words(language):
    words = (ROOT / "frontend" / "src" / "words" / f"access-{language}.ts").read_text("utf-8")
    said = words[words.index("reasons: {") :].partition("}")[0]
    assert [why for why in Why if f"    {why}: " not in said] == []
