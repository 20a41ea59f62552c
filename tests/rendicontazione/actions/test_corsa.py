"""Sixty-four people press «Ammetti» at once for the last euros of a line (quality R1, R2, R5).

The control at the end runs the very same race with the lock off and the CHECK dropped: it must overspend, or the
race above would prove nothing.
"""

import uuid
from decimal import Decimal
from functools import partial

import pytest
from django.db.models import Sum

from rendicontazione.actions.verifica import ammetti_in_blocco, ammetti_spesa
from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import LineaBudget, Rendiconto, Spesa
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, rendiconto_in
from tests.factories.corsa import insieme
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.actions.richiesta_unica import esegui_una_volta
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]

IN_GARA = 64
QUOTA = Decimal("1700.00")
BUDGET = Decimal("15000.00")


def schiera(linea: Linea) -> list[Spesa]:
    """Sixty-four presented shares of 1.700 € on a line of 15.000 €: eight fit whole, one in part."""
    autore, spese = UtenteFactory(), []
    for _ in range(IN_GARA):
        documento = DocumentoSpesaFactory(imponibile=QUOTA, iva=Decimal("0"), creato_da=autore)
        spese.append(SpesaFactory(documento_spesa=documento, linea=linea, creata_da=autore))
    return spese


def presenta_tutte() -> None:
    Spesa.objects.update(stato=StatoSpesa.PRESENTATA)
    rendiconto_in(StatoRendiconto.IN_VERIFICA)


def da_capo() -> None:
    sql("UPDATE rendicontazione_spesa SET stato='PRESENTATA', ammesso=0, eccedenza=0, verificata_da_id=NULL")


@pytest.fixture
def funzionario(transactional_db: None) -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def esiti_di_un_giro(spese: list[Spesa], funzionario: Utente) -> tuple:
    risposte = insieme([lambda s=s: ammetti_spesa(s, utente=funzionario) for s in spese])
    guasti = [r for r in risposte if isinstance(r, Exception) and not isinstance(r, AttoRifiutato)]
    somme = Spesa.objects.aggregate(Sum("ammesso"), Sum("eccedenza"))
    budget = LineaBudget.objects.get(linea=Linea.COH)
    return guasti, somme["ammesso__sum"], somme["eccedenza__sum"], budget.ammesso, budget.residuo


def test_the_last_euros_of_a_line_are_admitted_once(funzionario: Utente, giri: int) -> None:
    spese = schiera(Linea.COH)
    presenta_tutte()
    esiti = set()
    for _ in range(giri):
        da_capo()
        guasti, *conti = esiti_di_un_giro(spese, funzionario)
        assert guasti == []
        esiti.add(tuple(conti))
    assert esiti == {(BUDGET, QUOTA * IN_GARA - BUDGET, BUDGET, Decimal("0.00"))}


def test_two_lines_raced_at_once_neither_overspend_nor_deadlock(funzionario: Utente, giri: int) -> None:
    coppie = list(zip(schiera(Linea.COH)[:32], schiera(Linea.FON)[:32], strict=True))
    Spesa.objects.filter(linea=Linea.FON).update(macrovoce="F")
    Spesa.objects.filter(linea=Linea.COH).exclude(pk__in=[c.pk for c, _ in coppie]).delete()
    Spesa.objects.filter(linea=Linea.FON).exclude(pk__in=[f.pk for _, f in coppie]).delete()
    presenta_tutte()
    for giro in range(giri):
        da_capo()
        verso = 1 if giro % 2 else -1
        atti = [partial(ammetti_in_blocco, [a.pk, b.pk][::verso], utente=funzionario) for a, b in coppie]
        assert [r for r in insieme(atti) if isinstance(r, Exception)] == []
        ammessi = dict(LineaBudget.objects.values_list("linea", "ammesso"))
        assert (ammessi["COH"], ammessi["FON"]) == (BUDGET, Decimal("30000.00"))


def test_pressing_one_button_eight_times_at_once_admits_once(funzionario: Utente) -> None:
    spesa = schiera(Linea.COH)[0]
    presenta_tutte()
    for _ in range(5):
        da_capo()
        chiave = uuid.uuid4()

        def premi(chiave: uuid.UUID = chiave) -> str:
            return esegui_una_volta(
                chiave,
                utente=funzionario,
                percorso="/prova/",
                atto=lambda: str(ammetti_spesa(spesa, utente=funzionario)),
            )

        assert insieme([premi] * 8) == [str(spesa)] * 8
        assert LineaBudget.objects.get(linea=Linea.COH).ammesso == QUOTA


def test_without_the_lock_and_the_check_the_same_race_overspends(
    funzionario: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    spese = schiera(Linea.COH)
    presenta_tutte()
    for insieme_di_righe in (type(LineaBudget.objects.all()), type(Rendiconto.objects.all())):
        for nome in ("bloccate", "bloccati"):
            if hasattr(insieme_di_righe, nome):
                monkeypatch.setattr(insieme_di_righe, nome, lambda righe: righe.all())
    sql("ALTER TABLE rendicontazione_lineabudget DROP CONSTRAINT budget_mai_superato")
    try:
        superati = 0
        for _ in range(3):
            da_capo()
            _, ammesso, *_ = esiti_di_un_giro(spese, funzionario)
            superati += ammesso > BUDGET
        assert superati > 0
    finally:
        da_capo()
        sql(
            "ALTER TABLE rendicontazione_lineabudget ADD CONSTRAINT budget_mai_superato"
            " CHECK (ammesso <= budget_vigente)"
        )
