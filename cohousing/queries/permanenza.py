"""What is read of a stay before it is written or shown: who else is there, what was signed, what is still missing."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from cohousing.choices import Lingua, Provvedimento, StatoPatto, StatoPermanenza, StatoStruttura
from cohousing.models import PattoConvivenza, Permanenza, TestoPatto, Unita, Violazione
from cohousing.queries.unita import chiusure_di, unita_e_casa
from cohousing.rules.permanenza import (
    Firme,
    Limiti,
    limiti,
    valuta_casa_aperta,
    valuta_firme,
    valuta_lasciata,
)
from cohousing.rules.posto import Posto, Presa, valuta_posto
from cohousing.workflow import TENGONO
from valdera_housing.choices import StatoProgetto
from valdera_housing.kit.esito import Esito, si
from valdera_housing.kit.periodo import Periodo
from valdera_housing.models import Caso, Nucleo, Parametro, ProgettoIndividuale, Utente


def in_elenco(utente: Utente) -> QuerySet[Permanenza]:
    visibili = Permanenza.objects.visibili_a(utente)
    return visibili.select_related("struttura__alloggio__comune", "unita", "nucleo")


def limiti_di(giorno: date) -> Limiti:
    return limiti(Parametro.objects.valori(giorno))


def chi_tiene() -> QuerySet[Utente]:
    """Who may be the operator a household turns to."""
    return Utente.objects.filter(is_active=True, ruoli__overlap=list(TENGONO)).order_by("last_name", "first_name")


def unita_da_abitare(giorno: date) -> QuerySet[Unita]:
    """Units of houses not closed that exist on that day or later."""
    unita = Unita.objects.filter(Q(al=None) | Q(al__gte=giorno)).exclude(struttura__stato=StatoStruttura.CHIUSA)
    return unita.select_related("struttura").order_by("struttura__nome", "nome")


def patto_in_vigore(struttura_id: int) -> PattoConvivenza | None:
    return PattoConvivenza.objects.filter(struttura_id=struttura_id, stato=StatoPatto.IN_VIGORE).first()


def progetto_firmato(caso: Caso | int) -> ProgettoIndividuale | None:
    """The signed personal project of a case; a case has one open at most."""
    return ProgettoIndividuale.objects.filter(caso=caso, stato=StatoProgetto.FIRMATO).first()


def con_firme(permanenze: QuerySet[Permanenza]) -> QuerySet[Permanenza]:
    """Each with what ``firme_di`` needs: day of the signed project of its case, edition of the rules in force."""
    progetti = ProgettoIndividuale.objects.filter(caso=OuterRef("caso"), stato=StatoProgetto.FIRMATO)
    in_vigore = PattoConvivenza.objects.filter(struttura=OuterRef("struttura"), stato=StatoPatto.IN_VIGORE)
    return permanenze.annotate(
        progetto_firmato_il=Subquery(progetti.values("firmato_il")[:1]),
        edizione_in_vigore=Subquery(in_vigore.values("edizione")[:1]),
    ).select_related("patto")


def firme_di(permanenza: Permanenza) -> Firme:
    """Of a stay read ``con_firme``."""
    riga: object = permanenza
    return Firme(
        patto_il=permanenza.patto_firmato_il,
        patto_edizione=permanenza.patto.edizione if permanenza.patto else None,
        edizione_in_vigore=getattr(riga, "edizione_in_vigore", None),
        progetto_il=getattr(riga, "progetto_firmato_il", None),
    )


def posto_di(unita: Unita, nucleo: Nucleo, *, escluso: int | None = None) -> Posto:
    """The unit with who else is, was or will be in its house, and where else the household is: two queries.

    ``escluso`` is the stay being written.
    """
    vicine = Permanenza.objects.filter(Q(struttura=unita.struttura_id) | Q(nucleo=nucleo))
    altre = [p for p in vicine.exclude(stato=StatoPermanenza.ANNULLATA).order_by("inizio") if p.pk != escluso]
    in_unita = [p for p in altre if p.unita_id == unita.pk]
    return Posto(
        **unita_e_casa(unita, accoglie=unita.struttura.stato != StatoStruttura.CHIUSA),
        ferma=chiusure_di(unita),
        abitata=_prese(in_unita),
        in_casa=_prese(p for p in altre if p.struttura_id == unita.struttura_id),
        altrove=_prese(p for p in altre if p.nucleo_id == nucleo.pk and p.unita_id != unita.pk),
        ancora_dentro=next((p.numero for p in in_unita if p.stato == StatoPermanenza.IN_CORSO), ""),
    )


def _prese(permanenze: Iterable[Permanenza]) -> tuple[Presa, ...]:
    return tuple(Presa(p.inizio, p.fino_al, p.numero) for p in permanenze)


class Requisito(NamedTuple):
    """Something an entry asks for, and how it stands."""

    nome: str
    esito: Esito


def requisiti_di(permanenza: Permanenza, entrata: date, fine: date) -> list[Requisito]:
    """What is needed to come in on that day, one by one, of a stay read ``con_firme`` with its unit and house."""
    posto = posto_di(permanenza.unita, permanenza.nucleo, escluso=permanenza.pk)
    firme = valuta_firme(firme_di(permanenza), entrata).motivi
    libera = valuta_posto(posto, Periodo(entrata, fine), permanenza.persone) + valuta_lasciata(posto.ancora_dentro)
    posti = f"{permanenza.unita} è libera, per {permanenza.persone} su {permanenza.unita.posti_letto} posti letto"
    return [
        Requisito("Regole della casa", Esito(firme[:1] + firme[2:])),
        Requisito("Progetto individuale", Esito(firme[1:2])),
        Requisito("Casa", valuta_casa_aperta(permanenza.struttura.attiva_dal, entrata)),
        Requisito("Unità", libera if libera.motivi else Esito((si(posti),))),
    ]


def allontanamento_proposto(permanenza: Permanenza) -> bool:
    proposte = Violazione.objects.filter(
        permanenza=permanenza, annullata_il=None, provvedimento=Provvedimento.PROPOSTA_ALLONTANAMENTO
    )
    return proposte.exists()


def ultimo_fatto(permanenza: Permanenza) -> date | None:
    """The day of the last review of the path or of the last rule not kept: who lives in the house was there."""
    giorni = [
        permanenza.verifiche.aggregate(ultimo=Max("svolta_il"))["ultimo"],
        permanenza.violazioni.filter(annullata_il=None).aggregate(ultimo=Max("giorno"))["ultimo"],
    ]
    return max(filter(None, giorni), default=None)


def prossima_in_unita(permanenza: Permanenza) -> Permanenza | None:
    """The next stay planned in the same unit."""
    dopo = Permanenza.objects.vive().filter(unita=permanenza.unita_id, inizio__gt=permanenza.inizio)
    return dopo.exclude(pk=permanenza.pk).order_by("inizio").first()


def lingue_delle_regole(struttura_id: int) -> list[str]:
    """The languages in which the rules in force of a house are written, Italian first."""
    testi = TestoPatto.objects.filter(patto__struttura=struttura_id, patto__stato=StatoPatto.IN_VIGORE)
    return sorted(
        testi.values_list("lingua", flat=True), key=lambda lingua: (lingua != Lingua.IT, Lingua(lingua).label)
    )
