"""Every constraint of contracts, head leases and local accords, with somebody who tries to break it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gestore.models import AggiornamentoIstat, Disdetta, IndiceFoi, Proroga
from tests.factories.casa import AccordoTerritorialeFactory, AlloggioFactory, ContrattoFactory, FasciaAccordoFactory
from tests.factories.gestore import IndiceFoiFactory, LocazioneFactory, SublocazioneFactory, firma
from valdera_housing.models import AccordoTerritoriale, Contratto, FasciaAccordo

pytestmark = pytest.mark.django_db


def rifiutato(vincolo: str, scrivi: Callable[[], Any]) -> None:
    """The database refuses, and it is this constraint that does."""
    with pytest.raises(IntegrityError) as errore, transaction.atomic():
        scrivi()
    assert errore.value.__cause__.diag.constraint_name == vincolo


@pytest.mark.parametrize(
    ("vincolo", "campi"),
    [
        ("contratto_date_in_ordine", {"fine": date(2026, 3, 31)}),
        ("contratto_date_in_ordine", {"fine_effettiva": date(2029, 3, 30)}),
        ("contratto_cessato_dopo_l_inizio", {"cessato_il": date(2026, 3, 31)}),
        ("contratto_deposito_tre_mensilita", {"deposito": D("1650.01")}),
        ("contratto_deposito_tre_mensilita", {"deposito": D("-0.01")}),
        ("contratto_importi_non_negativi", {"oneri_mensili": D("-0.01")}),
        ("contratto_giorno_del_mese", {"giorno_scadenza": 29}),
        ("contratto_giorno_del_mese", {"giorno_scadenza": 0}),
        ("contratto_parti_della_natura", {"proprietario": None}),
        ("contratto_parti_della_natura", {"alloggio": None}),
        ("contratto_parti_della_natura", {"natura": "SUBLOCAZIONE", "tipo": "SUBLOCAZIONE"}),
        ("contratto_quota_istat_percentuale", {"quota_istat": D("75.01")}),
        ("contratto_quota_istat_percentuale", {"tipo": "LIBERO_4_4", "quota_istat": D("100.01")}),
        ("contratto_firmato_con_data", {"stato": "FIRMATO"}),
        ("contratto_finito_con_data", {"stato": "CESSATO", "stipulato_il": date(2026, 4, 1)}),
    ],
)
def test_a_contract_that_cannot_be_is_not_kept(vincolo: str, campi: dict[str, Any]) -> None:
    rifiutato(vincolo, lambda: ContrattoFactory(**campi))


def test_a_number_is_given_once() -> None:
    ContrattoFactory(numero="L-2026-7777")
    rifiutato("valdera_housing_contratto_numero_key", lambda: ContrattoFactory(numero="L-2026-7777"))


def test_contratto_sublocazione_senza_cedolare() -> None:
    sotto = SublocazioneFactory().contratto
    rifiutato(
        "contratto_sublocazione_senza_cedolare", lambda: Contratto.objects.filter(pk=sotto.pk).update(cedolare=True)
    )


def test_contratto_senza_sovrapposizioni_up_to_the_last_day() -> None:
    casa = AlloggioFactory()
    primo = ContrattoFactory(alloggio=casa)
    rifiutato(
        "contratto_senza_sovrapposizioni",
        lambda: ContrattoFactory(alloggio=casa, inizio=date(2029, 3, 31), fine=date(2032, 3, 30)),
    )
    ContrattoFactory(alloggio=casa, inizio=date(2029, 4, 1), fine=date(2032, 3, 31))
    Contratto.objects.filter(pk=primo.pk).update(stato="ANNULLATO")
    ContrattoFactory(alloggio=casa)


@pytest.mark.parametrize(
    "campi",
    [
        {"canone_mensile": D("600.00")},
        {"fine": date(2029, 3, 30)},
        {"tipo": "LIBERO_4_4"},
        {"cedolare": True},
        {"stipulato_il": date(2026, 3, 1)},
        {"deposito": D(0)},
    ],
)
def test_contratto_firmato_immutabile(campi: dict[str, Any]) -> None:
    contratto = LocazioneFactory(firmata=True).contratto
    rifiutato("contratto_firmato_immutabile", lambda: Contratto.objects.filter(pk=contratto.pk).update(**campi))


def test_locazione_consenso_documentato() -> None:
    rifiutato("locazione_consenso_documentato", lambda: LocazioneFactory(consenso=None))


@pytest.mark.parametrize("campi", [{"canone_minimo": None}, {"canone_minimo": D("700.01")}, {"canone_minimo": D(0)}])
def test_locazione_fascia_completa(campi: dict[str, Any]) -> None:
    rifiutato("locazione_fascia_completa", lambda: LocazioneFactory(**campi))


@pytest.mark.parametrize("tipo", ["TRANSITORIO", "STUDENTI"])
def test_locazione_tipo_che_vieta(tipo: str) -> None:
    rifiutato("locazione_tipo_che_vieta", lambda: LocazioneFactory(contratto__tipo=tipo))


@pytest.mark.parametrize("campi", [{"canone_massimo": D("549.99")}, {"canone_minimo": None, "canone_massimo": None}])
def test_locazione_canone_nella_fascia_or_a_written_reason(campi: dict[str, Any]) -> None:
    fuori = LocazioneFactory(**campi).contratto
    rifiutato("locazione_canone_nella_fascia", lambda: firma(fuori))
    firma(LocazioneFactory(deroga_motivata="Arredata", **campi).contratto)


def disdetta(contratto: Contratto, **campi: Any) -> Disdetta:
    dati = {
        "parte": "CONDUTTORE",
        "mezzo": "PEC",
        "inviata_il": date(2026, 9, 1),
        "ricevuta_il": date(2026, 9, 2),
        "valida": True,
        "efficace_dal": date(2029, 3, 31),
        "spiegazione": "In tempo",
    }
    return Disdetta.objects.create(contratto=contratto, **dati | campi)


def test_a_notice_is_received_after_it_is_sent_says_when_and_is_one() -> None:
    contratto = LocazioneFactory(firmata=True).contratto
    rifiutato("disdetta_ricevuta_dopo_l_invio", lambda: disdetta(contratto, inviata_il=date(2026, 9, 3)))
    rifiutato("disdetta_valida_con_fine", lambda: disdetta(contratto, efficace_dal=None))
    disdetta(contratto, valida=False, efficace_dal=None)
    prima = disdetta(contratto)
    rifiutato("disdetta_una_aperta", lambda: disdetta(contratto))
    Disdetta.objects.filter(pk=prima.pk).update(ritirata_il=date(2026, 10, 1))
    disdetta(contratto)


def test_proroga_allunga() -> None:
    contratto = LocazioneFactory(firmata=True).contratto
    fine = {"fine_precedente": contratto.fine, "nuova_fine": contratto.fine}
    rifiutato(
        "proroga_allunga",
        lambda: Proroga.objects.create(contratto=contratto, motivo="Accordo", decisa_il=date(2026, 11, 1), **fine),
    )


def aggiornamento(contratto: Contratto, **campi: Any) -> AggiornamentoIstat:
    indice = IndiceFoi.objects.first() or IndiceFoiFactory()
    dati = {"dal": date(2027, 4, 1), "quota_pct": D(75), "canone_prima": D("550.00"), "canone_dopo": D("555.36")}
    return AggiornamentoIstat.objects.create(contratto=contratto, indice=indice, **dati | campi)


def test_an_update_never_lowers_is_one_for_a_day_and_is_told_before_it_holds() -> None:
    contratto = LocazioneFactory(firmata=True).contratto
    rifiutato("istat_mai_in_meno", lambda: aggiornamento(contratto, canone_dopo=D("549.99")))
    rifiutato("istat_applicato_se_comunicato", lambda: aggiornamento(contratto, stato="APPLICATO"))
    aggiornamento(contratto)
    rifiutato("istat_uno_per_data", lambda: aggiornamento(contratto))


def test_istat_senza_cedolare() -> None:
    contratto = LocazioneFactory(firmata=True, contratto__cedolare=True).contratto
    rifiutato("istat_senza_cedolare", lambda: aggiornamento(contratto))


def test_foi_primo_del_mese_and_one_row_for_a_month() -> None:
    rifiutato("foi_primo_del_mese", lambda: IndiceFoiFactory(mese=date(2026, 10, 2)))
    IndiceFoiFactory()
    rifiutato("gestore_indicefoi_mese_key", IndiceFoiFactory)


def test_an_accord_ends_after_it_starts_and_is_alone_in_its_comune() -> None:
    accordo = AccordoTerritorialeFactory()
    rifiutato("accordo_date_in_ordine", lambda: AccordoTerritorialeFactory(valido_al=date(2023, 12, 31)))
    dopo = {"comune": accordo.comune, "valido_dal": date(2026, 1, 1)}
    rifiutato("accordo_uno_alla_volta", lambda: AccordoTerritorialeFactory(**dopo))
    AccordoTerritoriale.objects.filter(pk=accordo.pk).update(valido_al=date(2025, 12, 31))
    AccordoTerritorialeFactory(**dopo)


def test_a_band_is_one_for_its_zone_and_its_minimum_is_under_its_maximum() -> None:
    fascia = FasciaAccordoFactory()
    doppia = {"accordo": fascia.accordo, "zona": fascia.zona, "subfascia": fascia.subfascia}
    rifiutato("fascia_una_per_zona", lambda: FasciaAccordoFactory(**doppia))
    for minimo in (D("96.01"), D(0)):
        campi = {"accordo": fascia.accordo, "minimo_mq_anno": minimo}
        rifiutato("fascia_minimo_sotto_il_massimo", lambda campi=campi: FasciaAccordoFactory(**campi))
    assert FasciaAccordo.objects.count() == 1
