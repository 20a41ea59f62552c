"""Other plans and payments in the same instant: the sums stay right to the cent and nobody waits for ever."""

from datetime import timedelta
from decimal import Decimal as D
from functools import partial

import pytest
from django.db.models import Sum

from fondo_garanzia.actions.rate import rate_di
from fondo_garanzia.actions.rivalsa import riprogramma_rivalsa
from fondo_garanzia.models import CreditoRivalsa, MovimentoFondo
from tests.factories.corsa import insieme
from tests.factories.fondo import rivalsa
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.incasso import registra_incasso
from valdera_housing.choices import Mezzo, Ruolo, Verso
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Incasso, Scadenza, Utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
PIANI, PAGANTI = 6, 2


def riprogramma(credito: CreditoRivalsa, quante: int, utente: Utente) -> CreditoRivalsa:
    return riprogramma_rivalsa(
        credito, quante=quante, prima=oggi() + timedelta(days=30), motivo="Ha perso il lavoro", importo=D("1440.00"),
        versione=1, utente=utente,
    )  # fmt: skip


def paga(scadenza: Scadenza, utente: Utente) -> Incasso:
    dati = {
        "verso": Verso.ENTRATA, "data": oggi(), "importo": D("120.00"), "mezzo": Mezzo.BONIFICO, "riferimento": "",
        "chi": "Maria Rossi", "nucleo": scadenza.nucleo,
    }  # fmt: skip
    return registra_incasso(dati, [(scadenza.pk, D("120.00"))], utente=utente)


def test_of_many_plans_and_payments_at_once_the_sums_stay_right(giri: int) -> None:
    utente = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    for _ in range(giri):
        credito = rivalsa()
        prima = credito.rate.order_by("numero").first().scadenza
        risposte = insieme(
            [partial(riprogramma, credito, 7 + n, utente) for n in range(PIANI)]
            + [partial(paga, prima, utente)] * PAGANTI
        )
        guasti = [r for r in risposte if isinstance(r, Exception)]
        assert [g for g in guasti if not isinstance(g, AttoRifiutato | ModificaConcorrente)] == []
        fatti = [type(r).__name__ for r in risposte if not isinstance(r, Exception)]
        credito.refresh_from_db()
        rientrato = MovimentoFondo.objects.filter(credito=credito).aggregate(s=Sum("effetto"))["s"] or D("0.00")
        # Who comes first wins: a plan leaves nothing to pay of the old one, a payment changes what a plan divides.
        assert (sorted(fatti), credito.restituito) in [(["CreditoRivalsa"], D("0.00")), (["Incasso"], D("120.00"))]
        assert rientrato == credito.restituito
        assert rate_di(credito).aggregate(s=Sum("importo"))["s"] == credito.importo
