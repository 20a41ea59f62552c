"""Enrolments as they are looked for."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower

from formazione.choices import StatoIscrizione
from formazione.models import Evento, Iscrizione
from formazione.workflow import VIVI
from valdera_housing.models import MembroNucleo, Nucleo, Persona, Utente


@dataclass(frozen=True)
class ContiIscritti:
    """How many enrolments of an event are in each condition; ``posti`` is None without a limit."""

    posti: int | None
    iscritti: int
    in_attesa: int
    da_confermare: int

    @property
    def liberi(self) -> int | None:
        return None if self.posti is None else max(self.posti - self.iscritti, 0)


def conti_iscritti(evento: Evento) -> ContiIscritti:
    """Of everybody, whoever asks: numbers name nobody. One query, while there is something to confirm for."""
    in_sospeso = evento.iscrizioni.filter(stato=StatoIscrizione.DA_CONFERMARE)
    da_confermare = in_sospeso.count() if evento.stato in VIVI else 0
    return ContiIscritti(evento.posti, evento.iscritti, evento.in_attesa, da_confermare)


def iscritti_visibili(evento: Evento, utente: Utente) -> QuerySet[Iscrizione]:
    """Those of an event that this person may read by name."""
    visibili: QuerySet[Iscrizione] = Iscrizione.objects.visibili_a(utente)
    return visibili.filter(evento=evento).select_related("comune", "nucleo", "persona")


def viva_con_email(evento: Evento, email: str) -> Iscrizione | None:
    """The enrolment that holds this address, locked: there is at most one."""
    righe = Iscrizione.objects.vive().alias(minuscola=Lower("email"))
    return righe.select_for_update(no_key=True).filter(evento=evento, minuscola=Lower(Value(email))).first()


def nucleo_di(persona: Persona) -> Nucleo | None:
    """The household she lives in now."""
    legame = MembroNucleo.objects.filter(persona=persona, al=None).select_related("nucleo").first()
    return legame.nucleo if legame else None


def posto_in_fila(iscrizione: Iscrizione) -> int:
    """1 for who goes in next."""
    prima = Q(in_fila_dalle__lt=iscrizione.in_fila_dalle) | Q(
        in_fila_dalle=iscrizione.in_fila_dalle, pk__lt=iscrizione.pk
    )
    in_fila = Iscrizione.objects.filter(evento=iscrizione.evento_id, stato=StatoIscrizione.IN_ATTESA)
    return in_fila.filter(prima).count() + 1
