"""What the fund offers to the accounts of a quarter: its payments with value date in it, each with its letter.

By the cash principle a payment counts in the quarter of its value date. What may be claimed of each is in
``rules/costi.py``; the payments of which nothing may be claimed are told as well, with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from fondo_garanzia.choices import Provenienza, TipoMovimento, Voce
from fondo_garanzia.models import Anticipo, Escussione, MovimentoFondo
from fondo_garanzia.rules.costi import Genere, Passaggio, Richiesta, da_chiedere
from valdera_housing.kit.scrittura import in_data
from valdera_housing.linea import CostoOfferto
from valdera_housing.models import Nucleo, Trimestre

EROGAZIONI = "F"
GENERI = {Voce.DOTATO: Genere.DOTAZIONE, Voce.RIENTRATO: Genere.RIENTRO, Voce.EROGATO: Genere.PAGAMENTO}
SENZA_CODICE = "Manca il codice fiscale o la partita IVA di chi è stato pagato: scrivilo prima di prendere il costo"
SENZA_FILE = "Manca la lettera: allegala al documento"
ATTO_DA_ALLEGARE = "Allega al documento l’atto che autorizza il pagamento"
TUTTO_RIENTRATO = "Pagato con soldi già rientrati: un euro prestato di nuovo non si chiede due volte"
TORNATO = "Il bonifico è tornato indietro: non c’è una spesa da chiedere"
DEL_COMUNE = "La quota della convenzione di questo comune è finita: quello che ha aggiunto il comune non si chiede"


def costi_da_rendicontare(trimestre: Trimestre) -> list[CostoOfferto]:
    """The payments of the quarter in two queries whatever they are, the earliest first."""
    convenzione = trimestre.convenzione
    registro = _registro(trimestre)
    richieste = {
        r.chiave: r
        for passaggi in registro.passaggi.values()
        for r in da_chiedere(passaggi, registro.periodi.__getitem__, rotativo=convenzione.fondo_rotativo)
        if trimestre.inizio <= r.giorno <= trimestre.fine
    }
    pagamenti = MovimentoFondo.objects.filter(pk__in=richieste).select_related(
        "anticipo__nucleo", "anticipo__lettera", "escussione__garanzia__nucleo", "escussione__lettera"
    )
    return [
        _offerto(movimento, richieste[movimento.pk], registro.volte[movimento.pk], rotativo=convenzione.fondo_rotativo)
        for movimento in pagamenti.order_by("valuta", "pk")
    ]


@dataclass
class _Registro:
    """The ledger of the funds up to a day, read once.

    ``passaggi`` by fund; ``periodi`` the number of the quarter of each day that has a line, zero before the
    convention; ``volte`` how many times the advance of a payment had been paid before: a transfer that bounced is
    made again.
    """

    passaggi: dict[int, list[Passaggio]] = field(default_factory=lambda: defaultdict(list))
    periodi: dict[date, int] = field(default_factory=dict)
    volte: Counter[int] = field(default_factory=Counter)


def _registro(trimestre: Trimestre) -> _Registro:
    """The endowments of the convention, what was paid, what came back, in one query."""
    registro, fatte = _Registro(), Counter[int]()
    for riga in _righe(trimestre):
        giorno, erogata = riga["valuta"], riga["voce"] == Voce.EROGATO
        registro.periodi[giorno] = riga["periodo"] or 0
        importo = -riga["effetto"] if erogata else riga["effetto"]
        registro.passaggi[riga["fondo"]].append(
            Passaggio(riga["pk"], giorno, GENERI[Voce(riga["voce"])], importo, riga["rettifica_di"])
        )
        if riga["tipo"] == TipoMovimento.EROGAZIONE_ANTICIPO:
            registro.volte[riga["pk"]] = fatte[riga["anticipo"]]
            fatte[riga["anticipo"]] += 1
    return registro


def _righe(trimestre: Trimestre) -> Iterable[Any]:
    """The lines up to the last day of the quarter, in the order of their days, each with the number of its quarter."""
    iniziati = Trimestre.objects.filter(convenzione=trimestre.convenzione_id, inizio__lte=OuterRef("valuta"))
    periodo = iniziati.order_by().values("convenzione").annotate(quanti=Count("pk")).values("quanti")
    return (
        MovimentoFondo.objects.filter(
            Q(voce=Voce.DOTATO, provenienza=Provenienza.CONVENZIONE) | Q(voce__in=[Voce.EROGATO, Voce.RIENTRATO]),
            valuta__lte=trimestre.fine,
        )
        .order_by("valuta", "pk")
        .values(
            "fondo", "pk", "valuta", "voce", "effetto", "rettifica_di", "tipo", "anticipo", periodo=Subquery(periodo)
        )
    )


@dataclass(frozen=True)
class _Pagato:
    """Who was paid, for which household, decided when."""

    a_chi: str
    codice: str
    nucleo: Nucleo
    deciso_il: date | None
    azione: str


def _dell_anticipo(anticipo: Anticipo) -> _Pagato:
    nome, codice = anticipo.creditore, anticipo.creditore_codice
    return _Pagato(nome, codice, anticipo.nucleo, anticipo.deciso_il, "Anticipi ai nuclei")


def _dell_escussione(escussione: Escussione) -> _Pagato:
    garanzia = escussione.garanzia
    nome, codice = garanzia.titolare, garanzia.titolare_codice
    return _Pagato(nome, codice, garanzia.nucleo, escussione.decisa_il, "Garanzie escusse")


def _offerto(movimento: MovimentoFondo, richiesta: Richiesta, prima: int, *, rotativo: bool) -> CostoOfferto:
    pratica = movimento.anticipo or movimento.escussione
    if pratica is None:
        raise ValueError(f"Il pagamento {movimento.pk} non appartiene a una pratica.")
    pagato = _dell_anticipo(pratica) if isinstance(pratica, Anticipo) else _dell_escussione(pratica)
    lettera = pratica.lettera
    come = ", ".join(richiesta.spiegazione(rotativo=rotativo))
    atto = _atto(pratica.atto, pagato.deciso_il)
    return CostoOfferto(
        chiave=f"fon/erogazioni/{movimento.pk}",
        fornitore=pagato.a_chi,
        numero=f"{pratica.numero}/{prima + 1}" if prima else pratica.numero,
        data=pagato.deciso_il or movimento.valuta,
        importo=richiesta.importo,
        macrovoce=EROGAZIONI,
        azione=pagato.azione,
        descrizione=f"{pratica} per il nucleo {pagato.nucleo.codice}: {come}. {atto}"[:300],
        tipo="ATTO_FONDO",
        codice_fiscale=pagato.codice,
        pagato_il=movimento.valuta,
        documento=lettera.documento_id if lettera else movimento.documento_id,
        note=tuple(_note(richiesta, pagato.codice, con_file=bool(lettera or movimento.documento_id))),
        nucleo=pagato.nucleo.pk,
    )


def _atto(atto: str, giorno: date | None) -> str:
    return f"{atto} del {in_data(giorno)}" if giorno else atto


def _note(richiesta: Richiesta, codice: str, *, con_file: bool) -> Iterator[str]:
    if richiesta.del_comune:
        yield DEL_COMUNE
    if not richiesta.pagato:
        yield TORNATO
    elif richiesta.rientrati == richiesta.pagato:
        yield TUTTO_RIENTRATO
    if richiesta.importo <= Decimal(0):
        return
    if not codice:
        yield SENZA_CODICE
    if not con_file:
        yield SENZA_FILE
    yield ATTO_DA_ALLEGARE
