"""What the office asks of the advances."""

from collections.abc import Sequence
from datetime import date

from django.db.models import DecimalField, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from fondo_garanzia.models import Anticipo, Fondo, RataFondo
from fondo_garanzia.rules.anticipo import LimitiAnticipo, PropostaAnticipo, limiti_anticipo
from fondo_garanzia.rules.rimborso import RataPrevista, piano_rate
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Lettera, MembroNucleo, Nucleo, Parametro, Persona, Utente
from valdera_housing.queries.anagrafe import con_intestatario

EURO = DecimalField(max_digits=12, decimal_places=2)
NUCLEI_TROVATI = 20
# The wordings of the letters: the agreement to give back, the reminder of what is late.
ACCORDO, SOLLECITO = "accordo_anticipo", "sollecito_anticipo"


def limiti_del(giorno: date) -> LimitiAnticipo:
    """What can be advanced, as the parameters say on that day."""
    return limiti_anticipo(Parametro.objects.valori(giorno))


def numero_aperto(nucleo: Nucleo, *, oltre: int | None = None) -> str:
    """The number of the open advance of a household other than ``oltre``, or nothing."""
    return (
        Anticipo.objects.aperti().filter(nucleo=nucleo).exclude(pk=oltre).values_list("numero", flat=True).first()
        or ""
    )


def in_proposta(anticipo: Anticipo, altro_aperto: str = "") -> PropostaAnticipo:
    """What the rules need of an advance."""
    return PropostaAnticipo(
        importo=anticipo.importo,
        n_rate=anticipo.n_rate,
        prima_rata=anticipo.prima_rata,
        reddito_mensile=anticipo.reddito_mensile,
        creditore_codice=anticipo.creditore_codice,
        creditore_iban=anticipo.creditore_iban,
        altro_aperto=altro_aperto,
    )


def rate_vive(anticipo: Anticipo) -> list[RataFondo]:
    """The instalments of the plan in force, with their dues."""
    return list(anticipo.rate.filter(sostituita_il=None).select_related("scadenza").order_by("numero"))


def piano_di(anticipo: Anticipo) -> Sequence[RataFondo | RataPrevista]:
    """The plan in force; before the payment, the one that will be."""
    return rate_vive(anticipo) or piano_rate(anticipo.importo, anticipo.n_rate, anticipo.prima_rata)


def con_scaduto(anticipi: QuerySet[Anticipo], giorno: date) -> QuerySet[Anticipo]:
    """Each advance with what is past its day and not paid (``scaduto``, euro)."""
    tardive = RataFondo.objects.filter(
        anticipo=OuterRef("pk"), sostituita_il=None, scadenza__aperta=True, scadenza__scade_il__lt=giorno
    ).order_by()
    somma = tardive.values("anticipo").annotate(somma=Sum("scadenza__residuo")).values("somma")
    return anticipi.annotate(scaduto=Coalesce(Subquery(somma), Value(ZERO), output_field=EURO))


def del_nucleo(parole: str, *, utente: Utente) -> Q:
    """Files of a household, by its code or by the name of who is in it among the people this user may see."""
    cercato = parole.replace("\x00", "").strip()
    persone = Persona.objects.visibili_a(utente).cercate(cercato)
    membri = MembroNucleo.objects.filter(persona__in=persone, al=None)
    return Q(nucleo__codice__icontains=cercato) | Q(nucleo__in=membri.values("nucleo"))


def nuclei_trovati(parole: str, *, utente: Utente, giorno: date) -> list[Nucleo]:
    """Households in charge an advance may be asked for, with the head's name and whether their comune has a fund."""
    cercato = parole.replace("\x00", "").strip()
    persone = Persona.objects.visibili_a(utente).cercate(cercato)
    membri = MembroNucleo.objects.filter(persona__in=persone, al=None)
    nuclei = Nucleo.objects.visibili_a(utente).filter(
        Q(codice__icontains=cercato) | Q(pk__in=membri.values("nucleo")), in_carico=True
    )
    dotati = Fondo.objects.filter(comune=OuterRef("comune"), dotato__gt=0)
    trovati = con_intestatario(nuclei, giorno, utente=utente).select_related("comune")
    return list(trovati.annotate(aderente=Exists(dotati)).order_by("-codice")[:NUCLEI_TROVATI])


def lettere_di(anticipo: Anticipo) -> QuerySet[Lettera]:
    """The letters made for an advance: one is open at a time, so those of the household in its days."""
    lettere = Lettera.objects.filter(
        nucleo=anticipo.nucleo, modello__chiave__in=(ACCORDO, SOLLECITO), data__gte=anticipo.richiesto_il
    )
    return lettere.filter(data__lte=anticipo.chiuso_il) if anticipo.chiuso_il else lettere
