"""What anyone may read of an event: never who takes part."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from formazione.choices import StatoEvento, StatoQuestionario
from formazione.models import Evento, Iscrizione, Sessione
from formazione.queries.pagine import indirizzo
from valdera_housing.kit.scrittura import con_giorno, in_ora, plurale
from valdera_housing.queries.calendario import come_impegno, dove
from valdera_housing.rules.calendario import Impegno

A_DISTANZA = "A distanza"


@dataclass(frozen=True)
class Incontro:
    """A session as who comes reads it. ``collegamento`` is for who has a seat."""

    titolo: str
    quando: str
    luogo: str
    collegamento: str
    inizio: datetime


def in_ordine(righe: QuerySet[Sessione]) -> QuerySet[Sessione]:
    """The sessions as they follow one another, each with its place."""
    return righe.select_related("prenotazione__sede__comune", "prenotazione__stanza").order_by("prenotazione__inizio")


def aperti(giorno: date) -> QuerySet[Evento]:
    """The events whose page takes names, the nearest first, with their sessions."""
    righe: QuerySet[Evento] = Evento.objects.aperti_al_pubblico(giorno)
    in_tempo = Q(finisce_il=None) | Q(finisce_il__gte=giorno)
    sessioni = Prefetch("sessioni", queryset=in_ordine(Sessione.objects.vive()), to_attr="vive")
    return righe.filter(in_tempo).select_related("comune").prefetch_related(sessioni).order_by("inizia_il", "pk")


def mostrati() -> QuerySet[Evento]:
    """The events that have a public page, also when their dates say that nobody enrols today."""
    return Evento.objects.filter(stato=StatoEvento.ISCRIZIONI_APERTE, iscrizioni_pubbliche=True).select_related(
        "comune"
    )


def prende_nomi(evento: Evento, giorno: date) -> bool:
    """Whether the public page of an event takes names on a day."""
    return aperti(giorno).filter(pk=evento.pk).exists()


def incontri_di(evento: Evento) -> list[Incontro]:
    """Its sessions; of an event called off, those it would have had."""
    righe: QuerySet[Sessione] = Sessione.objects.filter(evento=evento)
    if evento.stato != StatoEvento.ANNULLATO:
        righe = righe.filter(prenotazione__annullata_alle=None)
    return [incontro(sessione) for sessione in in_ordine(righe)]


def incontro(sessione: Sessione) -> Incontro:
    prenotazione = sessione.prenotazione
    return Incontro(
        titolo=sessione.titolo,
        quando=f"{con_giorno(prenotazione.inizio)}–{in_ora(prenotazione.fine)}",
        luogo=luogo_di(sessione),
        collegamento=sessione.collegamento,
        inizio=prenotazione.inizio,
    )


def luogo_di(sessione: Sessione) -> str:
    """The desk with its room, the address written, or the distance."""
    return dove(sessione.prenotazione) or sessione.luogo or (A_DISTANZA if sessione.collegamento else "")


def impegni_di_evento(evento: Evento) -> list[Impegno]:
    """Its sessions for a calendar programme, also those cancelled so that they go away there too."""
    righe = in_ordine(Sessione.objects.filter(evento=evento))
    return [replace(come_impegno(s.prenotazione), titolo=evento.titolo, luogo=luogo_di(s)) for s in righe]


def materiali_di(evento: Evento) -> list[tuple[str, str]]:
    """The files an event offers to anyone, with their address; none while there is no page that gives them."""
    file_pubblici = evento.file.filter(pubblico=True).select_related("documento").order_by("tipo", "pk")
    righe = ((file.documento.nome, indirizzo("pubblica_file", evento.codice, file.pk)) for file in file_pubblici)
    return [(nome, pagina) for nome, pagina in righe if pagina]


def questionari_per(iscrizione: Iscrizione) -> list[tuple[str, str]]:
    """What somebody who has a seat may answer now, once and without her name: kind and address."""
    aperti = iscrizione.evento.questionari.filter(stato=StatoQuestionario.APERTO)
    return [(q.get_tipo_display(), reverse("formazione:pubblica_questionario", args=[q.codice])) for q in aperti]


def posti_in_parole(evento: Evento) -> str:
    """``Posti liberi: 3``, or that there is a line."""
    liberi = evento.posti_liberi
    if liberi is None:
        return "Posti senza limite"
    if liberi and not evento.in_attesa:
        return f"{plurale(liberi, 'Posto libero,Posti liberi')}: {liberi}"
    return "Posti finiti: c’è la lista d’attesa"


def con_codice(codice: str) -> Iscrizione | None:
    """The enrolment of a secret link."""
    return Iscrizione.objects.select_related("evento").filter(codice=codice).first()
