"""Claims as the office asks for them: what is asked, what is left of the guarantee, what the ledger says is unpaid."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Sum

from fondo_garanzia.choices import OrdineDeposito, StatoEscussione, StatoGaranzia
from fondo_garanzia.models import Escussione, Garanzia, MensilitaEscussa
from fondo_garanzia.rules.escussione import Circostanze, Copertura, MeseRichiesto, Richiesta, mesi_in_franchigia
from valdera_housing.choices import TipoScadenza
from valdera_housing.models import Parametro, Scadenza, Utente
from valdera_housing.queries.storia import tabella_eventi

GIORNI_ESCUSSIONE = 60


class RegoleEscussione(NamedTuple):
    """Days to claim after the event, and what the deposit covers first, as the parameters say."""

    giorni: int
    ordine: str


def regole_escussione(giorno: date) -> RegoleEscussione:
    """The parameters in force on a day; ``ordine_deposito`` 1 is rents before damages."""
    valori = Parametro.objects.valori(giorno)
    prima_i_canoni = valori.get("ordine_deposito") == 1
    return RegoleEscussione(
        int(valori.get("giorni_escussione", GIORNI_ESCUSSIONE)),
        OrdineDeposito.CANONI.value if prima_i_canoni else OrdineDeposito.DANNI.value,
    )


def escussioni_visibili(utente: Utente) -> QuerySet[Escussione]:
    """The claims this person may see, with what every page says of them."""
    return Escussione.objects.visibili_a(utente).select_related(
        "garanzia__nucleo", "garanzia__contratto__nucleo", "garanzia__fondo__comune"
    )


def con_richiesto(escussioni: QuerySet[Escussione]) -> QuerySet[Escussione]:
    """Each claim with the sum of its months."""
    return escussioni.annotate(canoni_richiesti=Sum("mensilita__richiesto", default=Decimal(0)))


def richiesta_di(escussione: Escussione, mesi: Iterable[MensilitaEscussa]) -> Richiesta:
    """What the rule needs of a claim."""
    return Richiesta(
        mesi=tuple(MeseRichiesto(m.competenza, m.richiesto, m.contributi, m.recuperato) for m in mesi),
        danni=escussione.danni,
        danni_recuperati=escussione.danni_recuperati,
        deposito=escussione.deposito_trattenuto,
        ordine="CANONI" if escussione.ordine_deposito == OrdineDeposito.CANONI else "DANNI",
    )


def copertura_di(garanzia: Garanzia, *, per: Escussione | None = None) -> Copertura:
    """What is left of a guarantee for a claim (``per``), from the claims it already paid."""
    precedenti: dict[int, list[date]] = {}
    pagati = set()
    righe = MensilitaEscussa.objects.filter(garanzia=garanzia, escussione__stato=StatoEscussione.LIQUIDATA)
    if per is not None:
        righe = righe.exclude(escussione=per)
    for chi, mese, ammesso in righe.order_by("escussione__pagata_il", "escussione", "competenza").values_list(
        "escussione", "competenza", "ammesso"
    ):
        precedenti.setdefault(chi, []).append(mese)
        if ammesso:
            pagati.add(mese)
    return Copertura(
        residuo_canoni=garanzia.residuo_canoni,
        residuo_danni=garanzia.residuo_danni,
        franchigia=garanzia.franchigia_mensilita,
        in_franchigia=mesi_in_franchigia(garanzia.franchigia_mensilita, precedenti.values()),
        mesi_pagati=frozenset(pagati),
    )


def circostanze_di(
    escussione: Escussione, *, mesi: Iterable[date], presenti: Iterable[str], copertura: Copertura
) -> Circostanze:
    """When, for which months and with which documents a claim was made."""
    return Circostanze(
        evento_il=escussione.evento_il,
        presentata_il=escussione.presentata_il,
        giorni=regole_escussione(escussione.presentata_il).giorni,
        dal=escussione.garanzia.inizio,
        al=escussione.garanzia.scade_il,
        mesi=tuple(mesi),
        con_danni=escussione.danni > 0,
        presenti=frozenset(presenti),
        mesi_pagati=copertura.mesi_pagati,
    )


def mesi_proposti(garanzia: Garanzia, giorno: date) -> list[MeseRichiesto]:
    """The months of rent late on the contract, from the ledger, inside the guarantee and never paid by it."""
    gia_pagati = MensilitaEscussa.objects.filter(garanzia=garanzia, competenza=OuterRef("competenza"), ammesso__gt=0)
    scaduti = (
        Scadenza.objects.scadute(giorno)
        .filter(
            ~Exists(gia_pagati),
            contratto=garanzia.contratto_id,
            tipo=TipoScadenza.CANONE,
            competenza__gte=garanzia.inizio.replace(day=1),
            competenza__lte=garanzia.scade_il,
        )
        .values("competenza")
        .annotate(somma=Sum("residuo"))
        .order_by("competenza")
    )
    return [MeseRichiesto(riga["competenza"], riga["somma"]) for riga in scaduti]


def stato_prima_dell_escussione(garanzia: Garanzia) -> str:
    """The state a guarantee had when the claim came: where it goes back when the claim ends without a payment."""
    prima = (
        tabella_eventi(Garanzia)
        .filter(pgh_obj_id=garanzia.pk)
        .exclude(stato=StatoGaranzia.IN_ESCUSSIONE)
        .order_by("-pgh_id")
        .values_list("stato", flat=True)
        .first()
    )
    return str(prima or StatoGaranzia.ATTIVA)
