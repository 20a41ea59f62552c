"""What the line knows of a household and of a home, for the pages of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import BigIntegerField, DateField, DecimalField, F, Max, Q, QuerySet, Sum, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from gestore.choices import ASPETTI_CANDIDATURA, ASPETTI_CONTRATTO, ASPETTI_MANUTENZIONE
from gestore.models import Candidatura, Manutenzione, Sublocazione
from gestore.queries.pagine import indirizzo
from gestore.workflow import VEDONO_LE_CASE
from valdera_housing.choices import Linea
from valdera_housing.kit.aspetto import Aspetto, Voce
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.scrittura import in_data, in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import PannelloFascicolo
from valdera_housing.models import Alloggio, Nucleo, Scadenza, Utente

ULTIME = 5
# What names a home.
CASA = ("codice", "indirizzo", "civico", "interno")


@dataclass(frozen=True)
class Riga:
    """A contract or a request of the household: its name, look, page and what it is about."""

    titolo: str
    aspetto: Aspetto
    url: str
    testo: str


def pannelli_fascicolo(utente: Utente, nucleo: Nucleo) -> Sequence[PannelloFascicolo]:
    """The household in the line: its contracts, what it owes, its requests for a home. One query."""
    if not utente.ha_ruolo(*VEDONO_LE_CASE):
        return []
    lette = _lette_del_nucleo(utente, nucleo, oggi())
    contesto = {
        "sublocazioni": [_sublocazione(*riga) for riga in lette if riga[0] == "a"],
        "candidature": [_candidatura(*riga) for riga in lette if riga[0] == "b"],
        "conto": next((conto(*riga[3:7]) for riga in lette if riga[0] == "c"), []),
    }
    return [PannelloFascicolo(Linea.GIS.label, "gestore/pannelli/nucleo.html", contesto)]


def _lette_del_nucleo(utente: Utente, nucleo: Nucleo, giorno: date) -> list[tuple]:
    """The last contracts (a), the last requests (b) and the sums of the account (c), in one query."""
    sublocazioni = Sublocazione.objects.visibili_a(utente).filter(contratto__nucleo=nucleo)
    candidature = Candidatura.objects.visibili_a(utente).filter(nucleo=nucleo)
    fine = Coalesce("contratto__cessato_il", "contratto__fine_effettiva")
    casa = [F(f"contratto__alloggio__{campo}") for campo in CASA]
    contratti = _ultime(
        "a", sublocazioni, "contratto__inizio", "contratto__", fine, F("contratto__canone_mensile"), casa
    )
    domande = _ultime("b", candidature, "presentata_il", "", Value(None), Value(None), [Value("")] * len(CASA))
    lette = contratti.union(domande, _somme(utente, nucleo, giorno), all=True)
    return sorted(lette, key=lambda riga: (riga[2], riga[1]), reverse=True)


def _ultime(
    genere: str, righe: QuerySet, giorno: str, prefisso: str, fine: Combinable, canone: Combinable,
    casa: Sequence[Combinable],
) -> QuerySet:  # fmt: skip
    """The last few rows of a kind, in columns of the same types for both."""
    colonne = {
        "numero_": Cast(f"{prefisso}numero", TextField()),
        "stato_": Cast(f"{prefisso}stato", TextField()),
        "fine_": Cast(fine, DateField()),
        "canone_": Cast(canone, DecimalField(max_digits=10, decimal_places=2)),
    } | {f"{campo}_": Cast(valore, TextField()) for campo, valore in zip(CASA, casa, strict=True)}
    return (
        righe.annotate(genere=Value(genere, output_field=TextField()), giorno=F(giorno), **colonne)
        .order_by("-giorno", "-pk")
        .values_list("genere", "pk", "giorno", *colonne)[:ULTIME]
    )


def _sublocazione(
    _: str, pk: int, inizio: date, numero: str, stato: str, fine: date, canone: Decimal, *casa: str
) -> Riga:
    alloggio = Alloggio(**dict(zip(CASA, casa, strict=True)))
    testo = f"{alloggio}, {in_periodo(inizio, fine)}, {in_euro(canone)} al mese"
    return Riga(f"Sublocazione {numero}", ASPETTI_CONTRATTO[stato], indirizzo("sublocazione_scheda", pk), testo)


def _candidatura(_: str, pk: int, giorno: date, numero: str, stato: str, *altro: object) -> Riga:
    testo = f"presentata il {in_data(giorno)}"
    return Riga(f"Candidatura {numero}", ASPETTI_CANDIDATURA[stato], indirizzo("candidatura_scheda", pk), testo)


def _somme(utente: Utente, nucleo: Nucleo, giorno: date) -> QuerySet:
    """Owed and paid so far, the last day not paid, what is late: in the columns of ``_ultime``; no row of nothing."""
    scaduta = Q(scade_il__lt=giorno)
    finora = Q(scade_il__lte=giorno)
    scadenze = Scadenza.objects.visibili_a(utente).da_incassare()
    colonne = {
        "chiave": Value(0, output_field=BigIntegerField()),
        "giorno": Value(giorno, output_field=DateField()),
        "dovuto": Cast(Sum("importo", filter=finora), TextField()),
        "pagato": Cast(Sum("imputato", filter=finora), TextField()),
        "ultima": Max("scade_il", filter=scaduta & Q(aperta=True)),
        "arretrato": Cast(
            Sum(F("importo") - F("imputato"), filter=scaduta), DecimalField(max_digits=10, decimal_places=2)
        ),
    } | {f"{campo}_": Value("", output_field=TextField()) for campo in CASA}
    return (
        scadenze.filter(nucleo=nucleo, linea=Linea.GIS, annullata_il=None)
        .order_by()
        .values(genere=Value("c", output_field=TextField()))
        .annotate(**colonne)
        .values_list("genere", *colonne)
    )


def conto(dovuto: str | None, pagato: str | None, ultima: date | None, arretrato: Decimal | None) -> list[Voce]:
    """What the household owed and paid so far in this line, and what is late."""
    if dovuto is None:
        return []
    ritardo = f"l’ultima scadenza non pagata è del {in_data(ultima)}" if ultima else ""
    return [
        Voce("Dovuto finora", in_euro(Decimal(dovuto))),
        Voce("Pagato", in_euro(Decimal(pagato or 0))),
        Voce("In arretrato", in_euro(arretrato or ZERO), nota=ritardo),
    ]


def riparazioni_aperte(alloggio: Alloggio) -> list[tuple[Manutenzione, Aspetto]]:
    """The repairs of a home still to be done, the nearest deadline first."""
    aperte = Manutenzione.objects.filter(alloggio=alloggio).aperte().order_by("entro_il", "pk")[:ULTIME]
    return [(manutenzione, ASPETTI_MANUTENZIONE[manutenzione.stato]) for manutenzione in aperte]
