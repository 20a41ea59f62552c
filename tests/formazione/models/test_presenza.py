"""The second fence: what the database itself refuses of presences, counts and certificates."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from formazione.models import Attestato, Conteggio, Iscrizione, Presenza
from tests.factories.formazione import (
    PASSATO,
    EventoFactory,
    IscrizioneFactory,
    attestato,
    conta,
    evento_con,
    porta_a,
    presente,
    rilascia,
)
from tests.factories.luogo import alle

pytestmark = pytest.mark.django_db


def vincolo_rotto(atto: Callable[[], object]) -> str:
    """The name of the fence that stopped the writing."""
    with pytest.raises(IntegrityError) as errore, transaction.atomic():
        atto()
    nome: str = errore.value.__cause__.diag.constraint_name
    return nome


def una_presenza(**altro: Any) -> Presenza:
    incontro = evento_con(PASSATO).sessioni.get()
    prenotazione = incontro.prenotazione
    return Presenza(
        **{
            "sessione": incontro, "iscrizione": IscrizioneFactory(evento=incontro.evento), "modo": "REGISTRO",
            "entrata": prenotazione.inizio, "uscita": prenotazione.fine, "segnata_da": incontro.evento.referente,
        }
        | altro
    )  # fmt: skip


def test_a_presence_is_of_a_confirmed_person_of_that_event() -> None:
    for persona in (IscrizioneFactory(), None):
        presenza = una_presenza()
        if persona is None:
            Iscrizione.objects.filter(pk=presenza.iscrizione_id).update(stato="IN_ATTESA")
        else:
            presenza.iscrizione = persona
        assert vincolo_rotto(presenza.save) == "presenza_di_un_iscritto"


@pytest.mark.parametrize(("entrata", "uscita"), [("14:59", "17:00"), ("15:00", "17:01"), ("17:01", None)])
def test_a_presence_is_inside_the_hours(entrata: str, uscita: str | None) -> None:
    presenza = una_presenza(entrata=alle(PASSATO, entrata), uscita=alle(PASSATO, uscita) if uscita else None)
    assert vincolo_rotto(presenza.save) == "presenza_dentro_l_incontro"


def test_nobody_is_at_a_session_called_off() -> None:
    presenza = una_presenza()
    presenza.sessione.prenotazione.annullata_alle = alle(PASSATO, "10:00")
    presenza.sessione.prenotazione.save()
    assert vincolo_rotto(presenza.save) == "presenza_dentro_l_incontro"


def test_out_follows_in() -> None:
    presenza = una_presenza(entrata=alle(PASSATO, "16:00"), uscita=alle(PASSATO, "15:59"))
    assert vincolo_rotto(presenza.save) == "presenza_in_ordine"


def test_one_presence_a_session() -> None:
    presenza = una_presenza()
    presenza.save()
    doppia = una_presenza(sessione=presenza.sessione, iscrizione=presenza.iscrizione)
    assert vincolo_rotto(doppia.save) == "presenza_una_per_incontro"


def test_presences_of_who_has_a_certificate_do_not_change() -> None:
    presenza = attestato().iscrizione.presenze.get()
    presenza.uscita -= timedelta(minutes=1)
    assert vincolo_rotto(presenza.save) == "presenza_con_attestato"
    assert vincolo_rotto(presenza.delete) == "presenza_con_attestato"


def test_who_was_there_stays_enrolled_and_the_hours_of_a_recorded_session_stay() -> None:
    presenza = una_presenza()
    presenza.save()
    iscrizione, prenotazione = presenza.iscrizione, presenza.sessione.prenotazione
    iscrizione.stato, iscrizione.annullata_alle = "ANNULLATA", alle(PASSATO, "10:00")
    assert vincolo_rotto(iscrizione.save) == "iscrizione_con_presenze"
    prenotazione.fine += timedelta(minutes=30)
    assert vincolo_rotto(prenotazione.save) == "orario_con_presenze_fermo"


def test_a_group_is_counted_once() -> None:
    incontro = evento_con(PASSATO, registro="ANONIMO").sessioni.get()
    conta(incontro, CITTADINANZA=3)
    doppio = Conteggio(sessione=incontro, destinatario="CITTADINANZA", quanti=4)
    assert vincolo_rotto(doppio.save) == "conteggio_uno_per_gruppo"


def test_an_event_without_names_gives_no_certificate() -> None:
    nuovo = EventoFactory.build(con_attestato=True, registro="ANONIMO", referente=EventoFactory().referente)
    assert vincolo_rotto(nuovo.save) == "evento_attestato_con_i_nomi"


class TestAttestato:
    def nuovo(self, iscrizione: Iscrizione, **altro: Any) -> Attestato:
        evento = iscrizione.evento
        return Attestato(
            **{
                "numero": "AT-2018-9999", "codice": "ZZZZ-9999", "iscrizione": iscrizione, "minuti": iscrizione.minuti,
                "minuti_evento": evento.minuti, "rilasciato_il": date(2026, 11, 16), "rilasciato_da": evento.referente,
            }
            | altro
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("minuti", "stato", "con_attestato"),
        [(89, "SVOLTO", True), (120, "PROGRAMMATO", True), (120, "SVOLTO", False)],
    )
    def test_it_is_given_at_the_end_to_who_has_the_hours(self, minuti: int, stato: str, con_attestato: bool) -> None:
        evento = evento_con(PASSATO, con_attestato=con_attestato)
        iscrizione = IscrizioneFactory(evento=evento)
        presente(iscrizione, evento.sessioni.get(), minuti)
        iscrizione.evento = porta_a(evento, stato)
        assert vincolo_rotto(self.nuovo(iscrizione).save) == "attestato_meritato"

    def test_it_carries_the_hours_of_the_register_and_there_is_one(self) -> None:
        evento = evento_con(PASSATO, con_attestato=True)
        iscrizione = IscrizioneFactory(evento=evento)
        presente(iscrizione, evento.sessioni.get())
        rilascia(iscrizione)
        iscrizione.evento.refresh_from_db()
        assert vincolo_rotto(self.nuovo(iscrizione, minuti=119).save) == "attestato_con_le_sue_ore"
        assert vincolo_rotto(self.nuovo(iscrizione).save) == "attestato_uno_valido"

    def test_it_is_not_rewritten(self) -> None:
        dato = attestato()
        dato.rilasciato_il = date(2026, 11, 17)
        assert vincolo_rotto(dato.save) == "attestato_fermo"

    @pytest.mark.parametrize(("giorno", "motivo"), [(date(2026, 11, 17), ""), (date(2026, 11, 15), "Nome sbagliato")])
    def test_it_is_cancelled_after_it_was_given_and_with_a_reason(self, giorno: date, motivo: str) -> None:
        dato = attestato()
        dato.annullato_il, dato.motivo = giorno, motivo
        assert vincolo_rotto(dato.save) == "attestato_annullato_con_motivo"
