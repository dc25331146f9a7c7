"""What can go wrong, as words. The wire carries the word; the front end says it in the reader's language."""

from __future__ import annotations

# In bokmål, for the command line, logs and whoever reads the wire raw. `frontend/src/words/` has all three languages.
SENTENCES = {
    "bad_backup": "Sikkerhetskopien er skadet eller kan ikke leses.",
    "bad_request": "Forespørselen kunne ikke forstås.",
    "bad_setting": "En innstilling kan ikke leses.",
    "foreign_origin": "Forespørselen kommer ikke fra appen selv.",
    "link_used": "Lenken er brukt eller utløpt. Be om en ny.",
    "migration_failed": "Databasen kunne ikke oppgraderes. Den er som før.",
    "needs_migration": "Databasen må oppgraderes: kjør «folkevalgt migrate».",
    "no_space": "Det er ikke plass igjen på disken.",
    "no_such_committee": "Utvalget finnes ikke.",
    "no_such_package": "Møtepakken finnes ikke.",
    "no_such_person": "Personen finnes ikke.",
    "not_allowed": "Du har ikke tilgang til dette.",
    "not_empty": "Her er det allerede data. Legg tilbake i en tom installasjon.",
    "not_found": "Finnes ikke.",
    "not_signed_in": "Du er ikke logget inn.",
    "nothing_to_publish": "Det er ikke noe nytt å publisere.",
    "person_exists": "Det finnes allerede en person med den e-postadressen.",
    "pilot_missing": "Pilotens papirer kan ikke lages her: installer «folkevalgt[pilot]».",
    "server_running": "En tjener bruker allerede denne databasen.",
    "stale": "Noe er endret siden du så på det. Se over på nytt.",
    "too_large": "Forespørselen er for stor.",
    "wrong_key": "Nøkkelen passer ikke til det som er lagret.",
    "server_error": "Noe gikk galt hos oss. Det er logget.",
}


class Refusal(Exception):
    """A clear no: a word from SENTENCES, an HTTP status, and for operators what it was about."""

    def __init__(self, word: str, status: int = 400, detail: str = "") -> None:
        super().__init__(word)
        self.word, self.status, self.detail = word, status, detail

    @property
    def message(self) -> str:
        sentence = SENTENCES[self.word]
        return f"{sentence} ({self.detail})" if self.detail else sentence


def not_found() -> Refusal:
    """What you may not see is not found: one status and one body, whatever the reason."""
    return Refusal("not_found", 404)
