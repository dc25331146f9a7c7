"""How often a door may be knocked on: by one address, and for one thing that is asked for.

Buckets of tokens, in the form that needs one number for each: when it is full again (the generic cell rate algorithm,
ITU-T I.371). They lie in this process's memory: several processes beside each other allow as many times more.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Any

import msgspec
from starlette.requests import Request

from folkevalgt import clock
from folkevalgt.errors import Refusal

MOST = 20_000  # buckets that are remembered; of more, those that were used longest ago are taken for full
NETWORK = 64  # bits: the least that one customer gets of IPv6, and may write any address in


class Pace(msgspec.Struct, frozen=True):
    """So many at once, and one more every so many seconds."""

    burst: int
    seconds: float


class Limit(msgspec.Struct, frozen=True):
    """A door's limits: for one address, and for one thing, which `asked` finds in what was sent.

    A whole council may sit behind one address and come in at the same minute.
    """

    name: str
    address: Pace
    asked: Callable[[Any], str] | None = None
    each: Pace | None = None


LINK = Limit("link", Pace(120, 0.5), lambda body: body.token, Pace(10, 60))
PASSKEY = Limit("passkey", Pace(120, 1))
OWN_PASSKEY = Limit("own passkey", Pace(60, 1))
EMAIL = Limit("email", Pace(30, 20), lambda body: body.email.strip().lower(), Pace(5, 180))
PROVIDER = Limit("provider", Pace(120, 1))
NOTICE = Limit("notice", Pace(300, 0.2))
DEVICE = Limit("device", Pace(300, 0.2), lambda body: body.device, Pace(20, 10))


class Buckets:
    """Who has knocked lately. `take` lets in or raises Refusal("too_many", 429), which says when to come again."""

    def __init__(self) -> None:
        self._full_at: OrderedDict[tuple[str, bytes], float] = OrderedDict()

    def from_address(self, limit: Limit, request: Request) -> None:
        """The address is the connection's own, or what a proxy says that uvicorn was told to trust."""
        self.take(f"{limit.name} from", _network(request.client.host if request.client else ""), limit.address)

    def for_thing(self, limit: Limit, body: Any) -> None:
        if limit.asked and limit.each:
            self.take(f"{limit.name} for", limit.asked(body), limit.each)

    def take(self, what: str, who: str, pace: Pace) -> None:
        name = (what, hashlib.sha256(who.encode("utf-8", "surrogatepass")).digest()[:16])
        now, room = clock.now().timestamp(), pace.burst * pace.seconds
        # Never further ahead than a bucket is deep: a clock that was set back shuts nobody out.
        full_at = min(max(self._full_at.get(name, now), now), now + room)
        wait = full_at + pace.seconds - room - now
        late = wait > 1e-6  # seconds; the numbers have about a millionth
        self._full_at[name] = full_at if late else full_at + pace.seconds
        self._full_at.move_to_end(name)
        while len(self._full_at) > MOST:
            self._full_at.popitem(last=False)
        if late:
            raise Refusal("too_many", 429, wait=ceil(wait))


def _network(host: str) -> str:
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return f"{int(address) >> (128 - NETWORK):x}"
    return str(address)
