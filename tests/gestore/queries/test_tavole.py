from datetime import date
from decimal import Decimal

import pytest

from gestore.queries.indicatori import indicatori
from gestore.queries.tavole import tavole
from rendicontazione.queries.istantanea import _indicatore, _tavola
from tests.factories.gestore import ManutenzioneFactory, paga, sublocazione_in_corso
from tests.gestore.queries.test_indicatori import dovuto, ricambiata, trimestre

pytestmark = pytest.mark.django_db


def test_an_office_without_homes_has_no_tables() -> None:
    assert tavole(trimestre()) == []


def test_t8_tells_homes_contracts_money_vacancy_and_repairs() -> None:
    prima, dopo = ricambiata()
    paga(prima.locazione.contratto, "550.00", date(2026, 7, 5))
    paga(dopo.contratto, "440.00", date(2026, 8, 5))
    dovuto(dopo, date(2026, 9, 5), "440.00")
    ManutenzioneFactory(
        alloggio=prima.contratto.alloggio, aperta_il=date(2026, 8, 1), chiusa_il=date(2026, 8, 3), stato="CHIUSA",
        esito="Fatta", costo=Decimal("90.00"), a_carico_di="ETS",
    )  # fmt: skip
    stati, conti, comuni = tavole(trimestre())
    assert [(r.nome, r.valore) for r in stati.righe] == [("Assegnato", 1)]
    assert [(r.nome, r.valore, r.precedente) for r in conti.righe] == [
        ("Contratti con i proprietari in corso a fine trimestre", 1, 1),
        ("Sublocazioni in corso a fine trimestre", 1, 1),
        ("Canoni dovuti dai nuclei", Decimal("880.00"), 0),
        ("Di questi, incassati entro fine trimestre", Decimal("440.00"), 0),
        ("Arretrato a fine trimestre", Decimal("440.00"), 0),
        ("Canoni pagati ai proprietari", Decimal("550.00"), 0),
        ("Giorni disponibili", 92, 91),
        ("Giorni sfitti", 10, 30),
        ("Costo dello sfitto", Decimal("180.82"), Decimal("542.47")),
        ("Manutenzioni aperte nel trimestre", 1, 0),
        ("Manutenzioni chiuse nel trimestre", 1, 0),
        ("Manutenzioni pagate dall’ente partner", Decimal("90.00"), 0),
    ]
    assert ([r.valore for r in comuni.righe], comuni.conteggi) == ([1], True)


def test_what_speaks_of_too_few_households_is_not_printed() -> None:
    _, dopo = ricambiata()
    dovuto(dopo, date(2026, 9, 5), "440.00")
    sublocazione_in_corso(), sublocazione_in_corso(), sublocazione_in_corso()
    _, conti, comuni = (_tavola(tavola, 3) for tavola in tavole(trimestre()))
    per_nome = {riga["nome"]: riga["valore"] for riga in conti["righe"]}
    assert per_nome["Sublocazioni in corso a fine trimestre"] == "4"
    assert per_nome["Arretrato a fine trimestre"] == {"soppresso": "SECONDARIO"}
    assert [riga["valore"] for riga in comuni["righe"]][-1] == "4"
    alloggiati, attesa = (_indicatore(i, 3) for i in indicatori(trimestre()) if i.codice in ("I01", "I03"))
    assert (alloggiati["valore"], attesa["valore"]) == ({"soppresso": "PRIMARIO"}, {"soppresso": "SECONDARIO"})
