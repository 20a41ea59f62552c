"""What moves the last activity of a case, and what a closure ends with it."""

from datetime import date

import pytest

from tests.factories.casa import CasoFactory, InvioFactory
from tests.factories.caso import ProgettoFactory
from tests.factories.persone import NucleoFactory, UtenteFactory
from valdera_housing.actions.caso import (
    apri_caso,
    chiudi_caso,
    concludi_invio,
    invia_caso,
    prendi_invio,
    segna_attivita,
)
from valdera_housing.actions.diario import scrivi_diario
from valdera_housing.choices import EsitoCaso, Linea, Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Caso, VoceDiario

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def ultima(caso: Caso) -> date | None:
    return Caso.objects.get(pk=caso.pk).ultima_attivita_il


def test_the_last_activity_goes_forward_and_never_past_today() -> None:
    caso = CasoFactory(ultima_attivita_il=None)
    viste = []
    for giorno in (date(2026, 3, 1), date(2026, 2, 1), date(2026, 12, 24)):
        segna_attivita(caso, giorno)
        viste.append(ultima(caso))
    assert viste == [date(2026, 3, 1), date(2026, 3, 1), OGGI]
    assert (Caso.objects.get(pk=caso.pk).versione, Caso.pgh_event_model.objects.count()) == (1, 1)


def test_opening_referring_taking_concluding_and_writing_are_activity() -> None:
    utente = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    caso = apri_caso(NucleoFactory(), aperto_il=date(2026, 9, 1))
    viste = [ultima(caso)]
    scrivi_diario(caso, giorno=date(2026, 9, 20), tipo="NOTA", testo="Prova", utente=utente)
    viste.append(ultima(caso))
    invio = invia_caso(caso, linea=Linea.GIS, motivo="Sfratto fra due mesi", utente=utente)
    viste.append(ultima(caso))
    for atto in (lambda: prendi_invio(invio, utente=utente), lambda: concludi_invio(invio, esito="Casa trovata")):
        Caso.objects.filter(pk=caso.pk).update(ultima_attivita_il=date(2026, 9, 1))
        atto()
        viste.append(ultima(caso))
    assert viste == [date(2026, 9, 1), date(2026, 9, 20), OGGI, OGGI, OGGI]


def test_a_note_of_the_future_or_of_a_closed_case_is_refused() -> None:
    utente = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    dati = {"tipo": "NOTA", "testo": "Prova", "utente": utente}
    caso = CasoFactory()
    with pytest.raises(AttoRifiutato, match="Il giorno è nel futuro"):
        scrivi_diario(caso, giorno=date(2026, 11, 20), **dati)
    chiudi_caso(caso, esito=EsitoCaso.ABBANDONO, il=OGGI)
    with pytest.raises(AttoRifiutato, match=f"Il caso {caso.numero} è chiuso dal 19/11/2026"):
        scrivi_diario(caso, giorno=OGGI, **dati)
    assert VoceDiario.objects.count() == 0


@pytest.mark.parametrize(("firmato", "stato"), [(True, "CONCLUSO"), (False, "INTERROTTO")])
def test_a_closure_ends_referrals_and_project(firmato: bool, stato: str) -> None:
    caso = CasoFactory()
    invio, progetto = InvioFactory(caso=caso), ProgettoFactory(caso=caso, firmato=firmato)
    chiudi_caso(caso, esito=EsitoCaso.SFRATTO_EVITATO, il=OGGI)
    invio.refresh_from_db()
    progetto.refresh_from_db()
    motivo = "Caso chiuso: sfratto evitato"
    assert (invio.concluso_il, invio.esito) == (OGGI, motivo)
    assert (progetto.stato, progetto.chiuso_il, progetto.esito, progetto.versione) == (stato, OGGI, motivo, 2)


def test_a_case_does_not_close_before_its_project_was_signed() -> None:
    progetto = ProgettoFactory(firmato=True)
    with pytest.raises(AttoRifiutato, match="Il progetto individuale è del 20/10/2026"):
        chiudi_caso(progetto.caso, esito=EsitoCaso.ABBANDONO, il=date(2026, 10, 19))
    progetto.refresh_from_db()
    assert progetto.stato == "FIRMATO"
