"""The scale of points the product comes with: examples seen in the notice of Pisa of 2018, to be checked with the act.

Where a notice gives a range, its ends are two lines that exclude one another. The points for time spent on the
territory (letter c-1) were struck down by the Constitutional Court in January 2026: they hold for older notices only.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sportello.choices import GruppoErp

IN_VIGORE = date(2019, 1, 2)
# The ruling is known since 9 January 2026.
ULTIMO_GIORNO_STORICITA = date(2026, 1, 8)
SENTENZA = "Corte costituzionale, sentenza 1/2026: la lettera c-1 è illegittima"
PISA = "L.R. 2/2019 all. B, come nel bando di Pisa 2018: da confrontare con il bando"
STORICITA = "L.R. 2/2019 all. B lettera c-1, come nei bandi del 2021"
S, A, T = GruppoErp.SOCIALI, GruppoErp.ABITATIVE, GruppoErp.STORICITA


@dataclass(frozen=True)
class VoceDiPartenza:
    codice: str
    gruppo: str
    descrizione: str
    punti: Decimal
    insieme: str = ""
    massimo_insieme: Decimal | None = None
    per_anno: bool = False
    fonte: str = PISA
    valida_dal: date = IN_VIGORE
    valida_al: date | None = None
    perche_non_vale: str = ""


def _fra(prefisso: str, gruppo: str, descrizione: str, minimo: str, massimo: str) -> tuple[VoceDiPartenza, ...]:
    """The two ends of a range."""
    return (
        VoceDiPartenza(f"{prefisso}-1", gruppo, f"{descrizione}: punteggio minimo", Decimal(minimo), prefisso),
        VoceDiPartenza(f"{prefisso}-2", gruppo, f"{descrizione}: punteggio massimo", Decimal(massimo), prefisso),
    )


def _storicita(codice: str, anni: int, punti: int) -> VoceDiPartenza:
    return VoceDiPartenza(
        codice, T, f"Residenza o lavoro nel territorio del bando da almeno {anni} anni", Decimal(punti), "c-1",
        fonte=STORICITA, valida_al=ULTIMO_GIORNO_STORICITA, perche_non_vale=SENTENZA,
    )  # fmt: skip


def _anni_in_graduatoria(codice: str, quale: str, punti: str) -> VoceDiPartenza:
    descrizione = f"Anni in graduatoria: punteggio {quale}"
    return VoceDiPartenza(codice, T, descrizione, Decimal(punti), "GRADUAT", Decimal(5), per_anno=True)


VOCI = (
    *_fra("ANZIANI", S, "Persone di più di 65 anni", "1", "2"),
    VoceDiPartenza("INVALIDI-1", S, "Persona invalida: punteggio minimo", Decimal(2), "INVALIDI", Decimal(6)),
    VoceDiPartenza("INVALIDI-2", S, "Persona invalida: punteggio massimo", Decimal(4), "INVALIDI", Decimal(6)),
    *_fra("SOLO-MIN", S, "Un adulto solo con minori", "3", "6"),
    VoceDiPartenza("DUE-MIN", S, "Due adulti con minori", Decimal(2), "SOLO-MIN"),
    *_fra("INCIDENZA", S, "Canone alto rispetto al reddito", "1", "3"),
    *_fra("IMPROPRIO", A, "Alloggio improprio da almeno due anni", "2", "5"),
    *_fra("BARRIERE", A, "Barriere architettoniche", "1", "2"),
    *_fra("SFRATTO-FL", A, "Sfratto per finita locazione", "2", "5"),
    _anni_in_graduatoria("GRADUAT-1", "minimo", "0.25"),
    _anni_in_graduatoria("GRADUAT-2", "massimo", "0.50"),
    _storicita("c-1-3", 3, 1),
    _storicita("c-1-20", 20, 4),
)  # fmt: skip
