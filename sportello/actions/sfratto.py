"""Acts on an eviction: open, correct, write what happened, attach, close with its outcome, reopen.

Locks: Caso, Sfratto. Whatever changes the events works out again stage, next day and next step.
"""

from datetime import date
from typing import Any

from django.db import transaction

from sportello.models import EventoSfratto, FileSfratto, Sfratto
from sportello.queries.sfratto import Fascicolo, correggibile, fascicolo_di, in_evento, situazione_di
from sportello.rules.evento_sfratto import valuta_chiusura, valuta_evento
from sportello.rules.sfratto import Situazione
from sportello.workflow import SEGUONO, SFRATTO
from valdera_housing.actions.caso import segna_attivita
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, Esito, pretendi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Utente, prossimo_numero
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF

DOCUMENTI = (PDF, *IMMAGINI)
CALCOLATI = ("stato", "sospeso", "prossima_data", "prossimo_passo")
CORREZIONI = "Un fatto lo corregge chi l’ha registrato, quel giorno; dopo, il coordinatore."


@transaction.atomic
def apri_sfratto(caso: Caso, dati: dict[str, Any], *, utente: Utente) -> Sfratto:
    """The eviction of a household that has an open case; AttoRifiutato when one is open already."""
    if not utente.ha_ruolo(*SEGUONO):
        raise AttoRifiutato("Gli sfratti li registra chi segue le famiglie: spetta a un altro ruolo.")
    _caso_aperto(caso.pk)
    if aperto := Sfratto.objects.aperti().filter(caso=caso).first():
        raise AttoRifiutato(f"Questo caso ha già uno sfratto aperto, {aperto.numero}.")
    anno = dati["aperto_il"].year
    numero = f"SF-{anno}-{prossimo_numero('sfratto', anno):04d}"
    sfratto = Sfratto(numero=numero, caso=caso, **dati)
    _aggiorna(sfratto, situazione_di(sfratto, (), (), oggi()))
    sfratto.save()
    segna_attivita(caso, sfratto.aperto_il)
    return sfratto


@transaction.atomic
def modifica_sfratto(sfratto: Sfratto, dati: dict[str, Any], *, utente: Utente, versione: int) -> Sfratto:
    """Correct the facts of an open eviction; ModificaConcorrente when somebody saved meanwhile."""
    SFRATTO.pretende("modifica", _bloccato(sfratto), utente)
    salvato: Sfratto = modifica(sfratto, dati, versione=versione)
    if _aggiorna(salvato, fascicolo_di(salvato).situazione):
        salvato.save(update_fields=CALCOLATI)
    return salvato


@transaction.atomic
def registra_evento_sfratto(
    sfratto: Sfratto, dati: dict[str, Any], *, utente: Utente, forza_pubblica: bool = False
) -> tuple[EventoSfratto, Esito]:
    """Write what happened. Returns the event and what the rules say of it: warnings do not stop a fact."""
    bloccato = _bloccato(sfratto)
    SFRATTO.pretende("registra_evento", bloccato, utente)
    nuovo = EventoSfratto(sfratto=bloccato, registrato_da=utente, **dati)
    esito = _valuta(fascicolo_di(bloccato), nuovo)
    nuovo.save()
    segna_attivita(bloccato.caso, nuovo.giorno)
    if forza_pubblica:
        bloccato.forza_pubblica = True
    _ricalcola(bloccato)
    return nuovo, esito


@transaction.atomic
def correggi_evento(evento: EventoSfratto, dati: dict[str, Any], *, utente: Utente) -> tuple[EventoSfratto, Esito]:
    """Put right an event written wrong: who wrote it, that same day; then who coordinates."""
    bloccato, scelto, altri = _da_correggere(evento, utente)
    for campo, valore in dati.items():
        setattr(scelto, campo, valore)
    esito = _valuta(altri, scelto)
    scelto.save()
    _ricalcola(bloccato)
    return scelto, esito


@transaction.atomic
def elimina_evento(evento: EventoSfratto, *, utente: Utente) -> Sfratto:
    """Take away an event that did not happen: as for a correction. The history keeps it."""
    bloccato, scelto, _ = _da_correggere(evento, utente)
    scelto.delete()
    return _ricalcola(bloccato)


@transaction.atomic
def allega_sfratto(sfratto: Sfratto, *, nome: str, file: tuple[str, bytes], utente: Utente) -> FileSfratto:
    """A document (file name, bytes): PDF or photo, told from its content."""
    bloccato = _bloccato(sfratto)
    SFRATTO.pretende("allega", bloccato, utente)
    documento = archivia_documento(file[1], file[0], utente=utente, ammessi=DOCUMENTI)
    return FileSfratto.objects.create(sfratto=bloccato, nome=nome, documento=documento)


@transaction.atomic
def chiudi_sfratto(sfratto: Sfratto, *, esito: str, il: date, nota: str, utente: Utente) -> Sfratto:
    """The outcome, counted once on its day (I09, I10). Raises AttoRifiutato when the events say otherwise."""
    bloccato = _bloccato(sfratto)
    SFRATTO.pretende("chiudi", bloccato, utente)
    risposta = valuta_chiusura(fascicolo_di(bloccato).situazione, esito, il, aperto_il=bloccato.aperto_il)
    if not risposta.positivo:
        raise AttoRifiutato(risposta)
    bloccato.esito, bloccato.chiuso_il, bloccato.nota_esito = esito, il, nota
    segna_attivita(bloccato.caso, il)
    return _ricalcola(bloccato)


@transaction.atomic
def riapri_sfratto(sfratto: Sfratto, *, perche: str, utente: Utente) -> Sfratto:
    """Closed by mistake: the outcome is no longer counted, and the reason stays."""
    _caso_aperto(sfratto.caso_id)
    bloccato = _bloccato(sfratto)
    SFRATTO.pretende("riapri", bloccato, utente)
    if altro := Sfratto.objects.aperti().filter(caso=bloccato.caso_id).first():
        raise AttoRifiutato(f"Questo caso ha già uno sfratto aperto, {altro.numero}.")
    bloccato.esito, bloccato.chiuso_il = "", None
    bloccato.nota_esito = f"Riaperto il {in_data(oggi())}: {perche}"[:500]
    return _ricalcola(bloccato)


def _caso_aperto(pk: int) -> Caso:
    caso = Caso.objects.select_for_update(no_key=True).get(pk=pk)
    if caso.chiuso_il is not None:
        raise AttoRifiutato(f"Il caso {caso.numero} è chiuso dal {in_data(caso.chiuso_il)}: prima va riaperto.")
    return caso


def _bloccato(sfratto: Sfratto) -> Sfratto:
    return Sfratto.objects.select_for_update(no_key=True, of=("self",)).select_related("caso").get(pk=sfratto.pk)


def _da_correggere(evento: EventoSfratto, utente: Utente) -> tuple[Sfratto, EventoSfratto, Fascicolo]:
    """The locked eviction, the event as it is now, and the file without it."""
    bloccato = _bloccato(evento.sfratto)
    SFRATTO.pretende("registra_evento", bloccato, utente)
    fascicolo = fascicolo_di(bloccato)
    scelto = next((e for e in fascicolo.eventi if e.pk == evento.pk), None)
    if scelto is None:
        raise AttoRifiutato("Questo fatto non c’è più: qualcuno l’ha tolto nel frattempo.")
    if not correggibile(scelto, utente, utente.ha_ruolo(Ruolo.COORDINATORE_ETS)):
        raise AttoRifiutato(CORREZIONI)
    altri = tuple(e for e in fascicolo.eventi if e.pk != scelto.pk)
    s = fascicolo.situazione
    grazie = [EventoSfratto(giorno=g) for g in s.dati.grazie_prima]
    return bloccato, scelto, Fascicolo(bloccato, altri, situazione_di(bloccato, altri, grazie, s.oggi))


def _valuta(fascicolo: Fascicolo, evento: EventoSfratto) -> Esito:
    esito = valuta_evento(fascicolo.situazione, in_evento(evento))
    pretendi(esito)
    return esito


def _ricalcola(sfratto: Sfratto) -> Sfratto:
    """Stage, suspension, next day and step from the events, saved with everything else that changed."""
    _aggiorna(sfratto, fascicolo_di(sfratto).situazione)
    sfratto.versione += 1
    sfratto.save()
    return sfratto


def _aggiorna(sfratto: Sfratto, s: Situazione) -> bool:
    """Copy what was worked out on the row; whether anything is different."""
    valori = (s.fase, s.sospeso, s.prossima_data, s.prossimo_passo)
    prima = tuple(getattr(sfratto, campo) for campo in CALCOLATI)
    for campo, valore in zip(CALCOLATI, valori, strict=True):
        setattr(sfratto, campo, valore)
    return prima != valori
