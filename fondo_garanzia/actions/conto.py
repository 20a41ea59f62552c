"""Acts on the dedicated account: lines joined to the movements of the funds, months closed and opened again."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from fondo_garanzia.actions.fondo import registra_movimento
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import ChiusuraMese, Fondo, MovimentoFondo, RiscontroBanca
from fondo_garanzia.queries.conto import ContiDelConto, mese_chiuso
from fondo_garanzia.rules.riconciliazione import in_mese
from fondo_garanzia.workflow import CONTI, UNIONE
from valdera_housing.actions.movimento import ignora_movimento, movimento_bloccato, riapri_movimento
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import ContoBancario, MovimentoBancario, Utente

MESSA_DA_PARTE = "Fondo di garanzia: "


def _pretende_conti(utente: Utente) -> None:
    if not utente.ha_ruolo(*CONTI):
        raise AttoRifiutato("Il conto dedicato lo tiene chi fa i conti dell’ente partner.")


def _blocca_i_fondi() -> None:
    """Who closes a month locks every fund: whoever writes in it waits for her, or she for them."""
    list(Fondo.objects.bloccati())


def _riga_del_fondo(riga: MovimentoBancario, utente: Utente) -> MovimentoBancario:
    """The line locked, with its account: it must be the dedicated one."""
    _pretende_conti(utente)
    riga = movimento_bloccato(riga)
    if not riga.conto.dedicato:
        raise AttoRifiutato("Questa riga non è del conto dedicato del fondo.")
    return riga


def _pretende_libera(riga: MovimentoBancario) -> None:
    if riga.abbinato:
        raise AttoRifiutato("Questa riga è un pagamento del partitario: lì si abbina e si scioglie.")
    if RiscontroBanca.objects.filter(riga=riga).exists():
        raise AttoRifiutato("Questa riga è già collegata: prima sciogli il collegamento.")


@transaction.atomic
def riscontra_riga(riga: MovimentoBancario, movimenti: Collection[int], *, utente: Utente) -> list[RiscontroBanca]:
    """Say which movements of the funds (by pk) a bank line is: together they make it to the cent.

    The line then leaves those to be matched in the registry's ledger.
    """
    riga = _riga_del_fondo(riga, utente)
    _pretende_libera(riga)
    _blocca_i_fondi()
    scelti = list(MovimentoFondo.objects.filter(pk__in=movimenti, riscontro=None).order_by("pk"))
    if not scelti:
        raise AttoRifiutato("Scegli almeno un movimento.")
    if len(scelti) < len(set(movimenti)):
        raise AttoRifiutato("Uno dei movimenti scelti è già collegato a una riga: ricarica la pagina.")
    somma = sum((m.effetto for m in scelti), ZERO)
    if somma != riga.importo:
        raise AttoRifiutato(
            f"La riga è di {in_euro(riga.importo)}, i movimenti scelti fanno {in_euro(somma)}: "
            f"la differenza è {in_euro(riga.importo - somma)}."
        )
    return _collega(riga, scelti, utente)


def _collega(riga: MovimentoBancario, movimenti: list[MovimentoFondo], utente: Utente) -> list[RiscontroBanca]:
    if not riga.ignorato_perche:
        ignora_movimento(riga, _perche(movimenti), utente=utente)
    return [RiscontroBanca.objects.create(movimento=m, riga=riga, creato_da=utente) for m in movimenti]


def _perche(movimenti: list[MovimentoFondo]) -> str:
    """``Fondo di garanzia: anticipo erogato``; more than one kind are told once each."""
    tipi = dict.fromkeys(m.get_tipo_display().lower() for m in movimenti)
    return f"{MESSA_DA_PARTE}{', '.join(tipi)}"[:160]


@transaction.atomic
def sciogli_riscontro(riga: MovimentoBancario, *, utente: Utente) -> None:
    """Undo what was said of a line: its movements are without a line again, it is to be matched again.

    Raises AttoRifiutato when it is a payment of the ledger, which is undone there, or its month is closed.
    """
    riga = _riga_del_fondo(riga, utente)
    if riga.abbinato:
        raise AttoRifiutato("Questa riga è un pagamento del partitario: lì si abbina e si scioglie.")
    _blocca_i_fondi()
    riscontri = RiscontroBanca.objects.filter(riga=riga)
    giorni = [riga.data, *riscontri.values_list("movimento__giorno", flat=True)]
    if mese_chiuso(min(giorni)):
        raise AttoRifiutato("Il mese di questa riga è chiuso: prima va riaperto.")
    sciolti, _ = riscontri.delete()
    if not sciolti:
        raise AttoRifiutato("Questa riga non è collegata a nessun movimento del fondo.")
    if riga.ignorato_perche.startswith(MESSA_DA_PARTE):
        riapri_movimento(riga, utente=utente)


@transaction.atomic
def registra_da_riga(
    riga: MovimentoBancario, fondo: Fondo, tipo: TipoMovimento, *, causale: str, utente: Utente
) -> MovimentoFondo:
    """Write a bank fee, interest or transfer with the comune as the bank tells it, on the fund of a comune; joined."""
    riga = _riga_del_fondo(riga, utente)
    _pretende_libera(riga)
    _pretende_segno(riga, tipo)
    _blocca_i_fondi()
    dati = {"importo": abs(riga.importo), "giorno": riga.data, "valuta": riga.valuta, "causale": causale}
    if tipo == TipoMovimento.TRASFERIMENTO_COMUNE:
        dati["segno"] = 1 if riga.importo > 0 else -1
    movimento = registra_movimento(fondo, tipo, dati, utente=utente)
    _collega(riga, [movimento], utente)
    return movimento


def _pretende_segno(riga: MovimentoBancario, tipo: TipoMovimento) -> None:
    if tipo == TipoMovimento.SPESE_BANCA and riga.importo > 0:
        raise AttoRifiutato("Questa riga è denaro in entrata: non è una spesa della banca.")
    if tipo == TipoMovimento.INTERESSE and riga.importo < 0:
        raise AttoRifiutato("Questa riga è denaro in uscita: non è un interesse.")


@transaction.atomic
def chiudi_mese(conto: ContoBancario, mese: date, saldo_banca: Decimal, *, utente: Utente) -> ChiusuraMese:
    """Close a month: ``saldo_banca`` is the euro of the bank statement on its last day.

    Months are closed in order, once they are over. Raises AttoRifiutato with all that is missing when bank and funds
    do not agree to the cent.
    """
    _pretende_conti(utente)
    conto = ContoBancario.objects.select_for_update(no_key=True).get(pk=conto.pk)
    if not conto.dedicato:
        raise AttoRifiutato("Si chiudono i mesi del conto dedicato del fondo.")
    _blocca_i_fondi()
    conti = ContiDelConto(conto)
    if impedimento := conti.impedimento(mese):
        raise AttoRifiutato(impedimento)
    confronto = conti.nel_mese(mese, saldo_banca).conti
    if not confronto.esito.positivo:
        raise AttoRifiutato(confronto.esito)
    return ChiusuraMese.objects.create(
        conto=conto, mese=mese, saldo_banca=saldo_banca, saldo_fondo=confronto.cassa, chiuso_da=utente
    )


@transaction.atomic
def riapri_mese(conto: ContoBancario, mese: date, motivo: str, *, utente: Utente) -> ChiusuraMese:
    """Open a closed month again, the last one only, with a reason: the Unione."""
    if not utente.ha_ruolo(*UNIONE):
        raise AttoRifiutato("Un mese chiuso lo riapre l’Unione.")
    conto = ContoBancario.objects.select_for_update(no_key=True).get(pk=conto.pk)
    _blocca_i_fondi()
    chiusure = ContiDelConto(conto).chiusure
    if mese not in chiusure:
        raise AttoRifiutato("Questo mese non è chiuso.")
    if mese != max(chiusure):
        raise AttoRifiutato(f"Si riapre solo l’ultimo mese chiuso, {in_mese(max(chiusure))}.")
    chiusura = chiusure[mese]
    chiusura.riaperto_da, chiusura.riaperto_alle, chiusura.motivo_riapertura = utente, timezone.now(), motivo
    chiusura.save(update_fields=["riaperto_da", "riaperto_alle", "motivo_riapertura"])
    return chiusura
