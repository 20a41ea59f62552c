"""What the office asks of the homes: what one offers, its contracts, which are free now, which soon, for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gestore.models import Locazione, Sublocazione
from gestore.rules.alloggio import DatiAlloggio, DatiNucleo, adeguatezza, valuta_idoneita
from valdera_housing.choices import NaturaContratto, StatoAlloggio, StatoContratto
from valdera_housing.kit.esito import Esito, Motivo, avviso, si
from valdera_housing.models import Alloggio, Comune, Contratto, MembroNucleo, Nucleo, Utente
from valdera_housing.models.casa.alloggio import AlloggioQuerySet

GIORNI_PRESTO = 90
GIORNI_APE = 90
MOLTI = 100
LIBERI = (StatoAlloggio.DISPONIBILE, StatoAlloggio.SFITTO)
ABITATI = (StatoContratto.IN_CORSO, StatoContratto.DISDETTATO)


def dati_di(alloggio: Alloggio) -> DatiAlloggio:
    """A home as the rules read it: what nobody ticked yet is unknown, not refused."""
    return DatiAlloggio(
        mq=alloggio.mq_calpestabili,
        posti_letto=alloggio.posti_letto,
        monostanza=alloggio.camere == 0,
        accessibile=alloggio.accessibile,
        ascensore=alloggio.ascensore,
        piano=alloggio.piano,
        categoria=alloggio.catasto_categoria,
        ape_scadenza=alloggio.ape_scade_il,
        agibile=alloggio.agibilita or None,
        impianti_conformi=alloggio.impianti_conformi or None,
    )


def da_sistemare(alloggio: Alloggio, giorno: date) -> list[Motivo]:
    """What is missing or wrong for the programme, and the energy certificate about to expire."""
    if alloggio.stato in (StatoAlloggio.NON_IDONEO, StatoAlloggio.RESTITUITO):
        return []
    motivi = [motivo for motivo in valuta_idoneita(dati_di(alloggio), giorno).motivi if motivo.livello != "si"]
    scade = alloggio.ape_scade_il
    if scade and giorno <= scade <= giorno + timedelta(days=GIORNI_APE):
        motivi.append(avviso(f"L’attestato energetico (APE) scade il {scade:%d/%m/%Y}: va rifatto in tempo"))
    return motivi


def allo_stesso_indirizzo(alloggio: Alloggio) -> Alloggio | None:
    """Another home written at the same door: perhaps the same one, called in twice."""
    altri = Alloggio.objects.filter(
        comune=alloggio.comune_id,
        indirizzo__iexact=alloggio.indirizzo,
        civico__iexact=alloggio.civico,
        interno__iexact=alloggio.interno,
    )
    return altri.exclude(pk=alloggio.pk).order_by("pk").first()


def contratti_di(alloggio: Alloggio, utente: Utente) -> QuerySet[Contratto]:
    """The contracts of the home that this person may read, the last first."""
    contratti = Contratto.objects.visibili_a(utente).filter(alloggio=alloggio)
    return con_le_pagine(contratti).select_related("nucleo", "proprietario")[:MOLTI]


def con_le_pagine(contratti: QuerySet[Contratto]) -> QuerySet[Contratto]:
    """Each contract with the pk of the lease or of the sublease that it is."""
    return contratti.annotate(
        locazione_pk=Subquery(Locazione.objects.filter(contratto=OuterRef("pk")).values("pk")),
        sublocazione_pk=Subquery(Sublocazione.objects.filter(contratto=OuterRef("pk")).values("pk")),
    )


def con_le_date(alloggi: QuerySet[Alloggio]) -> QuerySet[Any]:
    """Each home with the day its household leaves, whether another is promised it, how long the head lease lasts."""
    suoi = Contratto.objects.filter(alloggio=OuterRef("pk"))
    sotto = suoi.filter(natura=NaturaContratto.SUBLOCAZIONE)
    testa = suoi.vivi().filter(natura=NaturaContratto.TESTA)
    fine = Coalesce("cessato_il", "fine_effettiva")
    return alloggi.annotate(
        si_libera_il=Subquery(sotto.filter(stato__in=ABITATI).order_by(fine.desc()).values(data=fine)[:1]),
        promesso=Exists(sotto.filter(stato=StatoContratto.FIRMATO)),
        locato_fino_al=Subquery(testa.order_by(fine.desc()).values(data=fine)[:1]),
    )


def liberi(alloggi: AlloggioQuerySet) -> QuerySet[Alloggio]:
    """Free now: nobody lives there, no household has signed for it, several do not share it."""
    return _in_ordine(con_le_date(alloggi.da_affittare().filter(stato__in=LIBERI)).filter(promesso=False))


def liberi_presto(alloggi: AlloggioQuerySet, giorno: date) -> QuerySet[Alloggio]:
    """Being repaired, or left by their household within ``GIORNI_PRESTO`` days, and promised to nobody."""
    in_tempo = Q(stato=StatoAlloggio.ASSEGNATO, si_libera_il__lte=giorno + timedelta(days=GIORNI_PRESTO))
    candidati = alloggi.da_affittare().filter(stato__in=(StatoAlloggio.IN_MANUTENZIONE, StatoAlloggio.ASSEGNATO))
    vicini = Q(stato=StatoAlloggio.IN_MANUTENZIONE) | in_tempo
    return _in_ordine(con_le_date(candidati).filter(vicini, promesso=False))


def _in_ordine(alloggi: QuerySet[Alloggio]) -> QuerySet[Alloggio]:
    ordine = ("comune__nome", F("camere").asc(nulls_last=True), "codice")
    return alloggi.select_related("comune").order_by(*ordine)


@dataclass(frozen=True)
class NucleoInCerca:
    """A household looking for a home on a day: how many they are, where they live, what they need."""

    nucleo: Nucleo
    comune: Comune
    dati: DatiNucleo


def in_cerca(nucleo: Nucleo, giorno: date, *, accessibile: bool = False, scale: bool = False) -> NucleoInCerca:
    """How many live in the household on that day, with the needs told by who asks."""
    componenti = MembroNucleo.objects.alla_data(giorno).filter(nucleo=nucleo).count()
    dati = DatiNucleo(componenti, serve_accessibile=accessibile, difficolta_scale=scale)
    return NucleoInCerca(nucleo, nucleo.comune, dati)


def adatto_a(alloggio: Alloggio, chi: NucleoInCerca) -> Esito:
    """Whether the home suits the household, every reason said; another comune is a thing to know, never a refusal."""
    return adeguatezza(dati_di(alloggio), chi.dati) + Esito((_comune(alloggio, chi.comune),))


def _comune(alloggio: Alloggio, casa: Comune) -> Motivo:
    if alloggio.comune_id == casa.pk:
        return si(f"È a {casa.nome}, dove il nucleo vive")
    return avviso(f"È a {alloggio.comune.nome}, il nucleo vive a {casa.nome}")


@dataclass(frozen=True)
class RigaLibero:
    """A home of the page of the free ones: why it is there, and whether it suits who looks."""

    alloggio: Alloggio
    quando: str
    esito: Esito | None


def righe_liberi(alloggi: Iterable[Alloggio], chi: NucleoInCerca | None) -> list[RigaLibero]:
    return [RigaLibero(a, quando_libero(a), adatto_a(a, chi) if chi else None) for a in alloggi]


def quando_libero(alloggio: Alloggio) -> str:
    """One sentence: since when it is free, or when it will be."""
    libero = getattr(alloggio, "si_libera_il", None)
    if alloggio.stato == StatoAlloggio.ASSEGNATO and libero:
        return f"la famiglia lo lascia entro il {libero:%d/%m/%Y}"
    parole = {StatoAlloggio.IN_MANUTENZIONE: "in manutenzione", StatoAlloggio.SFITTO: "sfitto"}
    return f"{parole.get(StatoAlloggio(alloggio.stato), 'disponibile')} dal {alloggio.stato_dal:%d/%m/%Y}"


def comuni_degli_alloggi(utente: Utente) -> QuerySet[Comune]:
    """The comuni in which this person sees at least one home."""
    return Comune.objects.filter(pk__in=Alloggio.objects.visibili_a(utente).values("comune")).order_by("nome")
