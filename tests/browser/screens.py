"""Every screen, as picture or for a check: where it is and how one gets there.

`python -m tests.browser.screens FOLDER` takes pictures of each at 390, 768 and 1280 px, light and dark.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.device import Device
from tests.browser.fixtures import make_town
from tests.browser.served import Served
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


# Who looks, whether the server is up, and the screens.
ROUNDS: list[tuple[str, bool, dict[str, Visit]]] = [
    ("", True, {"logg-inn": sign_in, "logg-inn-brukt": used_link}),
    (
        "medlem_formannskap",
        True,
        {
            "moter": meetings,
            "mote": meeting,
            "leser": reader,
            "leser-innhold": contents,
            "leser-sok": find,
            "leser-taster": keys,
            "meg": me,
            "meg-logg-ut": asked,
            "finnes-ikke": lost,
            "mote-finnes-ikke": no_meeting,
            "papir-finnes-ikke": no_paper,
            "ingen-tilgang": no_access,
        },
    ),
    (
        "medlem_formannskap",
        False,
        {"uten-nett-moter": without_server(meetings), "uten-nett-mote": without_server(meeting)}
        | {"uten-nett-leser": without_server(reader), "uten-nett-logg-inn": link_offline},
    ),
    ("leder_teknikk", True, {"mote-ond": hostile_meeting}),
    ("vara_1", True, {"moter-tomt": empty}),
    ("sekretaer", True, {"skrivebord": desk, "utkast": desk_package, "endret": desk_changed, "kilder": sources}),
    ("sekretaer", False, {"uten-nett-skrivebord": desk_offline}),
]


def views(device: Device) -> Iterator[tuple[int, str]]:
    """The screen that is shown, at every width and in both themes, without loading it again."""
    for theme in THEMES:
        device.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for width in WIDTHS:
            device.page.set_viewport_size({"width": width, "height": HEIGHT[width]})
            yield width, theme


def tour(device: Device, served: Served) -> Iterator[str]:
    """Walks through every screen; gives its name when it is shown."""
    signed_in = ""
    for who, up, screens in ROUNDS:
        if who and who != signed_in:
            device.sign_in(who)
            signed_in = who
        if not up:
            served.stop()
        for name, visit in screens.items():
            device.page.set_viewport_size({"width": 1280, "height": 800})
            visit(device)
            yield name
        if not up:
            served.start()


@contextmanager
def town_of_its_own(folder: Path) -> Iterator[Served]:
    home = folder / "town"
    home.mkdir()
    served = make_town(home, None, meetings=True).served_at(folder / "home")
    try:
        yield served
    finally:
        served.stop()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as held, town_of_its_own(Path(held)) as served, sync_playwright() as playwright:
        device = Device(playwright, Path(held) / "profile", served)
        for name in tour(device, served):
            for width, theme in views(device):
                device.page.wait_for_timeout(150)
                device.page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=not name.startswith("leser"))
        device.close()
        print("\n".join(device.complaints) or "no complaints")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
