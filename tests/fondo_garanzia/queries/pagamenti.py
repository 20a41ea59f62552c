"""Advances paid on a day of one's choice, and what undoes a payment: for the numbers of a quarter."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from fondo_garanzia.actions.fondo import scrivi_movimento
from fondo_garanzia.actions.rate import apri_rate, togli_rate
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import Anticipo, MovimentoFondo
from tests.factories.conti import ConvenzioneFactory, rendiconto
from tests.factories.fondo import AnticipoFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Trimestre, Utente

D = Decimal
# Of the tests' convention: January–March, April–June, July–September, October–December 2026.
QUINTO, SESTO, SETTIMO, OTTAVO = 5, 6, 7, 8


def trimestre(numero: int) -> Trimestre:
    ConvenzioneFactory()
    return Trimestre.objects.get(pk=rendiconto(numero).trimestre_id)


def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


@transaction.atomic
def eroga_il(anticipo: Anticipo, giorno: date) -> Anticipo:
    """Pay an approved advance on a day; the instalments begin on the fifth, two months later."""
    anticipo.erogato_il, anticipo.stato = giorno, "EROGATO"
    anticipo.save()
    scrivi_movimento(
        anticipo.fondo, TipoMovimento.EROGAZIONE_ANTICIPO, anticipo.importo, giorno=giorno,
        causale=f"Anticipo {anticipo.numero}", utente=contabile(), anticipo=anticipo,
    )  # fmt: skip
    apri_rate(anticipo, anticipo.importo, anticipo.n_rate, aggiungi_mesi(giorno.replace(day=5), 2))
    anticipo.refresh_from_db()
    return anticipo


def anticipo_del(giorno: date, importo: str = "1800.00", **altro: Any) -> Anticipo:
    return eroga_il(AnticipoFactory(approvato=True, importo=D(importo), **altro), giorno)


@transaction.atomic
def torna_indietro(anticipo: Anticipo, giorno: date) -> None:
    """The transfer bounced: its line is corrected, the advance waits to be paid again."""
    pagamento = anticipo.movimenti.filter(tipo=TipoMovimento.EROGAZIONE_ANTICIPO).latest("pk")
    togli_rate(anticipo, motivo="Bonifico tornato indietro", giorno=giorno)
    anticipo.stato, anticipo.erogato_il = "APPROVATO", None
    anticipo.save()
    MovimentoFondo.objects.create(
        fondo=anticipo.fondo, tipo=TipoMovimento.RETTIFICA, voce=pagamento.voce, segno=1, importo=pagamento.importo,
        giorno=giorno, valuta=giorno, causale="Bonifico tornato indietro", anticipo=anticipo, rettifica_di=pagamento,
        creato_da=contabile(),
    )  # fmt: skip
    anticipo.refresh_from_db()
