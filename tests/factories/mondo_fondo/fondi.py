from datetime import date
from decimal import Decimal
from typing import Any

from fondo_garanzia.actions.fondo import scrivi_movimento
from fondo_garanzia.choices import TipoMovimento, Voce
from fondo_garanzia.models import DerogaFondo, Fondo, MovimentoFondo
from tests.factories.fondo import dota
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.models import Comune

UN_EURO = Decimal("1.00")
POCHI = 20  # each of them rewrites the row of its fund


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A line of the bank with its paper, corrected in part; as many more lines, corrections, waivers and funds."""
    documento = archivia_documento(b"%PDF-1.7 estratto", "estratto.pdf", utente=mondo.ets)
    movimento = scrivi_movimento(
        mondo.fondo, TipoMovimento.INTERESSE, Decimal("5000.00"), giorno=date(2026, 3, 31), causale="Interessi",
        utente=mondo.ets, documento=documento,
    )  # fmt: skip
    DerogaFondo.objects.bulk_create(
        DerogaFondo(
            fondo=mondo.fondo, importo=UN_EURO, nota="Urgenza", concessa_da=mondo.unione, concessa_il=date(2026, 4, 1)
        )
        for _ in range(min(quanti, POCHI))
    )
    comuni = {"fondo": mondo.fondo, "giorno": date(2026, 4, 1), "valuta": date(2026, 4, 1), "importo": UN_EURO}
    comuni |= {"voce": Voce.ALTRO, "creato_da": mondo.ets}
    MovimentoFondo.objects.bulk_create(
        MovimentoFondo(
            tipo=TipoMovimento.RETTIFICA, segno=-1, causale="Scritto due volte", rettifica_di=movimento, **comuni
        )
        for _ in range(min(quanti, POCHI))
    )
    MovimentoFondo.objects.bulk_create(
        MovimentoFondo(tipo=TipoMovimento.INTERESSE, segno=1, causale="Interessi", **comuni) for _ in range(quanti - 1)
    )
    _altri_fondi(quanti - 1)
    pagine = ("scheda", "documento", "rettifica")
    return {f"fondo_garanzia:movimento_{pagina}": movimento for pagina in pagine} | {
        "fondo_garanzia:movimento_nuovo": mondo.fondo
    }


def _altri_fondi(quanti: int) -> None:
    """The comuni made in bulk join, half of them."""
    comuni = Comune.objects.filter(nome__startswith="Comune ")[: quanti // 2]
    fondi = Fondo.objects.bulk_create(Fondo(comune=comune) for comune in comuni)
    for fondo in fondi[:1]:
        dota(fondo, Decimal("1000.00"))
