"""What the office hands out: letters and projects as PDF (PDF/A-3a and PDF/UA-1), bookings as calendar files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from valdera_housing.choices import FirmatarioProgetto
from valdera_housing.kit.giorni import in_parole
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import MembroNucleo, Obiettivo, Prenotazione, ProgettoIndividuale, Utente
from valdera_housing.queries.calendario import come_impegno, impegni_di
from valdera_housing.rules.calendario import in_icalendar
from valdera_housing.rules.lettera import blocchi
from valdera_housing.rules.progetto import FirmaApposta

FOGLIO = Path(__file__).resolve().parents[1] / "static" / "documenti" / "lettera.css"
MODULO = FOGLIO.with_name("modulo.css")


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


def foglio_pdf(template: str, contesto: dict[str, Any], *, quando: datetime) -> bytes:
    """A sheet or a form to sign on paper, in the dress of the letters, as PDF bytes of ``template``.

    The same facts at the same instant give the same bytes. Raises PdfNonDisponibile without Pango.
    """
    css = "\n".join(foglio.read_text("utf-8") for foglio in (FOGLIO, MODULO))
    return html_in_pdf(render_to_string(template, contesto), css=css, quando=quando)


def evento_ics(prenotazione: Prenotazione) -> bytes:
    """A booking as an iCalendar file to add to one's own calendar: when and where, never with whom."""
    return in_icalendar([come_impegno(prenotazione)], prenotazione.titolo)


def calendario_ics(utente: Utente, adesso: datetime) -> bytes:
    """The bookings of an operator, from a month ago to a year ahead, for her calendar programme."""
    return in_icalendar(impegni_di(utente, adesso), "Servizi abitativi: i miei impegni")


SERVIZIO = "Servizi abitativi dell’Unione Valdera"


def progetto_pdf(
    progetto: ProgettoIndividuale,
    *,
    obiettivi: Sequence[Obiettivo],
    presenti: Sequence[MembroNucleo],
    firme: Sequence[FirmaApposta],
    quando: datetime,
) -> bytes:
    """The project to be read together and signed: where it starts from, the goals, who does what, by when."""
    caso = progetto.caso
    carta = Carta(
        mittente=SERVIZIO,
        destinatario=f"Nucleo {caso.nucleo.codice}\n{caso.nucleo.comune.nome}",
        oggetto=f"Progetto individuale {progetto.numero}",
        corpo=(
            f"Caso {caso.numero}. Il progetto si verifica insieme entro il {in_data(progetto.verifica_entro)}.\n\n"
            f"# Da dove si parte\n\n{progetto.situazione}"
        ),
        data=progetto.redatto_il,
        numero=progetto.numero,
        firme=[Firma(FirmatarioProgetto(firma.ruolo).label, firma.nome) for firma in firme] or [Firma("Firma")],
        inserto=(
            "documenti/valdera_housing/progetto.html",
            {"obiettivi": obiettivi, "presenti": presenti},
        ),
    )
    return lettera_pdf(carta, quando=quando)
