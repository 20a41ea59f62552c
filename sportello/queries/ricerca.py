"""What the search of the top bar finds in the line, each among what a person may read."""

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from sportello.choices import TipoRisorsa
from sportello.models import Appuntamento, DomandaMisura, RisorsaTerritorio, Sfratto
from sportello.queries.pagine import indirizzo
from sportello.workflow import SEGUONO, VEDONO_LA_RETE
from valdera_housing.linea import Trovato
from valdera_housing.models import Utente

QUANTI = 10
GENERI = {
    "a": ("Sfratto", "sfratto_scheda"),
    "b": ("Domanda", "domanda_scheda"),
    "c": ("Appuntamento", "appuntamento_scheda"),
    "d": ("Risorsa del territorio", "risorsa_scheda"),
}


def cerca(utente: Utente, testo: str) -> list[Trovato]:
    """The first ten of each kind, in one query: an eviction also by its court number, an application by protocol."""
    cercato = testo.replace("\x00", "").strip()
    parti = _parti(utente, cercato) if cercato else []
    if not parti:
        return []
    righe = parti[0].union(*parti[1:], all=True).order_by("genere", "titolo_") if parti[1:] else parti[0]
    trovati = []
    for genere, pk, titolo, dettaglio in righe:
        nome, pagina = GENERI[genere]
        parole = TipoRisorsa(dettaglio).label if genere == "d" else dettaglio
        trovati.append(Trovato(nome, titolo, indirizzo(pagina, pk), parole))
    return trovati


def _parti(utente: Utente, testo: str) -> list[QuerySet]:
    alto = testo.upper()
    parti = []
    if utente.ha_ruolo(*SEGUONO):
        comuni = Q(numero__startswith=alto) | Q(caso__nucleo__codice=alto)
        sfratti = Sfratto.objects.visibili_a(utente).filter(comuni | Q(rg_numero=testo))
        domande = DomandaMisura.objects.visibili_a(utente).filter(comuni | Q(protocollo=testo))
        appuntamenti = Appuntamento.objects.visibili_a(utente).filter(numero__startswith=alto)
        parti = [
            _colonne("a", sfratti, _col_nucleo(), F("indirizzo")),
            _colonne("b", domande, _col_nucleo(), F("misura__nome")),
            _colonne("c", appuntamenti, F("numero"), Value("")),
        ]
    if utente.ha_ruolo(*VEDONO_LA_RETE):
        risorse = RisorsaTerritorio.objects.filter(attiva=True).cercate(testo)
        parti.append(_colonne("d", risorse, F("nome"), F("tipo")))
    return parti


def _col_nucleo() -> Concat:
    return Concat("numero", Value(", "), "caso__nucleo__codice", output_field=TextField())


def _colonne(genere: str, righe: QuerySet, titolo: Combinable, dettaglio: Combinable) -> QuerySet:
    return (
        righe.annotate(
            genere=Value(genere, output_field=CharField()),
            titolo_=Cast(titolo, TextField()),
            dettaglio_=Cast(dettaglio, TextField()),
        )
        .order_by("titolo_", "pk")
        .values_list("genere", "pk", "titolo_", "dettaglio_")[:QUANTI]
    )
