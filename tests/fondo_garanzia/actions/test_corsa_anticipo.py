"""Two officials and the last euros of a fund; two accountants and one payment (quality R1, R5)."""

import uuid
from decimal import Decimal as D

import pytest

from fondo_garanzia.actions.anticipo import approva_anticipo, eroga_anticipo
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import Anticipo, MovimentoFondo, RataFondo
from tests.factories.corsa import insieme
from tests.factories.fondo import AnticipoFactory, FondoFactory, figure
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.richiesta_unica import esegui_una_volta
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import aggiungi_mesi, oggi

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


def test_two_officials_and_the_last_euros_one_of_them_waits_and_is_told() -> None:
    fondo = FondoFactory(dotato=D("2500.00"))
    prima = aggiungi_mesi(oggi(), 2).replace(day=5)
    anticipi = [AnticipoFactory(fondo=fondo, istruito=True, prima_rata=prima) for _ in range(2)]
    funzionari = [UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]) for _ in anticipi]
    atto = {"atto": "Determinazione 90/2026"}
    risposte = insieme(
        [lambda a=a, f=f: approva_anticipo(a, atto, utente=f) for a, f in zip(anticipi, funzionari, strict=True)]
    )
    rifiuti = [r for r in risposte if isinstance(r, AttoRifiutato)]
    assert [str(r).replace("\xa0", " ") for r in rifiuti] == [
        f"Nel fondo di {fondo.comune} sono disponibili 700,00 €, ne servono 1.800,00 €: ne mancano 1.100,00 €; "
        "approvabile 700,00 € (convenzione, fondo per comune)"
    ]
    assert sorted(Anticipo.objects.values_list("stato", flat=True)) == ["APPROVATO", "ISTRUTTORIA"]
    assert figure(fondo) == (D("1800.00"), D("0.00"), D("0.00"), D("2500.00"), D("700.00"))


def pagabile() -> Anticipo:
    prima = aggiungi_mesi(oggi(), 2).replace(day=5)
    return AnticipoFactory(fondo=FondoFactory(dotato=D("25000.00")), approvato=True, prima_rata=prima)


def test_two_accountants_pay_the_same_advance_and_it_is_paid_once() -> None:
    anticipo = pagabile()
    contabili = [UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]) for _ in range(8)]
    dati = {"erogato_il": oggi(), "riferimento": "CRO 1"}
    risposte = insieme([lambda c=c: eroga_anticipo(anticipo, dati, utente=c) for c in contabili])
    assert sorted(type(r).__name__ for r in risposte) == ["Anticipo"] + ["AttoRifiutato"] * 7
    assert_pagato_una_volta(anticipo)


def test_the_same_page_sent_eight_times_pays_once_and_leads_to_the_same_place() -> None:
    anticipo = pagabile()
    contabile, chiave = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]), uuid.uuid4()
    dati = {"erogato_il": oggi(), "riferimento": "CRO 1"}

    def paga() -> str:
        return eroga_anticipo(anticipo, dati, utente=contabile).numero

    risposte = insieme(
        [lambda: esegui_una_volta(chiave, utente=contabile, percorso="/eroga/", atto=paga) for _ in range(8)]
    )
    assert risposte == [anticipo.numero] * 8
    assert_pagato_una_volta(anticipo)


def assert_pagato_una_volta(anticipo: Anticipo) -> None:
    pagamenti = MovimentoFondo.objects.filter(tipo=TipoMovimento.EROGAZIONE_ANTICIPO)
    assert list(pagamenti.values_list("anticipo", "importo")) == [(anticipo.pk, D("1800.00"))]
    assert RataFondo.objects.filter(anticipo=anticipo).count() == 12
