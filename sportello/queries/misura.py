"""Measures as the pages ask for them, and what the office already knows of a household that may apply."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sportello.choices import EsitoAccessoGiudiziario, EsitoSfratto, FaseSfratto, TipoEventoSfratto
from sportello.models import (
    DomandaMisura,
    EventoSfratto,
    MassimaleMisura,
    Misura,
    RequisitoMisura,
    Sfratto,
)
from sportello.rules.importo_misura import Massimale
from sportello.rules.misura import Fatti, Requisito
from valdera_housing.kit.denaro import centesimi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Caso, Contratto, Isee, Persona

E = TipoEventoSfratto
CAMPI_REQUISITO = ("tipo", "fascia", "testo", "soglia", "soglia_ise", "fonte")
CAMPI_MASSIMALE = (
    "modalita", "fascia", "importo", "mensilita", "giorni", "percentuale", "spese_legali_fino_a", "beneficiario",
)  # fmt: skip
CAMPI_DOCUMENTO = ("nome", "obbligatorio")
INTIMANO = (
    E.INTIMAZIONE,
    E.UDIENZA,
    E.TERMINE_DI_GRAZIA,
    E.CONVALIDA,
    E.ORDINANZA,
    E.PRECETTO,
    E.PREAVVISO,
    E.ACCESSO,
)
FISSANO_L_ESECUZIONE = (E.CONVALIDA, E.ORDINANZA, E.PREAVVISO, E.ACCESSO, E.PROROGA, E.SOSPENSIONE)
ESEGUITI = (EsitoSfratto.ESEGUITO, EsitoSfratto.ESEGUITO_CON_SOLUZIONE)
ACCESSI_RIUSCITI = (EsitoAccessoGiudiziario.ESEGUITO, EsitoAccessoGiudiziario.RILASCIO_SPONTANEO)

Riga = dict[str, Any]


@dataclass(frozen=True)
class RigheMisura:
    """What a measure asks, pays and wants on paper, as typed: rows by the names of their columns, with ``pk``."""

    requisiti: Sequence[Riga] = ()
    massimali: Sequence[Riga] = ()
    documenti: Sequence[Riga] = ()


def righe_di(misura: Misura) -> RigheMisura:
    """The rows of a measure, to be shown in a form or copied in a new year's one."""
    return RigheMisura(
        list(misura.requisiti.order_by("ordine", "pk").values("pk", *CAMPI_REQUISITO)),
        list(misura.massimali.values("pk", *CAMPI_MASSIMALE)),
        list(misura.documenti.values("pk", *CAMPI_DOCUMENTO)),
    )


def con_domande(misure: QuerySet[Misura]) -> QuerySet[Misura]:
    """Each measure with how many applications were made for it."""
    conto = DomandaMisura.objects.filter(misura=OuterRef("pk")).order_by().values("misura").annotate(n=Count("pk"))
    return misure.annotate(domande=Coalesce(Subquery(conto.values("n")), 0))


def chiedibili(giorno: date) -> QuerySet[Misura]:
    """The measures in force whose applications are open on that day."""
    aperte = Q(domande_dal=None) | Q(domande_dal__lte=giorno)
    return Misura.objects.valide(giorno).filter(aperte, Q(domande_al=None) | Q(domande_al__gte=giorno))


def in_requisiti(righe: Iterable[RequisitoMisura], atto: str) -> list[Requisito]:
    """The rows as the rules read them; a requirement without a source has that of its measure."""
    return [
        Requisito(r.tipo, r.testo, r.fascia, r.soglia, r.soglia_ise, r.fonte or atto, r.pk)
        for r in sorted(righe, key=lambda r: (r.ordine, r.pk))
    ]


def in_massimali(righe: Iterable[MassimaleMisura]) -> list[Massimale]:
    return [
        Massimale(
            m.modalita,
            m.importo,
            m.beneficiario,
            m.fascia,
            m.mensilita,
            m.giorni,
            m.percentuale,
            m.spese_legali_fino_a,
        )
        for m in righe
    ]


# --- what is already known of a household -----------------------------------------------------------------


@dataclass(frozen=True)
class Conosciuto:
    """What the registry and the evictions say of a household on a day: nothing of it is typed again."""

    giorno: date
    richiedente: Persona | None = None
    persone: list[Persona] = field(default_factory=list)
    isee: Isee | None = None
    sfratto: Sfratto | None = None
    contratto: Contratto | None = None
    comune_aderente: bool = False


def conosciuto_di(caso: Caso, giorno: date) -> Conosciuto:
    """Its people (the head first), its ISEE, its eviction with the events, its lease: five queries.

    ``caso`` comes with its household and comune.
    """
    membri = caso.nucleo.membri.alla_data(giorno).select_related("persona")
    persone = [m.persona for m in sorted(membri, key=lambda m: (m.parentela != "INTESTATARIO", m.pk))]
    comune = caso.nucleo.comune
    aderente = bool(comune.aderente_dal and comune.aderente_dal <= giorno)
    return Conosciuto(
        giorno=giorno,
        richiedente=persone[0] if persone else None,
        persone=persone,
        isee=isee_di(caso.nucleo_id, giorno),
        sfratto=sfratto_di(caso.pk),
        contratto=_contratto(caso.nucleo_id, giorno),
        comune_aderente=aderente and (comune.aderente_al is None or comune.aderente_al >= giorno),
    )


def isee_di(nucleo: int, giorno: date) -> Isee | None:
    """The ISEE of a household on a day: the last valid one, or the last one of all."""
    presentati = Isee.objects.filter(nucleo=nucleo, presentata_il__lte=giorno).order_by("-presentata_il", "-pk")
    trovati = list(presentati[:10])
    return next((isee for isee in trovati if isee.scade_il >= giorno), trovati[0] if trovati else None)


def sfratto_di(caso: int) -> Sfratto | None:
    """The eviction of a case, the open one before those that ended, with its events."""
    sfratti = Sfratto.objects.filter(caso=caso).prefetch_related("eventi").order_by("-aperto_il", "-pk")
    trovati = list(sfratti[:10])
    return next((s for s in trovati if s.stato != FaseSfratto.CHIUSO), trovati[0] if trovati else None)


def _contratto(nucleo: int, giorno: date) -> Contratto | None:
    attivi = Contratto.objects.attivi(giorno).filter(nucleo=nucleo)
    return attivi.select_related("alloggio").order_by("-inizio", "-pk").first()


def precompila(noto: Conosciuto) -> dict[str, Any]:
    """The columns of a new application that are known already."""
    contratto, sfratto = noto.contratto, noto.sfratto
    aperto = sfratto if sfratto and sfratto.stato != FaseSfratto.CHIUSO else None
    canone = aperto.canone_mensile if aperto else None
    if canone is None and contratto:
        canone = contratto.canone_mensile
    dati: dict[str, Any] = {
        "richiedente": noto.richiedente,
        "sfratto": aperto,
        "cittadinanza_o_permesso": _italiano(noto.richiedente),
        "residenza_o_lavoro": True if noto.comune_aderente else None,
        "canone_annuo": None if canone is None else centesimi(canone * 12),
    }
    if aperto:
        dati |= {"importo_morosita": aperto.importo_morosita, "spese_legali": aperto.spese_legali}
    if contratto:
        dati |= {"residente_dal": contratto.inizio, "contratto_registrato": True if contratto.registrato_il else None}
    if contratto and contratto.alloggio:
        dati |= {"categoria_catastale": contratto.alloggio.catasto_categoria, "alloggio_erp": False}
    return dati


def _italiano(persona: Persona | None) -> bool | None:
    return True if persona and persona.cittadinanza.strip().lower().startswith("ital") else None


def fatti_noti(caso: Caso, noto: Conosciuto) -> Fatti:
    """The facts of a household that has not applied yet."""
    return fatti_di(DomandaMisura(caso=caso, **precompila(noto)), noto.isee, noto.sfratto, noto.giorno)


# --- the facts of an application --------------------------------------------------------------------------


def fatti_di(domanda: DomandaMisura, isee: Isee | None, sfratto: Sfratto | None, giorno: date) -> Fatti:
    """What the requirements look at: the ISEE, the person, the eviction and what the application declares."""
    valore, ise, perche = _figure_isee(isee, giorno)
    persona = domanda.richiedente if domanda.richiedente_id else None
    return Fatti(
        giorno=giorno,
        codice_fiscale=None if persona is None else bool(persona.codice_fiscale),
        codice_stp=persona is not None and persona.codice_sanitario_provvisorio.startswith("STP"),
        isee=valore,
        ise=ise,
        isee_perche=perche,
        causa_nome=domanda.get_causa_display(),
        sfratto=sfratto is not None,
        sfratto_intimato_il=intimato_il(sfratto),
        sfratto_eseguito_il=eseguito_il(sfratto),
        **{nome: getattr(domanda, nome) for nome in DICHIARATI},
    )


DICHIARATI = (
    "cittadinanza_o_permesso", "residente_dal", "residenza_o_lavoro", "contratto_registrato", "categoria_catastale",
    "alloggio_erp", "canone_annuo", "reddito_prima", "reddito_dopo", "causa", "causa_del", "quota_proprieta",
    "alloggio_vicino", "patrimonio_immobiliare", "patrimonio_mobiliare", "dichiarazione",
)  # fmt: skip


def _figure_isee(isee: Isee | None, giorno: date) -> tuple[Decimal | None, Decimal | None, str]:
    """ISEE, ISE, and why they cannot be read."""
    if isee is None:
        return None, None, "Il nucleo non ha un ISEE registrato"
    if isee.scade_il < giorno:
        return None, None, f"L’ISEE è scaduto il {in_data(isee.scade_il)}"
    if isee.difformita:
        return None, None, "L’ISEE riporta omissioni o difformità: va corretto"
    return isee.valore, isee.ise, "" if isee.ise is not None else "Nell’ISEE registrato manca l’ISE"


def _eventi(sfratto: Sfratto | None) -> list[EventoSfratto]:
    """In order of day; read once when they were prefetched."""
    return sorted(sfratto.eventi.all(), key=lambda e: (e.giorno, e.pk)) if sfratto else []


def intimato_il(sfratto: Sfratto | None) -> date | None:
    """When the eviction was served, or the first act that comes after."""
    eventi = _eventi(sfratto)
    esatto = next((e.giorno for e in eventi if e.tipo == E.INTIMAZIONE), None)
    return esatto or next((e.giorno for e in eventi if e.tipo in INTIMANO), None)


def eseguito_il(sfratto: Sfratto | None) -> date | None:
    """When the home was given back, by force or freely."""
    if sfratto and sfratto.esito in ESEGUITI:
        return sfratto.chiuso_il
    riusciti = [
        e.giorno
        for e in _eventi(sfratto)
        if e.tipo in (E.ESECUZIONE, E.RILASCIO) or (e.tipo == E.ACCESSO and e.esito in ACCESSI_RIUSCITI)
    ]
    return riusciti[0] if riusciti else None


def esecuzione_fissata(sfratto: Sfratto | None) -> date | None:
    """The day the eviction is set for, by the last act that set one."""
    fissati = [e.per_il for e in _eventi(sfratto) if e.tipo in FISSANO_L_ESECUZIONE and e.per_il]
    return fissati[-1] if fissati else None
