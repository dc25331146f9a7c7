"""Keys and ciphers."""

from __future__ import annotations

import base64
import os
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as some

from folkevalgt import crypto
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal

KEY = InstanceKey(bytes(32))
WRITTEN = base64.urlsafe_b64encode(bytes(range(32))).decode()


@given(some.binary(max_size=300), some.text(max_size=20))
def test_what_is_sealed_opens_in_its_own_place(plain, place):
    assert KEY.open(KEY.seal(plain, place), place) == plain


@pytest.mark.parametrize(
    "open_wrongly",
    [
        lambda sealed: KEY.open(sealed, "version 2"),
        lambda sealed: InstanceKey(bytes(31) + b"1").open(sealed, "version 1"),
        lambda sealed: KEY.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "version 1"),
        lambda sealed: KEY.open(sealed[:11], "version 1"),
        lambda sealed: KEY.open(b"", "version 1"),
    ],
    ids=["moved", "another key", "a bit changed", "cut", "empty"],
)
def test_a_sealed_value_opens_nowhere_else(open_wrongly):
    with pytest.raises(Refusal, match="wrong_key"):
        open_wrongly(KEY.seal(b"tittel", "version 1"))


def test_two_seals_of_the_same_are_not_alike():
    assert KEY.seal(b"tittel", "a") != KEY.seal(b"tittel", "a")


def test_a_fingerprint_tells_nothing_without_the_key():
    assert KEY.fingerprint(b"ja") == KEY.fingerprint(b"ja") != KEY.fingerprint(b"nei")
    assert KEY.fingerprint(b"ja") not in (crypto.sha256(b"ja"), InstanceKey(b"1" * 32).fingerprint(b"ja"))


@given(some.integers(1, 200_000))
def test_a_paper_comes_back_whole_whatever_its_size(size):
    plain = os.urandom(size)
    key, cipher = crypto.encrypt_paper(plain)
    assert crypto.decrypt_paper(cipher, key) == plain


def test_one_key_serves_a_paper_and_its_text_each_with_its_own_salt():
    key, paper = crypto.encrypt_paper(b"sak")
    _, text = crypto.encrypt_paper(b"sak", key)
    assert paper != text
    assert crypto.decrypt_paper(text, key) == b"sak"


@pytest.mark.parametrize("at", [0, 20, 21, 100, -1], ids=["salt", "name's length", "first record", "text", "tag"])
def test_a_changed_byte_of_a_paper_is_found(at):
    key, cipher = crypto.encrypt_paper(b"unntatt " * 50)
    damaged = bytearray(cipher)
    damaged[at] ^= 1
    with pytest.raises(Refusal, match="wrong_key"):
        crypto.decrypt_paper(bytes(damaged), key)


@pytest.mark.parametrize("rest", [0, 10, 20, 21, 60, 21 + crypto.RECORD, -1])
def test_a_paper_cut_short_is_found(rest):
    key, cipher = crypto.encrypt_paper(b"unntatt " * 20_000)
    with pytest.raises(Refusal, match="wrong_key"):
        crypto.decrypt_paper(cipher[:rest], key)


def test_any_record_can_be_decrypted_alone_as_rfc_8188_says():
    """As the browser does it, with nothing of the library that wrote it."""
    plain = os.urandom(3 * crypto.RECORD)
    key, cipher = crypto.encrypt_paper(plain)
    salt, size, record = cipher[:16], int.from_bytes(cipher[16:20]), 1
    name = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(key)
    nonce = (int.from_bytes(name) ^ record).to_bytes(12)
    content = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(key)
    start = 21 + record * size
    opened = AESGCM(content).decrypt(nonce, cipher[start : start + size], None)
    assert opened.rstrip(b"\0")[:-1] == plain[record * (size - 17) :][: size - 17]


def test_the_key_is_made_once_for_its_owner_alone(tmp_path):
    settings = Settings(home=str(tmp_path / "home"))
    sealed = crypto.instance_key(settings).seal(b"tittel", "a")
    assert crypto.instance_key(settings).open(sealed, "a") == b"tittel"
    assert (tmp_path / "home" / "instance.key").stat().st_mode & 0o777 == 0o600


def test_the_key_may_be_given_as_text_or_as_a_file(tmp_path):
    (tmp_path / "key").write_text(f"{WRITTEN}\n")
    sealed = InstanceKey(bytes(range(32))).seal(b"tittel", "a")
    for given_key in (WRITTEN, WRITTEN.rstrip("="), str(tmp_path / "key")):
        assert crypto.instance_key(Settings(home=str(tmp_path), instance_key=given_key)).open(sealed, "a") == b"tittel"
    assert not (tmp_path / "instance.key").exists()


@pytest.mark.parametrize(
    "key", ["kort", "/finnes/ikke", "å" * 43, WRITTEN + "AAAA", WRITTEN[:-4] + "!!!!", "A" * 300, WRITTEN + "!"]
)
def test_a_key_that_is_none_is_refused(key, tmp_path):
    with pytest.raises(Refusal, match="wrong_key"):
        crypto.instance_key(Settings(home=str(tmp_path), instance_key=key))


def test_tokens_are_long_and_stored_as_hashes():
    token = crypto.new_token()
    assert len(base64.urlsafe_b64decode(token + "==")) == 32
    assert token not in crypto.token_hash(token)


def test_a_lease_is_signed_by_a_key_that_follows_from_the_instance_key():
    """As signatures are made: with the key that leases are checked with, and no other's."""
    other = InstanceKey(bytes(31) + b"1")
    signature = KEY.sign_lease("til i morgen")
    assert InstanceKey(bytes(32)).lease_key == KEY.lease_key != other.lease_key
    for key, said, holds in (
        (KEY, "til i morgen", True),
        (KEY, "til i overmorgen", False),
        (other, "til i morgen", False),
    ):
        assert crypto.signed_by(key.lease_key, said, signature) is holds


NO_SIGNATURES = [b"", bytes(64), b"\xff" * 64, b"\xff" * 200, KEY.sign_lease("a") + b"\0"]


@pytest.mark.parametrize("signature", NO_SIGNATURES, ids=["none", "zeros", "ones", "long", "a byte more"])
def test_what_is_no_signature_is_nobodys(signature):
    assert not crypto.signed_by(KEY.lease_key, "a", signature)


def test_the_half_of_a_device_key_opens_for_that_device_alone():
    one, other = uuid4(), uuid4()
    sealed = KEY.new_half(one)
    assert len(KEY.half(sealed, one)) == 32
    with pytest.raises(Refusal, match="wrong_key"):
        KEY.half(sealed, other)
