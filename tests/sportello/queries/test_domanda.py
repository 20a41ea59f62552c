"""What is counted of the applications, and what is known of a household before it applies."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sportello.models import DomandaMisura
from sportello.queries.domanda import ContoDomande, conta_domande, riepilogo_per_stato
from sportello.queries.misura import conosciuto_di, esecuzione_fissata, eseguito_il, fatti_noti, intimato_il
from tests.factories.casa import CasoFactory, ContrattoFactory, IseeFactory
from tests.factories.sportello import DomandaMisuraFactory, EventoSfrattoFactory, SfrattoFactory
from valdera_housing.models import Caso

pytestmark = pytest.mark.django_db

D = Decimal
DAL, AL = date(2026, 10, 1), date(2026, 12, 31)
PRESENTATA: dict[str, Any] = {"presentata_il": date(2026, 11, 5)}
AMMESSA = PRESENTATA | {"stato": "AMMESSA", "importo_ammesso": D(1000)}
PAGATA = AMMESSA | {"stato": "LIQUIDATA", "importo_liquidato": D("900.50"), "liquidata_il": date(2026, 11, 19)}


def test_what_was_presented_admitted_and_paid_by_type(django_assert_num_queries: Any) -> None:
    DomandaMisuraFactory()
    DomandaMisuraFactory(stato="PRESENTATA", **PRESENTATA)
    DomandaMisuraFactory(**AMMESSA)
    DomandaMisuraFactory(**PAGATA | {"stato": "CHIUSA"})
    DomandaMisuraFactory(**PRESENTATA, stato="ESCLUSA", motivo="ISEE")
    prima = {"aperta_il": date(2026, 9, 1), "presentata_il": date(2026, 9, 2)}
    DomandaMisuraFactory(**PAGATA | prima | {"misura__tipo": "CONTRIBUTO_AFFITTO"})
    with django_assert_num_queries(1):
        conti = conta_domande(DAL, AL)
    assert conti.per_tipo == (
        ContoDomande("PREVENZIONE_SFRATTI", 4, 2, 1, D("900.50")),
        ContoDomande("MOROSITA_INCOLPEVOLE"),
        ContoDomande("ERP"),
        ContoDomande("CONTRIBUTO_AFFITTO", 0, 0, 1, D("900.50")),
        ContoDomande("BANDO_LOCALE"),
    )
    assert conti.totale == ContoDomande("", 4, 2, 2, D("1801.00"))
    assert (conti.per_tipo[2].nome, conti.totale.nome) == ("Casa popolare (ERP)", "Tutte")


def test_the_summary_counts_and_sums_state_by_state() -> None:
    DomandaMisuraFactory()
    DomandaMisuraFactory(**PAGATA)
    righe = [(r.stato, r.quante, r.ammesso, r.pagato) for r in riepilogo_per_stato(DomandaMisura.objects.all())]
    assert righe == [("BOZZA", 1, D(0), D(0)), ("LIQUIDATA", 1, D(1000), D("900.50"))]


def test_the_events_of_an_eviction_say_when_it_was_served_set_and_done() -> None:
    sfratto = SfrattoFactory()
    assert (intimato_il(sfratto), esecuzione_fissata(sfratto), eseguito_il(sfratto)) == (None, None, None)
    EventoSfrattoFactory(sfratto=sfratto)
    assert (intimato_il(sfratto), esecuzione_fissata(sfratto)) == (date(2026, 3, 12), date(2026, 9, 12))
    EventoSfrattoFactory(sfratto=sfratto, tipo="INTIMAZIONE", giorno=date(2026, 2, 12), per_il=None)
    EventoSfrattoFactory(sfratto=sfratto, tipo="ACCESSO", giorno=date(2026, 10, 28), per_il=None, esito="ESEGUITO")
    assert (intimato_il(sfratto), eseguito_il(sfratto)) == (date(2026, 2, 12), date(2026, 10, 28))
    chiuso = SfrattoFactory(stato="CHIUSO", esito="ESEGUITO", chiuso_il=date(2026, 11, 1))
    assert eseguito_il(chiuso) == date(2026, 11, 1)


def test_what_is_known_of_a_household_comes_from_its_isee_lease_and_eviction() -> None:
    caso = CasoFactory()
    IseeFactory(nucleo=caso.nucleo, valore=D(8000), ise=D(16000))
    ContrattoFactory(
        natura="PRIVATO", nucleo=caso.nucleo, proprietario=None, alloggio__catasto_categoria="A/3", stato="FIRMATO",
        stipulato_il=date(2026, 3, 1), registrato_il=date(2026, 3, 10),
    )  # fmt: skip
    caso = Caso.objects.select_related("nucleo__comune").get(pk=caso.pk)
    fatti = fatti_noti(caso, conosciuto_di(caso, date(2026, 11, 19)))
    assert (fatti.isee, fatti.ise, fatti.codice_fiscale, fatti.sfratto) == (D(8000), D(16000), True, False)
    assert (fatti.residente_dal, fatti.contratto_registrato) == (date(2026, 4, 1), True)
    assert (fatti.categoria_catastale, fatti.canone_annuo) == ("A/3", D("6600.00"))


@pytest.mark.parametrize(
    ("isee", "perche"),
    [
        (None, "Il nucleo non ha un ISEE registrato"),
        ({"scade_il": date(2026, 11, 18)}, "L’ISEE è scaduto il 18/11/2026"),
        ({"difformita": True}, "L’ISEE riporta omissioni o difformità: va corretto"),
        ({}, "Nell’ISEE registrato manca l’ISE"),
    ],
)
def test_an_isee_that_cannot_be_read_says_why(isee: dict[str, Any] | None, perche: str) -> None:
    caso = CasoFactory()
    if isee is not None:
        IseeFactory(nucleo=caso.nucleo, **isee)
    caso = Caso.objects.select_related("nucleo__comune").get(pk=caso.pk)
    assert fatti_noti(caso, conosciuto_di(caso, date(2026, 11, 19))).isee_perche == perche
