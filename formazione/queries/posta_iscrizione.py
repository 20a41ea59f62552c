"""The words of the e-mails about an enrolment: her name, the event, the links that only she has."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from formazione.choices import StatoEvento, StatoIscrizione
from formazione.models import Iscrizione
from formazione.queries.iscrizione import posto_in_fila
from formazione.queries.pubblica import incontri_di
from formazione.rules.iscrizione import Messaggio, scade_alle
from formazione.workflow import ISCRITTI

OGGETTI = {
    "conferma": "Conferma l’iscrizione: {}",
    "gia_iscritta": "Sei già nell’elenco: {}",
    "esito": "La tua iscrizione: {}",
    "posto": "Si è liberato un posto: {}",
    "annullata": "Iscrizione annullata: {}",
    "cambio": "Cambia il programma: {}",
    "evento_annullato": "Evento annullato: {}",
}


@dataclass(frozen=True)
class Posta:
    oggetto: str
    corpo: str


def messaggio_di(iscrizione: Iscrizione, quale: Messaggio) -> Posta | None:
    """What to write to her now, or nothing when things have changed and the message would not be true."""
    testo = _testo(iscrizione, quale)
    if not testo:
        return None
    corpo = render_to_string(f"formazione/posta/{testo}.txt", _contesto(iscrizione))
    return Posta(OGGETTI[testo].format(iscrizione.evento.titolo), corpo)


def da_avvisare(evento_pk: int) -> list[int]:
    """Who is enrolled, or in the line, and left an address."""
    righe = Iscrizione.objects.filter(evento=evento_pk, stato__in=ISCRITTI).exclude(email="")
    return list(righe.order_by("pk").values_list("pk", flat=True))


def _testo(iscrizione: Iscrizione, quale: Messaggio) -> str:
    stato = iscrizione.stato
    annullato = iscrizione.evento.stato == StatoEvento.ANNULLATO
    if quale == Messaggio.EVENTO_ANNULLATO:
        return "evento_annullato" if annullato and stato in ISCRITTI else ""
    if annullato:
        return ""
    if quale == Messaggio.ANNULLATA:
        return "annullata" if stato == StatoIscrizione.ANNULLATA else ""
    if quale == Messaggio.RICHIESTA and stato == StatoIscrizione.DA_CONFERMARE:
        return "conferma"
    if stato not in ISCRITTI:
        return ""
    if quale == Messaggio.POSTO:
        return "posto" if stato == StatoIscrizione.CONFERMATA else ""
    return {Messaggio.RICHIESTA: "gia_iscritta", Messaggio.CAMBIO: "cambio"}.get(quale, "esito")


def _contesto(iscrizione: Iscrizione) -> dict[str, Any]:
    evento = iscrizione.evento
    in_attesa = iscrizione.stato == StatoIscrizione.IN_ATTESA
    return {
        "nome": iscrizione.nome,
        "evento": evento,
        "incontri": incontri_di(evento),
        "in_attesa": in_attesa,
        "posto": posto_in_fila(iscrizione) if in_attesa else 0,
        "posti_finiti": evento.posti_liberi == 0 or evento.in_attesa > 0,
        "scade_alle": scade_alle(iscrizione.chiesta_alle),
        "conferma_url": assoluto("pubblica_conferma", iscrizione.codice),
        "annulla_url": assoluto("pubblica_annulla", iscrizione.codice),
        "eventi_url": assoluto("pubblica_elenco"),
    }


def assoluto(nome: str, *argomenti: str) -> str:
    """An address of ours as it is written outside."""
    return settings.INDIRIZZO + reverse(f"formazione:{nome}", args=argomenti)
