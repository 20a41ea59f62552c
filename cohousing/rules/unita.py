"""When a unit may be added, changed, closed: its beds fit in the home, who lives there keeps days and places."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from valdera_housing.kit.esito import Esito, Motivo, no
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.scrittura import in_data, plurale


@dataclass(frozen=True)
class Letti:
    """The beds of a unit and the days in which it is there."""

    quanti: int
    giorni: Periodo


@dataclass(frozen=True)
class Soggiorno:
    """A stay in a unit, lived or to come. Without an end for who stays past it; ``conclusa`` when they left."""

    numero: str
    giorni: Periodo
    persone: int
    conclusa: bool = False


def valuta_letti(unita: Letti, altre: Iterable[Letti], massimo: int | None) -> Esito:
    """On no day the units have more beds than the home may have (``massimo``, None when nobody wrote it)."""
    if massimo is None:
        return Esito()
    insieme = [altra for altra in altre if unita.giorni.tocca(altra.giorni)]
    giorni = unita.giorni.inizi(altra.giorni for altra in insieme)
    quanti, giorno = max(
        ((unita.quanti + sum(a.quanti for a in insieme if a.giorni.comprende(giorno)), giorno) for giorno in giorni),
        key=lambda coppia: (coppia[0], -coppia[1].toordinal()),
    )
    if quanti <= massimo:
        return Esito()
    letti = plurale(massimo, "posto letto,posti letto")
    return Esito(
        (no(f"L’alloggio ha al massimo {massimo} {letti}: dal {in_data(giorno)} le unità ne avrebbero {quanti}"),)
    )


def valuta_con_chi_abita(unita: Letti, soggiorni: Iterable[Soggiorno]) -> Esito:
    """Days and beds of who lives in a unit, lived there or is expected, are not taken away."""
    return Esito(tuple(motivo for s in soggiorni for motivo in _contro(unita, s)))


def _contro(unita: Letti, soggiorno: Soggiorno) -> Iterable[Motivo]:
    if soggiorno.giorni.dal < unita.giorni.dal:
        yield no(
            f"Dal {in_data(soggiorno.giorni.dal)} la abita, o l’ha abitata, qualcuno ({soggiorno.numero}): "
            "l’unità c’è almeno da allora"
        )
    if soggiorno.giorni.ultimo > unita.giorni.ultimo:
        yield no(f"{_fino_a_quando(soggiorno)}: l’unità si toglie dopo")
    if soggiorno.persone > unita.quanti and not soggiorno.conclusa:
        persone = plurale(soggiorno.persone, "persona,persone")
        yield no(f"Nell’unità ci sono, o sono attese, {soggiorno.persone} {persone} ({soggiorno.numero})")


def _fino_a_quando(soggiorno: Soggiorno) -> str:
    if soggiorno.giorni.al is None:
        return f"Ci abita ancora qualcuno, oltre la fine prevista ({soggiorno.numero})"
    return f"Fino al {in_data(soggiorno.giorni.al)} ci abita, o vi è atteso, qualcuno ({soggiorno.numero})"


def valuta_fermo(
    fermo: Periodo,
    unita: Letti,
    *,
    soggiorni: Iterable[Soggiorno] = (),
    altri: Iterable[Periodo] = (),
    proposta_dal: date | None = None,
) -> Esito:
    """A unit is closed while it is there, when nobody lives in it, nor is expected, and it is not closed already."""
    motivi: list[Motivo] = []
    if fermo.ultimo < fermo.dal:
        return Esito((no("L’ultimo giorno non viene prima del primo"),))
    if not unita.giorni.comprende(fermo.dal):
        motivi.append(no(f"In quel giorno l’unità non c’è: c’è {unita.giorni}"))
    motivi += [
        no(f"{_chi(s)} ({s.numero}): in quei giorni l’unità non si può chiudere")
        for s in soggiorni
        if fermo.tocca(s.giorni)
    ]
    motivi += [no(f"L’unità è già chiusa {a}: correggi quella chiusura") for a in altri if fermo.tocca(a)]
    if proposta_dal is not None and fermo.ultimo >= proposta_dal:
        motivi.append(no(f"L’unità è proposta a un candidato dal {in_data(proposta_dal)}: prima si decide"))
    return Esito(tuple(motivi))


def valuta_proposta(proposta_dal: date | None) -> Esito:
    """A unit proposed to a candidate is not taken away from under them."""
    if proposta_dal is None:
        return Esito()
    return Esito((no(f"È proposta a un candidato dal {in_data(proposta_dal)}: prima si decide la candidatura"),))


def _chi(soggiorno: Soggiorno) -> str:
    if soggiorno.giorni.al is None:
        return f"Ci abita qualcuno {soggiorno.giorni}, oltre la fine prevista"
    return f"È di un nucleo {soggiorno.giorni}"
