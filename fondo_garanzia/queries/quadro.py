"""How the funds stand: comune by comune, all together, and what stands behind the figures of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from fondo_garanzia.choices import ASPETTI_ANTICIPO, ASPETTI_GARANZIA, Provenienza, TipoMovimento, Voce
from fondo_garanzia.models import Anticipo, Fondo, Garanzia
from fondo_garanzia.workflow import VEDONO_IL_FONDO
from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Aspetto, Riga
from valdera_housing.kit.denaro import ZERO, in_cifre
from valdera_housing.kit.grafici import Tratto
from valdera_housing.kit.pagine import indirizzo_in
from valdera_housing.models import Comune, Utente

# Who reads the funds and their ledger: the social worker those of her comuni.
LEGGONO_I_FONDI = (*VEDONO_IL_FONDO, Ruolo.ASSISTENTE_SOCIALE)
FIGURE = ("dotato", "impegnato", "erogato", "rientrato", "altri", "cassa", "disponibile", "deroga")
IN_EURO = DecimalField(max_digits=12, decimal_places=2)
IMPEGNI_MOSTRATI = 20


# --- comune by comune ----------------------------------------------------------------------------------------


def comuni_e_fondi(utente: Utente, giorno: date) -> QuerySet[Comune]:
    """The comuni of the Unione with the figures of their fund, in euro, and ``fondo_pk`` (None: they have none).

    A comune that has left the Unione is still here while it has a fund.
    """
    fondi = Fondo.objects.visibili_a(utente).filter(comune=OuterRef("pk"))
    comuni = Comune.objects.annotate(fondo_pk=Subquery(fondi.values("pk")))
    comuni = comuni.filter(Q(pk__in=Comune.objects.aderenti(giorno).values("pk")) | Q(fondo_pk__isnull=False))
    if not utente.ha_ruolo(*VEDONO_IL_FONDO):
        comuni = comuni.filter(pk__in=utente.comuni_seguiti)
    return comuni.annotate(
        senza_fondo=ExpressionWrapper(Q(fondo_pk=None), output_field=BooleanField()),
        **{figura: Coalesce(Subquery(fondi.values(figura)), Value(ZERO), output_field=IN_EURO) for figura in FIGURE},
    )


class Totali(NamedTuple):
    """The figures of all the funds of a list, in euro; ``comuni`` of which ``con_fondo`` have a fund."""

    comuni: int
    con_fondo: int
    dotato: Decimal
    impegnato: Decimal
    erogato: Decimal
    rientrato: Decimal
    altri: Decimal
    cassa: Decimal
    disponibile: Decimal
    deroga: Decimal


def totali(comuni: QuerySet[Comune]) -> Totali:
    """One query over rows of ``comuni_e_fondi``."""
    somme = {figura: Coalesce(Sum(figura), Value(ZERO), output_field=IN_EURO) for figura in FIGURE}
    # The keywords of an aggregate may not be those of the annotations they sum.
    conti = comuni.aggregate(
        comuni=Count("pk"), con_fondo=Count("fondo_pk"), **{f"somma_{f}": somma for f, somma in somme.items()}
    )
    return Totali(conti["comuni"], conti["con_fondo"], *(conti[f"somma_{figura}"] for figura in FIGURE))


@dataclass(frozen=True)
class BarraFondo:
    """A fund drawn: what is on the account, of it the committed part and the free one, as shares of the largest.

    ``scoperto`` is what a waiver let commit beyond the account.
    """

    nome: str
    url: str
    impegnato: Decimal
    cassa: Decimal
    disponibile: Decimal
    preso: Tratto
    libero: Tratto
    scoperto: Tratto | None


def barre_dei_fondi(comuni: list[Any], url_di: Callable[[int], str]) -> list[BarraFondo]:
    """A bar for each row of ``comuni_e_fondi`` that has a fund; ``url_di`` gives the address of a fund."""
    con_fondo = [c for c in comuni if c.fondo_pk]
    massimo = max([ZERO, *(max(c.cassa, c.impegnato) for c in con_fondo)])
    return [_barra(c, massimo, url_di(c.fondo_pk)) for c in con_fondo]


def _barra(comune: Any, massimo: Decimal, url: str) -> BarraFondo:
    coperto = min(comune.impegnato, comune.cassa)
    return BarraFondo(
        nome=comune.nome,
        url=url,
        impegnato=comune.impegnato,
        cassa=comune.cassa,
        disponibile=comune.disponibile,
        preso=_tratto(ZERO, coperto, massimo),
        libero=_tratto(coperto, comune.cassa, massimo),
        scoperto=_tratto(coperto, comune.impegnato, massimo) if comune.impegnato > comune.cassa else None,
    )


def _tratto(da: Decimal, a: Decimal, massimo: Decimal) -> Tratto:
    if not massimo:
        return Tratto("0%", "0%")
    return Tratto(f"{da / massimo * 100:.2f}%", f"{(a - da) / massimo * 100:.2f}%")


# --- one fund ------------------------------------------------------------------------------------------------


def come_si_arriva(fondo: Fondo) -> list[Riga]:
    """The sum that gives what is on the account and what is free, line by line."""
    return [
        Riga("Dotato", in_cifre(fondo.dotato), "Le dotazioni, tolti gli storni"),
        Riga("− Erogato", in_cifre(fondo.erogato), "Escussioni e anticipi pagati"),
        Riga("+ Rientrato", in_cifre(fondo.rientrato), "Rate di anticipi e rivalse incassate"),
        Riga("± Altri movimenti", in_cifre(fondo.altri), "Interessi, spese della banca, trasferimenti con il comune"),
        Riga("= In cassa", in_cifre(fondo.cassa), "Quello che c’è sul conto dedicato per questo comune", esito=True),
        Riga("− Impegnato", in_cifre(fondo.impegnato), "Garanzie in corso e anticipi approvati da pagare"),
        Riga("= Disponibile", in_cifre(fondo.disponibile), "Quello che si può ancora impegnare", esito=True),
    ]


class RigaDotazione(NamedTuple):
    """What was endowed from a source, what was taken back, what stays. Euro."""

    provenienza: Provenienza
    dotato: Decimal
    tolto: Decimal
    resta: Decimal


def dotazioni_per_provenienza(fondo: Fondo) -> list[RigaDotazione]:
    """Money of the convention and money added by the comune, kept distinct."""
    righe = (
        fondo.movimenti.filter(voce=Voce.DOTATO)
        .order_by()
        .values("provenienza")
        .annotate(
            messo=Coalesce(Sum("effetto", filter=Q(tipo=TipoMovimento.DOTAZIONE)), Value(ZERO), output_field=IN_EURO),
            resta=Sum("effetto"),
        )
    )
    per_provenienza = {riga["provenienza"]: riga for riga in righe}
    return [
        RigaDotazione(p, riga["messo"], riga["messo"] - riga["resta"], riga["resta"])
        for p in Provenienza
        if (riga := per_provenienza.get(p.value))
    ]


class Impegno(NamedTuple):
    """A guarantee or an advance that keeps money of the fund aside. ``url`` is empty for who may not read it."""

    genere: str
    numero: str
    aspetto: Aspetto
    importo: Decimal
    url: str


GENERI = {
    "garanzia": ("Garanzia", "garanzia_scheda", ASPETTI_GARANZIA),
    "anticipo": ("Anticipo", "anticipo_scheda", ASPETTI_ANTICIPO),
}


def impegni_del_fondo(fondo: Fondo, utente: Utente) -> list[Impegno]:
    """What commits the fund, the largest first: one more than the page shows says that there are others."""
    righe = _che_impegnano(fondo.garanzie, Garanzia, "garanzia", utente).union(
        _che_impegnano(fondo.anticipi, Anticipo, "anticipo", utente), all=True
    )
    return [_impegno(*riga) for riga in righe.order_by("-impegno", "numero")[: IMPEGNI_MOSTRATI + 1]]


def _che_impegnano(pratiche: Any, modello: Any, genere: str, utente: Utente) -> QuerySet:
    mie = modello.objects.visibili_a(utente).filter(pk=OuterRef("pk"))
    return (
        pratiche.filter(impegno__gt=0)
        .order_by()
        .annotate(genere=Value(genere), chiave=F("pk"), si_legge=Exists(mie))
        .values_list("genere", "chiave", "numero", "stato", "impegno", "si_legge")
    )


def _impegno(genere: str, pk: int, numero: str, stato: str, importo: Decimal, si_legge: bool) -> Impegno:
    nome, pagina, aspetti = GENERI[genere]
    url = indirizzo_in("fondo_garanzia", pagina, pk) if si_legge else ""
    return Impegno(nome, numero, aspetti[stato], importo, url)
