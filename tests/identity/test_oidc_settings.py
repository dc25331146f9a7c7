"""Providers as the settings say them, their keys as they change, and the numbers that people are known by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from joserfc import jwk

from folkevalgt import config
from folkevalgt.errors import Refusal
from folkevalgt.identity import enrolment
from folkevalgt.identity.oidc import provider
from folkevalgt.identity.oidc.provider import Provider
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.device import ExternalIdentity
from folkevalgt.models.person import Person
from tests.engines import ON_SQLITE
from tests.identity.providers.hostile import PID, Hostile, Ways, serving
from tests.identity.signing_in import browsing, come_back, numbered, providers, quiet, table, tried

__all__ = ["quiet"]
ISSUER = "https://innlogging.example"
GIVEN: dict[str, Any] = {"name": "a", "label": "A", "issuer": ISSUER, "client_id": "c", "client_secret": "s"}
OTHER_PID = "13897210147"


def read(tmp_path: Path, environ: dict[str, str], *tables: dict[str, Any]) -> tuple[config.Oidc, ...]:
    given = {"FOLKEVALGT_OIDC": msgspec.json.encode(tables).decode()} if tables else {}
    return config.load({"FOLKEVALGT_HOME": str(tmp_path)} | given | environ).oidc


def test_providers_are_tables_of_the_file_and_one_of_the_environment(tmp_path):
    (tmp_path / "folkevalgt.toml").write_text(
        '[[oidc]]\nname = "a"\nlabel = "A"\nissuer = "https://a.example"\nclient_id = "c"\nclient_secret = "s"\n'
        'acr_high = ["loa-high"]\n'
    )
    alone = {f"FOLKEVALGT_OIDC_{key.upper()}": value for key, value in (GIVEN | {"name": "b"}).items()}
    found = read(tmp_path, alone | {"FOLKEVALGT_OIDC_SCOPES": "openid email", "FOLKEVALGT_OIDC_MATCH": "email"})
    assert [(each.name, each.acr_high, each.scopes, each.match) for each in found] == [
        ("a", ("loa-high",), ("openid", "profile"), "national_id"),
        ("b", (), ("openid", "email"), "email"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"issuer": "http://innlogging.example"},
        {"issuer": "https://innlogging.example?a=b"},
        {"issuer": "https://meg@innlogging.example"},
        {"issuer": "ftp://innlogging.example"},
        {"issuer": "https://["},
        {"name": "Store Bokstaver"},
        {"client_secret": ""},
        {"key": "/finnes/ikke.pem", "client_secret": ""},
        {"key": __file__},
        {"scopes": ["profile"]},
        {"match": "navn"},
        {"farge": "blå"},
    ],
)
def test_a_provider_that_cannot_be_right_stops_the_server(tmp_path, other):
    with pytest.raises(Refusal, match="bad_setting"):
        read(tmp_path, {}, GIVEN | other)


def test_plain_http_is_for_one_machine_alone(tmp_path):
    near = GIVEN | {"issuer": "http://127.0.0.1:9000"}
    assert read(tmp_path, {}, near)[0].issuer == "http://127.0.0.1:9000"
    with pytest.raises(Refusal, match="bad_setting"):
        read(tmp_path, {"FOLKEVALGT_ORIGIN": "https://papirer.agnesund.example"}, near)


@pytest.mark.parametrize("text", [b"", b"{}", b"hei", jwk.ECKey.generate_key("P-384").as_pem(private=True)])
def test_a_key_that_cannot_sign_is_told_at_once(tmp_path, text):
    (tmp_path / "our.pem").write_bytes(text)
    (told,) = read(tmp_path, {}, {**GIVEN, "client_secret": "", "key": str(tmp_path / "our.pem")})
    with pytest.raises(Refusal, match="bad_setting"):
        Provider(told, config.Settings())


@pytest.fixture(scope="module")
def it() -> Iterator[Hostile]:
    with serving() as it:
        yield it


@ON_SQLITE
@pytest.mark.anyio
async def test_a_new_key_is_fetched_once_and_not_for_everyone_who_names_one(world, it, monkeypatch):
    await numbered(world)
    fetched: list[int] = []
    it.be(Ways(keys=lambda keys: fetched.append(len(keys["keys"]))))
    async with browsing(world, providers(world, table(it))) as visitor:
        assert await come_back(visitor, it) == "/"
        it.key = jwk.RSAKey.generate_key(2048, {"kid": "ny"})
        it.ways.header = lambda header: header.update(kid="ny")
        assert await come_back(visitor, it) == "/"
        it.ways.header = lambda header: header.update(kid="oppfunnet")
        for _ in range(3):
            assert await come_back(visitor, it) == "/logg-inn#feil=provider_answer"
        assert len(fetched) == 2
        monkeypatch.setattr(provider, "AGAIN", 0)
        await come_back(visitor, it)
    assert len(fetched) == 3
    it.key = jwk.RSAKey.generate_key(2048, {"kid": "vår"})


@pytest.mark.anyio
async def test_another_number_is_another_person_at_the_provider(world, it):
    it.be(Ways())
    email, name = world.person("ordforer").email, world.person("ordforer").name
    await enrolment.enrol("cli", email, name, mark=enrolment.national_id(world.key, PID))
    assert await tried(world, it, Ways()) == "/"
    await enrolment.enrol("cli", email, name, mark=enrolment.national_id(world.key, OTHER_PID))
    assert not await ExternalIdentity.exists()
    assert await tried(world, it, Ways()) == "/logg-inn#feil=not_known_here"
    assert await AuditEntry.filter(action="national_id").count() == 2
    with pytest.raises(Refusal, match="person_exists"):
        await enrolment.enrol("cli", email, name, mark=enrolment.national_id(world.key, OTHER_PID))


@ON_SQLITE
@pytest.mark.anyio
async def test_a_number_is_kept_as_a_mark_and_is_one_persons(world):
    mark = enrolment.national_id(world.key, f" {PID[:6]} {PID[6:]} ")
    await enrolment.enrol("cli", "ny@agnesund.example", "Ny", mark=mark)
    kept = (await Person.get(email="ny@agnesund.example")).national_id
    assert kept == enrolment.national_id(world.key, PID)
    assert PID not in str([dict(each) for each in await Person.all()])
    with pytest.raises(Refusal, match="bad_request"):
        await enrolment.enrol("cli", "annen@agnesund.example", "Annen", mark=mark)
    assert not await Person.exists(email="annen@agnesund.example")


@pytest.mark.parametrize(
    "number", ["", "1389721006", "13897210067", "138972100666", "1389721006a", "１３８９７２１００６６"]
)
def test_what_is_no_national_identity_number_is_refused(key, number):
    with pytest.raises(Refusal, match="bad_request") as refused:
        enrolment.national_id(key, number)
    assert not number or number not in refused.value.message
