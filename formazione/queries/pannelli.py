"""What training knows of a household, for the pages of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from formazione.choices import ASPETTI_EVENTO, ASPETTI_ISCRIZIONE, StatoEvento
from formazione.models import Attestato, Iscrizione
from formazione.queries.pagine import indirizzo
from formazione.rules.attestato import in_ore
from formazione.workflow import ISCRIVONO
from valdera_housing.choices import Linea
from valdera_housing.kit.aspetto import Aspetto, Pulsante
from valdera_housing.linea import PannelloFascicolo
from valdera_housing.models import MembroNucleo, Nucleo, Utente

ULTIME = 10


@dataclass(frozen=True)
class Riga:
    """An event somebody of the household is enrolled in: who, when, for how long."""

    titolo: str
    aspetto: Aspetto
    url: str
    chi: str
    giorno: date | None
    ore: str
    attestato: bool


def pannelli_fascicolo(utente: Utente, nucleo: Nucleo) -> Sequence[PannelloFascicolo]:
    """The events the people of the household went to, or will. One query."""
    if not utente.ha_ruolo(*ISCRIVONO):
        return []
    dei_membri = MembroNucleo.objects.filter(nucleo=nucleo).values("persona")
    iscrizioni = (
        Iscrizione.objects.visibili_a(utente)
        .filter(Q(nucleo=nucleo) | Q(persona__in=dei_membri))
        .vive()
        .select_related("evento")
        .annotate(attestato=Exists(Attestato.objects.validi().filter(iscrizione=OuterRef("pk"))))
        .order_by("-evento__inizia_il", "-pk")
    )
    righe = [_riga(iscrizione) for iscrizione in iscrizioni[:ULTIME]]
    elenco = indirizzo("evento_elenco", domanda=f"stato={StatoEvento.ISCRIZIONI_APERTE}")
    pulsanti = [Pulsante("Iscrivi a un evento", elenco)] if elenco else []
    return [
        PannelloFascicolo(Linea.FOR.label, "formazione/pannelli/nucleo.html", {"righe": righe, "pulsanti": pulsanti})
    ]


def _riga(iscrizione: Iscrizione) -> Riga:
    evento = iscrizione.evento
    finito = evento.stato in (StatoEvento.SVOLTO, StatoEvento.ANNULLATO)
    ore = f"{in_ore(iscrizione.minuti)} su {in_ore(evento.minuti)}" if iscrizione.minuti else ""
    return Riga(
        titolo=evento.titolo,
        aspetto=ASPETTI_EVENTO[evento.stato] if finito else ASPETTI_ISCRIZIONE[iscrizione.stato],
        url=indirizzo("evento_scheda", evento.pk),
        chi=str(iscrizione),
        giorno=evento.inizia_il,
        ore=ore,
        attestato=getattr(iscrizione, "attestato", False),
    )
