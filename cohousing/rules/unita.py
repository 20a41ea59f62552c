"""When a unit may be added, changed, closed: its beds fit in the home, who lives there keeps days and places."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from valdera_housing.kit.esito import Esito, Motivo, no
from valdera_housing.kit.scrittura import in_data, in_periodo, plurale

SENZA_FINE = date.max


@dataclass(frozen=True)
class Letti:
    """The beds of a unit and the days in which it is there; without ``al``, from then on."""

    quanti: int
    dal: date
    al: date | None = None


@dataclass(frozen=True)
class Soggiorno:
    """A stay in a unit, lived or to come. ``fine`` is None for who stays past the end; ``conclusa`` when they left."""

    numero: str
    inizio: date
    fine: date | None
    persone: int
    conclusa: bool = False


def valuta_letti(unita: Letti, altre: Iterable[Letti], massimo: int | None) -> Esito:
    """On no day the units have more beds than the home may have (``massimo``, None when nobody wrote it)."""
    if massimo is None:
        return Esito()
    insieme = [altra for altra in altre if _si_toccano((unita.dal, unita.al), (altra.dal, altra.al))]
    giorni = {unita.dal, *(altra.dal for altra in insieme if altra.dal >= unita.dal)}
    quanti, giorno = max(
        ((unita.quanti + sum(a.quanti for a in insieme if _comprende(a, giorno)), giorno) for giorno in giorni),
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
    if soggiorno.inizio < unita.dal:
        yield no(
            f"Dal {in_data(soggiorno.inizio)} la abita, o l’ha abitata, qualcuno ({soggiorno.numero}): "
            "l’unità c’è almeno da allora"
        )
    if unita.al is not None and (soggiorno.fine or SENZA_FINE) > unita.al:
        yield no(f"{_fino_a_quando(soggiorno)}: l’unità si toglie dopo")
    if soggiorno.persone > unita.quanti and not soggiorno.conclusa:
        persone = plurale(soggiorno.persone, "persona,persone")
        yield no(f"Nell’unità ci sono, o sono attese, {soggiorno.persone} {persone} ({soggiorno.numero})")


def _fino_a_quando(soggiorno: Soggiorno) -> str:
    if soggiorno.fine is None:
        return f"Ci abita ancora qualcuno, oltre la fine prevista ({soggiorno.numero})"
    return f"Fino al {in_data(soggiorno.fine)} ci abita, o vi è atteso, qualcuno ({soggiorno.numero})"


@dataclass(frozen=True)
class Chiusura:
    """Days in which a unit takes nobody; open without ``al``."""

    dal: date
    al: date | None = None


def valuta_fermo(
    fermo: Chiusura,
    unita: Letti,
    *,
    soggiorni: Iterable[Soggiorno] = (),
    altri: Iterable[Chiusura] = (),
    proposta_dal: date | None = None,
) -> Esito:
    """A unit is closed while it is there, when nobody lives in it, nor is expected, and it is not closed already."""
    giorni = (fermo.dal, fermo.al)
    motivi: list[Motivo] = []
    if fermo.al is not None and fermo.al < fermo.dal:
        return Esito((no("L’ultimo giorno non viene prima del primo"),))
    if fermo.dal < unita.dal or (unita.al is not None and fermo.dal > unita.al):
        motivi.append(no(f"In quel giorno l’unità non c’è: c’è {_quando_c_e(unita)}"))
    motivi += [
        no(f"{_chi(s)} ({s.numero}): in quei giorni l’unità non si può chiudere")
        for s in soggiorni
        if _si_toccano(giorni, (s.inizio, s.fine))
    ]
    motivi += [
        no(f"L’unità è già chiusa {_in_giorni(a)}: correggi quella chiusura")
        for a in altri
        if _si_toccano(giorni, (a.dal, a.al))
    ]
    if proposta_dal is not None and (fermo.al is None or fermo.al >= proposta_dal):
        motivi.append(no(f"L’unità è proposta a un candidato dal {in_data(proposta_dal)}: prima si decide"))
    return Esito(tuple(motivi))


def valuta_proposta(proposta_dal: date | None) -> Esito:
    """A unit proposed to a candidate is not taken away from under them."""
    if proposta_dal is None:
        return Esito()
    return Esito((no(f"È proposta a un candidato dal {in_data(proposta_dal)}: prima si decide la candidatura"),))


def _chi(soggiorno: Soggiorno) -> str:
    if soggiorno.fine is None:
        return f"Ci abita qualcuno dal {in_data(soggiorno.inizio)}, oltre la fine prevista"
    return f"È di un nucleo nei giorni {in_periodo(soggiorno.inizio, soggiorno.fine)}"


def _quando_c_e(unita: Letti) -> str:
    return f"dal {in_data(unita.dal)}" + (f" al {in_data(unita.al)}" if unita.al else "")


def _in_giorni(chiusura: Chiusura) -> str:
    if chiusura.al is None:
        return f"dal {in_data(chiusura.dal)}"
    return f"nei giorni {in_periodo(chiusura.dal, chiusura.al)}"


def _comprende(letti: Letti, giorno: date) -> bool:
    return letti.dal <= giorno <= (letti.al or SENZA_FINE)


def _si_toccano(uno: tuple[date, date | None], altro: tuple[date, date | None]) -> bool:
    return uno[0] <= (altro[1] or SENZA_FINE) and altro[0] <= (uno[1] or SENZA_FINE)
