"""The life of a quarter, act by act, on a real database."""

from datetime import date
from decimal import Decimal

import pytest

from rendicontazione.actions.rendiconto import (
    approva_rendiconto,
    chiudi_verifica,
    liquida_rendiconto,
    prendi_in_verifica,
    presenta_rendiconto,
)
from rendicontazione.actions.verifica import ammetti_spesa
from rendicontazione.choices import StatoRelazione, StatoRendiconto, StatoSpesa
from rendicontazione.models import LineaBudget
from tests.factories.conti import SpesaFactory, rendiconto
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo

pytestmark = pytest.mark.django_db


@pytest.fixture
def ets():
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


@pytest.fixture
def unione():
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def test_a_quarter_goes_from_draft_to_payment(ets, unione) -> None:
    spesa = SpesaFactory()
    conti = presenta_rendiconto(rendiconto(), utente=ets)
    assert (conti.stato, conti.protocollo, conti.verifica_entro) == (
        StatoRendiconto.CHIUSO_ETS,
        "1/2026",
        date(2026, 12, 19),
    )
    prendi_in_verifica(conti, utente=unione)
    spesa = ammetti_spesa(spesa, utente=unione, visto=Decimal("1220.00"))
    assert (spesa.stato, spesa.ammesso) == (StatoSpesa.AMMESSA, Decimal("1220.00"))
    relazione = chiudi_verifica(conti, utente=unione)
    assert (relazione.versione, relazione.stato, len(relazione.impronta)) == (1, StatoRelazione.IN_PREPARAZIONE, 64)
    collega = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    approva_rendiconto(conti, utente=collega, data_seduta=date(2026, 11, 19), verbale="9")
    conti = liquida_rendiconto(conti, utente=unione, mandato="1187", liquidato_il=date(2026, 11, 19))
    spesa.refresh_from_db()
    budget = LineaBudget.objects.get(linea=Linea.GIS)
    assert (conti.stato, spesa.stato, budget.ammesso, budget.in_verifica) == (
        StatoRendiconto.LIQUIDATO,
        StatoSpesa.LIQUIDATA,
        Decimal("1220.00"),
        Decimal("0.00"),
    )
