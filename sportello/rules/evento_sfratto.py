"""Whether an event of an eviction holds together with what is known (domain.md 2.3).

What a court or a bailiff did is a fact even when it is against the rules: it is warned about, so that somebody may
contest it. Refused is only what cannot have happened.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sportello.choices import EVITATI, EsitoSfratto, TipoSfratto
from sportello.rules import sfratto as r
from sportello.rules.sfratto import E, Evento, Situazione
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi

CONTESTABILE = "si può contestare"


def valuta_evento(situazione: Situazione, evento: Evento) -> Esito:
    """Refusals and warnings of a new event, each with its article; positive with one reason when all is well."""
    ostacoli = _impossibile(situazione, evento)
    if ostacoli:
        return Esito(ostacoli)
    allora = replace(situazione, eventi=tuple(e for e in situazione.eventi if e.giorno <= evento.giorno))
    return Esito(avvisi_di(allora, evento) or (si("Torna con quello che si sa"),))


def avvisi_di(situazione: Situazione, evento: Evento) -> tuple[Motivo, ...]:
    """What is out of the ordinary in an event, given those before it."""
    controllo = CONTROLLI.get(evento.tipo)
    return tuple(controllo(situazione, evento)) if controllo else ()


def _impossibile(s: Situazione, e: Evento) -> tuple[Motivo, ...]:
    motivi = []
    if s.dati.chiuso_il:
        motivi.append(no(f"Lo sfratto è chiuso dal {in_data(s.dati.chiuso_il)}: per aggiungere un fatto va riaperto"))
    if e.giorno > s.oggi:
        motivi.append(
            no("Il giorno è nel futuro: scrivi quando l’hai saputo, e il giorno che verrà in «giorno fissato»")
        )
    if e.per_il and e.per_il < e.giorno:
        motivi.append(no("Il giorno fissato viene prima di quello in cui è stato fissato"))
    if s.rilascio and e.giorno >= s.rilascio.giorno and e.tipo != E.COMUNICAZIONE_PREFETTURA:
        motivi.append(no(f"La casa è stata lasciata il {in_data(s.rilascio.giorno)}: resta da chiudere lo sfratto"))
    return (*motivi, *_incompleto(s, e))


def _incompleto(s: Situazione, e: Evento) -> list[Motivo]:
    motivi = []
    if e.tipo == E.TERMINE_DI_GRAZIA and s.dati.tipo != TipoSfratto.MOROSITA:
        motivi.append(
            no("Il termine di grazia si dà solo a chi deve dei canoni, non in questo tipo di sfratto", r.GRAZIA)
        )
    if e.tipo in (E.TERMINE_DI_GRAZIA, E.PREAVVISO) and not e.per_il:
        cosa = "fino a quando è il termine" if e.tipo == E.TERMINE_DI_GRAZIA else "il giorno dell’accesso"
        motivi.append(no(f"Scrivi {cosa}, in «giorno fissato»"))
    if e.tipo == E.ACCESSO and not e.esito:
        motivi.append(no("Scrivi com’è andato l’accesso"))
    return motivi


def _intimazione(s: Situazione, e: Evento) -> list[Motivo]:
    minimo = e.giorno + timedelta(days=s.soglie.giorni_comparizione)
    if not e.per_il or e.per_il >= minimo:
        return []
    giorni = (e.per_il - e.giorno).days
    testo = f"Fra la notifica e l’udienza ci sono {giorni} giorni, ne servono {s.soglie.giorni_comparizione}"
    return [avviso(f"{testo}: {CONTESTABILE}", r.INTIMAZIONE)]


def grazie_nel_quadriennio(s: Situazione, giorno: date) -> int:
    """Grace terms the household had in the four years before a day, in this eviction and in others."""
    dal = aggiungi_mesi(giorno, -12 * s.soglie.grazia_anni)
    qui = (e.giorno for e in s.eventi if e.tipo == E.TERMINE_DI_GRAZIA)
    return sum(dal < g < giorno for g in (*s.dati.grazie_prima, *qui))


def _grazia(s: Situazione, e: Evento) -> list[Motivo]:
    motivi, soglie = [], s.soglie
    giorni = (e.per_il - e.giorno).days if e.per_il else 0
    if giorni > soglie.grazia_giorni_disagio:
        motivi.append(
            avviso(f"Il termine è di {giorni} giorni: la legge arriva a {soglie.grazia_giorni_disagio}", r.GRAZIA)
        )
    elif giorni > soglie.grazia_giorni:
        testo = f"Il termine è di {giorni} giorni: oltre {soglie.grazia_giorni} serve un disagio provato"
        motivi.append(avviso(testo, r.GRAZIA))
    volta = grazie_nel_quadriennio(s, e.giorno) + 1
    anni = s.soglie.grazia_anni
    if volta > soglie.grazia_volte_disagio:
        testo = f"È il termine di grazia n. {volta} in {anni} anni: la legge arriva a {soglie.grazia_volte_disagio}"
        motivi.append(avviso(testo, r.GRAZIA))
    elif volta > soglie.grazia_volte:
        testo = (
            f"È il termine di grazia n. {volta} in {anni} anni: oltre {soglie.grazia_volte} serve un disagio provato"
        )
        motivi.append(avviso(testo, r.GRAZIA))
    return motivi


def limite_esecuzione(s: Situazione, titolo: Evento) -> tuple[date, date]:
    """Until when the judge may fix the execution: as a rule, and at the very most."""
    grazia = s.ultimo(E.TERMINE_DI_GRAZIA)
    if grazia and grazia.per_il and grazia.per_il <= titolo.giorno:
        entro = grazia.per_il + timedelta(days=s.soglie.esecuzione_giorni_dopo_grazia)
        return entro, entro
    regola = aggiungi_mesi(titolo.giorno, s.soglie.esecuzione_mesi)
    return regola, aggiungi_mesi(titolo.giorno, s.soglie.esecuzione_mesi_massimo)


def _titolo(s: Situazione, e: Evento) -> list[Motivo]:
    if not e.per_il:
        return []
    regola, massimo = limite_esecuzione(s, e)
    if e.per_il > massimo:
        return [avviso(f"L’esecuzione è fissata oltre il {in_data(massimo)}, l’ultimo giorno possibile", r.ESECUZIONE)]
    if e.per_il > regola:
        testo = f"L’esecuzione è oltre il {in_data(regola)}: succede solo in casi eccezionali"
        return [avviso(testo, r.ESECUZIONE)]
    return []


def _precetto(s: Situazione, e: Evento) -> list[Motivo]:
    motivi = []
    senza_giudizio = (TipoSfratto.PIGNORAMENTO, TipoSfratto.SEPARAZIONE, TipoSfratto.OCCUPAZIONE)
    if not s.ultimo(*r.TITOLI) and s.dati.tipo not in senza_giudizio:
        motivi.append(avviso("Non è registrata la convalida o l’ordinanza su cui si fonda il precetto", r.PRECETTO))
    if e.per_il and (e.per_il - e.giorno).days < s.soglie.precetto_giorni:
        testo = f"Il precetto dà {(e.per_il - e.giorno).days} giorni, ne servono {s.soglie.precetto_giorni}"
        motivi.append(avviso(f"{testo}: {CONTESTABILE}", r.PRECETTO))
    return motivi


def _preavviso(s: Situazione, e: Evento) -> list[Motivo]:
    motivi: list[Motivo] = []
    precetto = s.ultimo(E.PRECETTO)
    if precetto is None:
        motivi.append(avviso("Non è registrato il precetto che viene prima del preavviso", r.PRECETTO))
    elif not s.ultimo(E.PREAVVISO) and e.giorno > (fine := scade_precetto(s, precetto)):
        motivi.append(avviso(f"Il precetto valeva fino al {in_data(fine)}: {CONTESTABILE}", r.PRECETTO_SCADE))
    if precetto and e.per_il and e.per_il < (dal := r.rilascio_dal(precetto, s.eventi, s.soglie)):
        motivi.append(avviso(f"La casa si può chiedere solo dal {in_data(dal)}: {CONTESTABILE}", r.PRECETTO))
    return [*motivi, *_pochi_giorni(s, e, e.per_il)]


def _pochi_giorni(s: Situazione, preavviso: Evento, accesso: date | None) -> list[Motivo]:
    if accesso is None or (giorni := (accesso - preavviso.giorno).days) >= s.soglie.preavviso_giorni:
        return []
    testo = f"Fra il preavviso e l’accesso ci sono {giorni} giorni, ne servono {s.soglie.preavviso_giorni}"
    return [avviso(f"{testo}: {CONTESTABILE}", r.PREAVVISO)]


def scade_precetto(s: Situazione, precetto: Evento) -> date:
    return precetto.giorno + timedelta(days=s.soglie.precetto_efficacia)


def _accesso(s: Situazione, e: Evento) -> list[Motivo]:
    motivi: list[Motivo] = []
    preavviso = s.ultimo(E.PREAVVISO)
    if preavviso is None:
        motivi.append(
            avviso(f"Non è registrato il preavviso di rilascio: senza, l’accesso {CONTESTABILE}", r.PREAVVISO)
        )
    else:
        motivi += _pochi_giorni(s, preavviso, e.giorno)
    numero = r.numero_accesso(s.eventi)
    if e.esito == r.A.ESEGUITO and numero < s.soglie.accessi_minimi:
        testo = f"È l’accesso n. {numero}: di solito la forza pubblica e il fabbro arrivano dal secondo"
        motivi.append(avviso(testo, r.USO))
    return motivi


def _proroga(s: Situazione, e: Evento) -> list[Motivo]:
    motivi = []
    if s.dati.tipo != TipoSfratto.FINITA_LOCAZIONE:
        motivi.append(avviso("La legge prevede la proroga per la finita locazione", r.PROROGA))
    if s.ultimo(E.PROROGA):
        motivi.append(avviso("La proroga si chiede una volta sola: ce n’è già una", r.PROROGA))
    massimo = limite_proroga(s, e.giorno)
    if e.per_il and e.per_il > massimo:
        motivi.append(avviso(f"La proroga arriva al più al {in_data(massimo)}", r.PROROGA))
    return motivi


def limite_proroga(s: Situazione, giorno: date) -> date:
    """Until when the execution may be put off, counted from the day the judge had fixed."""
    mesi = s.soglie.proroga_mesi_protetti if s.dati.protetto else s.soglie.proroga_mesi
    titolo = s.ultimo(*r.TITOLI)
    return aggiungi_mesi(titolo.per_il if titolo and titolo.per_il else giorno, mesi)


CONTROLLI: dict[str, Callable[[Situazione, Evento], list[Motivo]]] = {
    E.INTIMAZIONE: _intimazione,
    E.TERMINE_DI_GRAZIA: _grazia,
    E.CONVALIDA: _titolo,
    E.ORDINANZA: _titolo,
    E.PRECETTO: _precetto,
    E.PREAVVISO: _preavviso,
    E.ACCESSO: _accesso,
    E.PROROGA: _proroga,
}


def esito_proposto(s: Situazione) -> tuple[str, date]:
    """The outcome the events point to, and its day: today when nothing has ended it yet."""
    fine = s.ultimo(*r.FINISCONO) or s.rilascio
    if s.rilascio:
        volontario = s.rilascio.tipo == E.RILASCIO
        return (EsitoSfratto.EVITATO_CASA_A_CASA if volontario else ""), s.rilascio.giorno
    if fine:
        return EsitoSfratto.EVITATO_RESTA, fine.giorno
    return "", s.oggi


def valuta_chiusura(s: Situazione, esito: str, il: date, *, aperto_il: date) -> Esito:
    """Whether an eviction may be closed with this outcome on this day.

    It is counted once, on that day (I09, I10): what was executed is not avoided, and what is counted as executed
    has its execution among the events.
    """
    motivi = []
    rilascio = s.rilascio
    if il > s.oggi:
        motivi.append(no("Il giorno è nel futuro: chiudilo quando è finito"))
    if il < aperto_il:
        motivi.append(no(f"Lo sfratto è conosciuto dal {in_data(aperto_il)}: non finisce prima"))
    if esito in EVITATI and rilascio and rilascio.tipo != E.RILASCIO:
        motivi.append(no(f"È stato eseguito il {in_data(rilascio.giorno)}: non si può contare come evitato"))
    elif esito == EsitoSfratto.EVITATO_RESTA and rilascio:
        motivi.append(no(f"La casa è stata lasciata il {in_data(rilascio.giorno)}: il nucleo non ci resta"))
    if esito not in EVITATI and not rilascio:
        motivi.append(no("Prima registra l’esecuzione o il rilascio: è il fatto che si conta"))
    ultimo = next((e for e in reversed(s.eventi) if e.tipo != E.COMUNICAZIONE_PREFETTURA), None)
    if ultimo and il < ultimo.giorno:
        motivi.append(no(f"L’ultimo fatto è del {in_data(ultimo.giorno)}: lo sfratto finisce da quel giorno"))
    return Esito(tuple(motivi) or (si("Si può chiudere"),))
