"""The server asks only addresses it is meant to ask, however they are written and wherever they lead."""

from __future__ import annotations

import pytest

from folkevalgt import addresses
from folkevalgt.addresses import archive_address, push_endpoint, reachable

PUSHED = (
    "https://fcm.googleapis.com/fcm/send/abc:APA91",
    "https://jmt17.google.com/fcm/send/x",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
    "https://web.push.apple.com/QGuQ",
    "https://wns2-db5p.notify.windows.com/w/?token=a",
    "https://fcm.googleapis.com:443/fcm/send/a",
)
NEVER = (
    "",
    "http://fcm.googleapis.com/fcm/send/a",
    "https://fcm.googleapis.com.evil.example/fcm",
    "https://evilfcm.googleapis.com/a",
    "https://push.apple.com.evil.example/",
    "https://evilpush.apple.com/",
    "https://fcm.googleapis.com@127.0.0.1/",
    "https://user:word@fcm.googleapis.com/",
    "https://fcm.googleapis.com:8443/",
    "https://fcm.googleapis.com:0/",
    "https://fcm.googleapis.com:99999/",
    "https://fcm.googleapis.com./",
    "https://fcm.googleapis.com\\@127.0.0.1/",
    "https://fcm.googleapis.com#@127.0.0.1/",
    "https://ⓕcm.googleapis.com/",
    "https://fcm.googleapis.com\u3002evil.example/",
    "https://xn--fcm-9cd.googleapis.com/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
    "https://169.254.169.254/latest/meta-data",
    "https://fcm.googleapis.com/\r\nHost: 127.0.0.1",
    "//fcm.googleapis.com/",
    "file:///etc/passwd",
    "https:///fcm.googleapis.com/",
    "https://fcm.googleapis.com/" + "a" * 3_000,
    "javascript:1",
)
WITHIN = (
    "127.0.0.1 127.9.9.9 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 "
    "198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 2001:db8::1 "
    "::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: not-an-address 0x7f000001"
)


@pytest.mark.parametrize("address", PUSHED)
def test_where_browsers_are_pushed_to_may_be_asked(address):
    assert push_endpoint(address)


@pytest.mark.parametrize("address", NEVER)
def test_nothing_else_is_pushed_to(address):
    assert not push_endpoint(address)


def test_an_archive_is_asked_at_its_own_hosts_alone():
    own = ("arkiv.agnesund.example", ".innsyn.example")
    assert archive_address("https://arkiv.agnesund.example/api?x=1", own)
    assert archive_address("https://b.innsyn.example/", own)
    assert not archive_address("https://innsyn.example/", own)
    assert not [each for each in (*PUSHED, *NEVER) if archive_address(each, own)]
    assert not archive_address("https://arkiv.agnesund.example/", ())


@pytest.mark.parametrize("address", WITHIN.split())
def test_a_name_or_a_redirect_that_leads_inside_is_not_followed(address):
    assert not reachable(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:400f:80c::200e", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_the_open_internet_is_reached(address):
    assert reachable(address)


def test_a_list_that_only_looks_at_the_end_would_show(monkeypatch):
    """The planted twin."""
    monkeypatch.setattr(addresses, "_among", lambda host, hosts: host.endswith(tuple(hosts)))
    assert [each for each in NEVER if push_endpoint(each)]
