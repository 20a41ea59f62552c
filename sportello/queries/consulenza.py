"""The accords and the households that advice is given on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from sportello.rules.consulenza import Consiglio, Proposta, per_il_proprietario, per_l_inquilino, valuta_proposta
from sportello.rules.sostenibilita import QuotaCanone, Situazione, avvertenze, canoni_a_confronto, quote
from valdera_housing.choices import TipoContratto
from valdera_housing.kit.aspetto import Riga, Voce
from valdera_housing.kit.denaro import ZERO, centesimi, in_cifre, in_euro
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.percento import in_percento
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.models import Comune, FasciaAccordo, Isee, Nucleo
from valdera_housing.queries.canone import Soglia, soglia_in_vigore
from valdera_housing.queries.caso import ultimo_isee
from valdera_housing.rules.canone import Limiti, canone_sostenibile, limiti_annui, limiti_fascia


def fasce_in_vigore(giorno: date) -> QuerySet[FasciaAccordo]:
    """Every band of the accords in force on a day, comune by comune."""
    valido = Q(accordo__valido_al=None) | Q(accordo__valido_al__gte=giorno)
    fasce = FasciaAccordo.objects.filter(valido, accordo__valido_dal__lte=giorno)
    return fasce.select_related("accordo__comune").order_by("accordo__comune__nome", "zona", "subfascia")


@dataclass(frozen=True)
class CalcoloCanone:
    """The rent an accord allows, line by line: ``mese`` and ``anno`` are its limits in euro."""

    fascia: FasciaAccordo
    mq: Decimal
    arredo_pct: Decimal
    durata_pct: Decimal
    anno: Limiti
    mese: Limiti

    @property
    def righe(self) -> list[Riga]:
        """As a receipt: euro a m² in a year × m² × increases, then a twelfth."""
        fascia = self.fascia
        al_metro = f"{in_cifre(fascia.minimo_mq_anno)}–{in_cifre(fascia.massimo_mq_anno)}"
        aumenti = (("Arredo", self.arredo_pct), ("Durata", self.durata_pct))
        return [
            Riga(str(fascia), al_metro, nota="€ al m² in un anno"),
            Riga("Superficie convenzionale", f"{in_cifre(self.mq)} m²"),
            *(Riga(nome, _con_segno(pct), nota="maggiorazione") for nome, pct in aumenti if pct),
            Riga("Canone minimo all’anno", in_euro(self.anno.minimo), nota="minimo × m² × maggiorazioni"),
            Riga("Canone massimo all’anno", in_euro(self.anno.massimo), nota="massimo × m² × maggiorazioni"),
            Riga("Canone minimo al mese", in_euro(self.mese.minimo), nota="un dodicesimo", esito=True),
            Riga("Canone massimo al mese", in_euro(self.mese.massimo), nota="un dodicesimo", esito=True),
        ]

    @property
    def fonte(self) -> str:
        return str(self.fascia.accordo)


def _con_segno(pct: Decimal) -> str:
    return f"{'+' if pct > 0 else ''}{in_cifre(pct)} %"


def calcola_canone(fascia: FasciaAccordo, mq: Decimal, arredo_pct: Decimal, durata_pct: Decimal) -> CalcoloCanone:
    """The limits of a band for a home of ``mq`` conventional square metres."""
    misure = (fascia.minimo_mq_anno, fascia.massimo_mq_anno, mq, arredo_pct + durata_pct)
    return CalcoloCanone(fascia, mq, arredo_pct, durata_pct, limiti_annui(*misure), limiti_fascia(*misure))


@dataclass(frozen=True)
class Consulenza:
    """The answer on a lease two people have in mind; ``calcolo`` is None without a band."""

    comune: Comune
    proposta: Proposta
    calcolo: CalcoloCanone | None
    esito: Esito
    proprietario: list[Consiglio]
    inquilino: list[Consiglio]

    @property
    def fatti(self) -> list[Voce]:
        """The lease as it was told."""
        p = self.proposta
        return [
            Voce("Comune", self.comune.nome),
            Voce("Contratto", TipoContratto(p.tipo).label),
            Voce("Durata", f"{p.mesi} {plurale(p.mesi, 'mese,mesi')}, dal {in_data(p.inizio)} al {in_data(p.fine)}"),
            Voce("Canone proposto", f"{in_euro(p.canone)} al mese" if p.canone is not None else ""),
            Voce("Deposito chiesto", in_euro(p.deposito) if p.deposito is not None else ""),
        ]


def consulenza_di(dati: Mapping[str, Any]) -> Consulenza:
    """The advice on what a CanoneForm has read."""
    comune, fascia = dati["comune"], dati["fascia"]
    aumenti = (dati["arredo_pct"] or ZERO, dati["durata_pct"] or ZERO)
    calcolo = calcola_canone(fascia, dati["mq"], *aumenti) if fascia else None
    proposta = Proposta(
        tipo=dati["tipo"],
        inizio=dati["inizio"],
        mesi=dati["mesi"],
        limiti=calcolo.mese if calcolo else None,
        abitanti=comune.popolazione,
        alta_tensione=comune.alta_tensione_abitativa,
        canone=dati["canone"],
        deposito=dati["deposito"],
    )
    return Consulenza(
        comune=comune,
        proposta=proposta,
        calcolo=calcolo,
        esito=valuta_proposta(proposta),
        proprietario=per_il_proprietario(proposta),
        inquilino=per_l_inquilino(proposta),
    )


@dataclass(frozen=True)
class SchedaSostenibile:
    """What a household can pay for its home on a day, and what other rents would take."""

    nucleo: Nucleo
    isee: Isee | None
    soglia: Soglia
    sostenibile: Decimal | None
    quote: list[QuotaCanone]
    avvertenze: Esito
    componenti: int

    @property
    def righe(self) -> list[Riga]:
        if self.sostenibile is None or self.isee is None or self.isee.reddito_annuo is None:
            return []
        return [
            Riga("Reddito netto del nucleo in un anno", in_euro(self.isee.reddito_annuo), nota=str(self.isee)),
            Riga("Reddito al mese", in_euro(centesimi(self.isee.reddito_annuo / 12))),
            Riga("Quota per la casa", in_percento(self.soglia.pct / 100, 0)),
            Riga("Canone sostenibile al mese", in_euro(self.sostenibile), esito=True),
        ]


def scheda_sostenibile(nucleo: Nucleo, giorno: date, canone: Decimal | None = None) -> SchedaSostenibile:
    """From the last ISEE and the share of income in force; ``canone`` is a rent to compare, in euro a month."""
    isee, soglia = ultimo_isee(nucleo, giorno), soglia_in_vigore(giorno)
    situazione = Situazione(isee.reddito_annuo, isee.scade_il, isee.difformita) if isee else Situazione(None)
    reddito = situazione.reddito_annuo
    sostenibile = canone_sostenibile(reddito, soglia.pct) if reddito else None
    righe = (
        quote(reddito, canoni_a_confronto(sostenibile, canone), soglia.pct, canone) if reddito and sostenibile else []
    )
    return SchedaSostenibile(
        nucleo=nucleo,
        isee=isee,
        soglia=soglia,
        sostenibile=sostenibile,
        quote=righe,
        avvertenze=avvertenze(situazione, giorno, soglia.pct, canone),
        componenti=nucleo.membri.alla_data(giorno).count(),
    )
