"""The register to sign and the certificate on paper: both standards, the same bytes, quick with many people."""

import io
import time
from datetime import date, datetime
from typing import Any

import page
import pypdf
import pytest

from formazione.documents.attestato import attestato_pdf
from formazione.documents.registro import registro_pdf
from formazione.models import Iscrizione
from formazione.queries.attestato import fatti_evento
from tests.factories.formazione import (
    ISCRITTA_ALLE,
    PASSATO,
    DocenteFactory,
    IscrizioneFactory,
    attestato,
    evento_con,
    presente,
    rilascia,
)
from tests.factories.persone import EnteFactory, UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
QUANDO = datetime.fromisoformat("2026-11-19T10:00:00+01:00")


def errori(contenuto: bytes) -> list[str]:
    return [
        errore.rule_id
        for profilo in ("3a", "ua1")
        for errore in page.validate_pdf_bytes(contenuto, profile=profilo).failures
    ]


def scritto_in(contenuto: bytes) -> tuple[int, str]:
    """How many pages, and what is written on them."""
    letto = pypdf.PdfReader(io.BytesIO(contenuto))
    return len(letto.pages), " ".join(" ".join(p.extract_text() for p in letto.pages).replace("\xa0", " ").split())


def un_attestato(**altro: Any) -> tuple[Any, Any]:
    evento = evento_con(PASSATO, date(2026, 11, 13), con_attestato=True, titolo="Diritti e doveri", **altro)
    iscrizione = IscrizioneFactory(evento=evento, nome="Amina", cognome="Haddad")
    for incontro in evento.sessioni.all():
        presente(iscrizione, incontro, minuti=105)
    return rilascia(iscrizione), iscrizione.evento


def test_a_certificate_passes_both_validators_on_one_page_and_says_it_all(settings: Any) -> None:
    settings.INDIRIZZO = "https://case.example.org"
    dato, evento = un_attestato(accreditamento="CNOAS-123")
    coordinatrice = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS], first_name="Sara", last_name="Neri")
    contenuto = attestato_pdf(dato, fatti_evento(evento, coordinatrice), quando=QUANDO)
    assert errori(contenuto) == []
    pagine, scritto = scritto_in(contenuto)
    assert pagine == 1
    attese = (
        "Amina Haddad", "Diritti e doveri", "nei giorni 12/11/2026 e 13/11/2026", "3 h 30 min su 4 h", "CNOAS-123",
        dato.numero, dato.codice, "Sara Neri", "Rilasciato il 16 novembre 2026",
        f"https://case.example.org/formazione/attestati/verifica/{dato.codice}/",
    )  # fmt: skip
    assert [parola for parola in attese if parola not in scritto] == []
    assert attestato_pdf(dato, fatti_evento(evento, coordinatrice), quando=QUANDO) == contenuto


def test_long_names_stay_on_the_page() -> None:
    dato = attestato(titolo="Parola " * 22)
    dato.iscrizione.nome, dato.iscrizione.cognome = "N" * 60, "C" * 60
    contenuto = attestato_pdf(dato, fatti_evento(dato.iscrizione.evento, dato.rilasciato_da), quando=QUANDO)
    assert (scritto_in(contenuto)[0], errori(contenuto)) == (1, [])


def test_the_register_has_a_numbered_row_for_each_confirmed_person_and_some_empty() -> None:
    EnteFactory(nome="Casa per tutti")
    evento = evento_con(PASSATO, titolo="Diritti e doveri")
    DocenteFactory(evento=evento, nome="Paolo Conti")
    IscrizioneFactory(evento=evento, cognome="Zanni")
    IscrizioneFactory(evento=evento, cognome="Abba")
    IscrizioneFactory(evento=evento, cognome="Mai", stato="IN_ATTESA")
    contenuto = registro_pdf(evento.sessioni.get(), quando=QUANDO)
    assert errori(contenuto) == []
    pagine, scritto = scritto_in(contenuto)
    assert pagine == 1
    attese = (
        "1 Abba Amina 2 Zanni Amina 3 4",
        "Paolo Conti",
        "Biblioteca comunale",
        "ore 15:00–17:00",
        "Diritti e doveri",
    )
    assert ([parola for parola in attese if parola not in scritto], "Mai" in scritto) == ([], False)


def test_without_names_the_register_has_a_line_for_each_group() -> None:
    evento = evento_con(PASSATO, registro="ANONIMO")
    contenuto = registro_pdf(evento.sessioni.get(), quando=QUANDO)
    pagine, scritto = scritto_in(contenuto)
    assert (errori(contenuto), pagine, "Cittadinanza" in scritto, "Firma" in scritto) == ([], 1, True, False)


@pytest.mark.lento
def test_five_hundred_people_fit_about_twenty_pages_in_a_few_seconds() -> None:
    evento = evento_con(PASSATO)
    Iscrizione.objects.bulk_create(
        Iscrizione(
            evento=evento, nome="Luca", cognome=f"Bianchi {n:03d}", destinatario="CITTADINANZA", fonte="UFFICIO",
            stato="CONFERMATA", codice=f"tanti-{n:06d}", chiesta_alle=ISCRITTA_ALLE, in_fila_dalle=ISCRITTA_ALLE,
            creata_da=evento.referente,
        )
        for n in range(500)
    )  # fmt: skip
    prima = time.perf_counter()
    contenuto = registro_pdf(evento.sessioni.get(), quando=QUANDO)
    durata = time.perf_counter() - prima
    pagine, scritto = scritto_in(contenuto)
    assert (pagine <= 22, "500 Bianchi 499" in scritto, durata < 20) == (True, True, True), (pagine, durata)
