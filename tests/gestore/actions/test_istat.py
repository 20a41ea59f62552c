"""ISTAT updates: proposed with their figures, in force only once told; and the index they come from."""

from datetime import date
from decimal import Decimal as D

import pytest

from gestore.actions.istat import applica_istat, importa_indici, proponi_istat, registra_indice, rinuncia_istat
from gestore.models import AggiornamentoIstat, IndiceFoi, Locazione
from gestore.queries.canone import canone_al
from gestore.queries.istat import prossimo_anniversario
from tests.factories.casa import ContrattoFactory
from tests.factories.gestore import IndiceFoiFactory, LocazioneFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def locazione(tipo: str = "CONCORDATO_3_2", quota: str | None = "75.00", cedolare: bool = False) -> Locazione:
    """480 euro a month from 01/10/2025."""
    return LocazioneFactory(
        firmata=True,
        contratto__tipo=tipo,
        contratto__inizio=date(2025, 10, 1),
        contratto__fine=date(2029, 9, 30),
        contratto__canone_mensile=D("480.00"),
        contratto__deposito=D("480.00"),
        contratto__quota_istat=quota and D(quota),
        contratto__cedolare=cedolare,
    )


def chiesto(quota: str, dal: date = date(2026, 12, 1)) -> dict[str, object]:
    indice = IndiceFoi.objects.first() or IndiceFoiFactory()
    return {"indice": indice, "quota_pct": D(quota), "dal": dal, "nota": ""}


@pytest.mark.parametrize(
    ("tipo", "quota", "nuovo"), [("CONCORDATO_3_2", "75.00", "484.68"), ("LIBERO_4_4", "100.00", "486.24")]
)
def test_the_vectors_of_domain_1_5_are_proposed_to_the_cent_and_hold_once_told(
    contabile: Utente, tipo: str, quota: str, nuovo: str
) -> None:
    testa = locazione(tipo, quota)
    proposta = proponi_istat(testa, chiesto(quota), utente=contabile)
    assert (proposta.canone_prima, proposta.canone_dopo, proposta.stato) == (D("480.00"), D(nuovo), "PROPOSTO")
    assert canone_al(testa.contratto, date(2026, 12, 1)) == D("480.00")
    applica_istat(proposta, utente=contabile, notificato_il=date(2026, 11, 19))
    assert canone_al(testa.contratto, date(2026, 12, 1)) == D(nuovo)
    assert canone_al(testa.contratto, date(2026, 11, 30)) == D("480.00")


def test_the_next_update_starts_from_the_rent_in_force(contabile: Utente) -> None:
    testa = locazione()
    prima = proponi_istat(testa, chiesto("75.00", date(2026, 10, 1)), utente=contabile)
    applica_istat(prima, utente=contabile, notificato_il=date(2026, 10, 2))
    seconda = proponi_istat(testa, chiesto("75.00", date(2027, 10, 1)), utente=contabile)
    assert (seconda.canone_prima, seconda.canone_dopo) == (D("484.68"), D("489.41"))


@pytest.mark.parametrize(
    ("testa", "quota", "frase"),
    [
        ({"cedolare": True}, "75.00", "Nessun aggiornamento: il proprietario ha scelto la cedolare secca"),
        ({"quota": None}, "75.00", "Nessun aggiornamento: il contratto non lo prevede"),
        ({}, "80.00", "Si può applicare al massimo il 75"),
    ],
)
def test_no_update_where_law_or_contract_do_not_allow_it(
    contabile: Utente, testa: dict[str, object], quota: str, frase: str
) -> None:
    with pytest.raises(AttoRifiutato, match=frase):
        proponi_istat(locazione(**testa), chiesto(quota), utente=contabile)
    assert AggiornamentoIstat.objects.count() == 0


def test_an_index_that_fell_never_lowers_the_rent(contabile: Utente) -> None:
    IndiceFoiFactory(variazione_pct=D("-0.40"))
    with pytest.raises(AttoRifiutato, match="L’indice non è salito"):
        proponi_istat(locazione(), chiesto("75.00"), utente=contabile)


def test_an_update_starts_inside_the_contract(contabile: Utente) -> None:
    for dal in (date(2025, 10, 1), date(2029, 10, 1)):
        with pytest.raises(AttoRifiutato, match="vale da un giorno dopo il 01/10/2025"):
            proponi_istat(locazione(), chiesto("75.00", dal), utente=contabile)


def test_an_update_let_go_leaves_the_rent_and_is_decided_once(contabile: Utente) -> None:
    testa = locazione()
    proposta = proponi_istat(testa, chiesto("75.00"), utente=contabile)
    rinunciata = rinuncia_istat(proposta, utente=contabile, nota="Accordo con il proprietario")
    assert (rinunciata.stato, canone_al(testa.contratto, date(2027, 1, 1))) == ("RINUNCIATO", D("480.00"))
    with pytest.raises(AttoRifiutato, match="l’aggiornamento è «Non applicato»"):
        applica_istat(proposta, utente=contabile, notificato_il=date(2026, 11, 19))


def test_an_update_is_told_before_it_is_applied_and_not_in_the_future(contabile: Utente) -> None:
    proposta = proponi_istat(locazione(), chiesto("75.00"), utente=contabile)
    with pytest.raises(AttoRifiutato, match="La data è nel futuro"):
        applica_istat(proposta, utente=contabile, notificato_il=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("inizio", "giorno", "quando"),
    [
        (date(2025, 10, 1), date(2026, 11, 19), date(2027, 10, 1)),
        (date(2025, 12, 1), date(2026, 11, 19), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 11, 19), date(2027, 12, 1)),
        (date(2024, 2, 29), date(2025, 1, 1), date(2025, 2, 28)),
    ],
)
def test_the_day_proposed_is_the_next_anniversary(inizio: date, giorno: date, quando: date) -> None:
    assert prossimo_anniversario(ContrattoFactory.build(inizio=inizio), giorno) == quando


class TestIndici:
    def test_months_are_imported_once_whatever_the_heading_and_the_comma(self, contabile: Utente) -> None:
        testo = "mese;variazione\n10/2026;1,3\n2026-09;0,9 %\n\n8/2026;−0,1\n"
        assert importa_indici(testo, utente=contabile, fonte="ISTAT") == (3, 0)
        assert list(IndiceFoi.objects.values_list("mese", "variazione_pct", "fonte")) == [
            (date(2026, 10, 1), D("1.30"), "ISTAT"),
            (date(2026, 9, 1), D("0.90"), "ISTAT"),
            (date(2026, 8, 1), D("-0.10"), "ISTAT"),
        ]
        assert importa_indici("10/2026;9,9\n11/2026;1,1", utente=contabile) == (1, 1)
        assert IndiceFoi.objects.get(mese=date(2026, 10, 1)).variazione_pct == D("1.30")

    @pytest.mark.parametrize(
        ("testo", "frase"),
        [
            ("13/2026;1,3", "Riga 1: «13/2026» non è un mese come 10/2026"),
            ("10/2026", "Riga 1: manca la variazione, come 1,3"),
            ("10/2026;NaN", "Riga 1: la variazione non è una percentuale come 1,3"),
            ("10/2026;1e9", "Riga 1: la variazione non è una percentuale come 1,3"),
            ("9/2026;1,0\n10/2026;molto", "Riga 2: manca la variazione, come 1,3"),
            ("mese;variazione\n", "Nel file non c’è nessun mese."),
            ("10/2026;1,3\n" * 1201, "Il file ha più di 1200 righe."),
        ],
    )
    def test_a_wrong_row_is_named_and_nothing_is_written(self, contabile: Utente, testo: str, frase: str) -> None:
        with pytest.raises(AttoRifiutato) as rifiuto:
            importa_indici(testo, utente=contabile)
        assert (str(rifiuto.value), IndiceFoi.objects.count()) == (frase, 0)

    def test_only_the_ets_writes_them(self) -> None:
        revisore = UtenteFactory(ruoli=[Ruolo.REVISORE])
        with pytest.raises(AttoRifiutato, match="li scrive l’ente partner"):
            registra_indice({"mese": date(2026, 1, 1), "variazione_pct": D(1), "fonte": ""}, utente=revisore)
