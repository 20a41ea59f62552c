"""What the contracts and the homes ask of each person: things to do, facts to know, days that come. Two queries.

Each kind of thing is counted with its nearest day, so that forty contracts do not make forty rows of a desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    CharField,
    Count,
    DateField,
    ExpressionWrapper,
    Min,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Least

from gestore.choices import StatoManutenzione
from gestore.models import Locazione, Manutenzione, Morosita, Sublocazione
from gestore.queries.morosita import con_debito, soglie_di
from gestore.queries.pagine import indirizzo
from gestore.rules.registrazione import GIORNI_REGISTRAZIONE
from gestore.workflow import CONTI_ETS, DIREZIONE, ETS, FIRMATI, SPORTELLO_ETS
from valdera_housing.choices import Linea, Ruolo, StatoContratto
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.linea import Compito, ProssimaData, Segnalazione
from valdera_housing.models import Alloggio, Invio, Utente

# Who follows arrears day by day; the manager's desk is already full.
SOLLECITANO = (Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS)
MESI_PREAVVISO = 6
GIORNI_VICINI, GIORNI_APE, GIORNI_CHIAVI = 60, 60, 30
SCADE = Aspetto("orologio", "attesa", "Scade")
IN_RITARDO = Aspetto("triangolo", "negativo", "In ritardo")
DA_FARE = Aspetto("punto", "corso", "Da fare")


@dataclass(frozen=True)
class Genere:
    """A kind of thing: who it concerns, how it is said for one and for many, where it is."""

    chi: tuple[str, ...]
    uno: str
    molti: str
    verbo: str
    scheda: str
    elenco: str
    domanda: str = ""
    segnala: str = ""


# fmt: off
GENERI = {
    "registra_locazione": Genere(
        ETS, "Registrare il contratto", "Registrare {n} contratti con i proprietari", "Registra",
        "locazione_scheda", "locazione_elenco"),
    "registra_sublocazione": Genere(
        ETS, "Registrare la sublocazione", "Registrare {n} sublocazioni", "Registra",
        "sublocazione_scheda", "sublocazione_elenco"),
    "consegna": Genere(
        SPORTELLO_ETS, "Consegnare le chiavi", "Consegnare le chiavi di {n} alloggi", "Prepara",
        "sublocazione_scheda", "sublocazione_elenco"),
    "riconsegna": Genere(
        SPORTELLO_ETS, "Riprendere le chiavi", "Riprendere le chiavi di {n} alloggi", "Prepara",
        "sublocazione_scheda", "sublocazione_elenco"),
    "manutenzione": Genere(
        SPORTELLO_ETS, "Manutenzione oltre il termine", "{n} manutenzioni oltre il termine", "Apri",
        "manutenzione_scheda", "manutenzione_elenco", "stato=DA_FARE"),
    "autorizza": Genere(
        DIREZIONE, "Autorizzare una manutenzione", "Autorizzare {n} manutenzioni", "Apri",
        "manutenzione_scheda", "manutenzione_elenco", "stato=PREVENTIVO"),
    "invio": Genere(
        SPORTELLO_ETS, "Prendere in carico un nucleo inviato", "Prendere in carico {n} nuclei inviati", "Apri",
        "", "invio_elenco"),
    "morosita": Genere(
        SOLLECITANO, "Fare il prossimo passo su una morosità", "Fare il prossimo passo su {n} morosità", "Apri",
        "morosita_scheda", "morosita_elenco"),
    "preavviso": Genere(
        CONTI_ETS, "", "", "", "locazione_scheda", "locazione_elenco",
        segnala="{n} {contratti} con i proprietari si {rinnovano} senza disdetta: il primo termine per decidere è "
                "il {giorno}"),
    "scade_sublocazione": Genere(
        ETS, "", "", "", "sublocazione_scheda", "sublocazione_elenco",
        segnala="{n} {sublocazioni} in scadenza, la prima il {giorno}"),
    "ape": Genere(
        SPORTELLO_ETS, "", "", "", "alloggio_scheda", "alloggio_elenco",
        segnala="{n} {attestati} da rinnovare, il primo scade il {giorno}"),
}
# fmt: on
# Their day is since when they wait, not by when they must be done.
SENZA_TERMINE = ("invio", "autorizza", "morosita")
PAROLE = {
    "contratti": "contratto,contratti",
    "rinnovano": "rinnova,rinnovano",
    "sublocazioni": "sublocazione,sublocazioni",
    "attestati": "attestato energetico (APE),attestati energetici (APE)",
}


@dataclass(frozen=True)
class Voce:
    """So many things of a kind, the nearest day and one of them."""

    genere: str
    quanti: int
    giorno: date | None
    quale: int | None


def scadenziario(utente: Utente, giorno: date) -> list[Voce]:
    """Read once a request: the parts of the desk share it through the person who asks."""
    if not hasattr(utente, "scadenziario_gestore"):
        utente.scadenziario_gestore = _leggi(utente, giorno)  # type: ignore[attr-defined]
    return utente.scadenziario_gestore  # type: ignore[attr-defined]


def invii_da_prendere(utente: Utente) -> int:
    """Households referred to the line that wait to be taken: the number beside the menu, read once a request."""
    if not utente.ha_ruolo(*SPORTELLO_ETS):
        return 0
    letto = getattr(utente, "scadenziario_gestore", None)
    if letto is None:
        return Invio.objects.visibili_a(utente).da_prendere(Linea.GIS).count()
    return sum(voce.quanti for voce in letto if voce.genere == "invio")


def _leggi(utente: Utente, giorno: date) -> list[Voce]:
    parti = [
        _conto(genere, righe, quando)
        for genere, (righe, quando) in _cerca(utente, giorno).items()
        if utente.ha_ruolo(*GENERI[genere].chi)
    ]
    if not parti:
        return []
    righe = parti[0].union(*parti[1:], all=True) if parti[1:] else parti[0]
    voci = (Voce(*riga) for riga in righe)
    return sorted((v for v in voci if v.quanti), key=lambda v: (v.giorno or date.max, v.genere))


def _conto(genere: str, righe: QuerySet, quando: str) -> QuerySet:
    """Kind, how many, the nearest day, the thing of the lowest number: one row."""
    nome = Value(genere, output_field=CharField())
    return (
        righe.order_by()
        .values(genere=nome)
        .annotate(
            quanti=Count("pk"),
            giorno=Cast(Min(quando), DateField()),
            quale=Min("pk"),
        )
        .values_list("genere", "quanti", "giorno", "quale")
    )


def _cerca(utente: Utente, giorno: date) -> dict[str, tuple[QuerySet, str]]:
    """Every kind with its rows and the column of their day."""
    teste = Locazione.objects.visibili_a(utente)
    sotto = Sublocazione.objects.visibili_a(utente)
    riparazioni = Manutenzione.objects.visibili_a(utente).aperte()
    case = Alloggio.objects.visibili_a(utente).in_gestione()
    entro_due_mesi = giorno + timedelta(days=GIORNI_VICINI)
    preavviso = {
        "contratto__stato": StatoContratto.IN_CORSO,
        "contratto__fine_effettiva__gte": aggiungi_mesi(giorno, MESI_PREAVVISO),
        "contratto__fine_effettiva__lte": aggiungi_mesi(entro_due_mesi, MESI_PREAVVISO),
    }
    return {
        "registra_locazione": (_da_registrare(teste), "scadenza"),
        "registra_sublocazione": (_da_registrare(sotto), "scadenza"),
        "consegna": (
            sotto.filter(
                contratto__stato=StatoContratto.FIRMATO,
                contratto__inizio__lte=giorno + timedelta(days=GIORNI_CHIAVI),
            ),
            "contratto__inizio",
        ),
        "riconsegna": (
            sotto.filter(
                Q(contratto__stato=StatoContratto.DISDETTATO)
                | Q(contratto__stato=StatoContratto.IN_CORSO, contratto__fine_effettiva__lt=giorno),
                contratto__fine_effettiva__lte=giorno + timedelta(days=GIORNI_CHIAVI),
            ),
            "contratto__fine_effettiva",
        ),
        "manutenzione": (riparazioni.filter(entro_il__lt=giorno), "entro_il"),
        "autorizza": (riparazioni.filter(stato=StatoManutenzione.PREVENTIVO), "entro_il"),
        "invio": (Invio.objects.visibili_a(utente).da_prendere(Linea.GIS), "inviato_il"),
        "morosita": (_con_un_passo(utente, giorno), "in_ritardo_dal"),
        "preavviso": (teste.filter(**preavviso), "contratto__fine_effettiva"),
        "scade_sublocazione": (
            sotto.filter(
                contratto__stato=StatoContratto.IN_CORSO, contratto__fine_effettiva__range=(giorno, entro_due_mesi)
            ),
            "contratto__fine_effettiva",
        ),
        "ape": (case.filter(ape_scade_il__lte=giorno + timedelta(days=GIORNI_APE)), "ape_scade_il"),
    }


def _con_un_passo(utente: Utente, giorno: date) -> QuerySet[Morosita]:
    """The arrears files that ask for a step today."""
    if not utente.ha_ruolo(*SOLLECITANO):
        return Morosita.objects.none()
    aperte = con_debito(Morosita.objects.visibili_a(utente).aperte(), giorno, soglie_di(giorno))
    return Morosita.objects.filter(pk__in=aperte.exclude(passo="").values("pk"))


def _da_registrare(righe: QuerySet) -> QuerySet:
    """Signed and not registered; ``scadenza`` is thirty days from the signature or the start (DPR 131/1986)."""
    giorni = Value(timedelta(days=GIORNI_REGISTRAZIONE))
    entro = ExpressionWrapper(Least("contratto__stipulato_il", "contratto__inizio") + giorni, output_field=DateField())
    return righe.filter(contratto__stato__in=FIRMATI, contratto__registrato_il=None).annotate(scadenza=entro)


# --- for the desk -------------------------------------------------------------------------------------------


def compiti(utente: Utente, giorno: date) -> Iterator[Compito]:
    for voce in scadenziario(utente, giorno):
        genere = GENERI[voce.genere]
        if not genere.segnala:
            yield _compito(voce, genere, giorno)


def _compito(voce: Voce, genere: Genere, giorno: date) -> Compito:
    tardi = voce.giorno is not None and voce.giorno < giorno and voce.genere not in SENZA_TERMINE
    quando = in_data(voce.giorno) if voce.giorno else ""
    dettagli = {
        "invio": f"Il primo aspetta dal {quando}",
        "autorizza": "Ci sono i preventivi da scegliere",
        "morosita": f"In ritardo dal {quando}" if voce.quanti == 1 else f"La più vecchia è del {quando}",
    }
    uno = f"Entro il {quando}" if voce.quanti == 1 else f"Prima scadenza: {quando}"
    return Compito(
        titolo=genere.uno if voce.quanti == 1 else genere.molti.format(n=voce.quanti),
        dettaglio=dettagli.get(voce.genere, uno),
        url=_pagina(voce, genere),
        verbo=genere.verbo,
        aspetto=IN_RITARDO if tardi else DA_FARE,
        entro=None if voce.genere in ("invio", "morosita") else voce.giorno,
    )


def _pagina(voce: Voce, genere: Genere) -> str:
    una = indirizzo(genere.scheda, voce.quale) if genere.scheda and voce.quanti == 1 and voce.quale else ""
    return una or indirizzo(genere.elenco, domanda=genere.domanda) or indirizzo("presentazione")


def segnalazioni(utente: Utente, giorno: date) -> Iterator[Segnalazione]:
    for voce in scadenziario(utente, giorno):
        genere = GENERI[voce.genere]
        if genere.segnala and voce.giorno:
            parole = {nome: plurale(voce.quanti, forme) for nome, forme in PAROLE.items()}
            testo = genere.segnala.format(n=voce.quanti, giorno=in_data(_decidere_entro(voce)), **parole)
            yield Segnalazione(testo, _pagina(voce, genere), SCADE)


def _decidere_entro(voce: Voce) -> date:
    """A notice is in time six months before the expiry (L. 431/1998 art. 2-3)."""
    giorno = voce.giorno or date.max
    return aggiungi_mesi(giorno, -MESI_PREAVVISO) if voce.genere == "preavviso" else giorno


def prossime_date(utente: Utente, giorno: date) -> Iterator[ProssimaData]:
    """The nearest day of each kind, from today on; what is late is already among the things to do."""
    nomi = {
        "registra_locazione": "Registrare un contratto con il proprietario",
        "registra_sublocazione": "Registrare una sublocazione",
        "consegna": "Si consegnano le chiavi",
        "riconsegna": "Si riprendono le chiavi",
        "preavviso": "Ultimo giorno per la disdetta di un contratto con il proprietario",
        "scade_sublocazione": "Finisce una sublocazione",
        "ape": "Scade un attestato energetico (APE)",
    }
    for voce in scadenziario(utente, giorno):
        if voce.genere in nomi and voce.giorno and _decidere_entro(voce) >= giorno:
            yield ProssimaData(_decidere_entro(voce), nomi[voce.genere], _pagina(voce, GENERI[voce.genere]))
