"""Every screen, as picture or for a check: where it is and how one gets there.

`python -m tests.browser.screens FOLDER` takes pictures of each at 390, 768 and 1280 px, light and dark.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser import inside
from tests.browser.access_screens import ACCESS
from tests.browser.attendance_screens import ATTENDANCE
from tests.browser.brought_screens import BROUGHT
from tests.browser.desk_screens import DESK
from tests.browser.device import Device
from tests.browser.fixtures import make_town
from tests.browser.lock_screens import LOCK
from tests.browser.note_screens import NOTES
from tests.browser.notice_screens import NOTICES
from tests.browser.paper_screens import PAPERS
from tests.browser.people_screens import PEOPLE
from tests.browser.print_screens import PRINTS
from tests.browser.run_screens import RUN_SHEET
from tests.browser.search_screens import SEARCH, SEARCH_OFFLINE, found
from tests.browser.town import TECHNICAL

WIDTHS = (390, 768, 1280)
THEMES = ("light", "dark")
HEIGHT = {390: 844, 768: 1024, 1280: 800}
Visit = Callable[[Device], None]


def sign_in(device: Device) -> None:
    device.goto("/logg-inn")
    device.sees("Logg inn")


def used_link(device: Device) -> None:
    device.goto("/logg-inn#brukt")
    device.sees("Denne lenken kan ikke brukes mer")


def meetings(device: Device) -> None:
    device.goto("/moter")
    device.sees("Møter")
    device.stored()


def meeting(device: Device) -> None:
    device.meeting("Formannskapet")
    device.stored()


def hostile_meeting(device: Device) -> None:
    device.meeting(TECHNICAL)
    device.stored()


def reader(device: Device) -> None:
    meeting(device)
    device.read("IKT-plan for kommunen")


def contents(device: Device) -> None:
    reader(device)
    device.button("Innhold").click()
    expect(device.page.get_by_role("complementary", name="Innhold")).to_be_visible()


def find(device: Device) -> None:
    reader(device)
    device.button("Søk i dokumentet").click()
    device.page.get_by_role("searchbox").fill("skolekretsen")
    expect(device.page.locator(".find-hits")).to_contain_text("av 13 treff")


def as_text(device: Device) -> None:
    reader(device)
    device.page.keyboard.press("t")
    expect(device.page.locator(".tv").get_by_text("s. 2")).to_be_attached()


def keys(device: Device) -> None:
    reader(device)
    device.page.keyboard.press("?")
    expect(device.page.get_by_role("dialog", name="Alle tastene")).to_be_visible()


def me(device: Device) -> None:
    device.goto("/meg")
    device.sees("Meg")
    device.says("Verv")


def asked(device: Device) -> None:
    me(device)
    device.button("Logg ut").click()
    expect(device.page.get_by_role("dialog")).to_be_visible()


def lost(device: Device) -> None:
    device.goto("/finnes-ikke")
    device.sees("Siden finnes ikke")


def no_meeting(device: Device) -> None:
    device.goto("/moter/finnes-ikke")
    device.sees("Fant ikke møtet")


def no_paper(device: Device) -> None:
    device.goto("/moter/finnes-ikke/heller-ikke")
    device.sees("Fant ikke papiret")


def no_access(device: Device) -> None:
    device.goto("/skrivebord")
    device.sees("Du har ikke tilgang til denne siden")


def empty(device: Device) -> None:
    device.goto("/moter")
    device.sees("Møter")
    device.says("Ingen møter ennå")


def desk(device: Device) -> None:
    device.goto("/skrivebord")
    device.sees("Skrivebord")
    expect(device.page.get_by_role("table")).to_be_visible()


def desk_package(device: Device) -> None:
    desk(device)
    device.link("Ungdomsrådet").click()
    device.sees("Ungdomsrådet")
    expect(device.page.get_by_role("table")).to_be_visible()


def desk_changed(device: Device) -> None:
    desk(device)
    device.link("Hovedutvalg for helse").click()
    device.sees("Hovedutvalg for helse og omsorg")
    expect(device.page.get_by_role("table")).to_be_visible()


def sources(device: Device) -> None:
    device.goto("/kilder")
    device.sees("Kilder")
    device.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def without_server(visit: Visit) -> Visit:
    def visited(device: Device) -> None:
        visit(device)
        device.says("Uten nett")

    return visited


def desk_offline(device: Device) -> None:
    device.goto("/skrivebord")
    device.sees("Uten nett")


def link_offline(device: Device) -> None:
    device.goto("/logg-inn#uten-nett")
    device.sees("Du må ha nett for å logge inn")


# The screen, who looks (nobody: not signed in), and how one gets there.
SCREENS: dict[str, tuple[str, Visit]] = (
    {
        "logg-inn": ("", sign_in),
        "logg-inn-brukt": ("", used_link),
        "moter": ("medlem_formannskap", meetings),
        "mote": ("medlem_formannskap", meeting),
        "leser": ("medlem_formannskap", reader),
        "leser-innhold": ("medlem_formannskap", contents),
        "leser-sok": ("medlem_formannskap", find),
        "leser-tekst": ("medlem_formannskap", as_text),
        "leser-taster": ("medlem_formannskap", keys),
        "meg": ("medlem_formannskap", me),
        "meg-logg-ut": ("medlem_formannskap", asked),
        "finnes-ikke": ("medlem_formannskap", lost),
        "mote-finnes-ikke": ("medlem_formannskap", no_meeting),
        "papir-finnes-ikke": ("medlem_formannskap", no_paper),
        "ingen-tilgang": ("medlem_formannskap", no_access),
        "mote-ond": ("leder_teknikk", hostile_meeting),
        "moter-tomt": ("vara_1", empty),
        "skrivebord": ("sekretaer", desk),
        "utkast": ("sekretaer", desk_package),
        "endret": ("sekretaer", desk_changed),
        "kilder": ("sekretaer", sources),
    }
    | LOCK
    | NOTICES
    | ACCESS
    | PEOPLE
    | ATTENDANCE
    | SEARCH
    | PRINTS
    | NOTES
    | RUN_SHEET
    | DESK
    | BROUGHT
) | PAPERS
WITHOUT_SERVER: dict[str, tuple[str, Visit]] = {
    "uten-nett-skrivebord": ("sekretaer", desk_offline),
    "uten-nett-moter": ("sekretaer", without_server(meetings)),
    "uten-nett-mote": ("sekretaer", without_server(meeting)),
    "uten-nett-leser": ("sekretaer", without_server(reader)),
    "uten-nett-logg-inn": ("sekretaer", link_offline),
} | SEARCH_OFFLINE


class Tour:
    """Takes a device from screen to screen; signs in and stops the server where a screen wants it."""

    def __init__(self, device: Device) -> None:
        self.device, self.signed_in = device, ""

    def show(self, name: str) -> Device:
        who, visit = (SCREENS | WITHOUT_SERVER)[name]
        device = self.device
        device.page.set_viewport_size({"width": 1280, "height": HEIGHT[1280]})
        if who not in ("", self.signed_in):
            self.back()
            device.sign_in(who)
            device.page.wait_for_load_state("networkidle")
            inside.wait_for_shell(device.page)
            self.signed_in = who
        if name in WITHOUT_SERVER:
            if device.served.process:
                meetings(device)
                if who == SEARCH_OFFLINE["uten-nett-sok"][0]:
                    found(device)  # the words have been gathered
                device.served.stop()
        else:
            self.back()
        visit(device)
        return device

    def back(self) -> None:
        """The server is there again."""
        if not self.device.served.process:
            self.device.served.start()


def views(device: Device, turn: int | None = None) -> Iterator[str]:
    """The screen that is shown, at every width and in both themes, without loading it again.

    With a turn in one of these views, and in another one at the next turn.
    """
    every = [(width, theme) for width in WIDTHS for theme in THEMES]
    for width, theme in every if turn is None else [every[turn % len(every)]]:
        device.page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        device.page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        yield f"{width}-{theme}"


def photograph(device: Device, path: Path) -> None:
    """The whole of it, in a window tall enough: what is fixed to the window's edge stays at the edge."""
    size = device.page.viewport_size
    height = device.page.evaluate("() => document.documentElement.scrollHeight")
    assert size
    device.page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    device.page.wait_for_timeout(150)
    device.page.screenshot(path=path)
    device.page.set_viewport_size(size)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as held, sync_playwright() as playwright:
        (town := Path(held) / "town").mkdir()
        served = make_town(town, None, meetings=True).served_at(Path(held) / "home")
        tour = Tour(Device(playwright, Path(held) / "profile", served))
        try:
            for name in [*SCREENS, *WITHOUT_SERVER]:
                device = tour.show(name)
                for view in views(device):
                    photograph(device, folder / f"{name}-{view}.png")
        finally:
            tour.device.close()
            served.stop()
    print("\n".join(tour.device.complaints) or "no complaints")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
