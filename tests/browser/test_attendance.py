"""A member cannot come; the next deputy is called in, one says no on the telephone and one answers on their phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.attending import answered, call_in, cannot_come, line, section, sheet
from tests.browser.device import PHONE, Device

HILDE, RAGNHILD, ANNE = "Hilde Rostøl", "Ragnhild Eikemo Moi", "Anne Grete Sløgdal"


@pytest.fixture(scope="module")
def devices(playwright, served, tmp_path_factory):
    """Somebody's own device, signed in; what it complained about is looked at when all is over."""
    there: list[Device] = []

    def device(who: str, **options: object) -> Device:
        made = Device(playwright, tmp_path_factory.mktemp(who), served, bypass_csp=True, **options)
        made.context.add_init_script(path=axe.SOURCE)
        made.sign_in(who)
        there.append(made)
        return made

    yield device
    for each in there:
        each.close()
        # Whoever says no, or looks on while a meeting goes, asks about what is no longer theirs.
        assert [line for line in each.complaints if "status of 404" not in line] == []


def test_from_forfall_to_the_list_for_the_minutes_in_one_click_each(devices, tmp_path):
    hilde = devices("medlem_formannskap", viewport=PHONE, has_touch=True)
    hilde.meeting("Formannskapet")
    desk = devices("sekretaer", viewport={"width": 1280, "height": 900})
    sheet(desk)
    expect(section(desk, "Må ordnes")).to_contain_text("Alle plasser er besatt")

    cannot_come(hilde, "Syk")
    receipt = section(hilde, "Forfall")
    expect(receipt).to_contain_text(re.compile(r"Du har meldt forfall til hele møtet\. Sendt i dag kl\. \d\d\.\d\d"))
    assert axe.faults(hilde.page) == []
    hilde.page.reload()
    expect(receipt).to_contain_text("«Syk»")

    expect(section(desk, "Må ordnes")).to_contain_text(f"{HILDE} (Ap) har forfall til hele møtet")  # by itself
    call_in(desk, RAGNHILD)
    line(desk, "Innkalte varaer", RAGNHILD).get_by_role("button", name="Har sagt nei").click()
    expect(section(desk, "Må ordnes")).to_contain_text(f"Neste vara: {ANNE} (Sp)1. vara, annen liste")
    section(desk, "Må ordnes").get_by_text("Hele rekkefølgen").click()
    expect(section(desk, "Må ordnes")).to_contain_text("samme liste · har sagt nei")
    assert axe.faults(desk.page) == []
    call_in(desk, ANNE)

    anne = devices("vara_1", viewport=PHONE, has_touch=True)
    anne.meeting("Formannskapet")
    asked = section(anne, "Innkalt som vara")
    expect(asked).to_contain_text(f"I stedet for {HILDE}.")
    assert axe.faults(anne.page) == []
    asked.get_by_role("button", name="Ja, jeg kommer").click()
    expect(asked).to_contain_text("Du har sagt at du kommer")
    answered(desk, ANNE, "kommer.*svarte i dag")

    desk.page.get_by_role("table").get_by_text("Vara for").wait_for()
    with desk.page.expect_download() as download:
        desk.button("Last ned som CSV").click()
    download.value.save_as(tmp_path / "liste.csv")
    rows = (Path(tmp_path) / "liste.csv").read_text("utf-8-sig").splitlines()
    assert rows[0] == "Navn;Parti;Verv;Oppmøte;Borte i;Inhabil i;Vara for;Innkalt til"
    assert {f"{HILDE};Ap;medlem;forfall;;;;", f"{ANNE};Sp;innkalt vara;møter;;;{HILDE};"} <= set(rows)

    asked.get_by_role("button", name="Jeg kan ikke komme likevel").click()
    anne.page.get_by_role("dialog").get_by_role("button", name="Si nei").click()
    expect(asked).to_contain_text("Du har sagt at du ikke kan komme")
    expect(anne.page.locator(".agenda")).to_have_count(0)  # the papers are gone
    expect(section(desk, "Må ordnes")).to_contain_text("Neste vara: Håvard Nesdal Dahle")
