"""Stands between a browser and the server as a bad line does: it remembers, it cuts, and it can change an answer."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

OWN = {"connection", "transfer-encoding", "keep-alive"}  # headers of this stretch of the line alone


class Asked(NamedTuple):
    path: str
    range: str  # the header, or nothing


class Between:
    def __init__(self, port: int, server: int) -> None:
        self.server = server
        self.asked: list[Asked] = []
        self.cut_after: int | None = None  # bytes of a paper; then the line is dead until this is None again
        self.changed: dict[str, Callable[[bytes], bytes]] = {}
        line = type("Line", (_Line,), {"between": self})
        self._listening = ThreadingHTTPServer(("127.0.0.1", port), line)
        self._listening.daemon_threads, self._listening.block_on_close = True, False
        threading.Thread(target=self._listening.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown()
        self._listening.server_close()

    def papers_asked(self) -> list[Asked]:
        """Without what is made from a paper, which is asked for until it is there."""
        return [each for each in self.asked if each.path.startswith("/files/") and each.path.count("/") == 2]


class _Line(BaseHTTPRequestHandler):
    between: Between

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.between.asked.append(Asked(self.path, self.headers.get("range", "")))
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        upstream = http.client.HTTPConnection("127.0.0.1", self.between.server)
        try:
            plain = {"accept-encoding": "identity"} if self.path in self.between.changed else {}
            asked = {name.lower(): value for name, value in self.headers.items()}
            upstream.request(self.command, self.path, body, asked | plain)
            self._pass_on(upstream.getresponse())
        except (OSError, http.client.HTTPException):
            pass  # one of the ends has gone: the other sees the line go dead
        finally:
            upstream.close()
            self.close_connection = True

    do_POST = do_PATCH = do_HEAD = do_GET

    def _pass_on(self, answer: http.client.HTTPResponse) -> None:
        change = self.between.changed.get(self.path)
        whole = change(answer.read()) if change else None
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OWN and not (change and name.lower() in ("content-length", "etag")):
                self.send_header(name, value)
        self.end_headers()
        left = self.between.cut_after if self.path.startswith("/files/") else None
        while piece := (whole or answer.read1(65536)):
            self.wfile.write(piece if left is None else piece[:left])
            if whole or (left is not None and left <= len(piece)):
                time.sleep(1 if left else 0)  # what has come through is read before the line goes dead
                return
            left = None if left is None else left - len(piece)
