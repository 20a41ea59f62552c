"""Indicators I22, I27 and I29 of a quarter (domain.md 6.11): each has its definition and the rows behind it."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from formazione.choices import Canale, Destinatario, TipoEvento
from formazione.queries.archivio import Archivio, Svolto
from formazione.queries.pagine import indirizzo
from formazione.rules.costo import per_ora
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
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

COLONNE = ("Titolo", "Svolto il", "Comune", "Partecipanti")


def ore(minuti: int) -> Decimal:
    return decimo(Decimal(minuti) / 60)


def _righe(eventi: Sequence[Svolto], cifra: Callable[[Svolto], str]) -> list[RigaIndicatore]:
    return [
        RigaIndicatore(
            e.numero,
            indirizzo("evento_scheda", e.pk),
            (e.titolo, in_data(e.svolto_il), e.comune or "Tutta l’Unione", cifra(e)),
        )
        for e in eventi
    ]


def _con(voce: str) -> tuple[str, ...]:
    return (*COLONNE[:-1], voce)


def _partecipanti(evento: Svolto) -> str:
    return str(evento.partecipanti)


def eventi_svolti(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I22: events closed as held, on the day of their last session."""
    eventi = archivio.svolti(trimestre)
    righe = _righe(eventi, lambda e: TipoEvento(e.tipo).label)
    return Misura(Decimal(len(eventi)), _con("Tipo"), righe)


def partecipanti(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I22: people marked present, event by event, and people counted without a name."""
    eventi = [e for e in archivio.svolti(trimestre) if e.partecipanti]
    quanti = sum(e.partecipanti for e in eventi)
    return Misura(Decimal(quanti), COLONNE, _righe(eventi, _partecipanti), quanti)


def ore_svolte(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I22: hours of the sessions."""
    eventi = archivio.svolti(trimestre)
    righe = _righe(eventi, lambda e: in_cifre(ore(e.minuti), 1))
    return Misura(ore(sum(e.minuti for e in eventi)), _con("Ore"), righe)


def ore_partecipate(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I22: the hours of each person, all together."""
    eventi = [e for e in archivio.svolti(trimestre) if e.minuti_persona]
    righe = _righe(eventi, lambda e: in_cifre(ore(e.minuti_persona), 1))
    persone = sum(e.partecipanti for e in eventi)
    return Misura(ore(sum(e.minuti_persona for e in eventi)), _con("Ore di tutti"), righe, persone or None)


def _gradimento(eventi: Sequence[Svolto]) -> Misura:
    con_voti = [e for e in eventi if e.voti]
    voti = sum(e.voti for e in con_voti)
    valore = decimo(Decimal(sum(e.somma_voti for e in con_voti)) / voti) if voti else None
    righe = _righe(con_voti, lambda e: f"{in_cifre(decimo(Decimal(e.somma_voti) / e.voti), 1)} ({e.fogli})")
    return Misura(valore, _con("Media (fogli)"), righe, sum(e.fogli for e in con_voti) or None)


def gradimento(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I22: mean of all the answers from 1 to 5 of the questionnaires of liking."""
    return _gradimento(archivio.svolti(trimestre))


def gradimento_proprietari(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I27: the same, of the events that are (also) for owners: answers have no name, nor a group."""
    return _gradimento([e for e in archivio.svolti(trimestre) if Destinatario.PROPRIETARI in e.destinatari])


def proprietari(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I27: owners among the participants."""
    eventi = [e for e in archivio.svolti(trimestre) if e.persone.get(Destinatario.PROPRIETARI)]
    quanti = sum(e.persone[Destinatario.PROPRIETARI] for e in eventi)
    righe = _righe(eventi, lambda e: str(e.persone[Destinatario.PROPRIETARI]))
    return Misura(Decimal(quanti), _con("Proprietari"), righe, quanti)


def rete(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """I29: distinct bodies of the network that worked on an event held."""
    di: dict[str, list[str]] = {}
    for evento in archivio.svolti(trimestre):
        for partner in evento.partner:
            di.setdefault(partner, []).append(evento.numero)
    righe = [RigaIndicatore(nome, "", (", ".join(numeri),)) for nome, numeri in sorted(di.items())]
    return Misura(Decimal(len(di)), ("Eventi",), righe)


def beneficiari_formati(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """Of the people of the households followed, how many were at an event held in the quarter."""
    conto = archivio.beneficiari(trimestre)
    righe = [
        RigaIndicatore("Persone dei nuclei seguiti", "", (str(conto.tutti),)),
        RigaIndicatore("Hanno partecipato", "", (str(conto.formati),)),
    ]
    return Misura(quota(conto.formati, conto.tutti), ("Persone",), righe, conto.formati or None)


def comuni_raggiunti(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """Comuni where at least an event was held."""
    per_comune: dict[str, int] = {}
    for evento in archivio.svolti(trimestre):
        if evento.comune:
            per_comune[evento.comune] = per_comune.get(evento.comune, 0) + 1
    righe = [RigaIndicatore(nome, "", (str(quanti),)) for nome, quanti in sorted(per_comune.items())]
    return Misura(Decimal(len(per_comune)), ("Eventi",), righe)


def _righe_contenuti(archivio: Archivio, trimestre: Trimestre) -> list[RigaIndicatore]:
    return [
        RigaIndicatore(
            c.titolo,
            "",
            (
                c.campagna,
                Canale(c.canale).label,
                in_data(c.giorno),
                "–" if c.raggiunti is None else in_cifre(Decimal(c.raggiunti), 0),
            ),
        )
        for c in archivio.contenuti(trimestre)
    ]


COLONNE_CONTENUTO = ("Campagna", "Dove", "Pubblicato il", "Persone raggiunte")


def contenuti(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """What the campaigns published in the quarter."""
    quanti = len(archivio.contenuti(trimestre))
    return Misura(Decimal(quanti), COLONNE_CONTENUTO, _righe_contenuti(archivio, trimestre))


def raggiunti(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """How many people they reached, where somebody counted; the same person may be reached twice."""
    contati = [c.raggiunti for c in archivio.contenuti(trimestre) if c.raggiunti is not None]
    valore = Decimal(sum(contati)) if contati else None
    return Misura(valore, COLONNE_CONTENUTO, _righe_contenuti(archivio, trimestre))


def costo_per_ora(archivio: Archivio, trimestre: Trimestre) -> Misura:
    """Paid expenses of the events held, over the hours of their participants; of few, it would tell how many."""
    eventi = archivio.svolti(trimestre)
    spese = sum((e.spese for e in eventi), ZERO)
    righe = _righe([e for e in eventi if e.spese], lambda e: in_euro(e.spese))
    persone = sum(e.partecipanti for e in eventi)
    return Misura(per_ora(spese, sum(e.minuti_persona for e in eventi)), _con("Pagato"), righe, persone or None)


# fmt: off
DEFINIZIONI = {d.codice: d for d in (
    Definizione("I22", "Eventi svolti", "eventi",
                "Corsi, incontri e iniziative chiusi come svolti. Ognuno conta nel trimestre del suo ultimo "
                "incontro, con tutti i suoi incontri, le persone e le spese.", eventi_svolti, "alto"),
    Definizione("I22P", "Partecipanti", "persone",
                "Chi è segnato presente, evento per evento: chi va a due eventi conta due volte. Dove si contano solo "
                "i numeri, di ogni gruppo vale l’incontro con più persone.", partecipanti, "alto"),
    Definizione("I22H", "Ore di formazione e di incontri", "ore",
                "La durata degli incontri degli eventi svolti.", ore_svolte, "alto"),
    Definizione("I22O", "Ore frequentate", "ore",
                "Le ore di presenza di ogni persona, sommate. Chi è solo contato vale per tutta la durata "
                "dell’incontro.", ore_partecipate, "alto"),
    Definizione("I22G", "Gradimento", "da 1 a 5",
                "La media delle risposte da 1 a 5 ai questionari di gradimento degli eventi svolti.",
                gradimento, "alto"),
    Definizione("I22B", "Persone seguite che hanno partecipato", "%",
                "Le persone dei nuclei con un caso aperto nel trimestre che sono state ad almeno un evento svolto, "
                "su tutte le persone di quei nuclei. Contano le iscrizioni legate alla persona.",
                beneficiari_formati, "alto"),
    Definizione("I22C", "Comuni con almeno un evento", "comuni",
                "I comuni in cui si è svolto almeno un evento. Quelli di tutta l’Unione non contano.",
                comuni_raggiunti, "alto"),
    Definizione("I22E", "Costo di un’ora per partecipante", "euro",
                "Le spese pagate degli eventi svolti, divise per le ore frequentate.", costo_per_ora, "basso"),
    Definizione("I22N", "Contenuti pubblicati", "contenuti",
                "Articoli, volantini, video e altro pubblicati nel trimestre dalle campagne.", contenuti, "alto"),
    Definizione("I22R", "Persone raggiunte dai contenuti", "persone",
                "La somma delle persone raggiunte, dove qualcuno le ha contate: la stessa persona può contare più "
                "volte.", raggiunti, "alto"),
    Definizione("I27", "Proprietari coinvolti", "persone",
                "I partecipanti agli eventi svolti che si sono detti proprietari o sono contati fra i proprietari.",
                proprietari, "alto"),
    Definizione("I27G", "Gradimento degli incontri per i proprietari", "da 1 a 5",
                "La media delle risposte da 1 a 5 negli eventi svolti rivolti anche ai proprietari: le risposte non "
                "hanno nome, quindi sono di tutti i presenti.", gradimento_proprietari, "alto"),
    Definizione("I29", "Enti della rete attivi", "enti",
                "Associazioni, sindacati e altri enti che hanno lavorato ad almeno un evento svolto nel trimestre.",
                rete, "alto"),
)}
# fmt: on


def indicatori(trimestre: Trimestre, momenti: Sequence[Trimestre | None] | None = None) -> list[Indicatore]:
    """The indicators of the quarter beside their own past: four queries; none while nothing was done.

    ``momenti`` are the quarter and those it is compared with, when they have been read already.
    """
    momenti = momenti or trimestri_a_confronto(trimestre)
    misurati = indicatori_da(DEFINIZIONI.values(), Archivio(momenti), momenti)
    return misurati if any(i.valore or i.precedente or i.anno_prima for i in misurati) else []
