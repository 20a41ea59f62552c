"""A sheet of advice or a form to sign on paper: PDF/A-3a and PDF/UA-1, in the dress of the letters."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from valdera_housing.choices import RuoloEnte
from valdera_housing.documents import FOGLIO
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.models import Ente

MODULO = FOGLIO.with_name("modulo.css")


def foglio_pdf(template: str, contesto: dict[str, Any], *, quando: datetime) -> bytes:
    """PDF bytes of a template of ``documenti/sportello``; the same facts at the same instant give the same bytes."""
    css = "\n".join(Path(foglio).read_text("utf-8") for foglio in (FOGLIO, MODULO))
    return html_in_pdf(render_to_string(template, contesto), css=css, quando=quando)


def ente_partner() -> str:
    """Who runs the desk: the ETS of the convention."""
    ente = Ente.objects.filter(ruolo=RuoloEnte.ETS).order_by("pk").first()
    return ente.nome if ente else "Sportello casa"
