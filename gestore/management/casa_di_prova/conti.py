"""Two years of rents: what was due each month, who paid, who did not, and the last statement of the bank."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from gestore.management.casa_di_prova.scena import Scena, alle, primo_del_mese
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import (
    FormatoEstratto,
    Linea,
    Mezzo,
    NaturaContratto,
    StatoContratto,
    TipoScadenza,
    Verso,
)
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import (
    ContoBancario,
    Contratto,
    EstrattoConto,
    Imputazione,
    Incasso,
    MovimentoBancario,
    Scadenza,
    prossimo_numero,
)
from valdera_housing.rules.estratto_conto.lettura import leggi_estratto
from valdera_housing.rules.file_ammessi import TESTO

MESI_AVANTI = 1
# Which months some households have not paid, counted back from this one: {position among the subleases: months ago}.
NON_PAGATI = {
    2: range(5, 8), 4: range(1), 5: range(2), 7: range(2, 5), 13: range(2), 17: range(3), 22: range(5), 26: range(1),
    30: range(4),
}  # fmt: skip
NESSUNO = range(0)
DA_ABBINARE = 8
IBAN_DELLA_GESTIONE = "IT09P0503471130000000654321"


@dataclass(frozen=True)
class Rata:
    """A due with the day on which it was paid, None when it was not."""

    scadenza: Scadenza
    pagata_il: date | None


def carica_conti(scena: Scena) -> None:
    conto = ContoBancario.objects.create(nome="Conto della gestione", iban=IBAN_DELLA_GESTIONE)
    rate = [rata for contratto, mesi_fa in _contratti(scena) for rata in _rate(scena, contratto, mesi_fa)]
    Scadenza.objects.bulk_create([r.scadenza for r in rate], batch_size=500)
    pagate = [r for r in rate if r.pagata_il]
    fine_mese_scorso = primo_del_mese(scena.oggi) - timedelta(days=1)
    with scena.momento(alle(fine_mese_scorso, 18), scena.contabile):
        _incassi(scena, [r for r in pagate if r.pagata_il and r.pagata_il <= fine_mese_scorso])
    _estratto(scena, conto, [r for r in pagate if r.pagata_il and r.pagata_il > fine_mese_scorso])


def _contratti(scena: Scena) -> list[tuple[Contratto, range]]:
    teste = [(locazione.contratto, NESSUNO) for locazione in scena.locazioni]
    sotto = [(s.contratto, NON_PAGATI.get(posto, NESSUNO)) for posto, s in enumerate(scena.sublocazioni)]
    return [
        (c, mesi_fa) for c, mesi_fa in teste + sotto if c.stato not in {StatoContratto.BOZZA, StatoContratto.FIRMATO}
    ]


def _rate(scena: Scena, contratto: Contratto, mesi_fa: range) -> list[Rata]:
    """One rent a month, and the charges with it, from the start to next month; those of ``mesi_fa`` are unpaid."""
    ultimo = min(contratto.occupato_fino_al, aggiungi_mesi(primo_del_mese(scena.oggi), MESI_AVANTI))
    mesi, mese = [], primo_del_mese(contratto.inizio)
    while mese <= ultimo:
        mesi.append(mese)
        mese = aggiungi_mesi(mese, 1)
    if contratto.natura == NaturaContratto.SUBLOCAZIONE and contratto.stato == StatoContratto.CESSATO:
        mesi_fa = NESSUNO
    non_pagati = {aggiungi_mesi(primo_del_mese(scena.oggi), -n) for n in mesi_fa}
    return [rata for mese in mesi for rata in _del_mese(scena, contratto, mese, mese in non_pagati)]


def _del_mese(scena: Scena, contratto: Contratto, mese: date, non_pagato: bool) -> list[Rata]:
    scade = mese.replace(day=contratto.giorno_scadenza)
    quando = scade - timedelta(days=scena.caso.randint(0, 4))
    if scena.caso.random() < 0.1:
        quando = scade + timedelta(days=scena.caso.randint(1, 7))
    pagata = None if non_pagato or quando > scena.oggi else max(quando, mese)
    voci = [(TipoScadenza.CANONE, contratto.canone_mensile, "canone")]
    if contratto.oneri_mensili:
        voci.append((TipoScadenza.ONERI, contratto.oneri_mensili, "oneri"))
    return [Rata(_scadenza(contratto, mese, scade, *voce), pagata) for voce in voci]


def _scadenza(
    contratto: Contratto, mese: date, scade: date, tipo: TipoScadenza, importo: Decimal, parola: str
) -> Scadenza:
    testa = contratto.natura == NaturaContratto.TESTA
    return Scadenza(
        chiave=f"{parola}/{contratto.pk}/{mese:%Y-%m}",
        verso=Verso.USCITA if testa else Verso.ENTRATA,
        tipo=tipo,
        linea=Linea.GIS,
        contratto=contratto,
        nucleo_id=contratto.nucleo_id,
        proprietario_id=contratto.proprietario_id,
        intestazione=contratto.proprietario.denominazione if contratto.proprietario else contratto.conduttore,
        competenza=mese,
        descrizione=f"{tipo.label} di {MESI[mese.month - 1]} {mese.year}, {contratto.numero}",
        importo=importo,
        scade_il=scade,
    )


def _incassi(scena: Scena, rate: list[Rata]) -> list[Incasso]:
    """One payment for what a contract owed for a month, registered by hand."""
    gruppi: dict[tuple[int, date], list[Rata]] = {}
    for rata in rate:
        gruppi.setdefault((rata.scadenza.contratto_id or 0, rata.scadenza.competenza), []).append(rata)
    insiemi = sorted(gruppi.values(), key=lambda g: (g[0].pagata_il, g[0].scadenza.pk))
    numeri = _numeri(insiemi)
    incassi = Incasso.objects.bulk_create(
        [_incasso(scena, gruppo, numero) for gruppo, numero in zip(insiemi, numeri, strict=True)], batch_size=500
    )
    Imputazione.objects.bulk_create(
        [
            Imputazione(
                incasso=incasso,
                scadenza=r.scadenza,
                importo=r.scadenza.importo,
                criterio="Stesso importo, stesso mese",
                creata_da=scena.contabile,
            )
            for incasso, gruppo in zip(incassi, insiemi, strict=True)
            for r in gruppo
        ],
        batch_size=500,
    )
    return incassi


def _numeri(insiemi: list[list[Rata]]) -> list[str]:
    """``I-2026-0001``: in the order of the days, each year from its own count."""
    per_anno: dict[int, int] = {}
    for gruppo in insiemi:
        anno = _pagata(gruppo).year
        per_anno[anno] = per_anno.get(anno, 0) + 1
    conti = {anno: count(prossimo_numero("incasso", anno, quanti)) for anno, quanti in per_anno.items()}
    return [f"I-{_pagata(g).year}-{next(conti[_pagata(g).year]):04d}" for g in insiemi]


def _pagata(gruppo: list[Rata]) -> date:
    giorno = gruppo[0].pagata_il
    assert giorno is not None  # noqa: S101 - only paid ones are grouped
    return giorno


def _incasso(scena: Scena, gruppo: list[Rata], numero: str) -> Incasso:
    prima = gruppo[0].scadenza
    return Incasso(
        numero=numero,
        verso=prima.verso,
        data=_pagata(gruppo),
        importo=sum((r.scadenza.importo for r in gruppo), Decimal(0)),
        mezzo=Mezzo.BONIFICO,
        chi=prima.intestazione,
        nucleo_id=prima.nucleo_id,
        proprietario_id=prima.proprietario_id,
        registrato_da=scena.contabile,
    )


def _estratto(scena: Scena, conto: ContoBancario, rate: list[Rata]) -> None:
    """The statement of this month, read from a real CSV: the last payments wait for a person to match them."""
    gruppi: dict[int, list[Rata]] = {}
    for rata in rate:
        gruppi.setdefault(rata.scadenza.contratto_id or 0, []).append(rata)
    insiemi = sorted(gruppi.values(), key=lambda g: (_pagata(g), g[0].scadenza.pk))
    if not insiemi:
        return
    contenuto = _csv(insiemi)
    letto = leggi_estratto(contenuto, "estratto-conto.csv", iban=conto.iban)
    estratto = EstrattoConto.objects.create(
        conto=conto,
        documento=archivia_documento(
            contenuto, "estratto-conto.csv", utente=scena.contabile, ammessi=(TESTO,), tipo=TESTO
        ),
        formato=FormatoEstratto.CSV,
        dal=letto.dal,
        al=letto.al,
        movimenti_nuovi=len(letto.movimenti),
        importato_da=scena.contabile,
    )
    movimenti = MovimentoBancario.objects.bulk_create(
        MovimentoBancario(conto=conto, estratto=estratto, **asdict(movimento)) for movimento in letto.movimenti
    )
    abbinati = list(zip(insiemi, movimenti, strict=True))[:-DA_ABBINARE]
    incassi = _incassi(scena, [rata for gruppo, _ in abbinati for rata in gruppo])
    for incasso, (_, movimento) in zip(incassi, abbinati, strict=True):
        incasso.movimento = movimento
        incasso.save(update_fields=["movimento"])
    MovimentoBancario.objects.filter(pk__in=[m.pk for _, m in abbinati]).update(abbinato=True)


def _csv(insiemi: list[list[Rata]]) -> bytes:
    righe = ["Data contabile;Data valuta;Importo;Causale;Controparte"]
    for gruppo in insiemi:
        prima, giorno = gruppo[0].scadenza, _pagata(gruppo)
        importo = sum((r.scadenza.importo for r in gruppo), Decimal(0))
        segno = "-" if prima.verso == Verso.USCITA else ""
        cifre = f"{importo:.2f}".replace(".", ",")
        righe.append(
            f"{giorno:%d/%m/%Y};{giorno:%d/%m/%Y};{segno}{cifre};Bonifico {prima.descrizione.lower()};"
            f"{prima.intestazione.upper()}"
        )
    return "\n".join(righe).encode()
