"""E-mail: a link that signs in, and nothing of meetings or papers. What cannot be sent is tried again by the outbox."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from functools import cache

from folkevalgt.config import Settings

PATIENCE = 20  # seconds for each answer of the e-mail server
SUBJECT = {
    "nb": "Lenke for å logge inn i Folkevalgt",
    "nn": "Lenkje for å logge inn i Folkevalgt",
    "en": "Your sign-in link for Folkevalgt",
}
BODY = {
    "nb": """\
Hei!

Her er lenken som logger deg inn i Folkevalgt, {municipality}:

{link}

Den virker én gang, de neste {minutes} minuttene. Åpne den på den enheten du vil lese på.

Har du ikke bedt om den, trenger du ikke gjøre noe. Send den ikke videre: den som har lenken, kommer inn som deg.
""",
    "nn": """\
Hei!

Her er lenkja som loggar deg inn i Folkevalgt, {municipality}:

{link}

Ho verkar éin gong, dei neste {minutes} minutta. Opne ho på den eininga du vil lese på.

Har du ikkje bede om ho, treng du ikkje gjere noko. Send ho ikkje vidare: den som har lenkja, kjem inn som deg.
""",
    "en": """\
Hello,

Here is the link that signs you in to Folkevalgt, {municipality}:

{link}

It works once, within the next {minutes} minutes. Open it on the device you want to read on.

If you did not ask for it, you need not do anything. Do not pass it on: whoever has the link gets in as you.
""",
}


async def send_link(settings: Settings, to: str, language: str, link: str, minutes: int) -> None:
    """Sends a person a link that signs in, in their language.

    Raises OSError or smtplib.SMTPException when the server cannot be reached, is not who it says it is, or says no.
    """
    message, domain = EmailMessage(), parseaddr(settings.smtp_from)[1].partition("@")[2]
    message["From"], message["To"], message["Subject"] = settings.smtp_from, to, SUBJECT[language]
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
    message.set_content(BODY[language].format(municipality=settings.municipality, link=link, minutes=minutes))
    await send(settings, message)


async def send(settings: Settings, message: EmailMessage) -> None:
    """Gives one e-mail to the e-mail server.

    Raises OSError or smtplib.SMTPException when the server cannot be reached, is not who it says it is, or says no.
    """
    await asyncio.to_thread(_send, settings, message)


def _send(settings: Settings, message: EmailMessage) -> None:
    with _server(settings) as server:
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(message)


@cache
def _trust() -> ssl.SSLContext:
    """Made once: it reads every certificate that this machine trusts."""
    return ssl.create_default_context()


def _server(settings: Settings) -> smtplib.SMTP:
    """The e-mail server, its name checked by its certificate; one that has no TLS is not spoken to without."""
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=_trust())
    server = smtplib.SMTP(host, port, timeout=PATIENCE)
    if settings.smtp_security == "starttls":
        try:
            server.starttls(context=_trust())
        except BaseException:
            server.close()
            raise
    return server
