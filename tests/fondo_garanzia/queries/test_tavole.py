"""Table T10: the fund of each comune at the end of a quarter, beside the one before."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fondo_garanzia.queries.tavole import tavole
from rendicontazione.queries.istantanea import _tavola
from tests.factories.fondo import FondoFactory, GaranziaFactory, anticipo_erogato, paga_rata, rivalsa, stralcia
from tests.fondo_garanzia.queries.pagamenti import OTTAVO, QUINTO, SETTIMO, trimestre

pytestmark = pytest.mark.django_db


def test_the_fund_of_a_comune_in_full() -> None:
    fondo = FondoFactory(comune__nome="Pontedera", dotato=D("25000.00"))
    puntuale = anticipo_erogato(fondo=fondo)
    for rata in puntuale.rate.all()[:6]:
        paga_rata(rata)
    anticipo_erogato(fondo=fondo, importo=D("1200.00"))  # 100 a month from 05/04, none paid
    conti, aiutati = tavole(trimestre(SETTIMO))
    assert conti.titolo == "Fondo di Pontedera a fine trimestre"
    assert [(r.nome, str(r.valore), str(r.precedente), r.nuclei) for r in conti.righe] == [
        ("Dotato dall’avvio", "25000.00", "25000.00", (None, None)),
        ("Pagato dall’avvio", "3000.00", "3000.00", (None, None)),
        ("Rientrato dall’avvio", "900.00", "450.00", (None, None)),
        ("Interessi, spese e trasferimenti", "0.00", "0.00", (None, None)),
        ("Impegnato", "0.00", "0.00", (None, None)),
        ("Disponibile", "22900.00", "22450.00", (None, None)),
        ("Pagamento medio", "1500.00", "1500.00", (2, 2)),
        ("Rate non pagate da oltre 90 giorni, su quelle scadute", "20.0", "0.0", (2, 2)),
        ("Recuperato dalle rivalse", "None", "None", (None, None)),
        ("Non pagato da 0 a 30 giorni", "100.00", "100.00", (1, 1)),
        ("Non pagato da 31 a 60 giorni", "100.00", "100.00", (1, 1)),
        ("Non pagato da 61 a 90 giorni", "100.00", "100.00", (1, 1)),
        ("Non pagato da oltre 90 giorni", "300.00", "0.00", (1, None)),
    ]
    assert [(r.nome, r.valore, r.precedente) for r in aiutati.righe] == [("Pontedera", D(2), D(2))]


def test_the_recovery_of_the_credits_and_what_is_written_off() -> None:
    credito = rivalsa()
    paga_rata(credito.rate.first(), il=date(2026, 12, 5))
    fondo = credito.escussione.garanzia.fondo
    perso = anticipo_erogato(fondo=fondo, stato="INSOLVENTE")
    stralcia(perso)
    cifre = {r.nome: r.valore for r in tavole(trimestre(OTTAVO))[0].righe}
    assert cifre["Recuperato dalle rivalse"] == D("8.3")  # 120 of 1.440
    # The advance lost: no more expected, so no ageing; still a default, six of nine instalments due and the paid one.
    assert [v for nome, v in cifre.items() if nome.startswith("Non pagato")] == [D("0.00")] * 4
    assert cifre["Rate non pagate da oltre 90 giorni, su quelle scadute"] == D("61.2")  # 900 of 1.350 + 120


def test_few_households_are_hidden_with_their_complement() -> None:
    grande = FondoFactory(comune__nome="Pontedera", dotato=D("25000.00"))
    for _ in range(4):
        anticipo_erogato(fondo=grande)
    piccolo = FondoFactory(comune__nome="Calcinaia", dotato=D("4000.00"))
    anticipo_erogato(fondo=piccolo)
    stampata = _tavola(tavole(trimestre(QUINTO))[-1], 3)
    assert [(r["nome"], r["valore"]) for r in stampata["righe"]] == [
        ("Calcinaia", {"soppresso": "PRIMARIO"}),
        ("Pontedera", {"soppresso": "SECONDARIO"}),
        ("Totale", "5"),
    ]


def test_a_comune_appears_from_the_quarter_in_which_it_joins() -> None:
    FondoFactory(dotato=D("5000.00"))
    assert tavole(trimestre(4)) == []
    assert tavole(trimestre(QUINTO))[0].righe[0].precedente is None


def test_the_tables_cost_the_same_queries_whatever_the_files() -> None:
    t = trimestre(OTTAVO)

    def costo() -> int:
        with CaptureQueriesContext(connection) as viste:
            tavole(t)
        return len(viste)

    fondo = rivalsa().escussione.garanzia.fondo
    una = costo()
    rivalsa(garanzia=GaranziaFactory(fondo=fondo, attiva=True))
    anticipo_erogato(fondo=fondo)
    assert costo() == una <= 12
