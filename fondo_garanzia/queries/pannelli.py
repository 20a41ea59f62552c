"""What the fund knows of a household, for the pages of others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import CharField, DecimalField, F, QuerySet, Value
from django.db.models.functions import Cast

from fondo_garanzia.choices import ASPETTI_ANTICIPO, ASPETTI_ESCUSSIONE, ASPETTI_GARANZIA, ASPETTI_RIVALSA
from fondo_garanzia.models import Anticipo, CreditoRivalsa, Escussione, Garanzia
from fondo_garanzia.models.anticipo import CHIUSI
from fondo_garanzia.models.escussione import CONCLUSE
from fondo_garanzia.models.garanzia import VIVE
from fondo_garanzia.queries.pagine import indirizzo
from fondo_garanzia.workflow import DA_RIMBORSARE, RIVALSE_VIVE, VEDONO_LE_PRATICHE
from valdera_housing.choices import Linea
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.denaro import in_euro
from valdera_housing.linea import PannelloFascicolo
from valdera_housing.models import Nucleo, Utente

ULTIMI = 5
EURO = DecimalField(max_digits=12, decimal_places=2)
ANTICIPO, GARANZIA, ESCUSSIONE, RIVALSA = "a", "b", "c", "d"


@dataclass(frozen=True)
class Genere:
    """A kind of file: how it is called alone and in a sentence, its looks, its page, whether it still goes on."""

    nome: str
    in_frase: str
    aspetti: Mapping[str, Aspetto]
    pagina: str
    aperto: Callable[[str], bool]
    testo: Callable[[str, Decimal, Decimal], str]


def _dell_anticipo(stato: str, importo: Decimal, resta: Decimal) -> str:
    if stato in DA_RIMBORSARE:
        return f"{in_euro(importo)}, restano {in_euro(resta)}"
    return in_euro(importo)


def _della_garanzia(stato: str, importo: Decimal, resta: Decimal) -> str:
    return f"fino a {in_euro(importo)}"


def _dell_escussione(stato: str, importo: Decimal, resta: Decimal) -> str:
    return in_euro(importo) if importo else ""


def _della_rivalsa(stato: str, importo: Decimal, resta: Decimal) -> str:
    return f"{in_euro(importo)}, restano {in_euro(resta)}" if stato in RIVALSE_VIVE else in_euro(importo)


GENERI = {
    ANTICIPO: Genere(
        "Anticipo", "l’anticipo", ASPETTI_ANTICIPO, "anticipo_scheda", lambda s: s not in CHIUSI, _dell_anticipo
    ),
    GARANZIA: Genere(
        "Garanzia", "la garanzia", ASPETTI_GARANZIA, "garanzia_scheda", lambda s: s in VIVE, _della_garanzia
    ),
    ESCUSSIONE: Genere(
        "Escussione", "l’escussione", ASPETTI_ESCUSSIONE, "escussione_scheda", lambda s: s not in CONCLUSE,
        _dell_escussione,
    ),
    RIVALSA: Genere(
        "Rivalsa", "la rivalsa", ASPETTI_RIVALSA, "rivalsa_scheda", lambda s: s in RIVALSE_VIVE, _della_rivalsa
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Riga:
    """A file of the household: its name, look, page, figures and day."""

    titolo: str
    aspetto: Aspetto
    url: str
    testo: str
    giorno: date


def pannelli_fascicolo(utente: Utente, nucleo: Nucleo) -> Sequence[PannelloFascicolo]:
    """The household in the fund: its advances with what is left, guarantees, claims, credits. One query."""
    if not utente.ha_ruolo(*VEDONO_LE_PRATICHE):
        return []
    suoi = {"nucleo": nucleo}
    parti = [
        _ultime(ANTICIPO, Anticipo.objects.visibili_a(utente).filter(**suoi), "richiesto_il", "importo", "residuo"),
        _ultime(GARANZIA, Garanzia.objects.visibili_a(utente).filter(**suoi), "richiesta_il", "massimale", "impegno"),
        _ultime(
            ESCUSSIONE, Escussione.objects.visibili_a(utente).filter(garanzia__nucleo=nucleo), "presentata_il",
            "importo", "importo",
        ),
        _ultime(RIVALSA, CreditoRivalsa.objects.visibili_a(utente).filter(**suoi), "aperto_il", "importo", "residuo"),
    ]  # fmt: skip
    lette = list(parti[0].union(*parti[1:], all=True).order_by("genere", "-giorno"))
    contesto = {"righe": [_riga(*riga) for riga in lette]}
    return [PannelloFascicolo(Linea.FON.label, "fondo_garanzia/pannelli/nucleo.html", contesto, _aperti(lette))]


def _aperti(lette: Sequence[tuple]) -> list[str]:
    """What goes on after the case is closed, unless somebody ends it."""
    return [
        " ".join(filter(None, [GENERI[genere].in_frase, numero, _da_restituire(genere, stato, resta)]))
        for genere, _, _, numero, stato, _, resta in lette
        if GENERI[genere].aperto(stato)
    ]


def _da_restituire(genere: str, stato: str, resta: Decimal) -> str:
    deve = (genere == ANTICIPO and stato in DA_RIMBORSARE) or genere == RIVALSA
    return f"(restano {in_euro(resta)})" if deve else ""


def _ultime(genere: str, righe: QuerySet, giorno: str, importo: str, resta: str) -> QuerySet:
    """The last few files of a kind, in columns of the same types for all."""
    return (
        righe.annotate(
            genere=Value(genere, output_field=CharField()),
            giorno=F(giorno),
            numero_=Cast("numero", CharField()),
            stato_=Cast("stato", CharField()),
            importo_=Cast(importo, EURO),
            resta_=Cast(resta, EURO),
        )
        .order_by("-giorno", "-pk")
        .values_list("genere", "pk", "giorno", "numero_", "stato_", "importo_", "resta_")[:ULTIMI]
    )


def _riga(genere: str, pk: int, giorno: date, numero: str, stato: str, importo: Decimal, resta: Decimal) -> Riga:
    come = GENERI[genere]
    return Riga(
        titolo=f"{come.nome} {numero}",
        aspetto=come.aspetti[stato],
        url=indirizzo(come.pagina, pk),
        testo=come.testo(stato, importo, resta),
        giorno=giorno,
    )
