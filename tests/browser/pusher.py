"""A push service on this machine (RFC 8030): what a browser asks its maker for, so that `subscribe()` is a real one.

It speaks as much of Chromium's own way to its maker as a browser needs: check-in and registration over HTTP, and the
lasting connection that messages come down by ("MCS", protocol buffers with a tag and a length before each).
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import parse_qs
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

MCS_VERSION = 41
PING, PING_ANSWER, LOGIN, WELCOME, MESSAGE = 0, 1, 2, 3, 8


class Taken(NamedTuple):
    """A message as it came from the app's server: who it is for, its headers in lower case, and its sealed body."""

    token: str
    headers: dict[str, str]
    body: bytes


class Registered(NamedTuple):
    category: str
    subtype: str
    sender: str


class Pusher:
    """`pusher.flags` go to the browser; `pusher.taken` is what was pushed; `pusher.answers` what is said before 201."""

    def __init__(self, folder: Path) -> None:
        self.certificate = folder / "pusher.pem"
        _certificate(self.certificate)
        self.registered: dict[str, Registered] = {}
        self.taken: list[Taken] = []
        self.answers: list[int] = []
        self._connected: list[ssl.SSLSocket] = []
        self._writing = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Door", (_Door,), {"pusher": self}))
        self._mcs = socket.create_server(("127.0.0.1", 0))
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(self.certificate)
        for turn in (self._http.serve_forever, self._accept):
            threading.Thread(target=turn, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def flags(self) -> list[str]:
        return [
            f"--gcm-checkin-url={self.origin}/checkin",
            f"--gcm-registration-url={self.origin}/register",
            f"--gcm-mcs-endpoint=https://127.0.0.1:{self._mcs.getsockname()[1]}",
            "--ignore-certificate-errors",
        ]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._mcs.close()
        for line in list(self._connected):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)  # who reads from it closes it

    def register(self, asked: dict[str, str]) -> str:
        token = uuid4().hex
        self.registered[token] = Registered(asked["app"], asked.get("X-subtype", asked["app"]), asked["sender"])
        return token

    def push(self, taken: Taken) -> int:
        """Down the line to whoever has one open; 201 as a push service says when it has taken it."""
        if self.answers:
            return self.answers.pop(0)
        to = self.registered.get(taken.token)
        if to is None:
            return 410
        self.taken.append(taken)
        about = {"subtype": to.subtype, "content-encoding": taken.headers.get("content-encoding", "")}
        fields = [(3, to.sender.encode()), (5, to.category.encode())]
        fields += [(7, _message((1, key.encode()), (2, value.encode()))) for key, value in about.items()]
        fields += [(9, uuid4().hex.encode()), (21, taken.body)]
        for line in list(self._connected):
            with contextlib.suppress(OSError):
                self._say(line, MESSAGE, _message(*fields))
        return 201

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._mcs.accept()
            except OSError:
                return
            try:
                wrapped = self._tls.wrap_socket(line, server_side=True)
            except OSError:  # not a browser's hand-shake
                line.close()
                continue
            threading.Thread(target=self._serve, args=(wrapped,), daemon=True).start()

    def _serve(self, line: ssl.SSLSocket) -> None:
        with contextlib.suppress(OSError, EOFError), line, line.makefile("rb") as heard:
            heard.read(1)  # its version
            line.sendall(bytes([MCS_VERSION]))
            while tag := heard.read(1):
                heard.read(_length(heard))
                if tag[0] == LOGIN:
                    self._say(line, WELCOME, _message((1, b"here")))
                    self._connected.append(line)
                elif tag[0] == PING:
                    self._say(line, PING_ANSWER, b"")
        with contextlib.suppress(ValueError):
            self._connected.remove(line)

    def _say(self, line: ssl.SSLSocket, tag: int, message: bytes) -> None:
        with self._writing:
            line.sendall(bytes([tag]) + _varint(len(message)) + message)


class _Door(BaseHTTPRequestHandler):
    pusher: Pusher

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        if self.path == "/checkin":  # done, and who this browser is: two numbers
            self._answer(200, b"\x08\x01" + b"\x39" + struct.pack("<Q", 4242) + b"\x41" + struct.pack("<Q", 2424))
        elif self.path == "/register":
            asked = {key: values[0] for key, values in parse_qs(body.decode()).items()}
            gone = asked.get("delete") == "true"
            said = f"token={asked.get('app')}" if gone else f"token={self.pusher.register(asked)}"
            self._answer(200, said.encode())
        else:
            headers = {key.lower(): value for key, value in self.headers.items()}
            self._answer(self.pusher.push(Taken(self.path.rpartition("/")[2], headers, body)), b"")

    def _answer(self, status: int, said: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def pushing(folder: Path) -> Iterator[Pusher]:
    pusher = Pusher(folder)
    yield pusher
    pusher.close()


def _varint(number: int) -> bytes:
    said = bytearray()
    while number > 127:
        said.append(number & 127 | 128)
        number >>= 7
    return bytes([*said, number])


def _length(heard: IO[bytes]) -> int:
    number = shift = 0
    while True:
        one = heard.read(1)
        if not one:
            raise EOFError
        number |= (one[0] & 127) << shift
        shift += 7
        if one[0] < 128:
            return number


def _message(*fields: tuple[int, bytes]) -> bytes:
    """Protocol buffers, fields of bytes only: a number shifted by three with the wire type 2, a length, the bytes."""
    return b"".join(_varint(number << 3 | 2) + _varint(len(value)) + value for number, value in fields)


def _certificate(file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(key.private_bytes(*plain) + made.public_bytes(serialization.Encoding.PEM))
