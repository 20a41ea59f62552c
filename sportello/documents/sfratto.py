"""The state of an eviction on one page, for a meeting of the services: PDF/A-3a and PDF/UA-1."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.template.loader import render_to_string

from sportello.models import DomandaMisura
from sportello.queries.sfratto import Fascicolo
from sportello.queries.tempo_sfratto import Momento
from valdera_housing.kit.aspetto import Voce
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.kit.scrittura import in_momento

FOGLI = Path(__file__).resolve().parents[2] / "static" / "documenti"


@dataclass(frozen=True)
class FoglioSfratto:
    """What is printed: the facts this person may read, what is owed (euro), the time-line, the applications."""

    fascicolo: Fascicolo
    fatti: Sequence[Voce]
    dovuto: Sequence[tuple[str, Decimal]]
    momenti: Sequence[Momento]
    domande: Sequence[DomandaMisura]
    chi: str


def foglio_pdf(foglio: FoglioSfratto, *, quando: datetime) -> bytes:
    """PDF bytes. Raises PdfNonDisponibile when Pango is missing."""
    html = render_to_string("documenti/sportello/sfratto.html", {"foglio": foglio, "stampato": in_momento(quando)})
    css = (FOGLI / "lettera.css").read_text("utf-8") + (FOGLI / "sfratto.css").read_text("utf-8")
    return html_in_pdf(html, css=css, quando=quando)
