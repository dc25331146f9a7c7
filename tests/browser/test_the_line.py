"""Downloads over a line that breaks, a device without room, an app that is renewed, a package taken back."""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import expect

from tests.browser import inside
from tests.browser.served import until


def test_a_download_that_is_cut_goes_on_where_it_stopped(bad_line):
    tablet, between, _ = bad_line
    between.cut_after = 300
    tablet.sign_in("medlem_formannskap")
    tablet.says("gjenstår")
    # What had come through when the line went dead may not have reached the app: then the next try brings it.
    until(lambda: any(each.range for each in between.papers_asked()), "a download to go on")
    between.cut_after = None
    tablet.stored()
    tablet.meeting("Formannskapet")
    tablet.stored()
    resumed = {each.range for each in between.papers_asked() if each.range}
    assert resumed <= {"bytes=300-", "bytes=600-"}


def test_a_whole_package_is_fetched_once_and_not_again(bad_line):
    tablet, between, _ = bad_line
    tablet.sign_in("medlem_formannskap")
    until(lambda: tablet.page.get_by_text("Alt er lagret").count() == 4, "all four meetings")
    tablet.page.wait_for_load_state("networkidle")  # what is exempt comes when the vault is open
    tablet.page.reload()
    tablet.stored()
    tablet.meeting("Formannskapet")
    tablet.read("IKT-plan for kommunen")
    assert set(Counter(each.path for each in between.papers_asked()).values()) == {1}


def test_a_new_version_of_the_app_is_told_and_taken_when_asked_for(bad_line):
    tablet, between, _ = bad_line
    tablet.sign_in("medlem_formannskap")
    inside.wait_for_shell(tablet.page)
    old = set(inside.cached(tablet.page))
    version = re.compile(rb'("version": ?")[^"]+')
    between.changed["/service-worker.js"] = lambda code: version.sub(rb"\1next", code)
    tablet.page.reload()
    tablet.says("Det finnes en ny versjon av appen.")
    assert old < set(inside.cached(tablet.page))
    with tablet.page.expect_navigation():
        tablet.button("Last inn").click()
    tablet.sees("Møter")
    until(lambda: set(inside.cached(tablet.page)) == {"shell-next"}, "the old shell to be dropped")


def test_a_device_without_room_says_so_and_goes_on_when_there_is(tablet):
    quota = tablet.context.new_cdp_session(tablet.page)
    tablet.goto("/logg-inn")
    inside.wait_for_shell(tablet.page)
    used = tablet.page.evaluate("async () => (await navigator.storage.estimate()).usage")
    room = {"origin": tablet.served.origin}
    quota.send("Storage.overrideQuotaForOrigin", room | {"quotaSize": used + 60_000})  # for rows, not for papers
    tablet.goto(tablet.served.link("medlem_formannskap"))
    tablet.says("Det er ikke plass til resten på denne enheten.")
    quota.send("Storage.overrideQuotaForOrigin", room)
    tablet.page.reload()
    tablet.stored()


def test_only_the_shell_is_in_the_cache(tablet):
    tablet.sign_in("medlem_formannskap")
    tablet.meeting("Formannskapet")
    tablet.read("IKT-plan for kommunen")
    inside.wait_for_shell(tablet.page)
    ((name, held),) = inside.cached(tablet.page).items()
    assert name.startswith("shell-")
    allowed = re.compile(r"/index\.html|/manifest\.webmanifest|/(assets|icons|pdfjs)/[\w./-]+")
    assert [path for path in held if not allowed.fullmatch(path)] == []


def test_a_package_that_is_withdrawn_is_gone_from_the_device_at_the_next_contact(bad_line):
    tablet, _, served = bad_line
    tablet.sign_in("medlem_formannskap")
    tablet.meeting("Formannskapet")
    tablet.stored()
    package = tablet.page.url.rpartition("/")[2]
    before = {name for name in inside.papers(tablet.page) if "." not in name}  # papers and their texts
    served.stop()
    served.run("package", "withdraw", package, "Publisert ved en feil")
    tablet.meeting("Formannskapet")  # still here: there has been no contact
    served.start()
    expect(tablet.page.get_by_text("Fant ikke møtet")).to_be_visible()
    until(lambda: before - set(inside.papers(tablet.page)), "the files to go")
    tablet.goto("/moter")
    expect(tablet.page.locator(".next")).not_to_contain_text("Formannskapet")
    # That it was opened meanwhile is told to a server that knows the package no more.
    tablet.complaints = [each for each in tablet.complaints if "status of 404" not in each]
