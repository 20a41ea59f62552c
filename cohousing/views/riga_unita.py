"""A unit as the record of its house shows it: what it is, who is there now, what may be done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cohousing.choices import StatoPermanenza
from cohousing.exports.unita import dotazioni_di
from cohousing.models import Struttura
from cohousing.queries.occupazione import Impegno, chiusure, soggiorni
from cohousing.queries.pagine import indirizzo
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.scrittura import in_data, plurale

ABITATA = Aspetto("punto", "corso", "Abitata")
LIBERA = Aspetto("spunta", "positivo", "Libera")
ATTESA = Aspetto("orologio", "attesa", "Attende qualcuno")
CHIUSA = Aspetto("pausa", "fermo", "Chiusa")
DOPO = Aspetto("tratteggio", "inizio", "Non c’è ancora")
TOLTA = Aspetto("spunta-quadra", "inizio", "Tolta")


@dataclass(frozen=True)
class RigaUnita:
    unita: Any
    dotazioni: str
    aspetto: Aspetto
    frase: str
    chi: str = ""
    chi_url: str = ""
    atti: tuple[tuple[str, str], ...] = ()


def righe_unita(struttura: Struttura, giorno: date, *, tiene: bool) -> list[RigaUnita]:
    return [_riga(unita, giorno, tiene=tiene) for unita in struttura.unita.all()]


def _riga(unita: Any, giorno: date, *, tiene: bool) -> RigaUnita:
    abitanti, ferma = soggiorni(unita, giorno), chiusure(unita)
    aspetto, frase, chi = _adesso(unita, abitanti, ferma, giorno)
    return RigaUnita(
        unita=unita,
        dotazioni=dotazioni_di(unita),
        aspetto=aspetto,
        frase=frase,
        chi=chi.chi if chi else "",
        chi_url=indirizzo("permanenza_scheda", chi.permanenza) if chi and chi.permanenza else "",
        atti=_atti(unita, ferma, giorno) if tiene else (),
    )


def _adesso(
    unita: Any, abitanti: list[Impegno], ferma: list[Impegno], giorno: date
) -> tuple[Aspetto, str, Impegno | None]:
    """State, sentence and who, on a day."""
    dentro = next((s for s in abitanti if s.periodo.comprende(giorno)), None)
    if dentro:
        return ABITATA, _fino_a(dentro), dentro
    if unita.dal > giorno:
        return DOPO, f"c’è dal {in_data(unita.dal)}", None
    if unita.giorni.ultimo < giorno:
        return TOLTA, f"fino al {in_data(unita.giorni.ultimo)}", None
    lavori = next((c for c in ferma if c.periodo.comprende(giorno)), None)
    if lavori:
        return CHIUSA, f"{lavori.motivo}, {lavori.periodo}", None
    atteso = next((s for s in abitanti if s.periodo.dal > giorno), None)
    if atteso:
        return ATTESA, f"dal {in_data(atteso.periodo.dal)}", atteso
    return LIBERA, _libera_fino_a(unita, ferma, giorno), None


def _fino_a(soggiorno: Impegno) -> str:
    persone = f"{soggiorno.persone} {plurale(soggiorno.persone, 'persona,persone')}"
    if soggiorno.oltre:
        return f"{persone}, oltre la fine prevista del {in_data(soggiorno.fine)}" if soggiorno.fine else persone
    if soggiorno.stato == StatoPermanenza.CONCLUSA:
        return f"{persone}, esce oggi"
    return f"{persone}, fino al {in_data(soggiorno.fine)}" if soggiorno.fine else persone


def _libera_fino_a(unita: Any, ferma: list[Impegno], giorno: date) -> str:
    chiusura = next((c for c in ferma if c.periodo.dal > giorno), None)
    if chiusura:
        return f"chiude dal {in_data(chiusura.periodo.dal)}: {chiusura.motivo}"
    return f"fino al {in_data(unita.al)}" if unita.al else ""


def _atti(unita: Any, ferma: list[Impegno], giorno: date) -> tuple[tuple[str, str], ...]:
    """What may be done on a unit: label and address."""
    if unita.giorni.ultimo < giorno:
        return ()
    aperte = [c for c in ferma if c.periodo.ultimo >= giorno]
    riapri = [
        (f"Cambia la chiusura dal {in_data(c.periodo.dal)}", indirizzo("fermo_modifica", c.fermo))
        for c in aperte
        if c.fermo is not None
    ]
    togli = [] if unita.al else [("Togli", indirizzo("unita_chiudi", unita.pk))]
    return (
        ("Modifica", indirizzo("unita_modifica", unita.pk)),
        ("Chiudi per lavori", indirizzo("unita_ferma", unita.pk)),
        *riapri,
        *togli,
    )
