"""What the fund puts before each person on 19 November 2026."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fondo_garanzia.choices import StatoEscussione, StatoRivalsa
from fondo_garanzia.models import CreditoRivalsa, Escussione
from fondo_garanzia.queries.scadenziario import SCADENZIARIO, conti_da_chiudere, invii_da_prendere
from tests.factories.casa import ContoBancarioFactory, InvioFactory
from tests.factories.contatore import contatore
from tests.factories.fondo import (
    AnticipoFactory,
    EscussioneFactory,
    FondoFactory,
    GaranziaFactory,
    anticipo_erogato,
    approva,
    rivalsa,
    valuta,
)
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.factories.rifiuti import sql
from tests.fondo_garanzia.rivalse import arretra
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
CONTABILE, COORDINATORE, UNIONE = Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE
OPERATORE, ASSISTENTE = Ruolo.OPERATORE_ETS, Ruolo.ASSISTENTE_SOCIALE
AMMESSI = [420, 480, 480, 60]


def di(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo], comuni=[ComuneFactory()])


def compiti(ruolo: str, giorno: date = OGGI) -> list[tuple[str, str, str]]:
    return [(c.titolo, c.dettaglio, c.aspetto.etichetta) for c in SCADENZIARIO.compiti(di(ruolo), giorno)]


def solo(chi: str, *attesi: tuple[str, str, str]) -> None:
    """These things for that role and nothing for the others."""
    ruoli = (ASSISTENTE, OPERATORE, CONTABILE, COORDINATORE, UNIONE, Ruolo.REVISORE)
    assert {ruolo: compiti(ruolo) for ruolo in ruoli} == {
        ruolo: list(attesi) if ruolo == chi else [] for ruolo in ruoli
    }


def test_requests_are_for_the_coordinator_to_instruct() -> None:
    GaranziaFactory()
    AnticipoFactory(richiesto_il=date(2026, 3, 2))
    solo(
        COORDINATORE,
        ("Istruire una garanzia", "Chiesta il 01/03/2026", "Da fare"),
        ("Istruire un anticipo", "Chiesto il 02/03/2026", "Da fare"),
    )


def test_instructed_files_are_for_the_unione_to_decide() -> None:
    GaranziaFactory(istruita=True)
    GaranziaFactory(istruita=True, richiesta_il=date(2026, 3, 3))
    AnticipoFactory(istruito=True, richiesto_il=date(2026, 3, 2))
    valuta(EscussioneFactory(), AMMESSI)
    solo(
        UNIONE,
        ("Decidere su 2 garanzie", "La prima è del 01/03/2026", "Da fare"),
        ("Decidere su un anticipo", "Chiesto il 02/03/2026", "Da fare"),
        ("Decidere su un’escussione", "Chiesta il 10/10/2026", "Da fare"),
    )


def test_a_claim_is_evaluated_by_the_coordinator() -> None:
    escussione = EscussioneFactory()
    solo(COORDINATORE, ("Valutare un’escussione", "Chiesta il 10/10/2026", "Da fare"))
    Escussione.objects.filter(pk=escussione.pk).update(
        stato=StatoEscussione.INTEGRAZIONE, motivo="Manca la messa in mora", integrare_entro=date(2026, 11, 25)
    )
    completa = ("Completare un’escussione", "Entro il 25/11/2026", "Da fare")
    assert compiti(OPERATORE) == compiti(COORDINATORE) == [completa]
    assert compiti(OPERATORE, date(2026, 11, 26)) == [(*completa[:2], "In ritardo")]
    assert [(d.giorno, d.testo) for d in SCADENZIARIO.prossime_date(di(OPERATORE), OGGI)] == [
        (date(2026, 11, 25), "Scade l’integrazione di un’escussione")
    ]


def test_what_is_approved_is_for_the_accounts_to_pay() -> None:
    AnticipoFactory(approvato=True)
    approva(valuta(EscussioneFactory(), AMMESSI))
    solo(
        CONTABILE,
        ("Pagare un anticipo", "Approvato il 10/03/2026", "Da fare"),
        ("Pagare un’escussione", "Approvata il 25/10/2026", "Da fare"),
    )


def test_what_does_not_come_back_is_for_the_accounts() -> None:
    anticipo_erogato("IN_RITARDO"), anticipo_erogato("INSOLVENTE"), anticipo_erogato()
    CreditoRivalsa.objects.filter(pk=rivalsa().pk).update(stato=StatoRivalsa.IN_RITARDO)
    solo(
        CONTABILE,
        ("2 anticipi hanno rate in ritardo", "Le rate si possono riprogrammare", "Da fare"),
        ("Una rivalsa ha rate in ritardo", "Le rate si possono riprogrammare", "Da fare"),
    )


def test_a_household_referred_to_the_fund_waits_for_an_operator() -> None:
    InvioFactory(linea=Linea.FON)
    solo(OPERATORE, ("Prendere in carico un nucleo inviato al fondo", "Aspetta dal 02/11/2026", "Da fare"))
    assert contatore(invii_da_prendere, OPERATORE, COORDINATORE) == [1, None]


def test_a_guarantee_that_ends_within_sixty_days_is_a_fact_to_know() -> None:
    GaranziaFactory(attiva=True, scade_il=OGGI + timedelta(days=60))
    GaranziaFactory(attiva=True, scade_il=OGGI + timedelta(days=61))
    GaranziaFactory(scade_il=OGGI + timedelta(days=9))  # only asked for

    def segnalate(ruolo: str) -> list[str]:
        return [s.testo for s in SCADENZIARIO.segnalazioni(di(ruolo), OGGI)]

    attesa = ["1 garanzia finisce entro due mesi, la prima il 18/01/2027"]
    assert segnalate(OPERATORE) == segnalate(COORDINATORE) == attesa
    assert segnalate(CONTABILE) == segnalate(UNIONE) == []
    assert [(d.giorno, d.testo) for d in SCADENZIARIO.prossime_date(di(OPERATORE), OGGI)] == [
        (date(2027, 1, 18), "Finisce una garanzia")
    ]


def test_the_next_instalment_is_only_a_day_that_comes() -> None:
    arretra(rivalsa(), timedelta(days=10))  # due on 25 November
    contabile = di(CONTABILE)
    assert [(d.giorno, d.testo, d.url) for d in SCADENZIARIO.prossime_date(contabile, OGGI)] == [
        (date(2026, 11, 25), "Una famiglia restituisce una rata al fondo", "/fondo-garanzia/")
    ]
    assert (list(SCADENZIARIO.compiti(contabile, OGGI)), list(SCADENZIARIO.segnalazioni(contabile, OGGI))) == ([], [])


class TestMeseDaChiudere:
    @pytest.fixture(autouse=True)
    def conto(self):
        FondoFactory(dotato=1000)  # on 10 January 2026
        ContoBancarioFactory()
        return ContoBancarioFactory(nome="Conto del fondo", iban="IT03Z0306914012100000012345", dedicato=True)

    @pytest.mark.parametrize(
        ("giorno", "entro"),
        [
            (date(2026, 2, 10), None),  # January is still being closed, in December there was no fund
            (date(2026, 2, 11), date(2026, 2, 10)),
            (date(2026, 11, 10), date(2026, 10, 10)),
            (OGGI, date(2026, 11, 10)),
        ],
    )
    def test_the_last_month_is_asked_for_after_the_tenth(self, giorno: date, entro: date | None) -> None:
        assert list(conti_da_chiudere(giorno).values_list("entro", flat=True)) == ([entro] if entro else [])

    def test_it_is_late_at_once_and_goes_when_the_month_is_closed(self, conto) -> None:
        solo(CONTABILE, ("Chiudere il mese del conto dedicato", "Entro il 10/11/2026", "In ritardo"))
        chi = di(CONTABILE).pk
        sql(
            "INSERT INTO fondo_garanzia_chiusuramese (conto_id, mese, saldo_banca, saldo_fondo, chiuso_da_id, "
            f"chiuso_alle, motivo_riapertura) VALUES ({conto.pk}, '2026-10-01', 1000, 1000, {chi}, now(), '')"
        )
        assert compiti(CONTABILE) == []
        sql(
            f"UPDATE fondo_garanzia_chiusuramese SET riaperto_alle = now(), riaperto_da_id = {chi}, "
            "motivo_riapertura = 'Una riga mancava'"
        )
        assert len(compiti(CONTABILE)) == 1


def test_an_operator_is_asked_of_the_households_in_charge_only() -> None:
    garanzia = GaranziaFactory(attiva=True, scade_il=OGGI + timedelta(days=30))
    type(garanzia.nucleo).objects.filter(pk=garanzia.nucleo_id).update(in_carico=False)
    assert list(SCADENZIARIO.segnalazioni(di(OPERATORE), OGGI)) == []
    assert len(list(SCADENZIARIO.segnalazioni(di(COORDINATORE), OGGI))) == 1


@pytest.mark.parametrize("ruolo", [OPERATORE, CONTABILE, COORDINATORE, UNIONE])
def test_the_whole_desk_of_the_line_costs_one_query(ruolo: str) -> None:
    utente = di(ruolo)
    with CaptureQueriesContext(connection) as viste:
        for parte in (SCADENZIARIO.compiti, SCADENZIARIO.segnalazioni, SCADENZIARIO.prossime_date):
            list(parte(utente, OGGI))
    assert len(viste) == 1
