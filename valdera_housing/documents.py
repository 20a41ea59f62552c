"""What the office hands out: letters as PDF (PDF/A-3a and PDF/UA-1), bookings as calendar files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from valdera_housing.kit.giorni import in_parole
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.models import Prenotazione, Utente
from valdera_housing.queries.calendario import come_impegno, impegni_di
from valdera_housing.rules.calendario import in_icalendar
from valdera_housing.rules.lettera import blocchi

FOGLIO = Path(__file__).resolve().parents[1] / "static" / "documenti" / "lettera.css"


@dataclass(frozen=True)
class Firma:
    """Where somebody signs: in which capacity and, when it is known, who."""

    come: str
    chi: str = ""


@dataclass(frozen=True)
class Carta:
    """What a letter says. ``corpo`` is already filled; ``inserto`` (template, context) comes before the signatures."""

    mittente: str
    destinatario: str
    oggetto: str
    corpo: str
    data: date
    numero: str = ""
    firme: Sequence[Firma] = field(default=())
    inserto: tuple[str, dict[str, Any]] | None = None


def lettera_pdf(carta: Carta, *, quando: datetime) -> bytes:
    """PDF bytes; the same letter at the same instant gives the same bytes. Raises PdfNonDisponibile without Pango."""
    contesto = {
        "carta": carta,
        "data": in_parole(carta.data),
        "destinatario": carta.destinatario.splitlines(),
        "blocchi": blocchi(carta.corpo),
        "inserto": render_to_string(*carta.inserto) if carta.inserto else "",
    }
    html = render_to_string("documenti/valdera_housing/lettera.html", contesto)
    return html_in_pdf(html, css=FOGLIO.read_text("utf-8"), quando=quando)


def evento_ics(prenotazione: Prenotazione) -> bytes:
    """A booking as an iCalendar file to add to one's own calendar: when and where, never with whom."""
    return in_icalendar([come_impegno(prenotazione)], prenotazione.titolo)


def calendario_ics(utente: Utente, adesso: datetime) -> bytes:
    """The bookings of an operator, from a month ago to a year ahead, for her calendar programme."""
    return in_icalendar(impegni_di(utente, adesso), "Servizi abitativi: i miei impegni")
