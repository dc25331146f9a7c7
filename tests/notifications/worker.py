"""A worker's notices in a process of their own: `python -m tests.notifications.worker STEP` dies at that step."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from folkevalgt import config, crypto, database
from folkevalgt.models.notification import Notice, Sending
from folkevalgt.notifications import mail, outbox, planning, post
from folkevalgt.notifications.telling import Telling

# Where it may die: just before or just after each of these.
STEPS: dict[str, tuple[Any, str, bool]] = {
    "before planning is kept": (planning, "_keep", False),
    "after planning": (planning, "plan", True),
    "after a push is lent": (outbox, "claim", True),
    "before a push is noted": (outbox, "note", False),
    "after a letter is lent": (post, "claim", True),
    "after a letter was taken": (mail, "send", True),
}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(real: Callable[..., Any], after: bool) -> Callable[..., Any]:
    async def does(*given: Any) -> Any:
        if not after:
            die()
        answer = await real(*given)
        if answer is None or answer:
            die()
        return answer

    return does


async def work() -> None:
    """Until nothing is due any more."""
    settings = config.load()
    await database.connect(settings)
    telling = Telling(settings, crypto.instance_key(settings))
    while await Notice.filter(planned_at=None).exists() or await Sending.filter(fallback=False, ended="").exists():
        await telling.plan()
        await telling.push()
        await telling.post()
        await asyncio.sleep(0.05)
    await telling.close()
    await database.disconnect()


if __name__ == "__main__":
    outbox.LEASE = timedelta(seconds=0.5)
    if step := sys.argv[1:]:
        room, name, after = STEPS[step[0]]
        setattr(room, name, dying(getattr(room, name), after))
    asyncio.run(work())
