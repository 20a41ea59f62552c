"""Charts of the lines: how much of each budget is used, where it leads, what was admitted; and of the fund."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from rendicontazione.documents.grafici import (
    BREVI,
    META,
    PIENA,
    Scala,
    barra_budget,
    campione,
    interi,
    legenda,
    numero_linea,
    oltre_scala,
    quota_breve,
    segno_previsione,
)
from rendicontazione.rules.conti import Conti, ContoLinea, Movimenti
from rendicontazione.rules.istantanea import Istantanea
from valdera_housing.kit.carattere import a_capo, accorcia
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.disegno import (
    BLU,
    CELESTE,
    COLORI_STATO,
    FILO,
    GRIGIO,
    INCHIOSTRO,
    SECONDARIO,
    Disegno,
)
from valdera_housing.kit.percento import in_percento


def cinque_linee(conti: Conti) -> str:
    """Page 2: every line at a glance, in percent of its budget."""
    riga = 40
    disegno = Disegno(PIENA, 32 + riga * len(conti.linee), " ".join(_detta(linea) for linea in conti.linee))
    legenda(disegno, 0, ("ammesso", "verifica", "eccedenza", "budget", "previsione", "tempo"))
    scala = Scala(186, 150, 372)
    disegno.testo_dentro(scala(conti.tempo), 27, in_percento(conti.tempo), 7.5, 700)
    for quota in (1, 0, Decimal("0.5")):
        disegno.testo_se_libero(scala(quota), 27, in_percento(Decimal(quota), 0), 7, 400, SECONDARIO, "middle")
    for n, linea in enumerate(conti.linee):
        _riga_linea(disegno, scala, 32 + n * riga, linea, conti)
    return disegno.svg()


def _riga_linea(disegno: Disegno, scala: Scala, y: float, linea: ContoLinea, conti: Conti) -> None:
    disegno.linea(0, y, PIENA, y, FILO, 0.4)
    numero_linea(disegno, 0, y + 6, linea.numero)
    nome = a_capo(linea.nome, 104, 8.25, 600)
    for n, testo in enumerate(nome):
        disegno.testo(18, y + 12.5 + n * 9.5, testo, 8.25, 600)
    disegno.testo(18, y + 13 + len(nome) * 9.5, interi(linea.budget), 7.5, colore=SECONDARIO)
    disegno.testo(172, y + 17, quota_breve(linea.uso), 12, 600, ancora="end")
    disegno.testo(172, y + 26, "ammesso", 7, colore=SECONDARIO, ancora="end")
    barra_budget(disegno, scala, y + 8, 12, linea, conti)
    segno_previsione(disegno, scala, y + 29, linea)
    disegno.stato(388, y + 12, linea.semaforo.livello, 5)
    disegno.testo(398, y + 15, linea.semaforo.nome, 8.75, 700, COLORI_STATO[linea.semaforo.livello])
    disegno.testo(398, y + 24, accorcia(_previsione_breve(linea), 84, 7.5), 7.5)
    disegno.testo(398, y + 33, accorcia(_resto_breve(linea), 84, 7.5), 7.5, colore=SECONDARIO)


def _resto_breve(linea: ContoLinea) -> str:
    if linea.totale.eccedenza > 0:
        return f"eccedenza {interi(linea.totale.eccedenza)}"
    if linea.residuo < 0:
        return f"{interi(-linea.residuo)} oltre il budget"
    return f"restano {interi(linea.residuo)}"


def _previsione_breve(linea: ContoLinea) -> str:
    if linea.previsione is None:
        return "nessuna previsione"
    return f"previsione {quota_breve(linea.quota(linea.previsione.valore))}"


def _detta(linea: ContoLinea) -> str:
    return (
        f"Linea {linea.numero}, {linea.nome}: {linea.semaforo.nome.lower()}, ammesso {in_percento(linea.uso)} "
        f"di {in_euro(linea.budget)}, {_previsione_breve(linea)}, residuo {in_euro(linea.residuo)}."
    )


def testa_linea(linea: ContoLinea, conti: Conti) -> str:
    """The bullet that opens a line's section."""
    disegno = Disegno(META + 30, 43, _detta(linea))
    scala = Scala(0, META - 30, META + 30)
    disegno.testo(0, 7, f"ammesso {quota_breve(linea.uso)}", 7.5, 700, BLU)
    disegno.testo_dentro(scala(conti.tempo), 16, f"tempo {in_percento(conti.tempo)}", 7, 600)
    disegno.testo_se_libero(scala(1), 16, "budget", 7, 400, SECONDARIO, "middle")
    barra_budget(disegno, scala, 22, 9, linea, conti)
    segno_previsione(disegno, scala, 39, linea)
    return disegno.svg()


def previsioni(conti: Conti) -> str:
    """Where each line arrives at this pace, in percent of its budget: half a page wide."""
    previste = [(linea, linea.previsione) for linea in conti.linee if linea.previsione]
    quote = [linea.quota(v) for linea, p in previste for v in (p.minimo, p.massimo)]
    basso = floor(float(min([*quote, Decimal("0.8")])) * 5) / 5
    alto = min(max(ceil(float(max([*quote, Decimal("1.2")])) * 5) / 5, 1.4), 2.4)
    basso = max(basso, 0.0)
    disegno = Disegno(META, 16 + 23 * len(conti.linee), " ".join(_prevista_detta(linea) for linea in conti.linee))
    x0, x1 = 76.0, 190.0
    scala = Scala(x0 - basso * (x1 - x0) / (alto - basso), (x1 - x0) / (alto - basso), x1)
    passo = 0.4 if alto - basso > 1 else 0.2
    for n in range(round((alto - basso) / passo) + 1):
        quota = basso + n * passo
        if quota <= alto + 1e-9 and abs(quota - 1) > 1e-9:
            disegno.linea(scala(quota), 12, scala(quota), disegno.altezza - 2, FILO, 0.5)
            disegno.testo_se_libero(
                scala(quota), 7, in_percento(Decimal(str(round(quota, 2))), 0), 7, 400, SECONDARIO, "middle"
            )
    disegno.linea(scala(1), 12, scala(1), disegno.altezza - 2, INCHIOSTRO, 1)
    disegno.testo_se_libero(scala(1), 7, in_percento(Decimal(1), 0), 7, 700, INCHIOSTRO, "middle")
    for n, linea in enumerate(conti.linee):
        _riga_prevista(disegno, scala, 24 + n * 23, linea, x0)
    return disegno.svg()


def _riga_prevista(disegno: Disegno, scala: Scala, y: float, linea: ContoLinea, x0: float) -> None:
    numero_linea(disegno, 0, y - 6, linea.numero)
    disegno.testo(17, y + 3, accorcia(BREVI.get(linea.codice, linea.nome), x0 - 22, 7.5), 7.5)
    testo = quota_breve(linea.quota(linea.previsione.valore)) if linea.previsione else "nessuna"
    disegno.testo(META, y + 3, testo, 8, 600, ancora="end")
    if linea.previsione:
        minimo, massimo = (
            scala(max(linea.quota(v), ZERO)) for v in (linea.previsione.minimo, linea.previsione.massimo)
        )
        if scala.fuori(linea.quota(linea.previsione.valore)):
            oltre_scala(disegno, scala.fine, scala(linea.quota(linea.previsione.minimo)), y)
            return
        disegno.rettangolo(max(minimo, x0), y - 3, massimo - max(minimo, x0), 6, CELESTE)
        disegno.rombo(scala(linea.quota(linea.previsione.valore)), y)


def _prevista_detta(linea: ContoLinea) -> str:
    if linea.previsione is None:
        return f"Linea {linea.numero}: nessuna previsione."
    minimo, valore, massimo = (
        in_percento(linea.quota(v))
        for v in (linea.previsione.minimo, linea.previsione.valore, linea.previsione.massimo)
    )
    return f"Linea {linea.numero}: previsione {valore}, fra {minimo} e {massimo} del budget."


def esiti(conti: Conti) -> str:
    """What became of the money presented in the quarter: each bar is 100 % of the line."""
    riga = 27
    disegno = Disegno(PIENA, 16 + riga * len(conti.linee), " ".join(_esito_detto(linea) for linea in conti.linee))
    legenda(disegno, 0, ("ammesso", "verifica", "non_ammesso", "eccedenza"))
    disegno.testo(PIENA, 6, "ammesso sul presentato", 7.5, 600, ancora="end")
    for n, linea in enumerate(conti.linee):
        _riga_esito(disegno, 18 + n * riga, linea)
    return disegno.svg()


def _riga_esito(disegno: Disegno, y: float, linea: ContoLinea) -> None:
    movimenti, x0, largo = linea.trimestre, 20.0, 300.0
    numero_linea(disegno, 0, y, linea.numero)
    parti = [
        max(v, ZERO) for v in (movimenti.ammesso, movimenti.in_verifica, movimenti.non_ammesso, movimenti.eccedenza)
    ]
    somma = sum(parti, ZERO)
    if not somma:
        testo = f"note di credito: {in_euro(movimenti.presentato)}" if movimenti.presentato else "nessuna spesa"
        disegno.testo(x0, y + 8.5, testo, 7.5, colore=SECONDARIO)
        return
    bordi = [x0 + largo * float(sum(parti[:n], ZERO) / somma) for n in range(5)]
    disegno.rettangolo(bordi[0], y, bordi[1] - bordi[0], 11, BLU)
    disegno.tratteggio(bordi[1], y, bordi[2] - bordi[1], 11)
    disegno.rettangolo(bordi[2], y, bordi[3] - bordi[2], 11, GRIGIO)
    disegno.reticolo(bordi[3], y, bordi[4] - bordi[3], 11)
    disegno.testo(x0, y + 19, accorcia(_esito_breve(movimenti), largo + 90, 7.5), 7.5)
    disegno.testo(x0 + largo + 90, y + 8.5, in_euro(movimenti.ammesso), 8.25, 600, ancora="end")
    if movimenti.presentato > 0:
        disegno.testo(PIENA, y + 8.5, in_percento(movimenti.ammesso / movimenti.presentato), 8.25, 600, ancora="end")


def _esito_breve(movimenti: Movimenti) -> str:
    voci = [("in verifica", movimenti.in_verifica), ("non ammesso", movimenti.non_ammesso),
            ("eccedenza", movimenti.eccedenza)]  # fmt: skip
    dette = [f"presentato {in_euro(movimenti.presentato)}", *(f"{nome} {in_euro(v)}" for nome, v in voci if v)]
    return " · ".join(dette)


def _esito_detto(linea: ContoLinea) -> str:
    return f"Linea {linea.numero}: {_esito_breve(linea.trimestre)}, ammesso {in_euro(linea.trimestre.ammesso)}."


def fondo(istantanea: Istantanea) -> str:
    """What is out, committed and available in each comune's fund, on one scale."""
    fondi = [_Fondo(r["comune"], *(Decimal(r[v]) for v in VOCI_FONDO)) for r in istantanea["fondo"]]
    disegno = Disegno(PIENA, 14 + 33 * len(fondi), " ".join(f"{f.comune}: dotato {f.detto}." for f in fondi))
    massimo = max(*(sum(f.parti, ZERO) for f in fondi), Decimal(1))
    x = 0.0
    for nome, voce in zip(PARTI_FONDO, ("non_ammesso", "verifica", "ammesso"), strict=True):
        campione(disegno, x, 0, voce)
        x += 18 + disegno.testo(x + 18, 6, nome, 7.5) + 14
    for n, f in enumerate(fondi):
        _riga_fondo(disegno, 16 + 33 * n, f, PIENA / float(massimo))
    return disegno.svg()


def _riga_fondo(disegno: Disegno, y: float, voce: "_Fondo", scala: float) -> None:
    largo = disegno.testo(0, y + 6, accorcia(voce.comune, 200, 8.25, 600), 8.25, 600)
    disegno.testo(largo + 6, y + 6, f"dotato {in_euro(voce.dotato)}", 7.5, colore=SECONDARIO)
    fuori, impegnato, disponibile = (float(parte) * scala for parte in voce.parti)
    disegno.rettangolo(0, y + 9, fuori, 9, GRIGIO)
    disegno.tratteggio(fuori, y + 9, impegnato, 9)
    disegno.rettangolo(fuori + impegnato, y + 9, disponibile, 9, BLU)
    disegno.testo(0, y + 26, voce.detto.partition(", ")[2].replace(", ", " · "), 7.5)


PARTI_FONDO = ("fuori: erogato, non rientrato", "impegnato", "disponibile")
VOCI_FONDO = ("dotato", "erogato", "rientrato", "impegnato", "disponibile")


@dataclass(frozen=True)
class _Fondo:
    comune: str
    dotato: Decimal
    erogato: Decimal
    rientrato: Decimal
    impegnato: Decimal
    disponibile: Decimal

    @property
    def parti(self) -> list[Decimal]:
        """Out, committed, available: the lengths of the bar."""
        return [max(v, ZERO) for v in (self.erogato - self.rientrato, self.impegnato, self.disponibile)]

    @property
    def detto(self) -> str:
        return (
            f"{in_euro(self.dotato)}, fuori {in_euro(self.erogato - self.rientrato)}, "
            f"impegnato {in_euro(self.impegnato)}, disponibile {in_euro(self.disponibile)}"
        )
