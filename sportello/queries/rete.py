"""What the office asks of the network: who still helps, where, with whom, and how many people it took to work."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils.functional import cached_property

from sportello.choices import AiutoOfferto, EsitoPercorso, StatoPercorso
from sportello.models import ImpegnoRisorsa, OpportunitaLavoro, PercorsoLavoro, RisorsaTerritorio
from sportello.rules.lavoro import FattiPercorso, SoglieTirocinio
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Caso, Comune, MembroNucleo, Parametro, Persona, Utente

GIORNI_VECCHIA = 180
MAGGIORE_ETA = 18 * 12
CASI_TROVATI = 20
TUTTO_IL_TERRITORIO = "Tutto il territorio"
CONTROLLATA = Aspetto("spunta", "positivo", "In uso")
DA_RICONTROLLARE = Aspetto("orologio", "attesa", "Da ricontrollare")
NON_ATTIVA = Aspetto("spunta-quadra", "inizio", "Non più attiva")
IMPEGNO_IN_CORSO = Aspetto("mezzo", "corso", "In corso")
IMPEGNO_CONCLUSO = Aspetto("spunta-quadra", "inizio", "Concluso")
OFFERTA_APERTA = Aspetto("mezzo", "corso", "Aperta")
OFFERTA_SCADUTA = Aspetto("spunta-quadra", "inizio", "Scaduta")


def giorni_vecchia(giorno: date) -> int:
    """After how many days a resource is to be checked again: parameter ``giorni_risorsa_vecchia``."""
    return int(Parametro.objects.valori(giorno).get("giorni_risorsa_vecchia", GIORNI_VECCHIA))


def aspetto_risorsa(risorsa: RisorsaTerritorio, giorno: date, giorni: int) -> Aspetto:
    if not risorsa.attiva:
        return NON_ATTIVA
    return DA_RICONTROLLARE if (giorno - risorsa.aggiornata_il).days > giorni else CONTROLLATA


def aspetto_impegno(impegno: ImpegnoRisorsa) -> Aspetto:
    return IMPEGNO_CONCLUSO if impegno.al else IMPEGNO_IN_CORSO


def aspetto_opportunita(opportunita: OpportunitaLavoro, giorno: date) -> Aspetto:
    scaduta = opportunita.scade_il is not None and opportunita.scade_il < giorno
    return OFFERTA_SCADUTA if scaduta else OFFERTA_APERTA


def aiuti_in_parole(risorsa: RisorsaTerritorio) -> str:
    return ", ".join(AiutoOfferto(aiuto).label for aiuto in risorsa.aiuti)


class Casella(NamedTuple):
    """How many resources in use offer that help there; ``comune`` is None for who serves everywhere."""

    comune: int | None
    aiuto: str
    quante: int

    @property
    def passo(self) -> str:
        """One of three tones of the heat table: none, one, more."""
        return f"c{min(self.quante, 2)}"


class RigaMappa(NamedTuple):
    nome: str
    comune: int | None
    caselle: list[Casella]
    risorse: int


@dataclass(frozen=True)
class Mappa:
    """The territory comune by comune; the last row is who serves all of it."""

    righe: list[RigaMappa]

    @cached_property
    def scoperti(self) -> list[tuple[str, list[str]]]:
        """The comuni where nobody offers a help that nobody offers everywhere either, with its names."""
        ovunque = {c.aiuto for c in self.righe[-1].caselle if c.quante}
        mancano = [
            (r.nome, [AiutoOfferto(c.aiuto).label for c in r.caselle if not c.quante and c.aiuto not in ovunque])
            for r in self.righe[:-1]
        ]
        return [(nome, aiuti) for nome, aiuti in mancano if aiuti]


def mappa(giorno: date) -> Mappa:
    """Comuni of the Unione × kinds of help, with how many resources in use: three queries."""
    attive = RisorsaTerritorio.objects.filter(attiva=True)
    per_aiuto = (
        attive.annotate(aiuto=Func(F("aiuti"), function="unnest"))
        .values_list("comune", "aiuto")
        .annotate(quante=Count("pk"))
        .order_by()
    )
    conti = {(comune, aiuto): quante for comune, aiuto, quante in per_aiuto}
    tutte = dict(attive.values_list("comune").annotate(Count("pk")).order_by())
    dove: list[tuple[str, int | None]] = [(c.nome, c.pk) for c in Comune.objects.aderenti(giorno)]
    righe = [
        RigaMappa(
            nome, pk, [Casella(pk, a.value, conti.get((pk, a.value), 0)) for a in AiutoOfferto], tutte.get(pk, 0)
        )
        for nome, pk in [*dove, (TUTTO_IL_TERRITORIO, None)]
    ]
    return Mappa(righe)


def con_intestatario(righe: QuerySet, giorno: date, *, nucleo: str) -> QuerySet:
    """Each row with the name of the head of its household (by the path ``nucleo``): for who may see the rows."""
    testa = MembroNucleo.objects.intestatari().alla_data(giorno).filter(nucleo=OuterRef(nucleo))
    nome = Concat("persona__cognome", Value(" "), "persona__nome")
    return righe.annotate(intestatario=Subquery(testa.annotate(nome_intero=nome).values("nome_intero")[:1]))


def casi_trovati(testo: str, *, utente: Utente, giorno: date) -> list[Caso]:
    """Open cases this user may see, by code of the household or name of who is in it."""
    testo = testo.replace("\x00", "").strip()
    if not testo:
        return []
    casi = Caso.objects.visibili_a(utente).aperti().select_related("nucleo__comune")
    dentro = MembroNucleo.objects.filter(
        nucleo=OuterRef("nucleo"), al=None, persona__in=Persona.objects.cercate(testo)
    )
    trovati = casi.filter(Q(nucleo__codice__startswith=testo.upper()) | Exists(dentro))
    return list(con_intestatario(trovati, giorno, nucleo="nucleo")[:CASI_TROVATI])


def adulti(caso: Caso, giorno: date) -> QuerySet[Persona]:
    """Who is in the household that day and is, as far as is known, of age."""
    presenti = MembroNucleo.objects.alla_data(giorno).filter(nucleo=caso.nucleo_id)
    nati = Q(nato_il=None) | Q(nato_il__lte=aggiungi_mesi(giorno, -MAGGIORE_ETA))
    return Persona.objects.filter(nati, pk__in=presenti.values("persona")).order_by("nome_cercabile", "pk")


def soglie_tirocinio(giorno: date) -> SoglieTirocinio:
    """The thresholds in force that day: ``indennita_minima_tirocinio`` and ``mesi_tirocinio_…``."""
    valori = Parametro.objects.valori(giorno)
    base = SoglieTirocinio()
    return SoglieTirocinio(
        indennita=Decimal(valori.get("indennita_minima_tirocinio", base.indennita)),
        extracurriculare=int(valori.get("mesi_tirocinio_extracurriculare", base.extracurriculare)),
        inclusione=int(valori.get("mesi_tirocinio_inclusione", base.inclusione)),
    )


def fatti_di(percorso: PercorsoLavoro) -> FattiPercorso:
    """A path as the rule reads it."""
    return FattiPercorso(
        aperto_il=percorso.aperto_il,
        nata_il=percorso.persona.nato_il,
        did_il=percorso.did_il,
        patto_il=percorso.patto_il,
        tirocinio=percorso.tirocinio,
        con_ospitante=percorso.ospitante_id is not None,
        tirocinio_dal=percorso.tirocinio_dal,
        tirocinio_al=percorso.tirocinio_al,
        indennita=percorso.indennita,
        corso=percorso.corso,
    )


@dataclass(frozen=True)
class ConteggioRete:
    """Numbers of I23 and I29 in some days, both included; ``conclusi`` has every outcome, also those at zero."""

    percorsi_iniziati: int
    percorsi_in_corso: int
    conclusi: dict[str, int]
    risorse_attive: int
    risorse_impegnate: int

    @property
    def percorsi_conclusi(self) -> int:
        return sum(self.conclusi.values())


def conta_rete(dal: date, al: date) -> ConteggioRete:
    """Paths begun, open on some day and ended by outcome; resources in use and those engaged in those days.

    Two queries. Whether a resource is in use is known only for today.
    """
    nei_giorni = Q(concluso_il__range=(dal, al))
    percorsi = PercorsoLavoro.objects.filter(
        Q(stato=StatoPercorso.ATTIVO) | Q(concluso_il__gte=dal), aperto_il__lte=al
    ).aggregate(
        iniziati=Count("pk", filter=Q(aperto_il__gte=dal)),
        in_corso=Count("pk"),
        **{esito.value: Count("pk", filter=nei_giorni & Q(esito=esito)) for esito in EsitoPercorso},
    )
    impegni = ImpegnoRisorsa.objects.filter(Q(al=None) | Q(al__gte=dal), risorsa=OuterRef("pk"), dal__lte=al)
    risorse = RisorsaTerritorio.objects.filter(attiva=True).aggregate(
        attive=Count("pk"), impegnate=Count("pk", filter=Exists(impegni))
    )
    return ConteggioRete(
        percorsi_iniziati=percorsi["iniziati"],
        percorsi_in_corso=percorsi["in_corso"],
        conclusi={esito.value: percorsi[esito.value] for esito in EsitoPercorso},
        risorse_attive=risorse["attive"],
        risorse_impegnate=risorse["impegnate"],
    )
