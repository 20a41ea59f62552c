"""A room is asked, given, refused and left: what is free afterwards, and what becomes of the session in it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from formazione.actions.sala import autorizza_sala, chiedi_sala, rifiuta_sala, ritira_sala
from formazione.actions.sessione import DatiSessione, sposta_sessione
from formazione.choices import StatoSala
from formazione.models import RichiestaSala, Sessione
from formazione.queries.sala import sale_di
from tests.factories.formazione import (
    FUTURO,
    PASSATO,
    RichiestaSalaFactory,
    evento_con,
    operatrice,
    porta_a,
    sala,
    sessione,
)
from tests.factories.luogo import PrenotazioneFactory, SedeFactory, StanzaFactory, alle
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.prenotazione import DatiPrenotazione
from valdera_housing.choices import Linea, Ruolo, UsoStanza
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Prenotazione, Stanza, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def funzionaria() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def chiedi(stanza: Stanza, *, utente: Utente | None = None, **altro: Any) -> RichiestaSala:
    """A hall for 40 people from outside, 3 December 2026 from 15 to 17, with the Disciplinare."""
    orario = {"inizio": alle(FUTURO, altro.pop("dalle", "15:00")), "partecipanti": altro.pop("partecipanti", 40)}
    dati = DatiPrenotazione(
        linea=Linea.FOR, titolo="Incontro con i proprietari", fine=orario["inizio"] + timedelta(hours=2),
        sede=stanza.sede, stanza=stanza, aperta_al_pubblico=altro.get("rilevanza_esterna", True), **orario,
    )  # fmt: skip
    return chiedi_sala(
        dati,
        titolo="Incontro con i proprietari",
        utente=utente or operatrice(),
        **{"rilevanza_esterna": True, "disciplinare_accettato": True} | altro,
    )


def in_sala(stanza: Stanza | None = None, giorno: date = FUTURO) -> tuple[Sessione, RichiestaSala]:
    """A session of an event with an operator in a room asked to the Unione."""
    evento = evento_con(date(2026, 12, 10) if giorno == FUTURO else date(2026, 11, 5))
    incontro = sessione(evento, giorno, stanza=stanza or sala(), operatore=operatrice())
    return incontro, RichiestaSalaFactory(
        stanza=incontro.prenotazione.stanza, prenotazione=incontro.prenotazione, titolo=evento.titolo, evento=evento
    )


def attive(stanza: Stanza) -> int:
    return Prenotazione.objects.attive().filter(stanza=stanza).count()


def controlla_alla_fine() -> None:
    """What the database checks at the end of a transaction, now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class TestChiedi:
    def test_a_public_event_of_forty_is_refused_in_a_room_for_brief_meetings_with_every_reason(self) -> None:
        stanza = sala(UsoStanza.RIUNIONI_BREVI, nome="34", posti=None)
        with pytest.raises(AttoRifiutato) as rifiuto:
            chiedi(stanza)
        assert [str(m) for m in rifiuto.value.esito.ostacoli] == [
            "34 serve a riunioni brevi interne: non ci si ricevono persone da fuori (Convenzione, uso dei locali)",
            "34 tiene 8 persone, ne sono previste 40 (Convenzione, uso dei locali)",
        ]
        assert (RichiestaSala.objects.count(), Prenotazione.objects.count()) == (0, 0)

    def test_a_hall_is_taken_while_the_one_beside_it_stays_free(self) -> None:
        sede = SedeFactory()
        ventidue, ventitre = sala(nome="22", sede=sede), sala(nome="23", sede=sede)
        richiesta = chiedi(ventidue)
        controlla_alla_fine()
        assert (richiesta.stato, richiesta.richiesta_il, attive(ventidue), attive(ventitre)) == (
            StatoSala.RICHIESTA, OGGI, 1, 0,
        )  # fmt: skip

    def test_the_same_hall_is_not_taken_twice_at_the_same_hour(self) -> None:
        ventidue = sala(nome="22")
        chiedi(ventidue)
        with pytest.raises(AttoRifiutato) as rifiuto:
            chiedi(ventidue, dalle="16:00")
        assert str(rifiuto.value) == "22: impegno dalle 15:00 alle 17:00 del 03/12/2026"
        assert RichiestaSala.objects.count() == 1
        chiedi(ventidue, dalle="17:00")
        assert attive(ventidue) == 2

    @pytest.mark.parametrize(
        ("uso", "altro", "detto"),
        [
            (UsoStanza.SPORTELLO, {}, "S è dello sportello, nei suoi giorni e orari: non si chiede per altro "
             "(Convenzione, uso dei locali)"),
            (UsoStanza.FORMAZIONE, {"disciplinare_accettato": False}, "Per S bisogna accettare il disciplinare delle "
             "sale (Disciplinare per la concessione temporanea delle sale)"),
        ],
    )  # fmt: skip
    def test_the_room_says_why_not(self, uso: str, altro: dict[str, Any], detto: str) -> None:
        with pytest.raises(AttoRifiutato) as rifiuto:
            chiedi(StanzaFactory(sede=SedeFactory(), nome="S", uso=uso), **altro)
        assert (str(rifiuto.value), RichiestaSala.objects.count()) == (detto, 0)

    @pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.CONTABILE_ETS, Ruolo.REVISORE])
    def test_a_room_is_asked_by_who_keeps_events(self, ruolo: str) -> None:
        with pytest.raises(AttoRifiutato, match="chi tiene gli eventi"):
            chiedi(sala(), utente=UtenteFactory(ruoli=[ruolo]))


class TestAutorizza:
    def test_the_unione_gives_the_room(self) -> None:
        unione, richiesta = funzionaria(), RichiestaSalaFactory()
        autorizza_sala(richiesta, utente=unione)
        controlla_alla_fine()
        richiesta.refresh_from_db()
        assert (richiesta.stato, richiesta.decisa_da, richiesta.decisa_il) == (StatoSala.AUTORIZZATA, unione, OGGI)
        assert attive(richiesta.prenotazione.stanza) == 1

    def test_once(self) -> None:
        richiesta = autorizza_sala(RichiestaSalaFactory(), utente=funzionaria())
        with pytest.raises(AttoRifiutato, match="quando lo stato è «Autorizzata»"):
            autorizza_sala(richiesta, utente=funzionaria())

    @pytest.mark.parametrize("atto", [autorizza_sala, lambda s, utente: rifiuta_sala(s, motivo="No", utente=utente)])
    def test_only_the_unione_decides(self, atto: Any) -> None:
        richiesta = RichiestaSalaFactory()
        with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
            atto(richiesta, utente=operatrice())
        richiesta.refresh_from_db()
        assert richiesta.stato == StatoSala.RICHIESTA


class TestRifiuta:
    def test_the_room_is_free_at_once_and_the_reason_stays(self) -> None:
        unione, richiesta = funzionaria(), RichiestaSalaFactory()
        stanza = richiesta.prenotazione.stanza
        rifiuta_sala(richiesta, motivo="Quel giorno c’è il consiglio", utente=unione)
        controlla_alla_fine()
        richiesta.refresh_from_db()
        assert (richiesta.stato, richiesta.motivo, richiesta.decisa_da, richiesta.decisa_il) == (
            StatoSala.RIFIUTATA, "Quel giorno c’è il consiglio", unione, OGGI,
        )  # fmt: skip
        assert (attive(stanza), richiesta.prenotazione.stanza) == (0, stanza)
        chiedi(stanza)
        assert attive(stanza) == 1

    def test_the_session_keeps_its_hour_and_its_operator_without_a_place(self) -> None:
        incontro, richiesta = in_sala()
        prima, stanza = incontro.prenotazione, incontro.prenotazione.stanza
        rifiuta_sala(richiesta, motivo="È occupata", utente=funzionaria())
        controlla_alla_fine()
        incontro = Sessione.objects.select_related("prenotazione").get(pk=incontro.pk)
        dopo = incontro.prenotazione
        assert (dopo.inizio, dopo.fine, dopo.operatore, dopo.sede, dopo.titolo) == (
            prima.inizio, prima.fine, prima.operatore, None, prima.titolo,
        )  # fmt: skip
        assert (dopo.stanza, dopo.annullata_alle, attive(stanza)) == (None, None, 0)
        incontro.evento.refresh_from_db()
        assert (incontro.evento.inizia_il, incontro.evento.minuti) == (FUTURO, 240)

    def test_the_seat_stays_where_the_journeys_of_the_operator_count_on_it(self) -> None:
        incontro, richiesta = in_sala()
        prima = incontro.prenotazione
        PrenotazioneFactory(
            operatore=prima.operatore, sede=prima.sede, viaggio=30, inizio=prima.fine,
            fine=prima.fine + timedelta(hours=1),
        )  # fmt: skip
        rifiuta_sala(richiesta, motivo="È occupata", utente=funzionaria())
        incontro.refresh_from_db()
        dopo = incontro.prenotazione
        assert (dopo.sede, dopo.stanza, dopo.operatore) == (prima.sede, None, prima.operatore)

    def test_what_was_asked_for_an_event_is_still_told_by_the_event(self) -> None:
        incontro, richiesta = in_sala()
        rifiuta_sala(richiesta, motivo="È occupata", utente=funzionaria())
        assert list(sale_di(incontro.evento)) == [richiesta]

    def test_the_session_is_then_moved_to_another_room_that_is_asked_for(self) -> None:
        incontro, richiesta = in_sala(sala(nome="22"))
        rifiuta_sala(richiesta, motivo="È occupata", utente=funzionaria())
        incontro.refresh_from_db()
        altra = sala(nome="25")
        dati = DatiSessione(alle(FUTURO, "15:00"), 120, stanza=altra, partecipanti=30, disciplinare_accettato=True)
        sposta_sessione(incontro, dati, utente=operatrice())
        controlla_alla_fine()
        assert [(s.stato, s.prenotazione.stanza.nome) for s in sale_di(incontro.evento)] == [
            (StatoSala.RIFIUTATA, "22"), (StatoSala.RICHIESTA, "25"),
        ]  # fmt: skip

    def test_what_was_held_there_is_not_refused_afterwards(self) -> None:
        incontro, richiesta = in_sala(giorno=PASSATO)
        porta_a(incontro.evento, "SVOLTO")
        with pytest.raises(AttoRifiutato, match="L’evento è concluso"):
            rifiuta_sala(richiesta, motivo="Tardi", utente=funzionaria())
        richiesta.refresh_from_db()
        assert (richiesta.stato, attive(richiesta.prenotazione.stanza)) == (StatoSala.RICHIESTA, 1)


class TestRitira:
    @pytest.mark.parametrize("autorizzata", [False, True])
    def test_who_asked_leaves_the_room_also_after_the_unione_gave_it(self, autorizzata: bool) -> None:
        richiesta = RichiestaSalaFactory()
        if autorizzata:
            autorizza_sala(richiesta, utente=funzionaria())
        ritira_sala(richiesta, motivo="Rinviata", utente=richiesta.richiesta_da)
        controlla_alla_fine()
        richiesta.refresh_from_db()
        assert (richiesta.stato, richiesta.motivo) == (StatoSala.RITIRATA, "Rinviata")
        assert attive(richiesta.prenotazione.stanza) == 0

    def test_the_room_of_a_session_is_left_by_moving_the_session(self) -> None:
        incontro, richiesta = in_sala()
        with pytest.raises(AttoRifiutato, match="usa «Sposta»"):
            ritira_sala(richiesta, utente=operatrice())
        assert attive(incontro.prenotazione.stanza) == 1

    def test_what_was_used_is_not_left_afterwards(self) -> None:
        richiesta = RichiestaSalaFactory()
        autorizza_sala(richiesta, utente=funzionaria())
        Prenotazione.objects.update(inizio=alle(PASSATO, "15:00"), fine=alle(PASSATO, "17:00"))
        with pytest.raises(AttoRifiutato, match="L’orario è già cominciato"):
            ritira_sala(richiesta, utente=operatrice())
        assert attive(richiesta.prenotazione.stanza) == 1

    def test_once_and_never_after_a_refusal(self) -> None:
        richiesta = rifiuta_sala(RichiestaSalaFactory(), motivo="No", utente=funzionaria())
        with pytest.raises(AttoRifiutato, match="quando lo stato è «Rifiutata»"):
            ritira_sala(richiesta, utente=operatrice())
