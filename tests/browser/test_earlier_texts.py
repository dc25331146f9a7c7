"""What a note said before can be read and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import hand
from tests.browser.test_notes import opened

FIRST, SECOND = "Vi stemmer for.", "Vi stemmer mot."


@pytest.fixture
def rewritten(member):
    """A note that says something else than it did, in the margin and unfolded."""
    opened(member, 4)
    hand.comment(member, "vedtok skolekretsen", FIRST, 4)
    expect(hand.note(member, FIRST)).not_to_contain_text("ikke sendt")
    hand.note(member, FIRST).get_by_role("button", name="Rediger").click()
    hand.notes(member).get_by_role("textbox").first.fill("")
    hand.write(member, SECOND)
    note = hand.note(member, SECOND)
    expect(note).not_to_contain_text("ikke sendt")
    yield note
    note.get_by_role("button", name="Slett").click()


def test_a_text_that_was_written_over_is_taken_back_with_network_only_and_the_other_kept(rewritten, member):
    rewritten.get_by_role("button", name="Tidligere tekster").click()
    rewritten.get_by_role("button", name="Ta tilbake denne teksten").click()
    note = hand.note(member, FIRST)
    expect(note.locator(".note-text").first).to_have_text(FIRST)
    expect(note.get_by_role("region", name="Tidligere tekster")).to_contain_text(SECOND)
    member.button("Angre: Teksten er tatt tilbake").click()
    expect(note.locator(".note-text").first).to_have_text(SECOND)
    expect(note).not_to_contain_text("ikke sendt")
    note.get_by_role("button", name="Tidligere tekster").click()
    note = hand.note(member, SECOND)
    member.context.set_offline(True)
    note.get_by_role("button", name="Tidligere tekster").click()
    expect(note).to_contain_text("Koble deg på nett for å se dem")
    member.context.set_offline(False)
