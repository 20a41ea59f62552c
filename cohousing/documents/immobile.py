"""Buildings on paper: the proposal to the Cabina and the report of the survey, both PDF/A-3a and PDF/UA-1."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.template.loader import render_to_string

from cohousing.choices import Categoria, StatoImmobile
from cohousing.documents.fotografia import LATO_STAMPATO, riduci
from cohousing.models import FotoImmobile, RicognizioneImmobile
from cohousing.queries.immobile import adatto_a, per_comune, piu_avanti, progetto_di, punteggio_di
from valdera_housing.kit.giorni import in_parole
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.queries.ente import nome_del_gestore

FOGLI = Path(__file__).resolve().parents[2] / "static" / "documenti"
RIGHE_A_TABELLA = 25
ELENCATI = 200  # more would be a book: they are all in the sheet of the list
ORDINE_STATI = {stato.value: n for n, stato in enumerate(StatoImmobile)}


class FotoStampata(NamedTuple):
    descrizione: str
    indirizzo: str


class Gruppo(NamedTuple):
    """The buildings of a comune, in tables short enough to be laid out quickly."""

    comune: str
    quanti: int
    tabelle: list[list[RicognizioneImmobile]]


def proposta_pdf(immobile: RicognizioneImmobile, *, quando: datetime) -> bytes:
    """PDF bytes; the same facts at the same instant give the same bytes. Raises PdfNonDisponibile without Pango."""
    contesto = {
        "mittente": nome_del_gestore(),
        "immobile": immobile,
        "titolo": titolo_proposta(immobile),
        "data": in_parole(immobile.proposto_il or quando.date()),
        "per_chi": ", ".join(Categoria(c).label for c in immobile.categorie),
        "adatti": [adatto for adatto in adatto_a(immobile) if adatto.scelta],
        "punteggio": punteggio_di(immobile),
        "progetto": progetto_di(immobile),
        "foto": a_due_a_due(list(stampate(immobile.foto.select_related("documento")))),
    }
    return _foglio("documenti/cohousing/proposta.html", contesto, "immobile.css", quando=quando)


def a_due_a_due(foto: Sequence[FotoStampata]) -> list[Sequence[FotoStampata]]:
    """Two photographs a line: a line that does not fit goes to the next page, not all of them."""
    return [foto[n : n + 2] for n in range(0, len(foto), 2)]


def titolo_proposta(immobile: RicognizioneImmobile) -> str:
    """What the paper is worth: a draft, a proposal, what the Cabina approved."""
    if immobile.stato == StatoImmobile.APPROVATO_CABINA:
        return "Proposta approvata dalla Cabina di Regia"
    return "Proposta alla Cabina di Regia" if immobile.stato == StatoImmobile.PROPOSTO else "Bozza di proposta"


def stampate(foto: Iterable[FotoImmobile]) -> Iterator[FotoStampata]:
    """The photographs, small enough for a sheet; one that does not open is left out."""
    for una in foto:
        with una.documento.file.open("rb") as file:
            ridotta = riduci(file.read(), LATO_STAMPATO)
        if ridotta:
            yield FotoStampata(una.descrizione, f"data:image/jpeg;base64,{b64encode(ridotta).decode()}")


def ricognizione_pdf(immobili: QuerySet, *, quando: datetime) -> bytes:
    """How many buildings in each comune and state, then one by one those nearest to become a house.

    The same facts at the same instant give the same bytes. Raises PdfNonDisponibile without Pango.
    """
    comuni = per_comune(immobili)
    elencati = sorted(piu_avanti(immobili, ELENCATI), key=_posto)
    quanti = sum(riga.totale for riga in comuni)
    contesto = {
        "mittente": nome_del_gestore(),
        "data": in_parole(quando.date()),
        "quanti": quanti,
        "taciuti": quanti - len(elencati),
        "stati": [stato.label for stato in StatoImmobile],
        "comuni": comuni,
        "totali": [sum(colonna) for colonna in zip(*(riga.conti for riga in comuni), strict=True)],
        "gruppi": [gruppo(comune, list(righe)) for comune, righe in groupby(elencati, key=lambda i: i.comune.nome)],
    }
    return _foglio("documenti/cohousing/ricognizione.html", contesto, "ricognizione.css", quando=quando)


def gruppo(comune: str, righe: list[RicognizioneImmobile]) -> Gruppo:
    da = range(0, len(righe), RIGHE_A_TABELLA)
    return Gruppo(comune, len(righe), [righe[n : n + RIGHE_A_TABELLA] for n in da])


def _posto(immobile: RicognizioneImmobile) -> tuple[str, int, int, int]:
    return immobile.comune.nome, ORDINE_STATI[immobile.stato], -(immobile.punteggio or 0), immobile.pk


def _foglio(template: str, contesto: dict[str, Any], foglio: str, *, quando: datetime) -> bytes:
    css = "\n".join((FOGLI / nome).read_text("utf-8") for nome in ("lettera.css", "modulo.css", foglio))
    return html_in_pdf(render_to_string(template, contesto), css=css, quando=quando)
