"""Keys and ciphers: exempt papers are RFC 8188 `aes128gcm`. The instance key seals keys and titles, and each author's
notes have a key of their own (AES-256-GCM both).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import http_ece
from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
)

from folkevalgt.config import Settings
from folkevalgt.errors import Refusal

HEADER = 21  # bytes: salt, record size, and an empty name for the key
P256 = ec.SECP256R1()
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # FIPS 186-5, SP 800-186 § 3.2.1.3
RECORD = 65536  # bytes; smaller records make http-ece copy quadratically


class InstanceKey:
    """The one secret of an installation, 32 bytes. It is never in the database."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != 32:
            raise Refusal("wrong_key", 500, "INSTANCE_KEY skal være 32 byte i base64url")
        self._seal = AESGCM(_derive(secret, b"seal"))
        self._hmac = _derive(secret, b"fingerprint")
        self._sign = _derive(secret, b"sign")
        self._lease = _signing(_derive(secret, b"lease", 48))

    def seal(self, plain: bytes, about: str) -> bytes:
        """Encrypts for our own eyes; `about` must be given again to open, so that a sealed value cannot be moved."""
        nonce = os.urandom(12)
        return nonce + self._seal.encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """Raises Refusal("wrong_key") when the value was sealed by another key or for another place."""
        try:
            return self._seal.decrypt(bytes(sealed[:12]), bytes(sealed[12:]), about.encode())
        except (InvalidTag, ValueError):
            raise Refusal("wrong_key", 500) from None

    def fingerprint(self, plain: bytes) -> str:
        """Tells equal bytes apart from changed ones without keeping a hash anyone else could check a guess against."""
        return hmac.new(self._hmac, plain, hashlib.sha256).hexdigest()

    def sign(self, plain: bytes) -> bytes:
        """16 bytes that only we can make: whoever shows them again with the same bytes had them from us."""
        return hmac.digest(self._sign, plain, "sha256")[:16]

    @property
    def lease_key(self) -> bytes:
        """What `sign_lease` is checked with, as SPKI: the same for as long as the instance key is."""
        return _spki(self._lease.public_key())

    def sign_lease(self, said: str) -> bytes:
        """ECDSA over P-256 and SHA-256, r and s of 32 bytes each, as WebCrypto reads it."""
        return _signed(self._lease, said)

    def new_half(self, device: UUID) -> bytes:
        """The server's half of a device key, fresh and sealed; `half` opens it."""
        return self.seal(secrets.token_bytes(32), f"half of {device}")

    def half(self, sealed: bytes, device: UUID) -> bytes:
        """Raises Refusal("wrong_key") when it is another device's, or was sealed by another installation."""
        return self.open(sealed, f"half of {device}")

    def new_author(self, person: UUID) -> bytes:
        """A fresh key for one person's notes, sealed; `author` opens it."""
        return self.seal(secrets.token_bytes(32), f"notes of {person}")

    def author(self, sealed: bytes, person: UUID) -> AuthorKey:
        """Raises Refusal("wrong_key") when it is another person's, or was sealed by another installation."""
        return AuthorKey(self.open(sealed, f"notes of {person}"))


class AuthorKey:
    """The key of one author's notes. When it is gone, so are they."""

    def __init__(self, secret: bytes) -> None:
        self._gcm = AESGCM(secret)

    def seal(self, plain: bytes, note: str) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._gcm.encrypt(nonce, plain, note.encode())

    def open(self, sealed: bytes | memoryview, note: str) -> bytes:
        """Raises Refusal("wrong_key") when it is another author's or another note's, or a byte was changed."""
        try:
            return self._gcm.decrypt(sealed[:12], sealed[12:], note.encode())
        except (InvalidTag, ValueError):
            raise Refusal("wrong_key", 500) from None


class VapidKey:
    """The key that push notices are signed with: their services know by it who sends (RFC 8292)."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = base64url(point)

    def authorization(self, origin: str, subject: str, until: int) -> str:
        """The header for one push service, by its origin; good until then (seconds since 1970), a day at most."""
        said = [{"typ": "JWT", "alg": "ES256"}, {"aud": origin, "exp": until, "sub": subject}]
        token = ".".join(base64url(json.dumps(each, separators=(",", ":")).encode()) for each in said)
        return f"vapid t={token}.{base64url(_signed(self._key, token))}, k={self.public}"


def vapid_key(settings: Settings) -> VapidKey:
    """The key in VAPID_KEY's file (PEM, P-256), else in `vapid.pem` in HOME, made at first use.

    Raises Refusal("wrong_key") when it is another kind of key.
    """
    path = Path(settings.vapid_key) if settings.vapid_key else settings.home_path / "vapid.pem"
    if not path.exists():
        form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _keep(path, ec.generate_private_key(P256).private_bytes(*form))
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != P256.name:
        raise Refusal("wrong_key", 500, "VAPID_KEY skal være en P-256-nøkkel i PEM")
    return VapidKey(key)


def _derive(secret: bytes, purpose: bytes, size: int = 32) -> bytes:
    return HKDF(SHA256(), size, salt=None, info=b"folkevalgt " + purpose).derive(secret)


def _signing(seed: bytes) -> ec.EllipticCurvePrivateKey:
    """A key pair made of more random bytes than the order has (FIPS 186-5 A.2.1), so that none is likelier."""
    return ec.derive_private_key(int.from_bytes(seed, "big") % (P256_ORDER - 1) + 1, P256)


def _signed(key: ec.EllipticCurvePrivateKey, said: str) -> bytes:
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _spki(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def device_key(text: str) -> bytes:
    """A browser's public key, SPKI of P-256 in base64url. Raises Refusal("bad_request") when it is anything else."""
    try:
        key = load_der_public_key(from_base64url(text))
    except Exception:  # what the library says of foreign bytes differs with how they are wrong
        raise Refusal("bad_request", 400, "public_key") from None
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != P256.name:
        raise Refusal("bad_request", 400, "public_key")
    return _spki(key)


def signed_by(device_key: bytes, said: str, signature: bytes) -> bool:
    """Whether `signature` (ECDSA, SHA-256, r and s of 32 bytes each) over `said` is this key's."""
    key = load_der_public_key(device_key)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        key.verify(encode_dss_signature(r, s), said.encode(), ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return len(signature) == 64


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Raises ValueError for what is none; padding may be there."""
    bare = text.rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), b"-_", validate=True)


def instance_key(settings: Settings) -> InstanceKey:
    """The key from INSTANCE_KEY (base64url, or a file's path), else from `instance.key` in HOME, made at first use."""
    given = settings.instance_key
    if given and not os.path.isfile(given):
        return InstanceKey(_decoded(given))
    path = Path(given) if given else settings.home_path / "instance.key"
    if not path.exists():
        _keep(path, base64.urlsafe_b64encode(secrets.token_bytes(32)))
    return InstanceKey(_decoded(path.read_text().strip()))


def _keep(path: Path, secret: bytes) -> None:
    """Writes a new key for our eyes alone, whole and on the disk: one lost in a power cut takes all it opens with it.

    Of two processes that begin at once, the second finds the first one's.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    made = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(made, secret)
        os.fsync(made)
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        os.close(made)
        os.unlink(new)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _decoded(text: str) -> bytes:
    try:
        return from_base64url(text)
    except ValueError:
        raise Refusal("wrong_key", 500, "INSTANCE_KEY skal være 32 byte i base64url") from None


def encrypt_paper(plain: bytes, key: bytes | None = None) -> tuple[bytes, bytes]:
    """A 16-byte content key and the paper as RFC 8188 `aes128gcm`, any record of which can be decrypted alone.

    The key is fresh unless one is given: a paper's file, its derivative and its text share one, each with its own salt.
    """
    key = key or secrets.token_bytes(16)
    cipher: bytes = http_ece.encrypt(plain, key=key, rs=RECORD, version="aes128gcm")
    return key, cipher


def decrypt_paper(cipher: bytes, key: bytes) -> bytes:
    """Raises Refusal("wrong_key") when the key is not this paper's, or a byte was changed."""
    try:
        if len(cipher) <= HEADER:  # to the library no record at all is an empty paper
            raise ValueError
        plain: bytes = http_ece.decrypt(cipher, key=key, version="aes128gcm")
    except (http_ece.ECEException, InvalidTag, ValueError):
        raise Refusal("wrong_key", 500) from None
    return plain


def new_token() -> str:
    """256 bits for a cookie or a link, as base64url."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token: its sha-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
