"""Two people at once on the same fund: the second finds what the first has left."""

from decimal import Decimal as D
from typing import Any

import pytest

from fondo_garanzia.actions.fondo import dota_fondo, registra_movimento, rettifica_movimento, storna_dotazione
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import Fondo, MovimentoFondo
from tests.factories.corsa import insieme
from tests.factories.fondo import FondoFactory, funzionario
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi

pytestmark = pytest.mark.django_db(transaction=True)


def dati(importo: str) -> dict[str, Any]:
    return {"importo": D(importo), "giorno": oggi(), "atto": "Delibera 7/2026", "provenienza": "CONVENZIONE"}


def risposte(esiti: list[object]) -> list[str]:
    """The sentences of the refusals and the amounts written, in order; anything else is a failure of ours."""
    assert [e for e in esiti if not isinstance(e, (AttoRifiutato, MovimentoFondo))] == []
    scritti = [str(e.importo) if isinstance(e, MovimentoFondo) else str(e) for e in esiti]
    return sorted(testo.replace("\N{NO-BREAK SPACE}", " ") for testo in scritti)


def test_two_people_who_take_back_the_same_endowment_take_it_once(giri: int) -> None:
    persone = [funzionario(), funzionario()]
    for giro in range(giri):
        fondo = FondoFactory(comune=ComuneFactory(nome=f"Comune {giro}"), dotato=D("1000.00"))
        esiti = insieme([lambda chi=chi, f=fondo: storna_dotazione(f, dati("600.00"), utente=chi) for chi in persone])
        assert risposte(esiti) == [
            "600.00",
            "Si può togliere al massimo 400,00 €: il resto è impegnato o già speso.",
        ]
        fondo.refresh_from_db()
        assert (fondo.dotato, fondo.disponibile) == (D("400.00"), D("400.00"))


def test_two_people_who_correct_the_same_line_take_it_away_once(giri: int) -> None:
    contabili = [UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]) for _ in range(2)]
    for giro in range(giri):
        fondo = FondoFactory(comune=ComuneFactory(nome=f"Comune {giro}"), dotato=D("1000.00"))
        interessi = registra_movimento(
            fondo,
            TipoMovimento.INTERESSE,
            {"importo": D("8.00"), "giorno": oggi(), "causale": "Interessi"},
            utente=contabili[0],
        )
        esiti = insieme(
            [
                lambda chi=chi, m=interessi: rettifica_movimento(
                    m, D("8.00"), giorno=oggi(), causale="Scritto due volte", utente=chi
                )
                for chi in contabili
            ]
        )
        assert risposte(esiti) == ["8.00", "Di questo movimento restano 0,00 €: non si toglie di più."]
        fondo.refresh_from_db()
        assert fondo.altri == D("0.00")


def test_two_first_endowments_open_one_fund(giri: int) -> None:
    persone = [funzionario(), funzionario()]
    for giro in range(giri):
        comune = ComuneFactory(nome=f"Comune {giro}")
        esiti = insieme([lambda chi=chi, c=comune: dota_fondo(c, dati("500.00"), utente=chi) for chi in persone])
        assert risposte(esiti) == ["500.00", "500.00"]
        assert Fondo.objects.get(comune=comune).dotato == D("1000.00")
