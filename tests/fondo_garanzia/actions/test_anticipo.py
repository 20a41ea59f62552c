"""The life of an advance through its acts, to the cent (scenarios 1 and 2)."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
import time_machine
from django.db import connection

from fondo_garanzia.actions.anticipo import (
    annulla_erogazione_anticipo,
    approva_anticipo,
    crea_lettera_anticipo,
    eroga_anticipo,
    istruisci_anticipo,
    modifica_anticipo,
    richiedi_anticipo,
    rifiuta_anticipo,
    riprogramma_anticipo,
    ritira_anticipo,
    stralcia_anticipo,
)
from fondo_garanzia.choices import MotivoAnticipo
from fondo_garanzia.models import Anticipo, Fondo
from tests.factories.fondo import (
    AnticipoFactory,
    FondoFactory,
    GaranziaFactory,
    anticipo_erogato,
    dota,
    figure,
    nucleo_del_fondo,
    paga_rata,
)
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db

IL_1_MARZO = "2026-03-01T10:00:00+01:00"
ATTO = {"atto": "Determinazione 90/2026", "motivo_decisione": ""}


def dati(**altro: Any) -> dict[str, Any]:
    """The request of scenario 1: 1.800 euro of deposit, twelve instalments from 05/04/2026."""
    return {
        "motivo": MotivoAnticipo.CAUZIONE,
        "bisogno": "Il nuovo proprietario chiede il deposito",
        "importo": D("1800.00"),
        "reddito_mensile": D("1500.00"),
        "creditore": "Gino Baldi",
        "creditore_codice": "BLDGNI50A01G843X",
        "creditore_iban": "IT60X0542811101000000123456",
        "n_rate": 12,
        "prima_rata": date(2026, 4, 5),
    } | altro


def subito() -> None:
    """Let the deferred checks speak now."""
    with connection.cursor() as c:
        c.execute("SET CONSTRAINTS ALL IMMEDIATE")
        c.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def coordinatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


@pytest.fixture
def funzionaria() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def test_scenario_1_through_the_acts(
    operatrice: Utente, coordinatrice: Utente, contabile: Utente, funzionaria: Utente
) -> None:
    fondo = FondoFactory(dotato=D("25000.00"))
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("2000.00"), massimale_canoni=D("6000.00"), massimale_danni=D("0.00")
    )
    with time_machine.travel(IL_1_MARZO, tick=False):
        anticipo = richiedi_anticipo(nucleo_del_fondo(fondo), dati(), utente=operatrice)
        assert (anticipo.numero, anticipo.stato, anticipo.giorno_rata) == ("AN-2026-0001", "RICHIESTO", 5)
        istruisci_anticipo(anticipo, {"istruttoria": "Reddito stabile"}, utente=coordinatrice)
        approva_anticipo(anticipo, ATTO, utente=funzionaria)
        assert figure(fondo) == (D("7800.00"), D("0.00"), D("0.00"), D("25000.00"), D("17200.00"))
        pagato = eroga_anticipo(
            anticipo, {"erogato_il": date(2026, 3, 1), "riferimento": "CRO 123"}, utente=contabile
        )
    subito()
    assert figure(fondo) == (D("6000.00"), D("1800.00"), D("0.00"), D("23200.00"), D("17200.00"))
    assert [(r.numero, r.importo, r.scade_il.month) for r in pagato.rate.all()] == [
        (n, D("150.00"), 3 + n if n < 10 else n - 9) for n in range(1, 13)
    ]
    for rata in pagato.rate.all()[:3]:
        paga_rata(rata)
    subito()
    assert figure(fondo) == (D("6000.00"), D("1800.00"), D("450.00"), D("23650.00"), D("17650.00"))
    pagato.refresh_from_db()
    assert (pagato.stato, pagato.residuo) == ("IN_RIMBORSO", D("1350.00"))
