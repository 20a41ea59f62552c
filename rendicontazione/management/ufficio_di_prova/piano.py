"""What the partner spends in a quarter: salaries, head rents, bills, repairs, fund payouts, events, cohousing.

Amounts are drawn around the pace of a real office; those of line 5 are fixed, so that its budget ends in the
seventh quarter to the euro, and the checks can be seen at work.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rendicontazione.choices import Macrovoce, Modalita, TipoAllegato, TipoDocumento
from rendicontazione.management.ufficio_di_prova import fornitori as chi
from rendicontazione.management.ufficio_di_prova.fornitori import Fornitore
from rendicontazione.rules.prove import NECESSARI
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO, centesimi, ripartisci
from valdera_housing.kit.scrittura import MESI
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Nucleo

AVVIO = {1: "0.55", 2: "0.80", 3: "0.95"}  # the service starts slowly
IVA = Decimal("0.22")
IVA_RIDOTTA = Decimal("0.10")


@dataclass(frozen=True)
class Quota:
    """What goes to a line, in euro."""

    linea: Linea
    macrovoce: Macrovoce
    azione: str
    descrizione: str
    importo: Decimal
    nucleo: Nucleo | None = None


@dataclass(frozen=True)
class Spesa:
    """A document to enter, paid whole on ``pagato_il`` (None: not yet), with its shares."""

    tipo: TipoDocumento
    fornitore: Fornitore
    numero: str
    data: date
    imponibile: Decimal
    quote: tuple[Quota, ...]
    pagato_il: date | None
    iva: Decimal = ZERO
    ritenuta: Decimal = ZERO
    modalita: Modalita = Modalita.BONIFICO
    con_cup: bool = True
    mancano: frozenset[TipoAllegato] = frozenset()
    origine: str | None = None

    @property
    def totale(self) -> Decimal:
        return self.imponibile + self.iva

    @property
    def allegati(self) -> tuple[TipoAllegato, ...]:
        """The original and what its type needs (domain.md 6.4), less what the partner forgot."""
        tutti = (TipoAllegato.ORIGINALE, *NECESSARI.get(self.tipo, ()))
        return tuple(tipo for tipo in tutti if tipo not in self.mancano)


@dataclass
class Trimestre:
    """A quarter being planned: its dates, its pace, the dice, and the numbers already given by each supplier."""

    numero: int
    dal: date
    al: date
    caso: Random
    nuclei: Sequence[Nucleo]
    numerazione: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def ritmo(self) -> Decimal:
        return Decimal(AVVIO.get(self.numero, "1"))

    @property
    def mesi(self) -> list[date]:
        return [aggiungi_mesi(self.dal, mese) for mese in range(3)]

    def giorno(self, mese: date, giorno: int) -> date:
        return min(mese + timedelta(days=giorno - 1), self.al)

    def circa(self, importo: str, scarto: float = 0.08) -> Decimal:
        """That amount at the pace of the quarter, give or take."""
        return centesimi(
            Decimal(importo) * self.ritmo * Decimal(str(round(self.caso.uniform(1 - scarto, 1 + scarto), 3)))
        )

    def prossimo(self, fornitore: Fornitore, anno: int) -> str:
        """The next number of that supplier's invoices in the year: each counts those of its other customers too."""
        chiave = (fornitore.nome, anno)
        self.numerazione[chiave] = self.numerazione.get(chiave, self.caso.randint(3, 90)) + self.caso.randint(1, 9)
        return f"{self.numerazione[chiave]}/{anno}"


def spese_del_trimestre(trimestre: Trimestre) -> list[Spesa]:
    """The documents of a quarter, in order of date."""
    parti = (_personale, _canoni, _utenze, _manutenzioni, _assicurazioni, _sportello, _eventi, _generali)
    spese = [spesa for parte in parti for spesa in parte(trimestre)]
    spese += _cohousing(trimestre)
    return sorted(spese, key=lambda spesa: (spesa.data, spesa.fornitore.nome, spesa.numero))


# --- line 1 and 2: people -----------------------------------------------------------------------------------


def _personale(t: Trimestre) -> Iterator[Spesa]:
    """Payslips of three employees and the contributions of each month, divided by hours worked."""
    for mese in t.mesi:
        nome = f"{MESI[mese.month - 1]} {mese.year}"
        paghe = [
            (chi.OPERATRICE_CASE, Linea.GIS, "Gestione delle locazioni", t.circa("1210")),
            (chi.OPERATORE_SPORTELLO, Linea.SPO, "Sportello e colloqui", t.circa("930")),
            (chi.OPERATRICE_SPORTELLO, Linea.SPO, "Sportello e colloqui", t.circa("910")),
        ]
        for dipendente, linea, azione, netto in paghe:
            yield _cedolino(
                t, mese, dipendente, netto, Quota(linea, Macrovoce.A, azione, f"Retribuzione di {nome}", netto)
            )
        yield _contributi(t, mese, nome, t.circa("940"))


def _cedolino(t: Trimestre, mese: date, dipendente: Fornitore, netto: Decimal, quota: Quota) -> Spesa:
    return Spesa(
        tipo=TipoDocumento.CEDOLINO,
        fornitore=dipendente,
        numero=f"{mese:%m/%Y}",
        data=t.giorno(mese, 25),
        imponibile=netto,
        quote=(quota,),
        pagato_il=t.giorno(mese, 27),
    )


def _contributi(t: Trimestre, mese: date, nome: str, importo: Decimal) -> Spesa:
    case, sportello = ripartisci(importo, [Decimal(42), Decimal(58)])
    return Spesa(
        tipo=TipoDocumento.F24,
        fornitore=chi.AGENZIA_ENTRATE,
        numero=f"{mese:%m/%Y}",
        data=t.giorno(mese, 16),
        imponibile=importo,
        quote=(
            Quota(Linea.GIS, Macrovoce.A, "Gestione delle locazioni", f"Contributi e ritenute di {nome}", case),
            Quota(Linea.SPO, Macrovoce.A, "Sportello e colloqui", f"Contributi e ritenute di {nome}", sportello),
        ),
        pagato_il=t.giorno(mese, 16),
        modalita=Modalita.F24,
    )


def _sportello(t: Trimestre) -> Iterator[Spesa]:
    """Mediation, lawyer, volunteers' refunds and stationery."""
    mese = t.mesi[1]
    imponibile = t.circa("720")
    yield _fattura(
        t, chi.MEDIATRICE, mese, 20, imponibile,
        [(Linea.SPO, Macrovoce.B, "Mediazione linguistica", "Mediazione ai colloqui dello sportello")],
        iva=ZERO, tipo=TipoDocumento.PARCELLA, ritenuta=centesimi(imponibile * Decimal("0.20")),
    )  # fmt: skip
    if t.numero % 2:
        yield _fattura(
            t, chi.LEGALE, t.mesi[0], 18, t.circa("430"),
            [(Linea.SPO, Macrovoce.B, "Prevenzione degli sfratti", "Assistenza in due procedure di sfratto")],
            tipo=TipoDocumento.PARCELLA,
        )  # fmt: skip
    for mese in t.mesi:
        yield _nota_spese(t, mese, t.circa("84", 0.2))
    yield _fattura(
        t, chi.UFFICIO, t.mesi[2], 6, t.circa("165", 0.3),
        [(Linea.SPO, Macrovoce.H, "Sportello e colloqui", "Carta, toner e cartelline dello sportello")],
    )  # fmt: skip


def _nota_spese(t: Trimestre, mese: date, importo: Decimal) -> Spesa:
    descrizione = f"Rimborsi ai volontari di {MESI[mese.month - 1]} {mese.year}"
    return Spesa(
        tipo=TipoDocumento.NOTA_SPESE,
        fornitore=chi.VOLONTARI,
        numero=f"V {mese:%m/%Y}",
        data=t.giorno(mese, 28),
        imponibile=importo,
        quote=(Quota(Linea.SPO, Macrovoce.C, "Volontariato allo sportello", descrizione, importo),),
        pagato_il=t.giorno(mese, 30),
        con_cup=False,
    )


# --- line 1: homes ------------------------------------------------------------------------------------------


def _canoni(t: Trimestre) -> Iterator[Spesa]:
    """Head rents, net of what the tenants paid: more owners as the service grows."""
    quanti = {1: 3, 2: 5, 3: 6}.get(t.numero, len(chi.PROPRIETARI))
    for mese in t.mesi:
        for posto, proprietario in enumerate(chi.PROPRIETARI[:quanti]):
            importo = centesimi(t.circa("665", 0.1) / t.ritmo + 12 * posto)
            nome = f"{MESI[mese.month - 1]} {mese.year}"
            yield Spesa(
                tipo=TipoDocumento.RICEVUTA,
                fornitore=proprietario,
                numero=f"C{posto + 1} {mese:%m/%Y}",
                data=t.giorno(mese, 5),
                imponibile=importo,
                quote=(Quota(Linea.GIS, Macrovoce.D, "Locazioni passive", f"Canone di {nome}, al netto", importo),),
                pagato_il=t.giorno(mese, 8),
            )


def _utenze(t: Trimestre) -> Iterator[Spesa]:
    for mese in t.mesi:
        yield _fattura(
            t, chi.LUCE, mese, 12, t.circa("228", 0.2),
            [(Linea.GIS, Macrovoce.E, "Conduzione degli alloggi", "Energia elettrica degli alloggi sfitti e comuni")],
            iva=IVA_RIDOTTA, modalita=Modalita.ADDEBITO,
        )  # fmt: skip
    yield _fattura(
        t, chi.ACQUA, t.mesi[1], 22, t.circa("243", 0.15),
        [(Linea.GIS, Macrovoce.E, "Conduzione degli alloggi", "Acqua, trimestre")], iva=IVA_RIDOTTA,
    )  # fmt: skip
    if t.numero > 1:
        importo = t.circa("590", 0.1)
        quota = Quota(Linea.GIS, Macrovoce.E, "Conduzione degli alloggi", "Spese condominiali, rata", importo)
        yield Spesa(
            tipo=TipoDocumento.RICEVUTA,
            fornitore=chi.CONDOMINIO,
            numero=f"rata {t.numero}",
            data=t.giorno(t.mesi[0], 10),
            imponibile=importo,
            quote=(quota,),
            pagato_il=t.giorno(t.mesi[0], 14),
            con_cup=False,
        )


LAVORI = (
    "Sostituzione della caldaia, alloggio 07",
    "Tinteggiatura per cambio inquilino, alloggio 12",
    "Videoispezione e spurgo degli scarichi",
    "Sostituzione di due infissi, alloggio 21",
    "Riparazione dell'impianto elettrico, alloggio 15",
    "Sostituzione dello scaldabagno, alloggio 04",
    "Ripristino dell'intonaco da infiltrazione, alloggio 18",
)


def _manutenzioni(t: Trimestre) -> Iterator[Spesa]:
    for mese in t.mesi:
        yield _fattura(
            t, t.caso.choice(chi.MANUTENTORI), mese, t.caso.randint(8, 24), t.circa("395", 0.35),
            [(Linea.GIS, Macrovoce.E, "Manutenzione degli alloggi", t.caso.choice(LAVORI))],
        )  # fmt: skip


def _assicurazioni(t: Trimestre) -> Iterator[Spesa]:
    if t.numero % 2:
        yield _fattura(
            t, chi.ASSICURAZIONE, t.mesi[0], 3, Decimal("812.00"),
            [(Linea.GIS, Macrovoce.I, "Conduzione degli alloggi", "Polizza degli alloggi, rata semestrale")], iva=ZERO,
        )  # fmt: skip


def _generali(t: Trimestre) -> Iterator[Spesa]:
    """The payroll consultant, divided between the two lines that have employees."""
    imponibile = t.circa("1180", 0.03)
    case, sportello = ripartisci(centesimi(imponibile * (1 + IVA)), [Decimal(58), Decimal(42)])
    azione, descrizione = "Spese generali", "Paghe e contabilità del trimestre"
    yield Spesa(
        tipo=TipoDocumento.FATTURA,
        fornitore=chi.PAGHE,
        numero=t.prossimo(chi.PAGHE, t.mesi[2].year),
        data=t.giorno(t.mesi[2], 15),
        imponibile=imponibile,
        iva=centesimi(imponibile * IVA),
        quote=(
            Quota(Linea.GIS, Macrovoce.M, azione, descrizione, case),
            Quota(Linea.SPO, Macrovoce.M, azione, descrizione, sportello),
        ),
        pagato_il=t.giorno(t.mesi[2], 24),
    )


# --- lines 4 and 5 -------------------------------------------------------------------------------------------


def _eventi(t: Trimestre) -> Iterator[Spesa]:
    if t.numero == 1:
        return
    yield _fattura(
        t, chi.TIPOGRAFIA, t.mesi[0], 20, t.circa("410", 0.3),
        [(Linea.FOR, Macrovoce.G, "Campagna per i proprietari", "Opuscoli e manifesti")],
    )  # fmt: skip
    yield _fattura(
        t, chi.SALE, t.mesi[1], 15, t.circa("520", 0.2),
        [(Linea.FOR, Macrovoce.G, "Incontri pubblici", "Sala e impianto audio per un incontro")],
    )  # fmt: skip
    imponibile = t.circa("560", 0.2)
    yield _fattura(
        t, chi.FORMATRICE, t.mesi[2], 10, imponibile,
        [(Linea.FOR, Macrovoce.B, "Corsi sull'abitare", "Docenza, otto ore")],
        iva=ZERO, tipo=TipoDocumento.PARCELLA, ritenuta=centesimi(imponibile * Decimal("0.20")),
    )  # fmt: skip
    if t.numero % 2:
        yield _fattura(
            t, chi.RADIO, t.mesi[2], 18, t.circa("240", 0.2),
            [(Linea.FOR, Macrovoce.G, "Campagna per i proprietari", "Annunci alla radio")],
        )  # fmt: skip


# quarter: (supplier, category, action, description, euro VAT included)
COHOUSING = {
    2: (
        (chi.ARREDI, "H", "Apertura di Casa Il Fienile", "Arredi delle camere", "1830.00"),
        (chi.CUSTODE_COHOUSING, "A", "Casa Il Fienile", "Custodia e accompagnamento", "620.00"),
    ),
    3: (
        (chi.ARREDI, "H", "Apertura di Casa Il Fienile", "Cucina e lavanderia comune", "3965.00"),
        (chi.CUSTODE_COHOUSING, "A", "Casa Il Fienile", "Custodia e accompagnamento", "1260.00"),
        (chi.LUCE, "E", "Casa Il Fienile", "Allaccio ed energia elettrica", "524.60"),
        (chi.ASSICURAZIONE, "I", "Casa Il Fienile", "Polizza della casa", "181.85"),
    ),
    4: (
        (chi.CUSTODE_COHOUSING, "A", "Casa Il Fienile", "Custodia e accompagnamento", "1260.00"),
        (chi.LUCE, "E", "Casa Il Fienile", "Energia elettrica", "402.60"),
    ),
    5: (
        (chi.CUSTODE_COHOUSING, "A", "Casa Il Fienile", "Custodia e accompagnamento", "1260.00"),
        (chi.LUCE, "E", "Casa Il Fienile", "Energia elettrica", "366.00"),
        (chi.ASSICURAZIONE, "I", "Casa Il Fienile", "Polizza della casa", "181.85"),
    ),
    6: (
        (chi.CUSTODE_COHOUSING, "A", "Casa Il Fienile", "Custodia e accompagnamento", "1260.00"),
        (chi.LUCE, "E", "Casa Il Fienile", "Energia elettrica", "341.60"),
        (chi.FERRAMENTA, "H", "Apertura di Casa Gelsomino", "Maniglioni e piccole attrezzature", "426.50"),
    ),
    7: (
        (chi.CUSTODE_COHOUSING, "A", "Casa Gelsomino", "Custodia e accompagnamento", "690.00"),
        (chi.LUCE, "E", "Casa Il Fienile", "Energia elettrica", "305.00"),
        (chi.ASSICURAZIONE, "I", "Casa Gelsomino", "Polizza della casa", "247.00"),
        (chi.ARREDI, "H", "Apertura di Casa Gelsomino", "Letti e armadi di due camere", "390.40"),
    ),
}


def _cohousing(t: Trimestre) -> Iterator[Spesa]:
    for posto, (fornitore, macrovoce, azione, descrizione, euro) in enumerate(COHOUSING.get(t.numero, ())):
        totale = Decimal(euro)
        con_iva = macrovoce in "EH"
        imponibile = centesimi(totale / (1 + IVA)) if con_iva else totale
        data = t.giorno(t.mesi[1], 3 + 5 * posto)
        yield Spesa(
            tipo=TipoDocumento.CEDOLINO if macrovoce == "A" else TipoDocumento.FATTURA,
            fornitore=fornitore,
            numero=f"T{t.numero}" if macrovoce == "A" else t.prossimo(fornitore, data.year),
            data=data,
            imponibile=imponibile,
            iva=totale - imponibile,
            quote=(Quota(Linea.COH, Macrovoce(macrovoce), azione, descrizione, totale),),
            pagato_il=data + timedelta(days=9),
        )


def _fattura(
    t: Trimestre,
    fornitore: Fornitore,
    mese: date,
    giorno: int,
    imponibile: Decimal,
    quote: Sequence[tuple[Linea, Macrovoce, str, str]],
    *,
    iva: Decimal = IVA,
    tipo: TipoDocumento = TipoDocumento.FATTURA,
    ritenuta: Decimal = ZERO,
    modalita: Modalita = Modalita.BONIFICO,
) -> Spesa:
    """An invoice whole on one line, paid some days later and within the quarter."""
    data = t.giorno(mese, giorno)
    importo_iva = centesimi(imponibile * iva)
    return Spesa(
        tipo=tipo,
        fornitore=fornitore,
        numero=t.prossimo(fornitore, data.year),
        data=data,
        imponibile=imponibile,
        iva=importo_iva,
        ritenuta=ritenuta,
        quote=tuple(Quota(*quota, imponibile + importo_iva) for quota in quote),
        pagato_il=min(data + timedelta(days=t.caso.randint(5, 20)), t.al),
        modalita=modalita,
    )
