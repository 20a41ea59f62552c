"""The poster of what a condominio sociale offers, one page for its door: PDF/A-3a and PDF/UA-1, A4."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string

from cohousing.models import Servizio, Struttura
from valdera_housing.documents import SERVIZIO
from valdera_housing.kit.pdf import html_in_pdf

FOGLIO = Path(__file__).resolve().parents[2] / "static" / "documenti" / "locandina_servizi.css"
# What one page holds; the rest is said with how many they are.
SERVIZI_IN_PAGINA, POCHI, POCHISSIMI = 6, 4, 2
NOME_LUNGO = 28
# What stays on one line in large words.
NOME_CORTO, ORARIO_CORTO = 34, 45


def locandina_servizi_pdf(struttura: Struttura, servizi: Sequence[Servizio], *, quando: datetime) -> bytes:
    """PDF bytes; the same services at the same instant give the same bytes. Raises PdfNonDisponibile without Pango."""
    html = render_to_string("documenti/cohousing/locandina_servizi.html", contesto_di(struttura, servizi))
    return html_in_pdf(html, css=FOGLIO.read_text("utf-8"), quando=quando)


def contesto_di(struttura: Struttura, servizi: Sequence[Servizio]) -> dict[str, object]:
    """What the poster says: with few services the words are larger."""
    mostrati = servizi[:SERVIZI_IN_PAGINA]
    alloggio = struttura.alloggio
    return {
        "servizio": SERVIZIO,
        "nome": struttura.nome,
        "misura": "grande" if len(struttura.nome) <= NOME_LUNGO else "media",
        "dove": f"{alloggio.indirizzo} {alloggio.civico}".strip(),
        "comune": alloggio.comune.nome,
        "servizi": mostrati,
        "altri": len(servizi) - len(mostrati),
        "fitti": not _con_agio(mostrati),
        "ente": struttura.ente_supervisore,
    }


def _con_agio(servizi: Sequence[Servizio]) -> bool:
    """Whether there is room for large words: very few services, or a few that say it in one line."""
    if len(servizi) <= POCHISSIMI:
        return True
    brevi = all(len(s.nome) <= NOME_CORTO and len(s.orario) <= ORARIO_CORTO for s in servizi)
    return brevi and len(servizi) <= POCHI
