"""A link by e-mail: whether anyone has the address is never told, and no token lies in wait."""

from __future__ import annotations

import asyncio
import re
import smtplib
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from folkevalgt import clock, config
from folkevalgt.api.limits import EMAIL
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.identity import sessions
from folkevalgt.jobs import Job
from folkevalgt.models.device import SignInLink
from folkevalgt.models.person import Person
from folkevalgt.notifications import mail
from folkevalgt.worker import Worker
from tests.identity.postbox import Postbox, posted
from tests.papers import say_nothing

pytestmark = pytest.mark.anyio
LINK = re.compile(r"http://127\.0\.0\.1:8000/logg-inn#(\S{43})")


@pytest.fixture
def post(world) -> Iterator[Postbox]:
    """The world's settings name a post office."""
    with posted() as (box, port):
        sends = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
        sender = {"smtp_from": "Politisk sekretariat <ikke-svar@agnesund.example>"}
        world.settings = msgspec.structs.replace(world.settings, **sends | sender)
        yield box


async def ask(visitor, address: str):
    return await visitor.post("/api/sign-in/email", {"email": address})


async def deliver(world) -> None:
    await Worker(world.settings, world.files, world.key, say_nothing).beside("mail")


async def test_who_asks_gets_a_link_that_signs_in_once(post, world, visit):
    ordforer = world.person("ordforer")
    async with visit() as anyone:
        assert (await anyone.get("/api/sign-in")).json()["email"] is True
        assert (await ask(anyone, f" {ordforer.email.upper()} ")).status_code == 204
        assert not await SignInLink.exists()  # it is made when it is sent
        await deliver(world)
        (letter,) = post.letters
        assert (letter["to"], letter["from"]) == (ordforer.email, world.settings.smtp_from)
        found = LINK.search(letter.get_content())
        sent = {"token": found[1], "device": "Nettbrett"}
        answers = [await anyone.post("/api/sign-in", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 401]
    assert answers[0].json()["id"] == str(ordforer.id)


async def test_nobody_learns_who_has_an_address(post, world, visit):
    await sessions.revoke(world.person("leder_teknikk"), "cli")
    known, gone = world.person("ordforer").email, world.person("leder_teknikk").email
    async with visit() as anyone:
        answers = [await ask(anyone, each) for each in (known, gone, "ukjent@agnesund.example", "", "ø\n@@")]
        told = {(answer.status_code, answer.content, tuple(sorted(answer.headers))) for answer in answers}
        rows = await Job.filter(kind="email_link")
        assert (len(told), len(rows)) == (1, len(answers))  # the same is done for all of them
        assert not any(name in str(row.args) + row.key for row in rows for name in (known, gone, "ukjent"))
    await deliver(world)
    assert [letter["to"] for letter in post.letters] == [known]


async def test_two_letters_to_one_address_are_a_minute_apart(post, world, visit, clock_at):
    now = clock.now().replace(second=0, microsecond=0)
    async with visit() as anyone:
        for seconds in (0, 20, 59, 60):
            clock_at(now + timedelta(seconds=seconds))
            await ask(anyone, world.person("ordforer").email)
    await deliver(world)
    assert len(post.letters) == 2


async def test_an_address_is_asked_for_only_so_often_whoever_has_it(post, world, visit):
    async with visit() as anyone:
        for address in (world.person("ordforer").email, "ukjent@agnesund.example"):
            answers = [(await ask(anyone, address)).status_code for _ in range(EMAIL.each.burst + 1)]
            assert answers == [204] * EMAIL.each.burst + [429]


async def test_a_link_by_email_is_short_lived_and_a_late_letter_is_not_sent(post, world, visit, clock_at):
    now, holds = clock.now(), timedelta(minutes=world.settings.email_link_minutes)
    clock_at(now)
    async with visit() as anyone:
        await ask(anyone, world.person("ordforer").email)
        await deliver(world)
        token = LINK.search(post.letters[0].get_content())[1]
        await ask(anyone, world.person("sekretaer").email)
        clock_at(now + holds)
        with pytest.raises(Refusal, match="link_used"):
            await sessions.sign_in(world.settings, token, "")
        await deliver(world)
    assert len(post.letters) == 1


async def test_a_post_office_that_is_busy_is_tried_again(post, world, visit, clock_at):
    now, post.busy = clock.now(), 1
    async with visit() as anyone:
        await ask(anyone, world.person("ordforer").email)
    await deliver(world)
    assert post.letters == []
    clock_at(now + timedelta(seconds=10))
    await deliver(world)
    assert len(post.letters) == 1


async def test_a_letter_speaks_its_readers_language_and_tells_of_no_meeting(post, world, visit):
    words = {"medlem_formannskap": ("nb", "Åpne den"), "ordforer": ("nn", "Opne ho"), "sekretaer": ("en", "Open it")}
    async with visit() as anyone:
        for name, (language, _) in words.items():
            await Person.filter(id=world.person(name).id).update(language=language)
            await ask(anyone, world.person(name).email)
    await deliver(world)
    for letter, (_, word) in zip(post.letters, words.values(), strict=True):
        text = letter.get_content()
        assert [told in text for told in (word, "Agnesund kommune", str(world.settings.email_link_minutes))] == [
            True
        ] * 3
        assert not re.search("formannskap|møte|sak ", (text + letter["subject"]).lower())
        assert letter["auto-submitted"] == "auto-generated"


async def test_without_a_post_office_the_way_is_not_offered(world, visit):
    async with visit() as anyone:
        assert (await anyone.get("/api/sign-in")).json()["email"] is False
        assert (await ask(anyone, world.person("ordforer").email)).status_code == 204
    assert not await Job.filter(kind="email_link").exists()


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate for 127.0.0.1, signed by itself, and the file that whoever trusts it points at."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post")]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    file, pem = tmp_path_factory.mktemp("post") / "post.pem", Encoding.PEM
    file.write_bytes(key.private_bytes(pem, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(pem))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context, file


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("trusted", [True, False])
async def test_a_password_is_said_only_behind_a_certificate_that_holds(certified, monkeypatch, security, trusted):
    context, file = certified
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    monkeypatch.setattr(mail, "_trust", ssl.create_default_context)  # read anew, and not remembered
    # aiosmtpd takes only STARTTLS for a channel that a password may be said on.
    secured = {"tls_context": context, "require_starttls": True, "auth_required": True}
    if security == "tls":
        secured = {"ssl_context": context, "auth_require_tls": False}
    with posted(**secured, authenticator=Postbox.authenticate) as (box, port):
        sending = mail.send_link(office(port, security), "a@agnesund.example", "nb", "lenken", 15)
        answer = (await asyncio.gather(sending, return_exceptions=True))[0]
    assert (type(answer), len(box.letters)) == ((type(None), 1) if trusted else (ssl.SSLCertVerificationError, 0))
    assert Postbox.known.pop() == (b"oss", b"hemmelig") if trusted else not Postbox.known


async def test_an_office_without_tls_is_not_spoken_to_without(monkeypatch):
    with posted() as (box, port), pytest.raises(smtplib.SMTPNotSupportedError):
        await mail.send_link(office(port, "starttls"), "a@agnesund.example", "nb", "lenken", 15)
    assert box.letters == []


def office(port: int, security: str) -> Settings:
    sends = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": security, "smtp_from": "b@agnesund.example"}
    return Settings(**sends, smtp_user="oss", smtp_password="hemmelig")


@pytest.mark.parametrize(
    "told",
    [
        {"SMTP_HOST": "post.example"},
        {"SMTP_HOST": "post.example", "SMTP_FROM": "sekretariatet"},
        {"SMTP_HOST": "post.example", "SMTP_FROM": "a@b.example", "SMTP_PASSWORD": "x", "SMTP_SECURITY": "none"},
        {"SMTP_HOST": "post.example", "SMTP_FROM": "a@b.example", "SMTP_SECURITY": "ssl"},
    ],
)
def test_settings_that_would_send_from_nobody_or_say_a_password_aloud_are_refused(told):
    with pytest.raises(Refusal, match="bad_setting"):
        config.load({f"FOLKEVALGT_{name}": value for name, value in told.items()})
