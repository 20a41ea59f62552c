"""What the office remembers of the accounts: budget, quarters, documents, shares, reports."""

from rendicontazione.models.budget import LineaBudget, TotaleSpesa
from rendicontazione.models.documento_spesa import (
    AllegatoSpesa,
    AltroFinanziamento,
    DocumentoSpesa,
    Pagamento,
)
from rendicontazione.models.relazione import RelazioneTrimestrale
from rendicontazione.models.rendiconto import CONCLUSI, Rendiconto, SedutaCabina
from rendicontazione.models.spesa import RichiestaIntegrazione, Spesa

__all__ = [
    "CONCLUSI",
    "AllegatoSpesa",
    "AltroFinanziamento",
    "DocumentoSpesa",
    "LineaBudget",
    "Pagamento",
    "RelazioneTrimestrale",
    "Rendiconto",
    "RichiestaIntegrazione",
    "SedutaCabina",
    "Spesa",
    "TotaleSpesa",
]
