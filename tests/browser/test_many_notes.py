"""A paper with hundreds of notes: they are shown a hundred at a time, and the one that is asked for is among them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import hand
from tests.browser.device import Device
from tests.browser.test_notes import opened

MANY = 250
# As another device would send them: notes on the pages of the open paper, 20 on each.
WRITE = """async (many) => {
  const [, , meeting, paper] = location.pathname.split("/");
  const { papers } = await (await fetch("/api/papers")).json();
  const { manifest } = papers.find((one) => one.package === meeting);
  const { documents } = await (await fetch(`/api/manifests/${manifest}`)).json();
  const version = documents.find(({ id }) => id === paper).version.sha256;
  const mutations = Array.from({ length: many }, (_, n) => {
    const page = 1 + Math.floor(n / 20);
    const sort = `${String(page).padStart(5, "0")}|000000|${String(n).padStart(5, "0")}`;
    const fields = { kind: "comment", document: paper, version, page, sort, text: `Notat nummer ${n + 1}.` };
    return { mid: n + 1, op: "put", id: crypto.randomUUID(), base: 0, fields };
  });
  const body = JSON.stringify({ client: crypto.randomUUID(), schema: 1, mutations });
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/api/notes/push", { method: "POST", headers, body });
  return (await answer.json()).replies.filter((reply) => reply.is !== "ok");
}"""


@pytest.fixture(scope="module")
def member(playwright, served, tmp_path_factory):
    device = Device(playwright, tmp_path_factory.mktemp("member"), served, viewport={"width": 1280, "height": 800})
    device.sign_in("medlem_formannskap")
    opened(device, 1)
    assert device.page.evaluate(WRITE, MANY) == []
    expect(device.button(re.compile(f"^Notater, {MANY}"))).to_be_visible()
    yield device
    device.close()
    assert not device.complaints, device.complaints


def test_the_margin_gives_a_hundred_at_a_time_and_focus_goes_on(member):
    opened(member, 1)
    cards = hand.notes(member).get_by_role("article")
    expect(cards).to_have_count(100)
    member.button("Vis flere").click()
    expect(cards).to_have_count(200)
    expect(cards.nth(100).get_by_role("button").first).to_be_focused()


def test_the_margin_opens_at_the_page_one_is_on(member):
    opened(member, 9)
    expect(hand.note(member, "Notat nummer 161.")).to_be_in_viewport()
    member.button("Vis de foregående").click()
    expect(hand.note(member, "Notat nummer 61.")).to_be_visible()


def test_a_note_is_found_among_hundreds_and_shown_in_its_paper(member):
    member.goto("/notater")
    lines = member.page.get_by_role("main").get_by_role("article")
    expect(lines).to_have_count(100)
    member.button("Vis flere").click()
    expect(lines).to_have_count(200)
    expect(lines.nth(100).get_by_role("link").first).to_be_focused()
    member.goto("/notater?sok=nummer+240.")
    expect(lines).to_have_count(1)
    lines.get_by_role("link").first.click()
    margin = member.page.get_by_role("complementary", name="Notater")  # it opens by itself
    expect(margin.get_by_role("article").filter(has_text="Notat nummer 240.")).to_be_in_viewport()
