"""How houses are followed: hours, the last visits, the houses where nobody has been for too long."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, JSONObject, NullIf, Trim

from cohousing.choices import StatoStruttura
from cohousing.models import Permanenza, Struttura, Supervisione
from cohousing.rules.supervisione import CON_VERBALE, GIORNI_FRA_LE_VISITE, PRESENZE, in_ore
from cohousing.workflow import TENGONO
from valdera_housing.choices import Ruolo
from valdera_housing.models import Parametro, Utente

CHIAVE_VISITE = "giorni_fra_le_visite"
GIORNI_CONTATI = 28
ULTIME = 5


class SommeSupervisione(NamedTuple):
    """How many, and for how long, of all the rows of a list."""

    quante: int
    minuti: int

    @property
    def ore(self) -> Decimal:
        return in_ore(self.minuti)


def somme(supervisioni: QuerySet[Supervisione]) -> SommeSupervisione:
    conto = supervisioni.order_by().aggregate(quante=Count("pk"), minuti=Coalesce(Sum("minuti"), 0))
    return SommeSupervisione(conto["quante"], conto["minuti"])


def con_chi_legge(supervisioni: QuerySet[Supervisione], utente: Utente) -> QuerySet[Supervisione]:
    """With ``seguita``: the stay it is about is one this person sees."""
    sue = Permanenza.objects.visibili_a(utente).filter(pk=OuterRef("permanenza"))
    return supervisioni.select_related("struttura", "operatore", "permanenza__nucleo").annotate(seguita=Exists(sue))


def legge_il_verbale(supervisione: Supervisione, utente: Utente) -> bool:
    """Whether this person reads the words; the row comes from ``con_chi_legge``.

    Who keeps houses reads those of whole houses and of the households she follows; a social worker only those of her
    households: what is said in a house meeting is also about the others.
    """
    if supervisione.permanenza_id is None:
        return utente.ha_ruolo(*TENGONO)
    if utente.ha_ruolo(Ruolo.COORDINATORE_ETS):
        return True
    nucleo = supervisione.permanenza.nucleo  # type: ignore[union-attr]
    if utente.ha_ruolo(Ruolo.OPERATORE_ETS) and nucleo.in_carico:
        return True
    return utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE) and nucleo.comune_id in utente.comuni_seguiti


def con_chi(supervisione: Supervisione, utente: Utente) -> str:
    """With whom the talk was, as this person may read it: nothing about a household she does not follow."""
    if supervisione.permanenza is None:
        return ""
    if not supervisione.seguita:  # type: ignore[attr-defined]
        return "un nucleo della casa"
    return supervisione.permanenza.chi(utente)


def ha_verbale(supervisione: Supervisione) -> bool:
    """Whether there are minutes to print: of a meeting or of an emergency."""
    return supervisione.tipo in CON_VERBALE and supervisione.annullata_il is None


def _soglia(giorno: date) -> Coalesce:
    valore = Parametro.objects.validi(giorno).filter(chiave=CHIAVE_VISITE).values("valore")[:1]
    return Coalesce(Cast(Subquery(valore), IntegerField()), Value(GIORNI_FRA_LE_VISITE))


def con_visite(strutture: QuerySet[Struttura], giorno: date) -> QuerySet[Struttura]:
    """Houses with ``ultima_visita``, ``giorni_senza`` (since the last one or since it opened) and ``soglia_visite``.

    In one query, as ``rules/supervisione.py::senza_visite`` counts.
    """
    viste = Supervisione.objects.valide().filter(struttura=OuterRef("pk"), tipo__in=PRESENZE, giorno__lte=giorno)
    ultima = viste.order_by("-giorno").values("giorno")[:1]
    return strutture.annotate(
        ultima_visita=Subquery(ultima),
        soglia_visite=_soglia(giorno),
        giorni_senza=Func(
            Value(giorno, DateField()),
            Greatest(Coalesce(Subquery(ultima), F("attiva_dal")), F("attiva_dal")),
            template="(%(expressions)s)",
            arg_joiner=" - ",
            output_field=IntegerField(),
        ),
    )


def case_senza_visite(utente: Utente, giorno: date) -> QuerySet[Struttura]:
    """Open houses where nobody has been for more days than the threshold, the longest first."""
    aperte = Struttura.objects.visibili_a(utente).filter(stato=StatoStruttura.ATTIVA, attiva_dal__lte=giorno)
    contate: Any = con_visite(aperte, giorno)
    return contate.filter(giorni_senza__gt=F("soglia_visite")).order_by("-giorni_senza", "nome")


def supervisione_della_casa(struttura: Struttura, utente: Utente, giorno: date) -> Struttura:
    """The house with its alert, ``minuti_contati`` of the last four weeks and ``ultime`` rows, in one query."""
    viste = Supervisione.objects.visibili_a(utente).valide().filter(struttura=OuterRef("pk"))
    inizio = giorno - timedelta(days=GIORNI_CONTATI - 1)
    # The hours of a house are a figure: they count every talk, whoever reads them.
    tutte = Supervisione.objects.valide().filter(struttura=OuterRef("pk"), giorno__range=(inizio, giorno))
    minuti = tutte.order_by().values("struttura").annotate(somma=Sum("minuti")).values("somma")
    nome = Trim(Concat("operatore__first_name", Value(" "), "operatore__last_name"))
    chi = Coalesce(NullIf(nome, Value("")), "operatore__username")
    riga = JSONObject(pk="pk", tipo="tipo", giorno="giorno", minuti="minuti", operatore=chi)
    return (
        con_visite(Struttura.objects.filter(pk=struttura.pk), giorno)
        .annotate(
            minuti_contati=Coalesce(Subquery(minuti), 0),
            ultime=ArraySubquery(viste.order_by("-giorno", "-pk").values(riga=riga)[:ULTIME]),
        )
        .get()
    )
