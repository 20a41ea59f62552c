"""Direct writes on homes, owners, shares and utilities that the database must refuse."""

from datetime import date
from decimal import Decimal as D

import pytest

from tests.factories.casa import AlloggioFactory, ContrattoFactory, ProprietarioFactory, nucleo_con_adulto
from tests.factories.rifiuti import rifiutato
from valdera_housing.choices import (
    DestinazioneAlloggio,
    IntestatarioFornitura,
    NaturaContratto,
    StatoAlloggio,
    TipoContratto,
    TipoFornitura,
)
from valdera_housing.models import Alloggio, Contratto, Fornitura, Proprietario, QuotaProprieta

pytestmark = pytest.mark.django_db
GENNAIO = date(2026, 1, 10)


def quota(alloggio: Alloggio, proprietario: Proprietario, **altro: object) -> QuotaProprieta:
    valori = {"alloggio": alloggio, "proprietario": proprietario, "quota": D(100), "dal": GENNAIO} | altro
    return QuotaProprieta.objects.create(**valori)


def fornitura(**altro: object) -> Fornitura:
    valori = {"tipo": TipoFornitura.LUCE, "intestatario": IntestatarioFornitura.ETS} | altro
    return Fornitura.objects.create(**{"alloggio": altro.get("alloggio") or AlloggioFactory()} | valori)


@pytest.mark.parametrize("iban", ["it60x0542811101000000123456", "IT60 X054 2811 1010 0000 0123 456", "IT6"])
def test_an_iban_is_upper_case_and_without_spaces(iban: str) -> None:
    assert rifiutato(lambda: ProprietarioFactory(iban=iban)) == "proprietario_iban_scritto_bene"
    ProprietarioFactory(iban="")


@pytest.mark.parametrize("misura", ["mq_calpestabili", "mq_convenzionali", "posti_letto", "vani"])
def test_what_is_measured_is_more_than_zero(misura: str) -> None:
    assert rifiutato(lambda: AlloggioFactory(**{misura: 0})) == "alloggio_misure_positive"
    AlloggioFactory(**{misura: None})


@pytest.mark.parametrize("importo", ["catasto_rendita", "spese_condominiali", "canone_richiesto"])
def test_amounts_of_a_home_are_not_negative(importo: str) -> None:
    assert rifiutato(lambda: AlloggioFactory(**{importo: D("-0.01")})) == "alloggio_importi_non_negativi"
    AlloggioFactory(**{importo: 0})


@pytest.mark.parametrize("categoria", ["A/1", "A/8", "A/9"])
def test_a_luxury_home_is_reported_but_never_taken(categoria: str) -> None:
    alloggio = AlloggioFactory(catasto_categoria=categoria, stato=StatoAlloggio.VALUTATO)
    alloggio.stato = StatoAlloggio.IN_TRATTATIVA
    assert rifiutato(alloggio.save) == "alloggio_categoria_ammessa"


def test_a_home_is_not_fit_for_a_written_reason() -> None:
    nome = "alloggio_non_idoneo_con_motivo"
    assert rifiutato(lambda: AlloggioFactory(stato=StatoAlloggio.NON_IDONEO)) == nome
    AlloggioFactory(stato=StatoAlloggio.NON_IDONEO, motivo_stato="Troppo umido")


@pytest.mark.parametrize("altro", [{"quota": D(0)}, {"quota": D("100.01")}, {"al": date(2026, 1, 9)}])
def test_a_share_is_a_percentage_between_two_days_in_order(altro: dict) -> None:
    assert rifiutato(lambda: quota(AlloggioFactory(), ProprietarioFactory(), **altro)) == "quota_proprieta_percentuale"


def test_an_owner_has_one_share_of_a_home_at_a_time() -> None:
    alloggio, proprietario = AlloggioFactory(), ProprietarioFactory()
    quota(alloggio, proprietario, quota=D(50), al=date(2026, 3, 1))
    quota(alloggio, proprietario)
    assert rifiutato(lambda: quota(alloggio, proprietario)) == "quota_proprieta_una_per_persona"


def test_the_open_shares_of_a_home_are_the_whole_of_it() -> None:
    alloggio = AlloggioFactory()
    assert rifiutato(lambda: quota(alloggio, ProprietarioFactory(), quota=D("99.99"))) == "quote_sommano_a_cento"
    meta = [quota(alloggio, ProprietarioFactory(), quota=D(50)) for _ in range(2)]
    assert rifiutato(meta[0].delete) == "quote_sommano_a_cento"


def test_a_home_has_one_utility_of_each_kind() -> None:
    alloggio = AlloggioFactory()
    fornitura(alloggio=alloggio)
    assert rifiutato(lambda: fornitura(alloggio=alloggio)) == "fornitura_una_per_tipo"
    fornitura(alloggio=alloggio, tipo=TipoFornitura.GAS)


@pytest.mark.parametrize(
    ("tipo", "codice"),
    [
        (TipoFornitura.LUCE, "IT001X12345678"),
        (TipoFornitura.LUCE, "12345678901234"),
        (TipoFornitura.GAS, "IT001E12345678"),
        (TipoFornitura.GAS, "1234567890123"),
    ],
)
def test_a_pod_and_a_pdr_are_written_as_the_distributor_does(tipo: str, codice: str) -> None:
    assert rifiutato(lambda: fornitura(tipo=tipo, codice=codice)) == "fornitura_codice_scritto_bene"
    fornitura(tipo=TipoFornitura.ACQUA, codice=codice)


CONDIVISO = {"destinazione": DestinazioneAlloggio.COABITAZIONE, "condiviso_dal": GENNAIO}


def sublocazione(alloggio: Alloggio, **altro: object) -> Contratto:
    """A sublease in draft on that home."""
    parti = {"natura": NaturaContratto.SUBLOCAZIONE, "tipo": TipoContratto.SUBLOCAZIONE, "nucleo": nucleo_con_adulto()}
    return ContrattoFactory(alloggio=alloggio, **parti | altro)


@pytest.mark.parametrize("altro", [{"condiviso_dal": None}, {"destinazione": DestinazioneAlloggio.LOCAZIONE}])
def test_a_shared_home_says_since_when_and_only_that(altro: dict) -> None:
    assert rifiutato(lambda: AlloggioFactory(**CONDIVISO | altro)) == "alloggio_condiviso_con_data"
    AlloggioFactory(**CONDIVISO)


def test_a_home_given_to_a_household_is_not_shared() -> None:
    data = sublocazione(AlloggioFactory())
    della_casa = Alloggio.objects.filter(pk=data.alloggio_id)
    assert rifiutato(lambda: della_casa.update(**CONDIVISO)) == "alloggio_condiviso_senza_sublocazioni"
    Contratto.objects.filter(pk=data.pk).update(stato="ANNULLATO")
    assert della_casa.update(**CONDIVISO) == 1


def test_a_shared_home_is_not_subleased_to_one_household() -> None:
    condiviso = AlloggioFactory(**CONDIVISO)
    assert rifiutato(lambda: sublocazione(condiviso)) == "sublocazione_non_di_casa_condivisa"
    portata = sublocazione(AlloggioFactory())
    portata.alloggio = condiviso
    assert rifiutato(portata.save) == "sublocazione_non_di_casa_condivisa"
    sublocazione(condiviso, natura=NaturaContratto.TESTA, tipo=TipoContratto.CONCORDATO_3_2, nucleo=None)
