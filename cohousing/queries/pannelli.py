"""What shared housing knows of a household, for the pages of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from cohousing.choices import (
    ASPETTI_CANDIDATURA,
    ASPETTI_PERMANENZA,
    Categoria,
    EsitoPermanenza,
    StatoCandidatura,
    StatoPermanenza,
)
from cohousing.models import Candidatura, Permanenza
from cohousing.queries.pagine import indirizzo
from cohousing.workflow import SEGUONO, TENGONO
from valdera_housing.choices import Linea
from valdera_housing.kit.aspetto import Aspetto, Pulsante
from valdera_housing.kit.scrittura import in_data, in_periodo
from valdera_housing.linea import PannelloFascicolo
from valdera_housing.models import Nucleo, Utente

ULTIME = 5
STANZA, DOMANDA = "a", "b"
IN_PIEDI = {
    (STANZA, StatoPermanenza.IN_CORSO): "la permanenza {numero}, ancora in corso a {dove}",
    (STANZA, StatoPermanenza.PREPARAZIONE): "la permanenza {numero}, in preparazione a {dove}",
    (DOMANDA, StatoCandidatura.APERTA): "la candidatura {numero} a una casa condivisa",
    (DOMANDA, StatoCandidatura.PROPOSTA): "la candidatura {numero} a una casa condivisa, con un’unità proposta",
}


@dataclass(frozen=True)
class Riga:
    """A stay or a request of the household: its name, look, page and what it is about."""

    titolo: str
    aspetto: Aspetto
    url: str
    testo: str


def pannelli_fascicolo(utente: Utente, nucleo: Nucleo) -> Sequence[PannelloFascicolo]:
    """The stays of the household and its requests, the last first. One query."""
    if not utente.ha_ruolo(*SEGUONO):
        return []
    stanze = _ultime(
        STANZA, Permanenza.objects.visibili_a(utente).filter(nucleo=nucleo), "inizio",
        Coalesce("uscita_il", "fine_effettiva"), F("struttura__nome"), F("unita__nome"), F("esito"),
    )  # fmt: skip
    domande = _ultime(
        DOMANDA, Candidatura.objects.visibili_a(utente).filter(caso__nucleo=nucleo), "presentata_il",
        F("decisa_il"), F("categoria"), Value(""), Value(""),
    )  # fmt: skip
    lette = list(stanze.union(domande, all=True).order_by("genere", "-giorno", "-chiave"))
    contesto = {"righe": [_riga(*riga) for riga in lette], "pulsanti": _pulsanti(utente, lette)}
    return [PannelloFascicolo(Linea.COH.label, "cohousing/pannelli/nucleo.html", contesto, _aperti(lette))]


def _ultime(genere: str, righe: QuerySet, giorno: str, fine: Combinable, *parole: Combinable) -> QuerySet:
    """The last few rows of a kind, in columns of the same types for both."""
    colonne = {
        "genere": Value(genere, output_field=TextField()),
        "chiave": F("pk"),
        "giorno": F(giorno),
        "numero_": Cast("numero", TextField()),
        "stato_": Cast("stato", TextField()),
        "fine_": Cast(fine, DateField()),
    } | {f"parola_{n}": Cast(parola, TextField()) for n, parola in enumerate(parole)}
    return righe.annotate(**colonne).order_by("-giorno", "-pk").values_list(*colonne)[:ULTIME]


def _riga(
    genere: str, pk: int, giorno: date, numero: str, stato: str, fine: date | None, dove: str, unita: str, esito: str
) -> Riga:
    if genere == DOMANDA:
        testo = f"{Categoria(dove).label}, presentata il {in_data(giorno)}"
        if fine:
            testo += f", decisa il {in_data(fine)}"
        return Riga(f"Candidatura {numero}", ASPETTI_CANDIDATURA[stato], indirizzo("candidatura_scheda", pk), testo)
    testo = f"{dove}, {unita}, {in_periodo(giorno, fine)}"
    if esito:
        testo += f". È finita così: {EsitoPermanenza(esito).label.lower()}"
    return Riga(f"Permanenza {numero}", ASPETTI_PERMANENZA[stato], indirizzo("permanenza_scheda", pk), testo)


def _aperti(lette: Sequence[tuple]) -> list[str]:
    """What goes on after the case is closed, unless somebody ends it."""
    return [
        IN_PIEDI[genere, stato].format(numero=numero, dove=dove)
        for genere, _, _, numero, stato, _, dove, *_ in lette
        if (genere, stato) in IN_PIEDI
    ]


def _pulsanti(utente: Utente, lette: Sequence[tuple]) -> list[Pulsante]:
    """Who has neither a place nor a request open may ask for one."""
    if not utente.ha_ruolo(*TENGONO) or _aperti(lette):
        return []
    nuova = indirizzo("candidatura_nuova")
    return [Pulsante("Nuova candidatura", nuova)] if nuova else []
