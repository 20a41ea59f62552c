"""The minutes of a house meeting or of an emergency, to print and sign: PDF/A-3a and PDF/UA-1."""

from datetime import datetime

from cohousing.models import Supervisione
from valdera_housing.documents import foglio_pdf

MODELLO = "documenti/cohousing/verbale.html"


def verbale_pdf(supervisione: Supervisione, *, quando: datetime) -> bytes:
    """PDF bytes; the same minutes at the same instant give the same bytes. Raises PdfNonDisponibile without Pango."""
    casa = supervisione.struttura
    contesto = {
        "mittente": casa.ente_supervisore.nome,
        "supervisione": supervisione,
        "casa": casa,
        "dove": f"{casa.alloggio.indirizzo_completo}",
        "quando": quando,
    }
    return foglio_pdf(MODELLO, contesto, quando=quando)
