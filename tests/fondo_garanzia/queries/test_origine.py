"""What an instalment of the fund comes from, on the record of its due."""

import pytest
from django.urls import reverse

from fondo_garanzia.queries.origine import origine_scadenza
from tests.factories.casa import ScadenzaFactory
from tests.factories.fondo import anticipo_erogato, rivalsa
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.aspetto import Voce

pytestmark = pytest.mark.django_db


def test_an_instalment_leads_to_its_advance_or_to_its_credit_who_may_open_it() -> None:
    anticipo, credito = anticipo_erogato(), rivalsa()
    conti, altrove = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]), UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE])
    for pratica, pagina in ((anticipo, "anticipo_scheda"), (credito, "rivalsa_scheda")):
        scadenza = pratica.rate.first().scadenza
        url = reverse(f"fondo_garanzia:{pagina}", args=[pratica.pk])
        assert origine_scadenza(conti, scadenza) == Voce("Di che cosa è", pratica, url)
        assert origine_scadenza(altrove, scadenza) is None
    assert origine_scadenza(conti, ScadenzaFactory(linea=Linea.FON)) is None
