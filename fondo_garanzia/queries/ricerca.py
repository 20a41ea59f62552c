"""What the search of the top bar finds in the fund, each among what a person may read."""

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from fondo_garanzia.models import Anticipo, CreditoRivalsa, Escussione, Garanzia
from fondo_garanzia.queries.pagine import indirizzo
from fondo_garanzia.workflow import VEDONO_LE_PRATICHE
from valdera_housing.linea import Trovato
from valdera_housing.models import Utente

QUANTI = 10
GENERI = {
    "a": ("Garanzia", "garanzia_scheda"),
    "b": ("Anticipo", "anticipo_scheda"),
    "c": ("Escussione", "escussione_scheda"),
    "d": ("Rivalsa", "rivalsa_scheda"),
}


def cerca(utente: Utente, testo: str) -> list[Trovato]:
    """The first ten of each kind, in one query: by number, household code, or words of the owner or the creditor."""
    cercato = testo.replace("\x00", "").strip()
    if not cercato or not utente.ha_ruolo(*VEDONO_LE_PRATICHE):
        return []
    parti = _parti(utente, cercato)
    trovati = []
    for genere, pk, titolo, dettaglio in parti[0].union(*parti[1:], all=True).order_by("genere", "titolo_"):
        nome, pagina = GENERI[genere]
        if url := indirizzo(pagina, pk):
            trovati.append(Trovato(nome, titolo, url, dettaglio))
    return trovati


def _parti(utente: Utente, testo: str) -> list[QuerySet]:
    alto = testo.upper()
    garanzie = Garanzia.objects.visibili_a(utente)
    a_favore = garanzie.cercate(testo).values("pk")
    per_numero = Q(numero__startswith=alto)
    escussioni = Escussione.objects.visibili_a(utente).filter(
        per_numero | Q(garanzia__nucleo__codice=alto) | Q(garanzia__in=a_favore)
    )
    anticipi = Anticipo.objects.visibili_a(utente)
    per_creditore = Q(pk__in=anticipi.cercate(testo).values("pk"))
    crediti = CreditoRivalsa.objects.visibili_a(utente).filter(
        per_numero | Q(nucleo__codice=alto) | Q(escussione__garanzia__in=a_favore)
    )
    suo = per_numero | Q(nucleo__codice=alto)
    return [
        _colonne("a", garanzie.filter(suo | Q(pk__in=a_favore)), "nucleo__codice", F("titolare")),
        _colonne("b", anticipi.filter(suo | per_creditore), "nucleo__codice", F("creditore")),
        _colonne("c", escussioni, "garanzia__nucleo__codice", F("garanzia__titolare")),
        _colonne("d", crediti, "nucleo__codice", F("escussione__garanzia__titolare")),
    ]


def _colonne(genere: str, righe: QuerySet, codice: str, dettaglio: Combinable) -> QuerySet:
    return (
        righe.annotate(
            genere=Value(genere, output_field=CharField()),
            titolo_=Concat("numero", Value(", "), codice, output_field=TextField()),
            dettaglio_=Cast(dettaglio, TextField()),
        )
        .order_by("titolo_", "pk")
        .values_list("genere", "pk", "titolo_", "dettaglio_")[:QUANTI]
    )
