"""How the accounts present themselves to the shell."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from rendicontazione import GLOSSARIO
from rendicontazione.choices import ASPETTI_SPESA, StatoSpesa
from rendicontazione.models import LineaBudget, Rendiconto
from rendicontazione.queries import compiti, grafici_quadro
from rendicontazione.queries.quadro import Quadro
from rendicontazione.queries.rendiconto import spese_in_attesa
from rendicontazione.queries.scrivania import Situazione, elenco_spese, prossime_scadenze, situazione
from rendicontazione.workflow import ETS, VEDONO_I_CONTI, VEDONO_LE_SPESE
from valdera_housing.choices import Linea
from valdera_housing.kit.aspetto import Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.linea import (
    Compito,
    LineaServizio,
    PannelloScrivania,
    ProssimaData,
    Segnalazione,
    VoceMenu,
)
from valdera_housing.models import Utente

# In the box of a quarter: what is left first, as the eye looks for it.
ORDINE_STATI = (
    StatoSpesa.PRESENTATA,
    StatoSpesa.DA_INTEGRARE,
    StatoSpesa.AMMESSA,
    StatoSpesa.AMMESSA_PARZIALE,
    StatoSpesa.ECCEDENZA,
    StatoSpesa.NON_AMMESSA,
    StatoSpesa.LIQUIDATA,
)


def cose_da_fare(utente: Utente, giorno: date) -> Sequence[Compito]:
    return list(compiti.compiti(situazione(utente, giorno)))


def avvisi(utente: Utente, giorno: date) -> Sequence[Segnalazione]:
    return list(compiti.segnalazioni(situazione(utente, giorno)))


def date_vicine(utente: Utente, giorno: date) -> Sequence[ProssimaData]:
    s = situazione(utente, giorno)
    return [
        ProssimaData(quando, testo, compiti.scheda(rendiconto) if s.puo_aprire(rendiconto) else "")
        for quando, testo, rendiconto in prossime_scadenze(s)
        if quando >= giorno
    ]


def pannelli(utente: Utente, giorno: date) -> Sequence[PannelloScrivania]:
    """The five gauges, the cumulative curve and the last quarter presented, for who reads accounts."""
    s = situazione(utente, giorno)
    if not s.quadro:
        return []
    curva = PannelloScrivania(
        "rendicontazione/scrivania/curva.html", {"grafico": grafici_quadro.curva(s.quadro)}, larghezza=8
    )
    return [
        _linee(s, s.quadro),
        curva,
        *(_ultimo_rendiconto(s) if utente.ha_ruolo(*VEDONO_LE_SPESE) else _relazioni(s)),
    ]


def _linee(s: Situazione, quadro: Quadro) -> PannelloScrivania:
    contesto = {
        "quadro": quadro,
        "righe": grafici_quadro.righe_misura(quadro, lambda linea: _pagina_linea(s.utente, linea)),
        "misura_totale": grafici_quadro.misura(quadro, quadro.totale),
        "url": reverse("rendicontazione:quadro"),
    }
    return PannelloScrivania("rendicontazione/scrivania/linee.html", contesto)


def _pagina_linea(utente: Utente, linea: Linea) -> str:
    return reverse("rendicontazione:quadro_linea", args=[linea]) if utente.ha_ruolo(*VEDONO_LE_SPESE) else ""


def _ultimo_rendiconto(s: Situazione) -> list[PannelloScrivania]:
    presentati = [rendiconto for rendiconto in s.rendiconti if not rendiconto.aperto]
    if not presentati:
        return []
    ultimo = presentati[-1]
    tutte = s.somme(ultimo)
    contesto = {
        "rendiconto": ultimo,
        "stati": _stati(s, ultimo),
        "quante": tutte.quante,
        "importo": tutte.presentato,
        "relazione": s.relazioni[0] if s.relazioni else None,
    }
    return [PannelloScrivania("rendicontazione/scrivania/rendiconto.html", contesto, larghezza=4)]


def _relazioni(s: Situazione) -> list[PannelloScrivania]:
    contesto = {"relazioni": s.relazioni, "url": reverse("rendicontazione:relazione_elenco")}
    return [PannelloScrivania("rendicontazione/scrivania/relazioni.html", contesto, larghezza=4)]


def _stati(s: Situazione, rendiconto: Rendiconto) -> list[tuple]:
    """(look, how many, euro, address of the list) of each state with something in it."""
    somme = [(stato, s.somme(rendiconto, stato)) for stato in ORDINE_STATI]
    return [
        (
            ASPETTI_SPESA[stato],
            parte.quante,
            parte.presentato,
            elenco_spese(rendiconto.trimestre, stato),
        )
        for stato, parte in somme
        if parte.quante
    ]


def budget_della_linea(utente: Utente, linea: Linea) -> Sequence[Voce]:
    """What the accounts know of a line, for its page."""
    if not utente.ha_ruolo(*VEDONO_I_CONTI):
        return []
    riga = LineaBudget.objects.filter(linea=linea).order_by("-convenzione__inizio").first()
    if riga is None:
        return []
    cifre = {"Budget": riga.budget_vigente, "Ammesso": riga.ammesso, "In verifica": riga.in_verifica}
    voci = [Voce(nome, in_euro(importo)) for nome, importo in cifre.items()]
    return [*voci, Voce("Residuo", in_euro(riga.residuo), url=_pagina_linea(utente, linea))]


SERVIZIO = LineaServizio(
    nome="Rendicontazione",
    url="rendicontazione:rendiconto_elenco",
    menu=(
        VoceMenu("Rendicontazione", "rendicontazione:rendiconto_elenco", VEDONO_I_CONTI, spese_in_attesa, posto=20),
    ),
    sezioni=(
        VoceMenu("Rendiconti", "rendicontazione:rendiconto_elenco", VEDONO_I_CONTI),
        VoceMenu("Spese", "rendicontazione:spesa_elenco", VEDONO_LE_SPESE),
        VoceMenu("Documenti di spesa", "rendicontazione:documento_spesa_elenco", ETS),
        VoceMenu("Quadro economico", "rendicontazione:quadro", VEDONO_I_CONTI),
        VoceMenu("Relazioni", "rendicontazione:relazione_elenco", VEDONO_I_CONTI),
    ),
    di_linea=budget_della_linea,
    compiti=cose_da_fare,
    segnalazioni=avvisi,
    prossime_date=date_vicine,
    pannelli_scrivania=pannelli,
    glossario=GLOSSARIO,
)
