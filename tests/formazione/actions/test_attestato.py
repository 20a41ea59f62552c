"""Certificates given in chunks to who reached the hours, cancelled, given again."""

import re
from datetime import date
from typing import Any

import pytest

from formazione.actions import attestato as atti
from formazione.actions.attestato import annulla_attestato, prepara_attestati, rilascia_attestati
from formazione.models import Attestato, Evento, Iscrizione, Presenza
from tests.factories.formazione import (
    ISCRITTA_ALLE,
    PASSATO,
    IscrizioneFactory,
    evento_con,
    operatrice,
    porta_a,
    presente,
    rilascia,
)
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.pdf import PdfNonDisponibile
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lavoro

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def coordinatrice() -> Any:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS], first_name="Sara", last_name="Neri")


def svolto(*minuti: int, **altro: Any) -> Evento:
    """A closed event of two hours with a person for each of these minutes: Bianchi 0, Bianchi 1…"""
    evento = evento_con(PASSATO, **{"con_attestato": True} | altro)
    for n, quanti in enumerate(minuti):
        persona = IscrizioneFactory(evento=evento, nome="Luca", cognome=f"Bianchi {n}")
        if quanti:
            presente(persona, evento.sessioni.get(), quanti)
    return porta_a(evento, "SVOLTO")


@pytest.fixture
def senza_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF is looked at elsewhere: here it is a few bytes."""
    monkeypatch.setattr(
        atti, "attestato_pdf", lambda attestato, fatti, quando: b"%PDF-1.7 " + attestato.numero.encode()
    )


def ordina(evento: Evento, commit: Any, utente: Any = None) -> Lavoro:
    with commit(execute=True):
        lavoro = rilascia_attestati(evento, utente=utente or operatrice())
    lavoro.refresh_from_db()
    return lavoro


def dati() -> list[tuple[str, str, int, int]]:
    return [
        (a.numero, a.iscrizione.cognome, a.minuti, a.minuti_evento)
        for a in Attestato.objects.select_related("iscrizione").order_by("numero")
    ]


def test_who_reached_the_hours_gets_a_numbered_certificate_with_its_file(
    senza_pdf: None, django_capture_on_commit_callbacks: Any
) -> None:
    evento, chi = svolto(120, 90, 89, 0), operatrice()
    lavoro = ordina(evento, django_capture_on_commit_callbacks, chi)
    assert dati() == [("AT-2026-0001", "Bianchi 0", 120, 120), ("AT-2026-0002", "Bianchi 1", 90, 120)]
    assert (lavoro.stato, lavoro.fatti, lavoro.totale, lavoro.esito) == (
        "FINITO", 2, 2, {"frase": "2 attestati pronti."},
    )  # fmt: skip
    assert lavoro.ritorno == f"/formazione/attestati/?evento={evento.pk}"
    primo = Attestato.objects.select_related("documento").first()
    assert primo is not None
    assert primo.documento is not None
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}", primo.codice)
    assert (primo.documento.nome, primo.documento.tipo, primo.rilasciato_il, primo.rilasciato_da) == (
        f"{primo.numero}.pdf", "application/pdf", OGGI, chi,
    )  # fmt: skip


def test_a_real_file_is_kept(django_capture_on_commit_callbacks: Any) -> None:
    ordina(svolto(120), django_capture_on_commit_callbacks)
    documento = Attestato.objects.get().documento
    assert documento is not None
    with documento.file.open() as file:
        assert file.read().startswith(b"%PDF-1.7")


def test_asked_twice_nobody_gets_two(senza_pdf: None, django_capture_on_commit_callbacks: Any) -> None:
    evento = svolto(120)
    ordina(evento, django_capture_on_commit_callbacks)
    with pytest.raises(AttoRifiutato, match="Nessuno da aggiungere"):
        rilascia_attestati(evento, utente=operatrice())
    lavoro = Lavoro.objects.get()
    prepara_attestati.call(str(lavoro.pk), evento.pk, [Iscrizione.objects.get().pk])
    assert len(dati()) == 1


def test_a_work_that_stopped_halfway_is_picked_up(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    evento = svolto(120, 120)

    def senza_pango(attestato: Attestato, fatti: Any, quando: Any) -> bytes:
        raise PdfNonDisponibile("Manca Pango")

    monkeypatch.setattr(atti, "attestato_pdf", senza_pango)
    fermo = ordina(evento, django_capture_on_commit_callbacks)
    assert (fermo.stato, fermo.esito) == ("FALLITO", {"frase": "Manca Pango"})
    assert list(Attestato.objects.values_list("documento", flat=True)) == [None, None]
    monkeypatch.setattr(atti, "attestato_pdf", lambda attestato, fatti, quando: b"%PDF-1.7 ")
    ripreso = ordina(evento, django_capture_on_commit_callbacks)
    assert (ripreso.stato, ripreso.totale, Attestato.objects.filter(documento=None).count()) == ("FINITO", 2, 0)


@pytest.mark.parametrize(
    ("caso", "frase"),
    [
        ("ruolo", "spetta a un altro ruolo"),
        ("aperto", "non è possibile quando lo stato è «In programma»"),
        ("senza", "Questo evento non dà un attestato"),
        ("nessuno", "Nessuno da aggiungere"),
    ],
)
def test_what_cannot_be_given_is_refused(caso: str, frase: str) -> None:
    evento = svolto(60 if caso == "nessuno" else 120, con_attestato=caso != "senza")
    if caso == "aperto":
        porta_a(evento, "PROGRAMMATO")
    chi = UtenteFactory(ruoli=[Ruolo.REVISORE]) if caso == "ruolo" else operatrice()
    with pytest.raises(AttoRifiutato, match=frase):
        rilascia_attestati(evento, utente=chi)
    assert (Attestato.objects.count(), Lavoro.objects.count()) == (0, 0)


def test_an_event_opened_again_meanwhile_stops_the_work() -> None:
    evento, chi = svolto(120), operatrice()
    lavoro = Lavoro.objects.create(titolo="1 attestato", utente=chi, totale=1)
    porta_a(evento, "PROGRAMMATO")
    prepara_attestati.call(str(lavoro.pk), evento.pk, [Iscrizione.objects.get().pk])
    lavoro.refresh_from_db()
    assert (lavoro.stato, Attestato.objects.count()) == ("FALLITO", 0)


def test_one_cancelled_with_its_reason_may_be_given_again(
    senza_pdf: None, django_capture_on_commit_callbacks: Any
) -> None:
    evento = svolto(120)
    ordina(evento, django_capture_on_commit_callbacks)
    primo = annulla_attestato(Attestato.objects.get(), motivo=" Nome sbagliato ", utente=coordinatrice())
    assert (primo.annullato_il, primo.motivo) == (OGGI, "Nome sbagliato")
    ordina(evento, django_capture_on_commit_callbacks)
    assert [(a.numero, bool(a.annullato_il)) for a in Attestato.objects.order_by("numero")] == [
        ("AT-2026-0001", True), ("AT-2026-0002", False),
    ]  # fmt: skip
    with pytest.raises(AttoRifiutato, match="già annullato"):
        annulla_attestato(primo, motivo="Di nuovo", utente=coordinatrice())


@pytest.mark.parametrize(
    ("ruolo", "motivo", "frase"),
    [
        (Ruolo.OPERATORE_ETS, "Nome sbagliato", "lo annulla chi coordina l’ente"),
        (Ruolo.COORDINATORE_ETS, "  ", "Scrivi perché"),
    ],
)
def test_a_certificate_is_cancelled_by_the_coordinator_and_with_a_reason(ruolo: str, motivo: str, frase: str) -> None:
    evento = svolto(120)
    dato = rilascia(evento.iscrizioni.get())
    with pytest.raises(AttoRifiutato, match=frase):
        annulla_attestato(dato, motivo=motivo, utente=UtenteFactory(ruoli=[ruolo]))
    dato.refresh_from_db()
    assert dato.annullato_il is None


@pytest.mark.lento
def test_five_hundred_certificates_are_given_in_chunks(
    senza_pdf: None, django_capture_on_commit_callbacks: Any
) -> None:
    evento = evento_con(PASSATO, con_attestato=True)
    persone = Iscrizione.objects.bulk_create(
        Iscrizione(
            evento=evento, nome="Luca", cognome=f"Bianchi {n:03d}", destinatario="CITTADINANZA", fonte="UFFICIO",
            stato="CONFERMATA", codice=f"tanti-{n:06d}", chiesta_alle=ISCRITTA_ALLE, in_fila_dalle=ISCRITTA_ALLE,
            creata_da=evento.referente,
        )
        for n in range(500)
    )  # fmt: skip
    incontro = evento.sessioni.get()
    Presenza.objects.bulk_create(
        Presenza(
            sessione=incontro, iscrizione=persona, entrata=incontro.prenotazione.inizio,
            uscita=incontro.prenotazione.fine, modo="REGISTRO", segnata_da=evento.referente,
        )
        for persona in persone
    )  # fmt: skip
    lavoro = ordina(porta_a(evento, "SVOLTO"), django_capture_on_commit_callbacks)
    assert (lavoro.fatti, lavoro.stato) == (500, "FINITO")
    assert dati()[499] == (f"AT-{oggi().year}-0500", "Bianchi 499", 120, 120)
