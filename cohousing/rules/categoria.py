"""What each category asks of a household: people with common needs live well together (domain.md 5).

The registry says who is in the household; ``condizioni`` what it cannot say. What nobody has written yet is not
guessed: the answer is no, and says what to write.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cohousing.choices import Categoria, Condizione
from valdera_housing.kit.esito import Motivo, no, si
from valdera_housing.kit.scrittura import plurale

MAGGIORE_ETA = 18
CARE_LEAVER_FINO_A = 25
ETA_ANZIANI = 65
DONNA, UOMO = "F", "M"
COMPLETA = "completa l’anagrafe"
NESSUNO = f"Nel nucleo non c’è nessuno: {COMPLETA}"


@dataclass(frozen=True)
class Componente:
    """Somebody in a household; None or an empty text is what the registry does not say yet."""

    nato_il: date | None = None
    sesso: str = ""
    cittadinanza: str = ""


@dataclass(frozen=True)
class Famiglia:
    """A household on the day it would come in. ``eta`` is in years; None where the birth date is not known."""

    componenti: tuple[Componente, ...]
    condizioni: frozenset[str]
    giorno: date
    eta_anziani: int = ETA_ANZIANI

    @property
    def eta(self) -> tuple[int | None, ...]:
        return tuple(anni(c.nato_il, self.giorno) if c.nato_il else None for c in self.componenti)

    @property
    def ignote(self) -> int:
        """How many birth dates are not known."""
        return self.eta.count(None)

    @property
    def adulti(self) -> list[Componente]:
        return [c for c, e in zip(self.componenti, self.eta, strict=True) if e is not None and e >= MAGGIORE_ETA]

    @property
    def minori(self) -> int:
        return sum(e is not None and e < MAGGIORE_ETA for e in self.eta)


def anni(nato_il: date, giorno: date) -> int:
    """Whole years on a day."""
    return giorno.year - nato_il.year - ((giorno.month, giorno.day) < (nato_il.month, nato_il.day))


def valuta_categoria(categoria: str, famiglia: Famiglia) -> Motivo:
    """Whether a household is one of those a category is for, with the figure that decides."""
    if not famiglia.componenti:
        return no(NESSUNO)
    return REGOLE[Categoria(categoria)](famiglia)


def categorie_adatte(famiglia: Famiglia) -> tuple[Categoria, ...]:
    """The categories this household is one of, as far as is written."""
    return tuple(c for c in Categoria if valuta_categoria(c, famiglia).livello == "si")


def _date_ignote(famiglia: Famiglia) -> Motivo:
    return no(f"Di {_persone(famiglia.ignote)} non si sa la data di nascita: {COMPLETA}")


def _persone(quante: int) -> str:
    return "una persona" if quante == 1 else f"{quante} persone"


def _manca(condizione: Condizione) -> Motivo:
    return no(f"Nella candidatura non è scritto «{condizione.label}»: se è così, scrivilo")


def _un_solo_adulto(famiglia: Famiglia, sesso: str, chi: str) -> Motivo | None:
    """What is in the way of a household with one adult of that sex; None when it has."""
    adulti = famiglia.adulti
    if len(adulti) > 1:
        return no(f"Gli adulti sono {len(adulti)}: la casa è per nuclei con uno solo")
    if famiglia.ignote:
        return _date_ignote(famiglia)
    if not adulti:
        return no("Nel nucleo non c’è un adulto")
    if not adulti[0].sesso:
        return no(f"Non si sa se l’adulto è donna o uomo: {COMPLETA}")
    return None if adulti[0].sesso == sesso else no(f"L’adulto del nucleo non è {chi}")


def _donne_sole_con_figli(famiglia: Famiglia) -> Motivo:
    if ostacolo := _un_solo_adulto(famiglia, DONNA, "una donna"):
        return ostacolo
    if not famiglia.minori:
        return no("Nel nucleo non ci sono figli minorenni")
    return si(f"Una donna con {famiglia.minori} {plurale(famiglia.minori, 'minorenne,minorenni')}")


def _padri_separati(famiglia: Famiglia) -> Motivo:
    if ostacolo := _un_solo_adulto(famiglia, UOMO, "un uomo"):
        return ostacolo
    if Condizione.SEPARATO not in famiglia.condizioni:
        return _manca(Condizione.SEPARATO)
    return si("Un padre separato")


def _anziani_soli(famiglia: Famiglia) -> Motivo:
    conosciute = [e for e in famiglia.eta if e is not None]
    soglia = famiglia.eta_anziani
    if conosciute and min(conosciute) < soglia:
        return no(f"Il più giovane ha {min(conosciute)} anni: tutti ne devono avere almeno {soglia}")
    if famiglia.ignote:
        return _date_ignote(famiglia)
    return si(f"Il più giovane ha {min(conosciute)} anni, almeno {soglia}")


def _adulti_con(condizione: Condizione, bene: str) -> Callable[[Famiglia], Motivo]:
    def regola(famiglia: Famiglia) -> Motivo:
        if famiglia.minori:
            quanti = f"{famiglia.minori} {plurale(famiglia.minori, 'minorenne,minorenni')}"
            return no(f"Nel nucleo {plurale(famiglia.minori, 'c’è,ci sono')} {quanti}: la casa è per soli adulti")
        if famiglia.ignote:
            return _date_ignote(famiglia)
        return si(bene) if condizione in famiglia.condizioni else _manca(condizione)

    return regola


def _giovani_care_leaver(famiglia: Famiglia) -> Motivo:
    if len(famiglia.componenti) > 1:
        return no(f"Le persone sono {len(famiglia.componenti)}: la casa è per giovani soli")
    eta = famiglia.eta[0]
    if eta is None:
        return _date_ignote(famiglia)
    if not MAGGIORE_ETA <= eta <= CARE_LEAVER_FINO_A:
        return no(f"Ha {eta} anni: la casa è per chi ne ha da {MAGGIORE_ETA} a {CARE_LEAVER_FINO_A}")
    if Condizione.CARE_LEAVER not in famiglia.condizioni:
        return _manca(Condizione.CARE_LEAVER)
    return si(f"Un giovane di {eta} anni uscito da una comunità o da un affido")


def _limitata_autonomia(famiglia: Famiglia) -> Motivo:
    if Condizione.LIMITATA_AUTONOMIA not in famiglia.condizioni:
        return _manca(Condizione.LIMITATA_AUTONOMIA)
    return si("Qualcuno ha bisogno di aiuto nella vita quotidiana")


def _nuclei_stranieri(famiglia: Famiglia) -> Motivo:
    scritte = [c.cittadinanza.strip() for c in famiglia.componenti]
    straniere = [testo for testo in scritte if testo and not testo.lower().startswith("ital")]
    if straniere:
        return si(f"Nel nucleo c’è una cittadinanza straniera: {straniere[0]}")
    if ignote := scritte.count(""):
        return no(f"Di {_persone(ignote)} non si sa la cittadinanza: {COMPLETA}")
    return no("Nel nucleo hanno tutti la cittadinanza italiana")


REGOLE: dict[Categoria, Callable[[Famiglia], Motivo]] = {
    Categoria.DONNE_SOLE_CON_FIGLI: _donne_sole_con_figli,
    Categoria.ANZIANI_SOLI: _anziani_soli,
    Categoria.LAVORATORI: _adulti_con(Condizione.LAVORA, "Adulti che lavorano"),
    Categoria.STUDENTI: _adulti_con(Condizione.STUDIA, "Adulti che studiano"),
    Categoria.PADRI_SEPARATI: _padri_separati,
    Categoria.GIOVANI_CARE_LEAVER: _giovani_care_leaver,
    Categoria.LIMITATA_AUTONOMIA: _limitata_autonomia,
    Categoria.NUCLEI_STRANIERI: _nuclei_stranieri,
}
