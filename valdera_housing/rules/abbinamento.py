"""Which dues a bank movement pays: suggestions with their reasons; a person confirms (domain.md 8.5).

Nothing here decides: when two dues fit equally well it is said, and never is more proposed than what was paid.
Amounts are compared without sign: the caller gives the dues of the right side (rents to collect for what
comes in, rents to owners for what goes out).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.giorni import MESI
from valdera_housing.rules.estratto_conto.estratto import MovimentoLetto

GIORNI = 5  # between the payment and the due date
MASSIMO = 5  # proposals shown
MAX_INSIEME = 24  # oldest dues of one debtor among which a sum is looked for
ARTICOLO = "c.c. art. 1193"

# How much each reason weighs, out of 100.
_CONTRATTO, _IBAN, _NOME, _COGNOME, _MESE, _DATA = 35, 30, 25, 15, 10, 10
_UGUALE, _SOMMA, _ACCONTO = 30, 20, 10

_PAROLE = re.compile(r"[a-z]+|[0-9]+")
_PARTICELLE = frozenset({"d", "da", "dal", "de", "del", "della", "di", "la", "le", "lo", "el", "al", "ben", "van"})
_NON_COGNOMI = frozenset(
    {"cooperativa", "immobiliare", "societa", "condominio", "comune", "fondazione", "associazione"}
)
_PAROLE_CONTRATTO = frozenset({"contratto", "contr", "cnt", "sublocazione", "locazione", "n", "nr", "num", "numero"})


@dataclass(frozen=True)
class DovutoAperto:
    """A due with something left to pay. ``debitore_nomi`` are written «Cognome Nome», or the whole name of a body.

    ``iban`` is the one the debtor is known to pay from (or to be paid on); ``competenza`` the first day of the
    month it is for.
    """

    pk: int
    residuo: Decimal
    scade_il: date
    debitore_nomi: tuple[str, ...] = ()
    contratto_numero: str = ""
    iban: str = ""
    competenza: date | None = None
    tipo: str = ""


@dataclass(frozen=True)
class Proposta:
    """How much of which dues, in order of age, why, and how strongly (0 to 100)."""

    imputazioni: tuple[tuple[int, Decimal], ...]
    motivi: tuple[str, ...]
    forza: int

    @property
    def totale(self) -> Decimal:
        return sum((importo for _, importo in self.imputazioni), ZERO)


def imputa_piu_vecchie(importo: Decimal, dovuti: Iterable[DovutoAperto]) -> list[tuple[int, Decimal]]:
    """How a payment spreads over the dues, oldest first (c.c. art. 1193).

    The debtor may declare otherwise when paying: then a person writes it. What exceeds the dues is not
    in the answer.
    """
    imputazioni = []
    for dovuto in sorted(dovuti, key=_eta):
        quota = min(importo, dovuto.residuo)
        if quota > 0:
            imputazioni.append((dovuto.pk, quota))
            importo -= quota
    return imputazioni


def proponi(
    movimento: MovimentoLetto, dovuti: Sequence[DovutoAperto], *, giorni: int = GIORNI, massimo: int = MASSIMO
) -> tuple[Proposta, ...]:
    """The dues this movement may pay, strongest first; at most ``massimo`` proposals.

    One for each debtor, more only when two dues of one debtor cannot be told apart.
    """
    aperti = sorted((d for d in dovuti if d.residuo > 0), key=lambda d: (_chiave_debitore(d), _eta(d)))
    importo, indizi = abs(movimento.importo), _Indizi(movimento, giorni)
    proposte = [
        proposta
        for _, gruppo in groupby(aperti, key=_chiave_debitore)
        for proposta in _di_un_debitore(importo, list(gruppo), indizi)
    ]
    eta = {dovuto.pk: _eta(dovuto) for dovuto in aperti}
    proposte.sort(key=lambda p: (-p.forza, eta[p.imputazioni[0][0]]))
    return tuple(_dichiara_parita(proposte)[:massimo])


# --- one debtor ---------------------------------------------------------------------------


def _di_un_debitore(importo: Decimal, dovuti: list[DovutoAperto], indizi: "_Indizi") -> list[Proposta]:
    """The best reading of the payment for one debtor, whose dues come in order of age.

    One due of that amount; else several in a row that sum to it; else, only for a debtor the movement
    points to, the oldest first.
    """
    uguali = [d for d in dovuti if d.residuo == importo]
    if uguali:
        return _una_sola(importo, uguali, indizi)
    insieme = next(_insiemi(importo, dovuti[:MAX_INSIEME]), None)
    if insieme:
        motivo = f"Somma di {len(insieme)} scadenze dello stesso debitore"
        return [_proposta([(d.pk, d.residuo) for d in insieme], insieme, indizi, _SOMMA, motivo)]
    return _in_parte(importo, dovuti, indizi)


def _una_sola(importo: Decimal, uguali: list[DovutoAperto], indizi: "_Indizi") -> list[Proposta]:
    """One due among equals of a debtor: the month or the contract in the text is a declaration, else the oldest.

    Equals of the same day are all proposed: nothing tells them apart.
    """
    motivi = [f"Stesso importo: {in_euro(importo)}"]
    massimo = max(indizi.dichiarato(d) for d in uguali)
    rimasti = [d for d in uguali if indizi.dichiarato(d) == massimo]
    scelti = [d for d in rimasti if d.scade_il == rimasti[0].scade_il]
    if len(scelti) < len(rimasti):
        motivi.append(f"La più vecchia di {len(rimasti)} scadenze uguali ({ARTICOLO})")
    return [_proposta([(d.pk, importo)], [d], indizi, _UGUALE, *motivi) for d in scelti]


def _insiemi(importo: Decimal, dovuti: list[DovutoAperto]) -> Iterator[list[DovutoAperto]]:
    """Runs of two or more dues, neighbours by age, that sum to the payment; the oldest run first."""
    for inizio in range(len(dovuti)):
        somma = ZERO
        for fine in range(inizio, len(dovuti)):
            somma += dovuti[fine].residuo
            if somma >= importo:
                if somma == importo and fine > inizio:
                    yield dovuti[inizio : fine + 1]
                break


def _in_parte(importo: Decimal, dovuti: list[DovutoAperto], indizi: "_Indizi") -> list[Proposta]:
    imputazioni = imputa_piu_vecchie(importo, dovuti)
    if not imputazioni or not any(indizi.di_chi(dovuto) for dovuto in dovuti):
        return []
    toccati = dovuti[: len(imputazioni)]
    avanzo = importo - sum((quota for _, quota in imputazioni), ZERO)
    motivo = f"Importo diverso dalle scadenze: attribuito alle più vecchie ({ARTICOLO})"
    avanza = [f"Restano {in_euro(avanzo)} da attribuire"] if avanzo else []
    return [_proposta(imputazioni, toccati, indizi, _ACCONTO, motivo, *avanza)]


def _proposta(
    imputazioni: Sequence[tuple[int, Decimal]],
    dovuti: Sequence[DovutoAperto],
    indizi: "_Indizi",
    peso: int,
    *motivi: str,
) -> Proposta:
    """The proposal with every clue that holds for some of its dues, each clue counted once."""
    trovati = dict(indizio for dovuto in dovuti for indizio in indizi.di(dovuto))
    return Proposta(tuple(imputazioni), (*motivi, *trovati), min(100, peso + sum(trovati.values())))


def _dichiara_parita(proposte: list[Proposta]) -> list[Proposta]:
    """The strongest, when nothing tells them apart, say so: none comes before another by merit."""
    pari = [p for p in proposte if p.forza == proposte[0].forza]
    if len(pari) < 2:
        return proposte
    quante = "Due" if len(pari) == 2 else str(len(pari))
    che_cosa = "scadenze uguali" if all(len(p.imputazioni) == 1 for p in pari) else "proposte equivalenti"
    return [replace(p, motivi=(*p.motivi, f"{quante} {che_cosa}: scegli")) for p in pari] + proposte[len(pari) :]


def _eta(dovuto: DovutoAperto) -> tuple[date, int]:
    return dovuto.scade_il, dovuto.pk


def _chiave_debitore(dovuto: DovutoAperto) -> tuple[str, ...]:
    """Who owes: the same persons, whatever the contract; without names, the contract; without that, the due."""
    nomi = tuple(sorted(" ".join(_parole(nome)) for nome in dovuto.debitore_nomi))
    return nomi or ("", dovuto.contratto_numero or f"#{dovuto.pk}")


# --- clues --------------------------------------------------------------------------------


class _Indizi:
    """What the movement says, read once: its words, its account, its day."""

    def __init__(self, movimento: MovimentoLetto, giorni: int) -> None:
        self.parole = _parole(f"{movimento.causale} {movimento.riferimento} {movimento.controparte}")
        self.insieme = frozenset(self.parole)
        self.testo = f" {' '.join(self.parole)} "
        self.anni = {p for p in self.insieme if len(p) == 4 and p.startswith("20") and p.isdigit()}
        self.iban = movimento.controparte_iban
        self.data = movimento.data
        self.giorni = giorni

    def di(self, dovuto: DovutoAperto) -> list[tuple[str, int]]:
        """Every clue that points to this due: the sentence and its weight."""
        indizi = self.di_chi(dovuto)
        if self.mese(dovuto) and dovuto.competenza:
            indizi.append((f"Il testo nomina {MESI[dovuto.competenza.month - 1]}", _MESE))
        if abs((self.data - dovuto.scade_il).days) <= self.giorni:
            indizi.append((f"Pagato entro {self.giorni} giorni dalla scadenza", _DATA))
        return indizi

    def di_chi(self, dovuto: DovutoAperto) -> list[tuple[str, int]]:
        """The clues that tell whose due it is."""
        indizi = []
        if self._contratto(dovuto.contratto_numero):
            indizi.append((f"Il testo cita il contratto {dovuto.contratto_numero}", _CONTRATTO))
        if self.iban and self.iban == "".join(dovuto.iban.split()).upper():
            indizi.append(("IBAN già conosciuto", _IBAN))
        nome = max(
            (self._nome(nome) for nome in dovuto.debitore_nomi), default=("", 0), key=lambda trovato: trovato[1]
        )
        return [*indizi, nome] if nome[1] else indizi

    def mese(self, dovuto: DovutoAperto) -> bool:
        """Whether the text names the month of the due, in words; a year in the text must agree."""
        if dovuto.competenza is None or MESI[dovuto.competenza.month - 1] not in self.insieme:
            return False
        return not self.anni or str(dovuto.competenza.year) in self.anni

    def dichiarato(self, dovuto: DovutoAperto) -> int:
        """How much of what the payer wrote points to this due and not to another of the same debtor."""
        return _MESE * self.mese(dovuto) + _CONTRATTO * self._contratto(dovuto.contratto_numero)

    def _contratto(self, numero: str) -> bool:
        """The number stands in the text; one of digits only (12/2026) is not a date only after a word that says so."""
        parole = _parole(numero)
        cercato = f" {' '.join(parole)} "
        if not parole or cercato not in self.testo:
            return False
        if any(p.isalpha() for p in parole):
            return len(parole) > 1
        return any(f" {parola}{cercato}" in self.testo for parola in _PAROLE_CONTRATTO)

    def _nome(self, nome: str) -> tuple[str, int]:
        parole = _parole(nome)
        if len(parole) > 1 and self.insieme.issuperset(parole):
            return f"Il testo contiene «{nome}»", _NOME
        cognome = _cognome(parole)
        if len("".join(cognome)) > 2 and _NON_COGNOMI.isdisjoint(cognome) and f" {' '.join(cognome)} " in self.testo:
            return f"Il testo contiene il cognome di «{nome}»", _COGNOME
        return "", 0


def _cognome(parole: tuple[str, ...]) -> tuple[str, ...]:
    """The first word, with the particles before it: «De Santis Anna» is «de santis»."""
    quante = next((i for i, parola in enumerate(parole) if parola not in _PARTICELLE), len(parole) - 1)
    return parole[: quante + 1]


@lru_cache(maxsize=4096)
def _parole(testo: str) -> tuple[str, ...]:
    """Words and numbers, without accents, case and leading zeros: «SUB-2026/0012» is «sub 2026 12».

    Kept: every line of a statement reads the names of all the debtors again.
    """
    scomposto = unicodedata.normalize("NFKD", testo.casefold())
    piano = "".join(c for c in scomposto if not unicodedata.combining(c))
    return tuple(p.lstrip("0") or "0" if p[0] in "0123456789" else p for p in _PAROLE.findall(piano))
