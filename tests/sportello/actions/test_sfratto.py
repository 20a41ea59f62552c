from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pgtrigger
import pytest
from django.db.models.functions import Now

from sportello.actions.sfratto import (
    allega_sfratto,
    apri_sfratto,
    chiudi_sfratto,
    correggi_evento,
    elimina_evento,
    modifica_sfratto,
    registra_evento_sfratto,
    riapri_sfratto,
)
from sportello.choices import EsitoSfratto, FaseSfratto, TipoEventoSfratto
from sportello.models import EventoSfratto, Sfratto
from tests.factories.casa import CasoFactory
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import EventoSfrattoFactory, SfrattoFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Parametro, Utente

pytestmark = pytest.mark.django_db
E, F = TipoEventoSfratto, FaseSfratto
DATI = {"tipo": "MOROSITA", "aperto_il": date(2026, 2, 10), "indirizzo": "via Verdi 12", "locatore": "Gino Baldi"}


@pytest.fixture
def utente() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def fatto(sfratto: Sfratto, utente: Utente, tipo: str, giorno: date, per_il: date | None = None, **altro: Any) -> Any:
    dati = {"tipo": tipo, "giorno": giorno, "per_il": per_il} | altro
    return registra_evento_sfratto(sfratto, dati, utente=utente)


def stato(sfratto: Sfratto) -> tuple:
    sfratto.refresh_from_db()
    return sfratto.stato, sfratto.prossima_data, sfratto.prossimo_passo, sfratto.sospeso


def test_scenario_27_from_the_order_to_the_renounce(utente: Utente) -> None:
    sfratto = apri_sfratto(CasoFactory(), DATI, utente=utente)
    assert (sfratto.numero[:8], sfratto.versione, sfratto.prossimo_passo) == (
        "SF-2026-",
        1,
        "Registra che cosa è successo finora",
    )
    fatto(sfratto, utente, E.CONVALIDA, date(2026, 3, 12), date(2026, 9, 12))
    assert stato(sfratto) == (F.CONVALIDA, date(2026, 9, 12), "Data di esecuzione fissata dal giudice", False)
    fatto(sfratto, utente, E.PRECETTO, date(2026, 9, 20))
    assert stato(sfratto)[:2] == (F.PRECETTO, date(2026, 9, 30))
    _, esito = fatto(sfratto, utente, E.PREAVVISO, date(2026, 10, 14), date(2026, 10, 28))
    assert esito.livello == "si"
    assert stato(sfratto)[:3] == (F.PREAVVISO, date(2026, 10, 28), "Accesso n. 1 dell’ufficiale giudiziario")
    fatto(sfratto, utente, E.ACCESSO, date(2026, 10, 28), date(2026, 12, 2), esito="NEGATIVO", spese=Decimal("120.00"))
    assert stato(sfratto)[:3] == (F.ACCESSO, date(2026, 12, 2), "Accesso n. 2 dell’ufficiale giudiziario")
    fatto(sfratto, utente, E.RINUNCIA, date(2026, 11, 10))
    chiuso = chiudi_sfratto(
        sfratto, esito=EsitoSfratto.EVITATO_RESTA, il=date(2026, 11, 10), nota="Nuovo contratto", utente=utente
    )
    assert (chiuso.stato, chiuso.prossima_data, chiuso.prossimo_passo, chiuso.chiuso_il) == (
        F.CHIUSO,
        None,
        "",
        date(2026, 11, 10),
    )


def test_what_happens_is_activity_of_the_case(utente: Utente) -> None:
    sfratto = apri_sfratto(CasoFactory(), DATI, utente=utente)
    fatto(sfratto, utente, E.UDIENZA, date(2026, 11, 3))
    sfratto.caso.refresh_from_db()
    assert sfratto.caso.ultima_attivita_il == date(2026, 11, 3)


def test_an_eviction_stands_in_an_open_case_and_is_one(utente: Utente) -> None:
    caso = CasoFactory()
    apri_sfratto(caso, DATI, utente=utente)
    with pytest.raises(AttoRifiutato, match="ha già uno sfratto aperto, SF-2026-"):
        apri_sfratto(caso, DATI, utente=utente)
    with pytest.raises(AttoRifiutato, match="è chiuso dal 01/10/2026"):
        apri_sfratto(CasoFactory(chiuso_il=date(2026, 10, 1), esito="TRASFERITO"), DATI, utente=utente)
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        apri_sfratto(CasoFactory(), DATI, utente=UtenteFactory(ruoli=[Ruolo.REVISORE]))


def test_a_fact_against_the_rules_is_written_with_its_warning(utente: Utente) -> None:
    sfratto = SfrattoFactory()
    evento, esito = fatto(sfratto, utente, E.INTIMAZIONE, date(2026, 11, 10), date(2026, 11, 25))
    assert EventoSfratto.objects.get() == evento
    assert [str(m) for m in esito.motivi] == [
        "Fra la notifica e l’udienza ci sono 15 giorni, ne servono 20: si può contestare (art. 660 c.p.c.)"
    ]


def test_what_cannot_be_leaves_no_trace(utente: Utente) -> None:
    sfratto = SfrattoFactory(tipo="FINITA_LOCAZIONE")
    with pytest.raises(AttoRifiutato, match="Il termine di grazia si dà solo"):
        fatto(sfratto, utente, E.TERMINE_DI_GRAZIA, date(2026, 11, 1), date(2026, 12, 1))
    assert EventoSfratto.objects.count() == 0


def test_the_grace_terms_of_the_household_elsewhere_count(utente: Utente) -> None:
    vecchio = SfrattoFactory(stato="CHIUSO", esito="EVITATO_RESTA", chiuso_il=date(2026, 3, 1))
    for mese in (2, 5, 9):
        EventoSfrattoFactory(sfratto=vecchio, tipo=E.TERMINE_DI_GRAZIA, giorno=date(2025, mese, 1), per_il=None)
    nuovo = SfrattoFactory(caso=vecchio.caso)
    _, esito = fatto(nuovo, utente, E.TERMINE_DI_GRAZIA, date(2026, 11, 1), date(2026, 12, 1))
    assert "n. 4 in 4 anni" in str(esito)


def test_a_suspension_lasts_until_the_procedure_moves(utente: Utente) -> None:
    sfratto = SfrattoFactory()
    fatto(sfratto, utente, E.SOSPENSIONE, date(2026, 10, 1), date(2027, 1, 31))
    assert stato(sfratto) == (F.DISDETTA_O_MORA, date(2027, 1, 31), "Finisce la sospensione", True)
    fatto(sfratto, utente, E.PRECETTO, date(2026, 11, 1))
    assert stato(sfratto)[3] is False


def test_the_prefecture_and_the_force_are_written_down(utente: Utente) -> None:
    sfratto = SfrattoFactory()
    fatto(sfratto, utente, E.PREAVVISO, date(2026, 11, 1), date(2026, 12, 1))
    dati = {"tipo": E.COMUNICAZIONE_PREFETTURA, "giorno": date(2026, 11, 5)}
    registra_evento_sfratto(sfratto, dati, utente=utente, forza_pubblica=True)
    assert stato(sfratto)[:2] == (F.PREAVVISO, date(2026, 12, 1))
    assert sfratto.forza_pubblica is True


def test_a_threshold_of_the_office_replaces_that_of_the_law(utente: Utente) -> None:
    Parametro.objects.create(
        chiave="sfratto_precetto_giorni", descrizione="Precetto", valore=15, valido_dal=date(2025, 1, 1), atto="Legge"
    )
    sfratto = SfrattoFactory()
    fatto(sfratto, utente, E.PRECETTO, date(2026, 11, 1))
    assert stato(sfratto)[1] == date(2026, 11, 16)


def test_the_facts_are_corrected_by_one_at_a_time(utente: Utente) -> None:
    sfratto = SfrattoFactory()
    modificato = modifica_sfratto(sfratto, {"locatore": "Ada Neri"}, utente=utente, versione=1)
    assert (modificato.locatore, modificato.versione) == ("Ada Neri", 2)
    with pytest.raises(ModificaConcorrente):
        modifica_sfratto(sfratto, {"locatore": "Gino Baldi"}, utente=utente, versione=1)


def test_changing_the_reason_changes_what_is_awaited(utente: Utente) -> None:
    sfratto = SfrattoFactory()
    fatto(sfratto, utente, E.DISDETTA_O_MORA, date(2026, 11, 1), date(2027, 4, 30))
    assert stato(sfratto)[2] == "Scade il termine della lettera"
    modifica_sfratto(sfratto, {"tipo": "FINITA_LOCAZIONE"}, utente=utente, versione=2)
    assert stato(sfratto)[2] == "Finisce il contratto"


def test_a_wrong_event_is_put_right_the_same_day_by_who_wrote_it(utente: Utente) -> None:
    sfratto = SfrattoFactory()
    evento, _ = fatto(sfratto, utente, E.CONVALIDA, date(2026, 3, 12), date(2026, 9, 12))
    dati = {"tipo": E.CONVALIDA, "giorno": date(2026, 3, 12), "per_il": date(2026, 9, 30)}
    with pytest.raises(AttoRifiutato, match="lo corregge chi l’ha registrato"):
        correggi_evento(evento, dati, utente=UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]))
    correggi_evento(evento, dati, utente=utente)
    assert stato(sfratto)[1] == date(2026, 9, 30)
    elimina_evento(evento, utente=utente)
    assert (EventoSfratto.objects.count(), stato(sfratto)[:2]) == (0, (F.DISDETTA_O_MORA, None))
    with pytest.raises(AttoRifiutato, match="non c’è più"):
        elimina_evento(evento, utente=utente)
    assert EventoSfratto.pgh_event_model.objects.filter(pgh_obj_id=evento.pk).count() == 3


def test_the_day_after_only_the_coordinator_may(utente: Utente) -> None:
    sfratto = SfrattoFactory()
    evento, _ = fatto(sfratto, utente, E.UDIENZA, date(2026, 11, 3))
    # The database writes the history by its own clock, and lets nobody rewrite it.
    with pgtrigger.ignore("sportello.EventoSfrattoEvent:append_only"):
        EventoSfratto.pgh_event_model.objects.update(pgh_created_at=Now() - timedelta(days=1))
    with pytest.raises(AttoRifiutato, match="dopo, il coordinatore"):
        elimina_evento(evento, utente=utente)
    elimina_evento(evento, utente=UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS]))
    assert EventoSfratto.objects.count() == 0


def test_a_correction_that_cannot_be_is_refused(utente: Utente) -> None:
    evento, _ = fatto(SfrattoFactory(), utente, E.UDIENZA, date(2026, 11, 3))
    with pytest.raises(AttoRifiutato, match="nel futuro"):
        correggi_evento(evento, {"giorno": date(2026, 12, 3)}, utente=utente)


def test_a_document_is_told_from_its_content(utente: Utente) -> None:
    sfratto = SfrattoFactory(stato="CHIUSO", esito="EVITATO_RESTA", chiuso_il=date(2026, 11, 1))
    file = allega_sfratto(sfratto, nome="Intimazione", file=("a.pdf", b"%PDF-1.7 intimazione"), utente=utente)
    assert (file.nome, file.documento.tipo) == ("Intimazione", "application/pdf")
    with pytest.raises(AttoRifiutato, match="Questo tipo di file"):
        allega_sfratto(sfratto, nome="Pagina", file=("a.pdf", b"<html></html>"), utente=utente)


def test_what_was_executed_is_not_avoided(utente: Utente) -> None:
    sfratto = SfrattoFactory()
    fatto(sfratto, utente, E.ACCESSO, date(2026, 11, 10), esito="ESEGUITO")
    with pytest.raises(AttoRifiutato, match="non si può contare come evitato"):
        chiudi_sfratto(sfratto, esito=EsitoSfratto.EVITATO_CASA_A_CASA, il=date(2026, 11, 10), nota="", utente=utente)
    with pytest.raises(AttoRifiutato, match="resta da chiudere lo sfratto"):
        fatto(sfratto, utente, E.RINUNCIA, date(2026, 11, 11))
    chiudi_sfratto(
        sfratto, esito=EsitoSfratto.ESEGUITO_CON_SOLUZIONE, il=date(2026, 11, 10), nota="Una casa", utente=utente
    )
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        chiudi_sfratto(sfratto, esito=EsitoSfratto.ESEGUITO, il=date(2026, 11, 10), nota="", utente=utente)


def test_an_eviction_closed_by_mistake_is_reopened_with_the_reason(utente: Utente) -> None:
    sfratto = SfrattoFactory()
    fatto(sfratto, utente, E.PREAVVISO, date(2026, 11, 1), date(2026, 12, 1))
    chiudi_sfratto(sfratto, esito="EVITATO_RESTA", il=date(2026, 11, 10), nota="Accordo", utente=utente)
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        riapri_sfratto(sfratto, perche="L’accordo è saltato", utente=utente)
    coordina = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])
    riaperto = riapri_sfratto(sfratto, perche="L’accordo è saltato", utente=coordina)
    assert (riaperto.stato, riaperto.prossima_data, riaperto.esito, riaperto.nota_esito) == (
        F.PREAVVISO,
        date(2026, 12, 1),
        "",
        "Riaperto il 19/11/2026: L’accordo è saltato",
    )


def test_it_is_not_reopened_beside_another_or_in_a_closed_case() -> None:
    coordina = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])
    chiuso = {"stato": "CHIUSO", "esito": "EVITATO_RESTA", "chiuso_il": date(2026, 11, 1)}
    aperto = SfrattoFactory()
    with pytest.raises(AttoRifiutato, match=aperto.numero):
        riapri_sfratto(SfrattoFactory(caso=aperto.caso, **chiuso), perche="Errore", utente=coordina)
    caso = CasoFactory(chiuso_il=date(2026, 11, 2), esito="TRASFERITO")
    with pytest.raises(AttoRifiutato, match="prima va riaperto"):
        riapri_sfratto(SfrattoFactory(caso=caso, **chiuso), perche="Errore", utente=coordina)
