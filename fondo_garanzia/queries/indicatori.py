"""Indicators I16–I18 of a quarter (domain.md 6.11), each with its definition and the rows behind the number."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from fondo_garanzia.queries.archivio import ANTICIPO, Archivio, Piano, Prestito, Promessa, nel
from fondo_garanzia.queries.pagine import indirizzo
from fondo_garanzia.rules.rientri import somma_dovuta, somma_versata
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.scrittura import in_data
from valdera_housing.linea import Indicatore, indicatori_da
from valdera_housing.models import Trimestre
from valdera_housing.queries.indicatori import (
    Definizione,
    Misura,
    RigaIndicatore,
    decimo,
    quota,
    trimestri_a_confronto,
)


def _nuclei(pratiche: Iterable[Promessa | Prestito | Piano]) -> int:
    return len({pratica.nucleo for pratica in pratiche})


def _riga(garanzia: Promessa, *celle: str) -> RigaIndicatore:
    return RigaIndicatore(garanzia.numero, indirizzo("garanzia_scheda", garanzia.pk), (garanzia.nucleo_codice, *celle))


def garanzie_attive(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I16, stock: guarantees whose letter was delivered and that hold on the last day of the quarter."""
    attive = [g for g in archivio.garanzie if g.attiva(trimestre.fine)]
    righe = [
        _riga(g, in_data(g.attiva_dal or g.inizio), in_data(g.scade_il), in_euro(g.impegno(trimestre.fine)))
        for g in attive
    ]
    return Misura(Decimal(len(attive)), ("Nucleo", "Dal", "Al", "Impegno"), righe, _nuclei(attive))


def garanzie_escusse(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I16: guarantees for which the fund paid in the quarter, over those that held on some day of it."""
    attive = [g for g in archivio.garanzie if g.attiva_nel(trimestre)]
    escusse = [g for g in attive if nel(g.pagati, trimestre) > 0]
    righe = [_riga(g, in_euro(nel(g.pagati, trimestre))) for g in escusse]
    return Misura(quota(len(escusse), len(attive)), ("Nucleo", "Pagato"), righe, _nuclei(escusse) or None)


def pagato_per_garanzie(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I16, money: what the fund paid to the owners in the quarter."""
    escusse = [g for g in archivio.garanzie if nel(g.pagati, trimestre)]
    righe = [_riga(g, in_euro(nel(g.pagati, trimestre))) for g in escusse]
    valore = sum((nel(g.pagati, trimestre) for g in escusse), ZERO)
    return Misura(valore, ("Nucleo", "Pagato"), righe, _nuclei(escusse) or None)


def rientrato_sul_dovuto(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I17: of the instalments due by the last day, how much had come back. What was written off stays due."""
    piani = [(p, p.dovute(trimestre.fine)) for p in archivio.piani]
    con_rate = [(p, rate) for p, rate in piani if rate]
    righe = [
        RigaIndicatore(
            p.numero,
            indirizzo("anticipo_scheda" if p.genere == ANTICIPO else "rivalsa_scheda", p.pk),
            (p.nucleo_codice, in_euro(somma_dovuta(rate)), in_euro(somma_versata(rate))),
        )
        for p, rate in con_rate
    ]
    tutte = [rata for _, rate in con_rate for rata in rate]
    valore = quota(somma_versata(tutte), somma_dovuta(tutte))
    return Misura(valore, ("Nucleo", "Dovuto", "Rientrato"), righe, _nuclei(p for p, _ in con_rate) or None)


def leva(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I18: rents of the whole period guaranteed, over what the fund commits for them on the last day."""
    attive = [g for g in archivio.garanzie if g.attiva(trimestre.fine) and g.impegno(trimestre.fine)]
    canoni = [g.canone * g.mesi for g in attive]
    impegno = sum((g.impegno(trimestre.fine) for g in attive), ZERO)
    righe = [
        _riga(g, in_euro(canone), in_euro(g.impegno(trimestre.fine))) for g, canone in zip(attive, canoni, strict=True)
    ]
    valore = decimo(sum(canoni, ZERO) / impegno) if impegno else None
    return Misura(valore, ("Nucleo", "Canoni garantiti", "Impegno"), righe, _nuclei(attive) or None)


# fmt: off
DEFINIZIONI = {d.codice: d for d in (
    Definizione("I16", "Garanzie escusse", "%",
                "Le garanzie per cui il fondo ha pagato nel trimestre, su quelle in corso in almeno un giorno del "
                "trimestre.", garanzie_escusse, "basso"),
    Definizione("I16N", "Garanzie attive", "garanzie",
                "Le garanzie con la lettera consegnata al proprietario, in corso l’ultimo giorno del trimestre.",
                garanzie_attive, "alto"),
    Definizione("I16E", "Pagato ai proprietari", "euro",
                "Quanto il fondo ha pagato nel trimestre al posto degli inquilini.", pagato_per_garanzie),
    Definizione("I17", "Rientrato sul dovuto", "%",
                "Delle rate di anticipi e rivalse scadute entro fine trimestre, quanto è tornato nel fondo. Le rate "
                "stralciate restano dovute, quelle riprogrammate contano alla nuova scadenza.",
                rientrato_sul_dovuto, "alto"),
    Definizione("I18", "Canoni garantiti per ogni euro impegnato", "euro",
                "I canoni di tutta la durata delle garanzie in corso, divisi per quanto il fondo tiene impegnato per "
                "loro l’ultimo giorno del trimestre.", leva, "alto"),
)}
# fmt: on


def indicatori(trimestre: Trimestre, momenti: Sequence[Trimestre | None] | None = None) -> list[Indicatore]:
    """The indicators of the quarter beside their own past; none while no guarantee or advance was ever approved.

    ``momenti`` are the quarter and those it is compared with, when they have been read already.
    """
    archivio = Archivio()
    if not archivio.garanzie and not archivio.anticipi:
        return []
    return indicatori_da(DEFINIZIONI.values(), archivio, momenti or trimestri_a_confronto(trimestre))
