"""What a provider, or somebody on the way, may do wrong: a name, how, and the word that it is refused with."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any, NamedTuple

from joserfc import jwk, jwt
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from folkevalgt import clock
from tests.identity.providers.hostile import CLIENT, Hostile, Ways

ANSWER, OVER, SILENT, NOBODY = "provider_answer", "sign_in_over", "provider_silent", "not_known_here"


class Bad(NamedTuple):
    word: str
    ways: Ways


def claims(**changed: Any) -> Ways:
    """Other claims; None takes one away."""

    def change(its: dict[str, Any]) -> None:
        its |= {name: value(its) if callable(value) else value for name, value in changed.items()}
        for name in [name for name, value in changed.items() if value is None]:
            del its[name]

    return Ways(claims=change)


def header(**changed: Any) -> Ways:
    return Ways(header=lambda its: its.update(changed))


def answer(**changed: Any) -> Ways:
    def change(query: dict[str, Any]) -> None:
        query |= changed
        for name in [name for name, value in changed.items() if value is None]:
            del query[name]

    return Ways(answer=change)


def describe(**changed: Any) -> Ways:
    """Other metadata; a value may be made of the issuer."""
    return Ways(
        describe=lambda found: found.update(
            {name: value(found["issuer"]) if callable(value) else value for name, value in changed.items()}
        )
    )


def after(seconds: float) -> Callable[[dict[str, Any]], float]:
    return lambda its: clock.now().timestamp() + seconds


def coded(part: Any) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def unsigned(it: Hostile, head: dict[str, Any], its: dict[str, Any]) -> str:
    return f"{coded(head | {'alg': 'none'})}.{coded(its)}."


def by_secret(it: Hostile, head: dict[str, Any], its: dict[str, Any]) -> str:
    """Our own reading of its public key, taken for a shared secret."""
    secret = jwk.OctKey.import_key(coded(it.key.as_dict(private=False)))
    return jwt.encode(head | {"alg": "HS256"}, its, secret, algorithms=["HS256"])


def by_another(it: Hostile, head: dict[str, Any], its: dict[str, Any]) -> str:
    return jwt.encode(head, its, it.other, algorithms=["RS256"])


def with_its_key(it: Hostile, head: dict[str, Any], its: dict[str, Any]) -> str:
    """joserfc takes headers of 512 characters at most: what is checked here is that the key in it is not used."""
    short = jwk.ECKey.generate_key("P-256")
    return jwt.encode(head | {"alg": "ES256", "jwk": short.as_dict(private=False)}, its, short, algorithms=["ES256"])


def changed_after(it: Hostile, head: dict[str, Any], its: dict[str, Any]) -> str:
    first, _, last = it.signed(head, its).split(".")
    return f"{first}.{coded(its | {'acr': 'idporten-loa-high'})}.{last}"


def by_rule(name: str) -> Callable[[Hostile, dict[str, Any], dict[str, Any]], str]:
    return lambda it, head, its: jwt.encode(head | {"alg": name}, its, it.key, algorithms=[name])


def granted(make: Callable[[dict[str, Any]], Response]) -> Ways:
    return Ways(granted=make)


def not_for_signing(keys: dict[str, Any]) -> None:
    keys["keys"][0]["use"] = "enc"


def for_another_rule(keys: dict[str, Any]) -> None:
    keys["keys"][0]["alg"] = "PS256"


BAD = {
    "state of nobody": Bad(OVER, answer(state="oppfunnet")),
    "no state": Bad(OVER, answer(state=None)),
    "another issuer's answer": Bad(ANSWER, answer(iss="https://annen.example")),
    "an issuer with a slash": Bad(ANSWER, Ways(answer=lambda query: query.update(iss=query["iss"] + "/"))),
    "no issuer though it was promised": Bad(ANSWER, answer(iss=None)),
    "no code": Bad(ANSWER, answer(code=None)),
    "an endless code": Bad(ANSWER, answer(code="k" * 5000)),
    "the code twice": Bad(ANSWER, answer(code=["en-kode", "en-annen"])),
    "called off": Bad("sign_in_called_off", answer(error="access_denied")),
    "busy": Bad(SILENT, answer(error="temporarily_unavailable")),
    "an error with a code": Bad(ANSWER, answer(error="invalid_request")),
    "a script for an error": Bad(ANSWER, answer(error="<script>", error_description="<script>alert(1)</script>")),
    "unsigned": Bad(ANSWER, Ways(sign=unsigned)),
    "signed with its public key as a secret": Bad(ANSWER, Ways(sign=by_secret)),
    "signed by a rule that is not ours": Bad(ANSWER, Ways(sign=by_rule("RS384"))),
    "signed by another": Bad(ANSWER, Ways(sign=by_another)),
    "brings its own key": Bad(ANSWER, Ways(sign=with_its_key)),
    "says where its key is": Bad(
        ANSWER, Ways(header=lambda its: its.update(jku="http://127.0.0.1:1/k"), sign=by_another)
    ),
    "an unknown key": Bad(ANSWER, header(kid="en annen")),
    "a path for a key": Bad(ANSWER, header(kid="../../../../dev/null")),
    "no key's name": Bad(ANSWER, Ways(header=lambda its: its.pop("kid"))),
    "something critical": Bad(ANSWER, header(crit=["b64"], b64=True)),
    "not an ID token": Bad(ANSWER, header(typ="at+jwt")),
    "a logout token": Bad(ANSWER, header(typ="logout+jwt")),
    "changed after it was signed": Bad(ANSWER, Ways(sign=changed_after)),
    "two parts": Bad(ANSWER, Ways(sign=lambda it, head, its: it.signed(head, its).rpartition(".")[0])),
    "five parts": Bad(ANSWER, Ways(sign=lambda it, head, its: it.signed(head, its) + ".a.b")),
    "no token but noise": Bad(ANSWER, Ways(sign=lambda it, head, its: "ø" * 100)),
    "an endless token": Bad(ANSWER, claims(fyll="x" * 40_000)),
    "another issuer's token": Bad(ANSWER, claims(iss="https://annen.example")),
    "for another": Bad(ANSWER, claims(aud="en-annen")),
    "for us and another": Bad(ANSWER, claims(aud=[CLIENT, "en-annen"])),
    "for nobody": Bad(ANSWER, claims(aud=[])),
    "by way of another": Bad(ANSWER, claims(azp="en-annen")),
    "run out": Bad(ANSWER, claims(exp=after(-61))),
    "never runs out": Bad(ANSWER, claims(exp=None)),
    "runs out in words": Bad(ANSWER, claims(exp="snart")),
    "old": Bad(ANSWER, claims(iat=after(-700))),
    "from the future": Bad(ANSWER, claims(iat=after(90))),
    "another nonce": Bad(ANSWER, claims(nonce="en-annen")),
    "no nonce": Bad(ANSWER, claims(nonce=None)),
    "nobody": Bad(ANSWER, claims(sub=None)),
    "nobody's name": Bad(ANSWER, claims(sub="")),
    "an endless name": Bad(ANSWER, claims(sub="x" * 256)),
    "an endless session": Bad(ANSWER, claims(sid="x" * 201)),
    "signed in yesterday": Bad(ANSWER, claims(auth_time=after(-86_400))),
    "signed in nobody knows when": Bad(ANSWER, claims(auth_time=None)),
    "less sure than asked for": Bad("level_too_low", claims(acr="idporten-loa-low")),
    "not said how sure": Bad("level_too_low", claims(acr=None)),
    "a test person": Bad("test_identity", claims(amr=["TestID"])),
    "a number nobody has": Bad(NOBODY, claims(pid="24919099980")),
    "no number": Bad(NOBODY, claims(pid=None)),
    "half a number": Bad(NOBODY, claims(pid="1389721006")),
    "granted nothing": Bad(ANSWER, granted(lambda given: JSONResponse({"access_token": "a"}))),
    "granted a list": Bad(ANSWER, granted(lambda given: JSONResponse([given]))),
    "granted in words": Bad(ANSWER, granted(lambda given: HTMLResponse(json.dumps(given)))),
    "granted, and no": Bad(ANSWER, granted(lambda given: JSONResponse(given, 400))),
    "granted, and broken": Bad(SILENT, granted(lambda given: JSONResponse(given, 503))),
    "granted without end": Bad(ANSWER, granted(lambda given: JSONResponse(given | {"fyll": "x" * 300_000}))),
    "granted elsewhere": Bad(ANSWER, describe(token_endpoint=lambda issuer: f"{issuer}/moved")),
    "granted late": Bad(SILENT, describe(token_endpoint=lambda issuer: f"{issuer}/slow")),
    "another issuer's description": Bad(ANSWER, describe(issuer="https://annen.example")),
    "a description without keys": Bad(ANSWER, describe(jwks_uri=None)),
    "keys in a file": Bad(ANSWER, describe(jwks_uri="file:///etc/passwd")),
    "grants in the open": Bad(ANSWER, describe(token_endpoint="http://innlogging.example/token")),
    "grants for a name": Bad(ANSWER, describe(token_endpoint=lambda issuer: issuer.replace("://", "://x@") + "/token")),
    "no S256": Bad(ANSWER, describe(code_challenge_methods_supported=["plain"])),
    "a key that is not for signing": Bad(ANSWER, Ways(keys=not_for_signing)),
    "a key for another rule": Bad(ANSWER, Ways(keys=for_another_rule)),
    "no keys": Bad(ANSWER, Ways(keys=lambda keys: keys["keys"].clear())),
    "takes no request": Bad(ANSWER, Ways(asked_first=lambda: RedirectResponse("/token", 307))),
    "loses the request": Bad(ANSWER, Ways(asked_first=lambda: JSONResponse({}, 201))),
}
LOGOUTS: dict[str, dict[str, Any]] = {
    "an ID token": {"typ": "JWT"},
    "another issuer's": {"iss": "https://annen.example"},
    "for another": {"aud": "en-annen"},
    "run out": {"exp": 1_000_000},
    "old": {"iat": 1_000_000},
    "no number": {"jti": ""},
    "no event": {"events": {}},
    "another event": {"events": {"http://annen.example": {}}},
    "an event in words": {"events": {"http://schemas.openid.net/event/backchannel-logout": "ja"}},
    "nobody": {"sub": None, "sid": None},
    "a nonce": {"nonce": "n"},
}
