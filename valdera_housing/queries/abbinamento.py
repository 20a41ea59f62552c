"""Which dues a line of the bank may pay: what the rule needs, read in a few queries whatever the rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Count, F, Max, Q, QuerySet

from valdera_housing.choices import Verso
from valdera_housing.models import (
    ContoBancario,
    EstrattoConto,
    Incasso,
    MembroNucleo,
    MovimentoBancario,
    Scadenza,
)
from valdera_housing.queries.partitario import in_dovuto
from valdera_housing.rules.abbinamento import DovutoAperto, Proposta, proponi
from valdera_housing.rules.estratto_conto.estratto import MovimentoLetto
from valdera_housing.rules.partitario import e_sicura

GIORNI_AVANTI = 62  # a payment does not run ahead of its due by more than this
DA_SCEGLIERE = 60


def verso_di(movimento: MovimentoBancario) -> Verso:
    return Verso.ENTRATA if movimento.importo > 0 else Verso.USCITA


def come_letto(movimento: MovimentoBancario) -> MovimentoLetto:
    return MovimentoLetto(
        movimento.data, movimento.valuta, movimento.importo, movimento.causale, movimento.controparte,
        movimento.controparte_iban, movimento.riferimento, movimento.impronta,
    )  # fmt: skip


def dovuti_aperti(*versi: Verso) -> dict[Verso, list[DovutoAperto]]:
    """Every open due of these sides, with the names, the contract and the account that tell whose it is.

    Three queries.
    """
    scadenze = list(
        Scadenza.objects.aperte().filter(verso__in=versi).select_related("contratto", "proprietario").order_by("pk")
    )
    nuclei = {s.nucleo_id for s in scadenze if s.nucleo_id}
    nomi, conti = nomi_dei_nuclei(nuclei), conti_dei_nuclei(nuclei)
    dovuti: dict[Verso, list[DovutoAperto]] = {verso: [] for verso in versi}
    for s in scadenze:
        dovuti[Verso(s.verso)].append(
            in_dovuto(
                s,
                nomi.get(s.nucleo_id, ()) or (s.intestazione,),
                s.contratto.numero if s.contratto else "",
                s.proprietario.iban if s.proprietario else conti.get(s.nucleo_id, ""),
            )
        )
    return dovuti


def nomi_dei_nuclei(nuclei: Iterable[int]) -> dict[int, list[str]]:
    """«Cognome Nome» of who is in each household: the rent may be paid by any of them."""
    membri = MembroNucleo.objects.filter(nucleo__in=list(nuclei), al=None)
    nomi = defaultdict(list)
    for nucleo, cognome, nome in membri.values_list("nucleo", F("persona__cognome"), F("persona__nome")):
        nomi[nucleo].append(f"{cognome} {nome}")
    return nomi


def conti_dei_nuclei(nuclei: Iterable[int]) -> dict[int, str]:
    """The account from which each household last paid."""
    conosciuti = Incasso.objects.vivi().filter(nucleo__in=list(nuclei)).exclude(movimento__controparte_iban="")
    ultimi = conosciuti.filter(movimento__isnull=False).order_by("nucleo", "-data", "-pk").distinct("nucleo")
    return dict(ultimi.values_list("nucleo", "movimento__controparte_iban"))


def suggerimenti(movimento: MovimentoBancario) -> tuple[Proposta, ...]:
    """What one line may pay, with the reasons."""
    verso = verso_di(movimento)
    return _proponi(movimento, dovuti_aperti(verso)[verso])


def _proponi(movimento: MovimentoBancario, dovuti: list[DovutoAperto]) -> tuple[Proposta, ...]:
    fino_a = movimento.data + timedelta(days=GIORNI_AVANTI)
    return proponi(come_letto(movimento), [d for d in dovuti if d.scade_il <= fino_a])


def suggerimenti_sicuri(estratto: EstrattoConto) -> list[tuple[MovimentoBancario, Proposta]]:
    """The lines of a statement whose first suggestion leaves no doubt; a due is given to one line only, the first."""
    righe = estratto.movimenti.da_abbinare().order_by("data", "pk")
    dovuti = dovuti_aperti(*Verso)
    sicuri, presi = [], set()
    for movimento in righe:
        liberi = [d for d in dovuti[verso_di(movimento)] if d.pk not in presi]
        proposte = _proponi(movimento, liberi)
        if e_sicura(movimento.importo, proposte):
            sicuri.append((movimento, proposte[0]))
            presi |= {pk for pk, _ in proposte[0].imputazioni}
    return sicuri


def aperte_vicine(movimento: MovimentoBancario, testo: str, proposte: Sequence[int]) -> list[Scadenza]:
    """Open dues to choose by hand: those searched for; else those of the people suggested, or the nearest by day."""
    aperte = Scadenza.objects.aperte().filter(verso=verso_di(movimento)).select_related("contratto")
    if testo:
        trovate = aperte.cercate(testo) | aperte.filter(contratto__numero__iexact=testo)
        return list(trovate.order_by("scade_il", "pk")[:DA_SCEGLIERE])
    if proposte:
        scelte = Scadenza.objects.filter(pk__in=proposte)
        stesse = Q(nucleo__in=scelte.values("nucleo")) | Q(proprietario__in=scelte.values("proprietario"))
        return list(aperte.filter(stesse | Q(pk__in=proposte)).order_by("scade_il", "pk")[:DA_SCEGLIERE])
    fino_a = movimento.data + timedelta(days=GIORNI_AVANTI)
    return list(aperte.filter(scade_il__lte=fino_a).order_by("-scade_il", "-pk")[:DA_SCEGLIERE])


def conti_con_lavoro(conti: QuerySet[ContoBancario]) -> QuerySet[ContoBancario]:
    """With the lines still to be matched, and the last day known."""
    da_fare = Q(movimenti__abbinato=False, movimenti__ignorato_perche="", movimenti__isnull=False)
    return conti.annotate(da_abbinare=Count("movimenti", filter=da_fare), ultimo=Max("movimenti__data"))


def estratti_con_lavoro(estratti: QuerySet[EstrattoConto]) -> QuerySet[EstrattoConto]:
    da_fare = Q(movimenti__abbinato=False, movimenti__ignorato_perche="", movimenti__isnull=False)
    return estratti.annotate(da_abbinare=Count("movimenti", filter=da_fare))


def da_abbinare_per_estratto(estratti: Sequence[int]) -> dict[int, int]:
    """How many lines of each statement are still to be matched."""
    righe = MovimentoBancario.objects.da_abbinare().filter(estratto__in=estratti).order_by()
    return dict(righe.values_list("estratto").annotate(quanti=Count("pk")))
