"""Indicators I01–I08 of a quarter (domain.md 6.11), each with its definition and the rows behind the number.

A quarter is always told from what had happened by its last day, so that an earlier one compares with it fairly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from gestore.queries.archivio import Archivio, Sotto
from gestore.queries.pagine import indirizzo
from gestore.rules.sfitto import giorni_disponibili, giorni_sfitto, tasso_sfitto
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.scrittura import in_data
from valdera_housing.linea import Indicatore, indicatori_da
from valdera_housing.models import Trimestre
from valdera_housing.queries.indicatori import (
    Definizione,
    Misura,
    RigaIndicatore,
    decimo,
    media,
    quota,
    trimestri_a_confronto,
)

GIORNI_ARRETRATO = 60


def nuove(archivio: Archivio, trimestre: Trimestre) -> list[Sotto]:
    return [s for s in archivio.sotto if trimestre.inizio <= s.inizio <= trimestre.fine]


def in_corso(archivio: Archivio, trimestre: Trimestre) -> list[Sotto]:
    return [s for s in archivio.sotto if s.attiva(trimestre.fine)]


def _nuclei(sotto: Iterable[Sotto]) -> int:
    return len({s.nucleo for s in sotto})


def _riga(s: Sotto, *celle: str) -> RigaIndicatore:
    return RigaIndicatore(s.numero, indirizzo("sublocazione_scheda", s.pk), (s.nucleo_codice, s.codice, *celle))


def nuclei_alloggiati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I01: distinct households whose sublease began in the quarter."""
    sotto = nuove(archivio, trimestre)
    righe = [_riga(s, in_data(s.inizio)) for s in sotto]
    return Misura(Decimal(_nuclei(sotto)), ("Nucleo", "Alloggio", "Inizio"), righe, _nuclei(sotto))


def alloggi_in_gestione(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I02, stock: homes with a contract with the owner in force on the last day of the quarter."""
    teste = [t for t in archivio.teste if t.attiva(trimestre.fine)]
    righe = [
        RigaIndicatore(t.numero, indirizzo("locazione_scheda", t.pk), (t.codice, in_data(t.inizio), in_data(t.fine)))
        for t in teste
    ]
    return Misura(Decimal(len({t.alloggio for t in teste})), ("Alloggio", "Dal", "Al"), righe)


def contratti_firmati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I02, acquired: contracts signed with owners in the quarter."""
    teste = [t for t in archivio.teste if t.firmato_il and trimestre.inizio <= t.firmato_il <= trimestre.fine]
    righe = [
        RigaIndicatore(t.numero, indirizzo("locazione_scheda", t.pk), (t.codice, in_data(t.firmato_il or t.inizio)))
        for t in teste
    ]
    return Misura(Decimal(len(teste)), ("Alloggio", "Firmato il"), righe)


def _attese(archivio: Archivio, trimestre: Trimestre) -> tuple[list[int], list[RigaIndicatore], int]:
    sotto = [s for s in nuove(archivio, trimestre) if s.inizio >= s.caso_aperto_il]
    giorni = [(s.inizio - s.caso_aperto_il).days for s in sotto]
    righe = [
        _riga(s, in_data(s.caso_aperto_il), in_data(s.inizio), str(g)) for s, g in zip(sotto, giorni, strict=True)
    ]
    return giorni, righe, _nuclei(sotto)


COLONNE_ATTESA = ("Nucleo", "Alloggio", "Caso aperto il", "In casa dal", "Giorni")


def attesa_media(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I03: mean days from the opening of the case to the first day of the sublease, of those begun in the quarter."""
    giorni, righe, nuclei = _attese(archivio, trimestre)
    return Misura(media(giorni), COLONNE_ATTESA, righe, nuclei)


def attesa_mediana(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I03, median: half of the households waited less."""
    giorni, righe, nuclei = _attese(archivio, trimestre)
    return Misura(decimo(median(map(Decimal, giorni))) if giorni else None, COLONNE_ATTESA, righe, nuclei)


def canone_piu_basso(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I04: mean of 1 − sublease rent / head rent, over the subleases in force on the last day."""
    sotto = [s for s in in_corso(archivio, trimestre) if s.canone_testa]
    quote = [1 - s.canone / s.canone_testa for s in sotto]
    righe = [
        _riga(s, in_euro(s.canone_testa), in_euro(s.canone), f"{in_cifre(decimo(q * 100), 1)} %")
        for s, q in zip(sotto, quote, strict=True)
    ]
    in_meno = quota(sum(quote, Decimal(0)), len(quote))
    return Misura(in_meno, ("Nucleo", "Alloggio", "Canone di testa", "Canone", "In meno"), righe, _nuclei(sotto))


def canoni_incassati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I05: rents of the quarter's months cashed by its last day, over those due. Compensations are not money."""
    dovuti = [d for d in archivio.dovuti(trimestre) if d.canoni]
    righe = [RigaIndicatore(d.numero, "", (d.nucleo_codice, in_euro(d.canoni), in_euro(d.incassati))) for d in dovuti]
    valore = quota(sum((d.incassati for d in dovuti), ZERO), sum((d.canoni for d in dovuti), ZERO))
    return Misura(valore, ("Nucleo", "Dovuto", "Incassato"), righe, len({d.nucleo for d in dovuti}))


def morosita(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I06: what is past due and unpaid on the last day over all that was past due, what a plan replaced excluded."""
    dovuti = [d for d in archivio.dovuti(trimestre) if d.scaduto]
    righe = [
        RigaIndicatore(d.numero, "", (d.nucleo_codice, in_euro(d.scaduto), in_euro(d.arretrato)))
        for d in dovuti
        if d.arretrato
    ]
    valore = quota(sum((d.arretrato for d in dovuti), ZERO), sum((d.scaduto for d in dovuti), ZERO))
    return Misura(valore, ("Nucleo", "Scaduto", "Non pagato"), righe, len({d.nucleo for d in dovuti}))


def nuclei_in_ritardo(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I06, households: those with a due unpaid for more than 60 days, over those in a sublease on the last day."""
    prima_di = trimestre.fine - timedelta(days=GIORNI_ARRETRATO)
    in_casa = {s.nucleo for s in in_corso(archivio, trimestre)}
    indietro = [
        d
        for d in archivio.dovuti(trimestre)
        if d.nucleo in in_casa and d.in_ritardo_dal and d.in_ritardo_dal < prima_di
    ]
    righe = [
        RigaIndicatore(d.numero, "", (d.nucleo_codice, in_data(d.in_ritardo_dal or prima_di), in_euro(d.arretrato)))
        for d in indietro
    ]
    quanti = len({d.nucleo for d in indietro})
    return Misura(quota(quanti, len(in_casa)), ("Nucleo", "In ritardo dal", "Non pagato"), righe, quanti or None)


@dataclass(frozen=True)
class Sfitto:
    """Days of a home in a period: with a contract with the owner, and of those without a sublease."""

    alloggio: str
    disponibili: int
    sfitti: int


def sfitto_per_alloggio(archivio: Archivio, trimestre: Trimestre) -> list[Sfitto]:
    """Home by home, those that were held for one household for at least a day of the quarter."""
    dal, al = trimestre.inizio, trimestre.fine
    teste: dict[tuple[int, str], list] = {}
    for testa in archivio.teste:
        teste.setdefault((testa.alloggio, testa.codice), []).extend(testa.da_affittare)
    giorni = []
    for (alloggio, codice), periodi in teste.items():
        sotto = [(s.inizio, s.fine) for s in archivio.sotto_per_alloggio.get(alloggio, [])]
        disponibili = giorni_disponibili(periodi, dal, al)
        if disponibili:
            giorni.append(Sfitto(codice, disponibili, giorni_sfitto(periodi, sotto, dal, al)))
    return giorni


def sfitto(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I07: days with an active head lease and no active sublease, over the days with an active head lease."""
    case = sfitto_per_alloggio(archivio, trimestre)
    tasso = tasso_sfitto(sum(c.sfitti for c in case), sum(c.disponibili for c in case))
    righe = [RigaIndicatore(c.alloggio, "", (str(c.disponibili), str(c.sfitti))) for c in case]
    return Misura(None if tasso is None else decimo(tasso * 100), ("Giorni disponibili", "Giorni sfitti"), righe)


def ricambio(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I08: mean empty days between a sublease and the next of the same home, of those begun in the quarter."""
    passaggi = [
        (prima, dopo)
        for sotto in archivio.sotto_per_alloggio.values()
        for prima, dopo in pairwise(sotto)
        if trimestre.inizio <= dopo.inizio <= trimestre.fine
    ]
    giorni = [(dopo.inizio - prima.fine).days - 1 for prima, dopo in passaggi]
    righe = [
        RigaIndicatore(dopo.codice, "", (prima.numero, in_data(prima.fine), dopo.numero, in_data(dopo.inizio), str(g)))
        for (prima, dopo), g in zip(passaggi, giorni, strict=True)
    ]
    return Misura(media(giorni), ("Prima", "Finita il", "Dopo", "Cominciata il", "Giorni"), righe)


# fmt: off
DEFINIZIONI = {d.codice: d for d in (
    Definizione("I01", "Nuclei alloggiati", "nuclei",
                "I nuclei, ciascuno contato una volta, con una sublocazione cominciata nel trimestre.",
                nuclei_alloggiati, "alto"),
    Definizione("I02", "Alloggi in gestione", "alloggi",
                "Gli alloggi con un contratto con il proprietario in corso l’ultimo giorno del trimestre.",
                alloggi_in_gestione, "alto"),
    Definizione("I02N", "Contratti firmati con i proprietari", "contratti",
                "I contratti con i proprietari firmati nel trimestre.", contratti_firmati, "alto"),
    Definizione("I03", "Attesa media di una casa", "giorni",
                "I giorni dall’apertura del caso all’inizio della sublocazione, in media, per le sublocazioni "
                "cominciate nel trimestre.", attesa_media, "basso"),
    Definizione("I03M", "Attesa mediana di una casa", "giorni",
                "Metà dei nuclei ha aspettato meno di così.", attesa_mediana, "basso"),
    Definizione("I04", "Canone in meno rispetto a quello di testa", "%",
                "La media di 1 − canone di sublocazione ÷ canone di testa, per le sublocazioni in corso l’ultimo "
                "giorno del trimestre.", canone_piu_basso),
    Definizione("I05", "Canoni incassati", "%",
                "I canoni dei mesi del trimestre incassati entro il suo ultimo giorno, su quelli dovuti.",
                canoni_incassati, "alto"),
    Definizione("I06", "Morosità", "%",
                "Ciò che è scaduto e non è pagato l’ultimo giorno del trimestre, su tutto ciò che è scaduto. "
                "Il debito entrato in un piano di rientro conta per le sue rate.", morosita, "basso"),
    Definizione("I06N", "Nuclei indietro di oltre 60 giorni", "%",
                "I nuclei con una scadenza non pagata da più di 60 giorni, su quelli che abitano un alloggio.",
                nuclei_in_ritardo, "basso"),
    Definizione("I07", "Sfitto", "%",
                "I giorni pagati al proprietario senza una sublocazione, su tutti i giorni disponibili.",
                sfitto, "basso"),
    Definizione("I08", "Tempo fra una sublocazione e l’altra", "giorni",
                "I giorni in cui un alloggio è rimasto vuoto fra una sublocazione e la successiva, in media, per "
                "quelle cominciate nel trimestre.", ricambio, "basso"),
)}
# fmt: on


def indicatori(trimestre: Trimestre, momenti: Sequence[Trimestre | None] | None = None) -> list[Indicatore]:
    """The indicators of the quarter beside their own past: seven queries whatever the homes, none without homes.

    ``momenti`` are the quarter and those it is compared with, when they have been read already.
    """
    archivio = Archivio()
    if not archivio.teste:
        return []
    return indicatori_da(DEFINIZIONI.values(), archivio, momenti or trimestri_a_confronto(trimestre))
