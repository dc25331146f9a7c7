"""The invitation by e-mail: a link that signs in the first time, and what to do with it."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from folkevalgt.config import Settings
from folkevalgt.notifications import mail

SUBJECT = {
    "nb": "Velkommen til Folkevalgt i {municipality}",
    "nn": "Velkomen til Folkevalgt i {municipality}",
    "en": "Welcome to Folkevalgt in {municipality}",
}
BODY = {
    "nb": """\
Hei!

Møtepapirene dine i {municipality} ligger i appen Folkevalgt. Logg inn første gang med denne lenken:

{link}

Den virker én gang, og bare i {days} døgn. Åpne den på den enheten du vil lese på: nettbrett, PC eller mobil.
Lag gjerne en passnøkkel med det samme, så logger du inn med fingeren, ansiktet eller PIN-koden neste gang.

Ikke send lenken videre: den som har den, kommer inn som deg. Spørsmål? Ta kontakt med sekretariatet.
""",
    "nn": """\
Hei!

Møtepapira dine i {municipality} ligg i appen Folkevalgt. Logg inn første gongen med denne lenkja:

{link}

Ho verkar éin gong, og berre i {days} døgn. Opne ho på den eininga du vil lese på: nettbrett, PC eller mobil.
Lag gjerne ein passnøkkel med det same, så loggar du inn med fingeren, andletet eller PIN-koden neste gong.

Ikkje send lenkja vidare: den som har ho, kjem inn som deg. Spørsmål? Ta kontakt med sekretariatet.
""",
    "en": """\
Hello,

Your meeting papers in {municipality} are in the app Folkevalgt. Use this link to sign in the first time:

{link}

It works once, within the next {days} days. Open it on the device you want to read on: tablet, computer or phone.
Make a passkey while you are there. Then you sign in with your finger, your face or your PIN next time.

Do not pass the link on: whoever has it gets in as you. Questions? Contact the secretariat.
""",
}


async def send(settings: Settings, to: str, language: str, link: str, minutes: int) -> None:
    """Sends a person the link in their language. Raises as `mail.send` does."""
    message, domain = EmailMessage(), parseaddr(settings.smtp_from)[1].partition("@")[2]
    message["From"], message["To"] = settings.smtp_from, to
    message["Subject"] = SUBJECT[language].format(municipality=settings.municipality)
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
    told = {"municipality": settings.municipality, "link": link, "days": max(1, minutes // (24 * 60))}
    message.set_content(BODY[language].format(**told))
    await mail.send(settings, message)
