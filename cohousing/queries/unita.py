"""The units of the houses: which are free and from when; what happens in each over time."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, JSONObject, Least

from cohousing.choices import StatoCandidatura, StatoPermanenza
from cohousing.models import Candidatura, Fermo, Permanenza, Struttura, Unita
from cohousing.rules.unita import Letti, Soggiorno
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.kit.periodo import Periodo
from valdera_housing.models import Utente
from valdera_housing.rules.durata import UN_GIORNO


def posti_liberi(utente: Utente, giorno: date) -> QuerySet[Any]:
    """The units of the open houses, each with the first day from ``giorno`` on in which it is free.

    ``libera_dal``: that day, or None when nobody knows it (who lives there stays past the end, works without an end,
    the unit is taken away before); until when, see ``libera_fino_al``. ``proposta``: it is proposed to a candidate who
    has not been decided yet. ``casa_piena``: on that day the house has all the households it may take.
    """
    unita = Unita.objects.filter(struttura__in=Struttura.objects.visibili_a(utente).attive())
    primo = Greatest(Value(giorno), F("dal"), output_field=DateField())
    unita = unita.filter(Q(al=None) | Q(al__gte=giorno)).annotate(primo=primo, vigilia=_giorno_prima(primo))
    dopo = Least(
        Subquery(_prossimo_giorno(_che_tengono_posto(giorno), "ultimo", giorno)),
        Subquery(_prossimo_giorno(Fermo.objects.all(), "al", giorno)),
    )
    da_subito = When(_libera_dopo("vigilia", "pk", giorno), then=F("primo"))
    unita = unita.annotate(libera=Case(da_subito, default=dopo, output_field=DateField()))
    esiste_ancora = When(Q(al=None) | Q(libera__lte=F("al")), then=F("libera"))
    unita = unita.annotate(
        libera_dal=Case(esiste_ancora, default=None, output_field=DateField()),
        ingressi=_prossimi(Permanenza.objects.vive(), "inizio", giorno),
        chiusure=_prossimi(Fermo.objects.all(), "dal", giorno),
        nuclei=_nuclei_nella_casa(giorno),
        proposta=Exists(Candidatura.objects.filter(unita=OuterRef("pk"), stato=StatoCandidatura.PROPOSTA)),
    )
    unita = unita.annotate(
        casa_piena=ExpressionWrapper(
            Q(struttura__capienza_nuclei__isnull=False, struttura__capienza_nuclei__lte=F("nuclei")), BooleanField()
        )
    )
    return unita.select_related("struttura__alloggio__comune")


def _che_tengono_posto(giorno: date) -> QuerySet:
    """The stays that may take days from this one on, with their ``ultimo``: who leaves today still lives there."""
    vive = Permanenza.objects.vive() | Permanenza.objects.filter(uscita_il__gte=giorno)
    return vive.alias(ultimo=Coalesce("uscita_il", "fine_effettiva"))


def _nuclei_nella_casa(giorno: date) -> Any:
    """How many households have a place in the house of a unit on a day, past their end too."""
    oltre = Q(stato=StatoPermanenza.IN_CORSO, fine_effettiva__lt=giorno)
    presenti = _che_tengono_posto(giorno).filter(oltre | Q(ultimo__gte=giorno), inizio__lte=giorno)
    della_casa = presenti.filter(struttura=OuterRef("struttura")).order_by().values("struttura")
    return Coalesce(Subquery(della_casa.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _giorno_prima(giorno: Any) -> Any:
    return Cast(giorno - UN_GIORNO, DateField())


def _libera_dopo(ultimo: str, unita: str, giorno: date) -> Any:
    """Whether the day after ``ultimo`` nobody lives in the unit of the query outside, and it is not closed.

    Who stays past the end, on ``giorno``, is there with no end that is known.
    """
    oltre = Q(stato=StatoPermanenza.IN_CORSO, fine_effettiva__lt=giorno)
    abitanti = _che_tengono_posto(giorno).alias(vigilia=_giorno_prima(F("inizio")))
    abitanti = abitanti.filter(
        oltre | Q(ultimo__gt=OuterRef(ultimo)), unita=OuterRef(unita), vigilia__lte=OuterRef(ultimo)
    )
    chiusure = Fermo.objects.alias(vigilia=_giorno_prima(F("dal")))
    chiusure = chiusure.filter(
        Q(al=None) | Q(al__gt=OuterRef(ultimo)), unita=OuterRef(unita), vigilia__lte=OuterRef(ultimo)
    )
    return ~Exists(abitanti) & ~Exists(chiusure)


def _prossimo_giorno(righe: QuerySet, fine: str, giorno: date) -> QuerySet:
    """The day after the first of these ends (of stays or of closures) that nothing else covers."""
    finite = righe.order_by(fine).filter(unita=OuterRef("pk"), **{f"{fine}__gt": OuterRef("vigilia")})
    libere = finite.filter(_libera_dopo(fine, "unita_id", giorno))
    return libere.values(dopo=Cast(F(fine) + UN_GIORNO, DateField()))[:1]


def _prossimi(righe: QuerySet, inizio: str, giorno: date) -> Any:
    """The days after this one in which somebody is expected in the unit, or it is closed."""
    return ArraySubquery(
        righe.order_by(inizio).filter(unita=OuterRef("pk"), **{f"{inizio}__gt": giorno}).values(inizio)
    )


def libera_fino_al(unita: Any) -> date | None:
    """The last day in which a unit of ``posti_liberi`` is free; None when nothing is foreseen, or it is never free."""
    if unita.libera_dal is None:
        return None
    impegni = [giorno - UN_GIORNO for giorno in (*unita.ingressi, *unita.chiusure) if giorno > unita.libera_dal]
    return min([*impegni, *filter(None, [unita.al])], default=None)


def nel_tempo(unita: QuerySet[Unita], utente: Utente, dal: date, al: date) -> QuerySet[Any]:
    """Each unit with its ``chiuse`` and its ``abitata`` of those days, as JSON, in one query.

    ``chi`` is the guest by name or by code, empty for who does not follow that household.
    """
    visibili = Permanenza.objects.visibili_a(utente).values("pk")
    nome = F("ospite") if utente.ha_ruolo(*LEGGONO_I_NOMI) else F("nucleo__codice")
    soggiorni = Permanenza.objects.exclude(stato=StatoPermanenza.ANNULLATA).fra(dal, al).filter(unita=OuterRef("pk"))
    chiusure = Fermo.objects.filter(Q(al=None) | Q(al__gte=dal), unita=OuterRef("pk"), dal__lte=al)
    return unita.annotate(
        abitata=ArraySubquery(
            soggiorni.order_by("inizio").values(
                letto=JSONObject(
                    pk="pk", stato="stato", inizio="inizio", fine="fine_effettiva", uscita="uscita_il",
                    persone="persone", chi=Case(When(pk__in=visibili, then=nome), default=Value("")),
                )
            )
        ),
        chiusa=ArraySubquery(
            chiusure.order_by("dal").values(letto=JSONObject(pk="pk", dal="dal", al="al", motivo="motivo"))
        ),
    )  # fmt: skip


def unita_e_casa(unita: Unita, *, accoglie: bool) -> dict[str, Any]:
    """What the rule of a place reads of any unit; ``accoglie`` is whether its house takes somebody."""
    casa = unita.struttura
    return {
        "casa": casa.nome,
        "posti_letto": unita.posti_letto,
        "giorni": unita.giorni,
        "chiusa_perche": "" if accoglie else casa.get_stato_display(),
        "capienza": casa.capienza_nuclei,
    }


def letti_di(struttura: Struttura, *, esclusa: int = 0) -> list[Letti]:
    """The beds of the units of a house, but one."""
    altre = struttura.unita.exclude(pk=esclusa)
    return [Letti(altra.posti_letto, altra.giorni) for altra in altre.order_by("pk")]


def soggiorni_di(unita: Unita, oggi: date) -> list[Soggiorno]:
    """Who lives, lived or is expected in a unit; for who stays past the end no last day is known."""
    permanenze = unita.permanenze.exclude(stato=StatoPermanenza.ANNULLATA).order_by("inizio", "pk")
    return [
        Soggiorno(
            numero=p.numero,
            giorni=Periodo(p.inizio, None if p.oltre_la_fine(oggi) else p.fino_al),
            persone=p.persone,
            conclusa=p.stato == StatoPermanenza.CONCLUSA,
        )
        for p in permanenze
    ]


def chiusure_di(unita: Unita, *, esclusa: int = 0) -> tuple[Periodo, ...]:
    return tuple(fermo.giorni for fermo in unita.fermi.exclude(pk=esclusa).order_by("dal"))


def proposta_dal(unita: Unita) -> date | None:
    """The day in which a candidate to whom the unit is proposed would come in."""
    proposte = Candidatura.objects.filter(unita=unita, stato=StatoCandidatura.PROPOSTA)
    return proposte.values_list("ingresso_il", flat=True).first()
