"""The traffic light says the worst thing that is true of a line."""

from decimal import Decimal

import pytest

from rendicontazione.rules.semaforo import SituazioneLinea, Soglie, semaforo

# budget, admitted, under verification, excess, forecast, quarter, quarters left
CASI = [
    ((1000, 500, 0, 0, 900, 6, 6), "IN_LINEA", "previsione entro il budget"),
    ((1000, 500, 0, 0, 1000, 6, 6), "IN_LINEA", "previsione entro il budget"),
    ((1000, 500, 0, 0, 850, 6, 6), "IN_LINEA", "previsione entro il budget"),
    ((1000, 500, 0, 0, 849, 6, 6), "ATTENZIONE", "previsione sotto la soglia (85\xa0%)"),
    ((1000, 500, 0, 0, 1001, 6, 6), "ATTENZIONE", "previsione sopra il budget"),
    ((1000, 500, 0, 0, 1100, 6, 6), "ATTENZIONE", "previsione sopra il budget"),
    ((1000, 500, 0, 0, 1101, 6, 6), "CRITICO", "previsione oltre la soglia (110\xa0%)"),
    ((1000, 700, 99, 0, 950, 9, 3), "IN_LINEA", "previsione entro il budget"),
    ((1000, 700, 100, 0, 950, 9, 3), "ATTENZIONE", "impegnato oltre la soglia (80\xa0%)"),
    ((1000, 900, 100, 0, 1000, 9, 3), "CRITICO", "budget esaurito"),
    ((1000, 100, 0, 1, 100, 3, 9), "CRITICO", "1,00\xa0€ oltre il budget, congelati in eccedenza"),
    ((1000, 0, 0, 0, None, 1, 11), "DA_VALUTARE", "nessuna spesa: è presto per una previsione"),
    ((1000, 0, 0, 0, None, 2, 10), "ATTENZIONE", "nessuna spesa dopo 2 trimestri"),
    ((0, 0, 0, 0, None, 1, 11), "DA_VALUTARE", "nessuna spesa: è presto per una previsione"),
    ((0, 0, 5, 0, 5, 1, 11), "CRITICO", "la linea non ha budget"),
    ((1000, 950, 0, 0, 950, 12, 0), "IN_LINEA", "50,00\xa0€ non spesi"),
    ((1000, 950, 60, 0, 1010, 12, 0), "ATTENZIONE", "in verifica 10,00\xa0€ oltre il budget"),
]


@pytest.mark.parametrize(("cifre", "livello", "motivo"), CASI)
def test_each_threshold_turns_the_light(cifre: tuple, livello: str, motivo: str) -> None:
    *importi, trimestre, mancanti = cifre
    euro = [None if importo is None else Decimal(importo) for importo in importi]
    esito = semaforo(SituazioneLinea(*euro, trimestre, mancanti), Soglie())
    assert (esito.livello, esito.motivo) == (livello, motivo)
