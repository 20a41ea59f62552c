"""What the accounts put on the desk of each role: things to do, things awaited, facts to know, dates, boxes."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from rendicontazione.choices import IN_VERIFICA, StatoRelazione, StatoRendiconto, StatoSpesa, TipoAllegato
from rendicontazione.models import (
    AllegatoSpesa,
    DocumentoSpesa,
    RelazioneTrimestrale,
    Rendiconto,
    RichiestaIntegrazione,
)
from rendicontazione.queries.quadro import Quadro, Somme, quadro_attuale, somma
from rendicontazione.workflow import IN_ESAME, VEDONO_I_CONTI, VEDONO_LE_SPESE
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.models import Convenzione, Trimestre, Utente

GIORNI_PRESENTAZIONE, GIORNI_LIQUIDAZIONE = Decimal(30), Decimal(30)
ULTIME_RELAZIONI = 4


class Carte(NamedTuple):
    """What the drafts of the ETS still lack: how many documents to divide, to pay, without their original."""

    da_dividere: int
    da_pagare: int
    senza_originale: int

    def __str__(self) -> str:
        parti = (
            (self.da_dividere, "da dividere,da dividere"),
            (self.da_pagare, "da pagare,da pagare"),
            (self.senza_originale, "senza originale,senza originale"),
        )
        return ", ".join(f"{n} {plurale(n, parole)}" for n, parole in parti if n)


class Situazione:
    """Everything the desk needs to know of the accounts, each thing read once, and only if asked."""

    def __init__(self, utente: Utente, giorno: date) -> None:
        self.utente, self.giorno = utente, giorno

    @cached_property
    def quadro(self) -> Quadro | None:
        """None for who does not read accounts, and before the first convention."""
        if not self.utente.ha_ruolo(*VEDONO_I_CONTI):
            return None
        try:
            return quadro_attuale(self.giorno)
        except Convenzione.DoesNotExist:
            return None

    @property
    def rendiconti(self) -> tuple[Rendiconto, ...]:
        return self.quadro.rendiconti if self.quadro else ()

    def somme(self, rendiconto: Rendiconto, *stati: StatoSpesa) -> Somme:
        """Sums of a quarter's shares presented, in these states or in all."""
        righe = self.quadro.righe if self.quadro else ()
        numero = rendiconto.trimestre.numero
        return somma(r.somme for r in righe if r.numero == numero and (not stati or r.stato in stati))

    def bozze(self, rendiconto: Rendiconto) -> Somme:
        righe = self.quadro.bozze if self.quadro else ()
        return somma(r.somme for r in righe if r.numero == rendiconto.trimestre.numero)

    @cached_property
    def integrazioni(self) -> list[RichiestaIntegrazione]:
        """Questions of the quarters under verification, open or answered and not looked at again yet."""
        righe = RichiestaIntegrazione.objects.filter(
            spesa__rendiconto__stato__in=IN_ESAME, spesa__stato__in=IN_VERIFICA
        )
        return list(righe.select_related("spesa").order_by("entro", "pk"))

    def richieste_aperte(self, rendiconto: Rendiconto) -> list[RichiestaIntegrazione]:
        return [r for r in self._del(rendiconto) if r.risposta_alle is None]

    def risposte_ricevute(self, rendiconto: Rendiconto) -> list[RichiestaIntegrazione]:
        return [r for r in self._del(rendiconto) if r.risposta_alle and r.spesa.stato == StatoSpesa.PRESENTATA]

    def _del(self, rendiconto: Rendiconto) -> Iterator[RichiestaIntegrazione]:
        return (r for r in self.integrazioni if r.spesa.rendiconto_id == rendiconto.pk)

    @cached_property
    def relazioni(self) -> list[RelazioneTrimestrale]:
        """The last reports that can be read, the newest first."""
        pronte = RelazioneTrimestrale.objects.visibili_a(self.utente).filter(stato=StatoRelazione.PRONTA)
        return list(pronte.select_related("rendiconto__trimestre").defer("istantanea")[:ULTIME_RELAZIONI])

    def puo_aprire(self, rendiconto: Rendiconto) -> bool:
        """The Cabina opens a quarter once it has been verified."""
        return rendiconto.concluso or self.utente.ha_ruolo(*VEDONO_LE_SPESE)

    @cached_property
    def carte(self) -> Carte:
        """Documents not presented yet that are not ready, of the whole office."""
        originali = AllegatoSpesa.objects.filter(tipo=TipoAllegato.ORIGINALE).values("documento_spesa")
        conti = DocumentoSpesa.objects.filter(presentato=False).aggregate(
            da_dividere=Count("pk", filter=~Q(da_ripartire=0)),
            da_pagare=Count("pk", filter=Q(totale__gt=0, pagato__lt=F("totale"))),
            senza_originale=Count("pk", filter=~Q(pk__in=originali)),
        )
        return Carte(**conti)

    def presentare_entro(self, trimestre: Trimestre) -> date:
        return trimestre.fine + self._giorni("giorni_presentazione", GIORNI_PRESENTAZIONE)

    def liquidare_entro(self, rendiconto: Rendiconto) -> date | None:
        if not rendiconto.approvato_alle:
            return None
        return timezone.localdate(rendiconto.approvato_alle) + self._giorni("giorni_liquidazione", GIORNI_LIQUIDAZIONE)

    def _giorni(self, chiave: str, predefinito: Decimal) -> timedelta:
        parametri = self.quadro.parametri if self.quadro else {}
        return timedelta(days=int(parametri.get(chiave, predefinito)))

    @property
    def ente(self) -> str:
        return self.quadro.convenzione.attuatore.nome if self.quadro else ""

    @property
    def unione(self) -> str:
        return self.quadro.convenzione.procedente.nome if self.quadro else ""


def situazione(utente: Utente, giorno: date) -> Situazione:
    """Read once a request: the parts of the desk share it through the person who asks."""
    if not hasattr(utente, "situazione_conti"):
        utente.situazione_conti = Situazione(utente, giorno)  # type: ignore[attr-defined]
    return utente.situazione_conti  # type: ignore[attr-defined]


def del_trimestre(trimestre: Trimestre) -> str:
    """``del 7° trimestre``, ``dell'8° trimestre``."""
    return f"{'dell’' if trimestre.numero in {8, 11} else 'del '}{trimestre}"


def elenco_spese(trimestre: Trimestre, stato: StatoSpesa) -> str:
    filtri = urlencode({"trimestre": trimestre.numero, "stato": stato.value})
    return f"{reverse('rendicontazione:spesa_elenco')}?{filtri}"


def prossime_scadenze(s: Situazione) -> Iterator[tuple[date, str, Rendiconto]]:
    """Deadlines of the quarters from today on, with the sentence for the list."""
    for rendiconto in s.rendiconti:
        trimestre = rendiconto.trimestre
        if rendiconto.stato in {StatoRendiconto.CHIUSO_ETS, *IN_ESAME} and rendiconto.verifica_entro:
            yield rendiconto.verifica_entro, f"Termine della verifica {del_trimestre(trimestre)}", rendiconto
        for richiesta in s.richieste_aperte(rendiconto)[:1]:
            yield richiesta.entro, f"Termine delle integrazioni {del_trimestre(trimestre)}", rendiconto
        if rendiconto.aperto and trimestre.inizio <= s.giorno:
            yield trimestre.fine, f"Finisce {'l’' if trimestre.numero in {8, 11} else 'il '}{trimestre}", rendiconto
            entro = s.presentare_entro(trimestre)
            yield entro, f"Termine per presentare il rendiconto {del_trimestre(trimestre)}", rendiconto


def quando(momento: date | None) -> str:
    return in_data(momento) if momento else ""
