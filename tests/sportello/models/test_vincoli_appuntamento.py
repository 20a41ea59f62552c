"""Each constraint of the appointments, tried."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sportello.models import Appuntamento
from tests.factories.luogo import PrenotazioneFactory
from tests.factories.rifiuti import rifiutato
from tests.factories.sportello import AppuntamentoFactory
from valdera_housing.kit.errori_database import frase

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("vincolo", "colonne"),
    [
        ("appuntamento_con_motivo", {"motivi": []}),
        ("appuntamento_con_motivo", {"motivi": ["SFRATTO", "BOH"]}),
        ("appuntamento_con_qualcuno", {"persona": None, "comune": None}),
        ("appuntamento_confermato_con_ora", {"stato": "CONFERMATO"}),
        ("appuntamento_confermato_con_ora", {"stato": "EFFETTUATO"}),
        ("appuntamento_confermato_con_ora", {"stato": "ASSENTE"}),
        ("appuntamento_visita_con_indirizzo", {"modo": "VISITA"}),
    ],
)
def test_appuntamento_refuses(vincolo: str, colonne: dict[str, Any]) -> None:
    assert rifiutato(lambda: AppuntamentoFactory(**colonne)) == vincolo


@pytest.mark.parametrize("stato", ["RICHIESTO", "RINVIATO"])
def test_appuntamento_senza_ora_da_fissare(stato: str) -> None:
    prenotazione = PrenotazioneFactory()
    with pytest.raises(IntegrityError) as presa, transaction.atomic():
        AppuntamentoFactory(stato=stato, prenotazione=prenotazione)
    assert presa.value.__cause__.diag.constraint_name == "appuntamento_senza_ora_da_fissare"
    assert frase(presa.value) == "Un appuntamento da fissare non occupa ancora un orario."


def test_a_name_given_at_the_counter_is_somebody() -> None:
    appuntamento = AppuntamentoFactory(persona=None, comune=None, nome_riferito="Mamadou")
    assert appuntamento.chi == "Mamadou"
    assert rifiutato(lambda: Appuntamento.objects.update(nome_riferito="")) == "appuntamento_con_qualcuno"
