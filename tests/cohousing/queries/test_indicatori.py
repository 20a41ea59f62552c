"""I19–I21 and table T12: what shared housing did in a quarter, on 19 November 2026, the fiftieth day of the eighth."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cohousing.choices import EsitoPermanenza, StatoImmobile, StatoPermanenza, TipoSupervisione
from cohousing.models import Ricontatto, Struttura
from cohousing.queries.archivio import Archivio
from cohousing.queries.indicatori import DEFINIZIONI, indicatori
from cohousing.queries.tavole import tavole
from rendicontazione.queries.istantanea import _tavola
from tests.factories.cohousing import (
    CostoFactory,
    ServizioFactory,
    SupervisioneFactory,
    casa_aperta,
    condominio,
    immobile,
    permanenza,
    turno,
)
from tests.factories.conti import ConvenzioneFactory, rendiconto
from valdera_housing.models import Parametro, Trimestre

pytestmark = pytest.mark.django_db
SETTIMO, OTTAVO = 7, 8
VISITA_GIORNO = date(2026, 11, 16)


def trimestre(numero: int) -> Trimestre:
    ConvenzioneFactory()
    return rendiconto(numero).trimestre


def due_permanenze() -> None:
    """Since 1 March in a house of three rooms of two beds: one lives there, one left in October for an ERP home."""
    casa = casa_aperta(nome="Casa Ada")
    prima, seconda, _ = casa.unita.order_by("nome")
    permanenza(prima, numero="PM-2026-0001")
    permanenza(seconda, stato=StatoPermanenza.CONCLUSA, numero="PM-2026-0002")
    SupervisioneFactory(struttura=casa)
    SupervisioneFactory(struttura=casa, annullata_il=VISITA_GIORNO, motivo="Doppia")


def valori(numero: int) -> dict[str, tuple[str, str, str]]:
    return {i.codice: (str(i.valore), str(i.precedente), str(i.anno_prima)) for i in indicatori(trimestre(numero))}


def test_the_numbers_of_a_quarter_beside_those_before() -> None:
    due_permanenze()
    assert valori(OTTAVO) == {
        "I19": ("100.0", "None", "None"),
        "I19S": ("None", "None", "None"),
        "I19A": ("None", "None", "None"),
        "I20": ("229.0", "None", "None"),  # 1 March – 15 October, both included
        "I21": ("0.11", "0.00", "None"),  # 45 minutes in 50 days
        "I20O": ("43.3", "66.7", "None"),  # 2 beds × 50 days + 2 × 15 of 300; 368 of 552
        "I20N": ("2", "2", "0"),
    }


def test_nothing_is_told_before_the_first_house() -> None:
    assert indicatori(trimestre(OTTAVO)) == []


@pytest.mark.parametrize(
    ("esito", "positiva"),
    [
        (EsitoPermanenza.CASA_MERCATO, True), (EsitoPermanenza.ERP, True), (EsitoPermanenza.GIS, True),
        (EsitoPermanenza.FAMIGLIA, True), (EsitoPermanenza.ALTRO_SERVIZIO, False), (EsitoPermanenza.ABBANDONO, False),
    ],
)  # fmt: skip
def test_an_exit_is_positive_when_it_leads_to_a_home(esito: str, positiva: bool) -> None:
    casa = casa_aperta()
    prima, seconda, _ = casa.unita.all()
    permanenza(prima, stato=StatoPermanenza.CONCLUSA, esito=esito)
    permanenza(seconda, stato=StatoPermanenza.CONCLUSA, esito=EsitoPermanenza.ABBANDONO)
    misura = DEFINIZIONI["I19"].misura(Archivio([trimestre(OTTAVO)]), trimestre(OTTAVO))
    assert (misura.valore, misura.nuclei) == (D("50.0") if positiva else D("0.0"), 2)


def test_who_was_heard_months_after_counts_in_the_quarter_of_the_call() -> None:
    casa = casa_aperta(4)
    for unita, situazione in zip(
        casa.unita.all(), ("ANCORA_IN_CASA", "ALTRA_CASA", "SENZA_CASA", "NON_RINTRACCIATO"), strict=True
    ):
        uscito = permanenza(unita, stato=StatoPermanenza.CONCLUSA, uscita_il=date(2026, 5, 10))
        Ricontatto.objects.create(
            permanenza=uscito, mesi=6, svolto_il=date(2026, 11, 10), situazione=situazione, autore=uscito.referente
        )
    numeri = valori(OTTAVO)
    assert (numeri["I19S"], numeri["I19A"], numeri["I19"]) == (
        ("50.0", "None", "None"), ("None", "None", "None"), ("None", "None", "None"),
    )  # fmt: skip


def test_a_target_is_the_parameter_in_force() -> None:
    due_permanenze()
    Parametro.objects.create(chiave="obiettivo_i19", valore=D(60), valido_dal=date(2025, 1, 1), atto="Delibera 9")
    obiettivi = {i.codice: (i.obiettivo, i.nuclei) for i in indicatori(trimestre(OTTAVO))}
    assert (obiettivi["I19"], obiettivi["I21"]) == ((D(60), (1, None, None)), (None, (None, None, None)))


def test_the_rows_behind_a_number_name_households_by_code() -> None:
    due_permanenze()
    ottavo = trimestre(OTTAVO)
    archivio = Archivio([ottavo])
    uscito = archivio.usciti(ottavo)[0]
    righe = {codice: DEFINIZIONI[codice].misura(archivio, ottavo).righe for codice in ("I19", "I20", "I21", "I20O")}
    assert {codice: [(r.nome, r.celle) for r in sue] for codice, sue in righe.items()} == {
        "I19": [("PM-2026-0002", (uscito.codice, "Casa Ada", "15/10/2026", "Casa popolare"))],
        "I20": [("PM-2026-0002", (uscito.codice, "Casa Ada", "01/03/2026", "15/10/2026", "229"))],
        "I21": [("Casa Ada", ("Pontedera", "50", "0,75", "0,11"))],
        "I20O": [("Casa Ada", ("Pontedera", "300", "130"))],
    }


@pytest.mark.parametrize("quante", [1, 4])
def test_the_queries_are_the_same_whatever_the_rows(quante: int, django_assert_num_queries: Any) -> None:
    for _ in range(quante):
        due_permanenze_altrove()
    ottavo = trimestre(OTTAVO)
    with django_assert_num_queries(7):
        indicatori(ottavo)


def due_permanenze_altrove() -> None:
    casa = casa_aperta()
    prima, seconda, _ = casa.unita.all()
    permanenza(prima)
    permanenza(seconda, stato=StatoPermanenza.CONCLUSA)
    SupervisioneFactory(struttura=casa)


def tutto() -> None:
    due_permanenze()
    casa = Struttura.objects.get(nome="Casa Ada")
    SupervisioneFactory(struttura=casa, tipo=TipoSupervisione.RIUNIONE_CASA, minuti=90, giorno=date(2026, 9, 10))
    portineria = ServizioFactory(struttura=condominio())
    turno(portineria, stato="SVOLTO", abitanti=4, quartiere=3, prime_volte=5)
    turno(portineria, date(2026, 11, 17), stato="SVOLTO", abitanti=1, quartiere=1, prime_volte=1)
    immobile(StatoImmobile.APPROVATO_CABINA)
    immobile(StatoImmobile.RILEVATO)
    CostoFactory(struttura=casa)
    CostoFactory(struttura=casa, pagato_il=None)


def test_table_t12_in_full() -> None:
    tutto()
    trovate = {
        t.titolo: [(r.nome, str(r.valore), str(r.precedente)) for r in t.righe] for t in tavole(trimestre(OTTAVO))
    }
    assert trovate == {
        "Case e posti letto": [
            ("Case aperte, a fine trimestre", "2", "2"), ("Unità, a fine trimestre", "6", "6"),
            ("Posti letto, a fine trimestre", "12", "12"), ("Giornate di posto letto disponibili", "600", "1104"),
            ("Giornate di posto letto occupate", "130", "368"),
        ],
        "Permanenze": [
            ("Permanenze cominciate", "0", "0"), ("Permanenze finite", "1", "0"), ("Nuclei ospitati", "2", "2"),
            ("Persone ospitate", "4", "4"),
        ],
        "Permanenze finite, per come sono finite": [("Casa popolare", "1", "0")],
        "Come sono seguite le case": [
            ("Ore in tutto", "0.75", "1.50"), ("Visita", "1", "0"), ("Riunione di casa", "0", "1"),
            ("Colloquio", "0", "0"), ("Emergenza", "0", "0"),
        ],
        "Servizi dei condomini sociali": [
            ("Portierato sociale, ore di apertura", "6.00", "0"), ("Portierato sociale, presenze", "9", "0"),
            ("Portierato sociale, persone raggiunte", "6", "0"),
        ],
        "Ricognizione degli immobili, a fine trimestre": [
            ("Segnalati", "2", "2"), ("Visti in un sopralluogo", "2", "2"), ("Proposti alla Cabina", "1", "0"),
            ("Approvati dalla Cabina", "1", "0"),
        ],
        "Spese della linea pagate nel trimestre": [("Arredi e attrezzature", "640.00", "0")],
    }  # fmt: skip


def test_few_households_are_hidden_houses_never() -> None:
    due_permanenze()
    in_stampa = {
        riga["nome"]: riga["valore"] for tavola in tavole(trimestre(OTTAVO)) for riga in _tavola(tavola, 3)["righe"]
    }
    assert [
        in_stampa[nome]
        for nome in ("Case aperte, a fine trimestre", "Permanenze finite", "Nuclei ospitati", "Casa popolare")
    ] == ["1", {"soppresso": "SECONDARIO"}, {"soppresso": "PRIMARIO"}, {"soppresso": "PRIMARIO"}]


@pytest.mark.parametrize("quante", [1, 3])
def test_the_tables_cost_the_same_whatever_the_rows(quante: int, django_assert_num_queries: Any) -> None:
    for _ in range(quante):
        due_permanenze_altrove()
    ottavo = trimestre(OTTAVO)
    with django_assert_num_queries(8):
        tavole(ottavo)


def test_closures_and_the_end_of_a_house_take_days_away() -> None:
    casa = casa_aperta(2, nome="Casa Ada")
    prima, _ = casa.unita.order_by("nome")
    prima.fermi.create(dal=date(2026, 10, 1), al=date(2026, 10, 10), motivo="Imbiancatura")
    casa.stato, casa.chiusa_il, casa.motivo = "CHIUSA", date(2026, 10, 20), "Lavori"
    casa.save()
    ottavo = trimestre(OTTAVO)
    archivio = Archivio([ottavo])
    assert [(c.nome, giorni) for c, giorni in archivio.giorni_apertura(ottavo).items()] == [("Casa Ada", 20)]
    assert [archivio.letti(c, ottavo).disponibili for c in archivio.giorni_apertura(ottavo)] == [20 * 4 - 10 * 2]
    assert archivio.aperte(ottavo) == []
