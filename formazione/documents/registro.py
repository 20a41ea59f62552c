"""The register of a session to print and sign: PDF/A-3a and PDF/UA-1, A4, about thirty people a page."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.template.loader import render_to_string

from formazione.choices import Destinatario, RegistroPresenze
from formazione.models import Sessione
from formazione.queries.presenza import incontro, iscritti_dell_incontro
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.queries.ente import nome_del_gestore

FOGLIO = Path(__file__).resolve().parents[2] / "static" / "documenti" / "registro.css"
RIGHE_VUOTE = 10
PRIMA_PAGINA, ALTRE_PAGINE = 22, 25


class RigaFoglio(NamedTuple):
    numero: int
    nome: str


def registro_pdf(sessione: Sessione, *, quando: datetime) -> bytes:
    """PDF bytes; the same session at the same instant gives the same bytes. Raises PdfNonDisponibile without Pango.

    Of an event without names, a line for each group to write how many.
    """
    anonimo = sessione.evento.registro == RegistroPresenze.ANONIMO
    contesto = {
        "mittente": nome_del_gestore(),
        "evento": sessione.evento,
        "incontro": incontro(sessione),
        "docenti": ", ".join(sessione.evento.docenti.values_list("nome", flat=True)),
        "pagine": [] if anonimo else pagine(sessione),
        "gruppi": [gruppo.label for gruppo in Destinatario] if anonimo else [],
        "quando": quando,
    }
    html = render_to_string("documenti/formazione/registro.html", contesto)
    return html_in_pdf(html, css=FOGLIO.read_text("utf-8"), quando=quando)


def pagine(sessione: Sessione) -> list[list[RigaFoglio]]:
    """One table a page: a single long one takes minutes to lay out. Some rows stay empty for who was not enrolled."""
    nomi = [str(iscrizione) for iscrizione in iscritti_dell_incontro(sessione).order_by("cognome", "nome", "pk")]
    righe = [RigaFoglio(n, nome) for n, nome in enumerate([*nomi, *[""] * RIGHE_VUOTE], start=1)]
    altre = range(PRIMA_PAGINA, len(righe), ALTRE_PAGINE)
    return [righe[:PRIMA_PAGINA], *(righe[da : da + ALTRE_PAGINE] for da in altre)]
