"""What the three tests need to know about many shares at once, in a fixed number of reads."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q

from rendicontazione.choices import IN_VERIFICA, Modalita, StatoSpesa, TipoAllegato
from rendicontazione.models import AllegatoSpesa, AltroFinanziamento, LineaBudget, Pagamento, Spesa
from rendicontazione.rules.ammissione import Capienza, Parti, dividi
from rendicontazione.rules.cup import DatiCup, estero
from rendicontazione.rules.prove import (
    LIMITE_CONTANTI,
    DatiDocumentata,
    DatiInerente,
    DatiSostenuta,
    PagamentoFatto,
    Periodo,
    Prove,
    presentabile,
    valuta,
)
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Parametro

IN_ATTESA = (StatoSpesa.BOZZA, *IN_VERIFICA)


class Fascicoli:
    """The documents of some shares, with files, payments, other funders and every share. Five reads at most.

    The shares come with ``documento_spesa``, ``nucleo`` and ``rendiconto__trimestre__convenzione`` selected
    (``Spesa.objects.con_fascicolo()``). ``con_bozze`` counts drafts too: it is how presenting sees a document.
    """

    def __init__(self, spese: Collection[Spesa], *, con_bozze: bool = False) -> None:
        self.documenti = {spesa.documento_spesa_id for spesa in spese}
        self.con_bozze = con_bozze

    @cached_property
    def pagamenti(self) -> dict[int, list[Pagamento]]:
        return _per_documento(
            Pagamento.objects.filter(documento_spesa__in=self.documenti)
            .select_related("prova")
            .order_by("data_valuta", "pk")
        )

    @cached_property
    def allegati(self) -> dict[int, list[AllegatoSpesa]]:
        return _per_documento(
            AllegatoSpesa.objects.filter(documento_spesa__in=self.documenti).select_related("documento").order_by("pk")
        )

    @cached_property
    def finanziatori(self) -> dict[int, list[AltroFinanziamento]]:
        return _per_documento(AltroFinanziamento.objects.filter(documento_spesa__in=self.documenti).order_by("pk"))

    @cached_property
    def quote(self) -> dict[int, list[Spesa]]:
        """Every share of those documents, on any line and in any quarter."""
        return _per_documento(
            Spesa.objects.filter(documento_spesa__in=self.documenti)
            .select_related("rendiconto__trimestre")
            .order_by("pk")
        )

    @cached_property
    def limite_contanti(self) -> Decimal:
        """Read only when something was paid in cash."""
        contanti = any(p.modalita == Modalita.CONTANTI for fatti in self.pagamenti.values() for p in fatti)
        return (
            Parametro.objects.valori(oggi()).get("limite_contanti", LIMITE_CONTANTI) if contanti else LIMITE_CONTANTI
        )

    def prove(self, spesa: Spesa, quota: Decimal | None = None) -> Prove:
        """The three tests of a share, for the whole of it or for the part that would be admitted."""
        return valuta(self._soldi(spesa, quota), self._carte(spesa), self._scopo(spesa))

    def presentabile(self, spesa: Spesa) -> Esito:
        return presentabile(self._soldi(spesa, None), self._carte(spesa), self._scopo(spesa))

    def _altre_quote(self, spesa: Spesa, fine: date) -> Decimal:
        altre = (
            occupa(quota)
            for quota in self.quote[spesa.documento_spesa_id]
            if quota.pk != spesa.pk
            and quota.rendiconto.trimestre.fine <= fine
            and (self.con_bozze or quota.stato != StatoSpesa.BOZZA)
        )
        return sum(altre, ZERO)

    def _soldi(self, spesa: Spesa, quota: Decimal | None) -> DatiSostenuta:
        trimestre, documento = spesa.rendiconto.trimestre, spesa.documento_spesa_id
        return DatiSostenuta(
            quota=spesa.importo if quota is None else quota,
            altre_quote=self._altre_quote(spesa, trimestre.fine),
            pagamenti=tuple(
                PagamentoFatto(p.data_valuta, p.importo, p.modalita, p.prova_id is not None)
                for p in self.pagamenti[documento]
            ),
            trimestre=Periodo(str(trimestre), trimestre.inizio, trimestre.fine),
            convenzione=_convenzione(spesa),
            altri_finanziatori=tuple((f.ente, f.importo) for f in self.finanziatori[documento]),
            limite_contanti=self.limite_contanti,
        )

    def _carte(self, spesa: Spesa) -> DatiDocumentata:
        documento, convenzione = spesa.documento_spesa, spesa.rendiconto.trimestre.convenzione
        allegati = frozenset(allegato.tipo for allegato in self.allegati[documento.pk])
        cup = DatiCup(
            politica=convenzione.politica_cup,
            in_fattura=documento.cup,
            della_convenzione=convenzione.cup,
            integrato=TipoAllegato.CUP in allegati,
            fornitore_estero=estero(documento.partita_iva),
        )
        return DatiDocumentata(documento.tipo, allegati, cup)

    def _scopo(self, spesa: Spesa) -> DatiInerente:
        return DatiInerente(
            linea=spesa.linea,
            macrovoce=spesa.macrovoce,
            azione=spesa.azione,
            descrizione=spesa.descrizione,
            data_documento=spesa.documento_spesa.data,
            convenzione=_convenzione(spesa),
            nucleo=spesa.nucleo.codice if spesa.nucleo else "",
        )


def _per_documento(righe: Collection) -> dict[int, list]:
    per_documento = defaultdict(list)
    for riga in righe:
        per_documento[riga.documento_spesa_id].append(riga)
    return per_documento


def _convenzione(spesa: Spesa) -> Periodo:
    convenzione = spesa.rendiconto.trimestre.convenzione
    return Periodo("convenzione", convenzione.inizio, convenzione.fine)


def occupa(spesa: Spesa) -> Decimal:
    """What a share takes of its document, in euro: all of it while it waits, then what is not refused."""
    return spesa.importo if spesa.stato in IN_ATTESA else spesa.ammesso + spesa.eccedenza


def ancora_ammesso(spesa: Spesa) -> Decimal:
    """What is still admitted of a share, in euro: its amount less the corrections made or under way."""
    return spesa.ammesso + sum((occupa(rettifica) for rettifica in spesa.rettifiche.all()), ZERO)


class RigaQuota(NamedTuple):
    """A share beside what its line has left, before and after it. ``prima`` and ``dopo`` only while it waits."""

    spesa: Spesa
    parti: Parti | None
    prima: Decimal | None
    dopo: Decimal | None

    @property
    def numero_linea(self) -> int:
        return Linea(self.spesa.linea).numero


def quote_sulle_linee(quote: Collection[Spesa], linee: Collection[LineaBudget]) -> list[RigaQuota]:
    """The shares of a document in the order they would be admitted: each leaves less to the next on its line."""
    capienze = {linea.linea: Capienza(linea.budget_vigente, linea.ammesso) for linea in linee}
    righe = []
    for quota in quote:
        capienza = capienze[quota.linea]
        if quota.stato not in IN_VERIFICA:
            righe.append(RigaQuota(quota, None, None, None))
            continue
        parti = dividi(quota.importo, capienza)
        dopo = Capienza(capienza.budget_vigente, capienza.ammesso + parti.ammesso)
        righe.append(RigaQuota(quota, parti, capienza.residuo, dopo.residuo))
        capienze[quota.linea] = dopo
    return righe


class Coda(NamedTuple):
    """Where a share stands among those of its quarter still to be looked at."""

    posizione: int
    quante: int
    precedente: int | None
    successiva: int | None


def coda_di(spesa: Spesa) -> Coda:
    """One read. ``successiva`` starts again from the first after the last; None when nothing else waits."""
    prima, dopo = Q(pk__lt=spesa.pk), Q(pk__gt=spesa.pk)
    conti = Spesa.objects.filter(rendiconto=spesa.rendiconto_id, stato=StatoSpesa.PRESENTATA).aggregate(
        quante=Count("pk"),
        prima=Count("pk", filter=prima),
        precedente=Max("pk", filter=prima),
        successiva=Min("pk", filter=dopo),
        da_capo=Min("pk", filter=prima),
    )
    return Coda(
        posizione=conti["prima"] + 1,
        quante=conti["quante"],
        precedente=conti["precedente"],
        successiva=conti["successiva"] or conti["da_capo"],
    )
