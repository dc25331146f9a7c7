"""A browser with a key of its own, as the app is one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from folkevalgt import clock
from folkevalgt.crypto import base64url, token_hash
from folkevalgt.identity import sessions
from folkevalgt.identity.sessions import Signed
from tests.world import Visitor


class Browser:
    def __init__(self, origin: str) -> None:
        self.origin, self.key = origin, ec.generate_private_key(ec.SECP256R1())

    @property
    def public_key(self) -> str:
        return base64url(self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    def proof(self, device: Any, at: datetime | None = None, said: str = "") -> dict[str, str]:
        moment = (at or clock.now()).isoformat()
        signed = self.key.sign(
            (said or f"folkevalgt device {self.origin} {device} {moment}").encode(), ec.ECDSA(SHA256())
        )
        r, s = decode_dss_signature(signed)
        return {"device": str(device), "at": moment, "signature": base64url(r.to_bytes(32) + s.to_bytes(32))}


async def signed(visitor: Visitor) -> Signed:
    """Who the server takes a visitor for."""
    name = token_hash(next(iter(visitor.client.cookies.values())))
    return (await sessions.load([name]))[name]


async def registered(visitor: Visitor) -> Browser:
    """Gives the visitor's browser a key, and tells the server."""
    browser = Browser(str(visitor.client.base_url).rstrip("/"))
    assert (await visitor.post("/api/devices/here/key", {"public_key": browser.public_key})).status_code == 204
    return browser
