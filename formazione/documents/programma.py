"""The programme of an event, to be handed out or sent: PDF/A-3a and PDF/UA-1, A4."""

from datetime import datetime

from formazione.queries.file_evento import FoglioEvento
from valdera_housing.documents import SERVIZIO, foglio_pdf
from valdera_housing.kit.qr import qr


def programma_pdf(foglio: FoglioEvento, *, quando: datetime) -> bytes:
    """PDF bytes; the same event at the same instant gives the same bytes. Raises PdfNonDisponibile without Pango."""
    contesto = {"foglio": foglio, "mittente": SERVIZIO, "qr": qr(foglio.iscrizioni) if foglio.iscrizioni else ""}
    return foglio_pdf("documenti/formazione/programma.html", contesto, quando=quando)
