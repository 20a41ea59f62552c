"""What a due of the line comes from."""

from typing import Any

from fondo_garanzia.models import Anticipo, CreditoRivalsa
from fondo_garanzia.queries.pagine import indirizzo
from valdera_housing.choices import TipoScadenza
from valdera_housing.kit.aspetto import Voce
from valdera_housing.linea import DI_CHE_COSA
from valdera_housing.models import Scadenza, Utente

PRATICHE: dict[str, tuple[Any, str]] = {
    TipoScadenza.ANTICIPO: (Anticipo, "anticipo_scheda"),
    TipoScadenza.RIVALSA: (CreditoRivalsa, "rivalsa_scheda"),
}


def origine_scadenza(utente: Utente, scadenza: Scadenza) -> Voce | None:
    """The advance or the credit of an instalment; None for who may not open it. One query."""
    if scadenza.tipo not in PRATICHE:
        return None
    modello, pagina = PRATICHE[scadenza.tipo]
    pratica = modello.objects.visibili_a(utente).filter(rate__scadenza=scadenza).first()
    return Voce(DI_CHE_COSA, pratica, indirizzo(pagina, pratica.pk)) if pratica else None
