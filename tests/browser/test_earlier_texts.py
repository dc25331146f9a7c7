"""What a note said before can be read and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import hand
from tests.browser.device import TABLET, Device
from tests.browser.test_notes import opened

FIRST, SECOND = "Vi stemmer for.", "Vi stemmer mot."


@pytest.fixture(scope="module")
def device(playwright, served, tmp_path_factory):
    device = Device(playwright, tmp_path_factory.mktemp("earlier"), served, viewport=TABLET)
    device.sign_in("medlem_formannskap")
    device.meeting("Formannskapet")
    device.stored()
    yield device
    device.close()
    assert not device.complaints, device.complaints


@pytest.fixture
def rewritten(device):
    """A note that says something else than it did, in the margin and unfolded."""
    opened(device, 4)
    hand.comment(device, "vedtok skolekretsen", FIRST, 4)
    expect(hand.note(device, FIRST)).not_to_contain_text("ikke sendt")
    hand.note(device, FIRST).get_by_role("button", name="Rediger").click()
    hand.notes(device).get_by_role("textbox").first.fill("")
    hand.write(device, SECOND)
    note = hand.note(device, SECOND)
    expect(note).not_to_contain_text("ikke sendt")
    yield note
    note.get_by_role("button", name="Slett").click()


def test_a_text_that_was_written_over_is_taken_back_with_network_only_and_the_other_kept(rewritten, device):
    rewritten.get_by_role("button", name="Tidligere tekster").click()
    rewritten.get_by_role("button", name="Ta tilbake denne teksten").click()
    note = hand.note(device, FIRST)
    expect(note.locator(".note-text").first).to_have_text(FIRST)
    expect(note.get_by_role("region", name="Tidligere tekster")).to_contain_text(SECOND)
    device.button("Angre: Teksten er tatt tilbake").click()
    expect(note.locator(".note-text").first).to_have_text(SECOND)
    expect(note).not_to_contain_text("ikke sendt")
    note.get_by_role("button", name="Tidligere tekster").click()
    note = hand.note(device, SECOND)
    device.context.set_offline(True)
    note.get_by_role("button", name="Tidligere tekster").click()
    expect(note).to_contain_text("Koble deg på nett for å se dem")
    device.context.set_offline(False)
