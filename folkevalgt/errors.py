"""What can go wrong, as words. The wire carries the word; the front end says it in the reader's language."""

from __future__ import annotations

# In bokmål, for the command line, logs and whoever reads the wire raw. `frontend/src/words/` has all three languages.
SENTENCES = {
    "already_shared": "Notatet er allerede delt med noen andre. Gjør det privat først.",
    "bad_backup": "Sikkerhetskopien er skadet eller kan ikke leses.",
    "bad_cursor": "Notatene må hentes på nytt.",
    "bad_note": "Notatet inneholder noe som ikke kan sendes.",
    "bad_request": "Forespørselen kunne ikke forstås.",
    "bad_setting": "En innstilling kan ikke leses.",
    "cannot_print": "Utskriften inneholder noe som ikke kan skrives ut.",
    "cannot_undo": "Dette kan ikke angres.",
    "circle_changed": "Hvem som får lese, er endret siden du så på det. Se over på nytt før du deler.",
    "client_taken": "Denne nettleseren hører til en annen person på tjeneren.",
    "cut_off": "Filen kom ikke hel fram. Prøv igjen.",
    "device_revoked": "Denne enheten er fjernet. Alt appen har lagret her, slettes.",
    "file_unreadable": "Filen kan ikke leses som en liste. Lagre den som CSV eller Excel (.xlsx), og prøv igjen.",
    "foreign_origin": "Forespørselen kommer ikke fra appen selv.",
    "gap": "Noe mangler mellom enheten og tjeneren.",
    "identity_numbers": "Det ser ut til å stå et fødselsnummer i et åpent papir. Ta stilling til det før publisering.",
    "ink_too_large": "Tegningen er for stor: høyst 64 KiB.",
    "item_is_exempt": "Hele saken er unntatt offentlighet. Opphev unntaket for saken.",
    "last_secretary": "Dette er den siste i sekretariatet. Gi en annen tilgangen først.",
    "level_too_low": "Innloggingen var ikke sikker nok. Prøv igjen med en sikrere måte.",
    "link_used": "Lenken er brukt eller utløpt. Be om en ny.",
    "meeting_over": "Møtet er over. Ta kontakt med sekretariatet.",
    "migration_failed": "Databasen kunne ikke oppgraderes. Den er som før.",
    "needs_legal_basis": "Skriv hjemmelen for unntaket.",
    "needs_migration": "Databasen må oppgraderes: kjør «folkevalgt migrate».",
    "needs_reason": "Skriv en begrunnelse.",
    "needs_title": "Skriv en tittel.",
    "no_mail_server": "Det er ikke satt opp noen e-posttjener her. Skriv ut innbydelser på papir i stedet.",
    "no_space": "Det er ikke plass igjen på disken.",
    "no_such_committee": "Utvalget finnes ikke.",
    "no_such_package": "Møtepakken finnes ikke.",
    "no_such_pages": "En av sidene finnes ikke i papiret.",
    "no_such_person": "Personen finnes ikke.",
    "nobody": "Det er ingen andre som ville få lese det.",
    "not_a_deputy": "Personen er ikke vara i utvalget på møtedagen.",
    "not_allowed": "Du har ikke tilgang til dette.",
    "not_empty": "Her er det allerede data. Legg tilbake i en tom installasjon.",
    "not_found": "Finnes ikke.",
    "not_in_circle": "Du er ikke blant dem notatet er delt med.",
    "not_known_here": "Du er ikke registrert her. Ta kontakt med sekretariatet.",
    "not_made_here": "Dette kommer fra arkivet og kan ikke fjernes her. Hold det tilbake i stedet.",
    "not_published": "Møtepakken er ikke publisert.",
    "not_looked_through": "Noen papirer er ikke gjennomsøkt for fødselsnumre ennå. Prøv igjen om litt.",
    "not_signed_in": "Du er ikke logget inn.",
    "not_that_step": "Det steget kan ikke komme nå. Inhabilitet blir meldt, så holdes papirene midlertidig tilbake, "
    "og så avgjør utvalget.",
    "not_withdrawn_here": "Det var arkivet som trakk det tilbake.",
    "not_yourself": "Du kan ikke stenge din egen tilgang. Be en kollega gjøre det.",
    "note_gone": "Notatet er slettet for lenge siden.",
    "nothing_to_publish": "Det er ikke noe nytt å publisere.",
    "old_app": "Appen er for gammel til å sende notater. Last inn den nye versjonen.",
    "order_ended": "Bestillingen er avsluttet.",
    "other_committee": "Saken kan bare flyttes til et møte i samme utvalg.",
    "other_content": "Denne enheten sendte to forskjellige ting som det samme.",
    "other_person": "Det var en annen som logget inn. Logg ut først hvis du vil bytte person.",
    "paper_gone": "Et av papirene er trukket tilbake eller ikke lenger tilgjengelig. Se over utvalget.",
    "parent_gone": "Notatet du svarte på, er slettet.",
    "passkey_refused": "Passnøkkelen ble ikke godtatt.",
    "person_exists": "Det finnes allerede en person med den e-postadressen.",
    "pilot_missing": "Pilotens papirer kan ikke lages her: installer «folkevalgt[pilot]».",
    "provider_answer": "Svaret fra innloggingstjenesten kunne ikke godtas. Prøv igjen.",
    "provider_silent": "Innloggingstjenesten svarer ikke. Prøv igjen om litt.",
    "quorum": "De som ville få lese det, er nok til å gjøre vedtak. Det hører hjemme i et møte (kommuneloven § 11-2).",
    "quote_too_long": "Utdraget er for langt: høyst 2 000 tegn, og 128 på hver side.",
    "seat_taken": "Personen har allerede et verv i utvalget i den tiden.",
    "server_running": "En tjener bruker allerede denne databasen.",
    "sign_in_called_off": "Innloggingen ble avbrutt.",
    "sign_in_over": "Innloggingen tok for lang tid, eller den ble begynt i en annen nettleser. Begynn på nytt.",
    "stale": "Noe er endret siden du så på det. Se over på nytt.",
    "step_up": "Logg inn på en sikrere måte for å åpne unntatte papirer.",
    "term_begun": "Periodeskiftet kan ikke angres: perioden er begynt, eller et nyere skifte bygger på det.",
    "test_identity": "Testbrukere slipper ikke inn her.",
    "text_too_long": "Teksten er for lang: høyst 20 000 tegn.",
    "too_large": "Forespørselen er for stor.",
    "too_late": "Tidspunktet er allerede passert.",
    "too_many": "Det er prøvd for mange ganger på kort tid. Vent litt, og prøv igjen.",
    "too_many_passkeys": "Du har allerede 20 passnøkler. Fjern en av dem først.",
    "too_many_prints": "Du har allerede 20 bestillinger som venter. Trekk tilbake noen av dem først.",
    "unknown_push_service": "Nettleseren bruker en varslingstjeneste som ikke er kjent her.",
    "wrong_key": "Nøkkelen passer ikke til det som er lagret.",
    "server_error": "Noe gikk galt hos oss. Det er logget.",
}


class Refusal(Exception):
    """A clear no: a word from SENTENCES, an HTTP status, for operators what it was about, and how long to wait (s)."""

    def __init__(self, word: str, status: int = 400, detail: str = "", wait: int = 0) -> None:
        super().__init__(word)
        self.word, self.status, self.detail, self.wait = word, status, detail, wait

    @property
    def message(self) -> str:
        sentence = SENTENCES[self.word]
        return f"{sentence} ({self.detail})" if self.detail else sentence


def not_found() -> Refusal:
    """What you may not see is not found: one status and one body, whatever the reason."""
    return Refusal("not_found", 404)
