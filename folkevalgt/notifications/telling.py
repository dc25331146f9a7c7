"""Getting notices out: what is due is planned, pushed and posted, each in a lane of its own, so that a service that
hangs holds up no other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from datetime import timedelta
from math import ceil

import msgspec
import structlog

from folkevalgt import clock
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.models.notification import Sending
from folkevalgt.notices import ALWAYS
from folkevalgt.notifications import outbox, planning, post, reminding
from folkevalgt.notifications.outbox import Outcome
from folkevalgt.notifications.push import LONGEST_WAIT, Address, Pusher

AT_ONCE = {"push": 20, "email": 3}  # sendings under way; e-mail services allow few connections
REST = (5, 30, 120, 600)  # seconds that a service which does not answer is left in peace
REMIND_EVERY = 60.0  # seconds
TTL = {"test": timedelta(minutes=5), "reminder": timedelta(hours=12), "": timedelta(days=3)}
# Of one meeting only the newest of these is worth keeping for a device that is not there (RFC 8030 § 5.4).
OF_ONE_TOPIC = frozenset({"package", "supplement", "withdrawn", "minutes", "reminder"})

log = structlog.get_logger()


class Rests:
    """Services that did not answer, and until when they are left in peace."""

    def __init__(self) -> None:
        self._failed: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def left(self, name: str) -> int:
        """Seconds; never more than a service can ask for, also when the clock was set back."""
        left = self._until.get(name, 0.0) - clock.now().timestamp()
        return min(max(0, ceil(left)), LONGEST_WAIT)

    def failed(self, name: str, asked: int = 0) -> None:
        """Of several who fail at the same time, one counts."""
        now = clock.now().timestamp()
        if not self.left(name):
            count = self._failed[name] = self._failed.get(name, 0) + 1
            self._until[name] = now + REST[min(count, len(REST)) - 1]
        self._until[name] = max(self._until[name], now + asked)

    def answered(self, name: str) -> None:
        self._failed.pop(name, None)
        self._until.pop(name, None)


class Telling:
    """One worker's hands: `plan`, `push` and `post` do what is due, and are called again and again."""

    def __init__(self, settings: Settings, key: InstanceKey) -> None:
        self.settings, self._key = settings, key
        self._rests = Rests()
        self._pusher: Pusher | None = None
        self._next_push = self._remind_at = 0.0

    async def plan(self) -> None:
        if time.monotonic() >= self._remind_at:
            self._remind_at = time.monotonic() + REMIND_EVERY
            await reminding.remind(self.settings)
        await planning.plan(self.settings)

    async def push(self) -> None:
        """Everything that is due, never more in a second than the settings allow."""
        while due := await outbox.claim(AT_ONCE["push"]):
            self._pusher = self._pusher or Pusher(self.settings)
            tried = (guarded([each], self._pushed(self._pusher, each)) for each in due)
            await outbox.note([each for some in await asyncio.gather(*tried) for each in some])

    async def post(self) -> None:
        while not self._rests.left("smtp") and (due := await post.claim(AT_ONCE["email"])):
            tried = (guarded(letter, post.send(self.settings, letter)) for letter in due)
            outcomes = [each for some in await asyncio.gather(*tried) for each in some]
            await outbox.note(outcomes)
            if any(each.became == "sent" for each in outcomes):
                self._rests.answered("smtp")
            elif any(each.became == "later" and not each.trouble.isdecimal() for each in outcomes):
                self._rests.failed("smtp")  # it is the server, and no single address

    async def close(self) -> None:
        if self._pusher:
            await self._pusher.close()

    async def _pushed(self, pusher: Pusher, row: Sending) -> list[Outcome]:
        subscription, notice = row.subscription, row.notice
        if subscription is None or subscription.retired_at or subscription.device.revoked_at:
            return [Outcome(row, "dead", "gone", retire="gone")]
        if notice.ended or notice.person.revoked_at:
            return [Outcome(row, "dead", "overtaken", tried=False)]
        name = subscription.endpoint_hash
        to = msgspec.json.decode(self._key.open(subscription.address, f"push {name}"), type=Address)
        host = pusher.host(to.endpoint)
        if wait := self._rests.left(host):
            return [Outcome(row, "later", row.trouble, wait, tried=False)]
        await self._turn()
        answer = await pusher.push(
            to,
            {"type": notice.kind, "id": str(row.id)},
            ttl=int(TTL.get(notice.kind, TTL[""]).total_seconds()),
            urgent=notice.kind in ALWAYS,
            topic=self._topic(row),
        )
        if answer.became == "later":
            self._rests.failed(host, answer.wait)
            return [Outcome(row, "later", answer.word, answer.wait)]
        self._rests.answered(host)
        if answer.became == "sent":
            return [Outcome(row, "sent")]
        return [Outcome(row, "dead", answer.word, retire="gone" if answer.became == "gone" else "")]

    async def _turn(self) -> None:
        """Waits for the next place in the row of pushes."""
        now = time.monotonic()
        self._next_push = max(now, self._next_push) + 1 / self.settings.pushes_per_second
        await asyncio.sleep(self._next_push - 1 / self.settings.pushes_per_second - now)

    def _topic(self, row: Sending) -> str:
        """A name that says nothing to the service, and is another one for each address."""
        notice = row.notice
        if not notice.package_id:
            return ""
        about = "papers" if notice.kind in OF_ONE_TOPIC else f"{notice.kind} {notice.key}"
        return self._key.fingerprint(f"topic {row.subscription_id} {notice.package_id} {about}".encode())[:32]


async def guarded(rows: list[Sending], trying: Awaitable[list[Outcome]]) -> list[Outcome]:
    """What goes wrong with one, of our own making, is that one's trouble: the others are noted."""
    try:
        return await trying
    except Exception as error:
        log.exception("sending failed", sendings=[str(each.id) for each in rows])
        return [Outcome(each, "later", type(error).__name__[:60]) for each in rows]
