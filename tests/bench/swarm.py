"""Many clients at the same moment, each on a connection of its own, from a process of its own: cheap, so that what is
measured is the server. `python -m tests.bench.swarm` reads {"host", "port", "requests": [text]} and tells what came."""

from __future__ import annotations

import json
import re
import select
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field

import msgspec

PATIENCE = 60.0  # seconds
LENGTH = re.compile(rb"content-length: (\d+)", re.I)


class Came(msgspec.Struct):
    """`ms`: from the moment all began until each had its whole answer. `bodies`: the sizes of the answers."""

    ms: list[float]
    bodies: list[int]
    errors: list[str]


@dataclass
class Client:
    socket: socket.socket
    request: bytes
    received: bytearray = field(default_factory=bytearray)
    wanted: int | None = None


def swarm(host: str, port: int, requests: list[str]) -> Came:
    """Runs the swarm in a process of its own."""
    order = json.dumps({"host": host, "port": port, "requests": requests})
    command = [sys.executable, "-m", "tests.bench.swarm"]
    done = subprocess.run(command, input=order.encode(), capture_output=True, check=True)
    return msgspec.json.decode(done.stdout, type=Came)


def run(host: str, port: int, requests: list[bytes]) -> Came:
    came = Came([], [], [])
    poll, clients = select.epoll(), {}
    for request in requests:
        made = socket.socket()
        made.setblocking(False)
        clients[made.fileno()] = Client(made, request)
    began = time.perf_counter()
    for number, client in clients.items():
        client.socket.connect_ex((host, port))
        poll.register(number, select.EPOLLOUT)
    while clients and time.perf_counter() - began < PATIENCE:
        for number, event in poll.poll(1.0):
            client = clients[number]
            if event & select.EPOLLOUT and client.wanted is None and client.request:
                refused = client.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                if not refused:
                    client.socket.send(client.request)
                    client.request = b""
                    poll.modify(number, select.EPOLLIN)
                    continue
                came.errors.append(f"connection: {refused}")
            elif not take(client, came):
                continue
            else:
                came.ms.append((time.perf_counter() - began) * 1000)
            poll.unregister(number)
            clients.pop(number).socket.close()
    came.errors += ["no answer"] * len(clients)
    return came


def take(client: Client, came: Came) -> bool:
    """Reads what there is; True when the answer is whole, or never will be."""
    piece = client.socket.recv(1 << 18)
    client.received += piece
    if client.wanted is None and (head := client.received.find(b"\r\n\r\n")) >= 0:
        found = LENGTH.search(client.received, 0, head)
        client.wanted = head + 4 + (int(found[1]) if found else 0)
        came.bodies.append(client.wanted - head - 4)
        if not client.received.startswith(b"HTTP/1.1 200"):
            came.errors.append(client.received[:60].decode("latin-1"))
    if not piece:
        came.errors.append("cut off")
    return not piece or (client.wanted is not None and len(client.received) >= client.wanted)


if __name__ == "__main__":
    given = json.load(sys.stdin)
    answer = run(given["host"], given["port"], [each.encode() for each in given["requests"]])
    sys.stdout.write(msgspec.json.encode(answer).decode())
