"""A notice all the way: a real `subscribe()`, the worker's push, what the browser opened, and where it leads."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.device import TABLET, Device
from tests.browser.pusher import pushing
from tests.browser.served import until
from tests.browser.town import council
from tests.papers import bytes_of, item, paper

SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, data }) => ({ title, body, address: data.address }))"""
PRESS = """async (title) => {
  const [pressed] = (await self.registration.getNotifications()).filter((one) => one.title.startsWith(title));
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification: pressed }));
}"""
NO_MORE = "async () => (await (await navigator.serviceWorker.ready).pushManager.getSubscription()) === null"
HOSTS = ("jmt17.google.com", "fcm.googleapis.com")


@pytest.fixture(scope="module")
def pusher(tmp_path_factory):
    with pushing(tmp_path_factory.mktemp("pusher")) as running:
        yield running


@pytest.fixture(scope="module")
def served(town, pusher, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOLKEVALGT_PUSH_HOSTS", ",".join(f"{host}={pusher.origin}" for host in HOSTS))
        running = town.served_at(tmp_path_factory.mktemp("served") / "home")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def member(playwright, served, pusher, tmp_path_factory):
    profile = tmp_path_factory.mktemp("member")
    device = Device(playwright, profile, served, viewport=TABLET, args=pusher.flags)
    device.context.grant_permissions(["notifications"], origin=served.origin)
    device.sign_in("medlem_formannskap")
    yield device
    device.close()
    assert not device.complaints, device.complaints


class Opened:
    """What the browser itself says that it opened of each message, as its tools for developers show it."""

    def __init__(self, device: Device) -> None:
        self.payloads: list[str] = []
        line = device.context.new_cdp_session(device.page)
        line.on("BackgroundService.backgroundServiceEventReceived", self._hear)
        line.send("BackgroundService.startObserving", {"service": "pushMessaging"})
        line.send("BackgroundService.setRecording", {"shouldRecord": True, "service": "pushMessaging"})

    def _hear(self, said):
        event = said["backgroundServiceEvent"]
        if event["eventName"] == "Push message received":
            about = {each["key"]: each["value"] for each in event["eventMetadata"]}
            assert about["Was Encrypted"] == "Yes"
            self.payloads.append(about["Payload"])


def shown(device: Device, title: str) -> dict[str, str] | None:
    return next((one for one in device.page.evaluate(SHOWN) if one["title"].startswith(title)), None)


@pytest.fixture(scope="module")
def package(served) -> str:
    """The next meeting's."""
    packages = (one for one in served.run("package", "list") if one["committee"] == "Formannskapet")
    return str(max(packages, key=lambda one: one["date"])["id"])


def supplement(served, package: str) -> None:
    told = council()
    told["meetings"][0]["items"].append(item("ny", 3, paper("ny", "Nytt papir"), title="Ny sak", order=2))
    folder = served.home.parent / "ettersending"
    folder.mkdir()
    (folder / "package.json").write_text(json.dumps(told))
    for name, content in bytes_of(told).items():
        (folder / name).write_bytes(content)
    served.drop(folder)
    served.run("package", "publish", package)


def test_a_supplement_reaches_the_device_in_words_and_its_press_opens_the_meeting(member, served, pusher, package):
    opened = Opened(member)
    member.button("Slå på varsler").click()  # under the meetings
    member.link("Velg hva du vil ha beskjed om").click()
    member.sees("Varsler")
    expect(member.page.get_by_text("Varsler er på")).to_be_visible()
    member.button("Send et prøvevarsel").click()
    expect(member.page.get_by_text("Prøvevarselet kom fram.")).to_be_visible()
    expect(member.page.get_by_text("Siste varsel mottatt i dag")).to_be_visible()

    supplement(served, package)
    told = until(lambda: shown(member, "Nytt i papirene til formannskapet"), "the notice to be shown")
    assert "1 nytt papir" in told["body"]
    assert told["address"].startswith("/moter/")
    assert [set(json.loads(payload)) for payload in opened.payloads] == [{"type", "id"}] * 2
    assert all(json.loads(payload)["id"] not in told["address"] for payload in opened.payloads)
    until(lambda: member.page.get_by_text("Kom fram").count() >= 2, "both to be known to have come")

    before = member.page.evaluate(SHOWN)
    pusher.push(pusher.taken[-1])  # a push service that is not sure sends it again
    until(lambda: member.page.evaluate(SHOWN) == before and len(opened.payloads) == 3, "it to come again")
    member.page.wait_for_timeout(300)
    assert member.page.evaluate(SHOWN) == before

    member.context.service_workers[-1].evaluate(PRESS, "Nytt i papirene")
    member.sees("Formannskapet")
    assert member.page.url.endswith(told["address"])
    assert shown(member, "Nytt i papirene") is None


def test_without_a_page_and_after_the_session_a_notice_still_has_its_words(member, served, package):
    """The device proves which it is, as it does for lists: most notices come long after somebody signed in."""
    member.goto("/api/openapi.json")  # of the same origin, and nothing of the app
    member.context.clear_cookies()
    served.run("package", "withdraw", package, "Feil vedlegg")
    said = until(lambda: shown(member, "Trukket tilbake"), "the notice to be shown")
    assert said["title"].startswith("Trukket tilbake: papirer til formannskapet ")


def test_who_signs_out_is_pushed_to_no_more(member, pusher):
    member.goto("/meg")
    member.button("Logg ut").click()
    member.page.get_by_role("dialog").get_by_role("button", name="Logg ut").click()
    member.sees("Logg inn")
    assert until(lambda: member.page.evaluate(NO_MORE), "the browser to have no address")
