"""Indicators I09–I15 and I23 of a quarter (domain.md 6.11): each has its definition and the rows behind it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sportello.choices import ASSUNTI, EVITATI, EsitoPercorso, EsitoSfratto, StatoAppuntamento, TipoMisura, TipoSfratto
from sportello.queries.archivio import FUORI, Archivio, FascicoloSfratto, Percorso, Pratica, Ricevimento
from sportello.queries.pagine import indirizzo
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

MILLE = 1000


def _nuclei(cose: Iterable[FascicoloSfratto | Pratica]) -> int:
    return len({cosa.nucleo for cosa in cose})


def _righe_sfratti(sfratti: Sequence[FascicoloSfratto]) -> list[RigaIndicatore]:
    return [
        RigaIndicatore(
            s.numero,
            indirizzo("sfratto_scheda", s.pk),
            (
                s.nucleo_codice,
                s.comune,
                TipoSfratto(s.tipo).label,
                in_data(s.aperto_il),
                in_data(s.chiuso_il) if s.chiuso_il else "",
                EsitoSfratto(s.esito).label if s.esito else "",
            ),
        )
        for s in sfratti
    ]


COLONNE_SFRATTO = ("Nucleo", "Comune", "Tipo", "Conosciuto il", "Chiuso il", "Esito")


def evitati(archivio: Archivio, trimestre: Trimestre) -> list[FascicoloSfratto]:
    return [s for s in archivio.sfratti if s.chiuso_nel(trimestre) and s.esito in EVITATI]


def sfratti_evitati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I09: closed in the quarter with the home kept or another found, over those followed on some day of it."""
    seguiti = [s for s in archivio.sfratti if s.seguito(trimestre)]
    bene = evitati(archivio, trimestre)
    return Misura(quota(len(bene), len(seguiti)), COLONNE_SFRATTO, _righe_sfratti(bene), _nuclei(bene) or None)


def quanti_evitati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I09, in number: each counted once, on the day it was closed."""
    bene = evitati(archivio, trimestre)
    return Misura(Decimal(len(bene)), COLONNE_SFRATTO, _righe_sfratti(bene), _nuclei(bene))


def eseguiti_con_soluzione(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I10: executed in the quarter with somewhere to go."""
    eseguiti = [
        s for s in archivio.sfratti if s.chiuso_nel(trimestre) and s.esito == EsitoSfratto.ESEGUITO_CON_SOLUZIONE
    ]
    return Misura(Decimal(len(eseguiti)), COLONNE_SFRATTO, _righe_sfratti(eseguiti), _nuclei(eseguiti))


def per_comune(archivio: Archivio, trimestre: Trimestre) -> Counter[str]:
    conto: Counter[str] = Counter()
    for gruppo in archivio.accessi(trimestre):
        conto[gruppo.comune or FUORI] += gruppo.quanti
    return conto


def _righe_accessi(conto: Counter[str], trimestre: Trimestre, altro: str = "") -> list[RigaIndicatore]:
    periodo = f"dal={trimestre.inizio}&al={trimestre.fine}{altro}"
    elenco = indirizzo("accesso_elenco", domanda=periodo)
    return [RigaIndicatore(comune, elenco, (str(conto[comune]),)) for comune in sorted(conto)]


def accessi(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I11: contacts with the desk, by any channel."""
    conto = per_comune(archivio, trimestre)
    return Misura(Decimal(conto.total()), ("Accessi",), _righe_accessi(conto, trimestre))


def primi_accessi(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I11, first ones: people who had never come before."""
    conto: Counter[str] = Counter()
    for gruppo in archivio.accessi(trimestre):
        conto[gruppo.comune or FUORI] += gruppo.primi
    conto = +conto
    righe = _righe_accessi(conto, trimestre, "&primo=si")
    return Misura(Decimal(conto.total()), ("Primi accessi",), righe)


def accessi_per_mille(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I11 by inhabitants: accesses of residents of the comuni whose population is known, per thousand of them."""
    conto = per_comune(archivio, trimestre)
    abitanti = archivio.abitanti(trimestre.fine)
    righe = [
        RigaIndicatore(nome, "", (str(conto[nome]), in_cifre(Decimal(persone), 0), _per_mille(conto[nome], persone)))
        for nome, persone in sorted(abitanti.items())
    ]
    tutti = sum(abitanti.values())
    dentro = sum(conto[nome] for nome in abitanti)
    valore = decimo(Decimal(dentro) * MILLE / tutti) if tutti else None
    return Misura(valore, ("Accessi", "Abitanti", "Ogni 1.000"), righe)


def _per_mille(quanti: int, persone: int) -> str:
    return in_cifre(decimo(Decimal(quanti) * MILLE / persone), 1)


def _righe_appuntamenti(appuntamenti: Sequence[Ricevimento]) -> list[RigaIndicatore]:
    return [
        RigaIndicatore(
            r.numero,
            indirizzo("appuntamento_scheda", r.pk),
            (in_data(r.giorno), r.comune, StatoAppuntamento(r.stato).label, str(r.attesa)),
        )
        for r in appuntamenti
    ]


COLONNE_APPUNTAMENTO = ("Giorno", "Comune", "Com’è andato", "Giorni di attesa")


def appuntamenti_decentrati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I12: appointments at the desks of the comuni, over all whose day came."""
    tutti = archivio.appuntamenti(trimestre)
    decentrati = [r for r in tutti if r.decentrato]
    return Misura(quota(len(decentrati), len(tutti)), COLONNE_APPUNTAMENTO, _righe_appuntamenti(decentrati))


def assenze(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I13: ASSENTE over EFFETTUATO and ASSENTE."""
    tutti = archivio.appuntamenti(trimestre)
    assenti = [r for r in tutti if r.stato == StatoAppuntamento.ASSENTE]
    return Misura(quota(len(assenti), len(tutti)), COLONNE_APPUNTAMENTO, _righe_appuntamenti(assenti))


def attesa_appuntamento(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I14: mean days from the request to the day of the appointment."""
    tutti = archivio.appuntamenti(trimestre)
    return Misura(media([r.attesa for r in tutti]), COLONNE_APPUNTAMENTO, _righe_appuntamenti(tutti))


def _dentro(giorno: date | None, trimestre: Trimestre) -> bool:
    return giorno is not None and trimestre.inizio <= giorno <= trimestre.fine


def _righe_domande(domande: Sequence[Pratica]) -> list[RigaIndicatore]:
    return [
        RigaIndicatore(
            d.numero,
            indirizzo("domanda_scheda", d.pk),
            (
                d.nucleo_codice,
                TipoMisura(d.tipo).label,
                in_data(d.presentata_il),
                "Sì" if d.ammessa else "",
                in_euro(d.pagato) if d.liquidata_il else "",
            ),
        )
        for d in domande
    ]


COLONNE_DOMANDA = ("Nucleo", "Misura", "Presentata il", "Ammessa", "Pagato")


def domande_presentate(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I15: applications presented in the quarter with the help of the desk."""
    presentate = [d for d in archivio.domande if _dentro(d.presentata_il, trimestre)]
    return Misura(Decimal(len(presentate)), COLONNE_DOMANDA, _righe_domande(presentate), _nuclei(presentate))


def domande_ammesse(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I15, success: of those presented in the quarter, how many have been admitted so far."""
    presentate = [d for d in archivio.domande if _dentro(d.presentata_il, trimestre)]
    ammesse = [d for d in presentate if d.ammessa]
    valore = quota(len(ammesse), len(presentate))
    return Misura(valore, COLONNE_DOMANDA, _righe_domande(ammesse), _nuclei(ammesse) or None)


def euro_ottenuti(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I15, money: euro paid in the quarter to households or their owners."""
    pagate = [d for d in archivio.domande if _dentro(d.liquidata_il, trimestre)]
    valore = sum((d.pagato for d in pagate), ZERO)
    return Misura(valore, COLONNE_DOMANDA, _righe_domande(pagate), _nuclei(pagate) or None)


def _righe_percorsi(percorsi: Sequence[Percorso]) -> list[RigaIndicatore]:
    return [
        RigaIndicatore(
            p.numero,
            indirizzo("percorso_scheda", p.pk),
            (p.nucleo_codice, in_data(p.aperto_il), EsitoPercorso(p.esito).label if p.esito else ""),
        )
        for p in percorsi
    ]


COLONNE_PERCORSO = ("Nucleo", "Iniziato il", "Esito")


def percorsi_attivati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I23: paths to work begun in the quarter."""
    iniziati = [p for p in archivio.percorsi if _dentro(p.aperto_il, trimestre)]
    nuclei = len({p.nucleo_codice for p in iniziati})
    return Misura(Decimal(len(iniziati)), COLONNE_PERCORSO, _righe_percorsi(iniziati), nuclei)


def assunzioni(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I23, outcome: hired, over the paths concluded in the quarter."""
    conclusi = [p for p in archivio.percorsi if _dentro(p.concluso_il, trimestre)]
    assunti = [p for p in conclusi if p.esito in ASSUNTI]
    nuclei = len({p.nucleo_codice for p in assunti})
    return Misura(quota(len(assunti), len(conclusi)), COLONNE_PERCORSO, _righe_percorsi(assunti), nuclei or None)


# fmt: off
DEFINIZIONI = {d.codice: d for d in (
    Definizione("I09", "Sfratti evitati", "%",
                "Gli sfratti chiusi nel trimestre con la casa conservata o un’altra casa trovata prima "
                "dell’esecuzione, su quelli seguiti nel trimestre.", sfratti_evitati, "alto"),
    Definizione("I09N", "Sfratti evitati, in numero", "nuclei",
                "Ogni sfratto evitato si conta una volta, il giorno in cui si chiude.", quanti_evitati, "alto"),
    Definizione("I10", "Sfratti eseguiti con una soluzione pronta", "nuclei",
                "Gli sfratti eseguiti nel trimestre quando la famiglia aveva già dove andare.",
                eseguiti_con_soluzione),
    Definizione("I11", "Accessi", "accessi",
                "I contatti con lo sportello nel trimestre, con qualunque mezzo.", accessi),
    Definizione("I11P", "Primi accessi", "accessi",
                "Gli accessi di chi non si era mai rivolto allo sportello.", primi_accessi),
    Definizione("I11M", "Accessi ogni 1.000 abitanti", "accessi",
                "Gli accessi dei residenti nei comuni dell’Unione, ogni 1.000 abitanti.", accessi_per_mille),
    Definizione("I12", "Appuntamenti nei comuni", "%",
                "Gli appuntamenti allo sportello decentrato, su tutti quelli del trimestre.",
                appuntamenti_decentrati),
    Definizione("I13", "Appuntamenti a cui non si è presentato nessuno", "%",
                "Gli assenti, su appuntamenti svolti e assenti.", assenze, "basso"),
    Definizione("I14", "Attesa di un appuntamento", "giorni",
                "I giorni dalla richiesta all’appuntamento, in media.", attesa_appuntamento, "basso"),
    Definizione("I15", "Domande presentate", "domande",
                "Le domande per case popolari, contributi e fondi presentate nel trimestre con l’aiuto dello "
                "sportello.", domande_presentate, "alto"),
    Definizione("I15S", "Domande ammesse", "%",
                "Fra le domande presentate nel trimestre, quelle ammesse finora.", domande_ammesse, "alto"),
    Definizione("I15E", "Ottenuto per le famiglie", "euro",
                "Quanto è stato pagato nel trimestre per le domande seguite.", euro_ottenuti, "alto"),
    Definizione("I23", "Percorsi di lavoro attivati", "percorsi",
                "I percorsi di inserimento lavorativo iniziati nel trimestre.", percorsi_attivati, "alto"),
    Definizione("I23A", "Percorsi finiti con un’assunzione", "%",
                "Gli assunti, sui percorsi conclusi nel trimestre.", assunzioni, "alto"),
)}
# fmt: on


def indicatori(trimestre: Trimestre, momenti: Sequence[Trimestre | None] | None = None) -> list[Indicatore]:
    """The indicators of the quarter beside their own past: six queries; none when the desk never worked.

    ``momenti`` are the quarter and those it is compared with, when they have been read already.
    """
    momenti = momenti or trimestri_a_confronto(trimestre)
    archivio = Archivio(momenti)
    misurati = indicatori_da(DEFINIZIONI.values(), archivio, momenti)
    return misurati if any(i.valore or i.precedente for i in misurati) else []
