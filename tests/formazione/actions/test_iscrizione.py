"""Seats given, kept and freed. The clock stands at 19/11/2026, 10:00 in Rome."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core import mail

from formazione.actions.evento import annulla_evento, modifica_evento
from formazione.actions.iscrizione import (
    annulla_iscrizione,
    conferma_iscrizione,
    iscrivi_persona,
    modifica_iscrizione,
    promuovi_in_attesa,
)
from formazione.actions.posta_iscrizione import avvisa_annullamento
from formazione.actions.sessione import DatiSessione, annulla_sessione, sposta_sessione
from formazione.models import Evento, Iscrizione
from tests.factories.formazione import PASSATO, IscrizioneFactory, evento_con, porta_a, presente
from tests.factories.luogo import alle
from tests.factories.persone import ComuneFactory, MembroNucleoFactory, PersonaFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
DATI = {
    "nome": "Carla", "cognome": "Neri", "email": "carla@example.org", "telefono": "", "destinatario": "CITTADINANZA",
    "comune": None,
}  # fmt: skip
COMMIT = Callable[..., Any]


@pytest.fixture
def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def stati(evento: Evento) -> list[tuple[str, str]]:
    return list(evento.iscrizioni.order_by("pk").values_list("cognome", "stato"))


def posta() -> list[tuple[str, str]]:
    return [(m.to[0], m.subject) for m in mail.outbox]


def conti(evento: Evento) -> tuple[int, int]:
    evento.refresh_from_db()
    return evento.iscritti, evento.in_attesa


def in_fila(evento: Evento, *minuti: int) -> list[Iscrizione]:
    """People in the line since so many minutes past nine."""
    return [
        IscrizioneFactory(evento=evento, stato="IN_ATTESA", in_fila_dalle=alle(date(2026, 11, 3), f"09:{m:02}"))
        for m in minuti
    ]


def test_who_is_enrolled_at_the_office_has_a_seat_or_a_place_in_the_line(
    operatrice: Utente, django_capture_on_commit_callbacks: COMMIT
) -> None:
    evento = evento_con(posti=1, titolo="Leggere il contratto")
    with django_capture_on_commit_callbacks(execute=True):
        prima = iscrivi_persona(evento, DATI, utente=operatrice)
        seconda = iscrivi_persona(evento, DATI | {"email": "ada@example.org"}, utente=operatrice)
        senza_posta = iscrivi_persona(evento, DATI | {"email": ""}, utente=operatrice)
    assert [i.stato for i in (prima, seconda, senza_posta)] == ["CONFERMATA", "IN_ATTESA", "IN_ATTESA"]
    assert (prima.fonte, prima.creata_da, len(prima.codice), conti(evento)) == ("UFFICIO", operatrice, 32, (1, 2))
    assert posta() == [
        ("carla@example.org", "La tua iscrizione: Leggere il contratto"),
        ("ada@example.org", "La tua iscrizione: Leggere il contratto"),
    ]
    assert "il tuo posto è confermato" in mail.outbox[0].body
    assert "Davanti a te non c’è nessuno" in mail.outbox[1].body


def test_a_person_of_the_registry_brings_her_name_and_her_household(operatrice: Utente) -> None:
    legame = MembroNucleoFactory(nucleo__in_carico=True, nucleo__in_carico_dal=date(2026, 1, 1))
    persona = legame.persona
    evento = evento_con()
    senza_nome = {k: v for k, v in DATI.items() if k not in ("nome", "cognome")}
    iscritta = iscrivi_persona(evento, senza_nome, persona=persona, utente=operatrice)
    assert (iscritta.nome, iscritta.cognome) == (persona.nome, persona.cognome)
    assert (iscritta.persona, iscritta.nucleo) == (persona, legame.nucleo)
    with pytest.raises(AttoRifiutato, match="c’è già: confermata"):
        iscrivi_persona(evento, senza_nome | {"email": ""}, persona=persona, utente=operatrice)
    assert evento.iscrizioni.count() == 1


def test_a_social_worker_enrols_the_people_she_follows_and_no_other() -> None:
    sua, altrui = PersonaFactory(), PersonaFactory(comune=ComuneFactory(nome="Buti"))
    assistente = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[sua.comune])
    evento = evento_con()
    assert iscrivi_persona(evento, DATI, persona=sua, utente=assistente).nucleo is None
    with pytest.raises(AttoRifiutato, match="non è fra quelle che segui"):
        iscrivi_persona(evento, DATI | {"email": ""}, persona=altrui, utente=assistente)


@pytest.mark.parametrize(
    ("ruolo", "stato", "dati", "frase"),
    [
        (Ruolo.CONTABILE_ETS, "PROGRAMMATO", {}, "spetta a un altro ruolo"),
        (Ruolo.FUNZIONARIO_UNIONE, "PROGRAMMATO", {}, "spetta a un altro ruolo"),
        (Ruolo.OPERATORE_ETS, "ANNULLATO", {}, "non è possibile quando lo stato è «Annullato»"),
        (Ruolo.OPERATORE_ETS, "PROGRAMMATO", {"destinatario": "SINDACATI"}, "L’evento non è per «Sindacati»"),
    ],
)
def test_an_enrolment_that_cannot_be_is_refused_and_nothing_is_written(
    ruolo: str, stato: str, dati: dict[str, str], frase: str
) -> None:
    evento = evento_con(stato=stato)
    with pytest.raises(AttoRifiutato, match=frase):
        iscrivi_persona(evento, DATI | dati, utente=UtenteFactory(ruoli=[ruolo]))
    assert evento.iscrizioni.count() == 0


def test_a_seat_left_goes_to_the_first_of_the_line(
    operatrice: Utente, django_capture_on_commit_callbacks: COMMIT
) -> None:
    evento = evento_con(posti=1, titolo="Leggere il contratto")
    esce = IscrizioneFactory(evento=evento)
    terza, seconda = in_fila(evento, 20, 10)
    with django_capture_on_commit_callbacks(execute=True):
        annulla_iscrizione(esce, motivo="Ha telefonato", utente=operatrice)
    esce.refresh_from_db()
    assert (esce.stato, esce.motivo, esce.annullata_alle is not None) == ("ANNULLATA", "Ha telefonato", True)
    assert [Iscrizione.objects.get(pk=i.pk).stato for i in (seconda, terza)] == ["CONFERMATA", "IN_ATTESA"]
    assert conti(evento) == (1, 1)
    assert posta() == [
        (esce.email, "Iscrizione annullata: Leggere il contratto"),
        (seconda.email, "Si è liberato un posto: Leggere il contratto"),
    ]


def test_who_leaves_the_line_frees_no_seat(operatrice: Utente) -> None:
    evento = evento_con(posti=1)
    IscrizioneFactory(evento=evento)
    seconda, terza = in_fila(evento, 10, 20)
    annulla_iscrizione(seconda, motivo="Ha telefonato", utente=operatrice)
    assert conti(evento) == (1, 1)
    terza.refresh_from_db()
    assert terza.stato == "IN_ATTESA"


@pytest.mark.parametrize(
    ("posti", "promosse", "restano"), [(1, [], 3), (3, [10, 20], 1), (9, [10, 20, 30], 0), (None, [10, 20, 30], 0)]
)
def test_more_seats_go_to_the_line_in_order(posti: int | None, promosse: list[int], restano: int) -> None:
    evento = evento_con(posti=1)
    IscrizioneFactory(evento=evento)
    per_minuto = dict(zip((30, 10, 20), in_fila(evento, 30, 10, 20), strict=True))
    Evento.objects.filter(pk=evento.pk).update(posti=posti)
    assert promuovi_in_attesa(evento) == [per_minuto[m] for m in promosse]
    assert conti(evento) == (1 + len(promosse), restano)
    assert promuovi_in_attesa(evento) == []


def test_nobody_is_promoted_to_an_event_that_is_off() -> None:
    evento = evento_con(posti=5)
    in_fila(evento, 10)
    porta_a(evento, "ANNULLATO")
    assert promuovi_in_attesa(evento) == []
    assert conti(evento) == (0, 1)


def test_a_seat_forgotten_is_given_to_the_line_before_who_arrives(operatrice: Utente) -> None:
    evento = evento_con(posti=2)
    (prima,) = in_fila(evento, 10)
    nuova = iscrivi_persona(evento, DATI, utente=operatrice)
    prima.refresh_from_db()
    assert [(i.stato) for i in (prima, nuova)] == ["CONFERMATA", "CONFERMATA"]
    assert conti(evento) == (2, 0)


def test_the_office_confirms_for_who_cannot_open_the_email(operatrice: Utente) -> None:
    evento = evento_con(posti=1)
    prima, seconda = (IscrizioneFactory(evento=evento, stato="DA_CONFERMARE") for _ in range(2))
    assert conferma_iscrizione(prima, utente=operatrice).stato == "CONFERMATA"
    assert conferma_iscrizione(seconda, utente=operatrice).stato == "IN_ATTESA"
    with pytest.raises(AttoRifiutato, match="quando lo stato è «Confermata»"):
        conferma_iscrizione(prima, utente=operatrice)
    porta_a(evento, "ANNULLATO")
    terza = IscrizioneFactory(evento=evento, stato="DA_CONFERMARE")
    with pytest.raises(AttoRifiutato, match="L’evento è chiuso"):
        conferma_iscrizione(terza, utente=operatrice)


def test_who_was_present_stays_enrolled(operatrice: Utente) -> None:
    evento = evento_con(PASSATO)
    iscritta = IscrizioneFactory(evento=evento)
    presente(iscritta, evento.sessioni.get())
    with pytest.raises(AttoRifiutato, match="Chi ha delle presenze segnate resta iscritto"):
        annulla_iscrizione(iscritta, motivo="Errore", utente=operatrice)
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        annulla_iscrizione(iscritta, motivo="Errore", utente=UtenteFactory(ruoli=[Ruolo.REVISORE]))
    assert stati(evento) == [(iscritta.cognome, "CONFERMATA")]


def test_data_are_corrected_by_one_person_at_a_time(operatrice: Utente) -> None:
    iscritta = IscrizioneFactory(destinatario="CONDUTTORI")
    giusti = DATI | {"destinatario": "CONDUTTORI"}
    aggiornata = modifica_iscrizione(iscritta, giusti, versione=1, utente=operatrice)
    assert (aggiornata.nome, aggiornata.email, aggiornata.stato, aggiornata.versione) == (
        "Carla", "carla@example.org", "CONFERMATA", 2,
    )  # fmt: skip
    with pytest.raises(ModificaConcorrente):
        modifica_iscrizione(iscritta, giusti, versione=1, utente=operatrice)
    with pytest.raises(AttoRifiutato, match="L’evento non è per «Sindacati»"):
        modifica_iscrizione(iscritta, giusti | {"destinatario": "SINDACATI"}, versione=2, utente=operatrice)


def test_those_enrolled_are_told_that_the_event_is_off(django_capture_on_commit_callbacks: COMMIT) -> None:
    evento = evento_con(posti=1, titolo="Leggere il contratto")
    iscritta = IscrizioneFactory(evento=evento)
    (in_attesa,) = in_fila(evento, 10)
    IscrizioneFactory(evento=evento, stato="ANNULLATA")
    IscrizioneFactory(evento=evento, stato="DA_CONFERMARE")
    porta_a(evento, "ANNULLATO")
    with django_capture_on_commit_callbacks(execute=True):
        avvisa_annullamento(evento)
    assert posta() == [(i.email, "Evento annullato: Leggere il contratto") for i in (iscritta, in_attesa)]
    assert "Il motivo: Non ci sono abbastanza iscritti." in mail.outbox[0].body


def test_a_session_moved_or_cancelled_writes_the_programme_of_now(
    operatrice: Utente, django_capture_on_commit_callbacks: COMMIT
) -> None:
    evento = evento_con(date(2026, 12, 3), date(2026, 12, 10), titolo="Leggere il contratto")
    iscritta, prima = IscrizioneFactory(evento=evento), evento.sessioni.get(numero=1)
    dati = DatiSessione(inizio=alle(date(2026, 12, 4), "18:00"), minuti=60, luogo="Teatro")
    with django_capture_on_commit_callbacks(execute=True):
        sposta_sessione(prima, dati, utente=operatrice)
    with django_capture_on_commit_callbacks(execute=True):
        sposta_sessione(prima, replace(dati, titolo="Le clausole"), utente=operatrice)
    with django_capture_on_commit_callbacks(execute=True):
        annulla_sessione(evento.sessioni.get(numero=2), utente=operatrice)
    assert posta() == [(iscritta.email, "Cambia il programma: Leggere il contratto")] * 2
    spostato, annullato = (m.body.replace("\N{NO-BREAK SPACE}", " ") for m in mail.outbox)
    assert "- venerdì 04/12/2026, ore 18:00–19:00, Teatro" in spostato
    assert ("10/12/2026" in spostato, "10/12/2026" in annullato) == (True, False)
    assert len({messaggio.extra_headers["Message-ID"] for messaggio in mail.outbox}) == 2


def test_an_event_given_more_seats_takes_in_who_was_waiting(
    operatrice: Utente, django_capture_on_commit_callbacks: COMMIT
) -> None:
    evento = evento_con(posti=1, titolo="Leggere il contratto")
    IscrizioneFactory(evento=evento)
    prima, seconda = in_fila(evento, 10, 20)
    with django_capture_on_commit_callbacks(execute=True):
        salvato = modifica_evento(evento, {"posti": 2}, utente=operatrice, versione=evento.versione)
    assert (salvato.iscritti, salvato.in_attesa) == (2, 1)
    assert posta() == [(prima.email, "Si è liberato un posto: Leggere il contratto")]
    seconda.refresh_from_db()
    assert seconda.stato == "IN_ATTESA"


def test_calling_an_event_off_writes_to_its_people(
    operatrice: Utente, django_capture_on_commit_callbacks: COMMIT
) -> None:
    evento = evento_con(titolo="Leggere il contratto")
    iscritta = IscrizioneFactory(evento=evento)
    with django_capture_on_commit_callbacks(execute=True):
        annulla_evento(evento, motivo="La docente è malata", utente=operatrice)
    assert posta() == [(iscritta.email, "Evento annullato: Leggere il contratto")]
    assert "giovedì 03/12/2026" in mail.outbox[0].body


def test_a_message_that_is_no_longer_true_is_not_sent(
    operatrice: Utente, django_capture_on_commit_callbacks: COMMIT
) -> None:
    """What waits in the queue of the worker is read again before it leaves."""
    evento = evento_con(posti=1)
    with django_capture_on_commit_callbacks(execute=True):
        iscritta = iscrivi_persona(evento, DATI, utente=operatrice)
        annulla_iscrizione(iscritta, motivo="Errore", utente=operatrice)
    assert [oggetto.partition(":")[0] for _, oggetto in posta()] == ["Iscrizione annullata"]
