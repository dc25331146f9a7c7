"""An authenticator made of software: it signs as a real one does, and lies where a test wants it to."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40  # flags of authenticator data (WebAuthn § 6.1)


class Authenticator:
    """Holds one passkey. What `make` and `use` are told besides the options stands in their answer, true or not."""

    def __init__(self, origin: str = "http://localhost:8000", rp: str = "localhost") -> None:
        self.origin, self.rp = origin, rp
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.user, self.count = os.urandom(16), b"", 0

    def make(self, options: str, **lies: Any) -> str:
        """The answer to `navigator.credentials.create`."""
        told = json.loads(options)
        self.user = base64url_to_bytes(told["user"]["id"])
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        made = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(cose)
        data = self._data(lies, ATTESTED) + made
        client = self._client("webauthn.create", told["challenge"], lies)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential({"clientDataJSON": client, "attestationObject": attestation}, lies)

    def use(self, options: str, **lies: Any) -> str:
        """The answer to `navigator.credentials.get`."""
        self.count += 1
        data = self._data(lies, 0)
        client = self._client("webauthn.get", json.loads(options)["challenge"], lies)
        signed = (lies.get("key") or self.key).sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": data, "signature": signed}
        if (user := lies.get("user", self.user)) is not None:
            response["userHandle"] = user
        return self._credential(response, lies)

    def _data(self, lies: dict[str, Any], more: int) -> bytes:
        flags = lies.get("flags", PRESENT | VERIFIED) | more
        count = lies.get("count", self.count)
        return hashlib.sha256(lies.get("rp", self.rp).encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str, lies: dict[str, Any]) -> bytes:
        told = {
            "type": lies.get("type", kind),
            "challenge": lies.get("challenge", challenge),
            "origin": lies.get("origin", self.origin),
            "crossOrigin": lies.get("framed", False),
        }
        return json.dumps(told).encode()

    def _credential(self, response: dict[str, bytes], lies: dict[str, Any]) -> str:
        name = bytes_to_base64url(lies.get("id", self.id))
        told = {key: bytes_to_base64url(value) for key, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": told})
