"""How a line presents itself to the shell. The shell is fed: it knows no line, lines register in ``ready()``."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from valdera_housing import GLOSSARIO
from valdera_housing.choices import CHI_SEGUE_PERSONE, VEDONO_I_LUOGHI, Linea, Ruolo
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Nucleo, Scadenza, Trimestre, Utente
from valdera_housing.queries.caso import ultima_attivita
from valdera_housing.queries.conteggio import conta_insieme
from valdera_housing.queries.indicatori import Definizione, confronta
from valdera_housing.queries.scrivania import casi_da_riprendere, codici_sanitari_in_scadenza, ultimi_nuclei

if TYPE_CHECKING:
    from valdera_housing.linea.scadenziario import Scadenziario


@dataclass(frozen=True)
class VoceMenu:
    """A section of the white bar. ``conteggio`` gives the rows that wait there for this person, or None.

    The shell counts the rows of all the entries in one query.
    ``posto`` orders the bar whatever the order of registration: the desk is 0, work 50, the registry after it.
    """

    etichetta: str
    url: str
    ruoli: tuple[str, ...]
    conteggio: Callable[[Utente], QuerySet | None] | None = None
    posto: int = 50


@dataclass(frozen=True)
class Compito:
    """Something that waits for this person, shown on her scrivania with the act on the row."""

    titolo: str
    dettaglio: str
    url: str
    verbo: str
    aspetto: Aspetto
    importo: Decimal | None = None
    entro: date | None = None
    mio: bool = True


@dataclass(frozen=True)
class Segnalazione:
    """A fact that somebody should know: over the budget, a forecast, a document about to expire."""

    testo: str
    url: str
    aspetto: Aspetto


@dataclass(frozen=True)
class ProssimaData:
    """A day on which something falls due or happens, for the list of the scrivania."""

    giorno: date
    testo: str
    url: str = ""


@dataclass(frozen=True)
class PannelloScrivania:
    """A box of the scrivania: its template, what it needs, how many of the twelve columns it takes."""

    template: str
    contesto: dict[str, Any]
    larghezza: int = 12


@dataclass(frozen=True)
class Indicatore:
    """A number of a quarter against its target and its own past (domain.md 6.11). None is «not available».

    ``verso`` says whether more or less is better. ``nuclei`` is how many households the value, the one before and
    that of a year ago speak of (None: of none): where they are too few the number is not published.
    """

    codice: str
    nome: str
    unita: str
    valore: Decimal | None
    obiettivo: Decimal | None = None
    precedente: Decimal | None = None
    anno_prima: Decimal | None = None
    verso: Literal["alto", "basso"] | None = None
    nuclei: Sequence[int | None] = (None, None, None)


@dataclass(frozen=True)
class CifraTavola:
    """A row of a table of the quarterly report: a number with its unit. ``nuclei`` as in Indicatore."""

    nome: str
    unita: str
    valore: Decimal | None
    precedente: Decimal | None = None
    nuclei: Sequence[int | None] = (None, None)


@dataclass(frozen=True)
class Tavola:
    """A table of a line in the quarterly report: facts of the quarter beside those of the one before.

    With ``conteggi`` the rows are counts of households, hidden with their complement when too small.
    """

    titolo: str
    righe: Sequence[CifraTavola]
    nota: str = ""
    conteggi: bool = False


@dataclass(frozen=True)
class TappaLinea:
    """A milestone of a line: by when, when it was reached (None: not yet), how it stands in words and at a glance."""

    codice: str
    nome: str
    entro: date
    raggiunta: date | None
    stato: str
    aspetto: Aspetto


@dataclass(frozen=True)
class PannelloFascicolo:
    """A box in the dossier of a household: what a line knows of it.

    ``aperti`` are sentences on what is still to be ended there: who closes the case reads them first.
    """

    titolo: str
    template: str
    contesto: dict[str, Any]
    aperti: Sequence[str] = ()


@dataclass(frozen=True)
class Trovato:
    """A thing found by the search of the top bar."""

    genere: str
    titolo: str
    url: str
    dettaglio: str = ""


@dataclass(frozen=True)
class CostoOfferto:
    """A cost of a line that may be claimed in a quarter, in euro. ``chiave`` makes it claimed once only.

    ``documento`` is the pk of the stored file that proves it, ``pagato_il`` the value date of its payment, ``nucleo``
    the pk of the household it was paid for. An amount of zero is told, never taken: ``note`` say why.
    """

    chiave: str
    fornitore: str
    numero: str
    data: date
    importo: Decimal
    macrovoce: str
    azione: str
    descrizione: str
    tipo: str = "ALTRO"
    codice_fiscale: str = ""
    pagato_il: date | None = None
    documento: int | None = None
    note: tuple[str, ...] = ()
    nucleo: int | None = None


@dataclass(frozen=True)
class FondoComune:
    """The fund of a comune on the last day of a quarter, in euro, for the section of the report on the fund.

    ``disponibile = dotato - erogato + rientrato + altri - impegnato``; ``altri`` are interest, fees and transfers.
    """

    comune: str
    dotato: Decimal
    erogato: Decimal
    rientrato: Decimal
    impegnato: Decimal
    altri: Decimal

    @property
    def disponibile(self) -> Decimal:
        return self.dotato - self.erogato + self.rientrato + self.altri - self.impegnato


# A check of integrity: a query that gives, for what does not agree, where it is and then, figure by figure, what is
# written and what its rows say; and the names of the figures.
Controllo = tuple[str, tuple[str, ...]]


# The name of what a due comes from, on its record.
DI_CHE_COSA = "Di che cosa è"


def niente(*_args: Any) -> list:
    return []


def nessuna_origine(_utente: Utente, _scadenza: Scadenza) -> Voce | None:
    return None


def indicatori_da(
    definizioni: Iterable[Definizione], archivio: Any, momenti: Sequence[Trimestre | None]
) -> list[Indicatore]:
    """The indicators of a line from their definitions, for the quarterly report and the page of the numbers."""
    return [
        Indicatore(
            c.definizione.codice,
            c.definizione.nome,
            c.definizione.unita,
            c.valori[0],
            obiettivo=c.obiettivo,
            precedente=c.valori[1],
            anno_prima=c.valori[2],
            verso=c.definizione.verso,
            nuclei=c.nuclei,
        )
        for c in confronta(definizioni, archivio, momenti)
    ]


@dataclass(frozen=True)
class LineaServizio:
    """What an app gives to the pages that show all apps together.

    ``presentazione`` (one paragraph) and ``url`` (its page) put a line on the page of the five lines; ``menu`` is
    its place in the bar, ``sezioni`` the second bar shown while one is in the line;
    ``pie`` are the entries at the foot of the page, ``pubbliche`` those for who has not signed in;
    ``pulsanti_partitario`` are the acts of a line on the ledger, drawn on its list; ``origine_scadenza`` is what a due
    of the line comes from, with its page, for who may open it;
    ``scadenziario`` tells the desk things to do, facts and days, those of all the lines in one query; who has not one
    gives ``compiti``, ``segnalazioni`` and ``prossime_date`` by itself;
    ``di_linea`` is what this app knows of another line: the accounts tell its budget without being imported.
    """

    nome: str
    linea: Linea | None = None
    presentazione: str = ""
    url: str = ""
    menu: tuple[VoceMenu, ...] = ()
    sezioni: tuple[VoceMenu, ...] = ()
    pie: tuple[VoceMenu, ...] = ()
    pubbliche: tuple[VoceMenu, ...] = ()
    di_linea: Callable[[Utente, Linea], Sequence[Voce]] = niente
    compiti: Callable[[Utente, date], Iterable[Compito]] = niente
    segnalazioni: Callable[[Utente, date], Iterable[Segnalazione]] = niente
    prossime_date: Callable[[Utente, date], Iterable[ProssimaData]] = niente
    pannelli_scrivania: Callable[[Utente, date], Sequence[PannelloScrivania]] = niente
    indicatori: Callable[[Trimestre], Sequence[Indicatore]] = niente
    tavole: Callable[[Trimestre], Sequence[Tavola]] = niente
    tappe: Callable[[Trimestre], Sequence[TappaLinea]] = niente
    pannelli_fascicolo: Callable[[Utente, Nucleo], Sequence[PannelloFascicolo]] = niente
    cerca: Callable[[Utente, str], Sequence[Trovato]] = niente
    costi_da_rendicontare: Callable[[Trimestre], Sequence[CostoOfferto]] = niente
    situazione_fondi: Callable[[Trimestre], Sequence[FondoComune]] = niente
    controlli: Sequence[Controllo] = ()
    scadenziario: "Scadenziario | None" = None
    glossario: dict[str, str] = field(default_factory=dict)
    pulsanti_partitario: Callable[[Utente], Sequence[Pulsante]] = niente
    origine_scadenza: Callable[[Utente, Scadenza], Voce | None] = nessuna_origine

    @property
    def spazio(self) -> str:
        """The name its addresses begin with."""
        return self.url.partition(":")[0]


registrate: list[LineaServizio] = []


def registra(servizio: LineaServizio) -> None:
    """Called by ``AppConfig.ready()`` of each app, in the order of INSTALLED_APPS."""
    registrate.append(servizio)


def pulsanti_partitario(utente: Utente) -> list[Pulsante]:
    """The acts that the lines offer on the ledger."""
    return [pulsante for servizio in registrate for pulsante in servizio.pulsanti_partitario(utente)]


def origine_scadenza(utente: Utente, scadenza: Scadenza) -> Voce | None:
    """What a due comes from, told by its line; None when there is nothing more, or this person may not open it."""
    di_linea = (s.origine_scadenza(utente, scadenza) for s in registrate if s.linea == scadenza.linea)
    return next((voce for voce in di_linea if voce), None)


@dataclass(frozen=True)
class VoceDisegnata:
    etichetta: str
    url: str
    conteggio: int | None
    attivo: bool


def aperte(utente: Utente, voci: Sequence[VoceMenu]) -> list[VoceMenu]:
    """The entries a person may open; those without roles are for anyone signed in."""
    return [voce for voce in voci if not voce.ruoli or utente.ha_ruolo(*voce.ruoli)]


def voci_menu(utente: Utente, percorso: str) -> list[VoceDisegnata]:
    """The sections this person may open, by place and order of registration; the longest matching path is current.

    The pages of a line that stand elsewhere (the ledger) light the line that has them among its ``sezioni``.
    """
    voci = sorted(aperte(utente, [v for s in registrate for v in s.menu]), key=lambda voce: voce.posto)
    disegnate = _disegna(utente, voci, percorso)
    servizio = linea_di(percorso)
    if servizio and not any(voce.attivo and voce.url != "/" for voce in disegnate):
        return [replace(voce, attivo=voce.url == reverse(servizio.url)) for voce in disegnate]
    return disegnate


def voci_linea(utente: Utente, percorso: str) -> list[VoceDisegnata]:
    """The second bar: the sections of the line this address belongs to."""
    servizio = linea_di(percorso)
    return _disegna(utente, aperte(utente, servizio.sezioni), percorso) if servizio else []


def linea_di(percorso: str) -> LineaServizio | None:
    """The line of an address: under its own page, or under one of its sections."""
    for servizio in registrate:
        radici = [servizio.url, *(voce.url for voce in servizio.sezioni)] if servizio.sezioni else []
        if any(percorso.startswith(reverse(radice)) for radice in radici):
            return servizio
    return None


def _disegna(utente: Utente, voci: Sequence[VoceMenu], percorso: str) -> list[VoceDisegnata]:
    indirizzi = [reverse(voce.url) for voce in voci]
    sopra = [u for u in indirizzi if percorso == u or (u != "/" and percorso.startswith(u))]
    attuale = max(sopra, key=len, default=None)
    attese = conta_insieme(_righe_in_attesa(utente, voci))
    return [
        VoceDisegnata(voce.etichetta, url, attese.get(voce.url), url == attuale)
        for voce, url in zip(voci, indirizzi, strict=True)
    ]


def _righe_in_attesa(utente: Utente, voci: Sequence[VoceMenu]) -> dict[str, QuerySet]:
    """Of the entries with a counter, by their address."""
    righe = {voce.url: voce.conteggio(utente) for voce in voci if voce.conteggio}
    return {url: query for url, query in righe.items() if query is not None}


def guscio(request: HttpRequest) -> dict[str, Any]:
    """What every page needs of the shell: menu and foot of the role, and whether this is the demo office."""
    utente = getattr(request, "user", None)
    if utente is None or not utente.is_authenticated:
        return {"menu": [], "sezioni_linea": [], "pie": in_pie(pubbliche()), "demo": settings.DEMO}
    return {
        "menu": voci_menu(utente, request.path),
        "sezioni_linea": voci_linea(utente, request.path),
        "pie": aperte_in_pie(utente),
        "cerca_url": reverse("cerca") if utente.ha_ruolo(*CHI_CERCA) else "",
        "chi_sono": ", ".join(utente.nomi_ruoli),
        "demo": settings.DEMO,
    }


def aperte_in_pie(utente: Utente) -> list[dict[str, str]]:
    return in_pie(aperte(utente, [v for s in registrate for v in s.pie]))


def pubbliche() -> list[VoceMenu]:
    """What anyone may open, for who has not signed in."""
    return [v for s in registrate for v in s.pubbliche]


def in_pie(voci: Sequence[VoceMenu]) -> list[dict[str, str]]:
    return [{"etichetta": voce.etichetta, "url": reverse(voce.url)} for voce in voci]


# Who follows people, and who keeps or audits the homes.
CHI_CERCA = (*CHI_SEGUE_PERSONE, Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)
TUTTI_TRANNE_TECNICO = tuple(ruolo for ruolo in Ruolo if ruolo != Ruolo.AMMINISTRATORE)
IMPOSTAZIONI = (Ruolo.AMMINISTRATORE, Ruolo.FUNZIONARIO_UNIONE, Ruolo.COORDINATORE_ETS, Ruolo.REVISORE)
SCRIVONO_LETTERE = (Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE)
STP_IN_SCADENZA = Aspetto("orologio", "attesa", "Codice sanitario")
CASO_FERMO = Aspetto("pausa", "fermo", "Caso fermo")
DA_VERIFICARE = Aspetto("orologio", "attesa", "Da verificare")


def codici_in_scadenza(utente: Utente, giorno: date) -> Sequence[Segnalazione]:
    if not utente.ha_ruolo(*CHI_SEGUE_PERSONE):
        return []
    return [
        Segnalazione(
            f"Il codice STP o ENI di {persona} scade il {persona.codice_sanitario_scade_il:%d/%m/%Y}",
            reverse("persona_scheda", args=[persona.pk]),
            STP_IN_SCADENZA,
        )
        for persona in codici_sanitari_in_scadenza(utente, giorno)
    ]


def nuclei_arrivati(utente: Utente, giorno: date) -> Sequence[PannelloScrivania]:
    """For those whose work is at the desk; the manager's page is already full of figures."""
    if not utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS):
        return []
    contesto = {"nuclei": list(ultimi_nuclei(utente)), "url": reverse("nucleo_elenco")}
    return [PannelloScrivania("valdera_housing/scrivania/nuclei.html", contesto)]


def casi_in_attesa(utente: Utente, giorno: date) -> Iterator[Compito]:
    """Idle cases and projects to be checked, for those who follow cases; the manager has the list of cases."""
    if not utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS):
        return
    casi = list(casi_da_riprendere(utente, giorno))
    for caso in casi:
        yield from _da_riprendere(caso, giorno)
    if casi and casi[0].quanti > len(casi):
        altri = casi[0].quanti - len(casi)
        titolo = f"Riprendere altri {altri} casi" if altri > 1 else "Riprendere un altro caso"
        yield Compito(titolo, "Fermi, o con il progetto da verificare", reverse("caso_elenco"), "Vedi", CASO_FERMO)


def _da_riprendere(caso: Any, giorno: date) -> Iterator[Compito]:
    if caso.verifica_entro:
        yield Compito(
            f"Verificare il progetto {caso.progetto_numero}",
            f"Nucleo {caso.nucleo.codice}, caso {caso.numero}",
            reverse("progetto_verifica", args=[caso.progetto_pk]),
            "Verifica",
            DA_VERIFICARE,
            entro=caso.verifica_entro,
        )
    if caso.fermo:
        ultima = ultima_attivita(caso)
        yield Compito(
            f"Riprendere il caso {caso.numero}, fermo da {(giorno - ultima).days} giorni",
            f"Nucleo {caso.nucleo.codice}, ultima attività il {in_data(ultima)}",
            caso.get_absolute_url(),
            "Apri",
            CASO_FERMO,
        )


REGISTRO = LineaServizio(
    nome="Registro comune",
    compiti=casi_in_attesa,
    segnalazioni=codici_in_scadenza,
    pannelli_scrivania=nuclei_arrivati,
    menu=(
        VoceMenu("Scrivania", "scrivania", (), posto=0),
        VoceMenu("Partitario", "scadenza_elenco", (Ruolo.CONTABILE_ETS,), posto=45),
        VoceMenu("Casi", "caso_elenco", (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS), posto=59),
        VoceMenu("Persone", "persona_elenco", CHI_SEGUE_PERSONE, posto=60),
        VoceMenu("Nuclei", "nucleo_elenco", CHI_SEGUE_PERSONE, posto=61),
        VoceMenu("Convenzione", "convenzione_elenco", (Ruolo.AMMINISTRATORE, Ruolo.REVISORE), posto=80),
        VoceMenu("Parametri", "parametro_elenco", (Ruolo.AMMINISTRATORE,), posto=81),
        VoceMenu("Utenti", "utente_elenco", (Ruolo.AMMINISTRATORE, Ruolo.REVISORE), posto=82),
        VoceMenu("Registro delle modifiche", "storia_registro", (Ruolo.REVISORE,), posto=83),
    ),
    pie=(
        VoceMenu("Le cinque linee", "linea_elenco", TUTTI_TRANNE_TECNICO),
        VoceMenu("Convenzione e parametri", "convenzione_elenco", IMPOSTAZIONI),
        VoceMenu("Sedi e orari", "sede_elenco", VEDONO_I_LUOGHI),
        VoceMenu("Il tuo calendario", "calendario_scheda", CHI_SEGUE_PERSONE),
        VoceMenu("Modelli di lettera", "modello_lettera_elenco", SCRIVONO_LETTERE),
        VoceMenu("Glossario", "glossario", ()),
    ),
    glossario=GLOSSARIO,
)
