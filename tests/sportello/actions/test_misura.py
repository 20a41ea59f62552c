"""What already answered an application is not thrown away."""

from datetime import date
from typing import Any

import pytest

from sportello.actions.misura import modifica_misura, registra_misura
from sportello.models import EsitoRequisitoMisura, FileDomanda
from sportello.queries.misura import RigheMisura, righe_di
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import DocumentoMisuraFactory, DomandaMisuraFactory, RequisitoMisuraFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato

pytestmark = pytest.mark.django_db


@pytest.fixture
def funzionario() -> Any:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def test_a_row_that_served_an_application_stays(funzionario: Any) -> None:
    requisito = RequisitoMisuraFactory()
    misura = requisito.misura
    documento = DocumentoMisuraFactory(misura=misura)
    domanda = DomandaMisuraFactory(misura=misura)
    EsitoRequisitoMisura.objects.create(domanda=domanda, requisito=requisito, risposta="SI", testo="Sì")
    foglio = archivia_documento(b"%PDF-1.7 x", "x.pdf", utente=funzionario)
    FileDomanda.objects.create(domanda=domanda, richiesto=documento, nome="x", documento=foglio)
    righe = righe_di(misura)
    for tolte in (RigheMisura(documenti=righe.documenti), RigheMisura(requisiti=righe.requisiti)):
        with pytest.raises(AttoRifiutato, match="serve già a una domanda"):
            modifica_misura(misura, {}, tolte, utente=funzionario, versione=1)


def test_a_row_nobody_used_goes(funzionario: Any) -> None:
    misura = RequisitoMisuraFactory().misura
    modifica_misura(misura, {"nome": "Altro"}, RigheMisura(), utente=funzionario, versione=1)
    assert (misura.requisiti.count(), misura.documenti.count()) == (0, 0)


def test_the_desk_does_not_write_the_measures() -> None:
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        registra_misura({"valida_dal": date(2026, 1, 1)}, RigheMisura(), utente=UtenteFactory(ruoli=["operatore_ets"]))
