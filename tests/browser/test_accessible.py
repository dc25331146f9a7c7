"""Every screen at every width in both themes: axe finds nothing, and nobody scrolls sideways."""

from __future__ import annotations

import pytest

from tests.browser import axe
from tests.browser.device import Device
from tests.browser.screens import SCREENS, WITHOUT_SERVER, Tour, views
from tests.engines import LONG

ALL = [*SCREENS, *WITHOUT_SERVER]
WIDTH = "() => document.documentElement.scrollWidth"
PLANTED = "() => { document.body.innerHTML = '<main><h1>Kart</h1><img src=\"/icons/icon.svg\"></main>'; }"


@pytest.fixture(scope="module")
def tour(playwright, served, tmp_path_factory):
    device = Device(playwright, tmp_path_factory.mktemp("tour"), served, bypass_csp=True)
    device.context.add_init_script(path=axe.SOURCE)
    made = Tour(device)
    yield made
    device.close()
    made.back()
    assert not device.complaints, device.complaints


@pytest.mark.parametrize("name", ALL)
def test_axe_finds_nothing_and_320_pixels_are_wide_enough_for(name, tour):
    device = tour.show(name)
    # At one width in one theme, the next screen at another; all in the proofs.
    some = None if LONG else ALL.index(name)
    found = {view: faults for view in views(device, some) if (faults := axe.faults(device.page))}
    device.page.set_viewport_size({"width": 320, "height": 640})  # WCAG 2.2, 1.4.10
    assert (found, device.page.evaluate(WIDTH)) == ({}, 320)


def test_axe_does_find_a_picture_without_a_text(tour):
    device = tour.show("logg-inn")
    device.page.evaluate(PLANTED)
    assert any(fault.startswith("image-alt") for fault in axe.faults(device.page))
