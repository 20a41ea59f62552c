"""What the office asks of its houses: the list with the places of the day, the record, what the rules want to know."""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from cohousing.choices import Lingua, StatoCandidatura, StatoPatto, StatoPermanenza, StatoStruttura
from cohousing.models import Candidatura, Fermo, Permanenza, Struttura, TestoPatto, Unita
from cohousing.queries.unita import nel_tempo
from cohousing.rules.struttura import DatiAlloggio, DatiApertura, DatiChiusura
from cohousing.workflow import TENGONO
from valdera_housing.choices import NaturaContratto
from valdera_housing.kit.periodo import Periodo
from valdera_housing.models import Alloggio, Comune, Contratto, Utente

SUBLOCAZIONE_VIVA = ("BOZZA", "FIRMATO", "IN_CORSO", "DISDETTATO")


def chi_tiene() -> QuerySet[Utente]:
    """Who may answer for a house."""
    return Utente.objects.filter(is_active=True, ruoli__overlap=list(TENGONO)).order_by("last_name", "first_name")


def comuni_delle_case() -> QuerySet[Comune]:
    return Comune.objects.filter(pk__in=Struttura.objects.values("alloggio__comune")).order_by("nome")


def con_posti(strutture: QuerySet[Struttura], giorno: date) -> QuerySet[Any]:
    """``disponibili`` and ``occupati``: the beds of a day, as ``rules/capienza.py`` counts them for an open house."""
    unita = Unita.objects.filter(struttura=OuterRef("pk"))
    chiusa = Fermo.objects.filter(Q(al=None) | Q(al__gte=giorno), unita=OuterRef("pk"), dal__lte=giorno)
    abitata = Permanenza.objects.vissute().fra(giorno, giorno).filter(unita=OuterRef("pk"))
    aperta = When(
        stato=StatoStruttura.ATTIVA, attiva_dal__lte=giorno, then=_letti(unita.del_giorno(giorno), ~Exists(chiusa))
    )
    return strutture.annotate(
        disponibili=Case(aperta, default=Value(0), output_field=IntegerField()),
        occupati=_letti(unita, Exists(abitata)),
    )


def _letti(unita: QuerySet[Unita], condizione: Any) -> Any:
    somma = unita.filter(condizione).order_by().values("struttura").annotate(letti=Sum("posti_letto")).values("letti")
    return Coalesce(Subquery(somma, output_field=IntegerField()), 0)


def con_unita(strutture: QuerySet[Struttura], utente: Utente, dal: date, al: date) -> QuerySet[Struttura]:
    """Houses with home, people and units, each unit with what happens in it in those days (``nel_tempo``)."""
    unita = nel_tempo(Unita.objects.order_by("nome"), utente, dal, al)
    return strutture.select_related("alloggio__comune", "ente_supervisore", "responsabile").prefetch_related(
        Prefetch("unita", unita)
    )


def alloggi_da_condividere(utente: Utente) -> QuerySet[Alloggio]:
    """Homes held by the ETS, without a sublease nor an open house."""
    dati = Contratto.objects.filter(natura=NaturaContratto.SUBLOCAZIONE, stato__in=SUBLOCAZIONE_VIVA)
    case = Struttura.objects.exclude(stato=StatoStruttura.CHIUSA)
    liberi = Alloggio.objects.visibili_a(utente).in_gestione()
    return liberi.filter(
        ~Exists(dati.filter(alloggio=OuterRef("pk"))), ~Exists(case.filter(alloggio=OuterRef("pk")))
    ).order_by("codice")


def dati_alloggio(alloggio: Alloggio) -> DatiAlloggio:
    """A home as the rule that shares it reads it."""
    sublocazioni = Contratto.objects.filter(alloggio=alloggio, natura=NaturaContratto.SUBLOCAZIONE)
    viva = sublocazioni.filter(stato__in=SUBLOCAZIONE_VIVA).order_by("pk").first()
    casa = Struttura.objects.filter(alloggio=alloggio).exclude(stato=StatoStruttura.CHIUSA).first()
    ultima = sublocazioni.filter(stato="CESSATO").aggregate(al=Max(Coalesce("cessato_il", "fine_effettiva")))
    return DatiAlloggio(
        in_gestione=Alloggio.objects.in_gestione().filter(pk=alloggio.pk).exists(),
        sublocazione=viva.numero if viva else "",
        casa=casa.nome if casa else "",
        abitato_fino_al=ultima["al"],
    )


def dati_apertura(struttura: Struttura, giorno: date) -> DatiApertura:
    """The units that will be there, the beds of the day with most of them."""
    unita = [u for u in struttura.unita.all() if u.giorni.ultimo >= giorno]
    giorni = Periodo(giorno).inizi(u.giorni for u in unita)
    letti = [sum(u.posti_letto for u in unita if u.giorni.comprende(g)) for g in giorni]
    testi = TestoPatto.objects.filter(lingua=Lingua.IT, patto__struttura=struttura, patto__stato=StatoPatto.IN_VIGORE)
    return DatiApertura(
        unita=len(unita),
        posti_letto=max(letti),
        posti_alloggio=struttura.alloggio.posti_letto,
        regole_in_italiano=testi.exists(),
        agibile=struttura.alloggio.agibilita,
        responsabile_attivo=struttura.responsabile.is_active,
    )


def dati_chiusura(struttura: Struttura) -> DatiChiusura:
    permanenze = struttura.permanenze.aggregate(
        abitano=Count("pk", filter=Q(stato=StatoPermanenza.IN_CORSO)),
        attesi=Count("pk", filter=Q(stato=StatoPermanenza.PREPARAZIONE)),
        ultima_uscita=Max("uscita_il"),
    )
    proposte = Candidatura.objects.filter(unita__struttura=struttura, stato=StatoCandidatura.PROPOSTA).count()
    return DatiChiusura(proposte=proposte, attiva_dal=struttura.attiva_dal, **permanenze)


def nuclei_insieme(struttura: Struttura) -> tuple[int, int]:
    """How many stays are in course or expected, and how many of them at most are there on the same day."""
    vive = list(struttura.permanenze.vive().values_list("inizio", "fine_effettiva"))
    return len(vive), max((sum(inizio <= g <= fine for inizio, fine in vive) for g, _ in vive), default=0)
