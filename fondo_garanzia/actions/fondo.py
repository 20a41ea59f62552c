"""Acts on the money of a fund, and the fences of every commitment and payment."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from fondo_garanzia.choices import VOCI, Provenienza, TipoMovimento
from fondo_garanzia.models import DerogaFondo, Fondo, MovimentoFondo
from fondo_garanzia.queries.fondo import in_situazione
from fondo_garanzia.rules.capienza import mancante, valuta_adesione, valuta_capienza, valuta_cassa
from fondo_garanzia.workflow import CONTI, UNIONE
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Utente

# What a person writes by hand; the rest comes with the acts on guarantees and advances, or with the ledger.
A_MANO = (TipoMovimento.INTERESSE, TipoMovimento.SPESE_BANCA, TipoMovimento.TRASFERIMENTO_COMUNE)


def fondo_bloccato(fondo: Fondo) -> Fondo:
    """The fund locked until the end: two people who commit its last euros wait for one another."""
    return Fondo.objects.select_related("comune").bloccati().get(pk=fondo.pk)


def pretende_capienza(fondo: Fondo, importo: Decimal, *, utente: Utente, deroga: str = "") -> Fondo:
    """Lock the fund and let ``importo`` be committed; with ``deroga`` the Unione lets it go beyond, with its reason.

    Raises AttoRifiutato with how much is there and how much is missing.
    """
    fondo = fondo_bloccato(fondo)
    situazione = in_situazione(fondo)
    esito = valuta_capienza(situazione, importo)
    if esito.positivo:
        return fondo
    if not deroga or not valuta_adesione(situazione).positivo:
        raise AttoRifiutato(esito)
    if not utente.ha_ruolo(*UNIONE):
        raise AttoRifiutato("Una deroga la concede l’Unione.")
    DerogaFondo.objects.create(
        fondo=fondo, importo=mancante(situazione, importo), nota=deroga, concessa_da=utente, concessa_il=oggi()
    )
    return fondo


def pretende_cassa(fondo: Fondo, importo: Decimal) -> Fondo:
    """Lock the fund and let ``importo`` be paid. AttoRifiutato when there is not that much money."""
    fondo = fondo_bloccato(fondo)
    esito = valuta_cassa(in_situazione(fondo), importo)
    pretendi(esito)
    return fondo


def scrivi_movimento(
    fondo: Fondo, tipo: TipoMovimento, importo: Decimal, *, giorno: date, causale: str, utente: Utente, **altro: Any
) -> MovimentoFondo:
    """A line of the ledger: figure and sign are those of its type (``segno`` where both are possible)."""
    voce, segni = VOCI[tipo]
    segno = altro.pop("segno", segni[0])
    valuta = altro.pop("valuta", giorno)
    return MovimentoFondo.objects.create(
        fondo=fondo, tipo=tipo, voce=voce, segno=segno, importo=importo, giorno=giorno, valuta=valuta,
        causale=causale, creato_da=utente, **altro,
    )  # fmt: skip


def _pretende_passato(giorno: date) -> None:
    if giorno > oggi():
        raise AttoRifiutato("La data contabile è nel futuro: un movimento si registra quando è avvenuto.")


@transaction.atomic
def dota_fondo(comune: Comune, dati: dict[str, Any], *, utente: Utente) -> MovimentoFondo:
    """A comune puts money in its fund (``importo``, ``giorno``, ``atto``, ``provenienza``, ``documento``): the Unione.

    The first endowment opens the fund. Money of the convention and money added by the comune stay distinct.
    """
    if not utente.ha_ruolo(*UNIONE):
        raise AttoRifiutato("Le dotazioni le registra l’Unione.")
    _pretende_passato(dati["giorno"])
    fondo, _ = Fondo.objects.get_or_create(comune=comune)
    return scrivi_movimento(
        fondo, TipoMovimento.DOTAZIONE, causale=f"Dotazione di {comune}: {dati['atto']}"[:300], utente=utente, **dati
    )


@transaction.atomic
def storna_dotazione(fondo: Fondo, dati: dict[str, Any], *, utente: Utente) -> MovimentoFondo:
    """Take back part of what was endowed (``importo``, ``giorno``, ``atto``, ``provenienza``, ``documento``).

    Raises AttoRifiutato when that much is committed or already spent.
    """
    if not utente.ha_ruolo(*UNIONE):
        raise AttoRifiutato("Le dotazioni le registra l’Unione.")
    _pretende_passato(dati["giorno"])
    fondo = fondo_bloccato(fondo)
    situazione = in_situazione(fondo)
    libero = max(min(situazione.disponibile, situazione.cassa), ZERO)
    if dati["importo"] > libero:
        raise AttoRifiutato(f"Si può togliere al massimo {in_euro(libero)}: il resto è impegnato o già speso.")
    _resta_della_provenienza(fondo, dati["provenienza"], dati["importo"])
    return scrivi_movimento(
        fondo, TipoMovimento.STORNO_DOTAZIONE, causale=f"Storno: {dati['atto']}"[:300], utente=utente, **dati
    )


def _resta_della_provenienza(fondo: Fondo, provenienza: str, importo: Decimal) -> None:
    """Money of the convention and of the comune are counted apart: neither can be taken back from the other."""
    dato = fondo.movimenti.filter(provenienza=provenienza).aggregate(somma=Sum("effetto"))["somma"] or ZERO
    if importo > dato:
        raise AttoRifiutato(
            f"«{Provenienza(provenienza).label}»: il fondo ha {in_euro(dato)}, non si toglie di più da lì."
        )


@transaction.atomic
def registra_movimento(fondo: Fondo, tipo: TipoMovimento, dati: dict[str, Any], *, utente: Utente) -> MovimentoFondo:
    """Bank interest or fees, a transfer with the comune (``importo``, ``giorno``, ``causale``, ``segno``).

    Raises AttoRifiutato when the money that goes out is not there.
    """
    if not utente.ha_ruolo(*CONTI):
        raise AttoRifiutato("I movimenti del conto li registra chi fa i conti dell’ente partner.")
    if tipo not in A_MANO:
        raise AttoRifiutato("Questo movimento nasce da una pratica: non si scrive a mano.")
    _pretende_passato(dati["giorno"])
    if dati.get("segno", VOCI[tipo][1][0]) < 0:
        fondo = pretende_cassa(fondo, dati["importo"])
        _resta_coperto(fondo, dati["importo"])
    return scrivi_movimento(fondo, tipo, utente=utente, **dati)


def _resta_coperto(fondo: Fondo, importo: Decimal) -> None:
    esito = valuta_capienza(in_situazione(fondo), importo)
    pretendi(esito)


@transaction.atomic
def rettifica_movimento(
    movimento: MovimentoFondo, importo: Decimal, *, giorno: date, causale: str, utente: Utente
) -> MovimentoFondo:
    """Take away all or part of a line written wrong: a new line that points to it; the right one is written after.

    Raises AttoRifiutato for what belongs to a guarantee or to an advance, which is corrected there.
    """
    if not utente.ha_ruolo(*(UNIONE if movimento.provenienza else CONTI)):
        raise AttoRifiutato("Una dotazione la rettifica l’Unione, il resto chi fa i conti.")
    if movimento.tipo not in (*A_MANO, TipoMovimento.DOTAZIONE, TipoMovimento.STORNO_DOTAZIONE):
        raise AttoRifiutato("Questo movimento nasce da una pratica: si corregge lì.")
    _pretende_passato(giorno)
    fondo = fondo_bloccato(movimento.fondo)
    resta = movimento.importo - sum(r.importo for r in movimento.rettifiche.all())
    if importo > resta:
        raise AttoRifiutato(f"Di questo movimento restano {in_euro(resta)}: non si toglie di più.")
    if movimento.segno > 0:
        _resta_coperto(fondo, importo)
    if movimento.segno > 0 and movimento.provenienza:
        _resta_della_provenienza(fondo, movimento.provenienza, importo)
    return MovimentoFondo.objects.create(
        fondo=fondo, tipo=TipoMovimento.RETTIFICA, voce=movimento.voce, segno=-movimento.segno, importo=importo,
        giorno=giorno, valuta=giorno, causale=causale, provenienza=movimento.provenienza, atto=movimento.atto,
        rettifica_di=movimento, creato_da=utente,
    )  # fmt: skip
