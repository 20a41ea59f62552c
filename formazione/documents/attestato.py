"""The certificate of attendance: PDF/A-3a and PDF/UA-1, one page, with the QR of its public check."""

from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string

from formazione.models import Attestato
from formazione.queries.attestato import FattiEvento, indirizzo_di_verifica
from formazione.rules.attestato import in_ore
from valdera_housing.kit.giorni import in_parole
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.kit.qr import qr

FOGLIO = Path(__file__).resolve().parents[2] / "static" / "documenti" / "attestato.css"


def attestato_pdf(attestato: Attestato, fatti: FattiEvento, *, quando: datetime) -> bytes:
    """PDF bytes; the same certificate at the same instant gives the same bytes. Raises PdfNonDisponibile."""
    verifica = indirizzo_di_verifica(attestato)
    contesto = {
        "attestato": attestato,
        "nome": f"{attestato.iscrizione.nome} {attestato.iscrizione.cognome}",
        "fatti": fatti,
        "ore": in_ore(attestato.minuti),
        "durata": in_ore(attestato.minuti_evento),
        "data": in_parole(attestato.rilasciato_il),
        "verifica": verifica,
        "qr": qr(verifica),
    }
    html = render_to_string("documenti/formazione/attestato.html", contesto)
    return html_in_pdf(html, css=FOGLIO.read_text("utf-8"), quando=quando)
