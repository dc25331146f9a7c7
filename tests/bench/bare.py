"""The least a server can do: the same answers from memory, on the same uvicorn settings as ours.

`python -m tests.bench.bare PORT` reads {address: [{header: value}, body in base64]} from standard input.
"""

from __future__ import annotations

import base64
import json
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from folkevalgt.cli.operate import UVICORN, more_open_files


def app(answers: dict[str, tuple[dict[str, str], bytes]]) -> Starlette:
    def route(address: str) -> Route:
        headers, body = answers[address]

        async def answer(request: Request) -> Response:
            return Response(body, headers=headers)

        return Route(address, answer)

    return Starlette(routes=[route(address) for address in answers])


if __name__ == "__main__":
    told = json.load(sys.stdin)
    more_open_files()
    answers = {address: (headers, base64.b64decode(body)) for address, (headers, body) in told.items()}
    uvicorn.run(app(answers), host="127.0.0.1", port=int(sys.argv[1]), **UVICORN)
