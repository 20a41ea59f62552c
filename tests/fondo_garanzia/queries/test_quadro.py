"""How the funds stand, as the pages tell it."""

from datetime import date
from decimal import Decimal as D

import pytest

from fondo_garanzia.models import Fondo
from fondo_garanzia.queries.quadro import (
    Totali,
    barre_dei_fondi,
    come_si_arriva,
    comuni_e_fondi,
    dotazioni_per_provenienza,
    impegni_del_fondo,
    totali,
)
from tests.factories.fondo import AnticipoFactory, FondoFactory, GaranziaFactory, anticipo_erogato, dota, paga_rata
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.grafici import Tratto

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 20)


@pytest.fixture
def pontedera() -> Fondo:
    """Scenario 1 after three instalments: 25.000 endowed, 6.000 committed, 1.800 advanced, 450 back."""
    fondo = FondoFactory(dotato=D("25000.00"))
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("2000"), massimale_canoni=D("6000"), massimale_danni=D("0")
    )
    anticipo = anticipo_erogato(fondo=fondo)
    for rata in anticipo.rate.all()[:3]:
        paga_rata(rata)
    fondo.refresh_from_db()
    return fondo


def test_every_comune_of_the_unione_is_in_the_list_those_with_a_fund_first(pontedera: Fondo) -> None:
    ComuneFactory(nome="Bientina")
    ComuneFactory(nome="Lajatico", aderente_al=date(2020, 12, 31))
    uscito = FondoFactory(comune=ComuneFactory(nome="Ponsacco", aderente_al=date(2026, 6, 30)), dotato=D("10.00"))
    righe = comuni_e_fondi(UtenteFactory(ruoli=[Ruolo.REVISORE]), OGGI).order_by("senza_fondo", "nome")
    assert [(c.nome, c.fondo_pk, c.dotato, c.cassa, c.impegnato, c.disponibile) for c in righe] == [
        ("Ponsacco", uscito.pk, D("10.00"), D("10.00"), D("0.00"), D("10.00")),
        ("Pontedera", pontedera.pk, D("25000.00"), D("23650.00"), D("6000.00"), D("17650.00")),
        ("Bientina", None, D("0.00"), D("0.00"), D("0.00"), D("0.00")),
    ]
    assert totali(righe) == Totali(
        comuni=3, con_fondo=2, dotato=D("25010.00"), impegnato=D("6000.00"), erogato=D("1800.00"),
        rientrato=D("450.00"), altri=D("0.00"), cassa=D("23660.00"), disponibile=D("17660.00"), deroga=D("0.00"),
    )  # fmt: skip


def test_a_social_worker_finds_her_comuni_only(pontedera: Fondo) -> None:
    bientina = ComuneFactory(nome="Bientina")
    lei = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[bientina])
    assert [(c.nome, c.fondo_pk) for c in comuni_e_fondi(lei, OGGI)] == [("Bientina", None)]


def test_without_comuni_everything_is_zero() -> None:
    assert totali(comuni_e_fondi(UtenteFactory(ruoli=[Ruolo.REVISORE]), OGGI)) == Totali(0, 0, *[D("0.00")] * 8)


def test_a_bar_is_the_account_split_in_committed_and_free(pontedera: Fondo) -> None:
    FondoFactory(comune=ComuneFactory(nome="Bientina"), dotato=D("5912.50"))
    righe = list(comuni_e_fondi(UtenteFactory(ruoli=[Ruolo.REVISORE]), OGGI).order_by("nome"))
    barre = barre_dei_fondi(righe, lambda pk: f"/{pk}/")
    assert [(b.nome, b.preso, b.libero, b.scoperto) for b in barre] == [
        ("Bientina", Tratto("0.00%", "0.00%"), Tratto("0.00%", "25.00%"), None),
        ("Pontedera", Tratto("0.00%", "25.37%"), Tratto("25.37%", "74.63%"), None),
    ]
    assert barre[1].url == f"/{pontedera.pk}/"


def test_what_a_waiver_let_commit_is_drawn_beyond_the_account() -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    Fondo.objects.filter(pk=fondo.pk).update(deroga=D("1000.00"))
    AnticipoFactory(fondo=fondo, approvato=True, importo=D("2000.00"))
    (barra,) = barre_dei_fondi(list(comuni_e_fondi(UtenteFactory(ruoli=[Ruolo.REVISORE]), OGGI)), str)
    assert (barra.preso, barra.libero, barra.scoperto, barra.disponibile) == (
        Tratto("0.00%", "50.00%"),
        Tratto("50.00%", "0.00%"),
        Tratto("50.00%", "50.00%"),
        D("-1000.00"),
    )


def test_a_fund_with_nothing_in_it_has_an_empty_bar() -> None:
    FondoFactory()
    (barra,) = barre_dei_fondi(list(comuni_e_fondi(UtenteFactory(ruoli=[Ruolo.REVISORE]), OGGI)), str)
    assert (barra.preso, barra.libero, barra.scoperto) == (Tratto("0%", "0%"), Tratto("0%", "0%"), None)


def test_the_sum_reads_like_a_receipt(pontedera: Fondo) -> None:
    assert [(riga.etichetta, riga.valore, riga.esito) for riga in come_si_arriva(pontedera)] == [
        ("Dotato", "25.000,00", False),
        ("− Erogato", "1.800,00", False),
        ("+ Rientrato", "450,00", False),
        ("± Altri movimenti", "0,00", False),
        ("= In cassa", "23.650,00", True),
        ("− Impegnato", "6.000,00", False),
        ("= Disponibile", "17.650,00", True),
    ]


def test_money_of_the_convention_and_of_the_comune_stay_distinct(pontedera: Fondo) -> None:
    dota(pontedera, D("300.00"), provenienza="COMUNE")
    dota(pontedera, D("700.00"), provenienza="COMUNE")
    assert [tuple(riga) for riga in dotazioni_per_provenienza(pontedera)] == [
        ("CONVENZIONE", D("25000.00"), D("0.00"), D("25000.00")),
        ("COMUNE", D("1000.00"), D("0.00"), D("1000.00")),
    ]


def test_what_commits_a_fund_sums_to_what_it_has_committed(pontedera: Fondo) -> None:
    anticipo = AnticipoFactory(fondo=pontedera, approvato=True, importo=D("900.00"))
    pontedera.refresh_from_db()
    impegni = impegni_del_fondo(pontedera, UtenteFactory(ruoli=[Ruolo.REVISORE]))
    assert [(i.genere, i.aspetto.etichetta, i.importo) for i in impegni] == [
        ("Garanzia", "Attiva", D("6000.00")),
        ("Anticipo", "Approvato, da pagare", D("900.00")),
    ]
    assert (impegni[1].numero, sum(i.importo for i in impegni)) == (anticipo.numero, pontedera.impegnato)
