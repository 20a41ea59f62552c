"""What the search of the top bar finds in the line, each among what a person may read."""

from django.db.models import CharField, F, Func, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from formazione.models import Campagna, Evento, Iscrizione
from formazione.queries.pagine import indirizzo
from formazione.workflow import TENGONO, VEDONO
from valdera_housing.linea import Trovato
from valdera_housing.models import Utente

QUANTI = 10
GENERI = {
    "a": ("Evento", "evento_scheda"),
    "b": ("Campagna", "campagna_scheda"),
    "c": ("Iscrizione", "evento_scheda"),
}


def cerca(utente: Utente, testo: str) -> list[Trovato]:
    """The first ten of each kind, in one query: events and campaigns by number or words, who is enrolled by name.

    A name leads to its event: only who keeps the events finds people.
    """
    cercato = testo.replace("\x00", "").strip()
    if not cercato or not utente.ha_ruolo(*VEDONO):
        return []
    eventi = Evento.objects.visibili_a(utente).cercati(cercato)
    campagne = Campagna.objects.visibili_a(utente).cercate(cercato)
    parti = [_colonne("a", eventi, "pk", _titolo(), _giorno()), _colonne("b", campagne, "pk", _titolo())]
    if utente.ha_ruolo(*TENGONO):
        persone = Iscrizione.objects.visibili_a(utente).vive().cercate(cercato)
        nome = Concat("cognome", Value(" "), "nome", output_field=TextField())
        parti.append(_colonne("c", persone, "evento_id", nome, F("evento__titolo")))
    trovati = []
    for genere, pk, titolo, dettaglio in parti[0].union(*parti[1:], all=True).order_by("genere", "titolo_"):
        nome_genere, pagina = GENERI[genere]
        if url := indirizzo(pagina, pk):
            trovati.append(Trovato(nome_genere, titolo, url, dettaglio or ""))
    return trovati


def _giorno() -> Func:
    """The day an event begins, as the office writes it; empty without sessions."""
    return Func(F("inizia_il"), Value("DD/MM/YYYY"), function="to_char", output_field=TextField())


def _titolo() -> Concat:
    return Concat("numero", Value(", "), "titolo", output_field=TextField())


def _colonne(
    genere: str, righe: QuerySet, pagina: str, titolo: Combinable, dettaglio: Combinable | None = None
) -> QuerySet:
    return (
        righe.annotate(
            genere=Value(genere, output_field=CharField()),
            pagina_=F(pagina),
            titolo_=titolo,
            dettaglio_=Cast(Value("") if dettaglio is None else dettaglio, TextField()),
        )
        .order_by("titolo_", "pk")
        .values_list("genere", "pagina_", "titolo_", "dettaglio_")[:QUANTI]
    )
