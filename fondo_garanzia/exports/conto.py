from fondo_garanzia.queries.conto import CoppiaDelMese, si_legge
from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente


def colonne_mese(utente: Utente) -> Colonne:
    """Bank and funds side by side, as this person may read them."""

    def scritto(coppia: CoppiaDelMese) -> str:
        if coppia.riga is None:
            return ""
        testo = f"{coppia.riga.controparte} {coppia.riga.causale}".strip()
        return testo if si_legge(coppia.riga, utente) else "Entrata"

    return (
        ("Data in banca", lambda c: c.riga.data if c.riga else None),
        ("Che cosa scrive la banca", scritto),
        ("Importo in banca", lambda c: c.importo_banca),
        ("Data nel fondo", lambda c: c.movimento.giorno if c.movimento else None),
        ("Comune", lambda c: str(c.movimento.fondo.comune) if c.movimento else ""),
        ("Movimento", lambda c: c.movimento.get_tipo_display() if c.movimento else ""),
        ("Causale", lambda c: c.movimento.causale if c.movimento else ""),
        ("Importo nel fondo", lambda c: c.movimento.effetto if c.movimento else None),
        ("Com’è", lambda c: c.come),
    )
