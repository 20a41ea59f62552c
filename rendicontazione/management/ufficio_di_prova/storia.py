"""Eight quarters of accounts, each act done by the person whose act it is, on its own day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rendicontazione.actions.rendiconto import (
    approva_rendiconto,
    chiudi_verifica,
    liquida_rendiconto,
    prendi_in_verifica,
    presenta_rendiconto,
)
from rendicontazione.actions.verifica import (
    ammetti_in_blocco,
    ammetti_in_parte,
    ammetti_spesa,
    chiedi_integrazione,
    integra_spesa,
    non_ammettere,
)
from rendicontazione.choices import MotivoNonAmmissione, StatoSpesa, TipoDocumento
from rendicontazione.management.ufficio_di_prova.bozze import incompleti, ritocca_bozze
from rendicontazione.management.ufficio_di_prova.calendario import Calendario, alle, feriale
from rendicontazione.management.ufficio_di_prova.conti import Amministrazione
from rendicontazione.management.ufficio_di_prova.fondo import spese_del_fondo
from rendicontazione.management.ufficio_di_prova.orologio import momento
from rendicontazione.management.ufficio_di_prova.piano import Spesa as Piano
from rendicontazione.management.ufficio_di_prova.piano import Trimestre, spese_del_trimestre
from rendicontazione.management.ufficio_di_prova.testi import CRITICITA, PROSSIMO, RICHIESTE
from rendicontazione.management.ufficio_di_prova.utenti import Squadra
from rendicontazione.models import Rendiconto, Spesa
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import centesimi
from valdera_housing.models import Convenzione, Nucleo

CHIUSI, IN_VERIFICA, APERTO = range(1, 7), 7, 8
LIQUIDATI = range(1, 6)
RIFIUTI = (
    (MotivoNonAmmissione.NON_INERENTE, "La spesa non riguarda un'azione prevista per questa linea."),
    (MotivoNonAmmissione.DUPLICATA, "La stessa prestazione è già compresa in una fattura del trimestre prima."),
    (MotivoNonAmmissione.OLTRE_MASSIMALE, "Supera il preventivo approvato dalla Cabina di Regia."),
)
DA_GUARDARE = 31  # shares of the seventh quarter that nobody has decided yet
POCHE = 3  # documents in three kept by the small office


@dataclass(frozen=True)
class Ufficio:
    calendario: Calendario
    convenzione: Convenzione
    squadra: Squadra
    nuclei: Sequence[Nucleo]
    caso: Random
    piccolo: bool = False

    def rendiconto(self, numero: int) -> Rendiconto:
        return Rendiconto.objects.get(trimestre__convenzione=self.convenzione, trimestre__numero=numero)

    def racconta(self) -> None:
        numerazione: dict[tuple[str, int], int] = {}
        for numero in (*CHIUSI, IN_VERIFICA, APERTO):
            dal, al = self.calendario.trimestri[numero - 1]
            trimestre = Trimestre(numero, dal, al, self.caso, self.nuclei, numerazione)
            self._inserisci(trimestre, self._piano(trimestre))
            if numero in CHIUSI:
                self._chiudi(numero)
            elif numero == IN_VERIFICA:
                self._verifica_in_corso()
        with momento(alle(self.calendario.oggi, 8, 40), self.squadra.contabile):
            ritocca_bozze(self.rendiconto(APERTO))

    # --- the partner enters what it spent ---------------------------------------------------------------------

    def _piano(self, trimestre: Trimestre) -> list[Piano]:
        spese = spese_del_trimestre(trimestre)
        if trimestre.numero != APERTO:
            spese += spese_del_fondo(self.rendiconto(trimestre.numero).trimestre)
        if self.piccolo and trimestre.numero != APERTO:
            spese = [s for i, s in enumerate(spese) if i % POCHE == 0 or s.quote[0].linea == Linea.COH]
        if trimestre.numero == IN_VERIFICA:
            return incompleti(spese)
        return [s for s in spese if s.data < self.calendario.oggi]

    def _inserisci(self, trimestre: Trimestre, spese: Sequence[Piano]) -> None:
        """Each month's documents are typed in the first days of the next."""
        per_mese: dict[date, list[Piano]] = defaultdict(list)
        for spesa in spese:
            per_mese[spesa.data.replace(day=1)].append(spesa)
        amministrazione = Amministrazione(self.convenzione, self.squadra.contabile, self.calendario.oggi)
        rendiconto = self.rendiconto(trimestre.numero)
        for mese, del_mese in sorted(per_mese.items()):
            giorno = min(feriale(mese + timedelta(days=33)), self.calendario.oggi)
            with momento(alle(giorno, 8, 30), self.squadra.contabile):
                amministrazione.registra(del_mese, rendiconto)

    # --- quarters closed --------------------------------------------------------------------------------------

    def _chiudi(self, numero: int) -> None:
        """The sixth was slow: summer came between, and the Cabina met only some days ago."""
        presentato_il, chi, oggi = self.calendario.presentato_il(numero), self.squadra, self.calendario.oggi
        self._presenta(numero, presentato_il)
        giorno = presentato_il if numero in LIQUIDATI else oggi - timedelta(days=36)
        with momento(alle(feriale(giorno + timedelta(days=6)), 10, 20), chi.funzionario):
            self._rifiuta_alcune(numero, quante=1 + numero % 3, in_parte=numero % 2)
        with momento(alle(feriale(giorno + timedelta(days=9)), 15, 5), chi.funzionario):
            ammetti_in_blocco(self._da_decidere(numero), utente=chi.funzionario)
        with momento(alle(feriale(giorno + timedelta(days=13)), 12, 30), chi.funzionario):
            chiudi_verifica(
                self.rendiconto(numero),
                utente=chi.funzionario,
                criticita=CRITICITA[numero],
                prossimo_trimestre=PROSSIMO[numero],
            )
        self._approva(numero, feriale(giorno + timedelta(days=22)))

    def _presenta(self, numero: int, giorno: date) -> None:
        chi = self.squadra
        with momento(alle(giorno, 16, 40), chi.coordinatore):
            protocollo = f"{40_000 + 263 * numero}/{giorno.year}"
            presenta_rendiconto(self.rendiconto(numero), utente=chi.coordinatore, protocollo=protocollo)
        with momento(alle(feriale(giorno + timedelta(days=2)), 9, 10), chi.funzionario):
            prendi_in_verifica(self.rendiconto(numero), utente=chi.funzionario)

    def _approva(self, numero: int, seduta: date) -> None:
        with momento(alle(seduta + timedelta(days=1), 11), self.squadra.secondo):
            verbale = f"{numero}/{seduta.year}"
            approva_rendiconto(
                self.rendiconto(numero), utente=self.squadra.secondo, data_seduta=seduta, verbale=verbale
            )
        if numero in LIQUIDATI:
            pagato_il = feriale(seduta + timedelta(days=24))
            with momento(alle(pagato_il, 13), self.squadra.funzionario):
                mandato = f"{1200 + 87 * numero}/{pagato_il.year}"
                liquida_rendiconto(
                    self.rendiconto(numero), utente=self.squadra.funzionario, mandato=mandato, liquidato_il=pagato_il
                )

    def _da_decidere(self, numero: int) -> list[int]:
        in_attesa = self.rendiconto(numero).spese.filter(stato=StatoSpesa.PRESENTATA)
        return list(in_attesa.order_by("pk").values_list("pk", flat=True))

    def _rifiuta_alcune(self, numero: int, *, quante: int, in_parte: int) -> list[int]:
        """Refuse some bills and cut others; never those of lines 3 and 5, whose sums are meant."""
        rendiconto = self.rendiconto(numero)
        possibili = rendiconto.spese.filter(
            linea__in=(Linea.GIS, Linea.SPO, Linea.FOR),
            documento_spesa__tipo__in=(TipoDocumento.FATTURA, TipoDocumento.RICEVUTA),
        )
        tutte = list(possibili.select_related("documento_spesa").order_by("macrovoce", "pk").exclude(macrovoce="D"))
        scelte = tutte if self.piccolo else tutte[::3]
        for spesa, (motivo, spiegazione) in zip(scelte[:quante], RIFIUTI, strict=False):
            non_ammettere(spesa, utente=self.squadra.funzionario, motivo=motivo, spiegazione=spiegazione)
        for spesa in scelte[quante : quante + in_parte]:
            self._taglia(spesa)
        return [spesa.pk for spesa in scelte[: quante + in_parte]]

    def _taglia(self, spesa: Spesa) -> None:
        ammetti_in_parte(
            spesa,
            utente=self.squadra.funzionario,
            importo=centesimi(spesa.importo * Decimal("0.75")),
            motivo=MotivoNonAmmissione.NON_INERENTE,
            spiegazione="Un quarto della fornitura riguarda altre attività dell'ente.",
        )

    # --- the seventh quarter, half-way ------------------------------------------------------------------------

    def _verifica_in_corso(self) -> None:
        giorno, chi = self.calendario.presentato_il(IN_VERIFICA), self.squadra
        self._presenta(IN_VERIFICA, giorno)
        with momento(alle(feriale(giorno + timedelta(days=6)), 10, 20), chi.funzionario):
            self._rifiuta_alcune(IN_VERIFICA, quante=3, in_parte=2)
        with momento(alle(feriale(giorno + timedelta(days=7)), 11, 30), chi.funzionario):
            self._ammetti_cohousing()
        with momento(alle(feriale(giorno + timedelta(days=8)), 15, 5), chi.funzionario):
            ammetti_in_blocco(self._da_ammettere(), utente=chi.funzionario)
        with momento(alle(feriale(giorno + timedelta(days=10)), 16, 45), chi.funzionario):
            chieste = self._chiedi_integrazioni()
        with momento(alle(feriale(giorno + timedelta(days=16)), 17, 15), chi.contabile):
            for spesa in Spesa.objects.filter(pk__in=chieste[::2]).order_by("pk"):
                integra_spesa(spesa, utente=chi.contabile, risposta="Abbiamo caricato il documento che mancava.")

    def _ammetti_cohousing(self) -> None:
        """In the order of entry: the third finds the end of the line's budget, the last waits."""
        spese = self.rendiconto(IN_VERIFICA).spese.filter(linea=Linea.COH).order_by("documento_spesa__data", "pk")
        for spesa in list(spese)[:3]:
            ammetti_spesa(spesa, utente=self.squadra.funzionario)

    def _da_ammettere(self) -> list[int]:
        altre = self.rendiconto(IN_VERIFICA).spese.filter(stato=StatoSpesa.PRESENTATA).exclude(linea=Linea.COH)
        restano = list(altre.order_by("pk").values_list("pk", flat=True))
        return restano[: max(0, len(restano) - DA_GUARDARE)]

    def _chiedi_integrazioni(self) -> list[int]:
        """One question for each share whose papers are not all there."""
        spese = (
            self.rendiconto(IN_VERIFICA).spese.filter(stato=StatoSpesa.PRESENTATA).select_related("documento_spesa")
        )
        scelte = [s for s in spese.order_by("pk") if s.documento_spesa.tipo in RICHIESTE][-len(RICHIESTE) - 1 :]
        for spesa in scelte:
            chiedi_integrazione(
                spesa,
                utente=self.squadra.funzionario,
                richiesta=RICHIESTE[TipoDocumento(spesa.documento_spesa.tipo)],
                giorni=15,
            )
        return [spesa.pk for spesa in scelte]
