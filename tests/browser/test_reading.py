"""A member reads: from the list of meetings to a page, by finger, by keyboard and without network."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_a_member_signs_in_and_reads_the_fourth_page(tablet):
    tablet.sign_in("medlem_formannskap")
    tablet.meeting("Formannskapet")
    tablet.stored()
    tablet.read("IKT-plan for kommunen")
    for page in (2, 3, 4):
        tablet.button("Neste side").click()
        tablet.at_page(page)
    expect(tablet.page).to_have_url(re.compile(r"\?side=4$"))
