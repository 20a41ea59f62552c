"""Which dues a line of the bank may pay: what the rule needs, read in a few queries whatever the rows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import F

from valdera_housing.choices import Verso
from valdera_housing.models import EstrattoConto, Incasso, MembroNucleo, MovimentoBancario, Scadenza
from valdera_housing.queries.partitario import in_dovuto
from valdera_housing.rules.abbinamento import DovutoAperto, Proposta, proponi
from valdera_housing.rules.estratto_conto.estratto import MovimentoLetto
from valdera_housing.rules.partitario import e_sicura

GIORNI_AVANTI = 62  # a payment does not run ahead of its due by more than this


def verso_di(movimento: MovimentoBancario) -> Verso:
    return Verso.ENTRATA if movimento.importo > 0 else Verso.USCITA


def come_letto(movimento: MovimentoBancario) -> MovimentoLetto:
    return MovimentoLetto(
        movimento.data, movimento.valuta, movimento.importo, movimento.causale, movimento.controparte,
        movimento.controparte_iban, movimento.riferimento, movimento.impronta,
    )  # fmt: skip


def dovuti_aperti(verso: Verso) -> list[DovutoAperto]:
    """Every open due of a side, with the names, the contract and the account that tell whose it is: three queries."""
    scadenze = list(
        Scadenza.objects.aperte().filter(verso=verso).select_related("contratto", "proprietario").order_by("pk")
    )
    nuclei = {s.nucleo_id for s in scadenze if s.nucleo_id}
    nomi, conti = nomi_dei_nuclei(nuclei), conti_dei_nuclei(nuclei)
    return [
        in_dovuto(
            s,
            nomi.get(s.nucleo_id, ()) or (s.intestazione,),
            s.contratto.numero if s.contratto else "",
            s.proprietario.iban if s.proprietario else conti.get(s.nucleo_id, ""),
        )
        for s in scadenze
    ]


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
    return _proponi(movimento, dovuti_aperti(verso_di(movimento)))


def _proponi(movimento: MovimentoBancario, dovuti: list[DovutoAperto]) -> tuple[Proposta, ...]:
    fino_a = movimento.data + timedelta(days=GIORNI_AVANTI)
    return proponi(come_letto(movimento), [d for d in dovuti if d.scade_il <= fino_a])


def suggerimenti_sicuri(estratto: EstrattoConto) -> list[tuple[MovimentoBancario, Proposta]]:
    """The lines of a statement whose first suggestion leaves no doubt; a due is given to one line only, the first."""
    righe = estratto.movimenti.da_abbinare().order_by("data", "pk")
    dovuti = {verso: dovuti_aperti(verso) for verso in Verso}
    sicuri, presi = [], set()
    for movimento in righe:
        liberi = [d for d in dovuti[verso_di(movimento)] if d.pk not in presi]
        proposte = _proponi(movimento, liberi)
        if e_sicura(movimento.importo, proposte):
            sicuri.append((movimento, proposte[0]))
            presi |= {pk for pk, _ in proposte[0].imputazioni}
    return sicuri
