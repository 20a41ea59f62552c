"""Who gets a certificate, who has one, and what anybody may read of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When
from django.urls import reverse

from formazione.models import Attestato, Evento, Iscrizione
from formazione.queries.presenza import con_attestato_valido
from formazione.rules.attestato import in_ore, minuti_che_servono
from valdera_housing.choices import Ruolo
from valdera_housing.kit.scrittura import in_data, locale
from valdera_housing.models import Utente
from valdera_housing.queries.ente import nome_del_gestore

GIORNI_PER_ESTESO = 8


@dataclass(frozen=True, slots=True)
class FattiEvento:
    """What all the certificates of an event say alike."""

    titolo: str
    numero: str
    giorni: str
    durata: str
    accreditamento: str
    ente: str
    firma: str


def candidati(evento: Evento) -> QuerySet[Any]:
    """The confirmed people, with the number of their ``attestato`` and whether their hours are enough (``merita``)."""
    confermate = con_attestato_valido(Iscrizione.objects.filter(evento=evento).confermate())
    servono = Q(minuti__gte=minuti_che_servono(evento.minuti, evento.soglia)) if evento.minuti else Q(pk=None)
    return confermate.annotate(
        merita=Case(When(servono, then=Value(True)), default=Value(False), output_field=BooleanField())
    )


def da_rilasciare(evento: Evento) -> QuerySet[Any]:
    """Who has reached the threshold and has no certificate in force."""
    return candidati(evento).filter(merita=True, attestato="")


def senza_file(evento: Evento) -> QuerySet[Attestato]:
    """Certificates in force whose PDF is still to be made: a work that stopped halfway leaves some."""
    return Attestato.objects.validi().filter(iscrizione__evento=evento, documento=None).order_by("numero")


def riassunto(evento: Evento) -> dict[str, int]:
    """How many get it now (``ricevono``), already have it (``hanno``), did not reach the hours (``restano``)."""
    return candidati(evento).aggregate(
        ricevono=Count("pk", filter=Q(merita=True, attestato="")),
        hanno=Count("pk", filter=~Q(attestato="")),
        restano=Count("pk", filter=Q(merita=False, attestato="")),
    )


def attestati_visibili(utente: Utente) -> QuerySet[Attestato]:
    return Attestato.objects.visibili_a(utente).select_related("iscrizione__evento", "iscrizione__persona")


def eventi_con_attestato(utente: Utente) -> QuerySet[Evento]:
    return Evento.objects.visibili_a(utente).filter(con_attestato=True, stato="SVOLTO").order_by("-inizia_il", "-pk")


def attestato_con_codice(codice: str) -> Attestato | None:
    return Attestato.objects.select_related("iscrizione__evento").filter(codice=codice).first() if codice else None


def indirizzo_di_verifica(attestato: Attestato) -> str:
    """The whole address of the public page, for the QR on paper."""
    return settings.INDIRIZZO + reverse("formazione:attestato_verifica_codice", args=[attestato.codice])


def fatti_evento(evento: Evento, utente: Utente) -> FattiEvento:
    return FattiEvento(
        titolo=evento.titolo,
        numero=evento.numero,
        giorni=giorni_di(evento),
        durata=in_ore(evento.minuti),
        accreditamento=evento.accreditamento,
        ente=nome_del_gestore(),
        firma=chi_firma(utente),
    )


def giorni_di(evento: Evento) -> str:
    """``il 12/11/2026``, ``nei giorni 12/11/2026 e 13/11/2026``; of a long course, from when to when."""
    inizi = evento.sessioni.vive().values_list("prenotazione__inizio", flat=True)
    giorni = sorted({_giorno(inizio) for inizio in inizi})
    if not giorni:
        return ""
    if len(giorni) == 1:
        return f"il {in_data(giorni[0])}"
    if len(giorni) > GIORNI_PER_ESTESO:
        return f"dal {in_data(giorni[0])} al {in_data(giorni[-1])}, in {len(giorni)} giorni"
    *primi, ultimo = [in_data(giorno) for giorno in giorni]
    return f"nei giorni {', '.join(primi)} e {ultimo}"


def chi_firma(utente: Utente) -> str:
    """The coordinator of the partner: who asks, when she is one, or the only one; otherwise the name is left blank."""
    if utente.ha_ruolo(Ruolo.COORDINATORE_ETS):
        return str(utente)
    coordinatori = list(Utente.objects.filter(is_active=True, ruoli__contains=[Ruolo.COORDINATORE_ETS])[:2])
    return str(coordinatori[0]) if len(coordinatori) == 1 else ""


def _giorno(inizio: date) -> date:
    qui = locale(inizio)
    return date(qui.year, qui.month, qui.day)
