"""The programme of an event, to be handed out or sent: PDF/A-3a and PDF/UA-1, A4."""

from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string

from formazione.queries.file_evento import FoglioEvento
from valdera_housing.documents import FOGLIO, MODULO, SERVIZIO
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.kit.qr import qr

PROGRAMMA = Path(__file__).resolve().parents[2] / "static" / "documenti" / "programma.css"


def programma_pdf(foglio: FoglioEvento, *, quando: datetime) -> bytes:
    """PDF bytes; the same event at the same instant gives the same bytes. Raises PdfNonDisponibile without Pango."""
    contesto = {
        "foglio": foglio,
        "mittente": SERVIZIO,
        "argomenti": any(i.titolo for i in foglio.incontri),
        "qr": qr(foglio.iscrizioni) if foglio.iscrizioni else "",
    }
    css = "\n".join(foglio_css.read_text("utf-8") for foglio_css in (FOGLIO, MODULO, PROGRAMMA))
    return html_in_pdf(render_to_string("documenti/formazione/programma.html", contesto), css=css, quando=quando)
