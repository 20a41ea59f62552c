"""What the fund offers to the accounts of a quarter: its payments with value date in it, each with its letter.

By the cash principle a payment counts in the quarter of its value date. What may be claimed of each is in
``rules/costi.py``; the payments of which nothing may be claimed are told as well, with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from fondo_garanzia.choices import Provenienza, TipoMovimento, Voce
from fondo_garanzia.models import Anticipo, Escussione, MovimentoFondo
from fondo_garanzia.rules.costi import Genere, Passaggio, Richiesta, da_chiedere
from valdera_housing.kit.scrittura import in_data
from valdera_housing.linea import CostoOfferto
from valdera_housing.models import Convenzione, Nucleo, Trimestre

EROGAZIONI = "F"
GENERI = {Voce.DOTATO: Genere.DOTAZIONE, Voce.RIENTRATO: Genere.RIENTRO, Voce.EROGATO: Genere.PAGAMENTO}
SENZA_CODICE = "Manca il codice fiscale o la partita IVA di chi è stato pagato: scrivilo prima di prendere il costo"
SENZA_FILE = "Manca la lettera: allegala al documento"
ATTO_DA_ALLEGARE = "Allega al documento l’atto che autorizza il pagamento"
TUTTO_RIENTRATO = "Pagato con soldi già rientrati: un euro prestato di nuovo non si chiede due volte"
TORNATO = "Il bonifico è tornato indietro: non c’è una spesa da chiedere"
DEL_COMUNE = "La quota della convenzione di questo comune è finita: quello che ha aggiunto il comune non si chiede"


def costi_da_rendicontare(trimestre: Trimestre) -> list[CostoOfferto]:
    """The payments of the quarter in two queries (and the calendar) whatever they are, the earliest first."""
    convenzione = trimestre.convenzione
    richieste = {
        r.chiave: r
        for passaggi in _passaggi(trimestre.fine).values()
        for r in da_chiedere(passaggi, _periodi(convenzione), rotativo=convenzione.fondo_rotativo)
        if trimestre.inizio <= r.giorno <= trimestre.fine
    }
    pagamenti = MovimentoFondo.objects.filter(pk__in=richieste).select_related(
        "anticipo__nucleo", "anticipo__lettera", "escussione__garanzia__nucleo", "escussione__lettera"
    )
    prima = _quante_volte(trimestre)
    return [
        _offerto(movimento, richieste[movimento.pk], prima[movimento.pk], rotativo=convenzione.fondo_rotativo)
        for movimento in pagamenti.order_by("valuta", "pk")
    ]


def _passaggi(fino_al: date) -> dict[int, list[Passaggio]]:
    """The money of each fund up to a day: the endowments of the convention, what was paid, what came back."""
    righe = (
        MovimentoFondo.objects.filter(
            Q(voce=Voce.DOTATO, provenienza=Provenienza.CONVENZIONE) | Q(voce__in=[Voce.EROGATO, Voce.RIENTRATO]),
            valuta__lte=fino_al,
        )
        .order_by("pk")
        .values_list("fondo", "pk", "valuta", "voce", "effetto", "rettifica_di")
    )
    passaggi: dict[int, list[Passaggio]] = defaultdict(list)
    for fondo, pk, valuta, voce, effetto, corregge in righe:
        genere = GENERI[Voce(voce)]
        passaggi[fondo].append(Passaggio(pk, valuta, genere, -effetto if voce == Voce.EROGATO else effetto, corregge))
    return passaggi


def _periodi(convenzione: Convenzione) -> Callable[[date], int]:
    """The number of the quarter of a day; what came before the convention is one time only."""
    inizi = [t.inizio for t in convenzione.elenco_trimestri]
    return lambda giorno: sum(inizio <= giorno for inizio in inizi)


def _quante_volte(trimestre: Trimestre) -> Counter[int]:
    """How many times an advance had been paid before each payment: a transfer that bounced is made again."""
    volte: Counter[int] = Counter()
    fatte: Counter[int] = Counter()
    righe = MovimentoFondo.objects.filter(tipo=TipoMovimento.EROGAZIONE_ANTICIPO, valuta__lte=trimestre.fine)
    for pk, anticipo in righe.order_by("valuta", "pk").values_list("pk", "anticipo"):
        volte[pk] = fatte[anticipo]
        fatte[anticipo] += 1
    return volte


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
