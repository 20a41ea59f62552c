"""The common expenses as they are read: how they look, what they sum to, how they would be divided now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Count, DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from cohousing.choices import Criterio, StatoSpesaComune
from cohousing.models import Permanenza, QuotaSpesa, SpesaComune
from cohousing.rules.spesa_comune import (
    Abitante,
    Letti,
    Parte,
    dividi,
    parte_per_i_vuoti,
    valuta_ripartizione,
)
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.denaro import ZERO, in_cifre
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.periodo import Periodo
from valdera_housing.models import Utente

IN_EURO = DecimalField(max_digits=12, decimal_places=2)
DA_PAGARE, PAGATA = Aspetto("orologio", "attesa", "Da pagare"), Aspetto("spunta", "positivo", "Pagata")
UNITA_DI_MISURA = {Criterio.UGUALE: "", Criterio.PERSONE: "persone", Criterio.SUPERFICIE: "m²"}


def aspetto_pagamento(spesa: SpesaComune) -> Aspetto:
    return PAGATA if spesa.pagata_il else DA_PAGARE


class Somme(NamedTuple):
    """How many expenses and, in euro, cancelled ones aside: all, of the ETS, paid to the suppliers."""

    quante: int
    totale: Decimal
    dell_ente: Decimal
    pagato: Decimal


def somme(spese: QuerySet[SpesaComune]) -> Somme:
    """One query over all the expenses found. The part of the ETS counts once a bill is divided."""
    vive = ~Q(stato=StatoSpesaComune.ANNULLATA)
    chieste = {
        "totale": ("importo", vive),
        "dell_ente": ("a_carico_ente", Q(stato=StatoSpesaComune.RIPARTITA)),
        "pagato": ("importo", vive & Q(pagata_il__isnull=False)),
    }
    conti = spese.order_by().aggregate(
        quante=Count("pk"),
        **{n: Coalesce(Sum(c, filter=f), Value(ZERO), output_field=IN_EURO) for n, (c, f) in chieste.items()},
    )
    return Somme(**conti)


class RigaQuota(NamedTuple):
    """A share as it is shown: whose stay, days and what they are multiplied by, weight, euro."""

    permanenza: Permanenza
    chi: str
    giorni: int
    misura: str
    peso: Decimal
    importo: Decimal


@dataclass(frozen=True)
class Proposta:
    """How a bill would be divided now; ``esito`` says why not, and then there are no parts."""

    esito: Esito
    parti: list[Parte]
    permanenze: dict[int, Permanenza]
    letti: Letti
    a_carico: Decimal

    @property
    def impronta(self) -> str:
        """What was seen, in a few letters: who confirms writes exactly that, or is told that it changed."""
        visto = ";".join(f"{p.permanenza}:{p.giorni}:{p.peso}:{p.importo}" for p in self.parti)
        return sha256(f"{self.a_carico}|{visto}".encode()).hexdigest()[:16]


def chi_abitava(spesa: SpesaComune) -> list[Permanenza]:
    """The stays with a day in the period, in the order they came in."""
    vissute = Permanenza.objects.vissute().filter(struttura=spesa.struttura_id).fra(spesa.dal, spesa.al)
    return list(vissute.select_related("nucleo", "unita").order_by("inizio", "pk"))


def letti_di(spesa: SpesaComune, permanenze: list[Permanenza]) -> Letti:
    """The bed-days of the house in the period; a unit somebody lives in is taken with all its beds."""
    tutti = sum(u.posti_letto * u.giorni.giorni_comuni(spesa.giorni) for u in spesa.struttura.unita.all())
    vissuti = sum(p.unita.posti_letto * Periodo(p.inizio, p.uscita_il).giorni_comuni(spesa.giorni) for p in permanenze)
    return Letti(tutti, vissuti)


def proposta(spesa: SpesaComune, a_carico: Decimal | None, *, oggi: date) -> Proposta:
    """How a bill would be divided: two queries. The ETS takes on ``a_carico``, or what was kept, or empty beds."""
    permanenze = chi_abitava(spesa)
    letti = letti_di(spesa, permanenze)
    if a_carico is None:
        a_carico = spesa.a_carico_ente or parte_per_i_vuoti(spesa.importo, letti)
    abitanti = [
        Abitante(p.pk, p.unita.nome, Periodo(p.inizio, p.uscita_il), p.persone, p.unita.mq) for p in permanenze
    ]
    esito = valuta_ripartizione(
        spesa.criterio, spesa.giorni, abitanti, importo=spesa.importo, a_carico=a_carico, oggi=oggi
    )
    parti = dividi(spesa.criterio, spesa.giorni, abitanti, spesa.importo - a_carico) if esito.positivo else []
    return Proposta(esito, parti, {p.pk: p for p in permanenze}, letti, a_carico)


def in_righe(spesa: SpesaComune, vista: Proposta, utente: Utente) -> list[RigaQuota]:
    """The parts of a proposal, as this person may read them."""
    return [
        RigaQuota(
            vista.permanenze[p.permanenza], vista.permanenze[p.permanenza].chi(utente), p.giorni,
            _misura(spesa.criterio, p.misura), p.peso, p.importo,
        )
        for p in vista.parti
    ]  # fmt: skip


def quote_di(spesa: SpesaComune, utente: Utente) -> list[QuotaSpesa]:
    """The shares written, of the households this person follows or whose accounts it reads: one query."""
    visibili = Permanenza.objects.visibili_a(utente)
    quote = spesa.quote.filter(permanenza__in=visibili)
    return list(quote.select_related("permanenza__nucleo", "permanenza__unita", "scadenza").order_by("pk"))


def _misura(criterio: str, misura: Decimal) -> str:
    nome = UNITA_DI_MISURA[Criterio(criterio)]
    if criterio == Criterio.SUPERFICIE:
        return f"{in_cifre(misura)} {nome}"
    return f"{int(misura)} {'persona' if misura == 1 else nome}" if nome else ""
