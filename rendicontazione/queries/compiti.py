"""The rows of the desk, by role and state of each quarter: what is mine to do, what I wait for."""

from collections.abc import Iterator

from django.urls import reverse

from rendicontazione.choices import StatoRendiconto as R
from rendicontazione.choices import StatoSpesa
from rendicontazione.models import Rendiconto
from rendicontazione.queries.quadro import Conti
from rendicontazione.queries.scrivania import Situazione, del_trimestre, elenco_spese, quando
from rendicontazione.workflow import ETS, IN_ESAME, UNIONE, VEDONO_LE_SPESE
from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.scrittura import plurale
from valdera_housing.linea import Compito, Segnalazione

INTEGRATE = Aspetto("triangolo", "attesa", "Integrate")
DA_INTEGRARE = Aspetto("triangolo", "attesa", "Da integrare")
IN_BOZZA = Aspetto("tratteggio", "inizio", "In bozza")
OLTRE = Aspetto("croce", "negativo", "Oltre il budget")
PREVISIONE_ROSSA = Aspetto("croce", "negativo", "Previsione")
PREVISIONE = Aspetto("triangolo", "attesa", "Previsione")


def compiti(s: Situazione) -> Iterator[Compito]:
    """Things to do come from the table of states: each state of a quarter waits for one side."""
    for rendiconto in s.rendiconti:
        if s.utente.ha_ruolo(*UNIONE):
            yield from _dell_unione(s, rendiconto)
        if s.utente.ha_ruolo(*ETS):
            yield from _dell_ets(s, rendiconto)
        if s.utente.ha_ruolo(Ruolo.CABINA) and rendiconto.stato == R.VERIFICATO:
            yield _da_vedere_in_cabina(s, rendiconto)


# --- the Unione ---------------------------------------------------------------------------------------------


def _dell_unione(s: Situazione, rendiconto: Rendiconto) -> Iterator[Compito]:
    if rendiconto.stato == R.CHIUSO_ETS:
        yield _da_prendere(s, rendiconto)
    elif rendiconto.stato in IN_ESAME:
        yield from _in_esame(s, rendiconto)
    elif rendiconto.stato == R.VERIFICATO:
        yield _da_approvare(s, rendiconto)
    elif rendiconto.stato == R.APPROVATO:
        yield _da_liquidare(s, rendiconto)


def _da_prendere(s: Situazione, rendiconto: Rendiconto) -> Compito:
    somme, dal = s.somme(rendiconto), quando(rendiconto.presentato_alle)
    return Compito(
        titolo=f"Prendere in verifica il rendiconto {del_trimestre(rendiconto.trimestre)}",
        dettaglio=f"{somme.quante} {plurale(somme.quante, 'spesa,spese')}, dal {dal}, di {s.ente}",
        url=scheda(rendiconto),
        verbo="Apri",
        aspetto=rendiconto.aspetto,
        importo=somme.presentato,
        entro=rendiconto.verifica_entro,
    )


def _in_esame(s: Situazione, rendiconto: Rendiconto) -> Iterator[Compito]:
    da_guardare = s.somme(rendiconto, StatoSpesa.PRESENTATA)
    if da_guardare.quante:
        yield Compito(
            titolo=f"Verificare le spese {del_trimestre(rendiconto.trimestre)}",
            dettaglio=f"{da_guardare.quante} ancora da guardare su {s.somme(rendiconto).quante}",
            url=reverse("rendicontazione:rendiconto_continua", args=[rendiconto.pk]),
            verbo="Continua",
            aspetto=rendiconto.aspetto,
            importo=da_guardare.presentato,
            entro=rendiconto.verifica_entro,
        )
    elif not s.richieste_aperte(rendiconto):
        yield _da_chiudere(s, rendiconto)
    yield from _integrazioni_ricevute(s, rendiconto)
    yield from _integrazioni_attese(s, rendiconto)


def _da_chiudere(s: Situazione, rendiconto: Rendiconto) -> Compito:
    return Compito(
        titolo=f"Chiudere la verifica {del_trimestre(rendiconto.trimestre)}",
        dettaglio="Ogni spesa ha la sua decisione",
        url=scheda(rendiconto),
        verbo="Chiudi",
        aspetto=rendiconto.aspetto,
        importo=s.somme(rendiconto).ammesso,
        entro=rendiconto.verifica_entro,
    )


def _integrazioni_ricevute(s: Situazione, rendiconto: Rendiconto) -> Iterator[Compito]:
    risposte = s.risposte_ricevute(rendiconto)
    if risposte:
        quante = len({r.spesa_id for r in risposte})
        yield Compito(
            titolo=f"Rivedere le integrazioni {del_trimestre(rendiconto.trimestre)}",
            dettaglio=f"{quante} {plurale(quante, 'spesa,spese')}, risposte di {s.ente}",
            url=elenco_spese(rendiconto.trimestre, StatoSpesa.PRESENTATA),
            verbo="Rivedi",
            aspetto=INTEGRATE,
            importo=sum((r.spesa.importo for r in risposte), ZERO),
            entro=rendiconto.verifica_entro,
        )


def _integrazioni_attese(s: Situazione, rendiconto: Rendiconto) -> Iterator[Compito]:
    richieste = s.richieste_aperte(rendiconto)
    if richieste:
        quante = len(richieste)
        yield Compito(
            titolo=f"Integrazione di {quante} {plurale(quante, 'spesa,spese')} {del_trimestre(rendiconto.trimestre)}",
            dettaglio=f"{s.ente}, termine {quando(richieste[0].entro)}",
            url=elenco_spese(rendiconto.trimestre, StatoSpesa.DA_INTEGRARE),
            verbo="Vedi",
            aspetto=DA_INTEGRARE,
            entro=richieste[0].entro,
            mio=False,
        )


def _da_approvare(s: Situazione, rendiconto: Rendiconto) -> Compito:
    """The second signature: never of who verified."""
    mio = rendiconto.verificato_da_id != s.utente.pk
    titolo = "Approvare il rendiconto" if mio else "Seconda firma sul rendiconto"
    verificato = f"verificato il {quando(rendiconto.verificato_alle)}"
    return Compito(
        titolo=f"{titolo} {del_trimestre(rendiconto.trimestre)}",
        dettaglio=f"Dopo la seduta della Cabina; {verificato}" if mio else f"Un altro funzionario; {verificato}",
        url=scheda(rendiconto),
        verbo="Esamina" if mio else "Vedi",
        aspetto=rendiconto.aspetto,
        importo=s.somme(rendiconto).ammesso,
        mio=mio,
    )


def _da_liquidare(s: Situazione, rendiconto: Rendiconto) -> Compito:
    return Compito(
        titolo=f"Liquidare il {rendiconto.trimestre}",
        dettaglio=f"Approvato il {quando(rendiconto.approvato_alle)}; registra il mandato di pagamento",
        url=scheda(rendiconto),
        verbo="Registra",
        aspetto=rendiconto.aspetto,
        importo=s.somme(rendiconto).ammesso,
        entro=s.liquidare_entro(rendiconto),
    )


# --- the ETS ------------------------------------------------------------------------------------------------


def _dell_ets(s: Situazione, rendiconto: Rendiconto) -> Iterator[Compito]:
    if rendiconto.aperto and rendiconto.trimestre.fine < s.giorno:
        yield _da_presentare(s, rendiconto)
    elif rendiconto.aperto and rendiconto.trimestre.inizio <= s.giorno:
        yield _da_completare(s, rendiconto)
    elif rendiconto.stato in IN_ESAME and s.richieste_aperte(rendiconto):
        yield _da_integrare(s, rendiconto)
    if rendiconto.stato in ATTESE_ETS:
        yield _attesa_dall_unione(s, rendiconto)


def _da_presentare(s: Situazione, rendiconto: Rendiconto) -> Compito:
    bozze = s.bozze(rendiconto)
    return Compito(
        titolo=f"Presentare il rendiconto {del_trimestre(rendiconto.trimestre)}",
        dettaglio=f"{bozze.quante} {plurale(bozze.quante, 'spesa in bozza,spese in bozza')}",
        url=scheda(rendiconto),
        verbo="Prepara",
        aspetto=rendiconto.aspetto,
        importo=bozze.presentato,
        entro=s.presentare_entro(rendiconto.trimestre),
    )


def _da_completare(s: Situazione, rendiconto: Rendiconto) -> Compito:
    bozze, mancanze = s.bozze(rendiconto), str(s.carte)
    quante = f"{bozze.quante} {plurale(bozze.quante, 'spesa in bozza,spese in bozza')}"
    return Compito(
        titolo=f"Completare le spese {del_trimestre(rendiconto.trimestre)}",
        dettaglio=f"{quante}; documenti: {mancanze}" if mancanze else quante,
        url=reverse("rendicontazione:documento_spesa_elenco"),
        verbo="Continua",
        aspetto=IN_BOZZA,
        importo=bozze.presentato,
        entro=s.presentare_entro(rendiconto.trimestre),
    )


def _da_integrare(s: Situazione, rendiconto: Rendiconto) -> Compito:
    richieste = s.richieste_aperte(rendiconto)
    return Compito(
        titolo=f"Rispondere alle integrazioni {del_trimestre(rendiconto.trimestre)}",
        dettaglio=f"{len(richieste)} {plurale(len(richieste), 'richiesta,richieste')}, da {s.unione}",
        url=elenco_spese(rendiconto.trimestre, StatoSpesa.DA_INTEGRARE),
        verbo="Rispondi",
        aspetto=DA_INTEGRARE,
        importo=sum((r.spesa.importo for r in richieste), ZERO),
        entro=richieste[0].entro,
    )


ATTESE_ETS = {
    R.CHIUSO_ETS: "Verifica",
    R.IN_VERIFICA: "Verifica",
    R.INTEGRAZIONI_RICHIESTE: "Verifica",
    R.VERIFICATO: "Approvazione",
    R.APPROVATO: "Liquidazione",
}


def _attesa_dall_unione(s: Situazione, rendiconto: Rendiconto) -> Compito:
    entro = s.liquidare_entro(rendiconto) or rendiconto.verifica_entro
    return Compito(
        titolo=f"{ATTESE_ETS[R(rendiconto.stato)]} {del_trimestre(rendiconto.trimestre)}",
        dettaglio=f"{s.unione}, entro il {quando(entro)}" if entro else s.unione,
        url=scheda(rendiconto),
        verbo="Vedi",
        aspetto=rendiconto.aspetto,
        importo=s.somme(rendiconto).presentato,
        entro=entro,
        mio=False,
    )


# --- everyone who reads accounts ----------------------------------------------------------------------------


def _da_vedere_in_cabina(s: Situazione, rendiconto: Rendiconto) -> Compito:
    return Compito(
        titolo=f"Esaminare il rendiconto {del_trimestre(rendiconto.trimestre)}",
        dettaglio="La relazione è pronta; l'approvazione viene dopo la seduta",
        url=scheda(rendiconto),
        verbo="Leggi",
        aspetto=rendiconto.aspetto,
        importo=s.somme(rendiconto).ammesso,
    )


def segnalazioni(s: Situazione) -> Iterator[Segnalazione]:
    """The lines off their pace, the worst first."""
    linee = s.quadro.linee if s.quadro else ()
    for livello in ("CRITICO", "ATTENZIONE"):
        for conti in linee:
            if conti.semaforo and conti.semaforo.livello == livello:
                yield Segnalazione(f"Linea {conti.nome}: {conti.semaforo.motivo}", _pagina(s, conti), _aspetto(conti))


def _pagina(s: Situazione, conti: Conti) -> str:
    if conti.linea and s.utente.ha_ruolo(*VEDONO_LE_SPESE):
        return reverse("rendicontazione:quadro_linea", args=[conti.linea])
    return reverse("rendicontazione:quadro")


def _aspetto(conti: Conti) -> Aspetto:
    if conti.somme.eccedenza or conti.residuo <= 0:
        return OLTRE
    return PREVISIONE_ROSSA if conti.semaforo and conti.semaforo.livello == "CRITICO" else PREVISIONE


def scheda(rendiconto: Rendiconto) -> str:
    return reverse("rendicontazione:rendiconto_scheda", args=[rendiconto.pk])
