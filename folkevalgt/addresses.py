"""Which addresses the server may ask for by itself: where browsers are pushed to, and where an archive is read from.

Pure: whoever asks resolves the name and shows each address it got to `reachable`, and again after every redirect
(server-side request forgery, OWASP A10).
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

# The push services of Chromium, Firefox, Safari and Edge; a name that begins with a dot covers those under it.
PUSH_HOSTS = (
    "fcm.googleapis.com",
    "jmt17.google.com",
    "updates.push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
)
LONGEST = 2_000  # characters
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address is inside


def push_endpoint(address: str) -> bool:
    """Whether a browser's push endpoint (RFC 8030) is at a service that browsers use."""
    parts = _https(address)
    return parts is not None and _among(parts.hostname or "", PUSH_HOSTS)


def push_target(endpoint: str, own: Collection[str]) -> str | None:
    """Where what is for a browser's endpoint is posted; None when that is nowhere we ask.

    `own` are the installation's own: an origin whose endpoints are taken as they are, or "host=origin", a relay to
    which goes what is for that host.
    """
    for each in own:
        host, relayed, origin = each.rpartition("=")
        if relayed and endpoint.startswith(f"https://{host}/") and _https(endpoint):
            return origin.rstrip("/") + endpoint.removeprefix(f"https://{host}")
        if not relayed and endpoint.startswith(origin.rstrip("/") + "/") and len(endpoint) <= LONGEST:
            return endpoint
    return endpoint if push_endpoint(endpoint) else None


def archive_address(address: str, hosts: Collection[str]) -> bool:
    """Whether an address is at one of the archive's own hosts, as the settings name them."""
    parts = _https(address)
    return parts is not None and _among(parts.hostname or "", hosts)


def reachable(address: str) -> bool:
    """Whether a resolved IP address is on the open internet: no loopback, link, private, shared or metadata address."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if inner:
            return reachable(str(inner))
        if found in _NAT64:
            return reachable(str(IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _https(address: str) -> SplitResult | None:
    """Its parts, when it is https at the usual port with a plain name and nobody's password, as everyone reads it."""
    plain = address.isascii() and address.isprintable() and not set(address) & set(' \\"<>^`{|}')
    if not plain or not 0 < len(address) <= LONGEST:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    is_name = "." in host and not host.endswith(".") and all(_label(each) for each in host.split("."))
    usual = parts.scheme == "https" and port in (None, 443) and "@" not in parts.netloc and not parts.fragment
    return parts if usual and is_name and not host.rpartition(".")[2].isdecimal() else None


def _label(text: str) -> bool:
    """One part of a host's name. Names in other alphabets (xn--) are nobody's that we ask."""
    inside = text.replace("-", "").isalnum() and text == text.strip("-")
    return inside and len(text) <= 63 and not text.lower().startswith("xn--")


def _among(host: str, hosts: Collection[str]) -> bool:
    return any(host == each or (each.startswith(".") and host.endswith(each)) for each in hosts)
