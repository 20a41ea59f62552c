"""The dues that contracts ask for some months: written nowhere yet, so that people see them before."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from gestore.models import Disdetta
from gestore.queries.canone import canoni_al
from valdera_housing.choices import Linea, NaturaContratto, StatoContratto, TipoDeposito, TipoScadenza, Verso
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Contratto, Scadenza
from valdera_housing.queries.generazione import DaAdeguare, DaGenerare, confronta, non_ancora_scritte
from valdera_housing.queries.partitario import intestatario
from valdera_housing.rules.dovuto import GiorniDelMese, dovuto_del_mese, giorni_del_mese, mesi_fra, scade_il

VERSO = {NaturaContratto.TESTA: Verso.USCITA, NaturaContratto.SUBLOCAZIONE: Verso.ENTRATA}


def contratti_da_incassare_o_pagare(oggi: date, al_mese: date) -> QuerySet[Contratto]:
    """Head leases and subleases that run, or are signed and have already begun."""
    in_vita = Q(stato__in=[StatoContratto.IN_CORSO, StatoContratto.DISDETTATO])
    cominciati = Q(stato=StatoContratto.FIRMATO, inizio__lte=oggi)
    contratti = Contratto.objects.filter(in_vita | cominciati, natura__in=list(VERSO))
    fine_mese = aggiungi_mesi(al_mese.replace(day=1), 1)
    return contratti.filter(inizio__lt=fine_mese).select_related("nucleo", "proprietario").order_by("pk")


def da_generare(dal_mese: date, al_mese: date, *, oggi: date) -> DaGenerare:
    """The dues of these months that the ledger does not have, with a few queries whatever the contracts."""
    return non_ancora_scritte(list(scadenze_dei_mesi(dal_mese, al_mese, oggi=oggi)))


def scadenze_dei_mesi(dal_mese: date, al_mese: date, *, oggi: date) -> Iterator[Scadenza]:
    contratti = list(contratti_da_incassare_o_pagare(oggi, al_mese))
    yield from scadenze_dei_contratti(contratti, mesi_fra(dal_mese, al_mese))


def scadenze_dei_contratti(contratti: Sequence[Contratto], mesi: Sequence[date]) -> Iterator[Scadenza]:
    """What these contracts ask for these months, at the rent in force and by the days they hold."""
    fini = fini_per_disdetta(contratti)
    for mese in mesi:
        canoni = canoni_al(contratti, mese)
        for contratto in contratti:
            al = min(contratto.occupato_fino_al, fini.get(contratto.pk, date.max))
            giorni = giorni_del_mese(mese, dal=contratto.inizio, al=al)
            if giorni.goduti:
                yield from _del_mese(contratto, mese, giorni, canoni)


def fini_per_disdetta(contratti: Sequence[Contratto]) -> dict[int, date]:
    """The day on which a valid notice ends each contract."""
    disdette = Disdetta.objects.filter(contratto__in=contratti, valida=True, ritirata_il=None)
    return dict(disdette.values_list("contratto", "efficace_dal"))


def _del_mese(
    contratto: Contratto, mese: date, giorni: GiorniDelMese, canoni: dict[int, Decimal]
) -> Iterator[Scadenza]:
    """Rent and charges of a month, by days when it is not whole, and the deposit in the month it begins."""
    quando = f"{MESI[mese.month - 1]} {mese.year}"
    parte = "" if giorni.intero else f" ({giorni.goduti} giorni su {giorni.del_mese})"
    voci = [
        (TipoScadenza.CANONE, "canone", f"Canone di {quando}{parte}", dovuto_del_mese(canoni[contratto.pk], giorni)),
        (TipoScadenza.ONERI, "oneri", f"Oneri di {quando}{parte}", dovuto_del_mese(contratto.oneri_mensili, giorni)),
    ]
    scade = scade_il(mese, contratto.giorno_scadenza, inizio=contratto.inizio)
    for tipo, nome, descrizione, importo in voci:
        if importo > ZERO:
            chiave = f"{nome}/{contratto.pk}/{mese:%Y-%m}"
            yield _scadenza(contratto, chiave, tipo, descrizione, importo=importo, mese=mese, scade=scade)
    if (
        mese == contratto.inizio.replace(day=1)
        and contratto.deposito
        and contratto.deposito_tipo == TipoDeposito.DENARO
    ):
        yield _scadenza(
            contratto, f"deposito/{contratto.pk}", TipoScadenza.DEPOSITO, "Deposito cauzionale",
            importo=contratto.deposito, mese=mese, scade=contratto.inizio,
        )  # fmt: skip


def _scadenza(
    contratto: Contratto, chiave: str, tipo: str, descrizione: str, *, importo: Decimal, mese: date, scade: date
) -> Scadenza:
    return Scadenza(
        chiave=chiave,
        verso=VERSO[NaturaContratto(contratto.natura)],
        tipo=tipo,
        linea=Linea.GIS,
        contratto=contratto,
        nucleo=contratto.nucleo,
        proprietario=None if contratto.nucleo_id else contratto.proprietario,
        intestazione=intestatario(contratto),
        competenza=mese,
        descrizione=descrizione,
        importo=importo,
        scade_il=scade,
    )


def da_adeguare(contratto: Contratto, dal_mese: date) -> DaAdeguare:
    """The rents and charges of a contract from a month on, against what it asks now: it ended, or the rent changed.

    A contract cancelled before it started asks nothing, its deposit included.
    """
    annullato = contratto.stato == StatoContratto.ANNULLATO
    vive = contratto.scadenze.filter(annullata_il=None)
    if not annullato:
        vive = vive.filter(tipo__in=[TipoScadenza.CANONE, TipoScadenza.ONERI])
    scritte = list(vive.filter(competenza__gte=dal_mese).exclude(chiave__startswith="mano/").order_by("pk"))
    mesi = sorted({s.competenza for s in scritte})
    dovute = [] if annullato else scadenze_dei_contratti([contratto], mesi)
    return confronta(scritte, dovute)
