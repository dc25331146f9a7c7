"""A provider that does what the protocol says, but for the one thing a test has it do wrong."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import uvicorn
from joserfc import jwk, jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from folkevalgt import clock
from tests.browser.served import free_port, until

CLIENT = "folkevalgt-test"
SUB, SID, PID = "en-pairwise-sub", "sid-hos-tjenesten", "13897210066"  # the number is of the test series
Change = Callable[[dict[str, Any]], Any]


class Ways:
    """How it behaves. Each is given what would be right, and changes it."""

    def __init__(self, **given: Any) -> None:
        self.describe: Change = lambda metadata: None
        self.keys: Change = lambda keys: None
        self.header: Change = lambda header: None
        self.claims: Change = lambda claims: None
        self.answer: Change = lambda query: None
        self.sign: Callable[[Hostile, dict[str, Any], dict[str, Any]], str] = lambda it, header, claims: it.signed(
            header, claims
        )
        self.granted: Callable[[dict[str, Any]], Response] | None = None
        self.asked_first: Callable[[], Response] | None = None
        for name, way in given.items():
            assert hasattr(self, name), name
            setattr(self, name, way)


class Hostile:
    """`be(ways)`, then `answer(address)` is the query with which a browser comes back from there."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.key = jwk.RSAKey.generate_key(2048, {"kid": "vår"})
        self.other = jwk.RSAKey.generate_key(2048, {"kid": "vår"})
        self.be(Ways())

    def be(self, ways: Ways) -> None:
        self.ways, self.pushed, self.asked, self.posted, self.jtis = ways, {}, {}, [], []

    def signed(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        return jwt.encode(header, claims, self.key, algorithms=[header["alg"]])

    def metadata(self) -> dict[str, Any]:
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "pushed_authorization_request_endpoint": f"{self.issuer}/par",
            "end_session_endpoint": f"{self.issuer}/end",
            "authorization_response_iss_parameter_supported": True,
            "code_challenge_methods_supported": ["S256"],
        }
        self.ways.describe(found)
        return found

    def answer(self, address: str) -> dict[str, Any]:
        """As somebody who signed in there would come back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        self.asked = self.pushed.get(asked.get("request_uri"), asked)
        query = {"code": "en-kode", "state": self.asked["state"], "iss": self.issuer}
        self.ways.answer(query)
        return query

    def id_token(self) -> str:
        now = int(clock.now().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": SUB,
            "aud": CLIENT,
            "exp": now + 120,
            "iat": now,
            "auth_time": now,
            "nonce": self.asked.get("nonce"),
            "acr": self.asked.get("acr_values", "").split(" ")[0],
            "amr": ["BankID"],
            "sid": SID,
            "pid": PID,
        }
        self.ways.claims(claims)
        header = {"alg": "RS256", "kid": "vår", "typ": "JWT"}
        self.ways.header(header)
        return self.ways.sign(self, header, claims)

    def logout_token(self, **other: Any) -> str:
        """With `other` claims; None takes one away. `typ` is the header's."""
        now = int(clock.now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 120,
            "jti": f"{time.monotonic_ns()}",
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
            "sid": SID,
            "sub": SUB,
        }
        header = {"alg": "RS256", "kid": "vår", "typ": other.pop("typ", "logout+jwt")}
        claims |= other
        return self.signed(header, {name: value for name, value in claims.items() if value is not None})

    async def _metadata(self, request: Request) -> Response:
        return JSONResponse(self.metadata())

    async def _keys(self, request: Request) -> Response:
        found = {"keys": [self.key.as_dict(private=False)]}
        self.ways.keys(found)
        return JSONResponse(found)

    async def _par(self, request: Request) -> Response:
        if self.ways.asked_first:
            return self.ways.asked_first()
        form = await self._form(request)
        self.pushed["urn:hos-oss"] = form
        return JSONResponse({"request_uri": "urn:hos-oss", "expires_in": 60}, 201)

    async def _token(self, request: Request) -> Response:
        form = await self._form(request)
        challenge = urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if challenge != self.asked["code_challenge"] or form["redirect_uri"] != self.asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        granted = {"id_token": self.id_token(), "access_token": "brukes-ikke", "token_type": "Bearer"}
        return self.ways.granted(granted) if self.ways.granted else JSONResponse(granted)

    async def _form(self, request: Request) -> dict[str, str]:
        form = dict(parse_qsl((await request.body()).decode()))
        self.posted.append({**form, "authorization": request.headers.get("authorization", "")})
        return form

    async def _slow(self, request: Request) -> Response:
        await asyncio.sleep(0.4)
        return await self._token(request)

    async def _moved(self, request: Request) -> Response:
        return RedirectResponse(f"{self.issuer}/token", 307)

    def app(self) -> Starlette:
        paths = {"/.well-known/openid-configuration": self._metadata, "/keys": self._keys, "/par": self._par}
        paths |= {"/token": self._token, "/slow": self._slow, "/moved": self._moved}
        return Starlette(routes=[Route(path, do, methods=["GET", "POST"]) for path, do in paths.items()])


@contextmanager
def serving() -> Iterator[Hostile]:
    """One of them on this machine, in a thread with a loop of its own."""
    port = free_port()
    it = Hostile(port)
    server = uvicorn.Server(uvicorn.Config(it.app(), port=port, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started, "the provider to start")
    try:
        yield it
    finally:
        server.should_exit = True
        thread.join(10)
