"""The picture of a quarter: what is in it, and that its sums agree."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rendicontazione.actions.rendiconto import chiudi_verifica, prendi_in_verifica, presenta_rendiconto
from rendicontazione.actions.verifica import (
    ammetti_in_parte,
    ammetti_spesa,
    non_ammettere,
    rettifica_spesa,
)
from rendicontazione.choices import Macrovoce, StatoRendiconto, StatoSpesa, TipoAllegato, TipoDocumento
from rendicontazione.models import AllegatoSpesa, Spesa
from rendicontazione.queries.istantanea import componi_istantanea
from rendicontazione.rules.istantanea import controlla, da_byte
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a, rendiconto, rendiconto_in
from tests.factories.fondo import FondoFactory, anticipo_erogato, paga_rata
from tests.factories.persone import NucleoFactory, UtenteFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Parametro

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def ets():
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


@pytest.fixture
def unione():
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE], first_name="Marta", last_name="Giannini")


def foto(numero: int = 7, versione: int = 1) -> dict:
    conti = type(rendiconto()).objects.con_trimestre().get(trimestre__numero=numero)
    return componi_istantanea(conti, versione=versione, chiusa_alle=timezone.now())


def anticipo() -> Spesa:
    """A payment of the fund to a household, with its act."""
    documento = DocumentoSpesaFactory(
        tipo=TipoDocumento.ATTO_FONDO, fornitore="Rossi Maria", imponibile=D("700.00"), iva=D("0"), numero="A/2026"
    )
    file = documento.allegati.get().documento
    AllegatoSpesa.objects.create(documento_spesa=documento, documento=file, tipo=TipoAllegato.AUTORIZZAZIONE)
    return SpesaFactory(
        documento_spesa=documento, linea=Linea.FON, macrovoce=Macrovoce.F, nucleo=NucleoFactory(codice="N-2026-0042")
    )


def test_a_closed_quarter_tells_the_four_outcomes_and_agrees_to_the_cent(ets, unione) -> None:
    ammessa, in_parte, rifiutata, del_fondo = SpesaFactory(), SpesaFactory(), SpesaFactory(), anticipo()
    grossa = SpesaFactory(documento_spesa=DocumentoSpesaFactory(imponibile=D("15100.00"), iva=D("0")), linea=Linea.COH)
    conti = presenta_rendiconto(rendiconto(), utente=ets, protocollo="41877")
    prendi_in_verifica(conti, utente=unione)
    for spesa in (ammessa, del_fondo, grossa):
        ammetti_spesa(spesa, utente=unione)
    ammetti_in_parte(in_parte, utente=unione, importo=D("1000.00"), motivo="OLTRE_MASSIMALE", spiegazione="x")
    non_ammettere(rifiutata, utente=unione, motivo="DUPLICATA", spiegazione="x")
    relazione = chiudi_verifica(conti, utente=unione, criticita="Linea 5 esaurita", prossimo_trimestre="Rimodulare")
    dentro = da_byte(relazione.istantanea.encode())
    controlla(dentro)
    gis, coh = dentro["linee"][0]["serie"][-1], dentro["linee"][4]["serie"][-1]
    assert gis == {
        "trimestre": 7,
        "presentato": "3660.00",
        "ammesso": "2220.00",
        "non_ammesso": "1440.00",
        "in_verifica": "0.00",
        "eccedenza": "0.00",
        "ammesso_per_macrovoce": {"E": "2220.00"},
    }
    assert (coh["ammesso"], coh["eccedenza"]) == ("15000.00", "100.00")
    assert dentro["motivi_non_ammissione"] == [
        {"motivo": "Già presentata", "n": 1, "importo": "1220.00"},
        {"motivo": "Oltre il massimale", "n": 1, "importo": "220.00"},
    ]
    assert dentro["relazione"] | {"chiusa_il": ""} == {
        "versione": 1,
        "chiusa_il": "",
        "protocollo": "",
        "verificatore": "Marta Giannini",
        "approvatore": None,
        "motivo_riapertura": None,
        "sostituisce": None,
        "seduta": None,
    }
    assert dentro["rendiconto"] == {
        "presentato_il": "2026-11-19",
        "protocollo": "41877",
        "verifica_dal": "2026-11-19",
        "verifica_al": "2026-11-19",
    }
    assert dentro["osservazioni"] == {"criticita": "Linea 5 esaurita", "prossimo_trimestre": "Rimodulare"}


def test_no_name_of_a_household_is_in_it(ets) -> None:
    anticipo()
    presenta_rendiconto(rendiconto(), utente=ets)
    dentro = foto()
    assert [spesa["fornitore"] for spesa in dentro["spese"]] == ["N-2026-0042"]
    assert "Rossi" not in str(dentro)


def test_an_expense_says_when_it_was_paid_and_drafts_stay_out(ets) -> None:
    SpesaFactory()
    presenta_rendiconto(rendiconto(), utente=ets)
    SpesaFactory(rendiconto=rendiconto(8))
    spese = foto()["spese"]
    assert [(s["n"], s["presentato"], s["in_verifica"], s["stato"], s["pagata_il"]) for s in spese] == [
        (1, "1220.00", "1220.00", "In verifica", "2026-09-18")
    ]
    assert foto(8)["spese"] == []


def test_corrections_and_late_expenses_are_adjustments_of_the_earlier_quarter(ets, unione) -> None:
    prima = SpesaFactory(rendiconto=rendiconto(6), documento_spesa=DocumentoSpesaFactory(pagato_il=date(2026, 6, 10)))
    porta_a(prima, StatoSpesa.AMMESSA)
    for numero in range(1, 7):
        rendiconto_in(StatoRendiconto.VERIFICATO, numero)
    storno = rettifica_spesa(prima, utente=ets, importo=D("220.00"), motivo="IVA recuperata")
    tardiva = SpesaFactory(documento_spesa=DocumentoSpesaFactory(pagato_il=date(2026, 3, 2), data=date(2026, 3, 1)))
    conti = presenta_rendiconto(rendiconto(), utente=ets)
    prendi_in_verifica(conti, utente=unione)
    for spesa in (storno, tardiva):
        ammetti_spesa(spesa, utente=unione)
    assert foto()["rettifiche"] == [
        {
            "trimestre": 6,
            "linea": "GIS",
            "spesa": prima.numero,
            "importo": "-220.00",
            "motivo": f"Rettifica della spesa {prima.numero}: IVA recuperata",
            "data": "2026-11-19",
        },
        {
            "trimestre": 5,
            "linea": "GIS",
            "spesa": tardiva.numero,
            "importo": "1220.00",
            "motivo": "Pagata in un trimestre precedente, presentata in questo",
            "data": "2026-11-19",
        },
    ]


def test_parameters_are_those_in_force_with_the_convention_as_default() -> None:
    rendiconto()
    Parametro.objects.create(
        chiave="ambra_uso", descrizione="x", valore=D("0.75"), valido_dal=date(2025, 1, 1), atto="x"
    )
    assert foto()["parametri"] == {
        "ambra_uso": "0.75",
        "ambra_previsione_sotto": "0.85",
        "rosso_previsione_sopra": "1.10",
        "tetto_spese_generali": "0.10",
        "soglia_rimodulazione": "0.10",
        "soglia_soppressione": 3,
    }


def test_a_provisional_one_says_so_and_agrees(ets) -> None:
    SpesaFactory()
    presenta_rendiconto(rendiconto(), utente=ets)
    dentro = foto(versione=0)
    controlla(dentro)
    assert dentro["avvertenza"].startswith("Esemplare provvisorio")


def test_costs_the_same_for_one_and_for_ten_expenses(ets) -> None:
    SpesaFactory()
    presenta_rendiconto(rendiconto(), utente=ets)

    def costo() -> int:
        with CaptureQueriesContext(connection) as query:
            foto()
        return len(query)

    una = costo()
    rendiconto_in(StatoRendiconto.APERTO)
    for _ in range(9):
        porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    assert costo() == una


def test_the_funds_are_told_as_of_the_last_day_of_the_quarter() -> None:
    anticipo = anticipo_erogato(fondo=FondoFactory(comune__nome="Pontedera", dotato=D("25000.00")))
    for rata in anticipo.rate.all()[:4]:
        paga_rata(rata)  # 05/04, 05/05, 05/06, 05/07/2026
    FondoFactory(comune__nome="Casciana Terme Lari", dotato=D("5000.00"))
    sesta = foto(6)
    controlla(sesta)
    assert sesta["fondo"] == [
        {"comune": "Casciana Terme Lari", "dotato": "5000.00", "erogato": "0.00", "rientrato": "0.00",
         "altri": "0.00", "impegnato": "0.00", "disponibile": "5000.00"},
        {"comune": "Pontedera", "dotato": "25000.00", "erogato": "1800.00", "rientrato": "450.00", "altri": "0.00",
         "impegnato": "0.00", "disponibile": "23650.00"},
    ]  # fmt: skip
    assert [t["titolo"] for t in sesta["linee"][2]["tavole"]] == [
        "Fondo di Casciana Terme Lari a fine trimestre",
        "Fondo di Pontedera a fine trimestre",
        "Nuclei aiutati dal fondo dall’avvio, per comune",
    ]
    assert [i["codice"] for i in sesta["linee"][2]["indicatori"]] == ["I16", "I16N", "I16E", "I17", "I18"]
    assert foto(4)["fondo"] == []
