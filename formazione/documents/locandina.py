"""The poster of an event, one page to be read at two metres: PDF/A-3a and PDF/UA-1, A4 (prints well on A3)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.text import Truncator

from formazione.queries.file_evento import FoglioEvento
from valdera_housing.documents import SERVIZIO
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.kit.qr import qr

FOGLIO = Path(__file__).resolve().parents[2] / "static" / "documenti" / "locandina.css"
# What one page holds and an eye takes in; the rest is on the public page.
INCONTRI, PARTNER = 4, 6
TESTO, TESTO_BREVE, TESTO_BREVISSIMO = 300, 190, 120
MISURE = ((30, "grande"), (66, "media"), (110, "piccola"))


def locandina_pdf(foglio: FoglioEvento, *, quando: datetime) -> bytes:
    """PDF bytes; the same event at the same instant gives the same bytes. Raises PdfNonDisponibile without Pango."""
    html = render_to_string("documenti/formazione/locandina.html", contesto_di(foglio))
    return html_in_pdf(html, css=FOGLIO.read_text("utf-8"), quando=quando)


def contesto_di(foglio: FoglioEvento) -> dict[str, object]:
    """What the poster says: sizes follow the length of the title and how many sessions there are."""
    incontri = foglio.incontri[:INCONTRI]
    luoghi = list(dict.fromkeys(i.luogo for i in foglio.incontri))
    return {
        "foglio": foglio,
        "servizio": SERVIZIO,
        "misura": _misura(foglio.titolo),
        "incontri": incontri,
        "altri": len(foglio.incontri) - len(incontri),
        "luogo": luoghi[0] if len(luoghi) == 1 else "",
        "testo": _testo(foglio),
        "partner": _fra_questi(foglio.partner),
        "qr": qr(foglio.iscrizioni) if foglio.iscrizioni else "",
        "scritto": _da_leggere(foglio.iscrizioni),
    }


def _misura(titolo: str) -> str:
    return next((misura for lettere, misura in MISURE if len(titolo) <= lettere), "minima")


def _testo(foglio: FoglioEvento) -> str:
    """As much of the description as fits; where many sessions say what they are about, nothing more."""
    quanti, con_argomento = len(foglio.incontri), any(i.titolo for i in foglio.incontri)
    if quanti > 2:
        lettere = 0 if con_argomento else TESTO_BREVISSIMO
    else:
        lettere = TESTO_BREVE if con_argomento or quanti > 1 else TESTO
    return Truncator(" ".join(foglio.descrizione.split())).chars(lettere) if lettere else ""


def _fra_questi(partner: Sequence[str]) -> str:
    altri = len(partner) - PARTNER
    return ", ".join(partner[:PARTNER]) + (f" e altri {altri}" if altri > 0 else "")


def _da_leggere(indirizzo: str) -> str:
    """The address as one types it, without ``https://``."""
    parti = urlsplit(indirizzo)
    return f"{parti.netloc}{parti.path}"
