"""What the search of the top bar finds in the line, each among what a person may read."""

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from cohousing.models import Candidatura, Permanenza, RicognizioneImmobile, Struttura
from cohousing.queries.pagine import indirizzo
from cohousing.workflow import VEDONO
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.linea import Trovato
from valdera_housing.models import Utente

QUANTI = 10
GENERI = {
    "a": ("Casa condivisa", "struttura_scheda"),
    "b": ("Permanenza", "permanenza_scheda"),
    "c": ("Candidatura al cohousing", "candidatura_scheda"),
    "d": ("Immobile", "immobile_scheda"),
}


def cerca(utente: Utente, testo: str) -> list[Trovato]:
    """The first ten of each kind, in one query; who lives there by name, by code for who reads no names."""
    cercato = testo.replace("\x00", "").strip()
    if not cercato or not utente.ha_ruolo(*VEDONO):
        return []
    case = Struttura.objects.visibili_a(utente).cercate(cercato)
    immobili = RicognizioneImmobile.objects.visibili_a(utente).cercati(cercato)
    candidature = Candidatura.objects.visibili_a(utente).cercate(cercato)
    parti = [
        _colonne("a", case, _titolo("nome"), F("alloggio__comune__nome")),
        _colonne("c", candidature, _titolo("richiedente")),
        _colonne("d", immobili, _titolo("indirizzo"), F("denominazione")),
        _permanenze(utente, cercato),
    ]
    trovati = []
    for genere, pk, titolo, dettaglio in parti[0].union(*parti[1:], all=True).order_by("genere", "titolo_"):
        nome, pagina = GENERI[genere]
        if url := indirizzo(pagina, pk):
            trovati.append(Trovato(nome, titolo, url, dettaglio or ""))
    return trovati


def _permanenze(utente: Utente, cercato: str) -> QuerySet:
    permanenze = Permanenza.objects.visibili_a(utente)
    if utente.ha_ruolo(*LEGGONO_I_NOMI):
        return _colonne("b", permanenze.cercate(cercato), _titolo("ospite"), F("struttura__nome"))
    per_codice = permanenze.filter(numero__icontains=cercato) | permanenze.filter(nucleo__codice__icontains=cercato)
    return _colonne("b", per_codice, _titolo("nucleo__codice"), F("struttura__nome"))


def _titolo(campo: str) -> Concat:
    return Concat("numero", Value(", "), campo, output_field=TextField())


def _colonne(genere: str, righe: QuerySet, titolo: Combinable, dettaglio: Combinable | None = None) -> QuerySet:
    return (
        righe.annotate(
            genere=Value(genere, output_field=CharField()),
            titolo_=titolo,
            dettaglio_=Cast(Value("") if dettaglio is None else dettaglio, TextField()),
        )
        .order_by("titolo_", "pk")
        .values_list("genere", "pk", "titolo_", "dettaglio_")[:QUANTI]
    )
