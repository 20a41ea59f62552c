"""What the stays ask of the ledger, against what is written there: seen before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast

from cohousing.choices import StatoPermanenza
from cohousing.models import Permanenza
from cohousing.rules.quota import QuotaDelMese, Soggiorno, quote_dovute
from valdera_housing.choices import Linea, TipoScadenza, Verso
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Scadenza
from valdera_housing.queries.generazione import DaAdeguare, confronta, origine
from valdera_housing.queries.partitario import mesi_avanti
from valdera_housing.rules.dovuto import mesi_fra, scade_il

QUOTA, CAUZIONE, SPESA, RESTITUZIONE = "quota", "cauzione", "spesa-comune", "restituzione"
# A stay may last long: its whole account is looked at, not two years of it.
MESI_DI_UNA_VITA = 600


@dataclass(frozen=True)
class QuoteDaScrivere:
    """What generating would do: new dues, dues written again (with what is cancelled for them), paid ones left."""

    nuove: list[Scadenza] = field(default_factory=list)
    diverse: DaAdeguare = field(default_factory=DaAdeguare)
    gia_presenti: int = 0

    @property
    def tutte(self) -> list[Scadenza]:
        return [*self.nuove, *self.diverse.da_scrivere]


# --- which dues are of a stay -------------------------------------------------------------


def _pezzo(quale: int) -> Func:
    return Func(F("chiave"), Value("/"), Value(quale), function="split_part", output_field=CharField())


def della_permanenza(scadenze: Any, permanenza: Any) -> Any:
    """The dues whose key names that stay: ``quota/<stay>/…``, ``cauzione/<stay>``, ``spesa-comune/<expense>/<stay>``.

    ``permanenza`` is a pk or an OuterRef to it.
    """
    chi = Cast(permanenza if hasattr(permanenza, "resolve_expression") else Value(permanenza), CharField())
    di_quota, di_spesa = Q(prima__in=[QUOTA, CAUZIONE], seconda=chi), Q(prima=SPESA, terza=chi)
    return scadenze.filter(linea=Linea.COH).alias(prima=_pezzo(1), seconda=_pezzo(2), terza=_pezzo(3)).filter(
        di_quota | di_spesa
    )  # fmt: skip


def chi_la_deve(scadenza: Scadenza) -> int:
    """The stay of a quota or of a deposit."""
    return int(scadenza.chiave.split("/")[1])


def quote_e_cauzioni(permanenze: Iterable[Permanenza]) -> QuerySet[Scadenza]:
    """The quotas and the deposits of these stays, cancelled ones too."""
    nuclei = {p.nucleo_id for p in permanenze}
    scadenze = Scadenza.objects.filter(linea=Linea.COH, nucleo__in=nuclei, verso=Verso.ENTRATA)
    return scadenze.filter(Q(chiave__startswith=f"{QUOTA}/") | Q(chiave__startswith=f"{CAUZIONE}/")).order_by("pk")


# --- what is asked ------------------------------------------------------------------------


def permanenze_che_pagano(dal_mese: date, al_mese: date) -> QuerySet[Permanenza]:
    """The stays with a day in these months, those that go on past their end included."""
    ultimo = aggiungi_mesi(al_mese.replace(day=1), 1) - timedelta(days=1)
    return (
        Permanenza.objects.vissute()
        .fra(dal_mese, ultimo)
        .select_related("nucleo", "struttura", "unita")
        .order_by("pk")
    )


def mesi_di(permanenza: Permanenza, mesi: Sequence[date], oggi: date) -> list[date]:
    """These months; of who lives there past its end, also those from its end to today."""
    oltre = permanenza.oltre_la_fine(oggi)
    passati = mesi_fra(permanenza.fine_effettiva, oggi, massimo=MESI_DI_UNA_VITA) if oltre else []
    return sorted({*mesi, *passati})


def mesi_della_vita(permanenza: Permanenza, oggi: date) -> list[date]:
    """From the month it came in to those ahead that the office writes."""
    fino_a = aggiungi_mesi(oggi.replace(day=1), mesi_avanti(oggi))
    return mesi_fra(permanenza.inizio, fino_a, massimo=MESI_DI_UNA_VITA)


def scadenze_chieste(permanenza: Permanenza, mesi: Sequence[date], *, oggi: date) -> list[Scadenza]:
    """What a stay asks for these months, with the deposit in the month it came in; not saved."""
    if permanenza.stato not in {StatoPermanenza.IN_CORSO, StatoPermanenza.CONCLUSA}:
        return []
    p = permanenza
    soggiorno = Soggiorno(p.inizio, p.fine_effettiva, p.uscita_il, p.quota_mensile)
    chieste = [
        _scadenza(
            p, f"{QUOTA}/{p.pk}/{q.mese:%Y-%m}", TipoScadenza.QUOTA, _descrivi(q), importo=q.importo, mese=q.mese,
            scade=scade_il(q.mese, p.giorno_scadenza, inizio=p.inizio),
        )
        for q in quote_dovute(soggiorno, mesi, oggi=oggi)
    ]  # fmt: skip
    ingresso = p.inizio.replace(day=1)
    if p.cauzione and ingresso in mesi:
        chieste.append(
            _scadenza(
                p, f"{CAUZIONE}/{p.pk}", TipoScadenza.DEPOSITO, f"Cauzione, {p.struttura}", importo=p.cauzione,
                mese=ingresso, scade=p.inizio,
            )
        )  # fmt: skip
    return chieste


def _descrivi(quota: QuotaDelMese) -> str:
    giorni = quota.giorni
    parte = "" if giorni.intero else f" ({giorni.goduti} giorni su {giorni.del_mese})"
    return f"Quota di {MESI[quota.mese.month - 1]} {quota.mese.year}{parte}"


def _scadenza(
    permanenza: Permanenza, chiave: str, tipo: str, descrizione: str, *, importo: Decimal, mese: date, scade: date,
    verso: str = Verso.ENTRATA,
) -> Scadenza:  # fmt: skip
    return Scadenza(
        chiave=chiave,
        verso=verso,
        tipo=tipo,
        linea=Linea.COH,
        nucleo=permanenza.nucleo,
        intestazione=permanenza.ospite,
        competenza=mese,
        descrizione=descrizione,
        importo=importo,
        scade_il=scade,
    )


def restituzione_di(permanenza: Permanenza, importo: Decimal, scade: date) -> Scadenza:
    """The deposit to be paid back to who left, in euro; not saved."""
    return _scadenza(
        permanenza, f"{CAUZIONE}/{permanenza.pk}/{RESTITUZIONE}", TipoScadenza.DEPOSITO,
        f"Cauzione da restituire, {permanenza.struttura}", importo=importo, mese=scade.replace(day=1), scade=scade,
        verso=Verso.USCITA,
    )  # fmt: skip


# --- asked against written ----------------------------------------------------------------


def quote_da_scrivere(
    permanenze: Iterable[Permanenza], mesi: Mapping[int, Sequence[date]], oggi: date
) -> QuoteDaScrivere:
    """The account of these stays in these months (by pk of the stay), against the ledger: one query.

    What a person cancelled stays cancelled; a deposit never paid is not asked of who has left.
    """
    permanenze = list(permanenze)
    righe = [s for s in quote_e_cauzioni(permanenze) if s.competenza in mesi.get(chi_la_deve(s), ())]
    vive = [s for s in righe if s.annullata_il is None]
    versate = {origine(s) for s in vive if s.tipo == TipoScadenza.DEPOSITO and not s.residuo}
    chieste = [
        scadenza
        for p in permanenze
        for scadenza in scadenze_chieste(p, mesi[p.pk], oggi=oggi)
        if p.stato == StatoPermanenza.IN_CORSO or scadenza.tipo == TipoScadenza.QUOTA or scadenza.chiave in versate
    ]
    gia = {origine(s) for s in righe}
    nuove = [s for s in chieste if s.chiave not in gia]
    diverse = confronta(vive, chieste)
    return QuoteDaScrivere(nuove, diverse, len(vive) - len(diverse.da_annullare))


def da_generare(dal_mese: date, al_mese: date, *, oggi: date) -> QuoteDaScrivere:
    """What generating these months (first of the month, both included) would write."""
    permanenze = list(permanenze_che_pagano(dal_mese, al_mese))
    mesi = mesi_fra(dal_mese, al_mese)
    return quote_da_scrivere(permanenze, {p.pk: mesi_di(p, mesi, oggi) for p in permanenze}, oggi)


def da_adeguare(permanenza: Permanenza, oggi: date) -> QuoteDaScrivere:
    """The whole account of one stay, its months written ahead included."""
    scritti = {s.competenza for s in quote_e_cauzioni([permanenza]) if chi_la_deve(s) == permanenza.pk}
    mesi = sorted({*mesi_della_vita(permanenza, oggi), *scritti})
    return quote_da_scrivere([permanenza], {permanenza.pk: mesi}, oggi)


def da_guardare(permanenza: Permanenza, oggi: date) -> str:
    """What was paid and is no longer asked so, for a person to look at; nothing when all agrees."""
    pagate = da_adeguare(permanenza, oggi).diverse.gia_pagate
    if not pagate:
        return ""
    quali = ", ".join(f"«{s.descrizione}»" for s in pagate)
    return f"Già pagate, da guardare nel partitario perché adesso si chiederebbe altro: {quali}."


def perche(permanenza: Permanenza) -> str:
    """Why a due of a stay is cancelled, as it is written on it."""
    if permanenza.stato == StatoPermanenza.ANNULLATA:
        return "Permanenza annullata"
    if permanenza.uscita_il:
        return f"Uscita il {in_data(permanenza.uscita_il)}"
    return f"La permanenza va fino al {in_data(permanenza.fine_effettiva)}"
