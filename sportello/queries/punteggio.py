"""The scale of points as it was on the day of a notice, and what an application claims of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sportello.choices import GruppoErp, TipoSfratto
from sportello.models import DomandaMisura, PuntoDomanda, Sfratto, VocePunteggio
from sportello.rules.punteggio import (
    PersonaAllaData,
    Punteggio,
    Richiesta,
    RigaPunti,
    SituazioneErp,
    VoceScala,
    calcola_punteggio,
    fatti_certi,
)

DELLA_SCALA = (
    "codice", "descrizione", "punti", "valida_dal", "valida_al", "per_anno", "insieme", "massimo_insieme",
    "perche_non_vale",
)  # fmt: skip


def giorno_del_bando(domanda: DomandaMisura) -> date:
    """The day whose scale counts: when the notice opens; of a measure always open, when one applies."""
    return domanda.misura.domande_dal or domanda.presentata_il or domanda.aperta_il


def in_scala(voce: VocePunteggio) -> VoceScala:
    return VoceScala(**{campo: getattr(voce, campo) for campo in DELLA_SCALA})


@dataclass(frozen=True)
class VoceMostrata:
    """A line of the scale on the page of an application: whether it can be claimed, and what the data say of it."""

    voce: VocePunteggio
    perche_no: str
    risulta: str
    punto: PuntoDomanda | None
    riga: RigaPunti | None


@dataclass(frozen=True)
class PuntiDomanda:
    giorno: date
    gruppi: list[tuple[str, list[VoceMostrata]]]
    punteggio: Punteggio

    @property
    def voci(self) -> list[VoceMostrata]:
        return [mostrata for _, voci in self.gruppi for mostrata in voci]


def punti_di(domanda: DomandaMisura) -> PuntiDomanda:
    """The scale with the claims of an application, group by group, in four queries."""
    giorno = giorno_del_bando(domanda)
    punti = {punto.voce_id: punto for punto in domanda.punti.all()}
    voci = list(_voci(giorno, list(punti)))
    chieste = [voce for voce in voci if voce.pk in punti]
    punteggio = calcola_punteggio([Richiesta(in_scala(v), punti[v.pk].quantita) for v in chieste], giorno)
    righe = {voce.pk: riga for voce, riga in zip(chieste, punteggio.righe, strict=True)}
    fatti = fatti_certi(situazione_di(domanda, giorno), giorno)
    mostrate = [
        VoceMostrata(
            voce=voce,
            perche_no=in_scala(voce).perche(giorno),
            risulta=next((fatto for parola, fatto in fatti.items() if voce.codice.startswith(parola)), ""),
            punto=punti.get(voce.pk),
            riga=righe.get(voce.pk),
        )
        for voce in voci
    ]
    gruppi = [(g.label, [m for m in mostrate if m.voce.gruppo == g]) for g in GruppoErp]
    return PuntiDomanda(giorno, [(nome, sue) for nome, sue in gruppi if sue], punteggio)


def punteggio_di(domanda: DomandaMisura) -> Punteggio:
    """The points an application claims, in one query."""
    punti = domanda.punti.select_related("voce").order_by("voce__gruppo", "voce__codice", "pk")
    return calcola_punteggio([Richiesta(in_scala(p.voce), p.quantita) for p in punti], giorno_del_bando(domanda))


def _voci(giorno: date, chieste: list[int]) -> QuerySet[VocePunteggio]:
    """The lines in force, those struck down since (shown with the reason), and whatever is claimed."""
    chiuse = Q(valida_al__lt=giorno) & ~Q(perche_non_vale="")
    in_vigore = Q(valida_dal__lte=giorno) & (Q(valida_al=None) | Q(valida_al__gte=giorno))
    return VocePunteggio.objects.filter(in_vigore | chiuse | Q(pk__in=chieste)).order_by("gruppo", "codice", "pk")


def situazione_di(domanda: DomandaMisura, giorno: date) -> SituazioneErp:
    """What is known of the household on that day."""
    membri = domanda.caso.nucleo.membri.alla_data(giorno).values_list("persona__nato_il", flat=True)
    sfratti = Sfratto.objects.filter(caso=domanda.caso_id, tipo=TipoSfratto.FINITA_LOCAZIONE, chiuso_il=None)
    return SituazioneErp(tuple(PersonaAllaData(nata_il) for nata_il in membri), sfratti.exists())
