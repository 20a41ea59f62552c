from datetime import date
from decimal import Decimal
from typing import Any

from fondo_garanzia.choices import TipoMovimento, Voce
from fondo_garanzia.models import MovimentoFondo, RiscontroBanca
from tests.factories.casa import ContoBancarioFactory, EstrattoContoFactory, MovimentoBancarioFactory
from valdera_housing.models import EstrattoConto, MovimentoBancario

IBAN = "IT66R0503471130000000123456"
IN_CENTESIMI = Decimal("0.01")


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """The dedicated account in November: a line to be joined, one joined; as many more of each, and of movements."""
    conto = ContoBancarioFactory(nome="Banca di Pisa, fondo", iban=IBAN, dedicato=True)
    estratto = EstrattoContoFactory(conto=conto, saldo_iniziale=Decimal("0.00"))
    riga = MovimentoBancarioFactory(estratto=estratto, importo=Decimal("-4.50"), causale="Spese tenuta conto")
    unita = MovimentoBancarioFactory(estratto=estratto, importo=Decimal("1.25"), causale="Interessi")
    _movimenti(mondo, [Decimal("1.25")])
    RiscontroBanca.objects.create(movimento=MovimentoFondo.objects.latest("pk"), riga=unita, creato_da=mondo.ets)
    _moltiplica(mondo, estratto, quanti)
    return {
        "riga": riga,
        "riga_sciogli": unita,
        "fondo_garanzia:mese_scheda/mese": date(2026, 11, 1),
        "fondo_garanzia:mese_esporta/mese": date(2026, 11, 1),
        "fondo_garanzia:mese_chiudi/mese": date(2026, 11, 1),
        "fondo_garanzia:mese_riapri/mese": date(2026, 11, 1),
    }


def _movimenti(mondo: Any, importi: list[Decimal]) -> list[MovimentoFondo]:
    comuni = {
        "tipo": TipoMovimento.INTERESSE, "voce": Voce.ALTRO, "segno": 1, "giorno": date(2026, 11, 4),
        "valuta": date(2026, 11, 4), "causale": "Interessi", "creato_da": mondo.ets, "fondo": mondo.fondo,
    }  # fmt: skip
    return MovimentoFondo.objects.bulk_create(MovimentoFondo(importo=importo, **comuni) for importo in importi)


def _moltiplica(mondo: Any, estratto: EstrattoConto, quanti: int) -> None:
    """More lines and movements without each other, and more of them joined."""
    righe = MovimentoBancario.objects.bulk_create(
        MovimentoBancario(
            conto=estratto.conto, estratto=estratto, data=date(2026, 11, 5), valuta=date(2026, 11, 5),
            importo=IN_CENTESIMI * (n + 1), causale=f"Bonifico {n}", impronta=f"conto{n:059d}",
        )
        for n in range(2 * quanti)
    )  # fmt: skip
    movimenti = _movimenti(mondo, [IN_CENTESIMI * (n + 1) for n in range(2 * quanti)])
    RiscontroBanca.objects.bulk_create(
        RiscontroBanca(movimento=movimento, riga=riga, creato_da=mondo.ets)
        for movimento, riga in zip(movimenti[quanti:], righe[quanti:], strict=True)
    )
