"""Eight people pay one application at once: it is paid once, the others read why not (quality R1, R5)."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sportello.actions.domanda import liquida_domanda
from sportello.models import DomandaMisura
from tests.factories.corsa import insieme
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import DomandaMisuraFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]

IN_GARA = 8


def test_an_application_is_paid_once(transactional_db: Any) -> None:
    operatore = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    domanda = DomandaMisuraFactory(
        stato="FINANZIATA", presentata_il=date(2026, 11, 5), importo_ammesso=Decimal(1000), beneficiario="INQUILINO"
    )

    def paga(quanto: int) -> object:
        return liquida_domanda(
            domanda,
            liquidata_il=date(2026, 11, 19),
            importo=Decimal(quanto),
            pagare_a=f"Chi {quanto}",
            utente=operatore,
        )

    risposte = insieme([lambda n=n: paga(100 + n) for n in range(IN_GARA)])
    assert Counter(type(r) for r in risposte) == {DomandaMisura: 1, AttoRifiutato: IN_GARA - 1}
    pagata = next(r for r in risposte if isinstance(r, DomandaMisura))
    domanda.refresh_from_db()
    assert (domanda.stato, domanda.importo_liquidato, domanda.versione) == ("LIQUIDATA", pagata.importo_liquidato, 2)
