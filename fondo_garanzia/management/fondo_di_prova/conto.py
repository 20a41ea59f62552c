"""The dedicated account: each month its statement, what each line is, the month closed when it balances."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from fondo_garanzia.actions.conto import chiudi_mese, riscontra_riga
from fondo_garanzia.management.fondo_di_prova.pagamenti import Pagatori
from fondo_garanzia.models import MovimentoFondo, RataFondo
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.movimento import abbina_movimento
from valdera_housing.choices import FormatoEstratto
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import ContoBancario, Convenzione, EstrattoConto, MovimentoBancario
from valdera_housing.rules.estratto_conto.lettura import leggi_estratto
from valdera_housing.rules.file_ammessi import TESTO

MESI_APERTI = 2  # this month and the last one: somebody has still to look at them
DA_ABBINARE = 1  # the last payment of a household waits for a person


@dataclass(frozen=True)
class Riga:
    """A line of the bank before it is one: what it is of the fund."""

    giorno: date
    importo: Decimal
    causale: str
    controparte: str
    rate: Sequence[RataFondo] = ()
    movimento: MovimentoFondo | None = None


@dataclass
class ContoDedicato:
    """The account during the story: each month goes on from where the last one ended."""

    scena: Scena
    pagatori: Pagatori
    conto: ContoBancario

    def fine_mese(self, mese: date) -> None:
        ultimo = min(aggiungi_mesi(mese, 1) - timedelta(days=1), self.scena.oggi)
        righe = sorted([*self._pagate(mese), *self._uscite(mese)], key=lambda r: (r.giorno, r.importo, r.causale))
        if not righe:
            return
        aperto = mese > aggiungi_mesi(self.scena.oggi.replace(day=1), -MESI_APERTI)
        corrente = ultimo == self.scena.oggi
        with self.scena.momento(alle(ultimo, 17), self.scena.contabile):
            scritte = list(zip(righe, self._estratto(mese, ultimo, righe), strict=True))
            rinviate = [riga for riga, _ in scritte if riga.rate][-DA_ABBINARE:] if corrente else []
            for riga, movimento in scritte:
                if riga not in rinviate:
                    self._spiega(riga, movimento)
        if not aperto:
            with self.scena.momento(alle(ultimo + timedelta(days=4), 9), self.scena.contabile):
                chiudi_mese(self.conto, mese, self._saldo(ultimo), utente=self.scena.contabile)

    def _pagate(self, mese: date) -> list[Riga]:
        return [
            Riga(
                giorno, sum((r.scadenza.residuo for r in rate), ZERO), f"Restituzione {rate[0].scadenza.descrizione}",
                rate[0].scadenza.intestazione.upper(), rate=rate,
            )
            for giorno, rate in self.pagatori.del_mese(mese)
        ]  # fmt: skip

    def _uscite(self, mese: date) -> list[Riga]:
        """Endowments, payouts, what the bank takes and gives: already in the ledger, not yet in a statement."""
        movimenti = MovimentoFondo.objects.filter(
            giorno__gte=mese, giorno__lt=aggiungi_mesi(mese, 1), imputazione=None, riscontro=None, rettifica_di=None
        ).exclude(rettifiche__isnull=False)
        righe = []
        for movimento in movimenti.select_related("anticipo", "escussione__garanzia", "fondo__comune"):
            righe.append(
                Riga(
                    movimento.giorno,
                    movimento.effetto,
                    movimento.causale,
                    _controparte(movimento),
                    movimento=movimento,
                )
            )
        return righe

    def _estratto(self, mese: date, ultimo: date, righe: Sequence[Riga]) -> list[MovimentoBancario]:
        contenuto = _csv(righe)
        nome = f"conto-del-fondo-{mese:%Y-%m}.csv"
        letto = leggi_estratto(contenuto, nome, iban=self.conto.iban)
        finale = self._saldo(ultimo) + sum((r.importo for r in righe), ZERO)
        estratto = EstrattoConto.objects.create(
            conto=self.conto,
            documento=archivia_documento(contenuto, nome, utente=self.scena.contabile, ammessi=(TESTO,), tipo=TESTO),
            formato=FormatoEstratto.CSV,
            dal=mese,
            al=ultimo,
            saldo_iniziale=self._saldo(mese - timedelta(days=1)),
            saldo_finale=finale,
            movimenti_nuovi=len(letto.movimenti),
            importato_da=self.scena.contabile,
        )
        return MovimentoBancario.objects.bulk_create(
            MovimentoBancario(conto=self.conto, estratto=estratto, **asdict(movimento))
            for movimento in letto.movimenti
        )

    def _spiega(self, riga: Riga, scritta: MovimentoBancario) -> None:
        if riga.rate:
            quote = [(rata.scadenza_id, rata.scadenza.residuo) for rata in riga.rate]
            abbina_movimento(scritta, quote, utente=self.scena.contabile)
        elif riga.movimento:
            riscontra_riga(scritta, [riga.movimento.pk], utente=self.scena.contabile)

    def _saldo(self, giorno: date) -> Decimal:
        somma = MovimentoBancario.objects.filter(conto=self.conto, data__lte=giorno).aggregate(somma=Sum("importo"))
        return somma["somma"] or ZERO


def apri_conto(scena: Scena, pagatori: Pagatori) -> ContoDedicato:
    iban = Convenzione.objects.attuale().conto_dedicato
    return ContoDedicato(
        scena, pagatori, ContoBancario.objects.create(nome="Conto dedicato del fondo", iban=iban, dedicato=True)
    )


def _controparte(movimento: MovimentoFondo) -> str:
    if movimento.anticipo:
        return movimento.anticipo.creditore.upper()
    if movimento.escussione:
        return movimento.escussione.garanzia.titolare.upper()
    return "BANCA" if not movimento.provenienza else f"COMUNE DI {movimento.fondo.comune}".upper()


def _csv(righe: Sequence[Riga]) -> bytes:
    testo = ["Data contabile;Data valuta;Importo;Causale;Controparte"]
    for riga in righe:
        cifre = f"{riga.importo:.2f}".replace(".", ",")
        testo.append(f"{riga.giorno:%d/%m/%Y};{riga.giorno:%d/%m/%Y};{cifre};{riga.causale};{riga.controparte}")
    return "\n".join(testo).encode()
