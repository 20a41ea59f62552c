"""The sheet of the day at the desk: PDF/A-3a and PDF/UA-1, A4 on its side."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.template.loader import render_to_string

from sportello.queries.foglio import RigaFoglio
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.kit.scrittura import per_esteso
from valdera_housing.models import Sede

FOGLIO = Path(__file__).resolve().parents[2] / "static" / "documenti" / "agenda.css"


def agenda_pdf(giorno: date, sede: Sede | None, righe: Sequence[RigaFoglio], *, quando: datetime) -> bytes:
    """PDF bytes; the same day at the same instant gives the same bytes. Raises PdfNonDisponibile without Pango."""
    dove = str(sede) if sede else "Tutte le sedi"
    contesto = {"titolo": f"Agenda di {per_esteso(giorno)}", "dove": dove, "righe": righe, "quando": quando}
    html = render_to_string("documenti/sportello/agenda.html", contesto)
    return html_in_pdf(html, css=FOGLIO.read_text("utf-8"), quando=quando)
