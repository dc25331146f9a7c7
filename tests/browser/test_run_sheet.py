"""A chair's run sheet: written and led without network, on paper, on another device, and at the desk if they say so."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.device import TABLET, Device
from tests.browser.running import DRAWN, LETTER, PLAN, SAVED, in_order, led, long_meeting, note, opened, planned

LONG = "Gi ordet til den som har lagt fram saken, og minn om taletiden på tre minutter. "
MOVED = ("PS 113/26", "PS 112/26", "RS 21/26", "FO 7/26")


@pytest.fixture(scope="module")
def chair(playwright, served, tmp_path_factory):
    """The mayor's tablet with everything on it."""
    device = Device(playwright, tmp_path_factory.mktemp("chair"), served, viewport=TABLET)
    device.sign_in("ordforer")
    yield device
    device.close()
    assert not device.complaints, device.complaints


def test_a_run_sheet_is_written_and_led_without_network_and_is_then_on_the_other_device_and_at_the_desk(chair, phone):
    page, keys = chair.page, chair.page.keyboard
    opened(chair)
    chair.served.stop()
    planned(chair, "Hvem er inhabil?", "Kari Nordmann (Ap)")
    planned(chair, "Hva skal det stemmes over?", "Utsettelse", "Innstillingen")
    expect(page.locator("datalist option").first).to_be_attached()  # who sits in the committee
    page.get_by_role("button", name=f"Fem minutter mer til {PLAN}").dblclick()
    page.get_by_role("button", name=f"Flytt ned: {PLAN}").press("Enter")
    expect(page.locator(".run-told")).to_contain_text(f"{PLAN} er nå nummer 2 av 4.")
    in_order(chair, *MOVED)
    expect(page.get_by_role("button", name=f"Flytt ned: {PLAN}")).to_be_focused()
    expect(page.locator(".run-line").filter(has_text="RS 21/26").locator(".run-clock")).to_have_text("09.10")
    note(chair, LETTER).fill("Skrevet i siste øyeblikk")
    closed, chair.page = chair.page, chair.context.new_page()
    closed.close(run_before_unload=True)
    page, keys = chair.page, chair.page.keyboard
    opened(chair)
    expect(note(chair, LETTER)).to_have_value("Skrevet i siste øyeblikk")
    expect(page.locator(".run-marks").first).to_contain_text("Inhabil: Kari Nordmann (Ap)")

    assert min(page.evaluate(SAVED, [f"Notat til {PLAN}", text]) for text in ("a", "ab", "Ordet først til Kari")) <= 100
    assert min(there_and_back(chair) for _ in range(3)) <= 300
    expect(page.locator(".run-title", has_text="IKT-plan")).to_be_focused()

    led(chair, "Olav Li", "Siv Moe")
    queue = page.locator(".lead-queue li")
    expect(queue).to_have_text(["Olav Li", "Siv Moe"])
    page.reload()
    expect(queue).to_have_text(["Olav Li", "Siv Moe"])
    keys.press("n")
    expect(page.locator(".lead-speaking")).to_have_text("Har ordet: Olav Li")
    keys.press("ArrowRight")
    expect(page.get_by_role("heading", level=2, name=PLAN)).to_be_visible()
    expect(page.locator(".lead-list").filter(has_text="Voteringer")).to_contain_text("Innstillingen")
    chair.says("10 min igjen")

    chair.served.start()
    phone.sign_in("ordforer")
    opened(phone)
    expect(note(phone)).to_have_value("Ordet først til Kari")
    in_order(phone, *MOVED)
    at_the_desk(phone, "Møtelederen har ikke åpnet noen kjøreplan for sekretariatet.")
    chair.link("Til kjøreplanen").click()
    with page.expect_response("**/api/notes/push"):
        page.get_by_role("switch", name="La sekretariatet se kjøreplanen").check()
    chair.says("Alle i sekretariatet som har møtet, kan se hele kjøreplanen")
    at_the_desk(phone, "Ordet først til Kari", signed_in=True)


def there_and_back(device: Device) -> float:
    """Opens an item's paper from its line and goes back with one press: how long that took, in ms."""
    device.page.locator(".run-title", has_text="IKT-plan").click()
    device.at_page(1)
    return float(device.page.evaluate(DRAWN, [".bar a[aria-label=Tilbake]", ".run-lines"]))


def at_the_desk(device: Device, says: str, signed_in: bool = False) -> None:
    """The secretariat opens what the chair has written, if they may."""
    if not signed_in:
        device.sign_in("sekretaer")
    device.goto("/skrivebord")
    device.link("Formannskapet").click()
    device.button("Vis kjøreplanen").click()
    expect(device.page.locator(".desk-run")).to_contain_text(says)


def test_thirty_items_with_notes_are_on_two_sheets_at_most_and_say_everything(chair):
    chair.served.running()
    long_meeting(chair.served)
    chair.goto("/moter")
    expect(chair.page.locator(".next, .row").filter(has_text="Formannskapet")).to_have_count(3)
    opened(chair)
    page = chair.page
    expect(page.locator(".run-note textarea")).to_have_count(30)
    for n, field in enumerate(page.locator(".run-note textarea").all()):
        field.fill(f"Notat {n}: {LONG}{LONG}")
    planned(chair, "Hvem møter som vara?", "Ola Vik (H)", title="PS 300/26 Sak nummer 0 på en lang kveld")
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    chair.button("Skriv ut kjøreplanen").click()
    page.wait_for_function("() => window.printed")
    page.emulate_media(media="print", color_scheme="dark")
    paper = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    page.emulate_media(media="screen", color_scheme="light")
    said = "".join(each.get_textpage().get_text_range() for each in paper)
    assert len(paper) <= 4
    assert [n for n in range(30) if f"PS {300 + n}/26" not in said or f"Notat {n}:" not in said] == []
    assert "Vara: Ola Vik (H)" in said
    assert "La sekretariatet" not in said
    picture = paper[0].render(scale=0.2).to_pil().convert("L")
    assert picture.getpixel((2, 2)) == picture.getextrema()[1] == 255, "on white, whatever the theme"
    assert picture.getextrema()[0] < 160
