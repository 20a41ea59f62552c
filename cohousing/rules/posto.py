"""Whether a unit can take a household in some days: for who looks for a place, and for every act on a stay."""

from collections.abc import Iterator
from dataclasses import dataclass

from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.giorni import in_cifre
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.scrittura import plurale


@dataclass(frozen=True)
class Presa(Periodo):
    """Days that a stay takes; ``numero`` is which, when who asks may know it."""

    numero: str = ""


@dataclass(frozen=True, kw_only=True)
class Posto:
    """A unit with its house.

    ``giorni`` are those in which the unit is there, ``ferma`` its closures, ``abitata`` the stays in it, ``in_casa``
    those of the whole house, ``altrove`` those of the same household in other units, ``ancora_dentro`` the one still
    lived in it, however late. ``chiusa_perche`` is the state of a house that takes nobody.
    """

    casa: str
    posti_letto: int
    giorni: Periodo
    chiusa_perche: str = ""
    ferma: tuple[Periodo, ...] = ()
    abitata: tuple[Presa, ...] = ()
    in_casa: tuple[Presa, ...] = ()
    altrove: tuple[Presa, ...] = ()
    capienza: int | None = None
    ancora_dentro: str = ""


def valuta_posto(posto: Posto, giorni: Periodo, persone: int) -> Esito:
    """Whether a household of so many people may be in this unit in those days; all the reasons against."""
    if giorni.ultimo <= giorni.dal:
        return Esito((no("La fine viene dopo l’ingresso"),))
    motivi = [*casa_chiusa(posto), *non_libera(posto, giorni)]
    motivi += [
        no(f"Il nucleo ha già un’altra permanenza, {altra.numero}, {altra}")
        for altra in posto.altrove
        if altra.tocca(giorni)
    ]
    if persone > posto.posti_letto:
        motivi.append(letti_per(posto, persone))
    return Esito(tuple(motivi))


def casa_chiusa(posto: Posto) -> Iterator[Motivo]:
    if posto.chiusa_perche:
        yield no(f"{posto.casa} non accoglie nessuno: è «{posto.chiusa_perche}»")


def letti_per(posto: Posto, persone: int) -> Motivo:
    """The people beside the beds: too many are refused, beds left empty are said."""
    letti, vuoti = posto.posti_letto, posto.posti_letto - persone
    frase = f"{persone} {plurale(persone, 'persona,persone')} per {letti} {plurale(letti, 'posto letto,posti letto')}"
    if vuoti < 0:
        return no(frase)
    return avviso(f"{frase}: {vuoti} {plurale(vuoti, 'resta vuoto,restano vuoti')}") if vuoti else si(frase)


def non_libera(posto: Posto, giorni: Periodo) -> Iterator[Motivo]:
    """What is in the way of a stay of these days: unit that is not there, closed, of others; house full."""
    c_e, fine = posto.giorni, in_cifre(giorni.ultimo)
    if giorni.dal < c_e.dal:
        yield no(f"L’unità c’è dal {in_cifre(c_e.dal)}")
    if giorni.ultimo > c_e.ultimo:
        yield no(f"L’unità c’è fino al {in_cifre(c_e.ultimo)}: la permanenza finirebbe il {fine}")
    yield from (no(f"L’unità è chiusa {fermo}") for fermo in posto.ferma if fermo.tocca(giorni))
    for presa in posto.abitata:
        if presa.tocca(giorni):
            yield no(f"L’unità è abitata {presa}" + (f" ({presa.numero})" if presa.numero else ""))
    yield from _casa_piena(posto, giorni)


def _casa_piena(posto: Posto, giorni: Periodo) -> Iterator[Motivo]:
    """The first day in which the house has all its households already: it can only be one when somebody comes in."""
    if posto.capienza is None:
        return
    for giorno in sorted(giorni.inizi(posto.in_casa)):
        if sum(presa.comprende(giorno) for presa in posto.in_casa) >= posto.capienza:
            nuclei = f"{posto.capienza} {plurale(posto.capienza, 'nucleo,nuclei')}"
            yield no(f"Il {in_cifre(giorno)} la casa ha già {nuclei}: di più non ne può accogliere")
            return
