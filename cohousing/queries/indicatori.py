"""Indicators I19–I21 of a quarter (domain.md 6.11): each has its definition and the rows behind it."""

from collections.abc import Sequence
from decimal import Decimal

from cohousing.choices import ESITI_POSITIVI, EsitoPermanenza, SituazioneDopo
from cohousing.queries.archivio import Archivio, Sentito, Soggiorno
from cohousing.queries.pagine import indirizzo
from cohousing.rules.supervisione import in_ore, ore_a_settimana
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.scrittura import in_data
from valdera_housing.linea import Indicatore, indicatori_da
from valdera_housing.models import Trimestre
from valdera_housing.queries.indicatori import (
    Definizione,
    Misura,
    RigaIndicatore,
    media,
    quota,
    trimestri_a_confronto,
)

SEI_MESI, UN_ANNO = 6, 12


def nuclei(soggiorni: Sequence[Soggiorno]) -> int:
    return len({s.nucleo for s in soggiorni})


def _riga(s: Soggiorno, *celle: str) -> RigaIndicatore:
    return RigaIndicatore(s.numero, indirizzo("permanenza_scheda", s.pk), (s.codice, s.nome_casa, *celle))


def uscite_positive(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I19: of the stays that ended in the quarter, those that ended in a home of their own or in the family."""
    uscite = archivio.usciti(trimestre)
    positive = [s for s in uscite if s.esito in ESITI_POSITIVI]
    righe = [_riga(s, in_data(s.uscita or s.inizio), EsitoPermanenza(s.esito).label) for s in uscite]
    valore = quota(len(positive), len(uscite))
    return Misura(valore, ("Nucleo", "Casa", "Uscita", "Come è finita"), righe, nuclei(uscite) or None)


def _con_una_casa(sentiti: Sequence[Sentito]) -> Misura:
    righe = [
        RigaIndicatore(
            s.numero,
            indirizzo("permanenza_scheda", s.permanenza),
            (s.codice, in_data(s.giorno), SituazioneDopo(s.situazione).label),
        )
        for s in sentiti
    ]
    valore = quota(sum(s.ha_casa for s in sentiti), len(sentiti))
    return Misura(valore, ("Nucleo", "Sentito il", "Dov’è adesso"), righe, len(sentiti) or None)


def casa_dopo_sei_mesi(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I19: of the households heard in the quarter six months after they left, those that have a home."""
    return _con_una_casa(archivio.sentiti(trimestre, SEI_MESI))


def casa_dopo_un_anno(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I19: the same, after a year."""
    return _con_una_casa(archivio.sentiti(trimestre, UN_ANNO))


def permanenza_media(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I20: mean days of the stays that ended in the quarter, the first and the last included."""
    giorni = [(s, ((s.uscita or s.inizio) - s.inizio).days + 1) for s in archivio.usciti(trimestre)]
    righe = [_riga(s, in_data(s.inizio), in_data(s.uscita or s.inizio), str(quanti)) for s, quanti in giorni]
    valore = media([quanti for _, quanti in giorni])
    colonne = ("Nucleo", "Casa", "Ingresso", "Uscita", "Giorni")
    return Misura(valore, colonne, righe, nuclei([s for s, _ in giorni]) or None)


def ore_per_casa(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I21: hours of supervision for each house in each week it was open."""
    minuti: dict[int, int] = {}
    for seguita in archivio.seguite(trimestre):
        minuti[seguita.casa] = minuti.get(seguita.casa, 0) + seguita.minuti
    aperte = archivio.giorni_apertura(trimestre)
    righe = [
        RigaIndicatore(
            casa.nome,
            indirizzo("struttura_scheda", casa.pk),
            (
                casa.comune,
                str(giorni),
                in_cifre(in_ore(minuti.get(casa.pk, 0)), 2),
                in_cifre(ore_a_settimana(minuti.get(casa.pk, 0), giorni), 2),
            ),
        )
        for casa, giorni in aperte.items()
    ]
    di_tutte = sum(minuti.get(casa.pk, 0) for casa in aperte)
    valore = ore_a_settimana(di_tutte, sum(aperte.values())) if aperte else None
    return Misura(valore, ("Comune", "Giorni di apertura", "Ore", "Ore a settimana"), righe)


def letti_occupati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """Bed-days of the units where somebody lived, over those there were."""
    per_casa = [(casa, archivio.letti(casa, trimestre)) for casa in archivio.giorni_apertura(trimestre)]
    righe = [
        RigaIndicatore(
            casa.nome,
            indirizzo("struttura_scheda", casa.pk),
            (casa.comune, str(letti.disponibili), str(letti.occupati)),
        )
        for casa, letti in per_casa
    ]
    valore = quota(sum(letti.occupati for _, letti in per_casa), sum(letti.disponibili for _, letti in per_casa))
    return Misura(valore, ("Comune", "Giornate disponibili", "Giornate occupate"), righe)


def nuclei_ospitati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """Households that lived in a house for at least a day of the quarter."""
    soggiorni = archivio.ospitati(trimestre)
    righe = [_riga(s, in_data(s.inizio), in_data(s.uscita) if s.uscita else "") for s in soggiorni]
    quanti = nuclei(soggiorni)
    return Misura(Decimal(quanti), ("Nucleo", "Casa", "Ingresso", "Uscita"), righe, quanti)


# fmt: off
DEFINIZIONI = {d.codice: d for d in (
    Definizione("I19", "Uscite verso l’autonomia", "%",
                "Delle permanenze finite nel trimestre, quelle finite in una casa sul mercato, in una casa popolare, "
                "in una casa del gestore sociale o in famiglia.", uscite_positive, "alto"),
    Definizione("I19S", "Hanno una casa sei mesi dopo", "%",
                "Dei nuclei sentiti nel trimestre sei mesi dopo l’uscita, quelli che sono ancora in quella casa o in "
                "un’altra. Chi non si è fatto trovare conta fra i sentiti.", casa_dopo_sei_mesi, "alto"),
    Definizione("I19A", "Hanno una casa un anno dopo", "%",
                "Come sopra, un anno dopo l’uscita.", casa_dopo_un_anno, "alto"),
    Definizione("I20", "Permanenza media", "giorni",
                "I giorni dall’ingresso all’uscita, compresi, in media, per le permanenze finite nel trimestre.",
                permanenza_media),
    Definizione("I20O", "Posti letto occupati", "%",
                "Le giornate dei posti letto delle unità abitate, su quelle disponibili. Un’unità è di un nucleo: "
                "finché qualcuno ci abita, tutti i suoi posti sono occupati.", letti_occupati, "alto"),
    Definizione("I20N", "Nuclei ospitati", "nuclei",
                "I nuclei, ciascuno contato una volta, che hanno abitato una casa per almeno un giorno del trimestre.",
                nuclei_ospitati, "alto"),
    Definizione("I21", "Ore di supervisione per casa", "ore a settimana",
                "Le ore di visite, riunioni, colloqui ed emergenze, divise per le settimane in cui le case sono state "
                "aperte nel trimestre.", ore_per_casa, "alto"),
)}
# fmt: on


def indicatori(trimestre: Trimestre, momenti: Sequence[Trimestre | None] | None = None) -> list[Indicatore]:
    """The indicators of the quarter beside their own past; none while nothing was done.

    ``momenti`` are the quarter and those it is compared with, when they have been read already.
    """
    momenti = momenti or trimestri_a_confronto(trimestre)
    misurati = indicatori_da(DEFINIZIONI.values(), Archivio(momenti), momenti)
    return misurati if any(i.valore or i.precedente or i.anno_prima for i in misurati) else []
