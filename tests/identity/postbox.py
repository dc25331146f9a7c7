"""A post office of our own, and what lies in its box."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.browser.served import free_port


class Postbox:
    """An e-mail server that keeps what it is given, or says no so many times first, or knows nobody."""

    known: ClassVar[list] = []

    def __init__(self) -> None:
        self.letters, self.busy, self.nobody = [], 0, False

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.nobody:
            return "550 nobody here has that name"
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.busy:
            self.busy -= 1
            return "451 busy"
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"

    @classmethod
    def authenticate(cls, server, session, envelope, mechanism, given) -> AuthResult:
        cls.known.append((given.login, given.password))
        return AuthResult(success=True)


@contextmanager
def posted(**more) -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=(port := free_port()), **more)
    server.start()
    try:
        yield box, port
    finally:
        server.stop()
