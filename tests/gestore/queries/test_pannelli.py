from datetime import date

import pytest
from django.template.loader import render_to_string

from gestore.queries.pannelli import pannelli_fascicolo, riparazioni_aperte
from tests.factories.gestore import CandidaturaFactory, ManutenzioneFactory, sublocazione_in_corso
from tests.factories.persone import NucleoFactory, UtenteFactory
from tests.gestore.queries.test_indicatori import dovuto
from valdera_housing.choices import Ruolo
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
EURO = "\N{NO-BREAK SPACE}€"


def di(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def test_the_dossier_of_a_household_tells_its_home_its_debts_and_its_requests() -> None:
    casa = sublocazione_in_corso()
    dovuto(casa, date(2026, 10, 5)), dovuto(casa, date(2026, 12, 5))
    candidatura = CandidaturaFactory(caso=casa.caso)
    (pannello,) = pannelli_fascicolo(di(Ruolo.COORDINATORE_ETS), casa.contratto.nucleo)
    assert [(v.etichetta, v.valore, v.nota) for v in pannello.contesto["conto"]] == [
        ("Dovuto finora", f"360,00{EURO}", ""),
        ("Pagato", f"0,00{EURO}", ""),
        ("In arretrato", f"360,00{EURO}", "l’ultima scadenza non pagata è del 05/10/2026"),
    ]
    testo = render_to_string(pannello.template, {"contesto": pannello.contesto})
    assert casa.contratto.numero in testo
    assert str(candidatura) in testo


def test_a_household_the_line_does_not_know_says_so_and_accounts_see_no_requests() -> None:
    (pannello,) = pannelli_fascicolo(di(Ruolo.OPERATORE_ETS), NucleoFactory())
    assert "Non ha chiesto una casa" in render_to_string(pannello.template, {"contesto": pannello.contesto})
    candidatura = CandidaturaFactory()
    (pannello,) = pannelli_fascicolo(di(Ruolo.CONTABILE_ETS), candidatura.nucleo)
    assert pannello.contesto["candidature"] == []
    assert pannelli_fascicolo(di(Ruolo.CABINA), candidatura.nucleo) == []


def test_a_home_tells_what_is_to_be_repaired() -> None:
    manutenzione = ManutenzioneFactory()
    ManutenzioneFactory(alloggio=manutenzione.alloggio, stato="ANNULLATA")
    assert [m for m, _ in riparazioni_aperte(manutenzione.alloggio)] == [manutenzione]
